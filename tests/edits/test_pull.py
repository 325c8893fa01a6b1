"""What was edited in PowerPoint goes back into the deck's YAML, and then nothing is left to tell."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation

from tests.conftest import DECK, SHORT_DECK, Done
from tests.edits.rendered import render_deck
from tests.edits.test_merge import add_after, delete, edit, retitle, slide, titles
from whp_deck.build import build_deck
from whp_deck.edits.texts import Leaf, rewrite
from whp_deck.markup import read_markdown, write_markdown
from whp_deck.office.package import Package, presentation
from whp_deck.plan import Paragraph, Run

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]

OURS = (
    "# our own deck\n"
    + DECK
    + """\
slides:
  # what we say differently
  change:
    video: {notes: {say: "hello"}}   # short
  add:
    - id: ours
      kind: content
      after: what-is-whp
      title: We at {{ practice.name }} care
      body: |
        - First {{ practice.name }} point
        - Second *point*
      minutes: 0
outputs: [deck]   # nothing to print
"""
)


def retype(presentation: object) -> None:
    """Title, a point and a new point of our own slide; the notes of another; a title made of signs."""
    own = slide(presentation, "ours")
    own.shapes.title.text_frame.text = "We at Hilltop Clinic care a lot"  # type: ignore[attr-defined]
    body = own.placeholders[1].text_frame  # type: ignore[attr-defined]
    body.paragraphs[1].runs[0].text = "Another "
    body.add_paragraph().text = "A third"
    notes = slide(presentation, "what-is-whp").notes_slide.notes_text_frame  # type: ignore[attr-defined]
    notes.paragraphs[2].runs[0].text = "I say something else now."
    retitle("how-we-start", "1) We *start* _small_")(presentation)


@pytest.mark.slow
def test_edited_words_go_back_and_the_rest_of_the_file_stays(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(OURS)
    file = build(deck).files[0]
    edit(file, retype)
    assert run("changes", deck).stderr == ""
    done = run("pull", deck, "--yes")
    assert done.returncode == 0, done.stderr
    assert f"{deck.name} was saved after these files. What it says by now" in run("changes", deck).stderr
    assert deck.read_text(encoding="utf-8") == OURS.replace("care\n", "care a lot\n").replace(
        "        - Second *point*\n", "        - Another *point*\n        - A third\n"
    ).replace(
        "   # short\n",
        "   # short\n    what-is-whp:\n      notes:\n        say: I say something else now.\n"
        "    how-we-start:\n      title: 1\\) We \\*start\\* \\_small\\_\n",
    )
    assert "+      title: We at {{ practice.name }} care a lot" in done.stdout
    words = titles(file)
    assert build(deck).problems == ()
    assert titles(file) == words
    told = run("changes", deck)
    assert (told.stdout, told.stderr) == ("", "nothing was changed since the last build\n")


@pytest.mark.slow
def test_added_deleted_and_hidden_slides_go_back(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(OURS)
    file = build(deck).files[0]

    def add(presentation: object) -> None:
        add_after(5, "A slide of mine", "½ minute: say it")(presentation)
        presentation.slides[5].placeholders[1].text_frame.text = "One\nTwo"  # type: ignore[attr-defined]

    edit(file, add)
    edit(file, delete("what-is-whp"))
    edit(file, delete("ours"))
    edit(file, lambda one: slide(one, "sources")._element.set("show", "0"))  # type: ignore[attr-defined]
    before = titles(file)
    done = run("pull", deck, "--yes")
    text = deck.read_text(encoding="utf-8")
    assert "id: ours" not in text
    assert "  remove:\n    - what-is-whp\n" in text
    assert "  hide:\n    - sources\n" in text
    assert "    - id: a-slide-of-mine\n      kind: content\n      after: one-picture\n" in text
    assert "      minutes: 0.5\n" in text
    assert done.stderr.count("stays in the presentation") == 0, done.stderr
    build(deck)
    assert titles(file) == before
    assert run("changes", deck).stdout == ""


@pytest.mark.slow
def test_a_line_in_the_notes_of_a_role_play_goes_back_beside_the_others(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck()
    (file,) = (one for one in build(deck).files if f"{SCENE}/scene" in names(one))
    before = {id: notes for id, notes in all_notes(file).items() if id.startswith(f"{SCENE}/")}
    assert len(before) == 3

    def say_more(presentation: object) -> None:
        for id in before:
            notes = slide(presentation, id).notes_slide.notes_text_frame  # type: ignore[attr-defined]
            notes.text = f"{notes.text}\nA line of mine"

    edit(file, say_more)
    done = run("pull", deck, "--yes")
    assert done.returncode == 0, done.stderr
    built = build(deck)
    assert built.problems == ()
    assert sum(line.startswith("in your files now, too: ") and f"({SCENE}/" in line for line in built.merged) == 3
    assert run("changes", deck).stdout == ""
    fresh = build(deck, deck.parent / "elsewhere").files[built.files.index(file)]
    assert {id: all_notes(fresh)[id] for id in before} == {id: f"{said}\nA line of mine" for id, said in before.items()}


@pytest.mark.slow
def test_a_second_say_goes_back_into_the_first_and_is_nobodys_dispute(write_deck: WriteDeck, run: RunCommand) -> None:
    """What the next build says in one part the notes have in two, around ASK."""
    path = write_deck(SHORT_DECK)
    file = build(path).files[0]

    def add(presentation: object) -> None:
        notes = slide(presentation, "what-is-whp").notes_slide.notes_text_frame  # type: ignore[attr-defined]
        notes.text = f"{notes.text}\nSAY\nRemember the coffee"

    edit(file, add)
    assert run("pull", path, "--yes").returncode == 0
    built = build(path)
    assert [one for one in built.problems if one.code == "edit-conflict"] == []
    assert all_notes(file)["what-is-whp"].count("SAY") == 1
    assert "Remember the coffee\nASK" in all_notes(file)["what-is-whp"]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["SAY Remember the coffee", "SAY: Remember the coffee"])
def test_a_label_that_stands_before_a_line_is_that_of_its_part(
    write_deck: WriteDeck, run: RunCommand, typed: str
) -> None:
    path = write_deck(SHORT_DECK)
    file = build(path).files[0]

    def add(presentation: object) -> None:
        notes = slide(presentation, "what-is-whp").notes_slide.notes_text_frame  # type: ignore[attr-defined]
        notes.text = f"{notes.text}\n{typed}\nand the cups"

    edit(file, add)
    assert run("pull", path, "--yes").returncode == 0
    built = build(path)
    assert [one for one in built.problems if one.code == "edit-conflict"] == []
    assert "Remember the coffee\nand the cups\nASK" in all_notes(file)["what-is-whp"]
    assert "SAY Remember" not in all_notes(file)["what-is-whp"]
    assert run("changes", path).stdout == ""


@pytest.mark.slow
@pytest.mark.parametrize("id", ["what-is-whp", "rooming-refill/debrief"])
def test_notes_of_one_text_alone_stay_alone(write_deck: WriteDeck, id: str) -> None:
    made = render_deck(write_deck(f"{DECK}slides: {{change: {{{id}: {{notes: Just say it}}}}}}\n"))

    def say_more(package: Package) -> None:
        notes = slide(presentation(package), id).notes_slide.notes_text_frame  # type: ignore[attr-defined]
        notes.text = f"{notes.text}\nA line of mine"

    known = made.edited(say_more, only=id)
    after = made.slides_after(made.pull(known))
    assert next(one.notes for (_, name), one in after.items() if name == id)[1:] == ("Just say it", "A line of mine")


SCENE = "rooming-refill"


def names(file: Path) -> list[str]:
    return [one.name for one in Presentation(str(file)).slides]


def all_notes(file: Path) -> dict[str, str]:
    return {one.name: one.notes_slide.notes_text_frame.text for one in Presentation(str(file)).slides}  # type: ignore[union-attr]


@pytest.mark.slow
def test_what_yaml_cannot_say_stays_an_edit(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(OURS)
    file = build(deck).files[0]

    def move(presentation: object) -> None:
        shape = slide(presentation, "ours").placeholders[1]  # type: ignore[attr-defined]
        shape.left, shape.top, shape.width, shape.height = 914400, 914400, 4000000, 2000000

    edit(file, move)
    done = run("pull", deck)
    assert "stays in the presentation: deck-1, slide 4" in done.stderr
    assert "nothing to bring back" in done.stderr
    assert deck.read_text(encoding="utf-8") == OURS


@pytest.mark.slow
def test_without_yes_it_asks_and_writes_nothing_when_nobody_answers(
    write_deck: WriteDeck, run: RunCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    deck = write_deck(OURS)
    edit(build(deck).files[0], retype)
    done = run("pull", deck)
    assert done.returncode == 1
    assert "+" in done.stdout
    assert deck.read_text(encoding="utf-8") == OURS


LETTERS = st.text("ab*_[]<>&\\`~-+1.) #|:{}“é\n", min_size=1, max_size=12).map(lambda text: " ".join(text.split()))
RUNS = st.lists(st.tuples(LETTERS, st.booleans(), st.booleans()), min_size=1, max_size=1)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(RUNS, st.sampled_from(["bullet", "number", None])), min_size=1, max_size=4))
def test_what_is_written_as_markdown_is_read_again(made: list[tuple[list[tuple[str, bool, bool]], str | None]]) -> None:
    paragraphs = tuple(
        Paragraph(tuple(Run(text, bold, italic) for text, bold, italic in runs), 0, marker)  # type: ignore[arg-type]
        for runs, marker in made
        if all(text for text, _, _ in runs)
    )
    assert [one.text for one in read_markdown(write_markdown(paragraphs))] == [one.text for one in paragraphs]


@pytest.mark.slow
def test_the_name_of_a_role_play_goes_where_all_its_slides_and_sheets_have_it_from(
    write_deck: WriteDeck, run: RunCommand
) -> None:
    deck = write_deck(SHORT_DECK.replace("role_plays: {use: []}", "role_plays: {use: [rooming-refill]}"))
    file = build(deck).files[0]
    edit(file, retitle("rooming-refill/scene", "Mrs. Fernbrook is back"))
    told = build(deck).merged
    assert any(
        "under `role_plays: change: rooming-refill:`, as `title: …` (`whp-deck pull` does it, or says why not)" in one
        for one in told
    )
    assert run("pull", deck, "--yes").returncode == 0
    build(deck)
    assert [title for title in titles(file) if "Fernbrook" in title] == [
        "Mrs. Fernbrook is back", "Your turn: Mrs. Fernbrook is back", "What did we see? Mrs. Fernbrook is back",
    ]  # fmt: skip


def test_of_two_lines_that_look_alike_each_stays_as_it_was_typed() -> None:
    source = "- Ask **now**\n- Ask *now*\n- Wait"
    paragraphs = read_markdown(source)
    leaf = Leaf(("body",), source, paragraphs)
    assert rewrite(leaf, paragraphs[1:], cast(Any, None)).splitlines() == ["- Ask **now**", "- Wait"]
    assert rewrite(leaf, paragraphs, cast(Any, None)).splitlines() == source.splitlines()


LINES = (
    DECK
    + """\
slides:
  add:
    - {id: said, kind: quote, after: what-is-whp, title: What she said, quote: "Nobody told me.", attribution: A patient, minutes: 0}
    - {id: asked, kind: discussion, after: said, title: Let us talk, question: What was hard?, prompts: "- One\\n- Two", minutes: 0}
outputs: [deck]
"""
)


@pytest.mark.slow
def test_a_line_that_was_made_two_goes_back_where_the_files_can_say_it(write_deck: WriteDeck, run: RunCommand) -> None:
    """A title is joined with a space; what a field gives as one line stays on the slide, with the reason, and in no dispute."""
    deck = write_deck(LINES)
    file = build(deck).files[0]

    def press_enter(presentation: object) -> None:
        for id, words in (("said", "A patient"), ("asked", "What was hard?")):
            for shape in slide(presentation, id).placeholders:  # type: ignore[attr-defined]
                if shape.text_frame.text == words:
                    shape.text_frame.add_paragraph().text = "and one line more"
        title = slide(presentation, "asked").shapes.title.text_frame  # type: ignore[attr-defined]
        title.add_paragraph().text = "all of us"

    edit(file, press_enter)
    done = run("pull", deck, "--yes")
    assert done.returncode == 0, done.stderr
    assert "title: Let us talk all of us" in deck.read_text(encoding="utf-8")
    assert done.stderr.count("what is one line there cannot be two") == 2, done.stderr
    built = build(deck)
    assert not [one for one in built.problems if one.code == "edit-conflict"]
    kept = [
        shape.text_frame.text for id in ("said", "asked") for shape in slide(Presentation(str(file)), id).placeholders
    ]
    assert {"A patient\nand one line more", "What was hard?\nand one line more"} <= set(kept)
