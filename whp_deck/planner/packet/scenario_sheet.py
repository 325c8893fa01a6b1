"""The public sheet of a role play: the situation, who plays what, what everybody else looks for.

In: the public parts of a scenario. Out: blocks that may be projected, handed out or read aloud, for packet and handout.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Heading, Paragraph, Run, Text
from whp_deck.planner.packet.base import PacketView, Part, Played, PublicBlock, PublicPart, labelled
from whp_deck.slides.base import capital


def scenario_sheet(view: PacketView, played: Played) -> Sequence[Part]:
    """One role play's public sheet, for the packet."""
    return [Part([*view.body(), *public_blocks(view, played)])]


def scenario_sheets(view: PacketView) -> Sequence[PublicPart]:
    """The public sheets of all role plays of this session, for the handout."""
    blocks: list[PublicBlock] = [*view.body()]
    for played in view.played:
        blocks += [Heading(played.scenario.title, keeps=True), *public_blocks(view, played, level=3)]
    return [PublicPart(blocks, joins=True)]


def public_blocks(view: PacketView, played: Played, *, level: int = 2) -> list[PublicBlock]:
    """Situation, roles with their public tasks, what to look for. Nothing of any card."""
    scenario = played.scenario
    look = view.common.line(scenario.everybody_else, scenario.place_of("everybody_else"))
    blocks: list[PublicBlock] = [
        labelled(view.word("goal"), view.common.line(scenario.goal, scenario.place_of("goal"))),
        Heading(view.word("situation"), level),
        view.common.text(scenario.situation, scenario.place_of("situation")),
        Heading(view.word("roles"), level),
        *(_role(view, played, index) for index in range(len(scenario.roles))),
    ]
    return [*blocks, *([look] if look.paragraphs else [])]


def role_name(view: PacketView, played: Played, index: int) -> str:
    """`Giver`, `Patient`, or the name that the scenario gives."""
    role = played.scenario.roles[index]
    known = view.common.words.get(role.id) if view.common.words.has(role.id) else role.id.replace("-", " ")
    return role.name or capital(known)


def holder(view: PacketView, played: Played, index: int) -> str:
    """Who plays it: the staff's title, or the facilitator."""
    role = played.scenario.roles[index]
    if role.played_by == "facilitator":
        return view.common.words.get("played_by_facilitator")
    return view.staff(role.staff) if role.staff else ""


def _role(view: PacketView, played: Played, index: int) -> Text:
    role = played.scenario.roles[index]
    who = holder(view, played, index)
    name = role_name(view, played, index) + (f" – {who}" if who else "")
    task = view.common.line(role.task, role.place_of("task"))
    runs = (Run(f"{name}: " if task.paragraphs else name, bold=True), *(r for p in task.paragraphs for r in p.runs))
    return Text((Paragraph(runs, 0, "bullet"),), role.place_of("task"))
