"""Which papers are printed for a session: the ids of the sections in its packet and its handout.

In: a `Deck`. Out: ids. Slides and sections ask here, so that what the script tells people to hand out is what was
printed. Must not know what a section says: one that finds nothing to say is left out later.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from whp_deck.config.deck import Deck
from whp_deck.content.packet import SectionWording

ON_HANDOUT = ("our-plan", "scenario-sheets", "video-link", "pocket-cards")


def papers(deck: Deck, number: int, of: int, *, plays: bool, video: bool) -> Iterator[str]:
    """The sections that session `number` of `of` prints, if the deck makes what they stand in.

    `plays`: the session has a role play; `video`: the deck has one that can be seen again.
    """
    made = deck.file.outputs
    known = {"scenario-sheets": plays, "video-link": video and code_is_worth_a_page(deck, number, of, plays=plays)}
    for id, wording in deck.packet.sections.items():
        wanted = "handout" if is_on_handout(deck, id) else "packet"
        if wanted not in made or id in deck.packet.removed or not known.get(id, True):
            continue
        if is_printed(wording, number, of):
            yield id


def code_is_worth_a_page(deck: Deck, number: int, of: int, *, plays: bool) -> bool:
    """Whether the video's code is printed: once, and again wherever the handout has something new to hold it.

    Everybody had it in the first session. A page with nothing else, copied for each person, is paper for the bin.
    """
    return number == 1 or any(
        id != "video-link"
        and is_on_handout(deck, id)
        and id not in deck.packet.removed
        and (plays or id != "scenario-sheets")
        and is_printed(wording, number, of)
        for id, wording in deck.packet.sections.items()
    )


def is_on_handout(deck: Deck, id: str) -> bool:
    """Whether a section stands on the handout: one of ours, or one that an author added behind it."""
    seen = {""}
    while id not in seen and id not in ON_HANDOUT:
        seen.add(id)
        wording = deck.packet.sections.get(id)
        id = wording.after if wording else ""
    return id in ON_HANDOUT


def papers_before(deck: Deck, number: int, of: int) -> list[str]:
    """What any session before it has printed."""
    earlier = (papers(deck, before, of, plays=True, video=True) for before in range(1, number))
    return list(dict.fromkeys(id for found in earlier for id in found))


def is_printed(wording: SectionWording, number: int, of: int) -> bool:
    """Whether the section belongs into the papers of session `number` of `of`."""
    match wording.sessions:
        case "each":
            return True
        case "first":
            return number == 1
        case "last":
            return number == of
        case _:
            assert_never(wording.sessions)
