"""Contacts and titles of a list that read wrong on slides: `anne`, `ask Bob at the desk`, `nurse practitoner`.

In: the rows of a list. Out: warnings with their cells. Must not change a cell: a facilitator of that name is known when the
deck is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whp_deck.config.spreadsheet import Row
from whp_deck.content.contacts import as_contact, asks_somebody, first_name_in, meant_for, names_somebody
from whp_deck.errors import ManyCells, Problem, Source, also_in

_CONTACT = "practice.contact.role"
_TITLED = re.compile(r"practice\.contact\.role|practice\.facilitators\.\d+\.role|staff\.[^.]+\.title")


def contacts_in_small_letters(rows: Iterable[Row]) -> Iterator[Problem]:
    """A warning for each such contact, however many cells hold it."""
    found: dict[str, list[tuple[Source, str]]] = {}
    for row in rows:
        typed = as_contact(row.get(_CONTACT))
        people = [
            text for field, text in row.cells if field.startswith("practice.facilitators.") and field.endswith(".name")
        ]
        titles = [text for field, text in row.cells if field.startswith("staff.")]
        if asks_somebody(typed):
            found.setdefault(typed, []).append((row.place_of(_CONTACT), ""))
        elif name := first_name_in(typed, people, titles):
            found.setdefault(typed, []).append((row.place_of(_CONTACT), name))
    for typed, ((place, name), *others) in found.items():
        also = tuple(one for one, _ in others)
        same = f", as in {also_in(also)}" if also else ""
        if not name:
            rest = typed[len(asks_somebody(typed)) :].strip()
            message = f"{_CONTACT}: says “{typed}”, and slides say “Ask …” themselves{same}"
            hint = f"write only whom: {rest}"
            yield ManyCells("contact-small", message, hint, place, "warning", others=also)
            continue
        message = f"{_CONTACT}: is “{name}” a person? Slides would say “Ask our {typed}”{same}"
        hint = f"write a name with a capital letter, as {name.capitalize()}; leave it if you call a role so"
        yield ManyCells("contact-small", message, hint, place, "warning", others=also)


def titles_misspelled(rows: Iterable[Row]) -> Iterator[Problem]:
    """A warning for each title with a word that is one slip away from a word for roles, however many cells of a column hold it."""
    found: dict[tuple[str, str], list[Source]] = {}
    for row in rows:
        for field, text in row.cells:
            is_title = field != _CONTACT or not names_somebody(text)
            if is_title and _TITLED.fullmatch(field) and meant_for(text):
                found.setdefault((field, text), []).append(row.place_of(field))
    for (field, text), (place, *others) in found.items():
        same = f", as in {also_in(others)}" if others else ""
        hint = f"did you mean `{meant_for(text)}`? leave it if you call it so"
        message = f"{field}: is `{text}` spelled as you want it?{same}"
        yield ManyCells("title-misspelled", message, hint, place, "warning", others=tuple(others))
