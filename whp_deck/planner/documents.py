"""`make_documents`: a deck and its fitted plan → packet and handout of every session, before any file.

In: a `Deck` and the `DeckPlan` that its slides were drawn from, so that slide numbers agree. Out: `SessionDocuments`
and problems. Pure; knows no file format. What a section prints is in `planner/packet/`, its words in packet.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from whp_deck.config.deck import Deck
from whp_deck.errors import Problem, sort_problems
from whp_deck.plan import (
    Checks,
    DeckPlan,
    FacilitatorText,
    Facts,
    PacketSection,
    PrintedDocument,
    RoleCard,
    ScriptSlide,
    Session,
)
from whp_deck.planner.packet import SECTIONS
from whp_deck.planner.packet.base import (
    HandoutSection,
    Part,
    Played,
    RolePlaySection,
    Section,
    SessionSection,
    SessionWorld,
    section,
)
from whp_deck.planner.packet.world import make_worlds
from whp_deck.planner.papers import is_printed
from whp_deck.planner.plan import NO_FACTS, inform

SECTION_IDS = tuple(kind.id for kind in SECTIONS)


@dataclass(frozen=True, slots=True)
class SessionDocuments:
    """What is printed for one session."""

    session: Session
    packet: PrintedDocument
    handout: PrintedDocument


def make_documents(
    deck: Deck, plan: DeckPlan, *, facts: Facts = NO_FACTS
) -> tuple[list[SessionDocuments], list[Problem]]:
    """Packet and handout of each session of `plan`, in order; never raises on what an author wrote.

    `facts` as `make_plan` took them: a video's transcript comes from there.
    """
    problems: list[Problem] = []
    documents = [_documents(world) for world in make_worlds(inform(deck, facts), plan, problems)]
    return documents, sort_problems(problems)


def _documents(world: SessionWorld) -> SessionDocuments:
    plan, session = world.plan, world.session

    def document(kind: str, sections: Iterable[PacketSection]) -> PrintedDocument:
        handout = kind == "handout"
        return PrintedDocument(
            kind="handout" if handout else "packet",
            file_stem=f"{plan.stem_of(session)}-{kind}",
            title=world.common.words.get(f"packet.{kind}_title", session=session.name),
            practice=plan.practice,
            short_practice=world.deck.practice.short_name,
            practice_source=world.deck.practice.place_of("name"),
            session=session.name,
            language=plan.language,
            sections=tuple(sections),
            paper=world.deck.file.packet.paper,
            columns=world.deck.file.packet.columns,
        )

    handout = tuple(_sections(world, [kind for kind in SECTIONS if isinstance(kind, HandoutSection)]))
    for found in handout:
        check_public(found)
    packet = _sections(world, [kind for kind in SECTIONS if not isinstance(kind, HandoutSection)])
    at_the_end = _added_after(world, "")
    return SessionDocuments(session, document("packet", (*packet, *at_the_end)), document("handout", handout))


def check_public(section: PacketSection) -> None:
    """Raise TypeError when a handout's section holds a block for facilitators: the build must stop there."""
    secret = section.facilitator_only
    for block in section.blocks:
        secret |= isinstance(block, FacilitatorText | RoleCard | ScriptSlide)
        if isinstance(block, Checks):
            secret |= any(isinstance(item, FacilitatorText) for item in block.items)
    if secret:
        raise TypeError(f"section `{section.id}` of the handout holds facilitator-only text")


def _sections(world: SessionWorld, kinds: Iterable[Section]) -> Iterator[PacketSection]:
    """The sections of one document in order; role plays follow each other, each with all its sections."""
    for for_role_plays, group in groupby(kinds, lambda kind: isinstance(kind, RolePlaySection)):
        members = list(group)
        if not for_role_plays:
            for kind in members:
                yield from _make(world, kind, None)
                yield from _added_after(world, kind.id)
            continue
        for played in world.played:
            for kind in members:
                if f"{played.id}/{kind.id}" not in world.deck.packet.removed:
                    yield from _make(world, kind, played)
                if played is world.played[-1]:
                    yield from _added_after(world, kind.id)
        if not world.played:
            for kind in members:
                yield from _added_after(world, kind.id)


def _make(world: SessionWorld, kind: Section, played: Played | None) -> Iterator[PacketSection]:
    wording = world.deck.packet.sections.get(kind.id)
    scenarios = [played.scenario] if played else world.scenarios
    if wording is None or not is_printed(world.deck, wording, world.session.number, world.session.of, scenarios):
        return
    view = world.of(wording)
    match kind:
        case RolePlaySection():
            assert played is not None
            title = view.title(scenario=_public_names(played))
            for part in kind.make(view, played):
                yield section(f"{played.id}/{kind.id}", title, part, wording.place_of())
        case SessionSection():
            for part in kind.make(view):
                yield section(kind.id, view.title(), part, wording.place_of())
        case HandoutSection():
            for public in kind.make(view):
                yield section(kind.id, view.title(), Part(public.blocks, joins=public.joins), wording.place_of())
        case _:
            assert_never(kind)


def _public_names(played: Played) -> dict[str, object]:
    return {"title": played.scenario.title, "number": played.number, "count": played.count}


def _added_after(world: SessionWorld, id: str) -> Iterator[PacketSection]:
    """Sections that an author added behind `id`, and those behind them; `` = at the packet's end."""
    for wording in world.deck.packet.sections.values():
        if wording.id in SECTION_IDS or wording.after != id:
            continue
        if is_printed(world.deck, wording, world.session.number, world.session.of, world.scenarios):
            view = world.of(wording)
            body = view.body()
            if (
                body or not wording.body.strip()
            ):  # a title alone is for pages that people fill in; conditions leave none
                yield section(wording.id, view.title() or wording.id, Part(body), wording.place_of())
        yield from _added_after(world, wording.id)
