"""Packet and handout as plain text: which sections stand where, clock times, dates, and what may never be handed out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from tests.conftest import DECK, PRACTICE, ROOT, formats_of
from whp_deck.config.deck import Deck, load_deck
from whp_deck.errors import Problem
from whp_deck.plan import (
    BY_HAND,
    Checks,
    FacilitatorText,
    Form,
    Heading,
    NotePart,
    Notes,
    PacketSection,
    Paragraph,
    Picture,
    PocketCard,
    PrintedDocument,
    RoleCard,
    Run,
    ScriptSlide,
    SlidePlan,
    Table,
    Text,
    WritingLines,
)
from whp_deck.planner.documents import SessionDocuments, check_public, make_documents
from whp_deck.planner.packet import SECTIONS
from whp_deck.planner.packet.base import HandoutSection
from whp_deck.planner.papers import ON_HANDOUT
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]
FULL = (ROOT / "config/practice.yaml").read_text(encoding="utf-8").replace("logo: riverside.svg", "")
TOOLKIT = ROOT / "config/toolkits/warm-handoff-plus"
TOOLKITS = (TOOLKIT, ROOT / "config/toolkits/teach-back")
SHARED = ROOT / "config/words/packet.yaml"


def load(path: Path) -> Deck:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return deck


def printed(path: Path) -> list[SessionDocuments]:
    documents, problems = printed_with_problems(path)
    assert problems == []
    return documents


def printed_with_problems(path: Path) -> tuple[list[SessionDocuments], list[Problem]]:
    deck = load(path)
    return make_documents(deck, make_plan(deck)[0])


def ids(document: PrintedDocument) -> list[str]:
    return [section.id for section in document.sections]


def section_of(document: PrintedDocument, id: str) -> PacketSection:
    return next(section for section in document.sections if section.id == id)


def strings(value: object) -> Iterator[str]:
    """Every string of a block, wherever it stands, without the places in files."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name != "source":
                yield from strings(getattr(value, field.name))


def words_of(section: PacketSection) -> str:
    return "\n".join(strings((section.title, section.blocks))).replace("\u00a0", " ")


def run_sheet(document: PrintedDocument) -> list[str]:
    """The run sheet as `7:45 AM | 1–2 | Welcome | 1`."""
    table = next(block for block in section_of(document, "session-plan").blocks if isinstance(block, Table))
    return [" | ".join(cell.text for cell in row).replace("\u00a0", " ") for row in table.rows]


def test_the_sections_of_a_session_with_video_and_of_one_with_a_role_play() -> None:
    first, second, last = printed(ROOT / "decks/monday-huddle.yaml")
    assert ids(first.packet) == [
        "session-plan", "materials", "script", "if-the-video-fails", "objections", "commitment-slips", "sign-in/1",
        "sign-in/2", "confidence",
    ]  # fmt: skip
    assert ids(first.handout) == ["our-plan", "video-link", "pocket-cards"]
    assert ids(second.packet) == [
        "session-plan", "materials", "script", "prebrief", "rooming-refill/scenario-sheet",
        "rooming-refill/role-cards", "rooming-refill/facilitator-sheet", "rooming-refill/observer-form",
        "rooming-refill/debrief-sheet", "commitment-slips", "sign-in",
    ]  # fmt: skip
    assert ids(second.handout) == ["scenario-sheets", "video-link"]
    assert ids(last.packet)[-5:] == ["sign-in", "evaluation", "follow-up", "tally-sheet", "certificate"]
    assert (first.packet.file_stem, first.handout.file_stem) == ("monday-huddle-1-packet", "monday-huddle-1-handout")
    assert first.packet.title == "Facilitator packet: Monday huddle 1 of 3"


def test_what_would_be_the_same_in_each_session_is_printed_once_and_a_deck_may_say_otherwise(
    write_deck: WriteDeck,
) -> None:
    edits = "packet: {sections: {change: {certificate: {sessions: each}, tally-sheet: {sessions: first}}}}\n"
    sessions = [ids(one.packet) for one in printed(write_deck(DECK + edits))]
    assert [("certificate" in one, "tally-sheet" in one) for one in sessions] == [
        (True, True),
        (True, False),
        (True, False),
    ]
    alone = printed(write_deck(DECK.replace("huddle-15", "lunch-60")))
    once = {"objections", "confidence", "evaluation", "follow-up", "tally-sheet", "certificate"}
    assert once <= {*ids(alone[0].packet)}


def test_what_is_to_be_copied_is_in_the_same_packet() -> None:
    for one in printed(ROOT / "decks/monday-huddle.yaml"):
        copies = words_of(section_of(one.packet, "materials"))
        assert ("Evaluation form" in copies) == ("evaluation" in ids(one.packet))
        assert ("Confidence form" in copies) == ("confidence" in ids(one.packet))


def test_the_script_says_of_a_slide_added_in_powerpoint_that_it_has_no_notes(write_deck: WriteDeck) -> None:
    deck = load(write_deck())
    plan, _ = make_plan(deck)
    first = plan.sessions[0]
    title = Text((Paragraph((Run("Ours"),)),))
    spoken = Notes((NotePart("SAY", (Paragraph((Run("Look here"),)),)),))
    mine = [
        SlidePlan("by-hand-1", BY_HAND, "", {"title": title}, Notes(), 1),
        SlidePlan("by-hand-2", BY_HAND, "", {}, spoken, 1),
    ]
    added = dataclasses.replace(first, slides=(*first.slides[:2], *mine, *first.slides[2:]))
    documents, _ = make_documents(deck, dataclasses.replace(plan, sessions=(added, *plan.sessions[1:])))
    script = [block for block in section_of(documents[0].packet, "script").blocks if isinstance(block, ScriptSlide)]
    assert [block.title for block in script[2:4]] == ["Ours", "No title"], "an id is no word for people"
    said = [" ".join(strings(block.notes)) for block in script]
    assert "Slide 3 is yours, added in PowerPoint: it has no notes." in said[2]
    assert "Look here" in said[3]
    assert "is yours" not in "".join([*said[:2], *said[3:]])


def test_one_certificate_for_all_sessions_names_the_training_and_its_planned_minutes(write_deck: WriteDeck) -> None:
    last = words_of(section_of(printed(ROOT / "decks/monday-huddle.yaml")[-1].packet, "certificate"))
    assert ", sessions 1 to 3: 40 minutes of training, as planned." in last
    assert "Monday huddle 3 of 3" not in last
    each = "packet: {sections: {change: {certificate: {sessions: each}}}}\n"
    second = words_of(section_of(printed(write_deck(DECK + each))[1].packet, "certificate"))
    assert ", session 2 of 3: 13 minutes of training, as planned." in second


def test_a_certificate_says_the_subject_once_whatever_the_deck_is_called(write_deck: WriteDeck) -> None:
    named = DECK.replace("deck: Test deck", "deck: Warm Handoff Plus training")
    said = words_of(section_of(printed(write_deck(named))[-1].packet, "certificate"))
    assert said.count("Warm Handoff Plus") == 1


def notes_of(path: Path, id: str) -> list[str]:
    """The DO of that slide in each session."""
    plan, _ = make_plan(load(path))
    slides = [slide for session in plan.sessions for slide in session.slides if slide.id == id or slide.kind == id]
    do = [next((part for part in slide.notes.parts if part.label == "DO"), None) for slide in slides]
    return ["; ".join(paragraph.text for paragraph in part.paragraphs) if part else "" for part in do]


@pytest.mark.parametrize("toolkit", ["warm-handoff-plus", "teach-back"])
def test_the_script_says_when_each_printed_form_is_used(toolkit: str) -> None:
    shipped = {"warm-handoff-plus": "decks/monday-huddle.yaml", "teach-back": "tests/decks/teach-back/teach-back.yaml"}
    path = ROOT / shipped[toolkit]
    titles, closings = notes_of(path, "title"), notes_of(path, "closing")
    documents = printed(path)
    for title, closing, one in zip(titles, closings, documents, strict=True):
        made = {id.partition("/")[0] for id in ids(one.packet)}
        assert "sign-in sheet" in title
        assert ("confidence form" in title) == ("confidence" in made)
        assert ("commitment slips" in closing) == ("commitment-slips" in made)
        assert ("evaluation form" in closing) == ("evaluation" in made)
        assert "handout" in closing
    assert "confidence form" in titles[0]
    assert "evaluation form" in closings[-1]


def test_the_script_speaks_of_no_form_that_is_not_printed(write_deck: WriteDeck) -> None:
    removed = "packet: {sections: {remove: [sign-in, confidence, commitment-slips, evaluation]}}\n"
    for edits in (removed, "outputs: [deck]\n"):
        path = write_deck(DECK + edits)
        said = " ".join([*notes_of(path, "title"), *notes_of(path, "closing")])
        assert not re.search(r"\bforms?\b|sign-in|slip", said)
    assert "handout" not in said


def test_cards_are_handed_out_where_they_are_printed_and_taken_out_later(write_deck: WriteDeck) -> None:
    def cards(deck: str) -> str:
        return notes_of(write_deck(deck), "checklist-rooming")[0]

    assert "our first session" in cards(DECK)
    assert cards(DECK.replace("huddle-15", "lunch-60")) == "Give out the pocket cards now."
    assert cards(DECK + "outputs: [deck]\n") == ""


def test_the_next_meeting_is_told_while_people_are_there(write_deck: WriteDeck) -> None:
    path = write_deck(DECK)
    assert ["when you meet next" in do for do in notes_of(path, "closing")] == [True, True, False]
    plans = [words_of(section_of(one.packet, "session-plan")) for one in printed(path)]
    assert not any("meet next" in words for words in plans)


def test_the_plan_and_the_cards_are_printed_once(write_deck: WriteDeck) -> None:
    documents = printed(write_deck(DECK))
    for id in ("our-plan", "pocket-cards"):
        assert [id in ids(one.handout) for one in documents] == [True, False, False]
    again = "packet: {sections: {change: {our-plan: {sessions: each}}}}\n"
    assert ["our-plan" in ids(one.handout) for one in printed(write_deck(DECK + again))] == [True, True, True]


@pytest.mark.parametrize(
    ("review", "asked"),
    [
        ("{when: each Monday, who: decide later}", True),
        ("{when: each Monday, who: Ada}", False),
        ("{when: each Monday}", False),
        ("{who: decide later}", False),  # the question of when asks who leads, too
    ],
)
def test_the_handout_asks_who_calls_the_review_where_that_is_left_open(
    write_deck: WriteDeck, review: str, asked: bool
) -> None:
    documents = printed(write_deck(DECK, f"{PRACTICE}  review: {review}\n"))
    lines = [b.label for b in section_of(documents[0].handout, "our-plan").blocks if isinstance(b, WritingLines)]
    assert ("Who calls us together? To be decided" in lines) is asked


def test_only_sections_of_the_handout_are_known_as_such() -> None:
    assert tuple(kind.id for kind in SECTIONS if isinstance(kind, HandoutSection)) == ON_HANDOUT


def test_the_first_role_play_is_called_so_where_there_is_a_second(write_deck: WriteDeck) -> None:
    for deck, title in (
        (DECK, "Before the role play"),
        (DECK.replace("huddle-15", "lunch-60"), "Before the first role play"),
    ):
        found = {
            section_of(one.packet, "prebrief").title
            for one in printed(write_deck(deck))
            if "prebrief" in ids(one.packet)
        }
        assert found == {title}


@pytest.mark.parametrize(
    ("by", "cards", "says"), [("facilitator", 2, "You play the patient"), ("", 3, "A volunteer plays")]
)
def test_the_patient_has_a_card_only_when_somebody_else_plays(
    write_deck: WriteDeck, by: str, cards: int, says: str
) -> None:
    tree = yaml.safe_load((TOOLKIT / "scenarios/rooming-refill.yaml").read_text(encoding="utf-8"))
    tree["id"] = "ours"
    for role in tree["roles"]:
        if role["id"] == "patient":
            role["played_by"] = by
    path = write_deck(
        DECK + "role_plays: {use: [ours], add: [ours.yaml]}\n", ours=yaml.safe_dump(tree, sort_keys=False)
    )
    packet = next(one.packet for one in printed(path) if "ours/role-cards" in ids(one.packet))
    blocks = section_of(packet, "ours/role-cards").blocks
    assert len([block for block in blocks if isinstance(block, RoleCard)]) == cards
    assert says in words_of(section_of(packet, "ours/facilitator-sheet"))


def test_one_thing_that_is_counted_is_not_the_first_one(write_deck: WriteDeck) -> None:
    measures = "  measures: [{id: done, what: Handoffs done warm}%s]\n"
    for more, counted in (
        ("", "little work as we can: Handoffs done warm."),
        (", {id: calls, what: Calls back}", "The first one: Handoffs"),
    ):
        plan, _ = make_plan(load(write_deck(DECK, practice=PRACTICE + measures % more)))
        said = [slide.notes.text for session in plan.sessions for slide in session.slides if slide.kind == "measures"]
        assert counted in said[0].replace("\n", " ")


def test_a_practices_own_words_begin_a_cell_with_a_capital(write_deck: WriteDeck) -> None:
    decisions = """\
  patients: all of them I guess
  exceptions: eConsult days
  interpreters: "**by** phone"
  start: {date: 2027-03-01, how: one a day}
  barriers: [{barrier: staff thinks it is slow, answer: we start small}]
  measures: [{id: done, what: handoffs done warm, baseline: none, target: 5 a day}]
"""
    plan, _ = make_plan(load(write_deck(DECK.replace("huddle-15", "lunch-60"), practice=PRACTICE + decisions)))
    shown = "\n".join("\n".join(strings(tuple(slide.slots.values()))) for slide in plan.sessions[0].slides)
    for begins in (
        "All of them I guess", "eConsult days", "By", "One a day", "Staff thinks it is slow", "We start small",
        "Handoffs done warm", "None", "5 a day",
    ):  # fmt: skip
        assert begins in shown.splitlines(), begins
    said = " ".join(slide.notes.text for slide in plan.sessions[0].slides)
    assert "Here is our rule: all of them I guess" in said


def test_only_what_is_for_one_reader_shares_a_page() -> None:
    """Handouts, cards to cut and facilitator-only sheets begin pages of their own."""
    joined = {
        section.id
        for one in printed(ROOT / "decks/lunch-and-learn.yaml")
        for document in (one.packet, one.handout)
        for section in document.sections
        if not section.new_page
    }
    assert joined == {"prebrief", "scenario-sheets", "video-link"}


def test_every_section_has_words_and_all_words_belong_to_a_section() -> None:
    """What every toolkit says stands in the shared file, in the order of print; a toolkit adds to it by id."""
    known = [section.id for section in SECTIONS]
    shared = yaml.safe_load(SHARED.read_text(encoding="utf-8"))
    assert [entry["id"] for entry in shared] == [id for id in known if id != "if-the-video-fails"]
    assert all(entry["title"] for entry in shared)
    for toolkit in TOOLKITS:
        own = yaml.safe_load((toolkit / "packet.yaml").read_text(encoding="utf-8"))
        assert {entry["id"] for entry in own} <= set(known)
        assert next(entry for entry in own if entry["id"] == "if-the-video-fails")["title"]


@pytest.mark.parametrize("format", formats_of("warm-handoff-plus"))
@pytest.mark.parametrize("practice", [PRACTICE, FULL], ids=["minimal", "full"])
def test_every_format_prints_without_a_problem(write_deck: WriteDeck, format: str, practice: str) -> None:
    for documents in printed(write_deck(DECK.replace("huddle-15", format), practice)):
        for document in (documents.packet, documents.handout):
            assert len(set(ids(document))) == len(document.sections)
            for section in document.sections:
                assert section.title
                assert section.blocks
                assert "{{" not in words_of(section)
                assert "{%" not in words_of(section)
                assert section.source is not None


def test_clock_times_across_a_session() -> None:
    document = printed(ROOT / "decks/monday-huddle.yaml")[1].packet
    assert run_sheet(document) == [
        "Time | Slides | What | Min",
        "7:45 AM | 1–3 | Welcome | 1½",
        "7:46 AM | 4–5 | Try it out | 2",
        "7:48 AM | 6 | Mrs. Fernbrook needs a refill | 1",
        "7:49 AM | 7 | Your turn: Mrs. Fernbrook needs a refill | 2",
        "7:51 AM | 8 | What did we see? Mrs. Fernbrook needs a refill | 6",
        "7:57 AM | 9 | One thing to try | 1",
        "7:58 AM |  | End | ",
    ]
    script = [block for block in section_of(document, "script").blocks if isinstance(block, ScriptSlide)]
    assert [slide.number for slide in script] == list(range(1, 10))
    assert script[6].clock.replace("\u00a0", " ") == "7:49 AM"
    assert "for this slide" not in words_of(section_of(document, "script"))
    assert "Continues" not in words_of(section_of(document, "script"))


def test_a_session_that_is_held_twice_says_both_dates() -> None:
    document = printed(ROOT / "decks/monday-huddle.yaml")[0].packet
    plan = words_of(section_of(document, "session-plan"))
    assert "Monday, November 30, 7:45 AM, Break room" in plan
    assert "Tuesday, December 1, 7:45 AM, Break room" in plan
    assert "November 30" in words_of(section_of(document, "sign-in/1"))
    assert "December 1" in words_of(section_of(document, "sign-in/2"))


def test_two_starts_have_a_column_each_and_three_count_minutes(write_deck: WriteDeck) -> None:
    meetings = "meetings:\n  - {date: 2026-11-30, start: 23:50}\n  - {date: 2026-12-01, start: 11:58}\n"
    sheet = run_sheet(printed(write_deck(DECK + meetings))[0].packet)
    assert sheet[0].startswith("November 30 | December 1 | Slides")
    assert sheet[1].startswith("11:50 PM | 11:58 AM | 1–2")
    assert sheet[-1].startswith("12:03 AM | 12:11 PM | ")
    third = "  - {session: 1, date: 2026-12-02, start: 8:00}\n"
    sheet = run_sheet(printed(write_deck(DECK + meetings + third))[0].packet)
    assert sheet[1].startswith("+0 | 1–2")


def test_without_a_start_minutes_are_counted_and_the_time_can_be_written_in(write_deck: WriteDeck) -> None:
    document = printed(write_deck())[0].packet
    assert run_sheet(document)[:3] == [
        "Minute | Slides | What | Min",
        "+0 | 1–2 | Welcome | 1",
        "+1 | 3–4 | What it is, and why | 2",
    ]


@pytest.mark.parametrize(
    ("meeting", "open_part"),
    [("{date: 2026-11-30}", "Time,"), ("{start: 7:45 AM}", "Day,"), ("{place: Break room}", "Day and time,")],
)
def test_what_is_open_of_a_meeting_can_be_written_in(write_deck: WriteDeck, meeting: str, open_part: str) -> None:
    document = printed(write_deck(DECK + f"meetings:\n  - {meeting}\n"))[0].packet
    lines = [one.label for one in section_of(document, "session-plan").blocks if isinstance(one, WritingLines)]
    assert [label.partition(" still")[0] for label in lines] == [open_part]


def test_a_date_alone_counts_minutes_too(write_deck: WriteDeck) -> None:
    document = printed(write_deck(DECK + "meetings:\n  - {date: 2026-11-30}\n"))[0].packet
    assert run_sheet(document)[0].startswith("Minute")
    assert "Monday, November 30" in words_of(section_of(document, "session-plan"))


def test_hidden_slides_are_marked_and_take_no_time(write_deck: WriteDeck) -> None:
    deck = DECK + "slides: {hide: [what-is-whp]}\nmeetings: [{start: 8:00}]\n"
    document = printed(write_deck(deck))[0].packet
    script = {s.id: s for s in section_of(document, "script").blocks if isinstance(s, ScriptSlide)}
    assert script["what-is-whp"].hidden
    assert script["what-is-whp"].number == 3
    assert script["one-picture"].clock == script["what-is-whp"].clock


def test_tips_stand_in_the_script_and_nowhere_else(write_deck: WriteDeck) -> None:
    deck = DECK + "slides: {change: {what-is-whp: {packet: {tip: 'Ask {{ practice.name }} first'}}}}\n"
    documents = printed(write_deck(deck))[0]
    script = {s.id: s for s in section_of(documents.packet, "script").blocks if isinstance(s, ScriptSlide)}
    tip = script["what-is-whp"].tip
    assert isinstance(tip, FacilitatorText)
    assert tip.text == "Ask Hilltop Clinic first"
    assert not any("Hilltop Clinic first" in words_of(s) for s in documents.packet.sections if s.id != "script")


# ---------------------------------------------------------------- dates


def test_follow_up_dates_cross_the_end_of_a_year(write_deck: WriteDeck) -> None:
    practice = PRACTICE + "  start: {date: 2026-12-07}\n  review: {date: 2027-01-04, who: Ada}\n"
    form = forms(printed(write_deck(practice=practice))[-1].packet, "follow-up")[0]
    assert [row[0].replace("\u00a0", " ") for row in form.rows] == [
        "The first day: December 7, 2026",
        "First review: January 4, 2027",
        "By day 30: January 6, 2027",
        "By day 60: February 5, 2027",
        "By day 90: March 8, 2027",  # the 7th is a Sunday
    ]
    assert {row[2] for row in form.rows} == {"Ada"}
    # a weekend that is theirs stays
    practice = PRACTICE + "  start: {date: 2026-12-05}\n  review: {date: 2027-01-03}\n"
    form = forms(printed(write_deck(practice=practice))[-1].packet, "follow-up")[0]
    assert [row[0].rpartition(": ")[2].replace("\u00a0", " ") for row in form.rows][:3] == [
        "December 5, 2026",
        "January 3, 2027",
        "January 4, 2027",
    ]
    form = forms(printed(write_deck(practice=PRACTICE + "  start: {date: 9999-12-31}\n"))[-1].packet, "follow-up")[0]
    assert form.rows[-1][0] == "By day 90: To be decided"


def test_handoffs_that_begin_later_stand_in_the_follow_up_plan() -> None:
    form = forms(printed(ROOT / "decks/monday-huddle.yaml")[-1].packet, "follow-up")[0]
    later = [row for row in form.rows if row[0].startswith("One more begins")]
    assert [row[1] for row in later] == [
        "Clinician to medical assistant, after the exam",
        "Clinician to pharmacist, when medicines change",
        "Clinician to nurse, with a new diabetes plan",
    ]


def test_a_day_that_is_over_when_the_session_is_held_is_none_to_put_in_a_calendar(write_deck: WriteDeck) -> None:
    def days(*held: str) -> list[str]:
        meetings = "meetings:\n" + "".join(f"  - {{session: 3, date: {day}}}\n" for day in held)
        practice = PRACTICE + "  start: {date: 2026-12-07}\n  review: {date: 2026-12-10}\n"
        form = forms(printed(write_deck(DECK + meetings, practice))[-1].packet, "follow-up")[0]
        return [row[0].partition(":")[0] for row in form.rows]

    rest = ["By day 30", "By day 60", "By day 90"]
    assert days("2026-12-07") == ["The first day", "First review", *rest]
    assert days("2026-12-08") == ["First review", *rest]
    assert days("2026-12-14") == rest
    assert days("2026-12-07", "2026-12-14") == ["The first day", "First review", *rest]


@pytest.mark.parametrize("deck", ["decks/monday-huddle.yaml", "tests/decks/teach-back/teach-back.yaml"])
def test_a_part_of_the_training_is_a_session_wherever_it_is_named(deck: str) -> None:
    """A meeting is a day on which one is held: “meeting 2” would be the repeat of session 1, or session 2."""
    plan, _ = make_plan(load(ROOT / deck))
    said = [slide.notes.text for session in plan.sessions for slide in session.slides]
    said += [words_of(one) for each in printed(ROOT / deck) for one in (*each.packet.sections, *each.handout.sections)]
    assert any(re.search(r"session 2 of 3", text.replace("\u00a0", " ")) for text in said)
    assert [
        text for text in said if re.search(r"meetings? \d|(first|last|next) meeting|our \d meetings", text, re.I)
    ] == []


def test_a_session_that_is_held_twice_has_both_its_dates_on_the_plan() -> None:
    first, second, _ = (
        words_of(section_of(one.packet, "session-plan")) for one in printed(ROOT / "decks/monday-huddle.yaml")
    )
    assert re.search(r"First held:\s+Monday, November 30", first)
    assert re.search(r"Held again:\s+Tuesday, December 1", first)
    assert "held" not in second


def forms(document: PrintedDocument, id: str) -> list[Form]:
    return [block for block in section_of(document, id).blocks if isinstance(block, Form)]


def test_what_is_open_has_a_line_to_write_on(write_deck: WriteDeck) -> None:
    first, *_, last = printed(write_deck())
    for document, id in (
        (last.packet, "follow-up"),
        (first.packet, "objections"),
        (last.packet, "tally-sheet"),
        (first.handout, "our-plan"),
    ):
        section = section_of(document, id)
        assert "To be decided" in words_of(section), id
        assert any(isinstance(block, WritingLines) for block in section.blocks), id


def test_a_barrier_without_an_answer_has_a_line(write_deck: WriteDeck) -> None:
    practice = PRACTICE + "  barriers: [{barrier: the door sticks}, {barrier: Noise, answer: Close it}]\n"
    blocks = section_of(printed(write_deck(practice=practice))[0].packet, "objections").blocks
    at = blocks.index(Heading("The door sticks", 3))
    assert isinstance(blocks[at + 2], WritingLines)
    assert "Close it" in [block.text for block in blocks if isinstance(block, Text)]


# ---------------------------------------------------------------- copies and meetings


def test_copies_are_counted_when_the_number_of_people_is_known(write_deck: WriteDeck) -> None:
    meetings = "meetings:\n  - {session: 2, people: 7}\n  - {session: 2, people: 5}\n"
    _, second, _ = printed(write_deck(DECK + meetings))
    materials = words_of(section_of(second.packet, "materials"))
    assert "Handout: 12 copies" in materials
    assert "Observer form, for each role play: 8 copies" in materials
    assert forms(second.packet, "sign-in/1")[0].blank_rows == 10
    materials = words_of(section_of(printed(write_deck(DECK))[1].packet, "materials"))
    assert "Handout: one for each person" in materials


def test_an_online_meeting_has_a_technical_check_of_its_own(write_deck: WriteDeck) -> None:
    def headings(meetings: str) -> list[str]:
        section = section_of(printed(write_deck(DECK + meetings))[0].packet, "materials")
        return [block.text for block in section.blocks if isinstance(block, Heading)]

    online = "Technical check for an online meeting"
    assert online not in headings("meetings: [{place: Break room}]\n")
    assert headings("meetings: [{join: https://example.org/x}]\n") == ["What to print", online]
    assert headings("meetings: [{place: Online}, {place: Break room}]\n")[-1] == online
    assert "The room" in headings("meetings: [{place: Online}, {place: Break room}]\n")
    assert "https://example.org/x" in "".join(
        words_of(s)
        for s in printed(write_deck(DECK + "meetings: [{join: https://example.org/x}]\n"))[0].packet.sections
    )


def test_the_second_facilitator_leads_the_debrief(write_deck: WriteDeck) -> None:
    people = "  facilitators: [{name: Ada}, {name: Ben}]\ndecisions"
    _, second, _ = printed(write_deck(practice=PRACTICE.replace("decisions", people, 1)))
    assert "Ben leads this talk" in words_of(section_of(second.packet, "rooming-refill/debrief-sheet"))
    assert "Ben, who leads the talk after each role play" in words_of(section_of(second.packet, "session-plan"))
    _, second, _ = printed(write_deck())
    assert "If a colleague can lead" in words_of(section_of(second.packet, "rooming-refill/debrief-sheet"))


# ---------------------------------------------------------------- role plays


def test_the_observer_form_is_made_from_behaviors_and_checklist(write_deck: WriteDeck) -> None:
    scene, rest = forms(printed(write_deck(practice=FULL))[1].packet, "rooming-refill/observer-form")
    assert scene.rows[2][0] == "Says each medicine by name"
    assert [row[0] for row in rest.rows] == [
        "Giver: Why the patient is here today",
        "Patient: Can see and hear both of you",
        "Patient: Adds, corrects, or says “that is right”",
        "Receiver: Faces the patient and listens, hands still",
        "Receiver: Puts the change in the record now",
    ]


def test_no_role_play_no_sheets(write_deck: WriteDeck) -> None:
    for documents in printed(write_deck(DECK + "role_plays: {use: []}\n")):
        assert "prebrief" not in ids(documents.packet)
        assert not any("/" in id for id in ids(documents.packet))
        assert "scenario-sheets" not in ids(documents.handout)
        assert not any(section.facilitator_only for section in documents.packet.sections)


def test_twelve_role_plays_and_forty_handoffs(write_deck: WriteDeck) -> None:
    own = (TOOLKIT / "scenarios/rooming-refill.yaml").read_text(encoding="utf-8")
    scenes = {f"scene{n}": own.replace("id: rooming-refill", f"id: scene-{n}", 1) for n in range(1, 13)}
    names = ", ".join(f"scene-{n}" for n in range(1, 13))
    files = ", ".join(f"{name}.yaml" for name in scenes)
    deck = DECK.replace("huddle-15", "{minutes: 240}") + f"role_plays: {{use: [{names}], add: [{files}]}}\n"
    handoff = "    - {giver: ma, receiver: clinician, when: moment %d, checklist: rooming-to-clinician}\n"
    practice = PRACTICE + "".join(handoff % number for number in range(2, 41))
    documents = printed(write_deck(deck, practice, **scenes))
    sheets = [id for d in documents for id in ids(d.packet) if id.endswith("/facilitator-sheet")]
    assert sheets == [f"scene-{n}/facilitator-sheet" for n in range(1, 13)]
    cards = [b for b in section_of(documents[0].handout, "pocket-cards").blocks if isinstance(b, PocketCard)]
    assert len(cards) == 40
    table = next(b for b in section_of(documents[0].handout, "our-plan").blocks if isinstance(b, Table))
    assert len(table.rows) == 41
    assert sum(isinstance(b, WritingLines) for b in section_of(documents[0].handout, "our-plan").blocks) < 15
    titles = [section.title for d in documents for section in d.packet.sections if "scenario-sheet" in section.id]
    assert titles[-1] == "Role play 12: Mrs. Fernbrook needs a refill"


# ---------------------------------------------------------------- what nobody else may read

CANARIES = {
    "roles.giver.card": "canary-giver",
    "roles.patient.card": "canary-patient",
    "roles.receiver.card": "canary-receiver",
    "about": "canary-about",
    "say": "canary-say",
    "volunteer_when": "canary-volunteer",
    "watch_for": "canary-watch",
    "tip": "canary-tip",
}


def with_canaries(write_deck: WriteDeck) -> SessionDocuments:
    tree = yaml.safe_load((TOOLKIT / "scenarios/rooming-refill.yaml").read_text(encoding="utf-8"))
    tree["id"] = "ours"
    for role in tree["roles"]:
        role["card"] = f"Say {CANARIES['roles.' + role['id'] + '.card']} now."
    tree["facilitator_only"] = {
        "if_asked": [{"about": CANARIES["about"], "say": CANARIES["say"]}],
        "volunteer_when": [CANARIES["volunteer_when"]],
        "watch_for": CANARIES["watch_for"],
    }
    deck = DECK + (
        "role_plays: {use: [ours], add: [ours.yaml]}\n"
        f"slides: {{change: {{prebrief: {{packet: {{tip: {CANARIES['tip']}}}}}}}}}\n"
    )
    path = write_deck(deck, ours=yaml.safe_dump(tree, sort_keys=False))
    return next(d for d in printed(path) if any(id.startswith("ours/") for id in ids(d.packet)))


def test_each_facilitator_only_field_reaches_the_packet_and_never_the_handout(write_deck: WriteDeck) -> None:
    documents = with_canaries(write_deck)
    packet = {section.id: words_of(section) for section in documents.packet.sections}
    found = {field: [id for id, words in packet.items() if canary in words] for field, canary in CANARIES.items()}
    assert found == {
        "roles.giver.card": ["ours/role-cards"],
        "roles.patient.card": ["ours/facilitator-sheet"],
        "roles.receiver.card": ["ours/role-cards"],
        "about": ["ours/facilitator-sheet"],
        "say": ["ours/facilitator-sheet"],
        "volunteer_when": ["ours/facilitator-sheet"],
        "watch_for": ["ours/facilitator-sheet"],
        "tip": ["script"],
    }
    handout = "\n".join(words_of(section) for section in documents.handout.sections)
    assert "scenario-sheets" in ids(documents.handout)
    assert "canary" not in handout


def test_facilitator_only_words_stand_in_blocks_of_that_type_alone(write_deck: WriteDeck) -> None:
    for section in with_canaries(write_deck).packet.sections:
        assert section.facilitator_only == section.id.endswith("/facilitator-sheet")
        assert section.new_page or not section.facilitator_only
        for block in section.blocks:
            match block:
                case FacilitatorText() | RoleCard():
                    pass
                case ScriptSlide():
                    assert "canary" not in "".join(strings((block.title, block.notes.parts)))
                case _:
                    assert "canary" not in "".join(strings(block))


@pytest.mark.parametrize(
    "section",
    [
        PacketSection("x", "X", (FacilitatorText(()),)),
        PacketSection("x", "X", (Checks((FacilitatorText(()),)),)),
        PacketSection("x", "X", (RoleCard("s", "r", "h", FacilitatorText(())),)),
        PacketSection("x", "X", (), facilitator_only=True),
    ],
)
def test_a_handout_section_for_facilitators_stops_us(section: PacketSection) -> None:
    with pytest.raises(TypeError, match="handout"):
        check_public(section)


# ---------------------------------------------------------------- the rest


def test_the_handout_has_the_address_to_type_and_to_scan() -> None:
    blocks = section_of(printed(ROOT / "decks/monday-huddle.yaml")[2].handout, "video-link").blocks
    code = next(block for block in blocks if isinstance(block, Picture))
    assert code.drawing == "qr"
    assert code.address.startswith("https://")


@pytest.mark.parametrize(
    ("video", "says"),
    [
        ("{minutes: 3}", "address. Length: Under 5 minutes."),
        ("{minutes: 3, running_time: 4 min 10 s}", "address. Length: 4 min 10 s."),
        ("{mode: online, address: 'https://youtu.be/dQw4w9WgXcQ', minutes: 3}", "address."),
    ],
)
def test_the_handout_tells_the_film_s_length_and_not_the_slide_s_minutes(
    write_deck: WriteDeck, video: str, says: str
) -> None:
    link = section_of(printed(write_deck(DECK + f"video: {video}\n"))[0].handout, "video-link")
    assert link.blocks[0].text.replace("\u00a0", " ") == f"Scan the code, or type the {says}"  # type: ignore[union-attr]


def test_a_meeting_with_nothing_new_to_hand_out_has_no_handout_and_no_cue(write_deck: WriteDeck) -> None:
    of_minutes = DECK.replace("huddle-15", "{minutes: 20}")
    first, second, _, fourth, *_ = printed(write_deck(of_minutes))
    assert ids(first.handout) == ["our-plan", "video-link", "pocket-cards"]
    assert ids(second.handout) == []  # its video's code is in everybody's hands, and on the slide
    assert ids(fourth.handout) == ["scenario-sheets", "video-link"]
    cues = [words_of(section_of(one.packet, "script")) for one in (first, second, fourth)]
    assert ["Give out the handout" in words for words in cues] == [True, False, True]
    assert "Give out the commitment slips" in cues[1]
    assert "Handout:" not in words_of(section_of(second.packet, "materials"))
    ours = (
        "packet: {sections: {add: [{id: rules, after: our-plan, title: Our rules, body: Be kind., sessions: each}]}}\n"
    )
    assert ids(printed(write_deck(of_minutes + ours))[1].handout) == ["rules", "video-link"]


def test_without_a_video_nothing_speaks_of_it(write_deck: WriteDeck) -> None:
    for documents in printed(write_deck(DECK + "video: {mode: none}\n")):
        assert "if-the-video-fails" not in ids(documents.packet)
        assert "video-link" not in ids(documents.handout)
        assert "video" not in words_of(section_of(documents.packet, "materials"))


@pytest.mark.parametrize("what", ["patient", "instructions", "information"])
def test_the_reading_is_of_the_first_handoff_and_takes_two_minutes(write_deck: WriteDeck, what: str) -> None:
    practice = PRACTICE.replace("when: after rooming", f"when: at the door, where: in the hall, what: {what}")
    section = section_of(printed(write_deck(practice=practice))[0].packet, "if-the-video-fails")
    words = words_of(section)
    assert "our own first handoff, at the door" in words
    assert "at the door (in the hall)" in words
    assert "giver (medical assistant)" in words
    first = section.blocks.index(Heading("Read aloud")) + 1
    last = section.blocks.index(Heading("Then ask"))
    spoken = " ".join(block.text for block in section.blocks[first:last] if isinstance(block, Text))
    assert 170 <= len(spoken.split()) <= 290


OTHERS = PRACTICE.replace(
    "{giver: ma, receiver: clinician, when: after rooming}", "{giver: nurse, receiver: educator, when: at noon}"
)


def pocket_cards_of(path: Path) -> dict[str, list[str]]:
    """The giver's lines of each pocket card, by its title."""
    blocks = section_of(printed(path)[0].handout, "pocket-cards").blocks
    return {card.title: [line.text for line in card.groups[0][1]] for card in blocks if isinstance(card, PocketCard)}


def lists_on_slides(path: Path) -> list[list[str]]:
    """The lines of each checklist slide, in order."""
    slides = (slide for session in make_plan(load(path))[0].sessions for slide in session.shown)
    found = (slide.slots["items"] for slide in slides if "items" in slide.slots and slide.layout == "checklist")
    return [items.text.split("\n") for items in found if isinstance(items, Text)]


def test_a_handoff_without_a_checklist_has_that_of_its_role_play(write_deck: WriteDeck) -> None:
    deck = DECK.replace("huddle-15", "once-20")
    path = write_deck(deck)
    assert list(pocket_cards_of(path).values()) == lists_on_slides(path)
    assert list(pocket_cards_of(path)) == ["After rooming: medical assistant to clinician"]
    # whoever hands off after rooming plays it, whatever the title; and a handoff of that id, whoever does it
    for handoff in (
        "{giver: triage nurse, receiver: clinician, when: after rooming}",
        "{id: rooming, giver: a, receiver: b, when: at noon}",
    ):
        own = PRACTICE.replace("{giver: ma, receiver: clinician, when: after rooming}", handoff)
        path = write_deck(deck, own)
        documents, _ = printed_with_problems(path)
        cards = [
            card for card in section_of(documents[0].handout, "pocket-cards").blocks if isinstance(card, PocketCard)
        ]
        assert [[line.text for line in card.groups[0][1]] for card in cards] == lists_on_slides(path)


def test_a_handoff_that_nobody_plays_gets_the_four_steps(write_deck: WriteDeck) -> None:
    path = write_deck(DECK + "slides: {remove: [checklist-rooming]}\n", OTHERS)
    blocks = section_of(printed(path)[0].handout, "pocket-cards").blocks
    (card,) = (block for block in blocks if isinstance(block, PocketCard))
    assert card.title == "At noon: nurse to diabetes educator"
    assert [who for who, _ in card.groups] == ["Nurse", "Patient", "Diabetes educator"]
    assert card.groups[0][1][0].text == "Same room, all three of us"


def test_a_list_that_a_slide_tells_people_to_read_from_is_on_a_card(write_deck: WriteDeck) -> None:
    for format in ("once-20", "huddle-15", "workshop-90"):
        path = write_deck(DECK.replace("huddle-15", format), OTHERS)
        cards, shown = pocket_cards_of(path), lists_on_slides(path)
        assert shown
        assert cards["At noon: nurse to diabetes educator"][0] == "Same room, all three of us"
        assert list(cards.values())[1:] == shown
        assert list(cards)[1] == "What to say before the exam"


def test_each_list_on_a_slide_is_on_a_card_of_a_moment_too(write_deck: WriteDeck) -> None:
    practice = "practice: {name: Hilltop Clinic}\ndecisions: {moments: [{who: nurse, when: with a new medicine}]}\n"
    path = write_deck(DECK.replace("huddle-15", "workshop-90") + "toolkit: teach-back\n", practice)
    shown = lists_on_slides(path)
    assert len(shown) == 3
    assert all(lines in pocket_cards_of(path).values() for lines in shown)


def test_the_certificate_claims_no_credit() -> None:
    words = words_of(section_of(printed(ROOT / "decks/monday-huddle.yaml")[-1].packet, "certificate"))
    assert not re.search(r"\b(CME|CEU|accredited)\b", words)
    assert "no credit" in words


def test_inserted_values_are_printed_as_they_are(write_deck: WriteDeck) -> None:
    documents = printed(write_deck(practice=PRACTICE.replace("Hilltop Clinic", "A*B *Clinic* & <Sons>")))[-1]
    assert "A*B *Clinic* & <Sons>" in words_of(section_of(documents.packet, "certificate"))


def test_words_are_plain_enough_for_everybody() -> None:
    entries = [
        entry
        for path in (SHARED, *(toolkit / "packet.yaml" for toolkit in TOOLKITS))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    for entry in entries:
        texts = [entry.get("body", ""), *entry.get("words", {}).values()]
        texts += [line for lines in entry.get("lists", {}).values() for line in lines]
        texts += [item.get("text", "") for item in entry.get("items", ())]
        plain = " ".join(re.sub(r"{[{%].*?[%}]}|\*\*", " ", text).strip() + "." for text in texts)
        if len(plain.split()) > 40:
            assert grade(plain) <= 8, entry["id"]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade. Syllables are counted by groups of vowels: textstat would fetch a dictionary."""
    words = re.findall(r"[A-Za-z’]+", text)
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e[ds]?$", "", word.lower())))) for word in words
    )
    return 0.39 * len(words) / max(1, len(re.findall(r"[.!?…:]+", text))) + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize(("minutes", "words"), [(2.5, "½ minute is spare"), (2, "1 minute is spare"), (1.5, "1½ minutes are spare")])  # fmt: skip
def test_what_is_spare_is_told_in_the_right_number(write_deck: WriteDeck, minutes: float, words: str) -> None:
    edits = f"slides: {{change: {{what-is-whp: {{minutes: {minutes}}}}}}}\n"
    assert words in repr(printed(write_deck(DECK + edits))[0].packet).replace("\\xa0", " ")


PAPERS_NAMED = {
    "tally-sheet": "tally sheet",
    "confidence": "confidence form",
    "evaluation": "evaluation form",
    "commitment-slips": "commitment slip",
    "sign-in": "sign-in sheet",
    "role-cards": r"role cards|\bcards? (to|for)|’s cards|a card\b|one card|your card\b",
    "observer-form": "observer form",
    "facilitator-sheet": "facilitator-only sheet|facilitator’s sheet",
    "if-the-video-fails": "reading in this packet|the packet’s page",
    "pocket-cards": "pocket card",
    "materials": "next page",
    "script": "read the script",
}


@pytest.mark.parametrize("toolkit", ["warm-handoff-plus", "teach-back"])
def test_no_page_speaks_of_a_section_that_was_taken_out(write_deck: WriteDeck, toolkit: str) -> None:
    """Each section's own name is on the pages while it is printed, so that this cannot pass for want of words."""
    deck = f"{DECK.replace('huddle-15', 'lunch-60')}toolkit: {toolkit}\n"

    def words(deck: str) -> str:
        (only,) = printed(write_deck(deck))
        sections = (*only.packet.sections, *only.handout.sections)
        return "\n".join(s for one in sections for block in one.blocks for s in strings(block))

    whole = words(deck)
    bare = words(f"{deck}packet: {{sections: {{remove: [{', '.join(PAPERS_NAMED)}]}}}}\n")
    for id, name in PAPERS_NAMED.items():
        if id != "if-the-video-fails" or toolkit == "warm-handoff-plus":
            assert re.search(name, whole, re.IGNORECASE), f"{id}: nothing speaks of it"
        assert not (found := re.search(f".*({name}).*", bare, re.IGNORECASE)), found and found[0]


# ---------------------------------------------------------------- the session on one page


def plan_section(write_deck: WriteDeck, deck: str) -> PacketSection:
    return section_of(printed(write_deck(deck))[0].packet, "session-plan")


def test_what_is_still_open_of_a_meeting_is_said_once(write_deck: WriteDeck) -> None:
    def lines(meetings: str) -> list[str]:
        section = plan_section(write_deck, DECK + meetings)
        found = [block for block in section.blocks if isinstance(block, Text | WritingLines)]
        return [block.label if isinstance(block, WritingLines) else block.text for block in found][1:-1]

    assert lines("") == ["When and where: To be decided", "Minutes: 15"]
    assert lines("meetings: [{session: 1}]\n") == ["When and where: To be decided", "Minutes: 15"]
    place = lines("meetings: [{session: 1, place: Break room}]\n")
    assert place == ["When and where: Break room", "Day and time, still to be decided:", "Minutes: 15"]


def test_what_is_called_a_page_may_not_be_longer(write_deck: WriteDeck) -> None:
    section = plan_section(write_deck, DECK.replace("huddle-15", "workshop-90"))
    assert (section.title, section.one_page) == ("The session on one page", True)
    own = (TOOLKIT / "scenarios/rooming-refill.yaml").read_text(encoding="utf-8")
    scenes = {f"scene{n}": own.replace("id: rooming-refill", f"id: scene-{n}", 1) for n in range(1, 9)}
    files, names = ", ".join(f"{name}.yaml" for name in scenes), ", ".join(f"scene-{n}" for n in range(1, 9))
    long = (
        DECK.replace("huddle-15", "{minutes: 240, sessions: 1}") + f"role_plays: {{use: [{names}], add: [{files}]}}\n"
    )
    section = section_of(printed(write_deck(long, **scenes))[0].packet, "session-plan")
    assert (section.title, section.one_page) == ("The session at a glance", False)
    words = "\n".join(block.text for block in section.blocks if isinstance(block, Text))
    assert "these pages" in words
    assert "this page" not in words
