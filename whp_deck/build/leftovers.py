"""Files of sessions that a deck has no longer: a shorter format leaves `huddle-3.pptx`, and its packet, beside two new decks.

In: a plan, and the folder of its files. Out: those that nobody has edited, which a build moves to `earlier/`, and a warning
for each of the others, at every build until it is gone. Must not move or change any.

Whoever mails the folder mails what lies in it: “session 3 of 3” beside two of two. So what can be made again goes, and what
cannot stays where its editor looks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from whp_deck.build.outputs.base import is_other_pdf
from whp_deck.errors import EditedOutputError, Problem
from whp_deck.files import EARLIER
from whp_deck.plan import DeckPlan

_KINDS = r"\.pptx|-(?:packet|handout)\.(?:pdf|docx)|-share\.pptx|-invite\.(?:txt|eml|ics)"
LEFTOVER = "edit-leftover"


def find_leftovers(plan: DeckPlan, folder: Path, *, overwrite: bool = False) -> tuple[list[Path], list[Problem]]:
    """The files to move away, and warnings of those that stay as somebody has edited them; with `overwrite` none stays."""
    found = dict(_leftovers(plan, folder))
    edited = [] if overwrite else [path for path, kind in found.items() if _is_edited(path, kind)]
    return [path for path in found if path not in edited], [_told(path) for path in edited]


def _told(path: Path) -> Problem:
    message = f"{path.name} is of a session that there is no longer, and somebody has edited it: it stays as it is"
    if path.suffix == ".pptx":
        hint = "what was edited on slides that the deck still has is on them now; copy what else you need from it in PowerPoint, then delete it"
    else:
        hint = "copy what you need from it, then delete it"
    return Problem("edit-leftover", message, hint, None, "warning")


def _leftovers(plan: DeckPlan, folder: Path) -> Iterator[tuple[Path, str]]:
    """Each with the end of its name. By their names, where what is stamped says that they are of this deck: a deck `huddle-3` has files of that name, too."""
    now = {plan.stem_of(session).casefold() for session in plan.sessions}
    pattern = re.compile(rf"({re.escape(plan.file_stem)}(?:-\d+)?)({_KINDS})", re.IGNORECASE)
    ours: dict[str, bool] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if (match := pattern.fullmatch(path.name)) and match[1].casefold() not in now:
            if match[1] not in ours:
                ours[match[1]] = _is_of(plan.file_stem, folder, match[1])
            if ours[match[1]]:
                yield path, match[2].casefold()


def _is_of(deck: str, folder: Path, stem: str) -> bool:
    """Whether the presentation of that name is the deck's; where it is gone, one that was moved away. Paper has no stamp."""
    from whp_deck.office.stamp import stamp_of_file

    there = folder / f"{stem}.pptx"
    paths = [there] if there.exists() else sorted((folder / EARLIER).glob(f"{stem}.*.pptx"))
    return any(stamp is not None and stamp.deck == deck for stamp in map(stamp_of_file, paths))


def _is_edited(path: Path, kind: str) -> bool:
    """Whether there may be something in it that a person did; as each kind of file is asked before it is replaced."""
    match kind.rpartition(".")[2]:
        case "pdf":
            return is_other_pdf(path)
        case "docx":
            from whp_deck.render.docx_open import is_as_built

            return not is_as_built(path.read_bytes())
        case "txt" | "eml":
            from whp_deck.build.outputs.invite import was_edited

            return was_edited(path)
        case "ics":
            return False
        case _ if kind == "-share.pptx":
            from whp_deck.build.outputs.share import refuse_foreign

            try:
                return refuse_foreign(path)
            except EditedOutputError:
                return True
        case _:
            from whp_deck.edits.files import find_file

            file = find_file(path)
            return file is None or file.saved or file.manifest.merged
