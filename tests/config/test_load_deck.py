"""Decks as people write them: layers, edits, and every problem in one run with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE, ROOT
from whp_deck.config.deck import Deck, load_deck, load_parts
from whp_deck.errors import Problem
from whp_deck.planner.open_decisions import open_decisions
from whp_deck.resources import shipped
from whp_deck.slides.role_play import RolePlaySlides

WriteDeck = Callable[..., Path]


def load(path: Path) -> Deck:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return deck


def problems_of(path: Path) -> list[Problem]:
    deck, problems = load_deck(path)
    assert deck is None
    return problems


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("name", ["monday-huddle", "staff-meeting", "lunch-and-learn"])
def test_shipped_decks_load_without_a_problem(name: str) -> None:
    deck, problems = load_deck(ROOT / "decks" / f"{name}.yaml")
    assert problems == []
    assert deck is not None


def test_a_name_and_one_handoff_are_enough(write_deck: WriteDeck) -> None:
    deck = load(write_deck())
    assert deck.practice.name == "Hilltop Clinic"
    assert deck.decisions.patients is None
    assert len(deck.role_plays) == 3


def test_all_problems_come_in_one_run_with_their_lines(write_deck: WriteDeck) -> None:
    path = write_deck(
        DECK + "meetings:\n  - {session: 9, date: tomorrow}\nslides:\n  remove: [what-is-wph]\n  colour: red\n",
        "practice:\n  nam: Hilltop\ndecisions:\n  handoffs:\n    - {giver: ma}\n",
    )
    found = {(p.code, Path(p.source.file).name, p.source.line) for p in problems_of(path) if p.source}
    assert ("key-missing", "practice.yaml", 2) in found
    assert ("key-unknown", "practice.yaml", 2) in found
    assert ("key-missing", "practice.yaml", 5) in found
    assert ("value-invalid", "deck.yaml", 5) in found
    assert ("key-unknown", "deck.yaml", 8) in found


def test_an_unknown_slide_is_offered_the_nearest_spelling(write_deck: WriteDeck) -> None:
    problem = problems_of(write_deck(DECK + "slides:\n  change:\n    what-is-wph:\n      title: Ours\n"))[0]
    assert problem.code == "slide-unknown"
    assert "did you mean `what-is-whp`?" in problem.hint
    assert problem.source is not None
    assert problem.source.line in (6, 7)


def test_change_is_laid_over_the_toolkit_and_keeps_its_place(write_deck: WriteDeck) -> None:
    deck = load(write_deck(DECK + "slides:\n  change:\n    what-is-whp:\n      title: Ours\n"))
    entry = deck.entries["what-is-whp"]
    assert entry.title == "Ours"
    assert str(entry.place_of("title")).endswith("deck.yaml:7")
    assert "slides.yaml" in str(entry.place_of("kind"))


def test_notes_may_be_plain_text(write_deck: WriteDeck) -> None:
    deck = load(write_deck(DECK + "slides:\n  change:\n    what-is-whp: {notes: Just say it}\n"))
    assert deck.entries["what-is-whp"].notes.text == "Just say it"


@pytest.mark.parametrize(("notes", "keeps"), [("{do: Start a clock}", True), ("Just say it", False)])
def test_notes_of_a_role_play_are_changed_as_those_of_any_slide(write_deck: WriteDeck, notes: str, keeps: bool) -> None:
    usual = load(write_deck()).entries["rooming-refill"]
    entry = load(write_deck(DECK + f"slides: {{change: {{rooming-refill/your-turn: {{notes: {notes}}}}}}}\n")).entries[
        "rooming-refill"
    ]
    assert isinstance(usual, RolePlaySlides)
    assert isinstance(entry, RolePlaySlides)
    before, after = usual.slide_notes("your-turn"), entry.slide_notes("your-turn")
    assert before.say
    assert after.say == (before.say if keeps else "")
    assert (after.do, after.text) == (("Start a clock", before.text) if keeps else ("", "Just say it"))


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ("remove: [evidence]\n  change:\n    evidence: {title: x}", "slide-removed"),
        ("remove: [why]\n  add:\n    - {id: ours, kind: content, after: why, title: x}", "slide-removed"),
        ("add:\n    - {id: why, kind: content, title: x}", "slide-twice"),
        ("add:\n    - {kind: content, title: x}", "key-missing"),
        ("add:\n    - {id: ours, kind: contend, title: x}", "kind-unknown"),
        ("add:\n    - {id: ours, kind: content, titel: x}", "key-unknown"),
        ("add:\n    - {id: ours, kind: content, title: x, session: 7}", "session-unknown"),
        ("add:\n    - {id: ours, kind: content, title: x, after: why, before: why}", "set-twice"),
        ("add:\n    - {id: ours, kind: table, title: x, header: [a, b], rows: [[1]]}", "value-invalid"),
        ("change:\n    why: {id: because}", "key-unknown"),
        ("change:\n    why: Because", "value-shape"),
        ("change:\n    session-4/title: {title: x}", "slide-unknown"),
        ("order: [why, why]", "slide-twice"),
        ("move: [why]", "value-invalid"),
        ("move: {wyh: 2}", "slide-unknown"),
        ("move: {title: 2}", "slide-unknown"),
        ("move: {why: 7}", "session-unknown"),
        ("move: {why: next}", "session-unknown"),
        ("move: {ours: 2}\n  add:\n    - {id: ours, kind: content, title: x}", "set-twice"),
        ("remove: [ours]\n  add:\n    - {id: ours, kind: content, title: x}", "set-twice"),
        ("change:\n    ours: {title: y}\n  add:\n    - {id: ours, kind: content, title: x}", "set-twice"),
        ("hide: [nothing]", "slide-unknown"),
        ("change: [1]", "value-shape"),
        ("change:\n    video: {address: 'http://example.org/v'}", "value-invalid"),
    ],
)
def test_each_wrong_edit_is_a_problem(write_deck: WriteDeck, edits: str, code: str) -> None:
    assert code in codes(problems_of(write_deck(f"{DECK}slides:\n  {edits}\n")))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("decisions: {patients: all}\n", "key-unknown"),
        ("toolkit: warm-handof\n", "toolkit-unknown"),
        ("role_plays: {use: [nobody]}\n", "scenario-unknown"),
        ("role_plays: {add: [missing.yaml]}\n", "file-missing"),
        ("video: {mode: link}\nslides:\n  change:\n    video: {mode: link}\n", "set-twice"),
        ("outputs: [fax]\n", "value-unknown"),
    ],
)
def test_each_wrong_choice_is_a_problem(write_deck: WriteDeck, more: str, code: str) -> None:
    assert code in codes(problems_of(write_deck(DECK + more)))


def test_unknown_format_lists_what_there_is(write_deck: WriteDeck) -> None:
    problem = problems_of(write_deck(DECK.replace("huddle-15", "huddel-15")))[0]
    assert problem.code == "format-unknown"
    assert "`huddle-15`" in problem.hint


def test_network_lies_between_toolkit_and_practice(write_deck: WriteDeck) -> None:
    network = "practice: {language: en, contact: {role: coach, phone: '1'}}\nslides:\n  - {id: why, title: Network}\n"
    practice = "network: network.yaml\n" + PRACTICE + "slides:\n  - {id: what-is-whp, title: Practice}\n"
    deck = load(write_deck(practice=practice, network=network))
    assert deck.practice.contact.role == "coach"
    assert deck.entries["why"].title == "Network"
    assert deck.entries["what-is-whp"].title == "Practice"


def test_decide_later_is_an_open_decision(write_deck: WriteDeck) -> None:
    deck = load(write_deck(practice=PRACTICE + "  patients: decide later\n  family: Whoever the patient wants\n"))
    assert deck.decisions.patients is None
    assert deck.decisions.family == "Whoever the patient wants"


@pytest.mark.parametrize("typed", ["7:30", "07:30", '"07:30"', "7.30", "7:30 am"])
def test_times_are_read_as_people_write_them(write_deck: WriteDeck, typed: str) -> None:
    deck = load(write_deck(DECK + f"meetings:\n  - {{date: 2026-11-30, start: {typed}}}\n"))
    start = deck.file.meetings[0].start
    assert start is not None
    assert (start.hour, start.minute) == (7, 30)


def test_own_scenario_must_say_that_it_is_fictional(write_deck: WriteDeck) -> None:
    own = (ROOT / "config/toolkits/warm-handoff-plus/scenarios/rooming-refill.yaml").read_text(encoding="utf-8")
    own = own.replace("id: rooming-refill", "id: ours", 1).replace("fictional: true", "fictional: no", 1)
    problems = problems_of(write_deck(DECK + "role_plays: {add: [ours.yaml]}\n", ours=own))
    assert any("must be fictional" in problem.message for problem in problems)


def test_own_scenario_joins_the_toolkit_ones(write_deck: WriteDeck) -> None:
    own = (ROOT / "config/toolkits/warm-handoff-plus/scenarios/rooming-refill.yaml").read_text(encoding="utf-8")
    own = own.replace("id: rooming-refill", "id: ours", 1)
    deck = load(write_deck(DECK + "role_plays: {use: [ours], add: [ours.yaml]}\n", ours=own))
    assert deck.role_plays == ("ours",)
    assert "rooming-refill" not in deck.entries


@pytest.mark.parametrize("decisions", ["{patients: All}", "{handoffs: []}"])
def test_a_toolkit_says_which_decisions_it_cannot_do_without(write_deck: WriteDeck, decisions: str) -> None:
    problems = problems_of(write_deck(practice=f"practice: {{name: Hilltop}}\ndecisions: {decisions}\n"))
    assert [(p.code, p.message) for p in problems] == [
        ("key-missing", "decisions.handoffs: an entry is missing, and no slides can be made without one")
    ]


def test_a_toolkit_says_which_roles_every_scene_has(write_deck: WriteDeck) -> None:
    own = (ROOT / "config/toolkits/warm-handoff-plus/scenarios/rooming-refill.yaml").read_text(encoding="utf-8")
    own = own.replace("id: rooming-refill", "id: ours", 1).replace("- id: receiver", "- id: family", 1)
    problems = problems_of(write_deck(DECK + "role_plays: {use: [ours], add: [ours.yaml]}\n", ours=own))
    assert [problem.code for problem in problems] == ["role-missing"]
    assert "`id: receiver`" in problems[0].message


def test_a_comma_between_braces_gets_the_remedy(write_deck: WriteDeck) -> None:
    problem = problems_of(write_deck(DECK + "slides:\n  change:\n    why: {title: One, and two}\n"))[0]
    assert problem.hint == "between { } a text with a comma in it needs quotes"


@pytest.mark.parametrize(
    ("typed", "warned"), [("mma", True), ("nurses", True), ("midwife", False), ("ma", False), ("pharmacy", False)]
)
def test_a_person_who_is_nearly_known_is_told(write_deck: Callable[..., Path], typed: str, warned: bool) -> None:
    deck, problems = load_deck(write_deck(practice=PRACTICE.replace("giver: ma", f"giver: {typed}")))
    assert deck is not None
    assert [(problem.code, problem.severity) for problem in problems] == [("staff-unknown", "warning")] * warned


@pytest.mark.parametrize("typed", ["20 minutes", "20 min", "{minutes: 20}"])
def test_a_length_of_ones_own_is_a_format(write_deck: WriteDeck, typed: str) -> None:
    assert load(write_deck(DECK.replace("huddle-15", typed))).format.minutes == 20


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("20", "write `minutes: 20` on a line of its own under `format:`"),
        ("huddle-20", "write `minutes: 20` on a line of its own under `format:`"),
        ("{minutes:20}", "put a space after the colon: `minutes: 20`"),
        ("minutes:20", "put a space after the colon: `minutes: 20`"),
        ("weekly", "there is: `huddle-10`"),
    ],
)
def test_a_format_that_there_is_not_says_how_to_write_ones_own(write_deck: WriteDeck, typed: str, words: str) -> None:
    assert words in problems_of(write_deck(DECK.replace("huddle-15", typed)))[0].hint


@pytest.mark.parametrize(
    "word",
    [
        "decide later",
        "?",
        "??",
        "tbd",
        "TBD",
        "n/a",
        "to be decided",
        "...",
        "t.b.d.",
        "IDK.",
        "I don’t know",
        "not sure",
    ],
)
def test_a_word_that_says_nothing_is_an_open_decision(write_deck: WriteDeck, word: str) -> None:
    more = f'  exceptions: "{word}"\n  start: {{date: "{word}", how: "{word}"}}\n'
    deck = load(write_deck(practice=PRACTICE + more))
    assert deck.decisions.exceptions is None
    assert (deck.decisions.start.date, deck.decisions.start.how) == (None, None)
    assert {"decisions.exceptions", "decisions.start.date"} <= {one.field for one in open_decisions(deck)}


def test_a_contact_that_is_not_known_is_none(write_deck: WriteDeck) -> None:
    practice = load(write_deck(practice=PRACTICE.replace("decisions:", "  contact: {role: tbd}\ndecisions:"))).practice
    assert practice.contact.role == ""


@pytest.mark.parametrize("word", ["none", "unknown", "No one is left out", "24/7", "–", "Not yet known"])
def test_a_word_that_may_be_an_answer_is_one(write_deck: WriteDeck, word: str) -> None:
    assert load(write_deck(practice=PRACTICE + f'  exceptions: "{word}"\n')).decisions.exceptions == word


@pytest.mark.parametrize(
    "typed",
    ["2026-12-22", '"Dec 22, 2026"', '"Tuesday, Dec 22, 2026"', "22 December 2026", "12/22/2026", "December 22nd 2026"],
)
def test_a_day_in_words_is_a_day(write_deck: WriteDeck, typed: str) -> None:
    deck = load(write_deck(DECK + f"meetings:\n  - date: {typed}\n"))
    assert [str(one.date) for one in deck.file.meetings] == ["2026-12-22"]


@pytest.mark.parametrize("typed", ["12/7/2026", "Foo 3, 2026", "22/12/2026", "soon"])
def test_a_day_that_could_be_another_is_asked_for_in_words(write_deck: WriteDeck, typed: str) -> None:
    (problem,) = problems_of(write_deck(DECK + f"meetings:\n  - date: {typed}\n"))
    assert "2026-12-07 (year-month-day) or Dec 7, 2026" in problem.message


@pytest.mark.parametrize("kind", ["text", "bullets", "words"])
def test_a_kind_that_there_is_not_names_the_one_for_words_and_all_others(write_deck: WriteDeck, kind: str) -> None:
    added = f"slides:\n  add:\n    - {{id: ours, kind: {kind}, title: Ours, after: why}}\n"
    (problem,) = problems_of(write_deck(DECK + added))
    assert "a slide of words is `kind: content`" in problem.hint
    assert all(f"`{name}`" in problem.hint for name in ("quote", "steps", "video", "import"))


@pytest.mark.parametrize("word", ["later", "no", "not yet", "Later."])
def test_what_has_no_day_yet_may_say_so_in_any_way(write_deck: WriteDeck, word: str) -> None:
    handoff = f'    - {{giver: ma, receiver: nurse, when: at noon, first: "{word}", start: "{word}"}}\n'
    deck = load(
        write_deck(
            practice=PRACTICE + handoff + f'  start: {{date: "{word}"}}\n  barriers: later\n  measures: not yet\n'
        )
    )
    assert [(one.first, one.start) for one in deck.decisions.handoffs[-1:]] == [(False, None)]
    assert deck.decisions.start.date is None
    assert "decisions.start.date" in {one.field for one in open_decisions(deck)}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("March 1", "the year is missing"),
        ("Feb 30", "there is no February 30;"),
        ("Feb 29, 2027", "there is no February 29 in 2027"),
        ("31/02", "there is no month 31"),
        ("12/7/2026", "it could be two days"),
        ("Monday, Dec 22, 2026", "December 22, 2026 is a Tuesday"),
    ],
)
def test_a_day_that_is_none_is_told_why(write_deck: WriteDeck, typed: str, why: str) -> None:
    (problem,) = problems_of(write_deck(practice=PRACTICE + f"  start: {{date: '{typed}'}}\n"))
    assert problem.message.startswith(f"decisions.start.date: {why}")


def test_the_practice_s_file_is_no_deck_and_a_folder_names_its_decks(write_deck: WriteDeck) -> None:
    deck = write_deck()
    (of_practice,) = problems_of(deck.parent / "practice.yaml")
    assert of_practice.code == "deck-practice"
    (of_folder,) = problems_of(deck.parent)
    assert of_folder.code == "deck-folder"
    assert deck.name in of_practice.hint
    assert deck.name in of_folder.hint


def test_handoffs_that_are_all_left_open_are_asked_for_with_an_example(write_deck: WriteDeck) -> None:
    practice = "practice: {name: Hilltop}\ndecisions:\n  handoffs: decide later\n"
    (problem,) = problems_of(write_deck(practice=practice))
    assert problem.source is not None
    assert (problem.code, problem.source.line) == ("key-missing", 3)
    assert "write at least one, as\n  handoffs:\n    - giver: ma\n" in problem.hint


def test_a_person_who_is_nearly_one_named_before_is_told(write_deck: Callable[..., Path]) -> None:
    more = (
        "    - {giver: clinician, receiver: practise nurse, when: after the exam}\n"
        "    - {giver: health coach, receiver: clinician, when: at noon}\n"
        "    - {giver: clinician, receiver: health caoch, when: at night}\n"
        "    - {giver: clinic assistant A, receiver: clinic assistant B, when: at dawn}\n"
    )
    leader = "  name: Hilltop Clinic\n  facilitators: [{name: Ann Li, role: practice nurse}]\n"
    _, problems = load_deck(write_deck(practice=PRACTICE.replace("  name: Hilltop Clinic\n", leader) + more))
    assert [one.hint for one in problems] == ["did you mean `practice nurse`?", "did you mean `health coach`?"]


@pytest.mark.parametrize(
    ("staff", "giver", "other", "title", "warned"),
    [
        ("", "care assistant", "", "care assistant", False),  # whoever hands off plays it
        ("", "nurse", "", "nurse", False),
        ("", "care assistant", "medical assistant", "medical assistant", True),  # one of them, or two people?
        ("staff: {ma: care assistant}", "medical assistant", "medical assistant", "care assistant", False),
        ("staff: {medical-assistant: care assistant}", "medical assistant", "", "medical assistant", True),
    ],
)
def test_role_plays_call_people_as_the_practice_does(
    write_deck: Callable[..., Path], staff: str, giver: str, other: str, title: str, warned: bool
) -> None:
    more = f"    - {{giver: clinician, receiver: {other}, when: after the exam}}\n" if other else ""
    entry = f"{{id: rooming, giver: {giver}, receiver: clinician, when: after rooming}}"
    practice = PRACTICE.replace("{giver: ma, receiver: clinician, when: after rooming}", entry) + more + staff
    deck, problems = load_deck(write_deck(practice=practice))
    assert deck is not None
    assert deck.staff["ma"].title == title
    assert deck.staff.get(giver, deck.staff["ma"]).title == (giver if giver == "nurse" else title)
    assert [one.severity for one in problems] == ["warning"] * warned


def test_a_faulty_line_of_a_checklist_is_told_alone(write_deck: WriteDeck) -> None:
    lists = "checklists:\n  - {id: rooming-to-clinician, giver_says: [{id: vitals, text: Pulse, weight}]}\n"
    practice = PRACTICE.replace("after rooming}", "after rooming, checklist: rooming-to-clinician}") + lists
    assert codes(problems_of(write_deck(practice=practice))) == ["key-unknown"]


@pytest.mark.parametrize("key", ["packet:", "words: []", "scenarios:", "checklists: {}", "slides:", "staff:"])
def test_a_key_whose_entries_were_taken_out_takes_nothing_away(write_deck: WriteDeck, key: str) -> None:
    usual, empty = load(write_deck()), load(write_deck(practice=f"{PRACTICE}{key}\n"))
    assert (empty.role_plays, [*empty.entries], [*empty.checklists], empty.packet) == (
        usual.role_plays, [*usual.entries], [*usual.checklists], usual.packet,
    )  # fmt: skip


def test_an_empty_key_that_has_to_say_something_is_told_where_it_stands(write_deck: WriteDeck) -> None:
    (problem,) = problems_of(write_deck(practice="practice: {name: Hilltop}\ndecisions:\n"))
    assert (problem.message, problem.source and problem.source.line) == ("`decisions:` is empty", 2)


@pytest.mark.parametrize(
    ("typed", "printed", "day"),
    [
        ("Jan 18, 2027", "January 18, 2027", "2027-01-18"),
        ("18 January 2027.", "January 18, 2027", "2027-01-18"),
        ("first Monday of each month", "first Monday of each month", None),
        ("Jan 18", "Jan 18", None),  # of which year nobody said
        ("1/2/2027", "1/2/2027", None),  # two days
    ],
)
def test_a_review_that_is_one_day_is_that_day_and_is_printed_as_all_days_are(
    write_deck: WriteDeck, typed: str, printed: str, day: str | None
) -> None:
    handoff = "{giver: ma, receiver: clinician, when: after rooming}"
    review = f"{{when: '{typed}', who: Dana}}"
    deck, problems = load_parts(
        write_deck(practice=f"practice: {{name: H}}\ndecisions:\n  handoffs: [{handoff}]\n  review: {review}\n")
    )
    assert deck, problems
    found = deck.decisions.review
    assert (found.when, found.date and found.date.isoformat()) == (printed, day)
    place = found.place_of("when")
    assert place
    assert place.line == 4


@pytest.mark.parametrize("change", ["{title: My own title}", "{notes: {say: Hello}}"])
def test_a_title_of_a_role_play_as_a_whole_is_told_where_it_goes(write_deck: WriteDeck, change: str) -> None:
    (problem,) = problems_of(write_deck(f"{DECK}slides: {{change: {{rooming-refill: {change}}}}}\n"))
    assert problem.code == "key-unused"
    assert "`role_plays: change: rooming-refill:`" in problem.hint
    assert "`rooming-refill/scene`" in problem.hint


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("after rooming", ""),
        ("before the visit", "the role play `rooming-refill` is about “medical assistant” and “clinician”, and your plan about “care assistant” and “provider”"),
    ],
)  # fmt: skip
def test_people_by_titles_alone_are_met_in_the_role_play_of_their_moment_or_it_is_told(
    write_deck: WriteDeck, when: str, told: str
) -> None:
    handoff = f"{{giver: care assistant, receiver: provider, when: {when}}}"
    practice = PRACTICE.replace("{id: rooming, giver: ma, receiver: clinician, when: after rooming}", handoff)
    practice = practice.replace("{giver: ma, receiver: clinician, when: after rooming}", handoff)
    assert "care assistant" in practice
    deck, problems = load_deck(write_deck(DECK + "role_plays: {use: [rooming-refill]}\n", practice))
    assert deck is not None
    assert [one.message for one in problems if one.code == "staff-differs"] == ([told] if told else [])
    assert deck.staff["ma"].title == ("medical assistant" if told else "care assistant")


def test_somebody_whom_the_role_play_has_met_is_not_taken_for_another_part(write_deck: WriteDeck) -> None:
    """The doctor plays the clinician; that nobody of the plan is a medical assistant says nothing of the doctor."""
    practice = PRACTICE.replace("giver: ma, receiver: clinician", "giver: nurse, receiver: doctor")
    deck, problems = load_deck(write_deck(DECK + "role_plays: {use: [rooming-refill]}\n", practice))
    assert deck is not None
    assert deck.staff["clinician"].title == "doctor"
    assert [one for one in problems if one.code == "staff-differs"] == []


@pytest.mark.parametrize(
    ("format", "meetings", "sessions"),
    [
        ("staff-30", ["date: 2026-12-15", "date: 2027-01-05"], [1, 2]),
        ("staff-30", ["date: 2027-01-05", "{session: 2, date: 2027-01-12}"], [1, 2]),
        ("staff-30", ["{session: 1, date: 2027-01-05}", "date: 2027-01-12"], [1, 1]),
        ("huddle-15", ["date: 2026-12-15", "date: 2026-12-16"], [1, 1]),
        ("huddle-15", ["date: 2026-12-15", "date: 2026-12-22", "date: 2026-12-29"], [1, 2, 3]),
        ("staff-30", ["date: 2026-12-15", "date: 2026-12-15"], [1, 1]),
        ("staff-30", ["place: Room 1", "place: Room 2"], [1, 1]),
        ("once-20", ["date: 2026-12-15", "date: 2027-01-05"], [1, 1]),
        ("{minutes: 30, sessions: 2}", ["date: 2026-12-15", "date: 2027-01-05"], [1, 2]),
        ("{minutes: 30}", ["date: 2026-12-15", "date: 2027-01-05"], [1, 1]),
        ("staff-30", ["date: 2026-12-15", "date: 2026-12-16", "date: 2027-01-05"], [1, 1, 1]),
    ],
)
def test_as_many_days_as_sessions_are_theirs_in_order(
    write_deck: WriteDeck, format: str, meetings: list[str], sessions: list[int]
) -> None:
    listed = "".join(f"  - {one}\n" for one in meetings)
    deck, _ = load_deck(write_deck(f"deck: Test\npractice: practice.yaml\nformat: {format}\nmeetings:\n{listed}"))
    assert deck is not None
    assert [one.session for one in deck.file.meetings] == sessions


def test_words_for_not_knowing_who_are_told_where_a_person_is_named(write_deck: WriteDeck) -> None:
    own = PRACTICE.replace("decisions:", "  facilitators: [{name: Will Page}, {name: maybe Tess}]\ndecisions:", 1)
    _, problems = load_deck(write_deck(practice=own))
    told = [one.message for one in problems if one.code == "person-unsure"]
    assert told == ["`name: maybe Tess` stands where a person is named, and is printed as it is"]


def test_a_title_that_staff_gives_and_the_plan_does_not_is_told(write_deck: WriteDeck) -> None:
    practice = PRACTICE.replace("clinician, when", "PAs, when") + "staff: {clinician: provider}\n"
    deck, problems = load_deck(write_deck(DECK + "role_plays: {use: [rooming-refill]}\n", practice))
    assert deck is not None
    (told,) = [one for one in problems if one.code == "staff-differs"]
    assert told.message.endswith("the role play `rooming-refill` says “provider”")
    assert "write `receiver: clinician` here" in told.hint
    assert "`change: {rooming-refill: {roles: [{id: receiver, staff: …}]}}`" in told.hint
    assert deck.staff["clinician"].title == "provider"


def test_who_is_meant_to_be_somebody_else_is_changed_at_the_line_of_ones_own_role_play(write_deck: WriteDeck) -> None:
    scene = shipped("config/toolkits") / "warm-handoff-plus/scenarios/rooming-refill.yaml"
    text = scene.read_text(encoding="utf-8").replace("id: rooming-refill", "id: ours")
    practice = PRACTICE.replace("clinician, when", "PAs, when") + "staff: {clinician: provider}\n"
    _, problems = load_deck(write_deck(DECK + "role_plays: {use: [ours], add: [ours.yaml]}\n", practice, ours=text))
    (told,) = [one for one in problems if one.code == "staff-differs"]
    line = text.split("\n").index("    staff: clinician") + 1
    assert re.search(rf"change `staff: clinician` in \S*ours.yaml:{line}, or leave it", told.hint)


def test_a_time_in_curly_quotation_marks_is_told_once_with_the_cause(write_deck: WriteDeck) -> None:
    (problem,) = problems_of(write_deck(DECK + "meetings:\n  - date: 2026-11-30\n    start: “07:45”\n"))
    assert problem.code == "value-invalid"
    assert "curly" in problem.hint
    assert "write `07:45`" in problem.hint
