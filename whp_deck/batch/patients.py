"""What in a cell of a list could lead to a real patient: a date of birth, a record number.

In: the rows of a list. Out: warnings with their cells. Must not have rules of its own: they are those for finished decks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whp_deck.checks.patient_signs import signs_of_a_patient
from whp_deck.config.columns import is_text
from whp_deck.config.practice_list import Listed
from whp_deck.errors import Problem

# beside a person's name; “patients born 1945 to 1965” are a group
_BORN = re.compile(
    r"\b([A-Z][\w’'-]+ (?:[A-Z]\.? )?[A-Z][\w’'-]+),? [(\[]?(?:[Bb]orn|[Bb]\.|DOB:?)(?: in)? (?:19|20)\d\d\b(?! ?(?:or|and|to|through|[-–—])(?:\s|\d))"
)
_MANY = frozenset(
    ["adults", "children", "everybody", "everyone", "men", "women", "patient", "patients", "people", "veterans"]
)


def patients_in_cells(listed: Sequence[Listed], shared: Sequence[str]) -> Iterator[Problem]:
    """A warning for each; the practice's own phone and mail, and those of `shared`, are no patient's."""
    for row in (one.row for one in listed if one.row):
        ours = [*shared, *(text for field, text in row.cells if field.startswith("practice."))]
        for field, text in row.cells:
            person = _BORN.search(text) if is_text(field) else None
            if person and person[1].split()[-1].casefold() not in _MANY:
                hint = "take it out: it is nobody else's business, and no real patient may be in training material"
                message = f"{field}: “{person[0]}” says when somebody was born"
                yield Problem("cell-patient", message, hint, row.place_of(field), "warning")
            if not is_text(field) or field.startswith("practice."):
                continue
            for sign, _ in signs_of_a_patient(text, ours):
                hint = "take it out: no real patient may be in training material"
                yield Problem("cell-patient", f"{field}: {sign}", hint, row.place_of(field), "warning")
