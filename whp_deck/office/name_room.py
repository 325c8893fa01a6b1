"""Does a practice's name fit the title slide of the base template? For `init`, which asks before there is a deck.

In: a name. Out: how many of its characters fit, or None when all do. Must not know decks: one with a template of its
own is measured when it is built.
"""

from __future__ import annotations

from functools import lru_cache

from whp_deck.markup import keep_together, plain
from whp_deck.office.bindings import our_bindings
from whp_deck.office.fit_text import characters_that_fit, fit_text
from whp_deck.office.package import open_package
from whp_deck.office.template import read_template
from whp_deck.office.template_slots import Slot
from whp_deck.plan import Text
from whp_deck.resources import shipped


def name_room(name: str) -> int | None:
    """How many characters of `name` fit; 0 when its first word is wider than the slide; None when it fits."""
    slot = _slot()
    fitted = fit_text(Text(plain(keep_together(name)), None), slot)
    return None if fitted.fits else characters_that_fit(fitted.text, slot, fitted.text.scale)


@lru_cache(maxsize=1)
def _slot() -> Slot:
    path = shipped("templates/base.pptx")
    binding = our_bindings()["title"]
    return read_template(open_package(path), {"title": binding}, path).layout("title").slots["practice"]
