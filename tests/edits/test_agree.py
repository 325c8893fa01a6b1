"""Where a person and the files say the same, judged by words: of a decision that was open, above all."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.conftest import DECK, PRACTICE, SHORT_DECK, Done
from tests.edits.rendered import render_deck
from tests.edits.test_merge import change, edit, retitle, slide
from whp_deck.build import build_deck, prepare_deck
from whp_deck.edits.agree import Agreement, are_alike, find_agreement
from whp_deck.edits.fields import differences
from whp_deck.edits.pull import pull
from whp_deck.office.gate import check_file
from whp_deck.office.package import Package, presentation
from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]
OPEN = "○ To be decided"
TABLE = "when-we-use-it"
TWO = """\
practice:
  name: Hilltop Clinic
decisions:
  handoffs:
    - id: rooming
      giver: ma
      receiver: clinician
      when: after rooming
    - id: checkout
      giver: clinician
      receiver: front desk
      when: before they leave
      where: tbd
"""


def table(*cells: str, look: str = "") -> SlideSnapshot:
    return SlideSnapshot("t", shapes=(ShapeSnapshot("graphicFrame", cells=tuple((one,) for one in cells), look=look),))


def text(*lines: str) -> SlideSnapshot:
    return SlideSnapshot("t", shapes=(ShapeSnapshot("sp", "body", tuple((0, line) for line in lines)),))


NOTHING, OURS, BOTH, THEIRS, HELD = (
    Agreement(),
    *(Agreement(**{name: frozenset({0})}) for name in ("ours", "both", "theirs", "held")),
)


@pytest.mark.parametrize(
    ("was", "now", "ours", "agreed"),
    [
        (table(OPEN, "Ann"), table("in the room", "Ann"), table("In the room", "Ann"), OURS),
        (table(OPEN), table("the nurse’s room"), table("The nurse's room", look="plain"), OURS),
        (table(OPEN), table("When they leave."), table("When they leave"), OURS),
        (table(OPEN, OPEN), table("In the room", OPEN), table("In the room", "Monday"), OURS),
        (table(OPEN, OPEN), table("In the room", "Soon"), table("In the room", OPEN), BOTH),
        (table("Ann", OPEN), table("ann", OPEN), table("Ann", "Monday"), BOTH),
        (table(OPEN), table("In the room"), table("In the hallway"), NOTHING),
        (table(OPEN), table("In the room", look="bold"), table("In the room"), THEIRS),
        (table(OPEN, OPEN), table("In the room", OPEN, look="bold"), table("In the room", "Monday"), NOTHING),
        (table(OPEN), table("Jan 4, 2027"), table("January\u00a04, 2027"), OURS),
        (table(OPEN), table("Jan 5, 2027"), table("January\u00a04, 2027"), NOTHING),
        (table("a", "b"), table("A one", "b"), table("a", "b", "c"), BOTH),
        (table("a", "b", "c"), table("a", "b", "C one"), table("a", "c"), BOTH),
        (table(OPEN, "b"), table("In the room", "b"), table("In the room", "b", "c"), OURS),
        (table("a", "b"), table("A one", "b"), table("b"), NOTHING),
        (table("a", "b"), table("A one", "b"), table("A two", "b", "c"), NOTHING),
        (table("a", "b"), table("A one", "b", look="bold"), table("a", "b", "c"), NOTHING),
        (text("One", "Two"), text("One", "two, and a half"), text("One", "Two, and a half"), OURS),
        (text("One", "Two"), text("One"), text("One", "Three"), NOTHING),
        (text("One", "Two"), text("Uno", "Two"), text("One", "Dos"), NOTHING),
        (text("One", "Two"), text("Uno", "Dos"), text("Uno", "Two"), HELD),
        (text("One", "Two", "Three"), text("Uno", "Dos", "Three"), text("Uno", "Two", "Tres"), NOTHING),
    ],
)
def test_what_is_agreed(was: SlideSnapshot, now: SlideSnapshot, ours: SlideSnapshot, agreed: Agreement) -> None:
    theirs, config = differences(was, now), differences(was, ours)
    assert find_agreement(was, now, ours, theirs, config, exact=True) == agreed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("January\u00a04, 2027", other)
            for other in (
                "Jan 4, 2027",
                "1/4/2027",
                "2027-01-04",
                "4 January 2027",
                "Mon, jan. 4th 2027",
                "Monday, January 4",
            )
        ),
        ("From January 4, 2027", "from Jan 4, 2027."),
        ("Monday, January\u00a04, 7:45\u00a0AM, Room 1", "Mon, Jan 4, 07:45, Room 1"),
        ("7:45\u00a0AM", "7:45 am"),
        ("January 4 or January 5", "Jan 4 or Tuesday, Jan 5"),
    ],
)
def test_dates_and_times_are_alike_however_they_are_spelled(one: str, other: str) -> None:
    assert are_alike(one, other)
    assert are_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("January 4, 2027", other)
            # another day, another year, a day of the week that it is not; April for who reads the month first; no year at all
            for other in (
                "Jan 5, 2027",
                "Jan 4, 2028",
                "Tuesday, January 4, 2027",
                "Tuesday, January 4",
                "4/1/2027",
                "Jan 4",
            )
        ),
        ("January 4, 2027, at noon", "Jan 4, 2027"),
        ("Monday, January 4", "Tuesday, January 4"),
        ("7:45 AM", "7:45 PM"),
        ("1/4 cup", "January 4 cup"),
        ("Market 12", "Marble 12"),
        ("February 29, 2027", "Feb 29, 2027"),
    ],
)
def test_other_days_and_what_is_no_day_stay_apart(one: str, other: str) -> None:
    assert not are_alike(one, other)
    assert not are_alike(other, one)


def fill(deck: object, row: int, column: int, words: str, name: str = TABLE) -> None:
    """Type over a cell in PowerPoint: the look of its first run stays."""
    for one in deck.slides:  # type: ignore[attr-defined]
        for shape in one.shapes:
            if shape.has_table and one.name == name:
                shape.table.cell(row, column).text_frame.paragraphs[0].runs[0].text = words


@pytest.mark.slow
def test_an_open_decision_is_told_with_what_to_write(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(DECK, TWO))

    def decide(package: Package) -> None:
        deck = presentation(package)
        for row, column, words in (
            (1, 2, "In the exam room: 4"),
            (1, 3, "January 11, 2027"),
            (2, 2, "At the desk"),
            (2, 3, "Soon"),
        ):
            fill(deck, row, column, words)
        for one in deck.slides:
            for shape in one.shapes:
                if one.name == "which-patients" and shape.has_text_frame and shape.text_frame.text.endswith(OPEN[2:]):
                    shape.text_frame.paragraphs[0].runs[0].text = "All adults"

    cells, large = made.pull(made.edited(decide)).left
    practice = f"{made.prepared.deck.path.parent.as_posix()}/practice.yaml"
    assert cells.endswith(
        f"row 2, column 3, “In the exam room: 4”: it comes from {practice} line 5, where `where:` is not said yet: add a line "
        '`where: "In the exam room: 4"` below line 5, as far to the right as `id:`; row 2, column 4, “January 11, 2027”: it comes '
        f"from {practice} line 5, where `start:` is not said yet: add a line `start: 2027-01-11` below line 5, as far to the "
        f"right as `id:`; row 3, column 3, “At the desk”: it comes from {practice} line 13: change it there; row 3, column 4, "
        f"“Soon”: it comes from {practice} line 9, where `start:` is not said yet: add a line `start: 2026-12-07`, with your "
        "day, below line 9, as far to the right as `id:`, then build)"
    )
    assert large.endswith(
        "where `patients:` is not said yet: add a line `patients: All adults` under `decisions:`, then build)"
    )


def test_what_stands_in_braces_gets_its_answer_there(write_deck: WriteDeck) -> None:
    another = "    - {giver: clinician, receiver: front desk, when: before they leave}\n"
    made = render_deck(write_deck(SHORT_DECK, PRACTICE + another))
    typed = made.edited(lambda package: fill(presentation(package), 1, 2, "In the exam room, by the door"))
    (told,) = made.pull(typed).left
    assert told.endswith(
        'practice.yaml line 5, where `where:` is not said yet: add `, where: "In the exam room, by the door"` before the `}` '
        "that ends it, then build)"
    )


def test_each_cell_is_told_with_its_place_and_where_the_files_say_a_third_thing(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(SHORT_DECK, TWO))

    def decide(package: Package) -> None:
        fill(presentation(package), 1, 2, "By the aquarium")
        fill(presentation(package), 1, 3, "February 1, 2027")

    known = made.edited(decide)
    deck = write_deck(SHORT_DECK, TWO.replace("after rooming\n", "after rooming\n      where: in the lobby.\n"))
    now = prepare_deck(deck)
    (told,) = pull(now.deck, now.plan, known).left
    practice = f"{deck.parent.as_posix()}/practice.yaml"
    assert told.endswith(
        f"(row 2, column 4, “February 1, 2027”: it comes from {practice} line 5, where `start:` is not said yet: add a line "
        "`start: 2027-02-01` below line 5, as far to the right as `id:`; row 2, column 3, “By the aquarium”: in dispute: your "
        f"files say “In the lobby” ({practice} line 9): change it there, or on the slide, then build)"
    )


@pytest.mark.slow
def test_a_decision_that_was_typed_and_then_written_is_no_conflict(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(DECK, TWO)
    file = build(deck).files[0]
    edit(file, lambda one: [fill(one, 1, 2, "In the exam room"), fill(one, 2, 3, "Soon")])
    written = TWO.replace("after rooming\n", "after rooming\n      where: in the exam room\n      start: 2027-01-11\n")
    build(write_deck(DECK, written))
    shown = next(one for one in Presentation(str(file)).slides if one.name == TABLE)
    rows = next(shape.table for shape in shown.shapes if shape.has_table).rows
    cells = {cell.text: cell.text_frame.paragraphs[0].runs[0].font.italic for row in rows for cell in row.cells}
    assert cells["In the exam room"] is None
    assert cells["January\xa011, 2027"] is None
    assert cells["Soon"]
    assert [one for one in Presentation(str(file)).slides if one._element.get("show") == "0"] == []
    assert check_file(file) == []
    number = 1 + names(file).index(TABLE)
    assert (
        run("changes", deck).stdout
        == f"deck-1, slide {number} “{shown.shapes.title.text_frame.text}”: table said “{OPEN}”, now “Soon”\n"
    )
    assert build(deck).problems == ()
    edit(file, lambda one: fill(one, 2, 3, "March 1, 2027"))
    assert [one.code for one in build(write_deck(DECK, f"{written}      start: 2027-02-01\n")).problems] == [
        "edit-conflict"
    ]
    assert f"conflict/{TABLE}" in names(file)
    assert build(write_deck(DECK, f"{written}      start: 2027-03-01\n")).problems == ()  # the slide to compare goes
    assert f"conflict/{TABLE}" not in names(file)


@pytest.mark.slow
def test_a_handoff_that_the_files_add_comes_beside_a_cell_that_was_typed(write_deck: WriteDeck) -> None:
    file = build(write_deck(DECK, TWO)).files[0]
    edit(file, lambda one: fill(one, 1, 2, "At the fish tank"))
    first, second = TWO.split("    - id: checkout")
    third = "    - {id: orders, giver: clinician, receiver: ma, when: after the exam}\n"
    assert [one.code for one in build(write_deck(DECK, f"{first}{third}    - id: checkout{second}")).problems] == []
    shown = next(one for one in Presentation(str(file)).slides if one.name == TABLE)
    table = next(shape.table for shape in shown.shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in rows[1:]] == ["After rooming", "After the exam", "Before they leave"]
    assert [row[2] for row in rows[1:]] == ["At the fish tank", *[OPEN.replace(" ", "\xa0", 1)] * 2]
    assert check_file(file) == []


@pytest.mark.slow
def test_a_conflict_is_agreed_only_when_no_cell_is_in_dispute(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, TWO)
    file = build(deck).files[0]
    edit(file, lambda one: [fill(one, 1, 2, "By the aquarium"), fill(one, 1, 3, "February 1, 2027")])
    for more in ("where: in the lobby.\n", "where: in the lobby.\n      start: 2027-02-01\n"):
        write_deck(DECK, TWO.replace("after rooming\n", f"after rooming\n      {more}"))
        for _ in range(2):
            assert [one.code for one in build(deck).problems] == ["edit-conflict"]
            assert f"conflict/{TABLE}" in names(file)
    write_deck(
        DECK, TWO.replace("after rooming\n", "after rooming\n      where: by the aquarium\n      start: 2027-02-01\n")
    )
    built = build(deck)
    assert built.problems == ()
    assert any(line.startswith("agreed, so that the slide to compare went: ") for line in built.merged)
    assert f"conflict/{TABLE}" not in names(file)


@pytest.mark.slow
def test_what_was_never_in_dispute_keeps_no_slide_to_compare(write_deck: WriteDeck) -> None:
    file = build(write_deck()).files[0]

    def draw(deck: object) -> None:
        slide(deck, "what-is-whp").shapes.add_textbox(0, 0, 900000, 900000).text_frame.text = "Drawn by hand"  # type: ignore[attr-defined]

    edit(file, retitle("what-is-whp", "Typed by hand"))
    edit(file, draw)
    deck = write_deck(change("what-is-whp: {title: Said by the files}"))
    for _ in range(2):
        assert [one.code for one in build(deck).problems] == ["edit-conflict"]
    edit(file, retitle("what-is-whp", "Said by the files"))
    assert build(deck).problems == ()
    assert "conflict/what-is-whp" not in names(file)
    shown = slide(Presentation(str(file)), "what-is-whp")
    assert "Drawn by hand" in [one.text_frame.text for one in shown.shapes if one.has_text_frame]  # type: ignore[attr-defined]


def names(file: Path) -> list[str]:
    return [one.name for one in Presentation(str(file)).slides]
