"""What is typed over on a role play's slides, and fixed words of any slide: pulled to where papers and other slides have them from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import DECK, PRACTICE
from tests.edits.rendered import Rendered, render_deck
from tests.edits.test_merge import edit, slide
from whp_deck.build import build_deck, print_deck
from whp_deck.build.check import check_deck_file
from whp_deck.build.pulled import pull_deck, pull_known
from whp_deck.checks.file_texts import pdf_texts
from whp_deck.edits.pull_words import as_template
from whp_deck.office.package import Package, presentation
from whp_deck.plan import FixedWords

WriteDeck = Callable[..., Path]
PLAYS = f"{DECK}role_plays:\n  use: [rooming-refill, scheduling-aspirin]\n"
FIRST = "Mrs. Fernbrook is 71. She is here for a blood pressure check."
TYPED = FIRST.replace("Fernbrook", "Quimby")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    folder = tmp_path_factory.mktemp("words")
    (folder / "practice.yaml").write_text(f"{PRACTICE}  barriers: [{{barrier: No time, answer: One a day}}]\n", "utf-8")
    deck = folder / "deck.yaml"
    deck.write_text(f"{PLAYS}slides: {{include: [barriers]}}\n", encoding="utf-8")
    return render_deck(deck)


def over(*changes: tuple[str, str, str]) -> Callable[[Any], object]:
    """Type over lines and cells: (slide, words, words now); nothing now takes the line out."""

    def change(deck: Any) -> None:
        for name, was, now in changes:
            for one in deck.slides:
                for shape in one.shapes if one.name == name else ():
                    frames = (
                        [cell.text_frame for row in shape.table.rows for cell in row.cells] if shape.has_table else []
                    )
                    for frame in [shape.text_frame] if shape.has_text_frame else frames:
                        for line in frame.paragraphs:
                            if line.text.replace("\u00a0", " ") == was:
                                line.runs[0].text = now

    return change


def on(*changes: tuple[str, str, str]) -> Callable[[Package], object]:
    return lambda package: over(*changes)(presentation(package))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "written"),
    [
        (
            ("rooming-refill/scene", FIRST, TYPED),
            {"role_plays": {"rooming-refill": {"situation": f"{TYPED}\n\nShe would like a refill of her blood pressure tablets.\n\n"
            "Three weeks ago she saw a heart specialist. The letter has not come yet.\n"}}},
        ),
        (
            ("rooming-refill/debrief", "Were medicines named?", "Who named *all*?"),
            {"role_plays": {"rooming-refill": {"debrief": {"went_well": ["What helped her speak?", "Who named \\*all\\*?"]}}}},
        ),
        (
            ("rooming-refill/your-turn", "You roomed her. Tell the clinician now.", "Tell the clinician all of it."),
            {"role_plays": {"rooming-refill": {"roles": [{"id": "giver", "task": "Tell the {{ staff.clinician.title }} all of it."}]}}},
        ),
        (
            ("rooming-refill/your-turn", "Giver", "Who *roomed*"),
            {"role_plays": {"rooming-refill": {"roles": [{"id": "giver", "name": "Who *roomed*"}]}}},
        ),
        (("rooming-refill/debrief", "What went well", "What we liked"), {"words": {"went_well": "What we liked"}}),
        (("rooming-refill/scene", "Role play 1 of 2", "Scene 1 {of} 2"), {"words": {"role_play_label": "Scene {number} {{of}} {count}"}}),
        (("rooming-refill/your-turn", "Played by the facilitator", "Played by me"), {"words": {"played_by_facilitator": "Played by me"}}),
        (("barriers", "Our answer", "What we do"), {"words": {"table_columns": {"our_answer": "What we do"}}}),
    ],
)  # fmt: skip
def test_it_goes_to_the_key_from_which_everything_has_it(
    made: Rendered, change: tuple[str, str, str], written: dict[str, Any]
) -> None:
    known = made.edited(on(change))
    pulled = made.pull(known)
    assert pulled.left == []
    tree = yaml.safe_load(pulled.file.text)
    found = {"words": tree.get("words"), "role_plays": tree["role_plays"].get("change")}
    assert {key: value for key, value in found.items() if value} == written
    ids, problems = made.after(pulled)
    assert ids == made.ids
    assert not [one for one in problems if one.severity == "error"]
    shown = [text for (_, id), one in made.slides_after(pulled).items() if id == change[0] for text in _lines(one)]
    assert change[2] in [line.replace("\u00a0", " ") for line in shown]


def _lines(one: Any) -> list[str]:
    cells = [cell for shape in one.shapes for row in shape.cells for cell in row]
    return [*(line for shape in one.shapes for line in shape.text.split("\n")), *cells]


@pytest.mark.slow
def test_a_question_more_is_one_of_the_list(made: Rendered) -> None:
    def more(package: Package) -> None:
        one = slide(presentation(package), "rooming-refill/debrief")
        shape = next(
            shape for shape in one.shapes if shape.has_text_frame and "Were medicines" in shape.text_frame.text
        )
        shape.text_frame.add_paragraph().text = "Who waited?"

    pulled = made.pull(made.edited(more, only="rooming-refill/debrief"))
    debrief = yaml.safe_load(pulled.file.text)["role_plays"]["change"]["rooming-refill"]["debrief"]
    assert debrief == {"went_well": ["What helped her speak?", "Were medicines named?", "Who waited?"]}


@pytest.mark.slow
def test_fixed_words_that_two_slides_say_differently_and_counts_without_a_place_stay(made: Rendered) -> None:
    was = "What went well"
    known = made.edited(
        on(("rooming-refill/debrief", was, "Liked"), ("scheduling-aspirin/debrief", was, "Loved"), ("rooming-refill/scene", "Role play 1 of 2", "A scene"))
    )  # fmt: skip
    pulled = made.pull(known)
    assert not pulled.file.changed
    assert sum("has the same fixed words, and they are others there now" in line for line in pulled.left) == 2
    assert sum("these words leave no place for `{number}` and `{count}`" in line for line in pulled.left) == 1
    both = made.pull(
        made.edited(on(("rooming-refill/debrief", was, "Liked"), ("scheduling-aspirin/debrief", was, "Liked")))
    )
    assert (yaml.safe_load(both.file.text)["words"], both.left) == ({"went_well": "Liked"}, [])


@pytest.mark.slow
def test_what_still_tells_the_old_story_is_told_by_pull_and_only_then(made: Rendered) -> None:
    known = made.edited(on(("rooming-refill/scene", FIRST, TYPED)))
    found = [one for one in pull_known(known, made.prepared).problems if one.code == "scenario-contradicts"]
    (message,) = [one.message for one in found]
    fernbrook = "5 places still say “Fernbrook”: `title`, cards of giver, patient and receiver, notes of scene"
    assert message.endswith(f" says something else now, and {fernbrook}")
    stays = made.edited(on(("rooming-refill/scene", FIRST, TYPED.replace("71", "{{ 64 }}"))))
    pulled = pull_known(stays, made.prepared)
    assert not pulled.pulled.file.changed
    assert [fernbrook in one.message for one in pulled.apart] == [True]
    same = made.edited(
        on(("rooming-refill/scene", FIRST, FIRST.replace("a blood pressure check", "her blood pressure")))
    )
    pulled = pull_known(same, made.prepared)
    assert pulled.pulled.file.changed
    assert not [one for one in (*pulled.problems, *pulled.apart) if one.code == "scenario-contradicts"]


@pytest.mark.slow
def test_build_and_check_tell_it_of_the_slide_then_of_the_file_and_papers_have_the_words(write_deck: WriteDeck) -> None:
    deck = write_deck(PLAYS)
    file = build_deck(deck, packet=False).files[1]
    edit(
        file,
        over(("rooming-refill/scene", FIRST, TYPED), ("rooming-refill/debrief", "What went well", "What we liked")),
    )

    def codes() -> list[str]:
        told = [one.message for one in build_deck(deck, packet=False).problems if one.code == "scenario-contradicts"]
        checked = check_deck_file(deck, today=dt.date(2026, 11, 20)).findings
        assert [one.message for one in checked if one.rule == "scenario-contradicts"] == told
        return told

    (on_slide,) = codes()
    assert "(rooming-refill/scene) says something else now" in on_slide
    pull_deck(deck).pulled.file.save()
    (in_file,) = codes()
    assert re.search(r"`situation` \(.*\) says something else now", in_file)
    assert in_file.partition(" still say ")[2] == on_slide.partition(" still say ")[2] != ""
    files = {one.name: one for one in print_deck(deck, formats=("pdf",)).files}
    packet = "".join(text for _, text in pdf_texts(files["deck-2-packet.pdf"].read_bytes()))
    assert "whatweliked" in packet
    assert "mrsquimbyis71" in packet


@pytest.mark.parametrize(
    ("values", "now", "template"),
    [
        ((), "What {we} liked", "What {we} liked"),
        ((("number", "1"), ("count", "1")), "Scene 1 of 1", "Scene {number} of {count}"),
        ((("number", "1"), ("count", "2")), "2 and 1", None),
        ((("date", "May\u00a04"),), "Since May 4, {x}", "Since {date}, {{x}}"),
    ],
)
def test_values_give_way_to_their_fields(values: tuple[tuple[str, str], ...], now: str, template: str | None) -> None:
    assert as_template(FixedWords("key", values), now) == template
