"""A slide in conflict: what nobody typed follows the files all the same, is told of nobody, and is written into no file."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from tests.conftest import PRACTICE, SHORT_DECK, Done
from tests.edits.test_merge import delete, edit, retitle, slide, titles
from whp_deck.build import build_deck
from whp_deck.build.pulled import pull_deck
from whp_deck.edits.bases import advance, settle
from whp_deck.edits.fields import differences
from whp_deck.office.gate import check_file
from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]
NAME, COMPARE = "which-patients", "conflict/which-patients"
TYPED, OTHER = "Patients going to a specialist", "children with asthma and their parents"


def test_a_choice_makes_known_what_both_have_changed_and_nothing_else() -> None:
    def text(words: str, look: str) -> tuple[ShapeSnapshot, ...]:
        return (ShapeSnapshot("sp", "body", ((0, words),), look=look),)

    was = SlideSnapshot("t", False, text("open", "italic"), ("not decided",), "Decision open")
    given = SlideSnapshot("t", False, text("children", ""), ("for children",), "Decision")
    now = replace(was, shapes=text("adults", "italic"))
    assert settle(was, given, now, exact=True) == replace(was, shapes=text("children", "italic"))
    assert settle(was, given, now, exact=True, but={("text", 0)}) == settle(was, given, was, exact=True) == was
    assert advance(was, given, differences(was, given)) == given


def decided(patients: str) -> str:
    return f"{PRACTICE}  patients: {patients}\n"


def answer(deck: Any) -> None:
    """Type over “To be decided”: the look of its first run stays."""
    for shape in slide(deck, NAME).shapes:  # type: ignore[attr-defined]
        if shape.has_text_frame and shape.text_frame.text.endswith("To be decided"):
            shape.text_frame.paragraphs[0].runs[0].text = TYPED


def seen(file: Path, name: str = NAME) -> tuple[str, list[tuple[str, Any]], str]:
    """Layout, words with whether they are italic, and notes of a slide."""
    one: Any = slide(Presentation(str(file)), name)
    words = [
        (run.text, run.font.italic)
        for shape in one.placeholders
        for at in shape.text_frame.paragraphs
        for run in at.runs
    ]
    return one.slide_layout.name, words, one.notes_slide.notes_text_frame.text


def in_conflict(write_deck: WriteDeck) -> tuple[Path, Path]:
    """The deck and its file after a person answered on the slide, and the files then gave another answer."""
    deck = write_deck(SHORT_DECK)
    file = build(deck).files[0]
    edit(file, answer)
    built = build(write_deck(SHORT_DECK, decided(OTHER)))
    assert [one.code for one in built.problems] == ["edit-conflict"]
    return deck, file


@pytest.mark.slow
def test_notes_follow_the_files_and_nothing_that_nobody_typed_is_pulled(write_deck: WriteDeck, run: RunCommand) -> None:
    deck, file = in_conflict(write_deck)
    assert OTHER in seen(file)[2]
    assert "not decided this yet" not in seen(file)[2]
    told = f"text was “○ To be decided”, now “{TYPED}”"
    assert run("changes", deck).stdout.count("\n") == 1
    assert run("changes", deck).stdout.endswith(f": {told}\n")
    done = run("pull", deck, "--yes")
    assert deck.read_text(encoding="utf-8") == SHORT_DECK
    assert f"{told} (it comes from {deck.with_name('practice.yaml').as_posix()} line 6: change it there" in done.stderr
    checked = [one for one in run("check", deck, "--json").stdout.split("{") if "compare-left" in one]
    assert len(checked) == 1
    again = build(deck)
    assert ["a slide to compare still follows it" in one.message for one in again.problems] == [True]
    assert run("changes", deck).stdout.endswith(f": {told}\n")


@pytest.mark.slow
@pytest.mark.parametrize("compared", [True, False])
def test_a_slide_whose_words_are_written_at_last_looks_as_one_that_was_always_decided(
    write_deck: WriteDeck, run: RunCommand, compared: bool
) -> None:
    deck, file = in_conflict(write_deck)
    if not compared:
        edit(file, delete(COMPARE))
        assert build(deck).problems == ()
        assert COMPARE not in [one.name for one in Presentation(str(file)).slides]
        assert seen(file)[1][-1:] != []
    built = build(write_deck(SHORT_DECK, decided(TYPED)))
    assert built.problems == ()
    assert COMPARE not in [one.name for one in Presentation(str(file)).slides]
    alone = build(deck, deck.parent / "alone").files[0]
    assert seen(file) == seen(alone)
    assert run("changes", deck).stdout == ""
    assert check_file(file) == []


@pytest.mark.slow
def test_what_else_a_person_changed_on_it_stays(write_deck: WriteDeck) -> None:
    deck, file = in_conflict(write_deck)

    def change(one: Any) -> None:
        slide(one, NAME).shapes.title.text_frame.text = "Who gets one here?"  # type: ignore[attr-defined]
        delete(COMPARE)(one)

    edit(file, change)
    built = build(write_deck(SHORT_DECK, decided(TYPED)))
    assert built.problems == ()
    alone = build(deck, deck.parent / "alone").files[0]
    (layout, words, notes), ours = seen(file), seen(alone)
    assert (layout, words[1:], notes) == (ours[0], ours[1][1:], ours[2])
    assert words[0][0] == "Who gets one here?"


@pytest.mark.slow
def test_a_third_answer_is_a_conflict_of_its_own(write_deck: WriteDeck) -> None:
    deck, file = in_conflict(write_deck)
    edit(file, delete(COMPARE))
    build(deck)
    built = build(write_deck(SHORT_DECK, decided("everybody")))
    assert [one.code for one in built.problems] == ["edit-conflict"]
    assert "everybody" in seen(file, COMPARE)[2]
    assert "everybody" in seen(file)[2]


OWN = """\
  add:
    - {id: ours, kind: content, after: when-we-use-it, title: We promise, body: Nothing without you}
"""


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["Content", "Content with figures"])
def test_a_slide_of_a_persons_own_that_was_pulled_stays_in_its_place_and_is_no_edit_any_more(
    write_deck: WriteDeck, run: RunCommand, layout: str
) -> None:
    deck = write_deck(SHORT_DECK + OWN)
    file = build(deck).files[0]

    def add(one: Any) -> None:
        new = one.slides.add_slide(one.slide_layouts.get_by_name(layout))
        new.shapes.title.text_frame.text = "Ask me"
        new.placeholders[1].text_frame.text = "- One\n- Two"
        entries = one.slides._sldIdLst
        last = entries[-1]
        entries.remove(last)
        entries.insert([at.name for at in one.slides].index("when-we-use-it") + 1, last)

    edit(file, add)
    order = titles(file)
    run("pull", deck, "--yes")
    assert "    - id: ask-me\n      kind: content\n      before: ours\n" in deck.read_text(encoding="utf-8")
    build(deck)
    assert titles(file) == titles(build(deck, deck.parent / "alone").files[0]) == order
    assert run("changes", deck).stdout == ""
    merged = file.read_bytes()
    build(deck)
    assert file.read_bytes() == merged
    # it looks as it was made; what is new in the files comes in all the same, and what the person does is an edit again
    deck.write_text(deck.read_text(encoding="utf-8").replace("Two", "Two and three"), encoding="utf-8")
    built = build(deck)
    assert built.problems == ()
    assert any(line.startswith("updated from the configuration: ") and "(ask-me)" in line for line in built.merged)
    layout_now, words, _ = seen(file, "ask-me")
    assert layout_now == layout
    assert any("Two and three" in text for text, _ in words)
    edit(file, retitle("ask-me", "Ask me now"))
    told = next(line for line in build(deck).merged if "(ask-me)" in line)
    assert told.startswith("kept as edited: ")
    assert "title was “Ask me”, now “Ask me now”" in run("changes", deck).stdout
    assert run("changes", deck).stdout.count("\n") == 1
    assert seen(file, "ask-me")[0] == layout


POINTS = """\
  add:
    - id: ours
      kind: content
      after: when-we-use-it
      title: We promise
      body: |
        - {one}
        - Second
        - {three}
      notes:
        say: {say}
        do: {do}
"""


@pytest.mark.slow
def test_of_a_text_in_conflict_only_what_was_typed_is_pulled(write_deck: WriteDeck, run: RunCommand) -> None:
    file = build(write_deck(SHORT_DECK + POINTS.format(one="First", three="Third", say="Hello", do="Sit"))).files[0]

    def type_over(deck: Any) -> None:
        own: Any = slide(deck, "ours")
        own.placeholders[1].text_frame.paragraphs[0].runs[0].text = "Typed by hand"
        next(one for one in own.notes_slide.notes_text_frame.paragraphs if one.text == "Hello").runs[
            0
        ].text = "Hi there"

    edit(file, type_over)
    text = SHORT_DECK + POINTS.format(one="Uno", three="Tres", say="Good day", do="Stand")
    deck = write_deck(text)
    (problem,) = build(deck).problems
    assert "text, notes changed in PowerPoint and in your files" in problem.message
    told = run("changes", deck).stdout
    assert "text was “First”, now “Typed by hand”; notes were “Hello”, now “Hi there”" in told
    done = run("pull", deck, "--yes")  # of the notes one line is in dispute: nobody chose between the two
    assert deck.read_text(encoding="utf-8") == text
    assert "notes, say: your files say “Good day”" in done.stderr
    pull_deck(deck, choose=lambda dispute: True).pulled.file.save()
    assert deck.read_text(encoding="utf-8") == text.replace("Good day", "Hi there")
    (problem,) = build(deck).problems
    assert "changed" not in problem.message
    assert seen(file, "ours")[2].endswith("SAY\nHi there\nDO\nStand")
    build(write_deck(deck.read_text(encoding="utf-8").replace("Uno", "Typed by hand")))
    assert [words for words, _ in seen(file, "ours")[1]][1:4] == ["Typed by hand", "Second", "Tres"]
    assert "conflict/ours" not in [one.name for one in Presentation(str(file)).slides]
    assert run("changes", deck).stdout == ""


@pytest.mark.slow
def test_words_of_the_files_that_somebody_typed_over_bring_the_rest_of_them_along(write_deck: WriteDeck) -> None:
    file = build(write_deck(SHORT_DECK + POINTS.format(one="First", three="Third", say="Hello", do="Sit"))).files[0]

    def say(words: str, instead: str) -> Callable[[Any], None]:
        def change(deck: Any) -> None:
            lines = slide(deck, "ours").notes_slide.notes_text_frame.paragraphs  # type: ignore[attr-defined]
            next(one for one in lines if one.text == instead).runs[0].text = words

        return change

    edit(file, say("Hi there", "Hello"))
    deck = write_deck(SHORT_DECK + POINTS.format(one="First", three="Third", say="Good day", do="Stand"))
    build(deck)
    edit(file, say("Good day", "Hi there"))
    assert build(deck).problems == ()
    assert seen(file, "ours")[2].endswith("SAY\nGood day\nDO\nStand")
    assert "conflict/ours" not in [one.name for one in Presentation(str(file)).slides]


@pytest.mark.slow
def test_the_slide_to_compare_says_what_the_files_say_today(write_deck: WriteDeck) -> None:
    """Also of what is not in dispute: whoever takes words over from it takes those of today."""

    def deck(title: str, say: str) -> Path:
        change = f"  change:\n    {NAME}: {{title: {title}, notes: {{say: {say}}}}}\n"
        return write_deck(SHORT_DECK + change, decided(OTHER))

    file = build(deck("Who gets one", "First words")).files[0]
    edit(file, retitle(NAME, "Typed by hand"))
    assert [one.code for one in build(deck("Who shall get one", "First words")).problems] == ["edit-conflict"]
    built = build(deck("Who shall get one", "Second words"))
    assert [one.message.partition(": ")[2] for one in built.problems] == ["a slide to compare still follows it"]
    assert titles(file).count("(To compare: Who shall get one)") == 1
    for name in (NAME, COMPARE):
        notes = slide(Presentation(str(file)), name).notes_slide.notes_text_frame.text  # type: ignore[attr-defined]
        assert "Second words" in notes
        assert "First words" not in notes
    assert check_file(file) == []
    merged = file.read_bytes()
    build(deck("Who shall get one", "Second words"))
    assert file.read_bytes() == merged
