"""What an author writes to be put into our sentences: with a stop behind it, with a capital, with an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.content.phrases import as_inner_phrase, as_phrase, is_prose
from whp_deck.markup import ended
from whp_deck.plan import Text
from whp_deck.planner.documents import make_documents
from whp_deck.planner.plan import make_plan

TYPED = """\
practice:
  name: Hilltop Clinic, P.C.
  contact: {role: practice manager., phone: ext. 12.}
staff:
  ma: {title: medical assistant.}
decisions:
  handoffs:
    - {giver: ma, receiver: clinician, when: When they leave., where: At the front desk., today: A note in the record., first: yes}
    - {giver: clinician, receiver: R.N., when: at 10 a.m., where: in the IT room;, first: yes}
  patients: Whom do you mean?
  exceptions: When the patient says no. Then we talk alone first.
  barriers: [{barrier: We are late!, answer: Say so.}]
  start: {date: 2026-12-07, how: first patient of each day., pilot: "Dr. Lee, etc."}
  measures: [{id: share, what: Handoffs done warm., baseline: 4 of 20., target: 16 of 20.}]
  review: {when: first Monday of each month., who: Dana O.}
"""


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("when they leave.", "when they leave"),
        ("after rooming ; ", "after rooming"),
        ("after rooming..", "after rooming"),
        ("and so on ...", "and so on ..."),
        ("at 10 a.m.", "at 10 a.m."),
        ("at 10 a.m. on Mondays.", "at 10 a.m. on Mondays"),
        ("at 10 a.m.,", "at 10 a.m."),
        ("with Dr. Lee.", "with Dr. Lee"),
        ("labs, x-rays, etc.", "labs, x-rays, etc."),
        ("Dana O.", "Dana O."),
        ("The A.", "The A"),
        ("when the patient says no.", "when the patient says no"),
        ("We knock. Then we wait.", "We knock. Then we wait."),
        ("Ready?", "Ready?"),
        (".", "."),
    ],
)
def test_a_stop_behind_a_phrase_is_no_part_of_it(typed: str, phrase: str) -> None:
    assert as_phrase(typed) == phrase


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("All patients with three medicines.", "All patients with three medicines"),
        ("When the patient says no. Then we talk alone first.", "When the patient says no. Then we talk alone first."),
        ("- Who comes from the hospital\\n- All with insulin.", "- Who comes from the hospital\n- All with insulin."),
        ("Whom do you mean?", "Whom do you mean?"),
        ("before 10 a.m.", "before 10 a.m."),
    ],
)
def test_one_sentence_loses_its_stop_in_every_decision_and_several_keep_theirs(
    write_deck: Callable[..., Path], typed: str, taken: str
) -> None:
    fields = ("patients", "exceptions", "interpreters", "family", "trained")
    more = "".join(f'  {field}: "{typed}"\n' for field in fields)
    deck, problems = load_deck(
        write_deck(DECK, f'{PRACTICE}{more}  barriers: [{{barrier: late, answer: "{typed}"}}]\n')
    )
    assert deck is not None, problems
    said = [getattr(deck.decisions, field) for field in fields]
    assert [*said, deck.decisions.barriers[0].answer] == [taken] * 6


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("When they leave.", "when they leave"),
        ("IT room", "IT room"),
        ("Maple Street office", "Maple Street office"),
        ("A1c visit", "A1c visit"),
        ("AFTER rooming", "AFTER rooming"),
        ("eConsult", "eConsult"),
    ],
)
def test_a_phrase_in_a_sentence_begins_small_unless_it_is_a_name(typed: str, phrase: str) -> None:
    assert as_inner_phrase(typed) == phrase


WORDS = st.lists(
    st.sampled_from(
        [
            "when",
            "they",
            "leave",
            "after",
            "rooming",
            "Dr.",
            "etc.",
            "a.m.",
            "IT",
            "Maple",
            "A",
            "10",
            "B.",
            "“no”",
            "it’s",
            "new-diabetes",
            "no.",
            "The",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(WORDS, st.text(".;:, ", max_size=3), st.sampled_from([as_phrase, as_inner_phrase]))
def test_cleaning_twice_is_cleaning_once_and_loses_no_word(words: str, stops: str, clean: Callable[[str], str]) -> None:
    phrase = clean(f"{words}{stops}".rstrip())
    assert clean(phrase) == phrase
    assert re.findall(r"\w+", phrase.lower()) == re.findall(r"\w+", words.lower())
    assert phrase[-1] not in ";:, " or "..." in stops or is_prose(words)


@given(WORDS, st.text(".;:,!?”) ", max_size=3))
def test_a_sentence_ends_once(words: str, stops: str) -> None:
    sentence = ended(as_phrase(words + stops))
    assert ended(sentence) == sentence
    assert re.search(r"[.!?][”\"’')]*$", sentence)
    assert not re.search(r"[;:,]\.$", sentence) or is_prose(words + stops)  # which keeps its stops as they are typed


def _printed(path: Path) -> Iterator[str]:
    """Every text of slides, notes, packet and handout."""
    deck, problems = load_deck(path)
    assert deck is not None, problems
    plan, _ = make_plan(deck)
    for session in plan.sessions:
        for slide in session.slides:
            yield from (str(block.text) for block in slide.slots.values() if isinstance(block, Text))
            yield slide.notes.text
    documents, _ = make_documents(deck, plan)
    yield repr(documents)


DOUBLED = re.compile(r"(?<![.\s])\.[.;:,?!](?!\.)|[?!;:,]\.(?=[\s”]|$)|\.(?=”\?)")


def test_no_sentence_of_deck_packet_and_handout_ends_twice_or_in_its_middle(
    write_deck: Callable[..., Path],
) -> None:
    printed = list(_printed(write_deck(DECK.replace("huddle-15", "workshop-90"), TYPED)))
    text = "\n".join(printed)
    assert "handoff when they leave (at the front desk)." in text
    assert "The handoff at 10 a.m.: in the IT room." in text
    assert "How it works now: a note in the record. " in text
    assert "Our first day is" in text
    assert "“We are late!” Our answer: Say so." in text
    assert "What comes first: when they leave, medical assistant to clinician; at 10 a.m., clinician to R.N.\n" in text
    assert "own plan at Hilltop Clinic, P.C. We do" in text
    owned = re.compile(r"https?://\S+|a\.m\.[,:]|P\.C\.[,:]|R\.N\.,")  # a word's own stop before a mark of the sentence
    printed = [owned.sub("", one) for one in printed]
    doubled = [one[max(found.start() - 30, 0) : found.end()] for one in printed for found in DOUBLED.finditer(one)]
    assert doubled == []


@pytest.mark.parametrize("typed", ["We knock. Then we wait.", "when they leave!", "who knows?"])
def test_a_sentence_where_a_phrase_is_expected_is_told_with_its_line(
    write_deck: Callable[..., Path], typed: str
) -> None:
    deck, _ = load_deck(write_deck(DECK, TYPED.replace("at 10 a.m.", typed)))
    assert deck is not None
    (told,) = [problem for problem in make_plan(deck)[1] if problem.code == "phrase-expected"]
    assert "handoffs[2].when" in told.message
    assert told.source is not None
    assert told.source.line == 9


def test_a_phrase_with_an_abbreviation_or_a_stop_behind_it_is_none(write_deck: Callable[..., Path]) -> None:
    deck, _ = load_deck(write_deck(DECK, TYPED))
    assert deck is not None
    assert "phrase-expected" not in [problem.code for problem in make_plan(deck)[1]]
