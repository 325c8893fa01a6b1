"""What `pull` leaves in the presentation says why; what it writes for two sessions is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DECK
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
