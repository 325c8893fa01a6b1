"""A role play of which a person told something else on a slide: what the files still say of whom and what was there before.

In: slides with what was changed on them and is in no file. Out: warnings. Must not change anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from whp_deck.config.deck import Deck
from whp_deck.edits.fields import Difference
from whp_deck.edits.printed import changed_pieces
from whp_deck.errors import Problem
from whp_deck.plan import SlidePlan
from whp_deck.planner.stories import Retold, Typed, find_contradictions
from whp_deck.slides.role_play import RolePlaySlides


class Edited(NamedTuple):
    """A slide, how it is told to people, and what a person changed on it."""

    id: str
    label: str
    changed: Sequence[Difference]


def typed_contradictions(deck: Deck, plans: Mapping[str, SlidePlan], edited: Sequence[Edited]) -> Iterator[Problem]:
    """A warning for each text of a role play that contradicts what a person typed over on one of its slides.

    What the person typed over elsewhere, too, on these slides and in their notes, contradicts nothing any more.
    """
    for id in deck.role_plays:
        entry = deck.entries.get(id)
        slides = [one for one in edited if one.changed and one.id in plans and one.id.partition("/")[0] == id]
        if not isinstance(entry, RolePlaySlides) or not slides:
            continue
        retold: list[Retold] = []
        typed = Typed([], {})
        for one in slides:
            words = [field for field in one.changed if field.name in ("title", "text")]
            retold += [Retold(one.label, (field.was,), field.now) for field in words]
            typed.places.extend(piece.source for piece in changed_pieces(plans[one.id], words))
            for field in one.changed:
                if field.name == "notes":
                    typed.notes[one.id.partition("#")[0].partition("/")[2]] = field.now
        yield from find_contradictions(deck, entry, retold, typed)
