"""Which papers are printed for a session: the ids of the sections in its packet, its handout and what else prints any.

In: a `Deck`. Out: ids, and what slides and sections may say of them. Both ask here, so that what the script tells people
to hand out is what was printed. Must not know what a section says; whether it says anything, `contents` knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from whp_deck.config.deck import Deck
from whp_deck.config.deck_file import REPRINTS
from whp_deck.content.packet import SectionWording
from whp_deck.content.scenario import Scenario
from whp_deck.planner.contents import has_contents

ON_HANDOUT = ("our-plan", "scenario-sheets", "video-link", "pocket-cards")
_OF_VIDEO = ("if-the-video-fails", "transcript")
OF_STRATEGY = frozenset(
    {
        "if-the-video-fails", "objections", "commitment-slips", "evaluation", "confidence", "follow-up", "tally-sheet",
        "our-plan", "pocket-cards",
    }
)  # fmt: skip


def names_of_papers(
    deck: Deck, number: int, of: int, scenarios: Sequence[Scenario], *, shows_video: bool, address: bool
) -> dict[str, object]:
    """What expressions of session `number` of `of` may ask: `papers`, `handout`, `papers_before`.

    `scenarios`: those that it plays; `shows_video`: it shows one; `address`: the deck has one that can be seen again.
    """
    printed = list(_papers(deck, number, of, scenarios, shows_video=shows_video, address=address))
    earlier = (_papers(deck, before, of, deck.scenarios, shows_video=True, address=True) for before in range(1, number))
    return {
        "papers": printed,
        "handout": "handout" in deck.file.outputs and any(is_on_handout(deck, id) for id in printed),
        "papers_before": list(dict.fromkeys(id for found in earlier for id in found)),
    }


def _papers(
    deck: Deck, number: int, of: int, scenarios: Sequence[Scenario], *, shows_video: bool, address: bool
) -> Iterator[str]:
    known = dict.fromkeys(_OF_VIDEO, shows_video)
    known["video-link"] = address and code_is_worth_a_page(deck, number, of, scenarios)
    reprinted = {id for output in deck.file.outputs for id in REPRINTS.get(output, ())}
    for id, wording in deck.packet.sections.items():
        wanted = "handout" if is_on_handout(deck, id) else "packet"
        asked = wanted in deck.file.outputs or id in reprinted
        if asked and known.get(id, True) and is_printed(deck, wording, number, of, scenarios):
            yield id


def code_is_worth_a_page(deck: Deck, number: int, of: int, scenarios: Sequence[Scenario]) -> bool:
    """Whether the video's code is printed: once, and again wherever the handout has something new to hold it.

    Everybody had it in the first session. A page with nothing else, copied for each person, is paper for the bin.
    """
    return number == 1 or any(
        id != "video-link" and is_on_handout(deck, id) and is_printed(deck, wording, number, of, scenarios)
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


def is_printed(deck: Deck, wording: SectionWording, number: int, of: int, scenarios: Sequence[Scenario]) -> bool:
    """Whether the section belongs into the papers of session `number` of `of`, which plays these scenarios.

    What is about the strategy does not where the slides are about something else, unless the deck itself has words for
    it; nor does what would be a heading and nothing else.
    """
    if wording.id in deck.packet.removed or not has_contents(deck, wording, scenarios):
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
