"""Which role plays are of what the practice decided to do, told and put in order by one rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Done
from whp_deck.config.deck import load_deck
from whp_deck.planner.plan import make_plan
from whp_deck.planner.played import not_of_the_plan

WriteDeck = Callable[..., Path]
NAME = "practice: {name: Hilltop Clinic}\n"
DECK = "deck: Ours\npractice: practice.yaml\ntoolkit: teach-back\nformat: {minutes: 200, sessions: 1}\n"
HANDOFFS = "deck: Ours\npractice: practice.yaml\nformat: {minutes: 200, sessions: 1}\n"
OWN = DECK + "role_plays: {use: [ours], add: [ours.yaml]}\n"
SCENE = """\
id: ours
title: Our scene
goal: Try it
fictional: yes
situation: Two people meet.
roles:
  - {id: giver, staff: %s, card: You speak.}
  - {id: patient, played_by: facilitator, card: You listen.}
debrief: {went_well: [What?], could_be_better: [What else?], we_will_try: [What next?]}
"""


def told(path: Path) -> list[str]:
    deck, problems = load_deck(path)
    assert deck is not None, problems
    return list(not_of_the_plan(deck, make_plan(deck)[0]))


@pytest.mark.parametrize(
    ("moment", "staff", "found"),
    [
        ("{who: nurse, when: at noon}", "nurse", []),
        ("{who: Health Coach, when: at noon}", "health coach", []),
        ("{who: ma, when: at noon}", "nurse", ["`ours` (nurse)"]),
    ],
)
def test_whoever_does_a_moment_plays_it(write_deck: WriteDeck, moment: str, staff: str, found: list[str]) -> None:
    decisions = f"decisions: {{moments: [{moment}]}}\n"
    assert told(write_deck(OWN, NAME + decisions, ours=SCENE % staff)) == found


def test_a_scene_says_itself_to_which_moment_it_belongs(write_deck: WriteDeck) -> None:
    decisions = "decisions: {moments: [{id: noon, who: ma, when: in the afternoon}]}\n"
    scene = SCENE % "nurse" + "moment: noon\n"
    assert told(write_deck(OWN, NAME + decisions, ours=scene)) == []


@pytest.mark.parametrize(
    ("handoff", "left"),
    [
        ("{giver: ma, receiver: clinician, when: at noon}", "rooming-refill"),
        ("{giver: LPN, receiver: clinician, when: after rooming}", "rooming-refill"),
        ("{id: checkout, giver: nurse, receiver: nurse, when: at noon}", "scheduling-aspirin"),
    ],
    ids=["by who", "by a word of its moment, under another title", "by id"],
)
def test_a_handoff_is_played_by_who_when_and_id(write_deck: WriteDeck, handoff: str, left: str) -> None:
    found = told(write_deck(HANDOFFS, f"{NAME}decisions: {{handoffs: [{handoff}]}}\n"))
    assert not any(f"`{left}`" in one for one in found)
    assert len(found) == 2


def test_what_a_moment_names_is_played_before_what_its_person_plays(write_deck: WriteDeck) -> None:
    """The toolkit's order is new-dose (nurse), three-tasks (scheduler), inhaler (ma; moment `device`)."""

    def order(*moments: str) -> tuple[str, ...]:
        deck, _ = load_deck(write_deck(DECK, f"{NAME}decisions: {{moments: [{', '.join(moments)}]}}\n"))
        assert deck is not None
        return deck.role_plays

    assert order("{who: ma, when: at noon}") == ("inhaler", "new-dose", "three-tasks")
    assert order("{id: device, who: scheduler, when: at noon}") == ("inhaler", "three-tasks", "new-dose")


def test_outline_says_what_to_do(run: Callable[..., Done], write_deck: WriteDeck) -> None:
    done = run(
        "outline",
        write_deck(OWN, f"{NAME}decisions: {{moments: [{{who: ma, when: at noon}}]}}\n", ours=SCENE % "nurse"),
    )
    assert (
        "`ours` (nurse) plays what is not in your plan; `role_plays: use:` chooses others, and a role play that belongs to one "
        "of your moments says so by `moment:` with its `id`" in done.stderr
    )


def test_a_title_that_a_handoff_gives_to_a_role_holds_in_every_scene(write_deck: WriteDeck) -> None:
    """Whoever rooms plays the medical assistant, under the title that the practice has for them."""
    scene = (SCENE % "ma").replace("debrief:", "  - {id: receiver, staff: clinician, card: You take over.}\ndebrief:")
    use = f"{HANDOFFS}role_plays: {{use: [rooming-refill, ours], add: [ours.yaml]}}\n"
    handoffs = "decisions: {handoffs: [{giver: LPN, receiver: clinician, when: after rooming}]}\n"
    assert told(write_deck(use, NAME + handoffs, ours=scene)) == []
