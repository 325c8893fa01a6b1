"""The second toolkit: deck, packet, handout and invitation from data alone, with no word of the first one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.shapes.group import GroupShape

from tests.conftest import DECK, PRACTICE, ROOT, formats_of
from whp_deck.build import Built
from whp_deck.checks.file_texts import pdf_texts
from whp_deck.config.deck import Deck, load_deck
from whp_deck.plan import DeckPlan, Table, Text
from whp_deck.planner.documents import make_documents
from whp_deck.planner.open_decisions import open_decisions
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]
TEACH_BACK = "tests/decks/teach-back/teach-back.yaml"
OURS = DECK + "toolkit: teach-back\n"
NAME_ALONE = "practice: {name: Harbor Street}\n"


def planned(path: Path) -> tuple[Deck, DeckPlan]:
    deck, problems = load_deck(path)
    assert deck is not None, problems
    plan, problems = make_plan(deck)
    assert [p for p in problems if p.severity == "error"] == []
    return deck, plan


@pytest.mark.slow
def test_it_builds_every_output_without_a_problem(built_deck: Callable[[str], Built]) -> None:
    built = built_deck(TEACH_BACK)
    assert built.problems == ()
    endings = {path.name.removeprefix("teach-back-1") for path in built.files if path.name.startswith("teach-back-1")}
    assert endings == {
        ".pptx", "-packet.pdf", "-packet.docx", "-handout.pdf", "-handout.docx", "-share.pptx", "-invite.ics",
        "-invite.txt", "-invite.eml",
    }  # fmt: skip


FOREIGN = re.compile(r"hand-?off|handover|hands? over to|\bgiver|receiver|warm", re.IGNORECASE)


def test_no_word_of_the_handoff_is_in_its_plan() -> None:
    deck, plan = planned(ROOT / TEACH_BACK)
    said = [block.text for session in plan.sessions for slide in session.slides for block in slide.slots.values()
            if isinstance(block, Text)]  # fmt: skip
    said += [slide.notes.text for session in plan.sessions for slide in session.slides]
    documents, problems = make_documents(deck, plan)
    assert problems == []
    said += [document.title for one in documents for document in (one.packet, one.handout)]
    said += [each.title for one in documents for each in (*one.packet.sections, *one.handout.sections)]
    assert [found for text in said for found in FOREIGN.findall(text)] == []


@pytest.mark.slow
def test_no_word_of_the_handoff_is_in_any_of_its_files(built_deck: Callable[[str], Built]) -> None:
    said = []
    for path in built_deck(TEACH_BACK).files:
        if path.suffix == ".pdf":
            said += [text for _, text in pdf_texts(path.read_bytes())]
        if path.suffix in (".md", ".ics"):
            said.append(path.read_text(encoding="utf-8"))
    assert [found for text in said for found in FOREIGN.findall(text)] == []


@pytest.mark.parametrize("format", formats_of("teach-back"))
def test_a_name_alone_is_enough_for_every_format(write_deck: WriteDeck, format: str) -> None:
    deck, plan = planned(write_deck(OURS.replace("huddle-15", format), NAME_ALONE))
    documents, problems = make_documents(deck, plan)
    assert problems == []
    assert all(section.blocks for one in documents for part in (one.packet, one.handout) for section in part.sections)
    assert open_decisions(deck)[0].question == "In which moments do we do it?"


def test_moments_stand_on_the_slide_in_the_plan_and_in_the_follow_up() -> None:
    deck, plan = planned(ROOT / TEACH_BACK)
    slide = next(slide for session in plan.sessions for slide in session.slides if slide.id == "when-we-use-it")
    table = slide.slots["table"]
    assert isinstance(table, Table)
    rows = [[cell.text for cell in row] for row in table.rows]
    assert rows[1] == ["With a new medicine", "Nurse", "What to take and when", "January\u00a011, 2027"]
    documents, _ = make_documents(deck, plan)
    follow_up = next(section for section in documents[-1].packet.sections if section.id == "follow-up")
    assert "Medical assistant, with a new device" in str(follow_up.blocks)


def test_one_moment_stands_large(write_deck: WriteDeck) -> None:
    one = NAME_ALONE + "decisions: {moments: [{who: nurse, when: with a new medicine, what: what to take}]}\n"
    _, plan = planned(write_deck(OURS, one))
    slide = next(slide for slide in plan.sessions[0].slides if slide.id == "when-we-use-it")
    assert slide.layout == "decision"
    assert slide.slots["decision"].text == "With a new medicine"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("scene", "layout", "cards"),
    [("new-dose", "your-turn-2", 2), ("three-tasks", "your-turn-family", 3)],
)
def test_a_scene_has_as_many_cards_as_people(scene: str, layout: str, cards: int) -> None:
    _, plan = planned(ROOT / TEACH_BACK)
    slide = next(slide for session in plan.sessions for slide in session.slides if slide.id == f"{scene}/your-turn")
    assert slide.layout == layout
    assert sum(slot.startswith("card-") for slot in slide.slots) == cards


def test_the_situation_is_shown_with_the_patient_alone() -> None:
    """One layout for scenes of one of us, of two, of a daughter: it gives nobody a badge who may have none."""
    layouts = Presentation(str(ROOT / "templates/base.pptx")).slide_layouts
    (scene,) = [layout for layout in layouts if layout.name == "Role play scene"]
    drawn = [shape.name for group in scene.shapes if isinstance(group, GroupShape) for shape in group.shapes]
    assert drawn == ["Patient head", "Patient body"]


def test_copies_for_those_who_watch_follow_the_number_of_players() -> None:
    deck, plan = planned(ROOT / TEACH_BACK)
    documents, _ = make_documents(deck, plan)
    materials = [str(next(s for s in one.packet.sections if s.id == "materials").blocks) for one in documents]
    assert "8 copies" in materials[1]  # nine people, one plays with the facilitator
    assert "7 copies" in materials[2]


def test_a_scene_without_a_patient_is_told(write_deck: WriteDeck) -> None:
    own = (ROOT / "config/toolkits/teach-back/scenarios/new-dose.yaml").read_text(encoding="utf-8")
    own = own.replace("id: new-dose", "id: ours", 1).replace("- id: patient", "- id: family", 1)
    _, problems = load_deck(write_deck(OURS + "role_plays: {use: [ours], add: [ours.yaml]}\n", NAME_ALONE, ours=own))
    assert [problem.code for problem in problems] == ["role-missing"]


def test_a_plan_of_handoffs_is_told_under_a_toolkit_of_moments(write_deck: WriteDeck) -> None:
    """Whoever changes `toolkit:` alone would train without the practice's plan, and not know it."""
    for practice, lines in ((PRACTICE, [4]), (f"{PRACTICE}  moments: [{{who: nurse, when: with a new device}}]\n", [])):
        deck, _ = load_deck(write_deck(OURS, practice))
        assert deck is not None
        told = [one for one in make_plan(deck)[1] if one.code == "occasions-other"]
        assert [one.source and one.source.line for one in told] == lines
