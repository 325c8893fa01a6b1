"""What `pull` leaves in the presentation says why; what it writes for two sessions is told."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DECK, PRACTICE, SHORT_DECK
from tests.edits.rendered import delete, render_deck
from tests.edits.test_merge import add_after, slide
from whp_deck.build import prepare_deck
from whp_deck.edits.pull import pull
from whp_deck.office.package import Package, presentation

WriteDeck = Callable[..., Path]
LEFT = '      left: {heading: One, text: "- We at {{ practice.name }}"}'
SLIDES = """\
slides:
  add:
    - id: both
      kind: columns
      after: what-is-whp
      title: Two columns
      minutes: 0
      left: {heading: One, text: "- We at {{ practice.name }}"}
      right: {heading: Other, text: "- We at {{ practice.name }}"}
"""


def on(id: str, change: Callable[[Any], object]) -> Callable[[Package], object]:
    return lambda package: [change(one) for one in presentation(package).slides if one.name == id]


def retitle(words: str) -> Callable[[Any], object]:
    return lambda one: setattr(one.shapes.title.text_frame, "text", words)


def add(at: int, title: str, package: Package) -> None:
    deck = presentation(package)
    add_after(at, title)(deck)
    deck.slides[at].placeholders[1].text_frame.text = "Words of mine"  # type: ignore[attr-defined]


def retype(one: Any) -> None:
    body = next(shape for shape in one.placeholders if "We at" in shape.text_frame.text)
    body.text_frame.paragraphs[-1].runs[0].text = "We all"


@pytest.mark.parametrize(
    ("only", "change", "reason"),
    [
        ("both", on("both", retype), "it holds `{{ practice.name }}`, line {line} of {deck}: change it there, then build"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in [
        ("both", on("both", retitle("Our {{ name }}")), "in a file `{{` and `{%` would ask for a value"),
        ("both", lambda package: add(0, "Mine", package), "no slide of the deck stands before it"),
        ("both", lambda package: add(3, "", package), "a slide in your file needs a title"),
        ("rooming-refill/scene", delete("prebrief"), "2 sessions show it, and `remove:` would take it out of each"),
        ("rooming-refill/scene", on("prebrief", lambda one: one._element.set("show", "0")), "2 sessions show it, and `hide:`"),
        ]),
    ],
)  # fmt: skip
def test_what_stays_says_why(
    write_deck: WriteDeck, only: str, change: Callable[[Package], object], reason: str
) -> None:
    made = render_deck(write_deck(DECK + SLIDES))
    pulled = made.pull(made.edited(change, only=only))
    assert not pulled.file.changed
    (line,) = pulled.left
    path = made.prepared.deck.path
    number = path.read_text(encoding="utf-8").splitlines().index(LEFT) + 1
    assert reason.replace("{deck}", path.as_posix()).replace("{line}", str(number)) in line


@pytest.mark.slow
def test_a_slide_of_two_sessions_is_written_once_and_told(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(DECK))

    def in_one(package: Package) -> None:
        names = [one.name for one in presentation(package).slides]
        if "rooming-refill/scene" in names:
            retitle("Typed in two")(slide(presentation(package), "prebrief"))

    def in_both(package: Package) -> None:
        in_one(package)
        if "scheduling-aspirin/scene" in [one.name for one in presentation(package).slides]:
            retitle("Typed in three")(slide(presentation(package), "prebrief"))

    pulled = made.pull(made.edited(in_one))
    assert pulled.lines == ["`prebrief`: title"]
    (told,) = pulled.elsewhere
    assert told.startswith("session 3 shows “We test the process, not the person”, too (deck-3, slide ")
    assert told.endswith("): its title would change there as well")
    pulled = made.pull(made.edited(in_both))
    assert (pulled.lines, pulled.elsewhere, pulled.file.changed) == ([], [], False)
    assert ["make both alike, then pull again" in line for line in pulled.left] == [True, True]


@pytest.mark.slow
def test_what_was_pulled_is_not_told_or_written_once_more_before_the_next_build(write_deck: WriteDeck) -> None:
    slides = SLIDES.replace('Other, text: "- We at', 'Other, text: "- They at').replace("{{ practice.name }}", "home")
    made = render_deck(write_deck(DECK + slides))

    def change(package: Package) -> None:
        deck = presentation(package)
        retitle("Another title")(slide(deck, "what-is-whp"))
        retype(slide(deck, "both"))
        notes = slide(deck, "one-picture").notes_slide.notes_text_frame
        notes.text = f"{notes.text}\nA line of mine"
        slide(deck, "sources")._element.set("show", "0")
        add(3, "Mine", package)

    known = made.edited(change, only="both")
    pulled = made.pull(known)
    assert pulled.left == []
    pulled.file.save()
    prepared = prepare_deck(made.prepared.deck.path)
    again = pull(prepared.deck, prepared.plan, known)
    assert (again.file.changed, again.left, again.disputed, again.waits) == (False, [], [], True)


@pytest.mark.parametrize(
    ("id", "was", "now"),
    [
        ("session-1/closing", "Room 1", "Room 2"),
        pytest.param("session-1/title", "7:45", "8:15", marks=pytest.mark.slow),
        pytest.param("session-1/closing", "December", "January", marks=pytest.mark.slow),
    ],
)
def test_a_meeting_is_told_with_all_its_lines_and_stays(write_deck: WriteDeck, id: str, was: str, now: str) -> None:
    meetings = "meetings:\n" + "".join(
        f"  - session: {number}\n    date: 2026-12-0{number}\n    start: 7:45 AM\n    place: Room 1\n"
        for number in (1, 2)
    )
    made = render_deck(write_deck(DECK + meetings))

    def retype(one: Any) -> None:
        lines = (line for shape in one.shapes if shape.has_text_frame for line in shape.text_frame.paragraphs)
        line = next(line for line in lines if was in line.text)
        line.runs[0].text, words = line.text.replace(was, now), line.runs[1:]
        for more in words:
            more.text = ""

    pulled = made.pull(made.edited(on(id, retype), only=id))
    assert not pulled.file.changed
    text = made.prepared.deck.path.read_text(encoding="utf-8").splitlines()
    first = text.index("    date: 2026-12-02") + 1
    told = f"lines {first}, {first + 1} and {first + 2}" if "closing" in id else f"lines {first - 3} and {first - 2}"
    assert told in pulled.left[0]


MEETINGS = "meetings:\n  - {session: 1, date: 2026-12-01, start: 7:45 AM, place: Room 1}\n"
SECOND = """\
    - {giver: clinician, receiver: front desk, when: at checkout, first: yes}
  start: {date: 2026-12-07}
"""


def retype_line(was: str, now: str) -> Callable[[Any], object]:
    """The one line of a text, or cell of a table, that says so; spaces that keep words together count as others."""

    def change(one: Any) -> None:
        frames = [shape.text_frame for shape in one.shapes if shape.has_text_frame]
        frames += [cell.text_frame for shape in one.shapes if shape.has_table for cell in shape.table.iter_cells()]
        lines = [line for frame in frames for line in frame.paragraphs]
        line = next(line for line in lines if was in line.text.replace("\xa0", " "))
        line.runs[0].text = line.text.replace("\xa0", " ").replace(was, now)
        for more in line.runs[1:]:
            more.text = ""

    return change


@pytest.mark.parametrize(
    ("id", "was", "now", "written", "told"),
    [
        ("session-1/title", "Tuesday, December 1", "Jan 4, 2027", ("2026-12-01", "2027-01-04"), ""),
        ("session-1/title", "Room 1", "Room 2", ("2026-12-01, start: 7:45 AM, place: Room 1", "2026-12-02, start: 7:45 AM, place: Room 2"), ""),
        ("session-1/title", "Room 1", "Room 2", ("Room 1", "Room 3"), "your files say something else there since the last build"),
        ("session-1/title", "Tuesday, December 1", "Dec 1, 2026", ("Room 1", "Room 3"), "it comes from"),
        ("when-we-use-it", "December 7, 2026", "Jan 11, 2027", ("rooming, first: yes", "rooming, first: yes, start: 2027-01-11"), ""),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_what_somebody_wrote_by_hand_as_pull_told_is_in_the_files(
    write_deck: WriteDeck, id: str, was: str, now: str, written: tuple[str, str], told: str
) -> None:
    made = render_deck(
        write_deck(
            SHORT_DECK.replace("slides:", f"{MEETINGS}slides:"),
            PRACTICE.replace("rooming}", "rooming, first: yes}") + SECOND,
        )
    )
    known = made.edited(on(id, retype_line(was, now)), only=id)
    assert len(made.pull(known).left) == 1
    for path in made.prepared.deck.path.parent.glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace(*written), encoding="utf-8")
    prepared = prepare_deck(made.prepared.deck.path)
    again = pull(prepared.deck, prepared.plan, known)
    assert not again.file.changed
    if told:
        assert told in again.left[0]
    else:
        assert (again.left, again.waits) == ([], True)


@pytest.mark.slow
def test_a_line_that_is_ours_in_the_notes_stays_beside_those_that_go_back(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(DECK))

    def retype_notes(one: Any, ours: str) -> None:
        lines = one.notes_slide.notes_text_frame.paragraphs
        at = next(number for number, line in enumerate(lines) if line.text.startswith("Before the session"))
        lines[at].runs[0].text = ours or lines[at].text
        lines[at + 1].runs[0].text = "Say nothing, and sit down"

    pulled = made.pull(made.edited(on("video", lambda one: retype_notes(one, "Ask Sam for the screen")), only="video"))
    assert "- Say nothing, and sit down" in pulled.file.text
    assert "Ask Sam" not in pulled.file.text
    (line,) = pulled.left
    assert "put yours on a line of its own below it, then pull again" in line

    def as_told(one: Any) -> None:
        retype_notes(one, "")
        lines = one.notes_slide.notes_text_frame.paragraphs
        next(line for line in lines if line.text.startswith("Before the session"))._p.addnext(
            deepcopy(next(line for line in lines if line.text.startswith("Say nothing"))._p)
        )

    pulled = made.pull(made.edited(on("video", as_told), only="video"))
    assert pulled.file.text.count("- Say nothing, and sit down") == 2
    assert pulled.left == []
