"""The observer form of a role play, generated: its expected behaviors, then the checklist's lines that they leave out.

In: `expected:` of a scenario and the checklist of the practice's handoff or moment. Out: forms to tick while watching.
It grades what is said and never a person, so there is no line for a player's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.content.checklist import Checklist, ChecklistItem
from whp_deck.errors import Problem
from whp_deck.plan import Form, Heading, PacketBlock, WritingLines
from whp_deck.planner.packet.base import PacketView, Part, Played

_SHARES = (6.0, 1.0, 1.0, 4.0)


def observer_form(view: PacketView, played: Played) -> Sequence[Part]:
    """What to look for in this scene, the rest of the checklist, and room for the patient's own words."""
    scenario = played.scenario
    header = (view.word("behavior"), view.word("seen"), view.word("not_seen"), view.word("heard"))
    blocks: list[PacketBlock] = []
    if scenario.expected:
        rows = tuple((item.behavior, "", "", "") for item in scenario.expected)
        blocks += [Heading(view.word("in_this_scene")), Form(header, rows, shares=_SHARES)]
    checklist = scene_checklist(view, played)
    if checklist is not None:
        covered = {item.checklist for item in scenario.expected}
        rows = tuple(
            (f"{who}: {line}", "", "", "") for who, item, line in _lines(view, checklist) if item not in covered
        )
        if rows:
            blocks += [Heading(view.word("checklist", title=checklist.title)), Form(header, rows, shares=_SHARES)]
    if not blocks:
        return []  # it says what to tick
    asked = [WritingLines(2, view.word(key)) for key in ("patient_said", "made_room")]
    return [Part([*view.body(), *blocks, *asked])]


def scene_checklist(view: PacketView, played: Played) -> Checklist | None:
    """The checklist of the practice's handoff or moment that is played, else the one that the behaviors point at."""
    scenario = played.scenario
    played_here = scenario.handoff or scenario.moment
    occasion = view.common.occasion(played_here) if played_here else None
    named = [id for item in scenario.expected if (id := item.checklist.partition(".")[0])]
    for id in [*([occasion.checklist] if occasion and occasion.checklist else []), *named]:
        if id in view.deck.checklists:
            return view.deck.checklists[id]
    if named:  # of the practice's own the planner has told
        listed = ", ".join(f"`{id}`" for id in view.deck.checklists)
        message = f"there is no checklist `{named[0]}`"
        place = scenario.place_of("expected")
        view.common.problems.append(Problem("checklist-unknown", message, f"there is: {listed}", place))
    return None


def _lines(view: PacketView, checklist: Checklist) -> list[tuple[str, str, str]]:
    """(who, `checklist.item`, line) for each line of a checklist."""
    groups: list[tuple[str, list[ChecklistItem]]] = [
        ("giver", checklist.giver_says),
        ("patient", checklist.patient),
        ("receiver", checklist.receiver),
    ]
    return [
        (
            view.common.words.get(who),
            f"{checklist.id}.{item.id}",
            view.common.line(item.text, item.place_of("text")).text,
        )
        for who, items in groups
        for item in items
    ]
