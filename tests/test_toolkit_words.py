"""The toolkit's words: short on slides, sayable in the time, and no claim that is not ours to make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.planner.test_packet import grade
from whp_deck.build import prepare_deck
from whp_deck.config.deck import load_deck
from whp_deck.config.reader import read_yaml
from whp_deck.content.authored import Map
from whp_deck.plan import DeckPlan, SlidePlan, Steps, Text
from whp_deck.planner.plan import make_plan

WORDS_A_MINUTE = 130
BODY_WORDS = 40
TALKED_THROUGH = (
    "video",
    "discussion",
    "role-play",
)  # the room talks or watches, so the script is shorter than the time


PRACTICES = {"warm-handoff-plus": "config/practice.yaml", "teach-back": "tests/decks/teach-back/practice.yaml"}


def plan_of(toolkit: str, folder: Path) -> DeckPlan:
    """The longest format: it shows every base slide and every role play."""
    (folder / "practice.yaml").write_text((ROOT / PRACTICES[toolkit]).read_text(encoding="utf-8"), encoding="utf-8")
    path = folder / "workshop.yaml"
    text = f"deck: Workshop\npractice: practice.yaml\ntoolkit: {toolkit}\nformat: workshop-90\n"
    path.write_text(text, encoding="utf-8")
    deck, problems = load_deck(path)
    assert deck is not None, problems
    plan, problems = make_plan(deck)
    assert problems == []
    return plan


@pytest.fixture(scope="module", params=PRACTICES)
def workshop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DeckPlan:
    return plan_of(request.param, tmp_path_factory.mktemp("workshop"))


@pytest.fixture(scope="module")
def handoff_workshop(tmp_path_factory: pytest.TempPathFactory) -> DeckPlan:
    return plan_of("warm-handoff-plus", tmp_path_factory.mktemp("workshop"))


def slides(plan: DeckPlan) -> list[SlidePlan]:
    return [slide for session in plan.sessions for slide in session.slides]


def body_words(slide: SlidePlan) -> int:
    """Words of the running text; a title, a table, an address, the names of roles and minutes are not counted."""
    skipped = {"title", "practice", "meeting", "address", "minutes", "minutes-word", "label", "source"}
    texts = []
    for slot, block in slide.slots.items():
        if slot not in skipped and isinstance(block, Text):
            # a card's first line is the role's name
            texts += [p.text for p in block.paragraphs if not slot.startswith("card-") or p.level]
    for block in slide.slots.values():
        if isinstance(block, Steps):
            texts += [part.text for step in block.steps for part in step]
    return sum(len(text.split()) for text in texts)


def test_no_slide_has_more_than_forty_words_of_body(workshop: DeckPlan) -> None:
    long = {slide.id: body_words(slide) for slide in slides(workshop) if slide.kind != "sources"}
    assert {id: words for id, words in long.items() if words > BODY_WORDS} == {}


def test_every_slide_has_notes_that_can_be_said_in_its_minutes(workshop: DeckPlan) -> None:
    for slide in slides(workshop):
        said = " ".join(p.text for part in slide.notes.parts if part.label == "SAY" for p in part.paragraphs)
        assert slide.notes.parts, slide.id
        if slide.minutes:
            assert said, slide.id
            assert len(said.split()) <= WORDS_A_MINUTE * slide.minutes, slide.id
            if slide.kind not in TALKED_THROUGH:
                assert len(said.split()) >= 0.3 * WORDS_A_MINUTE * slide.minutes, slide.id


def test_slides_of_decisions_have_notes_that_use_the_decision(handoff_workshop: DeckPlan) -> None:
    said = {slide.id: slide.notes.text for slide in slides(handoff_workshop)}
    assert "December 7" in said["how-we-start"].replace("\u00a0", " ")
    assert "three or more medicines" in said["which-patients"]


def test_evidence_names_year_and_setting_and_labels_hospitals(handoff_workshop: DeckPlan) -> None:
    text = {
        slide.id: "\n".join(block.text for block in slide.slots.values() if isinstance(block, Text))
        for slide in slides(handoff_workshop)
    }
    assert re.search(r"\(20\d\d\)", text["evidence"])
    assert "children" in text["evidence"]
    notes = next(slide.notes.text for slide in slides(handoff_workshop) if slide.id == "what-we-know")
    assert "hospital figures" in notes


def test_nothing_claims_endorsement_or_credit() -> None:
    for path in (ROOT / "config/toolkits").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bCME\b|approved by AHRQ|AHRQ-approved|endorsed by AHRQ", text), path


def test_no_sentence_is_shared_with_another_scenario_or_slide(workshop: DeckPlan) -> None:
    """Notes are written for their slide: no sentence of eight words or more is said twice in one deck."""
    seen: dict[str, str] = {}
    frames = ("title", "agenda", "recap", "closing")
    for slide in slides(workshop):
        if slide.kind in frames:
            continue
        for sentence in re.split(r"(?<=[.!?])\s", slide.notes.text):
            words = sentence.split()
            if len(words) >= 12:
                key = " ".join(words).casefold()
                assert (
                    seen.setdefault(key, slide.id.split("/")[0]) == slide.id.split("/")[0] or slide.kind == "role-play"
                )


def test_what_staff_read_and_hear_is_plain(workshop: DeckPlan) -> None:
    """The Flesch-Kincaid grade of what is shown and said; slide texts are phrases, so each paragraph ends a sentence."""
    said = [p.text for slide in slides(workshop) for part in slide.notes.parts for p in part.paragraphs]
    shown = [p.text for slide in slides(workshop) for block in slide.slots.values() if isinstance(block, Text)
             for p in block.paragraphs]  # fmt: skip
    assert grade(". ".join(said)) <= 6
    assert grade(". ".join(shown)) <= 8


def test_the_name_of_the_strategy_is_spelled_one_way(workshop: DeckPlan) -> None:
    said = [slide.notes.text for slide in slides(workshop)]
    said += [block.text for slide in slides(workshop) for block in slide.slots.values() if isinstance(block, Text)]
    assert [text for text in said if "teach-back" in text or "Teach-back" in text or "warm hand-off" in text] == []


def test_a_list_takes_along_a_line_that_says_what_to_do(workshop: DeckPlan) -> None:
    """What a recap repeats of a checklist stands there alone: it does not begin with what somebody does."""
    kept = [slide.remember for slide in slides(workshop) if slide.kind == "checklist"]
    assert len(kept) == 3
    assert [line for line in kept if re.match(r"\w+s\b", line)] == []


@pytest.mark.parametrize("toolkit", PRACTICES)
def test_a_list_is_called_the_same_on_slide_card_and_form(toolkit: str) -> None:
    """Players are told to read from it, and observers tick it: by a name that nobody has seen they would not find it."""
    files = (ROOT / f"config/toolkits/{toolkit}/{name}.yaml" for name in ("checklists", "slides"))
    lists, slides = ([one for one in read_yaml(file)[0] or () if isinstance(one, Map)] for file in files)
    shown = {one["checklist"]: one["title"] for one in slides if one["kind"] == "checklist"}
    assert shown == {one["id"]: one["title"] for one in lists}


@pytest.mark.parametrize("deck", ["decks/monday-huddle.yaml", "tests/decks/teach-back/teach-back.yaml"])
def test_no_point_of_the_notes_is_glued_to_the_one_before(deck: str) -> None:
    """As Jinja does where a line ends with a block: it takes the end of the line away."""
    plan = prepare_deck(ROOT / deck).plan
    notes = [slide.notes.text for session in plan.sessions for slide in session.slides]
    assert any("one quiet minute to read" in text for text in notes)
    assert [text for text in notes if re.search(r"\w- [A-Z]", text)] == []
