"""Fitting a plan to a template: sizes, divided slides, problems; on a small template made of plain values."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whp_deck.errors import Problem, Source
from whp_deck.office.fit import fit_plan
from whp_deck.office.fit_split import balanced
from whp_deck.office.fit_text import fit_text
from whp_deck.office.table_fit import column_widths, table_layout
from whp_deck.office.template import Layout, LevelStyle, Slot, Template
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.plan import (
    Block,
    DeckPlan,
    Figures,
    ListMarker,
    NotePart,
    Notes,
    Paragraph,
    Run,
    Session,
    SlidePlan,
    Steps,
    Table,
    Text,
    Theme,
)

HERE = Source("decks/monday.yaml", 7)


def slot(name: str, width: float, height: float, *levels: LevelStyle, kind: str = "body") -> Slot:
    last = levels[-1]
    emu = (round(width * 72 * EMU_PER_POINT), round(height * 72 * EMU_PER_POINT))
    every = (*levels, *[last] * (9 - len(levels)))
    return Slot(name, name, kind, 1, 0, 0, *emu, (0, 0, 0, 0), "t", every)


BULLET = LevelStyle(28, margin_left=25.2, indent=-25.2, space_before=14, has_bullet=True)
SUB = LevelStyle(24, margin_left=50.4, indent=-25.2, space_before=7, has_bullet=True)
BOLD = LevelStyle(28, bold=True, line_spacing=0.95)
PLAIN = LevelStyle(24, space_before=4)
TITLE = slot("title", 11.833, 1.15, LevelStyle(36, bold=True, line_spacing=0.9), kind="title")
SLOTS = {
    "content": [TITLE, slot("body", 7.82, 4.8, BULLET, SUB)],
    "table": [TITLE, slot("table", 11.833, 4.8, PLAIN, kind="tbl")],
    "agenda": [TITLE, slot("agenda", 11.833, 3.75, PLAIN, kind="tbl"), slot("bar", 11.833, 0.62, PLAIN, kind="tbl")],
    "columns": [TITLE, slot("left", 5.12, 4.2, BOLD, PLAIN), slot("right", 5.12, 4.2, BOLD, PLAIN)],
    "your-turn": [TITLE, *(slot(f"card-{i}", 3.21, 2.3, BOLD, PLAIN) for i in (1, 2, 3))],
    "title": [TITLE, slot("meeting", 4.9, 0.7, LevelStyle(20))],
    "video": [TITLE, slot("address", 7.82, 0.5, LevelStyle(14))],
    "steps-3": [TITLE, *(slot(f"step-{i}", 3.62, 2.55, BOLD, PLAIN) for i in (1, 2, 3))],
}
TEMPLATE = Template(
    12192000,
    6858000,
    {name: Layout(name, name, {each.name: each for each in slots}) for name, slots in SLOTS.items()},
)


def text(*lines: str, marker: ListMarker | None = None, level: int = 0) -> Text:
    return Text(tuple(Paragraph((Run(line),), level, marker) for line in lines), HERE)


def table(rows: int, cell: str = "Nurse", header: bool = True) -> Table:
    body = [(text(f"Step {i}"), text(cell), text("Today")) for i in range(1, rows + 1)]
    head = [(text("When"), text("Who"), text("How"))] if header else []
    return Table(tuple(head + body), "Our handoffs", header=header, source=HERE)


def deck(layout: str, minutes: float = 3, notes: str = "Say hello", **slots: Block | str) -> DeckPlan:
    blocks: Mapping[str, Block] = {
        name.replace("_", "-"): text(block) if isinstance(block, str) else block for name, block in slots.items()
    }
    note = Notes((NotePart("SAY", (Paragraph((Run(notes),)),)),), continues="Continues “What we do”.")
    slide = SlidePlan("x", "content", layout, blocks, note, minutes, source=HERE)
    session = Session(1, 1, "One", "Footer", (slide,), 30, 28)
    return DeckPlan("d", "d", "Riverside", "en-US", "s", "k", Theme(), (session,))


def fitted(plan: DeckPlan) -> tuple[list[SlidePlan], list[Problem]]:
    result, problems = fit_plan(plan, TEMPLATE)
    again, _ = fit_plan(result, TEMPLATE)
    assert again == result
    return list(result.sessions[0].slides), problems


def one(plan: DeckPlan, name: str) -> tuple[Text, list[str]]:
    slides, problems = fitted(plan)
    assert len(slides) == 1
    block = slides[0].slots[name]
    assert isinstance(block, Text)
    return block, [problem.code for problem in problems]


SHORT = "Two minutes are enough"
POINT = "The clinician brings the consultant into the room and introduces her by name to the patient"


class TestSizes:
    def test_a_text_that_fits_is_left_alone(self) -> None:
        plan = deck("content", title="Two minutes, told together", body=text(SHORT, SHORT, marker="bullet"))
        slides, problems = fitted(plan)
        assert slides == list(plan.sessions[0].slides)
        assert problems == []

    @pytest.mark.parametrize(("points", "longer", "scale"), [(3, "", 100), (5, "", 92), (5, " today today", 85)])
    def test_a_body_that_is_a_little_too_long_is_stored_smaller(self, points: int, longer: str, scale: int) -> None:
        body = text(*[POINT + longer] * points, marker="bullet")
        block, codes = one(deck("content", title="t", body=body), "body")
        assert (block.scale, codes) == (scale, [])

    @pytest.mark.parametrize(
        ("words", "scale", "codes"),
        [(6, 100, []), (12, 100, []), (13, 89, []), (16, 78, []), (17, 78, ["title-too-long"])],
    )
    def test_a_title_has_two_lines_and_three_sizes(self, words: int, scale: int, codes: list[str]) -> None:
        block, found = one(deck("content", title=" ".join(["handoff"] * words), body="b"), "title")
        assert (block.scale, found) == (scale, codes)

    def test_a_title_that_is_too_long_says_how_much_fits(self) -> None:
        _, problems = fitted(deck("content", title="handoff " * 30, body="b"))
        assert problems[0].source == HERE
        assert "the title is too long: 4 lines at 28.1 pt, 2 fit" in problems[0].message
        assert "about 127 characters fit (now 240)" in problems[0].hint

    def test_small_type_keeps_its_size(self) -> None:
        address = "https://www.example.org/" + "training-for-teams/" * 5
        assert one(deck("video", title="t", address=address), "address") == (text(address), [])
        block, codes = one(deck("video", title="t", address=address * 4), "address")
        assert (block.scale, codes) == (100, ["text-too-long"])

    def test_cards_share_one_scale(self) -> None:
        task = "Tell the consultant what worries you most, in two short sentences, while the patient listens to you"
        card = Text((*text("Nurse").paragraphs, *text(task, level=1).paragraphs))
        slides, problems = fitted(deck("your-turn", title="t", card_1=card, card_2="Patient"))
        assert [block.scale for block in slides[0].slots.values() if isinstance(block, Text)] == [100, 92, 92]
        assert problems == []

    def test_steps_share_one_scale(self) -> None:
        short = text("Ask")
        long = text(
            "Tell the consultant what worries you most and why, in words that the patient can follow " + "too " * 10
        )
        block = Steps(((short, long), (short, short), (short, short)))
        slides, problems = fitted(deck("steps-3", title="t", steps=block))
        done = slides[0].slots["steps"]
        assert isinstance(done, Steps)
        assert {part.scale for step in done.steps for part in step} == {92}
        assert problems == []


def test_a_place_that_is_too_long_is_asked_for_a_shorter_name() -> None:
    """It has no notes that could take the rest."""
    place = "12:00 PM, the meeting room on the second floor of the main building"
    _, problems = fitted(deck("title", title="t", meeting=text("Wednesday, December 2", place)))
    (told,) = problems
    assert "the lines on the meeting (day, time, place)" in told.message
    assert "characters fit (now 89); give the `place` a shorter name" in told.hint
    assert "notes" not in told.hint


class TestWords:
    def test_a_word_wider_than_its_card_is_an_error_with_its_place(self) -> None:
        _, problems = fitted(deck("your-turn", title="t", card_1="Otorhinolaryngologiesekretariat today"))
        assert [problem.code for problem in problems] == ["word-too-long"]
        assert "“Otorhinolaryngologiesekretariat” is wider than `card-1`" in problems[0].message
        assert problems[0].source == HERE

    def test_a_hyphen_is_a_place_to_break(self) -> None:
        assert fitted(deck("your-turn", title="t", card_1="Otorhinolaryngologie-Sekretariat today"))[1] == []

    def test_a_no_break_space_is_not(self) -> None:
        _, problems = fitted(deck("your-turn", title="t", card_1="consultant\u00a0and\u00a0interpreter\u00a0today"))
        assert [problem.code for problem in problems] == ["word-too-long"]

    def test_the_last_word_of_a_line_gets_company(self) -> None:
        block, _ = one(deck("content", title="t", body=text(POINT, POINT, marker="bullet")), "body")
        assert [p.text for p in block.paragraphs] == [POINT.replace("the patient", "the\u00a0patient")] * 2
        block, _ = one(deck("content", title="t", body=text(SHORT, POINT + " today", marker="bullet")), "body")
        assert block.paragraphs[1].text == POINT + " today"

    def test_a_line_breaks_after_its_colon_rather_than_behind_it(self) -> None:
        """`session 2 of 3: first / role play` is read as two things."""
        width = 5.3
        seat = slot("subtitle", width, 1.2, LevelStyle(24))
        line = text("Warm Handoff Plus, session 2 of 3: first role play")
        assert fit_text(line, seat).text.text == "Warm Handoff Plus, session 2 of 3: first\u00a0role\u00a0play"
        for other in ("Note: all of us who work here take part in this from today on", "Today: we begin"):
            assert "\u00a0" not in fit_text(text(other), seat).text.text.partition(": ")[2][:20]
        wide = slot("subtitle", 9, 1.2, LevelStyle(24))
        assert fit_text(line, wide).text == replace(line, scale=100)

    def test_company_keeps_the_looks_of_runs(self) -> None:
        runs = (Run(POINT.removesuffix("the patient")), Run("the ", italic=True), Run("patient"))
        body = Text((Paragraph(runs, 0, "bullet"), Paragraph((Run("b"),), 0, "bullet")))
        block, _ = one(deck("content", title="t", body=body), "body")
        assert block.paragraphs[0].runs == (runs[0], Run("the\u00a0", italic=True), runs[2])

    @pytest.mark.parametrize("end", ["her by name to the\tpatient", "her by name at https://www.example.org/a-b"])
    def test_tabs_and_addresses_are_not_joined(self, end: str) -> None:
        line = POINT.replace("her by name to the patient", end)
        block, _ = one(deck("content", title="t", body=text(line, line, marker="bullet")), "body")
        assert block.paragraphs[0].text == line

    def test_a_single_point_has_no_bullet(self) -> None:
        assert (
            one(deck("content", title="t", body=text("One", marker="bullet")), "body")[0].paragraphs[0].marker is None
        )
        numbered = one(deck("content", title="t", body=text("One", marker="number")), "body")[0]
        assert numbered.paragraphs[0].marker == "number"


class TestDividing:
    def test_points_go_on_two_slides(self) -> None:
        lines = [f"{i}. {POINT}" for i in range(1, 8)]
        slides, problems = fitted(
            deck("content", title="What we do", body=text(*lines, marker="bullet"), fig=Figures("f"))
        )
        assert [(slide.id, slide.title, slide.minutes) for slide in slides] == [
            ("x", "What we do (1/2)", 3),
            ("x#2", "What we do (2/2)", 0),
        ]
        assert [len(slide.slots["body"].paragraphs) for slide in slides] == [4, 3]  # type: ignore[union-attr]
        assert all("fig" in slide.slots for slide in slides)
        assert slides[0].notes.text == "SAY\nSay hello"
        assert slides[1].notes.text.startswith("Continues “What we do”.")
        assert "5. The clinician brings the consultant …" in slides[1].notes.text
        assert [(problem.code, problem.severity, problem.source) for problem in problems] == [
            ("slide-split", "warning", HERE)
        ]
        assert "14 lines at 23.8 pt, 11 fit" in problems[0].message

    def test_what_every_page_repeats_is_told_once(self) -> None:
        plan = deck("content", title="handoff " * 30, body=text(*[POINT] * 30, marker="bullet"))
        slides, problems = fitted(plan)
        assert len(slides) > 2
        assert [problem.code for problem in problems] == ["title-too-long", "slide-split"]
        assert problems[0].message == "slide `x`: the title is too long: 4 lines at 28.1 pt, 2 fit"
        number = len(f" (1/{len(slides)})")  # what a page's number takes is room that the title does not have
        assert f"about {127 - number} characters fit (now 240)" in problems[0].hint
        head = text("Otorhinolaryngologiesekretariat" * 2).paragraphs
        left = replace(text(), paragraphs=head + text(*[POINT] * 12, level=1).paragraphs)
        slides, problems = fitted(deck("columns", title="t", left=left, right="After"))
        assert len(slides) > 2
        assert [(one.code, one.message[:9]) for one in problems] == [
            ("word-too-long", "slide `x`"),
            ("slide-split", "slide `x`"),
        ]

    def test_each_point_keeps_the_place_where_it_is_written(self) -> None:
        places = tuple((Source("checklists.yaml", line),) for line in range(1, 8))
        body = replace(text(*(f"{i}. {POINT}" for i in range(1, 8)), marker="bullet"), made_of=places)
        slides, _ = fitted(deck("content", title="What we do", body=body))
        assert [slide.slots["body"].made_of for slide in slides] == [places[:4], places[4:]]  # type: ignore[union-attr]

    def test_sub_points_stay_with_their_point(self) -> None:
        family = (Paragraph((Run(POINT),), 0, "bullet"), Paragraph((Run(POINT),), 1, "bullet"))
        slides, _ = fitted(deck("content", title="t", body=Text(family * 4, HERE)))
        assert len(slides) > 1
        for slide in slides:
            assert slide.slots["body"].paragraphs[0].level == 0  # type: ignore[union-attr]

    def test_one_long_paragraph_cannot_be_divided(self) -> None:
        block, codes = one(deck("content", title="t", body=text(POINT * 12)), "body")
        assert (block.scale, codes) == (85, ["text-too-long"])
        _, problems = fitted(deck("content", title="t", body=text(POINT * 12)))
        assert "write two paragraphs" in problems[0].hint

    def test_both_columns_are_divided_and_keep_their_headings(self) -> None:
        def column(head: str, count: int) -> Text:
            below = tuple(Paragraph((Run(f"{head} {i} {POINT}"),), 1) for i in range(count))
            return Text((Paragraph((Run(head),)), *below), HERE)

        slides, problems = fitted(deck("columns", title="t", left=column("Before", 6), right=column("After", 4)))
        assert [problem.code for problem in problems] == ["slide-split"]
        assert len(slides) == 2
        for slide in slides:
            assert slide.slots["left"].paragraphs[0].text == "Before"  # type: ignore[union-attr]
            assert slide.slots["right"].paragraphs[0].text == "After"  # type: ignore[union-attr]

    def test_parts_are_even(self) -> None:
        assert balanced([1.0] * 7, 3, 4) in (
            [(0, 3), (3, 5), (5, 7)],
            [(0, 2), (2, 4), (4, 7)],
            [(0, 2), (2, 5), (5, 7)],
        )
        assert balanced([5, 1, 1, 1], 2, 6) == [(0, 1), (1, 4)]
        assert balanced([5, 7], 2, 6) is None


class TestTables:
    @pytest.mark.parametrize(("rows", "size"), [(1, 26), (3, 26), (4, 22), (5, 22), (6, 20), (7, 20)])
    def test_the_number_of_rows_gives_the_size(self, rows: int, size: float) -> None:
        slides, problems = fitted(deck("table", title="t", table=table(rows)))
        block = slides[0].slots["table"]
        assert isinstance(block, Table)
        assert (block.size, problems) == (size, [])

    def test_eight_rows_are_divided_with_the_header_again(self) -> None:
        slides, problems = fitted(deck("table", title="Handoffs", table=table(9)))
        parts = [slide.slots["table"] for slide in slides]
        assert [len(part.rows) for part in parts if isinstance(part, Table)] in ([6, 5], [5, 6])
        assert all(part.rows[0][0].text == "When" and part.size == 22 for part in parts if isinstance(part, Table))
        assert [part.alt for part in parts if isinstance(part, Table)] == ["Our handoffs (1/2)", "Our handoffs (2/2)"]
        first, second = (part.shares for part in parts if isinstance(part, Table))
        assert first == second
        assert "Step 6" in slides[1].notes.text
        assert "Nurse" not in slides[1].notes.text
        assert problems[0].code == "slide-split"
        assert "`table` has 9 rows" in problems[0].message

    def test_forty_rows(self) -> None:
        slides, problems = fitted(deck("table", title="t", table=table(40)))
        rows = [cell.text for slide in slides for row in slide.slots["table"].rows[1:] for cell in row[:1]]  # type: ignore[union-attr]
        assert rows == [f"Step {i}" for i in range(1, 41)]
        assert [problem.code for problem in problems] == ["slide-split"]
        assert len(slides) == 6

    def test_text_that_wraps_makes_rows_higher_and_then_smaller(self) -> None:
        small = table_layout(table(3, POINT), 852, 345.6)
        assert small is not None
        assert small.size_pt == 26
        slides, _ = fitted(deck("table", title="t", table=table(5, POINT)))
        assert slides[0].slots["table"].size <= 22  # type: ignore[union-attr]

    def test_a_row_that_no_slide_can_hold(self) -> None:
        _, problems = fitted(deck("table", title="t", table=table(2, POINT * 30)))
        assert [problem.code for problem in problems] == ["text-too-long"]

    def test_a_word_wider_than_the_table(self) -> None:
        _, problems = fitted(deck("table", title="t", table=table(2, "x" * 200)))
        assert {problem.code for problem in problems} == {"word-too-long"}
        assert problems[0].source == HERE

    def test_the_long_word_is_named_once_with_its_column_and_not_those_that_it_leaves_no_room(self) -> None:
        rows = tuple(
            tuple(text(cell) for cell in row) for row in (["What", "decided", "From whom"], ["handed", "x", "y" * 90])
        )
        _, (problem,) = fitted(deck("table", title="t", table=Table(rows, "Ours", header=True, source=HERE)))
        assert problem.message.startswith(f"slide `x`: “{'y' * 59}…” is wider than the column “From whom” of the table")

    def test_widths_sum_up_and_hold_the_longest_word(self) -> None:
        made = table(
            3, "Otorhinolaryngologiesekretariat and many more words than would ever fit on one single line " * 2
        )
        widths = column_widths(made, 852, 20)
        assert sum(widths) == pytest.approx(852)
        assert widths[1] > max(widths[0], widths[2])
        assert table_layout(made, 852, 345.6) is not None

    def test_agenda_rows_share_the_height_and_the_chips_stay_narrow(self) -> None:
        rows = tuple((text(str(i)), text(f"Part {i}"), text("10\u00a0min")) for i in range(1, 6))
        agenda = Table(rows, "Agenda", header=False, look="agenda", emphasis=2)
        slides, problems = fitted(
            deck("agenda", title="t", agenda=agenda, bar=replace(agenda, look="bar", rows=rows[:1]))
        )
        assert slides[0].slots["agenda"].size == 24  # type: ignore[union-attr]
        assert slides[0].slots["bar"].size == 0  # type: ignore[union-attr]
        widths = column_widths(agenda, 852, 24)
        assert widths[0] < widths[2] < widths[1]
        assert problems == []

    def test_a_divided_agenda_moves_its_emphasis(self) -> None:
        rows = tuple((text(str(i)), text(f"Part {i}"), text("10 min")) for i in range(1, 15))
        slides, _ = fitted(deck("agenda", title="t", agenda=Table(rows, "a", False, "agenda", emphasis=8)))
        parts = [slide.slots["agenda"] for slide in slides]
        assert [part.emphasis for part in parts if isinstance(part, Table)] == [None, 1]


def test_a_slide_without_a_layout_is_a_problem_not_an_error() -> None:
    slides, problems = fitted(deck("contents", title="t"))
    assert len(slides) == 1
    assert problems[0].code == "layout-missing"
    assert "did you mean `content`?" in problems[0].hint


def test_all_problems_come_in_one_run() -> None:
    plan = deck("your-turn", title="handoff " * 30, card_1="Otorhinolaryngologiesekretariat", card_2=POINT * 6)
    assert {problem.code for problem in fitted(plan)[1]} == {"title-too-long", "word-too-long", "text-too-long"}


words = st.lists(
    st.one_of(
        st.sampled_from(["the", "handoff", "well-known", "2", "min", "https://www.example.org/a-b/c", "–", "日本語"]),
        st.text(max_size=40),
    ),
    max_size=30,
)
runs = st.builds(lambda w, b, i: Run(" ".join(w), b, i), words, st.booleans(), st.booleans())
paragraphs = st.builds(
    Paragraph,
    st.lists(runs, max_size=3).map(tuple),
    st.integers(0, 3),
    st.sampled_from([None, "bullet", "number"]),
)
texts = st.lists(paragraphs, max_size=14).map(lambda found: Text(tuple(found)))
cells = st.lists(paragraphs, max_size=2).map(lambda found: Text(tuple(found)))
tables = st.integers(1, 4).flatmap(
    lambda columns: st.builds(
        Table,
        st.lists(st.tuples(*[cells] * columns), min_size=1, max_size=14).map(tuple),
        st.just("alt"),
        st.booleans(),
        st.sampled_from(["table", "agenda"]),
    )
)


def all_words(slides: list[SlidePlan], name: str) -> list[str]:
    blocks = [slide.slots[name] for slide in slides]
    return [word for block in blocks if isinstance(block, Text) for p in block.paragraphs for word in p.text.split()]


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(texts, texts)
def test_no_text_raises_and_no_word_is_lost(title: Text, body: Text) -> None:
    plan = deck("content", title=title, body=body)
    slides, _ = fitted(plan)
    assert all_words(slides, "body") == all_words(list(plan.sessions[0].slides), "body")
    assert sum(slide.minutes for slide in slides) == pytest.approx(3)
    fitted(deck("columns", title="t", left=body, right=title))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_table_raises_and_no_row_is_lost(made: Table) -> None:
    slides, _ = fitted(deck("table", title="t", table=made))
    header = int(made.header)
    rows = [row for slide in slides for row in slide.slots["table"].rows[header:]]  # type: ignore[union-attr]
    assert rows == list(made.rows[header:])
    widths = column_widths(made, 852, 20)
    assert sum(widths) == pytest.approx(852)
    assert all(width > 0 for width in widths)


def test_a_font_without_known_widths_is_told_once() -> None:
    foreign = replace(TITLE, levels=tuple(replace(level, font="Clinic Grotesk") for level in TITLE.levels))
    template = replace(TEMPLATE, layouts={"content": Layout("content", "content", {"title": foreign})})
    problems = fit_plan(deck("content", title="t"), template)[1]
    assert [(problem.code, problem.severity) for problem in problems] == [("font-unknown", "warning")]
    assert "“Clinic Grotesk”" in problems[0].message


def test_an_agenda_row_that_wraps_takes_its_height_from_the_others() -> None:
    rows = [(text(str(i)), text(f"Part {i}"), text("10 min")) for i in range(1, 7)]
    rows[1] = (text("2"), text(POINT + " and then again"), text("10 min"))
    fit = table_layout(Table(tuple(rows), "a", False, "agenda"), 852, 270)
    assert fit is not None
    assert fit.size_pt == 24
    assert sum(fit.row_heights) <= 270.01
    assert fit.row_heights[1] > fit.row_heights[0] > 36
