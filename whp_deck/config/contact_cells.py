"""Contacts of a list that may be persons in small letters: `anne`, of whom slides would say “Ask our anne”.

In: the rows of a list. Out: warnings with their cells. Must not change a cell: a facilitator of that name is known when the
deck is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whp_deck.config.spreadsheet import Row
from whp_deck.content.contacts import as_contact, may_be_a_name
from whp_deck.errors import Problem, Source, also_in

_CONTACT = "practice.contact.role"


def contacts_in_small_letters(rows: Iterable[Row]) -> Iterator[Problem]:
    """A warning for each such word, however many cells hold it."""
    found: dict[str, list[Source]] = {}
    for row in rows:
        word = as_contact(row.get(_CONTACT))
        people = [
            text for field, text in row.cells if field.startswith("practice.facilitators.") and field.endswith(".name")
        ]
        titles = [text for field, text in row.cells if field.startswith("staff.")]
        if may_be_a_name(word, people, titles):
            found.setdefault(word, []).append(row.place_of(_CONTACT))
    for word, (place, *others) in found.items():
        same = f", as in {also_in(others)}" if others else ""
        message = f"{_CONTACT}: is “{word}” a person? Slides would say “Ask our {word}”{same}"
        hint = f"write a name with a capital letter, as {word.capitalize()}; leave it if you call a role so"
        yield Problem("contact-small", message, hint, place, "warning")
