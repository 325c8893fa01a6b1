"""A role play of which somebody changed the story: what still tells the old one is found, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import Deck, load_deck
from whp_deck.config.toolkits import scenario_files, toolkit_names
from whp_deck.content.particulars import Story, others
from whp_deck.errors import Problem
from whp_deck.planner.stories import check_stories, find_stands, retold_in
from whp_deck.resources import shipped
from whp_deck.slides.role_play import RolePlaySlides

WriteDeck = Callable[..., Path]
FAST = "three-tasks"  # a scene of the other toolkit; all others are in the slow lane
SCENARIOS = [
    pytest.param(
        toolkit,
        yaml.safe_load(file.read_text(encoding="utf-8")),
        id=file.stem,
        marks=() if file.stem == FAST else pytest.mark.slow,
    )
    for toolkit in toolkit_names()
    for file in scenario_files(shipped("config/toolkits") / toolkit, ())
]
MOMENT = """\
practice:
  name: Hilltop Clinic
decisions:
  moments:
    - {who: nurse, when: after a visit}
"""


def changed(write_deck: WriteDeck, toolkit: str, id: str, change: dict[str, object]) -> Deck:
    """A deck that plays that scenario, and changes it so."""
    plays = yaml.safe_dump({"role_plays": {"use": [id], "change": {id: change}}}, allow_unicode=True, sort_keys=False)
    practice = PRACTICE if toolkit == "warm-handoff-plus" else MOMENT
    deck, problems = load_deck(write_deck(f"{DECK}toolkit: {toolkit}\n{plays}", practice))
    assert deck is not None, problems
    return deck


def contradictions(write_deck: WriteDeck, toolkit: str, id: str, change: dict[str, object]) -> list[Problem]:
    """What is told of such a deck."""
    return list(check_stories(changed(write_deck, toolkit, id, change)))


def said_in(deck: Deck, id: str) -> dict[str, str]:
    """The keys in which something still stands, each with what."""
    entry = deck.entries[id]
    assert isinstance(entry, RolePlaySlides)
    found = find_stands(entry, list(retold_in(entry)))
    return {one.said.shown: " and ".join(f"“{word}”" for word in one.words) for one in found}


@pytest.mark.parametrize(("toolkit", "scenario"), SCENARIOS)
def test_another_patient_of_another_age_is_told_wherever_the_old_one_stands(
    write_deck: WriteDeck, toolkit: str, scenario: dict[str, str]
) -> None:
    situation = scenario["situation"]
    name, age = re.search(r"(?:Mrs|Mr|Ms)\. (\w+) is (\d+)", situation).groups()  # type: ignore[union-attr]
    anew = situation.replace(name, "Quimby").replace(age, str(int(age) + 5))
    deck = changed(write_deck, toolkit, scenario["id"], {"situation": anew})
    found, told = list(check_stories(deck)), said_in(deck, scenario["id"])
    assert {"title", "roles: patient: card", "notes: scene: say"} <= told.keys()
    assert all(f"“{name}”" in told[key] for key in ("title", "roles: patient: card", "notes: scene: say"))
    cards = {role["id"]: role["card"] for role in scenario["roles"]}  # type: ignore[index,union-attr]
    assert (f"“{age}”" in told["roles: patient: card"]) == (age in cards["patient"])
    assert {one.code for one in found} == {"scenario-contradicts"}
    assert all(one.severity == "warning" and one.source is not None and one.source.line > 0 for one in found)


@pytest.mark.parametrize(("toolkit", "scenario"), SCENARIOS)
def test_who_says_less_or_the_same_in_other_words_contradicts_nothing(
    write_deck: WriteDeck, toolkit: str, scenario: dict[str, str]
) -> None:
    situation = scenario["situation"]
    first, *rest = situation.strip().split("\n\n")
    name = re.search(r"(?:Mrs|Mr|Ms)\. \w+", situation)[0]  # type: ignore[index]
    for anew in (
        first,
        "\n\n".join([*rest, first]),
        f"This is {name}. Nobody here was told more at Hilltop Clinic.",
        situation.replace("Three weeks", "3 weeks").replace(" is ", ", fictional, is "),
        "Somebody whom you know from the first role play comes in.",
    ):
        assert contradictions(write_deck, toolkit, scenario["id"], {"situation": anew}) == []


def test_a_card_that_was_changed_along_is_told_no_more_and_the_rest_with_key_line_and_remedy(
    write_deck: WriteDeck,
) -> None:
    change: dict[str, object] = {
        "title": "Mrs. Quimby needs a refill",
        "situation": "Mrs. Quimby is 71. Since Monday she takes losartan in place of lisinopril.",
        "roles": [{"id": "giver", "card": "You have just roomed Mrs. Quimby."}],
    }
    deck = changed(write_deck, "warm-handoff-plus", "rooming-refill", change)
    found = list(check_stories(deck))
    assert said_in(deck, "rooming-refill") == {
        "roles: patient: card": "“Fernbrook”", "roles: receiver: card": "“Fernbrook”", "notes: scene: say": "“Fernbrook”",
    }  # fmt: skip
    (told,) = found
    assert re.search(
        r"`title` \(.*deck\.yaml:\d+\) says something else now, and in the rest of it still stand: “Fernbrook” in ",
        told.message,
    )
    assert told.source is not None
    assert Path(told.source.file).name == "deck.yaml"
    assert (
        "under `role_plays: change: rooming-refill:`, as `roles: [{id: patient, card: …}, {id: receiver, card: …}]` and "
        "`notes: {scene: {say: …}}`; a text of several lines with all its lines, as what you write stands in place of the whole "
        "text, which the printed sheet shows as it is now; then read the role play once as a whole"
    ) in told.hint


def test_of_many_places_it_is_told_of_whom_they_speak_and_how_one_s_own_is_begun(write_deck: WriteDeck) -> None:
    change: dict[str, object] = {"title": "Leo is back", "situation": "Leo is 9. He is here because of his asthma."}
    deck = changed(write_deck, "warm-handoff-plus", "rooming-refill", change)
    (told,) = check_stories(deck)
    count = len(said_in(deck, "rooming-refill"))
    assert (
        f"say something else now, and {count} places still say “Fernbrook”, “Blood pressure”, “She” or “71”: cards of"
        in told.message
    )
    assert (
        "cards of giver, patient and receiver, notes of scene and debrief, `goal`, tasks of giver and patient"
        in told.message
    )
    copied = re.search("copy `(.*?)` to `(.*?)` beside the deck", told.hint)
    assert copied
    ours = deck.path.parent / copied[2]
    ours.parent.mkdir()
    ours.write_text(Path(copied[1]).read_text("utf-8").replace("id: rooming-refill", "id: ours", 1), encoding="utf-8")
    own, problems = load_deck(write_deck(f"{DECK}role_plays: {{add: [{copied[2]}], use: [ours]}}\n", PRACTICE))
    assert problems == []
    assert own is not None
    assert list(own.role_plays) == ["ours"]


def test_another_reason_for_the_visit_is_told_where_the_old_one_stands(write_deck: WriteDeck) -> None:
    change: dict[str, object] = {"situation": "Leo Quimby is 6. He is here with his father, because of his asthma."}
    found = said_in(changed(write_deck, "warm-handoff-plus", "rooming-refill", change), "rooming-refill")
    assert "“blood pressure”" in found["roles: patient: task"]
    assert "“blood pressure”" in found["expected"]
    came_for_it_too: dict[str, object] = {"situation": "She is here for her blood pressure, and for her asthma."}
    told = said_in(changed(write_deck, "warm-handoff-plus", "rooming-refill", came_for_it_too), "rooming-refill")
    assert not [words for words in told.values() if "pressure" in words]


def test_a_scenario_of_the_decks_own_is_told_in_its_file(write_deck: WriteDeck) -> None:
    source = (shipped("config/toolkits/warm-handoff-plus/scenarios") / "scheduling-aspirin.yaml").read_text("utf-8")
    ours = source.replace("id: scheduling-aspirin", "id: ours", 1)
    deck = write_deck(
        f"{DECK}role_plays:\n  use: [ours]\n  add: [ours.yaml]\n  change:\n    ours:\n"
        "      situation: Mr. Applewood is 58. He takes warfarin every day. He has a daughter.\n"
    )
    (deck.parent / "ours.yaml").write_text(ours, encoding="utf-8")
    loaded, _ = load_deck(deck)
    assert loaded is not None
    found = list(check_stories(loaded))
    assert found
    assert all("“aspirin”" in one.message or "“Aspirin”" in one.message for one in found)
    assert {Path(one.source.file).name for one in found if one.source} == {"ours.yaml"}
    assert all(one.hint.startswith("change it there") for one in found)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("Mrs. Ash is 71.", "Mr. Ash is 71.", {"title": "Mrs. Ash", "person": "Mrs"}),
        ("Ana Ash is seventy-one.", "Ana Ash is 64.", {"number": "seventy-one"}),
        ("She is 71 years old.", "She is 71.", {}),
        ("Three weeks ago, for 2 days.", "2 days, two weeks ago.", {"span": "Three weeks"}),
        ("He takes apixaban 5 mg.", "He takes warfarin, 5 mg.", {"medicine": "apixaban"}),
        ("He takes Zorvex, 5 mg, at night.", "He takes aspirin at night.", {"medicine": "Zorvex"}),
        ("She saw a heart specialist.", "She saw a kidney doctor.", {"specialty": "heart specialist"}),
        ("She saw the cardiologist.", "She saw a surgeon for her knee.", {}),
        ("He takes 10 mg.", "He takes 20 mg in 3 weeks.", {"amount": "10 mg"}),
        ("He comes on Monday.", "He comes on Tuesday.", {"day": "Monday"}),
        ("He comes on December 7.", "He comes on December 8.", {"day": "December 7"}),
        ("It may rain, said Ana.", "In March it rains, said Ana.", {}),
        ("Her daughter is here.", "Her son is here.", {"relative": "daughter"}),
        ("She needs a colonoscopy.", "She needs a mammogram.", {"procedure": "colonoscopy"}),
        ("She has asthma.", "She has diabetes.", {"illness": "asthma"}),
        ("Here for her blood pressure.", "Here for a dry cough.", {"illness": "blood pressure"}),
        ("Her blood pressure is 138.", "Her blood test is 138.", {}),
        ("She speaks Portuguese.", "She speaks Vietnamese.", {"name": "Portuguese"}),
        ("The blood pressure is 138/82, at 7:30.", "The blood pressure is 138/82, at 7:45.", {"number": "7:30"}),
        ("Two chairs stand there.", "Three chairs stand there.", {}),
        ("{{ staff.ma.title }} tells Ana 12 things.", "{{ staff.ma.title }} tells Ana things.", {}),
        ("1. First\n2. Second", "3. First\n4. Second", {}),
    ],
)  # fmt: skip
def test_what_of_a_text_is_another_now(was: str, now: str, told: dict[str, str]) -> None:
    story = Story([was, now])
    before = story.tell(was)
    found = others(before, story.tell(now, is_new=True))
    assert {one.kind: before.get(one, "Mrs") for one in found} == told


@pytest.mark.parametrize(
    ("situation", "still"), [("Tommy is 9. He has a cough.", True), ("Mrs. Fernbrook is 71.", False)]
)
def test_a_scene_begun_as_a_copy_is_told_of_the_patient_it_was_begun_with(
    write_deck: WriteDeck, situation: str, *, still: bool
) -> None:
    path = write_deck(f"{DECK}role_plays: {{add: [ours.yaml], use: [ours]}}\n")
    scene = yaml.safe_load(
        (shipped("config/toolkits") / "warm-handoff-plus/scenarios/rooming-refill.yaml").read_text("utf-8")
    )
    scene |= {"id": "ours", "title": "A cough", "situation": situation}
    (path.parent / "ours.yaml").write_text(yaml.safe_dump(scene, allow_unicode=True), encoding="utf-8")
    deck, problems = load_deck(path)
    assert deck is not None, problems
    told = list(check_stories(deck))
    assert ["“Fernbrook” still stands in " in one.message for one in told] == [True] * still
    assert all(one.source and one.source.file.endswith("ours.yaml") for one in told)
