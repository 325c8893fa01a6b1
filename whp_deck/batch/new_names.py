"""Practices that may stand in the list under a new name: their files, and what people edited in them, would be left behind.

In: the rows of a list, and whose folders are there of practices that have left it. Out: warnings with the cell of the name,
before anything is built. Must not decide: another practice may have taken over the phone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from whp_deck.batch.neighbors import NAMES, key_of, name_cells
from whp_deck.checks.strangers import phrase
from whp_deck.config.columns import FOLDER, REQUIRED
from whp_deck.config.identity import Identity
from whp_deck.config.practice_list import Listed
from whp_deck.errors import Problem, enumerated


def new_names(listed: Sequence[Listed], left: Mapping[str, Identity], shared: Collection[str]) -> Iterator[Problem]:
    """A warning for each row that has the phone, the mail or the leader of one practice of `left`, by its folder.

    What several rows say, several that have left said, or the network says (`shared`) proves nothing.
    """
    of_network = {phrase(text) for text in shared}
    kinds = ("phone", "e-mail", "facilitator")
    texts = {
        folder: {key for text in one.texts for kind in kinds if (key := key_of(kind, text))}
        for folder, one in left.items()
    }
    owners = Counter(key for keys in texts.values() for key in keys)
    cells = [cell for one in listed if one.row for cell in name_cells(one.row)]
    cells = [cell for cell in cells if cell.key and cell.kind not in NAMES and phrase(cell.text) not in of_network]
    rows = Counter(key for _, key in {(cell.row.number, cell.key) for cell in cells})
    for one in listed:
        if one.row is None or one.row.get(FOLDER):
            continue
        own = [cell for cell in cells if cell.row is one.row and rows[cell.key] == owners[cell.key] == 1]
        for folder, keys in texts.items():
            if not (same := list(dict.fromkeys(cell.kind for cell in own if cell.key in keys))):
                continue
            said = enumerated(["leader" if kind == "facilitator" else kind for kind in same])
            message = f"{REQUIRED}: has the {said} of {left[folder].name or folder}, which is not in the list any more"
            hint = (
                f"is it the same practice under a new name? then write `{folder}` into its cell of the column `{FOLDER}` before you "
                f"build, and its edits stay; if it is another one, delete the folder `{folder}` when nobody needs it"
            )
            yield Problem("practice-renamed", message, hint, one.row.place_of(REQUIRED), "warning")
