"""Sections that have nothing to say are not printed, whatever little a toolkit holds, and nothing names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tests.conftest import PRACTICE, ROOT
from whp_deck.config.deck import Deck, load_deck
from whp_deck.content.checklist import Checklist
from whp_deck.content.packet import PacketWording, SectionWording
from whp_deck.content.scenario import Scenario
from whp_deck.plan import Checks, DeckPlan, Form, Heading, PacketSection, PocketCard, Table, Text
from whp_deck.planner.documents import SessionDocuments, make_documents
from whp_deck.planner.packet import SECTIONS
from whp_deck.planner.plan import make_plan
from whp_deck.slides.content import ContentSlide
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.video import VideoSlide

WriteDeck = Callable[..., Path]
SHARED = yaml.safe_load((ROOT / "config/words/packet.yaml").read_text(encoding="utf-8"))
MOMENT = "practice: {name: Hilltop Clinic}\ndecisions: {moments: [{who: nurse, when: at noon}]}\n"
SCENE: dict[str, object] = {
    "id": "only",
    "title": "The only scene",
    "goal": "Try it",
    "fictional": "yes",
    "situation": "Two people meet.",
    "roles": [{"id": "giver", "staff": "nurse", "card": "You speak."}, {"id": "helper", "card": "You help."}],
    "debrief": {"went_well": ["What?"], "could_be_better": ["What else?"], "we_will_try": ["What next?"]},
}
PATIENT = [{"id": "giver", "staff": "nurse", "card": "You speak."}, {"id": "patient", "card": "You listen."}]
READING: dict[str, object] = {
    "title": "Read",
    "words": {key: key for key in ("setting", "lines", "listen", "questions")},
    "lists": {"lines": ["Aloud"], "questions": []},
}
NEVER = {
    "facilitator-sheet",
    "observer-form",
    "if-the-video-fails",
    "transcript",
    "confidence",
    "video-link",
    "pocket-cards",
}


@pytest.fixture
def least(write_deck: WriteDeck) -> Callable[..., Deck]:
    """A deck as a toolkit with two slides, one scenario and no packet.yaml gives it, and what else a test puts in."""

    def make(
        practice: str = MOMENT,
        *,
        video: bool = False,
        packet: object = (),
        scene: object = (),
        toolkit: str = "teach-back",
    ) -> Deck:
        text = f"deck: Least\npractice: practice.yaml\ntoolkit: {toolkit}\nformat: {{minutes: 60, sessions: 1}}\n"
        deck, problems = load_deck(write_deck(text, practice))
        assert deck is not None, problems
        entries = [ContentSlide(id=id, title=id, body=f"This is {id}.", minutes=1) for id in ("one", "two")]
        played = RolePlaySlides(id="only", title="", scenario=Scenario.model_validate({**SCENE, **dict(scene)}))  # type: ignore[call-overload]
        shown = [VideoSlide(id="film", title="Film", mode="link", address="https://example.org/film")] if video else []
        more = dict(packet)  # type: ignore[call-overload]
        words = {one["id"]: SectionWording.model_validate({**one, **more.get(one["id"], {})}) for one in SHARED}
        for id in more.keys() - words.keys():
            words[id] = SectionWording.model_validate({"id": id, **more[id]})
        return replace(
            deck,
            entries={one.id: one for one in (*entries, *shown, played)},
            role_plays=("only",),
            checklists={},
            packet=PacketWording(words),
        )

    return make


def planned(deck: Deck) -> tuple[DeckPlan, SessionDocuments]:
    plan, problems = make_plan(deck)
    assert problems == []
    (documents,), problems = make_documents(deck, plan)
    assert problems == []
    return plan, documents


def printed(deck: Deck) -> dict[str, PacketSection]:
    """Each section by its own name, without that of the role play."""
    _, documents = planned(deck)
    return {one.id.rpartition("/")[2]: one for one in (*documents.packet.sections, *documents.handout.sections)}


def hollow(section: PacketSection) -> Iterator[str]:
    """What stands in a section without anything in it."""
    blocks = section.blocks
    if not any(not isinstance(one, Heading) for one in blocks[1:]):
        yield "no more than its opening text"
    for one, following in zip(blocks, (*blocks[1:], Heading("", 1)), strict=False):
        match one:
            case Heading():
                if isinstance(following, Heading) and following.level <= one.level:
                    yield f"nothing under “{one.text}”"
            case Form():
                if not (one.rows or one.blank_rows):
                    yield "a form without a row"
            case PocketCard():
                if not any(lines for _, lines in one.groups):
                    yield f"an empty card “{one.title}”"
            case Checks():
                if not one.items:
                    yield "no box to tick"
            case Table():
                if len(one.rows) < 2:
                    yield "a table of a header alone"
            case Text():
                if not one.paragraphs:
                    yield "an empty text"


@pytest.mark.parametrize(
    "practice", [MOMENT, "practice: {name: Hilltop Clinic}\n"], ids=["a moment", "nothing decided"]
)
@pytest.mark.parametrize("video", [False, True], ids=["no video", "video"])
def test_no_section_is_hollow_in_a_toolkit_with_next_to_nothing(
    least: Callable[..., Deck], practice: str, video: bool
) -> None:
    found = printed(least(practice, video=video))
    assert {id: list(hollow(one)) for id, one in found.items() if list(hollow(one))} == {}
    assert {one.id for one in SECTIONS} - found.keys() == NEVER - ({"video-link"} if video else set())


@pytest.mark.parametrize("video", [False, True], ids=["no video", "video"])
def test_what_is_named_is_what_is_printed(least: Callable[..., Deck], video: bool) -> None:
    """`papers` of slides and of sections alike; a page and a slide say it here in a text of their own."""
    asked = "{{ papers | join(' ') }}"
    deck = least(video=video, packet={"sign-in": {"body": asked}, "if-the-video-fails": READING})
    slide = ContentSlide(id="one", title="one", body=asked, minutes=1)
    deck = replace(deck, entries={**deck.entries, "one": slide})
    plan, _ = planned(deck)
    found = printed(deck)
    body = next(one for one in plan.sessions[0].slides if one.id == "one").slots["body"]
    said = found["sign-in"].blocks[0]
    for text in (body, said):
        assert isinstance(text, Text)
        assert set(text.text.split()) - {"transcript"} == found.keys()


def words_of(section: PacketSection) -> str:
    return "\n".join(item.text for block in section.blocks if isinstance(block, Checks) for item in block.items)


def test_cards_and_forms_that_are_left_out_are_in_no_list(least: Callable[..., Deck]) -> None:
    few = words_of(printed(least())["materials"])
    assert "Sign-in sheet" in few
    for name in ("ocket card", "Confidence form", "Observer form"):
        assert name not in few
    lists = {"lists": {"giver": ["Ask, and wait"]}}
    items = {"items": [{"id": "ask", "text": "ask, and wait"}]}
    full = printed(
        least(packet={"pocket-cards": lists, "confidence": items}, scene={"expected": [{"behavior": "Asks"}]})
    )
    for name in ("ocket card", "Confidence form", "Observer form"):
        assert name in words_of(full["materials"])
    assert {"pocket-cards", "confidence", "observer-form"} <= full.keys()


def test_a_handoff_without_a_card_has_none_beside_one_that_has(write_deck: WriteDeck) -> None:
    practice = PRACTICE.replace(
        "{giver: ma, receiver: clinician, when: after rooming}", "{giver: nurse, receiver: ma, when: at one}"
    )
    practice += "    - {giver: clinician, receiver: nurse, when: at noon, checklist: rooming-to-clinician}\n"
    deck, _ = load_deck(write_deck(practice=practice))
    assert deck is not None
    cards = deck.packet.sections["pocket-cards"].model_copy(update={"lists": {}})
    deck = replace(deck, packet=PacketWording({**deck.packet.sections, "pocket-cards": cards}))
    (first, *_), _ = make_documents(deck, make_plan(deck)[0])
    blocks = next(one for one in first.handout.sections if one.id == "pocket-cards").blocks
    assert [one.title for one in blocks if isinstance(one, PocketCard)] == ["At noon: clinician to nurse"]


def test_a_list_without_an_entry_has_no_heading(least: Callable[..., Deck]) -> None:
    none: dict[str, list[str]] = {"before": [], "after": ["{% if False %}never{% endif %}"]}
    found = printed(least(packet={"session-plan": {"lists": none}}))["session-plan"]
    assert [one.text for one in found.blocks if isinstance(one, Heading)] == ["What comes when"]


def test_a_scene_with_a_patient_has_a_sheet_and_one_without_has_it_for_what_to_watch(
    least: Callable[..., Deck],
) -> None:
    assert "facilitator-sheet" in printed(least(scene={"roles": PATIENT}))
    watched = printed(least(scene={"facilitator_only": {"watch_for": "The pause."}}))["facilitator-sheet"]
    assert list(hollow(watched)) == []
    assert not any("play the patient" in one.text for one in watched.blocks if isinstance(one, Text))


def test_an_observer_form_stands_for_each_scene_that_has_something_to_tick(least: Callable[..., Deck]) -> None:
    practice = MOMENT.replace("who: nurse", "id: noon, checklist: short, who: nurse")
    checklist = Checklist.model_validate({"id": "short", "title": "Short", "giver_says": [{"id": "a", "text": "Asks"}]})
    played = replace(least(practice, scene={"moment": "noon"}), checklists={"short": checklist})
    assert list(hollow(printed(played)["observer-form"])) == []
    assert "observer-form" not in printed(replace(least(practice), checklists={"short": checklist}))


def test_the_reading_is_the_toolkits_one_where_it_has_none_for_what_is_handed_over(least: Callable[..., Deck]) -> None:
    deck = least(PRACTICE, video=True, packet={"if-the-video-fails": READING}, toolkit="warm-handoff-plus")
    assert any(isinstance(one, Text) and one.text == "Aloud" for one in printed(deck)["if-the-video-fails"].blocks)
    silent = {"if-the-video-fails": {**READING, "lists": {"lines": [], "questions": []}}}
    assert "if-the-video-fails" not in printed(least(PRACTICE, video=True, packet=silent, toolkit="warm-handoff-plus"))


def test_an_added_section_goes_when_its_condition_leaves_it_empty(least: Callable[..., Deck]) -> None:
    added = {"ours": {"title": "Ours", "after": "materials", "body": "{% if shows_video %}Sound on.{% endif %}"}}
    assert "ours" not in printed(least(packet=added))
    assert "ours" in printed(least(packet=added, video=True))
    assert "ours" in printed(least(packet={"ours": {"title": "Notes", "after": "materials"}}))
