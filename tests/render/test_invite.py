"""Invitations: the right moment in every calendar, the same bytes for the same input, and an e-mail that is kind."""

from __future__ import annotations

import datetime as dt
import email
import email.message
import email.policy
import re
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from whp_deck.config.reader import read_yaml
from whp_deck.content.word_list import WordList
from whp_deck.plan import DeckPlan, Meeting, Notes, Picture, Session, SlidePlan, Text, Theme
from whp_deck.render import invite
from whp_deck.resources import shipped
from whp_deck.slides import KINDS

WORDS = read_yaml(shipped("config/words/en.yaml"), "en.yaml")[0]
NEW_YORK = ZoneInfo("America/New_York")
STAMP = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)
ADDRESS = "https://example.org/a/very/long/address/of/a/video/that/must/be/folded/in/a/calendar.html"


def render_ics(*arguments: Any, **options: Any) -> bytes:
    return invite.render_ics(*arguments, words=WordList(WORDS), **options)


def render_invite_text(*arguments: Any, words: dict[str, Any] | None = None, **options: Any) -> str:
    return invite.render_invite_text(*arguments, words=WordList(words or WORDS), **options)


def slide(kind: str, part: str = "Our plan", **slots: Any) -> SlidePlan:
    purpose = next(one.purpose for one in KINDS if one.model_fields["kind"].default == kind)
    return SlidePlan(f"{kind}-1", kind, kind, slots, Notes(), 1, part, purpose=purpose)


def session(*meetings: Meeting, **changes: Any) -> Session:
    slides = (
        slide("title", "Welcome"),
        slide("content"),
        slide("video", "See it", qr=Picture("QR", drawing="qr", address=ADDRESS)),
        slide("role-play", "Try it out"),
    )
    made: dict[str, Any] = {"slides": slides, "slot": 15.0, "usable": 14.0, "meetings": meetings, "topic": "Our plan"}
    return Session(1, 3, "Monday huddle 1 of 3", "footer", **(made | changes))


def plan(*sessions: Session) -> DeckPlan:
    return DeckPlan(
        "Monday huddle", "monday-huddle", "Hilltop Clinic", "en-US", "Warm Handoff Plus", "", Theme(), sessions
    )


def events(one: Session, zone: dt.tzinfo | None = NEW_YORK) -> list[Any]:
    return list(Calendar.from_ical(render_ics(plan(one), one, zone=zone, stamp=STAMP)).walk("VEVENT"))


def at(day: str, time: str | None = "07:45", **more: str) -> Meeting:
    return Meeting(dt.date.fromisoformat(day), dt.time.fromisoformat(time) if time else None, **more)


def test_the_moments_are_right_across_a_daylight_saving_change() -> None:
    found = events(session(at("2026-10-31"), at("2026-11-02"), at("2027-03-12"), at("2027-03-15")))
    assert [event.decoded("dtstart").isoformat() for event in found] == [
        "2026-10-31T11:45:00+00:00",
        "2026-11-02T12:45:00+00:00",
        "2027-03-12T12:45:00+00:00",
        "2027-03-15T11:45:00+00:00",
    ]
    assert all(event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=15) for event in found)


def test_a_meeting_through_the_change_lasts_as_long_as_planned() -> None:
    (event,) = events(session(at("2026-11-01", "01:30"), slot=60.0))
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=60)


def test_times_are_written_in_utc() -> None:
    one = session(at("2026-11-30"))
    data = render_ics(plan(one), one, zone=NEW_YORK, stamp=STAMP)
    assert b"DTSTART:20261130T124500Z" in data
    assert b"DTSTAMP:20261101T120000Z" in data
    assert b"TZID" not in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_this_machine_s_zone_is_the_usual_one() -> None:
    one = session(at("2026-07-01"))
    local = dt.datetime(2026, 7, 1, 7, 45).astimezone(dt.UTC)
    assert events(one, None)[0].decoded("dtstart") == local


def test_without_a_time_it_takes_the_day_and_does_not_block_it() -> None:
    (event,) = events(session(at("2026-11-30", None)))
    assert event.decoded("dtstart") == dt.date(2026, 11, 30)
    assert event.decoded("dtend") == dt.date(2026, 12, 1)
    assert event["transp"] == "TRANSPARENT"


def test_without_a_date_there_is_no_calendar() -> None:
    for one in (session(), session(Meeting(place="Break room"))):
        assert render_ics(plan(one), one, zone=NEW_YORK, stamp=STAMP) == b""


def test_an_event_keeps_its_uid_when_time_and_place_change() -> None:
    before = events(session(at("2026-11-30", place="Break room")))[0]["uid"]
    after = events(session(at("2026-11-30", "12:00", place="Library")))[0]["uid"]
    other = events(session(at("2026-12-01")))[0]["uid"]
    twice = [event["uid"] for event in events(session(at("2026-11-30"), at("2026-11-30", "12:00")))]
    assert before == after == twice[0]
    assert len({before, other, *twice}) == 3
    one = session(at("2026-11-30"))
    elsewhere = DeckPlan("Monday huddle", "monday-huddle", "Another Clinic", "en-US", "", "", Theme(), (one,))
    again = Calendar.from_ical(render_ics(elsewhere, one, zone=NEW_YORK, stamp=STAMP)).walk("VEVENT")[0]["uid"]
    assert again != before


def test_place_and_join_address() -> None:
    (event,) = events(session(at("2026-11-30", place="Break room", join="https://meet.example.org/a?b=c,d")))
    assert event["location"] == "Break room, https://meet.example.org/a?b=c,d"
    assert event["url"] == event["conference"] == "https://meet.example.org/a?b=c,d"
    assert "Join: https://meet.example.org/a?b=c,d" in event["description"]
    (event,) = events(session(at("2026-11-30", join="by phone, ext. 12")))
    assert "url" not in event
    assert "by phone, ext. 12" in event["description"]


def test_the_same_input_gives_the_same_bytes() -> None:
    one = session(at("2026-11-30"), at("2026-12-01"))
    made = [render_ics(plan(one), one, zone=NEW_YORK, stamp=STAMP) for _ in range(2)]
    assert made[0] == made[1]


def test_names_that_a_calendar_must_escape() -> None:
    name = "Huddle; “plan”, part\\1\x00 " + "ä" * 200
    one = session(at("2026-11-30"), topic=name)
    assert "Huddle; “plan”, part\\1 ä" in events(one)[0]["summary"]


def test_the_e_mail_says_when_where_what_and_what_if_not() -> None:
    one = session(at("2026-11-30", place="Break room"), at("2026-12-01", None, join="https://meet.example.org/x"))
    words = render_invite_text(plan(one), one, signature=("Dana Okafor",))
    assert words == (
        "Subject: Monday huddle 1 of 3: Our plan, November 30 or December 1\n\n"
        "Dear team,\n\n"
        "Please come to “Monday huddle 1 of 3: Our plan”: 15 minutes on Warm Handoff Plus.\n\n"
        "When: Monday, November 30, 2026, 7:45 AM\n"
        "Where: Break room\n\n"
        "When: Tuesday, December 1, 2026, the time will follow\n"
        "Join: https://meet.example.org/x\n\n"
        "The dates are the same session. Come to one of them.\n\n"
        "What to expect\n"
        "- We talk about “Our plan”.\n"
        "- We watch a short video.\n"
        "- We try a short, made-up scene together. Nobody is tested, everybody may pass.\n"
        "- There is nothing to prepare. Bring your doubts.\n\n"
        f"You cannot come? Please watch this video instead, and ask one of us how it went: {ADDRESS}\n\n"
        "See you there!\n\n"
        "Dana Okafor\nHilltop Clinic\n"
    )


def test_it_says_what_people_do_and_names_no_part_that_only_opens_or_plays() -> None:
    only = session(slides=(slide("title", "Welcome"), slide("checklist", "Try it"), slide("role-play", "Try it")))
    words = render_invite_text(plan(only), only)
    assert "We talk about" not in words
    assert "Welcome" not in words
    three = session(slides=tuple(slide("content", part) for part in ("Why", "How", "When")))
    assert "We talk about “Why”, “How” and “When”." in render_invite_text(plan(three), three)


def test_without_a_date_the_subject_says_so() -> None:
    one = session()
    first = render_invite_text(plan(one), one).splitlines()[0]
    assert first == "Subject: Monday huddle 1 of 3: Our plan (the date will follow)"


def test_the_draft_is_the_same_mail_and_is_not_yet_sent() -> None:
    one = session(at("2026-11-30"), topic="Größe: “plan”, " + "ä" * 80)
    text = render_invite_text(plan(one), one)
    made = invite.render_draft(text, "0123456789ab")
    mail = email.message_from_bytes(made, policy=email.policy.default)
    assert f"Subject: {mail['Subject']}" == text.splitlines()[0]
    assert mail["X-Unsent"] == "1"
    assert mail.get_content().splitlines() == text.splitlines()[2:]
    assert b"\n" not in made.replace(b"\r\n", b"")


def test_the_draft_brings_the_calendar_file() -> None:
    one = session(at("2026-11-30"))
    text, calendar = render_invite_text(plan(one), one), render_ics(plan(one), one, zone=NEW_YORK, stamp=STAMP)
    made = [invite.render_draft(text, "0123", calendar=calendar, calendar_name="Größe-1-invite.ics") for _ in range(2)]
    assert made[0] == made[1]
    mail = email.message_from_bytes(made[0], policy=email.policy.default)
    assert isinstance(mail, email.message.EmailMessage)
    (attached,) = mail.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "Größe-1-invite.ics")
    assert attached.get_payload(decode=True) == calendar
    body = mail.get_body()
    assert body is not None
    assert body.get_content().splitlines() == text.splitlines()[2:]
    assert b"\n" not in made[0].replace(b"\r\n", b"")


def test_a_video_stands_in_only_for_the_session_that_shows_it() -> None:
    first, second = session(), session(slides=(slide("content"),))
    assert ADDRESS not in render_invite_text(plan(first, second), second)
    alone = session(slides=(slide("content", title=Text(())),))
    words = render_invite_text(plan(alone), alone)
    assert "We will gladly show you." in words
    assert "The date will follow" in words


def test_every_word_can_be_another() -> None:
    one = session(at("2026-11-30"))
    told = {**WORDS, "invite": {**WORDS["invite"], "hello": "Hi all,"}, "months": [m.upper() for m in WORDS["months"]]}
    words = render_invite_text(plan(one), one, words=told)
    assert "Hi all," in words
    assert "NOVEMBER 30" in words


def test_it_pastes_as_it_is() -> None:
    one = session(at("2026-11-30", place="Room *2* <left>"))
    words = render_invite_text(plan(one), one, signature=("A", "B"))
    assert "Room *2* <left>" in words
    assert not re.search(r"\*\*|\\|<!--|^#", words.replace("Room *2* <left>", ""), re.MULTILINE)
