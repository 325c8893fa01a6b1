"""Every slide that is shipped, of every toolkit, can be edited and pulled: words go back or are told to stay, nothing leaks.

The decks of the other tests here are made of slides of their own, which have no tips for the facilitator; these have.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.edits.rendered import Rendered, delete, render_deck
from whp_deck.checks.leaks import Secrets, find_leaks_in_text
from whp_deck.config.write import YamlFile
from whp_deck.edits.pulling import Pulled
from whp_deck.office.package import Package, presentation
from whp_deck.office.snapshot import slide_id_of

# Every slide of the toolkit, in as many sessions as it takes, and every shipped deck as it is.
ALL = """\
deck: Every slide
practice: {practice}
toolkit: {toolkit}
format: {{minutes: 60}}
outputs: [deck]
"""
DECKS = ("warm-handoff-plus", "teach-back", "monday-huddle.yaml", "staff-meeting.yaml", "lunch-and-learn.yaml")
MOMENTS = """\
practice: {name: Hilltop Clinic}
decisions:
  moments:
    - {who: nurse, when: after a new medicine}
"""


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Rendered]:
    folder = tmp_path_factory.mktemp("every-slide")

    @functools.cache
    def make(name: str) -> Rendered:
        path = ROOT / "decks" / name
        if not name.endswith(".yaml"):
            practice = ROOT / "config" / "practice.yaml"
            if name == "teach-back":
                practice = folder / "moments.yaml"
                practice.write_text(MOMENTS, encoding="utf-8")
            path = folder / f"{name}.yaml"
            path.write_text(ALL.format(practice=practice.as_posix(), toolkit=name), encoding="utf-8")
        return render_deck(path)

    return make


def retitle(slide: Any) -> bool:
    shape = slide.shapes.title
    if shape is None or not shape.text_frame.text:
        return False
    shape.text_frame.text = f"Mine: {shape.text_frame.text[:30]}"  # two slides of one title are an error
    return True


def retype_body(slide: Any) -> bool:
    """The first line of every text that is no title, footer or number."""
    done = False
    for shape in slide.placeholders:
        kind = str(shape.placeholder_format.type)
        if not shape.has_text_frame or any(one in kind for one in ("TITLE", "FOOTER", "SLIDE_NUMBER", "DATE")):
            continue
        runs = shape.text_frame.paragraphs[0].runs
        if runs:
            runs[0].text = f"{runs[0].text[:-1]}x"  # no longer than it was: what does not fit is an error
            done = True
    return done


def retype_cells(slide: Any) -> bool:
    runs = [
        run
        for shape in slide.shapes
        if shape.has_table
        for cell in shape.table.iter_cells()
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
    ]
    for run in runs:
        run.text += " as I say it"
    return bool(runs)


def annotate(slide: Any) -> bool:
    slide.notes_slide.notes_text_frame.add_paragraph().text = "A line that I typed into the notes"
    return True


def retype_note(slide: Any) -> bool:
    """The first line behind a label, as SAY: the other parts stay as they are."""
    lines = slide.notes_slide.notes_text_frame.paragraphs
    said = next((line for label, line in pairwise(lines) if label.text.isupper() and line.runs), None)
    if said is None:
        return False
    said.runs[0].text = f"Mine: {said.runs[0].text}"
    return True


def retype_ends(slide: Any) -> bool:
    """The last line of each part, as DO: what a kind writes by itself, as how to start a movie, stands before it."""
    lines = [line for line in slide.notes_slide.notes_text_frame.paragraphs if line.text]
    ends = [line for line, after in pairwise([*lines, None]) if after is None or after.text.isupper()]
    typed = [line for line in ends[1:] if line.runs and not line.text.isupper()]
    for line in typed:
        line.runs[0].text = f"Mine: {line.runs[0].text}"
    return bool(typed)


EDITS = {
    "title": retitle,
    "text": retype_body,
    "table": retype_cells,
    "notes": annotate,
    "note": retype_note,
    "ends": retype_ends,
}
NOTES = ("notes", "note", "ends")


def find_secrets(rendered: Rendered, pulled: Pulled) -> list[str]:
    """Facilitator-only words that `pull` says, or writes where they did not stand."""
    secrets = Secrets.of_deck(rendered.prepared.deck)
    before = YamlFile.open(rendered.prepared.deck.path).text
    written = "\n".join(set(pulled.file.text.splitlines()) - set(before.splitlines()))
    said = "\n".join((written, *pulled.lines, *pulled.left))
    return [one.message for one in find_leaks_in_text(said, secrets, "pulled")]


@pytest.mark.slow
@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("deck", DECKS[:2])
def test_every_slide_of_a_toolkit_is_pulled(rendered: Callable[[str], Rendered], deck: str, kind: str) -> None:
    check_pull(rendered(deck), kind)


@pytest.mark.slow
@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("deck", DECKS[2:])
def test_every_slide_of_a_shipped_deck_is_pulled(rendered: Callable[[str], Rendered], deck: str, kind: str) -> None:
    check_pull(rendered(deck), kind)


def check_pull(deck: Rendered, kind: str) -> None:
    edited: set[str] = set()

    def change(package: Package) -> None:
        edited.update(slide_id_of(one.part) for one in presentation(package).slides if EDITS[kind](one))

    known = deck.edited(change)
    pulled = deck.pull(known)
    told = {line.split("`")[1] for line in pulled.lines}
    for place, was in known.pairs.items():
        if any(line.startswith(f"deck-{place.file + 1}, slide {place.position + 1} ") for line in pulled.left):
            told.add(known.built(was).id)
    assert edited <= told, "neither written nor said to stay"
    assert len(edited) > 20 or kind == "table"
    assert pulled.lines or kind == "table"
    assert find_secrets(deck, pulled) == []
    ids, problems = deck.after(pulled)
    assert ids
    assert [one for one in problems if one.severity == "error"] == []
    if kind != "table":
        shown = deck.slides_after(pulled)
        left = {line.partition(" “")[0] for line in pulled.left}
        for place, was in known.pairs.items():
            id = known.built(was).id
            twice = deck.ids.count(id) > 1  # in two sessions: the file has one text for both
            if not twice and f"deck-{place.file + 1}, slide {place.position + 1}" not in left:
                built, found = shown[place.file, id], known.found(place)
                assert built.notes == found.notes if kind in NOTES else built.text == found.text


def test_the_toolkit_has_what_only_the_facilitator_may_read(rendered: Callable[[str], Rendered]) -> None:
    """Else the tests above would prove nothing."""
    for deck in DECKS[:2]:
        tips = [entry.id for entry in rendered(deck).prepared.deck.entries.values() if entry.packet.tip is not None]
        assert tips, deck
        shown = {slide.id for session in rendered(deck).prepared.plan.sessions for slide in session.slides}
        assert set(rendered(deck).prepared.deck.entries) <= {id.partition("/")[0] for id in shown}


@pytest.mark.slow
@pytest.mark.parametrize("deck", DECKS)
def test_every_slide_can_be_deleted_and_the_file_still_builds(rendered: Callable[[str], Rendered], deck: str) -> None:
    made = rendered(deck)
    for id in made.ids:
        if made.ids.count(id) > 1:  # stands in two sessions; the file has one word for both
            continue
        pulled = made.pull(made.edited(delete(id), only=id))
        ids, problems = made.after(pulled)
        assert [one for one in problems if one.severity == "error"] == [], id
        if pulled.left:
            assert "#" in id
            continue
        assert ids, id
        assert id not in ids
