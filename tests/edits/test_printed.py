"""What a slide says and packet and handout print from the files: told with what to write, where it is so and nowhere else."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.conftest import DECK, PRACTICE
from tests.edits.test_merge import edit, slide
from whp_deck.build import build_deck, prepare_deck, print_deck
from whp_deck.build.check import check_deck_file
from whp_deck.checks.file_texts import pdf_texts
from whp_deck.edits.fields import Difference
from whp_deck.edits.printed import Printed

WriteDeck = Callable[..., Path]
build = functools.partial(build_deck, packet=False)
MEETING = "meetings:\n  - {session: 1, date: 2026-12-01, place: Break room}\n"
CHECKED = PRACTICE.replace("after rooming}", "after rooming, checklist: rooming-to-clinician}")
HELPED = "What helped her speak?"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("printed")
    (folder / "practice.yaml").write_text(CHECKED, encoding="utf-8")
    deck = folder / "deck.yaml"
    deck.write_text(
        f"{DECK}{MEETING}slides:\n  include: [checklist-rooming]\nrole_plays:\n  use: [rooming-refill, scheduling-aspirin]\n"
        "  change:\n    scheduling-aspirin: {everybody_else: Who waits for him?}\n",
        encoding="utf-8",
    )
    prepared = prepare_deck(deck)
    return Printed(prepared.deck, prepared.plan, prepared.facts)


@pytest.mark.parametrize(
    ("id", "was", "told"),
    [
        (
            "rooming-refill/debrief",
            HELPED,
            "the packet says: write it in deck.yaml under `role_plays: change: rooming-refill:`, as "
            "`debrief: {went_well: […]}`, the whole list (`whp-deck pull` does it, or says why not)",
        ),
        (
            "rooming-refill/scene",
            "Mrs. Fernbrook is 71. She is here for a blood pressure check.",
            "packet and handout say: write it in deck.yaml under `role_plays: change: rooming-refill:`, as `situation: …` "
            "(`whp-deck pull` does it, or says why not)",
        ),
        (
            "rooming-refill/your-turn",
            "Here for her blood pressure.",
            "packet and handout say: write it in deck.yaml under `role_plays: change: rooming-refill:`, as "
            '`roles: [{id: patient, task: "…"}]` (`whp-deck pull` does it, or says why not)',
        ),
        ("scheduling-aspirin/your-turn", "Who waits for him?", "packet and handout say: write it in deck.yaml line 11"),
        (
            "checklist-rooming",
            "Vital signs and weight, and what changed",
            "packet and handout say: write it in practice.yaml under `checklists:`, at the left margin, as "
            '`- {id: rooming-to-clinician, giver_says: [{id: vitals, text: "…"}]}`',
        ),
        # the day is spelled in another way there
        (
            "session-1/title",
            "Tuesday, December 1",
            "the packet says: write it in deck.yaml line 5, a day as 2026-12-07",
        ),
        ("session-1/title", "Hilltop Clinic", "packet and handout say: write it in practice.yaml line 2"),
        (
            "rooming-refill/debrief",
            "Could be better",
            "the packet says: write it in deck.yaml under `words:`, as `could_be_better: …` (`whp-deck pull` does it, or says why not)",
        ),
        # what a role is called, and who plays it
        (
            "rooming-refill/your-turn",
            "Receiver",
            "the packet says: write it in deck.yaml under `role_plays: change: rooming-refill:`, as "
            '`roles: [{id: receiver, name: "…"}]` (`whp-deck pull` does it, or says why not)',
        ),
        (
            "rooming-refill/your-turn",
            "Played by the facilitator",
            "packet and handout say: write it in deck.yaml under `words:`, as `played_by_facilitator: …` (`whp-deck pull` does it, or says why not)",
        ),
        # words of the slide's own, which `pull` writes, or which nobody prints
        ("what-is-whp", "Two members of our team", ""),
        ("rooming-refill/scene", "Role play 1 of 2", ""),
    ],
)
def test_what_is_printed_from_the_files_is_told_with_its_place(printed: Printed, id: str, was: str, told: str) -> None:
    planned = next(one for session in printed.plan.sessions for one in session.slides if one.id == id)
    shared = printed.of(planned, [Difference("text", 2, f"First\n{was}", "First\nTyped by hand")])
    folder = f"{printed.deck.path.parent.as_posix()}/"
    assert (f"{shared.papers}: {shared.remedy}".replace(folder, "") if shared else "") == told


def over(name: str, was: str, now: str) -> Callable[[object], object]:
    """Type over a line of a slide."""

    def change(deck: object) -> None:
        for shape in slide(deck, name).shapes:  # type: ignore[attr-defined]
            for line in shape.text_frame.paragraphs if shape.has_text_frame else ():
                if line.text.replace("\u00a0", " ") == was:
                    line.runs[0].text = now

    return change


@pytest.mark.slow
def test_a_prompt_that_was_typed_is_told_until_it_is_in_the_files(write_deck: WriteDeck) -> None:
    text = f"{DECK}role_plays:\n  use: [rooming-refill]\n"
    deck = write_deck(text)
    file = build(deck).files[1]
    edit(file, over("rooming-refill/debrief", HELPED, "What made her speak?"))
    (line,) = build(deck).merged
    assert line.startswith("kept as edited, on this slide alone: deck-2, slide ")
    assert "; the packet says what your files say: write it in " in line
    (found,) = [
        one for one in check_deck_file(deck, today=dt.date(2026, 11, 20)).findings if one.rule == "edit-printed"
    ]
    assert found.source is not None
    assert (found.severity, found.source.line) == ("warning", 4)
    assert found.remedy.endswith(
        "`debrief: {went_well: […]}`, the whole list (`whp-deck pull` does it, or says why not), then build; or undo it on the slide"
    )
    write_deck(
        f"{text}  change:\n    rooming-refill: {{debrief: {{went_well: [What made her speak?, Were medicines named?]}}}}\n"
    )
    (line,) = build(deck).merged
    assert line.startswith("in your files now, too: ")
    assert not [
        one for one in check_deck_file(deck, today=dt.date(2026, 11, 20)).findings if one.rule == "edit-printed"
    ]


@pytest.mark.slow
def test_how_long_the_film_runs_and_the_minutes_of_a_debrief_are_printed_as_they_were_typed(
    write_deck: WriteDeck,
) -> None:
    deck = write_deck(f"{DECK}role_plays:\n  use: [rooming-refill]\n")
    first, second, _ = build(deck).files
    edit(first, over("video", "Under 5 minutes", "About 7 minutes"))

    def longer(presentation: object) -> None:
        notes = slide(presentation, "rooming-refill/debrief").notes_slide.notes_text_frame  # type: ignore[attr-defined]
        notes.paragraphs[0].runs[0].text = "2 minutes for this slide"

    edit(second, longer)
    files = {one.name: one for one in print_deck(deck, formats=("pdf",)).files}

    def words(name: str) -> str:
        return "".join(text for _, text in pdf_texts(files[name].read_bytes()))

    assert "lengthabout7minutes" in words("deck-1-handout.pdf")
    assert "youhave2minutes" in words("deck-2-packet.pdf")


@pytest.mark.slow
def test_a_day_that_several_handoffs_have_is_told_to_be_one_decision(write_deck: WriteDeck) -> None:
    both = "  start: {date: 2026-12-07}\n"
    another = "    - {giver: clinician, receiver: front desk, when: before they leave, first: yes}\n"
    deck = write_deck(DECK, f"{PRACTICE.replace('rooming}', 'rooming, first: yes}')}{another}{both}")
    file = build(deck).files[0]

    def type_day(presentation: object) -> None:
        table = next(one.table for one in slide(presentation, "when-we-use-it").shapes if one.has_table)  # type: ignore[attr-defined]
        table.cell(1, 3).text_frame.paragraphs[0].runs[0].text = "Jan 4, 2027"

    edit(file, type_day)
    (line,) = [one for one in build(deck).merged if "when-we-use-it" in one]
    assert "; that day is one decision, `start: date:` (" in line
    assert (
        " line 7), the start of both handoffs that name no day of their own; for this one alone, `start: 2027-01-04` beside its "
        in line
    )
    assert line.endswith(" line 5)")
    practice = deck.parent / "practice.yaml"
    practice.write_text(practice.read_text(encoding="utf-8").replace("2026-12-07", "'Jan 4, 2027'"), encoding="utf-8")
    built = build(deck)
    assert not [one for one in built.problems if one.code == "edit-conflict"]
    assert any(one.startswith("in your files now, too: ") and "when-we-use-it" in one for one in built.merged)
    shown = next(one for one in slide(Presentation(str(file)), "when-we-use-it").shapes if one.has_table).table  # type: ignore[attr-defined]
    assert [shown.cell(row, 3).text_frame.text for row in (1, 2)] == ["January\u00a04, 2027"] * 2
