"""What people are told of their edits: the line that changed, where a decision comes from, what is not shown, what does not fit."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from tests.conftest import DECK, PRACTICE, SHORT_DECK, Done, commands_of
from tests.edits.rendered import render_deck
from tests.edits.test_merge import edit, retitle, slide
from whp_deck.build import build_deck
from whp_deck.build.check import check_deck_file
from whp_deck.config.deck import load_deck
from whp_deck.edits.compare import Change, find_changes
from whp_deck.edits.fields import Difference
from whp_deck.edits.places import places_of
from whp_deck.edits.times import is_time_alone
from whp_deck.office.package import Package, presentation
from whp_deck.planner.plan import make_plan
from whp_deck.preview.keeper import Keeper

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]
WITH_EDITS = {"build", "packet", "check", "changes", "pull"}
"""The commands of a deck that take in what people changed, or tell it; `preview` is looked at by what its page is given."""
MORE = {"why": ("video",), "render": ("--what", "sheet", "--by", "built-in", "--width", "120")}
ANOTHER = "    - {giver: front-desk, receiver: nurse, when: before they leave}\n"
LONG = "This is a long line of speaker notes that goes on and on, well past what is shown of it, to the word {}"


def add(notes: str) -> Callable[[object], object]:
    """A slide of a person's own with words and notes, as the fifth."""

    def change(deck: object) -> None:
        slides = deck.slides  # type: ignore[attr-defined]
        layout = deck.slide_layouts.get_by_name("Content")  # type: ignore[attr-defined]
        new = slides.add_slide(layout)
        new.shapes.title.text_frame.text = "A slide of mine"
        new.placeholders[1].text_frame.text = "One\nTwo"
        new.notes_slide.notes_text_frame.text = notes
        entries = slides._sldIdLst
        last = entries[-1]
        entries.remove(last)
        entries.insert(4, last)

    return change


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("SAY\nOne\nTwo", "SAY\nOne\nTwo\nThree", "notes: “Three” added"),
        ("One", "One\nTwo", "notes: “Two” added"),
        ("SAY\nOne\nTwo", "SAY\nTwo", "notes: “One” taken out"),
        ("SAY\nOne\nTwo", "SAY\nOne!\nTwo", "notes were “One”, now “One!”"),
        ("", "One\nTwo", "notes were nothing, now “One / Two”"),
        ("One\nTwo", "", "notes were “One / Two”, now nothing"),
        (
            LONG.format("pear"),
            LONG.format("plum"),
            "notes were “…of it, to the word pear”, now “…of it, to the word plum”",
        ),
    ],
)
def test_of_long_notes_the_line_that_changed_is_told(was: str, now: str, told: str) -> None:
    assert Change(Path("deck.pptx"), 1, "id", "Title", "notes", was, now).what == told


@pytest.mark.parametrize(
    ("kind", "was", "now", "told"),
    [
        ("text", "A\nB\nC", "C\nA\nB", "text: “C” in another place among the lines"),
        ("text", "A\nB", "A\n  B", "text: “B” further in"),
        ("text", "A\nB\nC", "D\nB\nC\nE", "text was “A”, now “D”; text: “E” added"),
        ("table", "Ann\nBea", "Bea\nAnn", "table said “Ann”, now “Bea”; table said “Bea”, now “Ann”"),
        ("table", "Ann\nBea", "\nAnn", "table said “Ann”, now nothing; table said “Bea”, now “Ann”"),
        ("table", "1\n2\n3\n4\n5\n6", "a\nb\nc\nd\ne\nf", "…; and 2 more cells"),
    ],
)
def test_order_levels_and_cells_are_told_for_what_they_are(kind: str, was: str, now: str, told: str) -> None:
    assert Change(Path("deck.pptx"), 1, "id", "Title", kind, was, now).what.endswith(told.removeprefix("…"))


@pytest.mark.parametrize("line", ["3 minutes", "½ min.", "1,5 Minutes:", "2 minutes for this slide"])
def test_a_line_that_says_a_time_alone(line: str) -> None:
    assert is_time_alone(line, "for this slide")


@pytest.mark.parametrize(
    "line", ["3 minutes: say it", "Say it in 3 minutes", "minutes", "2 minutes for this slide only"]
)
def test_a_line_that_says_more_than_a_time(line: str) -> None:
    assert not is_time_alone(line, "for this slide")


@pytest.mark.slow
def test_a_decision_that_was_corrected_is_told_with_its_place(write_deck: WriteDeck) -> None:
    practice = f"{PRACTICE}{ANOTHER}  patients: Patients with three medicines\n"
    made = render_deck(write_deck(DECK, practice))

    def correct(package: Package) -> None:
        for one in presentation(package).slides:
            for shape in one.shapes:
                if shape.has_text_frame and shape.text_frame.text == "Patients with three medicines":
                    shape.text_frame.paragraphs[0].runs[0].text = "Patients with four medicines"
                if shape.has_table and one.name == "when-we-use-it":
                    for cell in shape.table.iter_cells():
                        if cell.text_frame.text.startswith("After rooming"):
                            cell.text_frame.paragraphs[0].runs[0].text = "After rooming, and always"

    pulled = made.pull(made.edited(correct))
    assert not pulled.file.changed
    places = {line.split("practice.yaml ")[1].split(":")[0] for line in pulled.left}
    assert places == {"line 5", "line 7"}, pulled.left
    assert all("change it there" in line for line in pulled.left)


def test_a_stop_that_was_typed_and_is_not_printed_is_no_edit(write_deck: WriteDeck) -> None:
    practice = (
        PRACTICE.replace("after rooming", "When they leave., where: At the desk.") + "  start: {how: few at first.}\n"
    )
    added = "slides:\n  add:\n    - {id: ours, kind: content, part: Our part., title: Ours., body: One., after: what-is-whp}\n"
    made = render_deck(
        write_deck(SHORT_DECK.replace("deck: Short", "deck: Short.").replace("slides:\n", added), practice)
    )
    known = made.edited(lambda package: None)
    assert find_changes(known) == []
    pulled = made.pull(known)
    assert (pulled.left, pulled.file.text) == ([], made.prepared.deck.path.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_a_column_that_was_typed_over_goes_to_its_fixed_words(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(DECK, PRACTICE + ANOTHER))

    def correct(package: Package) -> None:
        for one in presentation(package).slides:
            for shape in one.shapes:
                if shape.has_table and one.name == "when-we-use-it":
                    shape.table.cell(0, 0).text_frame.paragraphs[0].runs[0].text = "Which one"

    pulled = made.pull(made.edited(correct))
    assert pulled.left == []
    assert pulled.file.text.endswith("words:\n  handoff_columns:\n    when: Which one\n")


@pytest.mark.slow
def test_a_slide_for_which_there_is_no_time_stays_in_the_presentation(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(DECK)
    file = build(deck).files[0]

    edit(file, add("3 minutes\nSay this"))
    edit(file, retitle("what-is-whp", "You hear every word"))
    edit(file, retitle("one-picture", "You hear every word"))  # a second slide of that title no deck file may have
    built = build(deck)
    (over,) = [one for one in built.problems if one.code.startswith("session-")]
    assert (over.code, over.severity) == ("session-over", "warning")
    assert "slide 5 “A slide of mine” that you added (3 min)" in over.hint
    assert over.hint.endswith("which has 1.5 min to spare, with `move: {how-we-start: 2}` under `slides:`")
    assert "kept, added by you: deck-1, slide 5 “A slide of mine”" in built.merged
    done = run("pull", deck, "--yes")
    assert done.returncode == 0, done.stderr
    text = deck.read_text(encoding="utf-8")
    assert text.count("title: You hear every word") == 1
    assert "A slide of mine" not in text
    twin, added = [line for line in done.stderr.splitlines() if line.startswith("stays")]
    assert "title-duplicate" in twin
    assert added == (  # no line of a file that is not written
        "stays in the presentation: deck-1, slide 5 “A slide of mine”: added (with it in your files session 1 takes 16 minutes, "
        "1 more than the 15 there are [session-over]: make room there, then pull again)"
    )
    again = [(one.code, one.severity) for one in build(deck).problems if one.code.startswith("session-")]
    assert again == [("session-over", "warning")]


@pytest.mark.slow
def test_a_slide_for_which_there_is_time_goes_into_the_file_without_the_line_that_says_it(
    write_deck: WriteDeck, run: RunCommand
) -> None:
    deck = write_deck(DECK)
    file = build(deck).files[0]

    edit(file, add("½ minute\nSay this"))
    done = run("pull", deck, "--yes")
    assert done.returncode == 0, done.stderr
    text = deck.read_text(encoding="utf-8")
    assert "notes: Say this\n" in text
    assert "minutes: 0.5\n" in text
    assert "½ minute" not in text
    build(deck)
    notes = slide(Presentation(str(file)), "a-slide-of-mine").notes_slide  # type: ignore[attr-defined]
    assert notes.notes_text_frame.text == "½\u00a0minute for this slide\nSay this"
    assert run("changes", deck).stdout == ""


@pytest.mark.slow
def test_commands_that_show_the_deck_without_the_edits_say_so(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(DECK)
    of_deck = [name for name, arguments in commands_of().items() if arguments and arguments[0].startswith("DECK.yaml")]
    assert {*of_deck} > WITH_EDITS
    commands = [(name, deck, *MORE.get(name, ())) for name in of_deck if name not in {*WITH_EDITS, "preview"}]
    commands.append(("outline", deck, "--json"))
    told = f"deck-1.pptx has edits of yours that are not shown here; `whp-deck changes {deck.as_posix()}` lists them\n"
    file = build(deck).files[0]
    assert not any("edits of yours" in run(*command).stderr for command in commands)
    assert Keeper(deck).reload().as_data()["unseen"] == ""
    edit(file, retitle("what-is-whp", "You hear every word"))
    for command in commands:
        said = run(*command).stderr
        assert said.endswith(told), (
            f"`{command[0]}` shows the deck as its files give it: `say_unseen(deck)` last, as in cli/outline.py\n{said}"
        )
    assert Keeper(deck).reload().as_data()["unseen"] == told.strip()
    file.write_bytes(b"no presentation")
    assert run("outline", deck).returncode == 0


@pytest.mark.parametrize(
    ("was", "places"),
    [
        ("Monday, December 7\n7:45 AM, Room 2", ["deck.yaml:5"]),  # the day has changed
        (
            "Tuesday, December 8\n7:45 AM, Room 1",
            ["deck.yaml:6", "deck.yaml:7"],
        ),  # time or room: one line is made of both
    ],
)
def test_a_conflict_names_the_line_that_the_files_have_changed(
    write_deck: WriteDeck, was: str, places: list[str]
) -> None:
    meeting = "meetings:\n  - date: 2026-12-08\n    start: 7:45\n    place: Room 2\n"
    deck, problems = load_deck(write_deck(DECK + meeting, PRACTICE))
    assert deck is not None, problems
    title = make_plan(deck)[0].sessions[0].slides[0]
    now = "Tuesday, December 8\n7:45 AM, Room 2"
    found = places_of(title, [Difference("text", 3)], [Difference("text", 3, was, now)])
    assert [Path(str(one)).name for one in found] == places


@pytest.mark.slow
def test_build_and_check_say_what_stays_on_a_slide_alone(write_deck: WriteDeck) -> None:
    """A decision that no file has, a slide that was moved, a picture that somebody added to a slide of ours."""
    deck = write_deck(SHORT_DECK, PRACTICE + ANOTHER)
    file = build(deck).files[0]

    def change(presentation: object) -> None:
        table = next(one.table for one in slide(presentation, "when-we-use-it").shapes if one.has_table)  # type: ignore[attr-defined]
        table.cell(1, 0).text_frame.paragraphs[0].runs[0].text = "At the quiet window"
        stream = io.BytesIO()
        Image.new("RGB", (40, 40), "navy").save(stream, "PNG")
        picture = slide(presentation, "which-patients").shapes.add_picture(stream, 0, 0)  # type: ignore[attr-defined]
        picture._element.nvPicPr.cNvPr.set("descr", "")
        entries = presentation.slides._sldIdLst  # type: ignore[attr-defined]
        moved = entries[[one.name for one in presentation.slides].index("which-patients")]  # type: ignore[attr-defined]
        entries.remove(moved)
        entries.insert(2, moved)

    edit(file, change)
    told = [line for _ in range(2) for line in build(deck).merged]
    for start, id in (
        ("kept where you moved it: deck, slide 3 “", "which-patients"),
        ("kept as edited: deck, slide 3 “", "which-patients"),
        ("kept as edited, on this slide alone: deck, slide ", "when-we-use-it"),
    ):
        assert len([line for line in told if line.startswith(start) and f"({id})" in line]) == 2, told
    assert any(
        line.endswith("; packet and handout say what your files say, and `whp-deck pull` tells where to write it")
        for line in told
    )
    found = {one.rule: one for one in check_deck_file(deck, today=dt.date(2026, 11, 20)).findings}
    decided = found["edit-decision"]
    assert decided.severity == "warning"
    assert "(when-we-use-it): a decision is another on the slide than in your files" in decided.message
    assert decided.source is not None
    assert Path(decided.source.file).name == "practice.yaml"
    picture = found["alt-text-missing"]
    assert (picture.slide, picture.slide_id, picture.source) == (3, "which-patients", None)
    assert picture.remedy.startswith("right-click the picture, View Alt Text: ")
    assert Keeper(deck).reload().as_data()["edited"] == ["deck.pptx"]


@pytest.mark.slow
def test_a_day_typed_over_is_told_of_the_notes_that_still_say_the_other(write_deck: WriteDeck) -> None:
    """Whoever leads reads them aloud; a person who mends the notes, too, is told of packet and handout alone."""
    practice = f"{PRACTICE}  start: {{date: 2027-01-11}}\n"
    file = build(write_deck(SHORT_DECK, practice)).files[0]

    def later(deck: object, *, in_notes: bool) -> None:
        one = slide(deck, "how-we-start")
        shapes = [*one.shapes, *([one.notes_slide.notes_placeholder] if in_notes else [])]  # type: ignore[attr-defined]
        for shape in shapes:
            for run in (run for p in shape.text_frame.paragraphs for run in p.runs) if shape.has_text_frame else ():
                run.text = run.text.replace("11,", "18,")

    for in_notes, papers in ((False, "its notes, packet and handout"), (True, "; packet and handout")):
        edit(file, functools.partial(later, in_notes=in_notes))
        (line,) = [one for one in build(write_deck(SHORT_DECK, practice)).merged if "(how-we-start)" in one]
        assert f"{papers} say what your files say" in line


@pytest.mark.slow
def test_notes_that_the_files_alone_say_anew_are_no_edit_that_they_have_taken(write_deck: WriteDeck) -> None:
    """Another name for who leads the talk comes into notes that nobody touched, in a deck with an edit elsewhere."""
    people = "practice:\n  name: Hilltop Clinic\n  facilitators: [{name: Ann Lee}, {name: Bo Fox}]\n"
    practice = PRACTICE.replace("practice:\n  name: Hilltop Clinic\n", people)
    for file in build(write_deck(DECK, practice)).files:
        edit(file, lambda deck: setattr(deck.slides[3].shapes.title.text_frame, "text", "Typed by hand"))  # type: ignore[attr-defined]
    told = build(write_deck(DECK, practice.replace("Bo Fox", "Cy Roe"))).merged
    assert [line for line in told if "in your files now" in line] == []
    assert any("updated from the configuration" in line and "/debrief" in line for line in told)
