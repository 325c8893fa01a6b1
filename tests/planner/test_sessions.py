"""Which slides stand where: expected outlines beside the deck that an author writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE, ROOT, formats_of
from whp_deck.config.deck import load_deck
from whp_deck.config.layers import ForPractice
from whp_deck.content.authored import Map
from whp_deck.errors import Problem, Source, sort_problems
from whp_deck.plan import DeckPlan, Table, Text
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]

SHORT = """\
formats:
  short:
    minutes: 15
    usable: 14
    sessions:
      - [title, what-is-whp, why, video, closing]
      - [title, recap, prebrief, role-play-1, closing]
"""


def plan_of(path: Path) -> tuple[DeckPlan, list[Problem]]:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return make_plan(deck)


def ids(plan: DeckPlan) -> list[list[str]]:
    return [[slide.id for slide in session.slides] for session in plan.sessions]


@pytest.fixture
def short(write_deck: WriteDeck) -> Callable[[str], list[list[str]]]:
    def ids_of(edits: str) -> list[list[str]]:
        path = write_deck(DECK.replace("huddle-15", "short") + edits, PRACTICE + SHORT)
        return ids(plan_of(path)[0])

    return ids_of


def test_a_curated_format(short: Callable[[str], list[list[str]]]) -> None:
    assert short("") == [
        ["session-1/title", "what-is-whp", "why", "video", "session-1/closing"],
        [
            "session-2/title",
            "session-2/recap",
            "prebrief",
            "rooming-refill/scene",
            "rooming-refill/your-turn",
            "rooming-refill/debrief",
            "session-2/closing",
        ],
    ]


@pytest.mark.parametrize(
    ("edits", "first", "second"),
    [
        ("slides: {remove: [why]}", "title what-is-whp video closing", None),
        ("slides: {remove: [session-1/closing]}", "title what-is-whp why video", None),
        ("slides: {remove: [title]}", "what-is-whp why video closing", "recap prebrief scene your-turn debrief closing"),
        ("slides: {remove: [rooming-refill]}", None, "title recap prebrief scene your-turn debrief closing"),
        ("slides: {remove: [rooming-refill/debrief]}", None, "title recap prebrief scene your-turn closing"),
        ("role_plays: {use: []}", None, "title recap closing"),
        ("slides: {order: [video, what-is-whp]}", "title video why what-is-whp closing", None),
        ("slides: {order: [why, what-is-whp]}", "title why what-is-whp video closing", None),
        ("slides:\n  add:\n    - {id: ours, kind: content, title: Ours, after: what-is-whp}", "title what-is-whp ours why video closing", None),
        ("slides:\n  add:\n    - {id: ours, kind: content, title: Ours, before: what-is-whp}", "title ours what-is-whp why video closing", None),
        ("slides:\n  add:\n    - {id: ours, kind: content, title: Ours, session: 1}", "title what-is-whp why video ours closing", None),
        ("slides:\n  add:\n    - {id: ours, kind: content, title: Ours}", None, "title recap prebrief scene your-turn debrief ours closing"),
        ("slides:\n  add:\n    - {id: a, kind: content, title: A, after: why}\n    - {id: b, kind: content, title: B, after: why}", "title what-is-whp why a b video closing", None),
        ("slides:\n  add:\n    - {id: a, kind: content, title: A, after: rooming-refill/scene}", None, "title recap prebrief scene your-turn debrief a closing"),
        ("slides: {move: {why: 2}}", "title what-is-whp video closing", "title recap why prebrief scene your-turn debrief closing"),
        ("slides: {move: {video: 2, why: 2}}", "title what-is-whp closing", "title recap why video prebrief scene your-turn debrief closing"),
        ("slides: {move: {rooming-refill: 1}}", "title what-is-whp why video prebrief scene your-turn debrief closing", "title recap closing"),
        ("slides:\n  move: {why: 2}\n  add:\n    - {id: a, kind: content, title: A, after: why}", "title what-is-whp video closing", "title recap why a prebrief scene your-turn debrief closing"),
        ("slides:\n  order: [video, what-is-whp]\n  add:\n    - {id: a, kind: content, title: A, after: what-is-whp}\n    - {id: b, kind: content, title: B, before: a}", "title video why what-is-whp b a closing", None),
        ("slides: {order: [rooming-refill, video]}", "title what-is-whp why prebrief scene your-turn debrief closing", "title recap video closing"),
        ("slides: {order: [video, session-1/closing, title, why]}", "title what-is-whp video why closing", None),
        ("video: {mode: none}", "title what-is-whp why closing", None),
    ],
)  # fmt: skip
def test_edits(short: Callable[[str], list[list[str]]], edits: str, first: str | None, second: str | None) -> None:
    found = [" ".join(id.split("/")[-1] for id in session) for session in short(edits)]
    assert found[0] == first or first is None
    assert found[1] == second or second is None


def test_hidden_slides_stay_and_take_no_minutes(write_deck: WriteDeck) -> None:
    plan, _ = plan_of(write_deck(DECK.replace("huddle-15", "short") + "slides: {hide: [why]}\n", PRACTICE + SHORT))
    why = next(slide for slide in plan.sessions[0].slides if slide.id == "why")
    assert why.hidden
    shown = [slide.minutes for slide in plan.sessions[0].slides if slide.id != "why"]
    assert plan.sessions[0].minutes == sum(shown)


def test_over_the_slot_says_by_how_much_and_what_to_drop(write_deck: WriteDeck) -> None:
    deck = DECK.replace("huddle-15", "short") + "slides: {change: {why: {minutes: 9}}}\n"
    _, problems = plan_of(write_deck(deck, PRACTICE + SHORT))
    over = next(problem for problem in problems if problem.code == "session-over")
    assert "session 1 takes 16.5 minutes, 1.5 more than the 15 there are" in over.message
    assert "`video` (5 min)" in over.hint
    assert over.severity == "error"
    assert over.source is not None
    assert over.source.file.endswith("deck.yaml")


def test_what_the_practice_put_in_itself_is_named_first(write_deck: WriteDeck) -> None:
    edits = """\
slides:
  include: [evidence]
  change:
    why: {title: Ours, minutes: 5}
    session-2/closing: {minutes: 8}
    voice: {title: Only its title}
  add:
    - {id: our-phones, kind: content, title: Our phones, after: what-is-whp, minutes: 2}
role_plays:
  change:
    rooming-refill: {minutes: {debrief: 9}}
"""
    deck = DECK.replace("huddle-15", "short") + edits
    _, problems = plan_of(write_deck(deck, PRACTICE + SHORT.replace("why, video", "why, voice, video")))
    first, second = (problem.hint for problem in problems if problem.code.startswith("session-"))
    own = "`evidence` (1 min, line 5), `our-phones` (2 min, line 11), `why` (5 min, line 7)"
    assert first.startswith(
        f"shorten, remove or hide what is yours: {own}; or remove or hide one of `what-is-whp` (1 min), "
    ), first
    assert "`session-2/closing` (8 min, line 8)" in second
    assert "`rooming-refill` (12 min, line 14)" in second


def test_where_the_practice_put_in_nothing_the_format_s_slides_are_named(write_deck: WriteDeck) -> None:
    practice = PRACTICE + SHORT.replace("minutes: 15", "minutes: 8").replace("usable: 14", "usable: 8")
    hint = next(one.hint for one in plan_of(write_deck(DECK.replace("huddle-15", "short"), practice))[1])
    assert hint.startswith("remove or hide one of `")
    assert "yours" not in hint


@pytest.mark.parametrize(
    ("edits", "says"),
    [
        ("slides: {change: {why: {minutes: 7}}}", "; or show `what-is-whp` in session 2, which has 3 min to spare, with `move: {what-is-whp: 2}` under `slides:`"),
        ("slides:\n  add:\n    - {id: a, kind: content, title: A, after: why, minutes: 6}\n    - {id: b, kind: content, title: B, after: why, minutes: 2}", "; or show `b` in session 2, which has 3 min to spare, with `session: 2`, and without `after:`"),
        ("slides: {change: {why: {minutes: 7}, what-is-whp: {minutes: 3}}}", "; or show `what-is-whp` in session 2, which has 3 min to spare, with `move: {what-is-whp: 2}` under `slides:`"),
        ("slides: {change: {why: {minutes: 5}, what-is-whp: {minutes: 3}}}", "; no other session has room for one of them and some slack left"),
        ("slides: {change: {why: {minutes: 11}}}", "; no other session has room for one of them"),
    ],
)  # fmt: skip
def test_a_session_is_offered_that_has_room_for_a_slide(write_deck: WriteDeck, edits: str, says: str) -> None:
    _, problems = plan_of(write_deck(DECK.replace("huddle-15", "short") + edits + "\n", PRACTICE + SHORT))
    (hint,) = [one.hint for one in problems if one.code.startswith("session-")]
    assert hint.endswith(says), hint


def test_what_a_deck_removes_is_left_out_with_its_title(write_deck: WriteDeck) -> None:
    plan, _ = plan_of(write_deck(DECK + "slides: {remove: [evidence, rooming-refill, session-2/recap]}\n"))
    removed = {one.id: one.title for one in plan.left_out if one.reason == "removed by this deck"}
    assert removed.keys() == {"evidence", "rooming-refill", "session-2/recap"}
    assert (bool(removed["evidence"]), bool(removed["rooming-refill"]), removed["session-2/recap"]) == (True, True, "")


def test_what_the_hint_says_of_another_session_makes_it_fit(write_deck: WriteDeck) -> None:
    deck = DECK.replace("huddle-15", "short") + "slides: {change: {why: {minutes: 7}}, move: {what-is-whp: 2}}\n"
    assert plan_of(write_deck(deck, PRACTICE + SHORT))[1] == []


def test_within_the_slot_but_over_the_usable_minutes_is_a_warning(write_deck: WriteDeck) -> None:
    deck = DECK.replace("huddle-15", "short") + "slides: {change: {why: {minutes: 7}}}\n"
    _, problems = plan_of(write_deck(deck, PRACTICE + SHORT))
    assert [(p.code, p.severity) for p in problems] == [("session-tight", "warning")]


def test_two_slides_of_one_title_are_a_problem(write_deck: WriteDeck) -> None:
    deck = DECK + "slides: {change: {what-is-whp: {title: Watch one done well}}}\n"
    _, problems = plan_of(write_deck(deck))
    assert "title-duplicate" in [problem.code for problem in problems]


def test_of_two_alike_it_is_the_practice_s_own_title_that_is_told(write_deck: WriteDeck) -> None:
    deck = (
        DECK
        + "slides: {add: [{id: ours, kind: content, after: what-is-whp, title: watch one done well, body: Hello}]}\n"
    )
    plan, problems = plan_of(write_deck(deck))
    assert [one.id for one in plan.sessions[0].slides].index("ours") < [
        one.id for one in plan.sessions[0].slides
    ].index("video")
    (told,) = [one for one in problems if one.code == "title-duplicate"]
    assert told.message.startswith("slide `ours`")
    assert told.source is not None
    assert not told.source.is_shipped


def test_a_free_format_fills_sessions_and_keeps_groups_together(write_deck: WriteDeck) -> None:
    plan, problems = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 20}")))
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert len(plan.sessions) > 2
    for session in plan.sessions:
        names = [slide.id for slide in session.slides]
        assert session.minutes <= 20
        assert sum(id.endswith("/scene") for id in names) == sum(id.endswith("/debrief") for id in names)
        if "video" in names and "video-question" in [slide.id for s in plan.sessions for slide in s.slides]:
            assert "video-question" in names


def _slides_before(plan: DeckPlan, id: str) -> list[str]:
    names = next(names for names in ids(plan) if id in names)
    return names[: names.index(id)]


def test_what_leads_to_a_role_play_stands_in_its_meeting(write_deck: WriteDeck) -> None:
    plan, _ = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 20}")))
    assert _slides_before(plan, "rooming-refill/scene")[-3:] == ["try-it", "checklist-rooming", "prebrief"]
    assert _slides_before(plan, "scheduling-aspirin/scene")[-2:] == ["checklist-next-step", "prebrief"]
    shown = [id for session in ids(plan) for id in session]
    assert sorted(shown.count(id) for id in set(shown) - {"prebrief"})[-1] == 1


@pytest.mark.parametrize("minutes", [15, 20, 30, 45, 60, 120])
def test_no_agenda_of_a_free_format_has_a_line_twice(write_deck: WriteDeck, minutes: int) -> None:
    plan, problems = plan_of(write_deck(DECK.replace("huddle-15", f"{{minutes: {minutes}}}")))
    assert [problem for problem in problems if problem.severity == "error"] == []
    for session in plan.sessions:
        lines = [part for part, before in zip([s.part for s in session.slides], ["", *[s.part for s in session.slides]], strict=False) if part != before]  # fmt: skip
        assert len(lines) == len(set(lines)), lines
        assert session.slides[-2].kind != "section"


def test_a_meeting_too_short_for_list_and_role_play_has_the_role_play(write_deck: WriteDeck) -> None:
    deck = DECK.replace("huddle-15", "{minutes: 15}") + "slides: {remove: [walk-through]}\n"
    plan, problems = plan_of(write_deck(deck))
    assert _slides_before(plan, "rooming-refill/scene")[-1] == "prebrief"
    # the last role play fills a meeting, so that what comes behind it is nearly nothing
    assert [(p.code, p.severity, p.message) for p in problems] == [
        ("session-thin", "warning", "session 7 has 2 minutes beside its opening and closing, in a meeting of 15")
    ]


def test_a_meeting_without_a_role_play_does_not_open_with_one(write_deck: WriteDeck) -> None:
    plan, _ = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 20}")))
    opening = [session.slides[0].notes.text for session in plan.sessions]
    assert ["with a made-up patient" in words for words in opening] == [False, False, False, True, True, False]
    assert "Today we practice once more" in opening[-1]


def test_meetings_of_a_free_format_are_about_as_long(write_deck: WriteDeck) -> None:
    plan, problems = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 20}")))
    assert [session.minutes for session in plan.sessions] == [10.5, 15.5, 16, 17, 13.5, 16.5]
    assert problems == []


def test_sessions_without_a_date_beside_dated_ones_are_told(write_deck: WriteDeck) -> None:
    dates = "meetings:\n  - {session: 1, date: 2026-11-30}\n  - {session: 2, date: 2026-12-07}\n"
    _, problems = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 20}") + dates))
    told = next(problem for problem in problems if problem.code == "meetings-undated")
    assert told.severity == "warning"
    assert told.message == "the slides take 6 meetings of 20 minutes, and sessions 3, 4, 5 and 6 have no date"
    assert told.source is not None
    assert told.source.line == 4
    assert told.hint.endswith(
        "or take a format with fewer meetings, as `once-20` (1 meeting of 20 minutes) or `twice-20` (2 meetings of 20 minutes)"
    )
    _, (told,) = plan_of(write_deck(DECK + dates))
    assert told.message == "there are 3 meetings of 15 minutes, and session 3 has no date"
    assert told.hint == "add them to `meetings:`, each with its `session:` and its `date:`"


@pytest.mark.parametrize(
    ("minutes", "offered"),
    [
        (15, "`huddle-15` (3 meetings of 15 minutes)"),
        (25, "`once-20` (1 meeting of 20 minutes) or `twice-20` (2 meetings of 20 minutes)"),
        (47, "`lunch-60` (1 meeting of 60 minutes)"),
    ],
)
def test_formats_with_fewer_meetings_are_named_the_one_of_that_length_first(
    write_deck: WriteDeck, minutes: int, offered: str
) -> None:
    deck = DECK.replace("huddle-15", f"{{minutes: {minutes}}}") + "meetings: [{date: 2026-11-30}]\n"
    _, problems = plan_of(write_deck(deck))
    told = next(problem for problem in problems if problem.code == "meetings-undated")
    assert offered in told.hint


@pytest.mark.parametrize(
    ("format", "made", "others"),
    [
        ("2 x 25 minutes", "twice-20", [r"`format: 25 minutes` \(all slides, in \d meetings\)", "`format: 2 x 45 minutes`"]),
        ("2 x 15 minutes", "huddle-15", ["`format: 2 x 45 minutes`"]),  # a slide of 12 minutes leaves 15 no slack
        ("2 x 10 minutes", "huddle-10", ["`format: 2 x 45 minutes`"]),
        ("{minutes: 10}", "huddle-10", [r"`format: \d+ minutes` \(all slides, in \d meetings\)"]),
        ("1 x 45 minutes", "once-20", [r"`format: 45 minutes` \(all slides, in 2 meetings\)", "`format: 85 minutes`"]),
    ],
)  # fmt: skip
def test_meetings_that_cannot_hold_all_slides_are_told_with_what_fits(
    write_deck: WriteDeck, format: str, made: str, others: list[str]
) -> None:
    path = write_deck(DECK.replace("huddle-15", format))
    short, first, *_ = sort_problems(plan_of(path)[1])
    assert (short.code, first.code) == ("format-short", "session-over")
    assert f"what fits is `format: {made}` (" in short.message
    assert [bool(re.search(other, short.message)) for other in others] == [True] * len(others)
    assert first.hint.startswith("remove or hide")
    offered = re.findall(r"`format: (.*?)`(?: \((.*?)\))?", short.message)
    assert len(offered) == len(others) + 1
    for choice, said in offered:
        plan, problems = plan_of(write_deck(DECK.replace("huddle-15", choice)))
        assert not [one for one in problems if one.code in ("session-over", "session-tight", "format-short")], choice
        counts = re.findall(r"(\d+) meetings", said)
        assert not counts or [str(len(plan.sessions))] == counts


def test_what_fits_knows_what_the_deck_takes_out_and_adds(write_deck: WriteDeck) -> None:
    def told(more: str) -> str:
        deck = DECK.replace("huddle-15", "2 x 25 minutes") + more
        return next((one.message for one in plan_of(write_deck(deck))[1] if one.code == "format-short"), "")

    assert "`format: 2 x 40 minutes`" in told("role_plays: {use: [rooming-refill, team-interpreter]}\n")
    added = "slides: {add: [{id: ours, kind: content, after: video, title: Ours, body: Ours, minutes: 10}]}\n"
    assert "`format: 2 x 45 minutes`" not in told(added)
    assert "`format: 2 x" in told(added)
    assert told("role_plays: {use: []}\nslides: {remove: [walk-through, video]}\n") == ""


def test_sessions_are_told_in_their_order(write_deck: WriteDeck) -> None:
    problems = sort_problems(plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 5}")))[1])
    for code in ("session-over", "session-thin"):
        numbers = [int(re.findall(r"session (\d+)", one.message)[0]) for one in problems if one.code == code]
        assert numbers == sorted(numbers)
        assert numbers[-1] >= 10
    assert not [one for one in problems if " 1 minutes" in one.message]


def test_meetings_in_words_are_the_format_made_for_them_and_as_keys_they_are_all_slides(write_deck: WriteDeck) -> None:
    plan, problems = plan_of(write_deck(DECK.replace("huddle-15", "2 x 20 minutes")))
    made, _ = plan_of(write_deck(DECK.replace("huddle-15", "twice-20")))
    assert problems == []
    assert ids(plan) == ids(made)
    _, problems = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 20, sessions: 2}")))
    assert problems[0].code == "format-short"
    assert "`format: twice-20` (2 meetings of 20 minutes" in problems[0].message


def test_the_sources_of_all_meetings_stand_behind_the_closing_of_the_first(write_deck: WriteDeck) -> None:
    plan, _ = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 20}")))
    assert [slide.id for slide in plan.sessions[0].slides][-2:] == ["session-1/closing", "sources"]
    listed = str(plan.sessions[0].slides[-1].slots["body"])
    assert "Warm handoff checklist, test version" in listed, "of the lists, which later meetings show"
    assert sum(slide.id == "sources" for session in plan.sessions for slide in session.slides) == 1


def test_a_last_meeting_practices_once_more_only_where_one_before_has(write_deck: WriteDeck) -> None:
    for format, once_more in (("twice-20", False), ("staff-30", True)):
        plan, _ = plan_of(write_deck(DECK.replace("huddle-15", format)))
        assert ("practice once more" in plan.sessions[1].slides[0].notes.text) is once_more


def test_sessions_that_a_list_leaves_undated_are_told_alike_of_every_practice(write_deck: WriteDeck) -> None:
    cell = Source("practices.csv", 2, 5)

    def told_of(path: Path) -> list[Problem]:
        first = {1: Map(cell, [("date", "2026-11-30", cell)])}
        deck, _ = load_deck(path, ForPractice(path.parent / "practice.yaml", meetings=first))
        assert deck is not None
        return make_plan(deck)[1]

    assert told_of(write_deck()) == []  # the first day alone is what most lists have
    (told,) = told_of(write_deck(DECK.replace("huddle-15", "{minutes: 30}")))
    assert told.source is not None
    assert told.source.path_and_line.endswith("deck.yaml:3")  # that of the format: else each would need a call
    assert told.hint.startswith(
        "fill in the list `meetings.2.date`, `meetings.3.date` and `meetings.4.date`; or show less"
    )


def test_a_free_format_that_cannot_hold_it_is_a_problem(write_deck: WriteDeck) -> None:
    _, problems = plan_of(write_deck(DECK.replace("huddle-15", "{minutes: 15, sessions: 2}")))
    assert "session-over" in [problem.code for problem in problems]


def test_a_minimal_practice_shows_its_open_decisions(write_deck: WriteDeck) -> None:
    plan, problems = plan_of(write_deck())
    assert [problem for problem in problems if problem.severity == "error"] == []
    fields = [decision.field for decision in plan.open_decisions]
    assert {"decisions.patients", "decisions.start.date", "decisions.measures"} <= set(fields)
    assert all(decision.question and decision.source for decision in plan.open_decisions)
    texts = [
        block.text
        for s in plan.sessions
        for slide in s.slides
        for block in slide.slots.values()
        if hasattr(block, "text")
    ]
    assert any("To be decided" in text for text in texts)


@pytest.mark.parametrize(("second", "line"), [("dana  okafor", 3), ("Dana Okafor-Lee", 0)])
def test_a_person_who_leads_twice_is_told(write_deck: WriteDeck, second: str, line: int) -> None:
    people = f"  facilitators: [{{name: Dana Okafor}}, {{name: {second}}}]\n"
    _, problems = plan_of(write_deck(practice=PRACTICE.replace("decisions:", f"{people}decisions:")))
    told = [(one.severity, one.source and one.source.line) for one in problems if one.code == "person-twice"]
    assert told == ([("warning", line)] if line else [])


@pytest.mark.parametrize("name", ["monday-huddle", "staff-meeting", "lunch-and-learn"])
def test_shipped_decks_fit_their_meetings(name: str) -> None:
    plan, problems = plan_of(ROOT / "decks" / f"{name}.yaml")
    assert problems == []
    assert all(session.minutes <= session.usable for session in plan.sessions)
    assert plan.open_decisions == ()


@pytest.mark.parametrize("format", formats_of("warm-handoff-plus"))
def test_every_format_fits_with_the_complete_practice(write_deck: WriteDeck, format: str) -> None:
    practice = (ROOT / "config/practice.yaml").read_text(encoding="utf-8").replace("logo: riverside.svg", "")
    plan, problems = plan_of(write_deck(DECK.replace("huddle-15", format), practice))
    assert problems == []
    assert all(session.minutes <= session.usable for session in plan.sessions)


def test_the_agenda_adds_up_to_the_session(write_deck: WriteDeck) -> None:
    plan, _ = plan_of(ROOT / "decks" / "monday-huddle.yaml")
    agenda = next(slide for slide in plan.sessions[0].slides if slide.kind == "agenda")
    bar = agenda.slots["bar"]
    assert isinstance(bar, Table)
    assert sum(bar.shares) == plan.sessions[0].slot


def test_who_takes_the_closing_out_keeps_the_agenda(write_deck: WriteDeck) -> None:
    plan, _ = plan_of(write_deck(DECK + "slides: {remove: [session-2/closing]}\n"))
    kinds = [slide.kind for slide in plan.sessions[1].slides]
    assert ("agenda" in kinds, "closing" in kinds) == (True, False)


def test_inserted_values_are_shown_as_they_are(write_deck: WriteDeck) -> None:
    deck = DECK + "slides: {change: {what-is-whp: {title: 'At {{ practice.name }}'}}}\n"
    plan, _ = plan_of(write_deck(deck, PRACTICE.replace("Hilltop Clinic", "A*B *Clinic* & <Sons>")))
    slide = next(slide for slide in plan.sessions[0].slides if slide.id == "what-is-whp")
    assert slide.title == "At A*B *Clinic* & <Sons>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ practice.nam }}", "expression-unknown"),
        ("{{ nobody }}", "expression-unknown"),
        ("{{ practice.name", "expression-invalid"),
        ("{{ 9**9**9 }}", "expression-invalid"),
        ("{% for a in range(9) %}x{% endfor %}", "expression-invalid"),
        ("{{ practice.__class__ }}", "expression-invalid"),
    ],
)
def test_a_wrong_expression_is_a_problem_with_its_line(write_deck: WriteDeck, text: str, code: str) -> None:
    _, problems = plan_of(write_deck(DECK + f"slides:\n  change:\n    what-is-whp:\n      title: '{text}'\n"))
    problem = next(problem for problem in problems if problem.code == code)
    assert str(problem.source).endswith("deck.yaml:7")


def test_a_slide_that_the_format_leaves_out_comes_in_behind_the_one_before_it(write_deck: WriteDeck) -> None:
    def shown(edits: str) -> list[list[str]]:
        deck, problems = load_deck(write_deck(DECK + edits))
        assert deck is not None, problems
        return [[slide.id for slide in session.slides] for session in make_plan(deck)[0].sessions]

    usual = shown("")
    more = shown("slides: {include: [barriers, evidence, what-is-whp]}\n")
    assert [id for session in more for id in session if id not in ("barriers", "evidence")] == [
        id for session in usual for id in session
    ]
    (number, at) = next((n, s.index("barriers")) for n, s in enumerate(more) if "barriers" in s)
    assert (number, more[number][at - 1]) == (0, "which-patients")
    assert more[0][more[0].index("evidence") - 1] == "one-picture"


def test_how_we_start_says_what_is_still_open(write_deck: WriteDeck) -> None:
    deck, problems = load_deck(write_deck(practice=PRACTICE + "  start: {date: 2026-12-07}\n"))
    assert deck is not None, problems
    slide = next(s for session in make_plan(deck)[0].sessions for s in session.slides if s.id == "how-we-start")
    assert str(getattr(slide.slots["detail"], "text", "")) == "How do we start? To be decided"


def test_the_foot_of_the_slides_has_the_short_name_of_a_practice_that_has_one(write_deck: WriteDeck) -> None:
    assert plan_of(write_deck())[0].sessions[0].footer == "Hilltop Clinic · Test deck 1 of 3"
    short = PRACTICE.replace("Hilltop Clinic\n", "Hilltop Clinic\n  short_name: Hilltop\n")
    plan, _ = plan_of(write_deck(practice=short))
    assert plan.sessions[0].footer == "Hilltop · Test deck 1 of 3"
    assert plan.practice == "Hilltop Clinic"


OTHERS = """\
practice: {name: Hilltop Clinic}
decisions:
  handoffs:
    - {id: pharmacist, giver: clinician, receiver: Ms. Finch, when: when medicines change}
    - {giver: Clinician, receiver: front desk, when: at checkout, first: yes}
"""


@pytest.mark.parametrize(
    ("practice", "edits", "lists", "plays"),
    [
        (PRACTICE, "", ["checklist-rooming"], ["rooming-refill", "scheduling-aspirin"]),
        (OTHERS, "", ["checklist-next-step"], ["scheduling-aspirin", "team-interpreter"]),
        (OTHERS, "role_plays: {use: [team-interpreter]}\n", ["checklist-team"], ["team-interpreter"]),
        (PRACTICE, "role_plays: {use: []}\n", ["checklist-rooming"], []),
    ],
)
def test_role_plays_of_the_practice_s_handoffs_come_first_and_bring_their_list(
    write_deck: WriteDeck, practice: str, edits: str, lists: list[str], plays: list[str]
) -> None:
    shown = [id for session in ids(plan_of(write_deck(DECK + edits, practice))[0]) for id in session]
    assert [id for id in shown if id.startswith("checklist-")] == lists
    assert [id.removesuffix("/scene") for id in shown if id.endswith("/scene")] == plays


@pytest.mark.parametrize(
    ("start", "asked"),
    [
        ("2026-12-13", "who has tried one?"),
        ("2026-12-14", "where would one have helped?"),
        ("2026-12-21", "where would one have helped?"),
        ("", "who has tried one, or missed one?"),
    ],
)
def test_nobody_is_asked_for_a_story_before_the_first_day(write_deck: WriteDeck, start: str, asked: str) -> None:
    meetings = "meetings:\n  - {session: 1, date: 2026-12-07}\n  - {session: 2, date: 2026-12-14}\n"
    plan, _ = plan_of(write_deck(DECK + meetings, PRACTICE + f"  start: {{date: {start}}}\n"))
    recap = next(slide for slide in plan.sessions[1].slides if slide.kind == "recap")
    assert isinstance(recap.slots["body"], Text)
    assert recap.slots["body"].text.endswith(f"Since last time: {asked}")
    assert ("today is the day" in recap.notes.text) is (start != "2026-12-21")


@pytest.mark.parametrize(
    ("held", "first", "said"),
    [
        (["2026-12-14"], "Our first day: today, December 14, 2026", "Today we begin."),
        (["2026-12-14", "2026-12-14"], "Our first day: today, December 14, 2026", "Today we begin."),
        (["2026-12-13", "2026-12-14"], "Our first day: December 14, 2026", "We begin on December 14, 2026."),
        (["2026-12-15"], "Our first day: December 14, 2026", "Who has tried one"),
    ],
)
def test_on_the_first_day_itself_the_recap_says_today(
    write_deck: WriteDeck, held: list[str], first: str, said: str
) -> None:
    second = "".join(f"  - {{session: 2, date: {day}}}\n" for day in held)
    meetings = "meetings:\n  - {session: 1, date: 2026-12-07}\n" + second
    plan, _ = plan_of(write_deck(DECK + meetings, PRACTICE + "  start: {date: 2026-12-14}\n"))
    recap = next(slide for slide in plan.sessions[1].slides if slide.kind == "recap")
    body = recap.slots["body"]
    assert isinstance(body, Text)
    assert first in body.text.replace("\u00a0", " ")
    assert said in recap.notes.text.replace("\u00a0", " ")


def test_a_plan_that_is_shown_on_the_first_day_says_today(write_deck: WriteDeck) -> None:
    def notes(start: str) -> str:
        path = write_deck(
            DECK.replace("huddle-15", "once-20") + "meetings:\n  - {date: 2026-12-07}\n",
            PRACTICE + f"  start: {{date: {start}}}\n",
        )
        slides = plan_of(path)[0].sessions[0].slides
        return next(slide for slide in slides if slide.id == "how-we-start").notes.text.replace("\u00a0", " ")

    assert "Our first day is today, December 7, 2026." in notes("2026-12-07")
    assert "Our first day is December 8, 2026." in notes("2026-12-08")
    assert "before the first day?" not in notes("2026-12-07")


@pytest.mark.parametrize(
    ("edits", "split"), [("order: [when-we-use-it, what-is-whp]", True), ("order: [one-picture, what-is-whp]", False)]
)
def test_a_part_that_the_deck_s_order_divides_is_told(write_deck: WriteDeck, edits: str, split: bool) -> None:
    _, problems = plan_of(write_deck(f"{DECK}slides:\n  {edits}\n"))
    found = [one for one in problems if one.code == "part-split"]
    told = " ".join(one.message for one in found)
    assert [one in told for one in ("(`when-we-use-it`, `which-patients`", "(`one-picture`, `what-is-whp`)")] == [
        split
    ] * 2


def ordered(write_deck: WriteDeck, edits: str) -> list[str]:
    """The ids of the one session of a lunch, by their entries."""
    plan, problems = plan_of(write_deck(DECK.replace("huddle-15", "lunch-60") + edits))
    assert [one for one in problems if one.severity == "error"] == []
    return list(dict.fromkeys(id if id.startswith("session-") else id.partition("/")[0] for id in ids(plan)[0]))


PLAYS = [
    "try-it",
    "checklist-rooming",
    "prebrief",
    "rooming-refill",
    "checklist-next-step",
    "scheduling-aspirin",
    "barriers",
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("order", "there"),
    [
        ("scheduling-aspirin, rooming-refill", ["try-it", "checklist-next-step", "prebrief", "scheduling-aspirin", "checklist-rooming", "rooming-refill", "barriers"]),
        ("barriers, rooming-refill", ["barriers", "try-it", "checklist-next-step", "prebrief", "scheduling-aspirin", "checklist-rooming", "rooming-refill"]),
        ("scheduling-aspirin, checklist-rooming", ["try-it", "checklist-next-step", "prebrief", "scheduling-aspirin", "rooming-refill", "checklist-rooming", "barriers"]),
    ],
)  # fmt: skip
def test_what_leads_to_a_role_play_goes_along_with_it(write_deck: WriteDeck, order: str, there: list[str]) -> None:
    before = ordered(write_deck, "")
    at = before.index("try-it")
    assert before[at : at + len(PLAYS)] == PLAYS
    after = ordered(write_deck, f"slides: {{order: [{order}]}}\n")
    assert after == before[:at] + there + before[at + len(PLAYS) :]


@pytest.mark.slow
def test_a_video_goes_with_its_question_and_a_slide_of_two_sessions_stays_in_both(write_deck: WriteDeck) -> None:
    before = ordered(write_deck, "")
    at = before.index("evidence")
    assert before[at : at + 4] == ["evidence", "how-it-helps", "video", "video-question"]
    there = ["video", "video-question", "how-it-helps", "evidence"]
    ours = "add: [{id: ours, kind: content, title: Ours, body: '- one', after: video, minutes: 1}], order: [video, evidence]"
    with_ours = ordered(write_deck, f"slides: {{{ours}}}\n")
    assert with_ours[at : at + 3] == ["video", "ours", "video-question"]
    assert ordered(write_deck, "slides: {order: [video, evidence]}\n") == before[:at] + there + before[at + 4 :]
    plan, _ = plan_of(write_deck(f"{DECK}slides: {{order: [rooming-refill, prebrief, scheduling-aspirin]}}\n"))
    sessions = [
        [id.partition("/")[0] for id in session if "/debrief" in id or id == "prebrief"] for session in ids(plan)
    ]
    assert sessions == [[], ["rooming-refill", "prebrief"], ["prebrief", "scheduling-aspirin"]]


@pytest.mark.parametrize(
    ("plays", "checklist", "lists"),
    [
        ("[rooming-refill]", "", ["checklist-rooming"]),
        ("[rooming-refill]", ", checklist: clinician-to-team", ["checklist-rooming", "checklist-team"]),
        ("[rooming-refill, team-interpreter]", "", ["checklist-rooming", "checklist-team"]),
        ("[]", "", ["checklist-rooming", "checklist-next-step", "checklist-team"]),
    ],
)
def test_a_list_of_a_role_play_that_is_not_played_is_shown_where_the_practice_plans_its_moment(
    write_deck: Callable[..., Path], plays: str, checklist: str, lists: list[str]
) -> None:
    practice = PRACTICE.replace("when: after rooming", f"when: after rooming{checklist}")
    path = write_deck(DECK.replace("huddle-15", "{minutes: 240}") + f"role_plays: {{use: {plays}}}\n", practice)
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    ids = [slide.id for session in make_plan(deck)[0].sessions for slide in session.slides]
    assert sorted(id for id in ids if id.startswith("checklist-")) == sorted(lists)
