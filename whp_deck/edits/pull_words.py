"""Fixed words that were typed over on a slide → `words:` of the deck's file, from where all slides and papers have them.

In: a `Pulling` and what a person changed of a text or a table. Out: the file with them, or the reason why they stay out. Must not save it.
"""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.edits.compare import slide_changes
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Place
from whp_deck.edits.places import Piece, pieces
from whp_deck.edits.pulling import Pulling
from whp_deck.edits.reasons import why_not_typed
from whp_deck.errors import counted
from whp_deck.markup import NBSP, folded
from whp_deck.plan import FixedWords, SlidePlan

_Typed = tuple[FixedWords, str]


def pull_words(at: Pulling, place: Place, slide: SlidePlan, one: Difference) -> bool:
    """Whether fixed words are all that was changed: they are in the file then, or it is told why not."""
    typed = _typed(slide, one)
    if not typed:
        return False
    which = at.which(place, one.name, one.was)
    said = [(words, as_template(words, now)) for words, now in typed]
    lost = next((words for words, now in said if now is None), None)
    reason = why_not_typed(one.now) or next(filter(None, (_differs(at, place, *pair) for pair in typed)), "")
    if lost is not None:
        fields = " and ".join(f"`{{{name}}}`" for name, _ in lost.values)
        reason = f"whp-deck counts in `{lost.key}`, and these words leave no place for {fields}: say `{lost.key}:` under `words:`"
    if reason:
        at.leave(which, reason)
        return True
    for words, now in said:
        at.done.file.set(("words", *words.key.split(".")), now)
        _tell_others(at, slide, words)
    at.mark(which, f"`{slide.id}`: fixed words {', '.join(f'`{words.key}`' for words, _ in said)}")
    return True


def as_template(words: FixedWords, now: str) -> str | None:
    """What a person typed with the fields in place of their values, in the order of these; None where one is not there."""
    text, rest = "", now.replace(NBSP, " ")
    for name, value in words.values:
        before, found, rest = rest.partition(value.replace(NBSP, " "))
        if not found or not value:
            return None
        text += f"{_without_braces(before)}{{{name}}}"
    return text + (_without_braces(rest) if words.values else rest)


def _without_braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _typed(slide: SlidePlan, one: Difference) -> list[_Typed]:
    """The fixed words that were changed, with what is there now; nothing where something else was changed, too."""
    pairs = list(_pairs(slide, one))
    found = [(piece.fixed, now) for piece, now in pairs if piece is not None and piece.fixed is not None and now]
    return found if len(found) == len(pairs) else []


def _pairs(slide: SlidePlan, one: Difference) -> Iterator[tuple[Piece | None, str]]:
    known = [piece for piece in pieces(slide) if piece.slot != "title"]
    if one.cells:
        for cell in one.cells:
            at = (cell.row, cell.column, folded(cell.was))
            yield next((one for one in known if (one.row, one.column, one.words) == at), None), folded(cell.now)
        return
    was, now = ([line for text in said.splitlines() if (line := folded(text))] for said in (one.was, one.now))
    if len(was) != len(now):
        yield None, ""
        return
    for line, typed in zip(was, now, strict=True):
        if line != typed:
            yield next((piece for piece in known if piece.row < 0 and piece.words == line), None), typed


def _differs(at: Pulling, place: Place, words: FixedWords, now: str) -> str:
    """Why of two slides neither is written on which the same words were typed over differently; nothing where that is not so."""
    for other, built in at.known.pairs.items():
        planned = at.planned(at.known.built(built).id, built)
        if other == place or planned is None:
            continue
        for one in slide_changes(at.known, other):
            if one.name not in ("text", "table"):
                continue
            for theirs, typed in _typed(planned[0], one):
                if theirs.key == words.key and as_template(theirs, typed) != as_template(words, now):
                    where = f"{at.known.files[other.file].path.stem}, slide {other.position + 1}"
                    return f"{where}, has the same fixed words, and they are others there now: make both alike, then pull again"
    return ""


def _tell_others(at: Pulling, slide: SlidePlan, words: FixedWords) -> None:
    """On how many other slides the words stand, which follow."""
    others = [
        one.title
        for session in at.plan.sessions
        for one in session.slides
        if one.id != slide.id and any(piece.fixed and piece.fixed.key == words.key for piece in pieces(one))
    ]
    if others:
        more = f" and {counted(len(others) - 1, 'other')}" if len(others) > 1 else ""
        line = f"the fixed words `{words.key}` stand on “{others[0]}”{more}, too: they would change there as well"
        at.done.elsewhere += [line] if line not in at.done.elsewhere else []
