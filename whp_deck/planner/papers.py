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
_OF_ROLE_PLAYS = (
    "prebrief", "scenario-sheet", "role-cards", "facilitator-sheet", "observer-form", "debrief-sheet", "scenario-sheets",
)  # fmt: skip
OF_STRATEGY = frozenset(
    {
        "if-the-video-fails", "objections", "commitment-slips", "evaluation", "confidence", "follow-up", "tally-sheet",
        "our-plan", "pocket-cards",
    }
)  # fmt: skip


def papers(deck: Deck, number: int, of: int, *, plays: bool, video: bool) -> Iterator[str]:
    """The sections that session `number` of `of` prints, if the deck makes what they stand in.

    `plays`: the session has a role play; `video`: the deck has one that can be seen again.
    """
    made = deck.file.outputs
    known = dict.fromkeys(_OF_ROLE_PLAYS, plays)
    known["video-link"] = video and code_is_worth_a_page(deck, number, of, plays=plays)
    for id, wording in deck.packet.sections.items():
        wanted = "handout" if is_on_handout(deck, id) else "packet"
        if wanted in made and known.get(id, True) and is_printed(deck, wording, number, of):
            yield id


def code_is_worth_a_page(deck: Deck, number: int, of: int, *, plays: bool) -> bool:
    """Whether the video's code is printed: once, and again wherever the handout has something new to hold it.

    Everybody had it in the first session. A page with nothing else, copied for each person, is paper for the bin.
    """
    return number == 1 or any(
        id != "video-link"
        and is_on_handout(deck, id)
        and (plays or id != "scenario-sheets")
        and is_printed(deck, wording, number, of)
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
    earlier = (papers(deck, before, of, plays=bool(deck.role_plays), video=True) for before in range(1, number))
    return list(dict.fromkeys(id for found in earlier for id in found))


def is_printed(deck: Deck, wording: SectionWording, number: int, of: int) -> bool:
    """Whether the section belongs into the papers of session `number` of `of`.

    What is about the strategy does not where the slides are about something else, unless the deck itself has words for it.
    """
    if wording.id in deck.packet.removed:
        return False
    if wording.id in OF_STRATEGY and not deck.has_strategy and wording.id not in deck.file.packet.sections.change:
        return False
    match wording.sessions:
        case "each":
            return True
        case "first":
            return number == 1
        case "last":
            return number == of
        case _:
            assert_never(wording.sessions)
