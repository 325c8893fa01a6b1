"""Invitations to a session: a calendar file for its meetings, and an e-mail to go with it.

In: the plan, one of its sessions, the time zone in which its meetings are held. Out: the bytes of an .ics, an e-mail
as plain text and as a draft. Both go to everybody: they are made of the slides alone. Must not look at the clock: when
an invitation was made is an argument, so that a rebuild yields the same bytes.

Fixed words come under `invite` from the words file.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from icalendar import Calendar, Event, vText, vUri

from whp_deck.content.word_list import WordList
from whp_deck.plan import DeckPlan, Meeting, Picture, Session
from whp_deck.slides.view import clock_words, minutes_figure

_OURS = uuid.UUID("3f0c7f0e-6a0d-5d0b-9f55-0d5d8a2f8a51")
_LEAST_MINUTES = 5


def render_ics(
    plan: DeckPlan,
    session: Session,
    *,
    zone: dt.tzinfo | None = None,
    stamp: dt.datetime,
    words: WordList,
) -> bytes:
    """A calendar with an event for each meeting that has a date; empty when there is none.

    `zone` is where the meetings are held, None = where this machine is. `stamp` is when the invitation was made. An
    event keeps its UID when its time or place changes, so that calendars replace it. A meeting without a time takes
    the whole day, and does not block it. Times are written in UTC (RFC 5545, 3.3.5, form 2): right in every calendar
    and across a daylight-saving change, without a zone's rules in the file.
    """
    dated = [meeting for meeting in session.meetings if meeting.date]
    if not dated:
        return b""
    calendar = Calendar()
    calendar.add("prodid", "-//whp-deck//invitation//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    seen: dict[dt.date, int] = {}
    for meeting in dated:
        assert meeting.date is not None
        seen[meeting.date] = seen.get(meeting.date, 0) + 1
        calendar.add_component(_event(plan, session, meeting, seen[meeting.date], zone, stamp, words))
    return bytes(calendar.to_ical())


def render_invite_text(plan: DeckPlan, session: Session, *, words: WordList, signature: Sequence[str] = ()) -> str:
    """The e-mail as it is sent: its subject on the first line, then the text. `signature`: names of those who invite.

    Plain text, without a mark of any kind: people copy it into their mail program.
    """
    dates = f" {words.get('or')} ".join(_date(one.date, words, "date_short") for one in session.meetings if one.date)
    subject = words.get("invite.subject" if dates else "invite.subject_no_date", session=_name(session), dates=dates)
    minutes = minutes_figure(_minutes(session))
    lines = [words.get("invite.subject_line", subject=subject), words.get("invite.hello")]
    opening = "invite.opening_named" if plan.subject in _name(session) else "invite.opening"
    lines.append(words.get(opening, session=_name(session), minutes=minutes, subject=plan.subject))
    lines += _when_and_where(session, words)
    if len([meeting for meeting in session.meetings if meeting.date]) > 1:
        lines.append(words.get("invite.either"))
    expected = [f"- {line}" for line in _expectations(plan, session, words)]
    lines.append("\n".join([words.get("invite.expect"), *expected]))
    lines += [_if_not(session, words), words.get("invite.closing")]
    lines.append("\n".join(name for name in (*signature, plan.practice) if name))
    return "\n\n".join(_clean(line) for line in lines if line) + "\n"


def render_draft(text: str, mark: str, *, calendar: bytes = b"", calendar_name: str = "invite.ics") -> bytes:
    """The e-mail of `render_invite_text` as a file that a mail program opens as a draft, `mark` among its headers.

    `X-Unsent` is what Outlook asks for. Plain text of eight bits (RFC 2045, 6.2), so that the file can be read as it
    is. `calendar` goes with it as an attachment, so that whoever sends the draft need not look for the file. Its
    boundary is made of the mark, for the same bytes from the same words.
    """
    first, _, body = text.partition("\n\n")
    draft = EmailMessage(policy=SMTP)
    draft["Subject"] = first.partition(": ")[2]
    draft["X-Unsent"] = "1"
    draft["X-whp-deck"] = mark
    draft.set_content("\n".join(body.splitlines()) + "\n", cte="8bit")
    if calendar:
        draft.add_attachment(
            calendar, maintype="text", subtype="calendar", filename=calendar_name, params={"charset": "utf-8"}
        )
        draft.set_boundary(f"=_whp-deck-{mark}")
    return draft.as_bytes()


def _event(
    plan: DeckPlan,
    session: Session,
    meeting: Meeting,
    number: int,
    zone: dt.tzinfo | None,
    stamp: dt.datetime,
    words: WordList,
) -> Event:
    assert meeting.date is not None
    event = Event()
    event.add("uid", _uid(plan, session, meeting.date, number))
    event.add("dtstamp", stamp.astimezone(dt.UTC))
    event.add("summary", _clean(_name(session)))
    if meeting.start is None:
        event.add("dtstart", meeting.date)
        event.add("dtend", meeting.date + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        start = _instant(meeting.date, meeting.start, zone)
        event.add("dtstart", start)
        event.add("dtend", start + dt.timedelta(minutes=_minutes(session)))
    where = ", ".join(part for part in (meeting.place, meeting.join) if part)
    if where:
        event.add("location", _clean(where))
    if re.match(r"https?://\S+$", meeting.join):
        event.add("url", meeting.join)
        event["CONFERENCE"] = vUri(meeting.join, params={"VALUE": "URI"})  # RFC 7986, 5.11
    event.add("description", _clean("\n".join(_description(plan, session, meeting, words))))
    event["CLASS"] = vText("PUBLIC")
    return event


def _instant(date: dt.date, time: dt.time, zone: dt.tzinfo | None) -> dt.datetime:
    """The moment in UTC; a naive time is taken as this machine's, by the rules of that very day."""
    return dt.datetime.combine(date, time, zone).astimezone(dt.UTC)


def _uid(plan: DeckPlan, session: Session, date: dt.date, number: int) -> str:
    names = (
        plan.practice,
        plan.file_stem,
        str(session.number),
        date.isoformat(),
        *([str(number)] if number > 1 else []),
    )
    return f"{uuid.uuid5(_OURS, chr(31).join(names))}@whp-deck"


def _description(plan: DeckPlan, session: Session, meeting: Meeting, words: WordList) -> Iterator[str]:
    yield _name(session)
    yield plan.practice
    if meeting.join:
        yield f"{words.get('invite.join')}: {meeting.join}"
    yield ""
    yield from _expectations(plan, session, words)
    if _video_address(session):
        yield ""
        yield _if_not(session, words)


def _if_not(session: Session, words: WordList) -> str:
    video = _video_address(session)
    instead = words.get("invite.cannot_video", address=video) if video else words.get("invite.cannot_plain")
    return f"{words.get('invite.cannot')} {instead}"


def _when_and_where(session: Session, words: WordList) -> Iterator[str]:
    """Time and place of each meeting, a paragraph for each."""
    for meeting in session.meetings or (Meeting(),):
        when = _date(meeting.date, words, "invite.date") if meeting.date else words.get("invite.no_date")
        if meeting.date:
            when += f", {clock_words(meeting.start)}" if meeting.start else f", {words.get('invite.all_day')}"
        told = {"when": when, "where": meeting.place, "join": meeting.join}
        yield "\n".join(f"{words.get(f'invite.{name}')}: {value}" for name, value in told.items() if value)


def _expectations(plan: DeckPlan, session: Session, words: WordList) -> Iterator[str]:
    """What people will do there. Parts that a video or a role play stands in are told by what is done in them.

    A part that is called as the deck, or as the welcome, is no topic: nothing in it has a name of its own.
    """
    shown = [slide for slide in session.slides if not slide.hidden]
    done = {slide.part for slide in shown if slide.purpose in ("video", "role-play")}
    told = dict.fromkeys(slide.part for slide in shown if slide.purpose == "content" and slide.part)
    opening = {slide.part for slide in shown if slide.purpose == "frame"} | {plan.name, words.get("opening")}
    topics = [words.get("invite.topic", topic=part) for part in told if part not in done | opening]
    if topics:
        before, last = ", ".join(topics[:-1]), topics[-1]
        yield words.get("invite.topics", topics=f"{before} {words.get('invite.and')} {last}" if before else last)
    if any(slide.purpose == "video" for slide in shown):
        yield words.get("invite.video_shown")
    if any(slide.purpose == "role-play" for slide in shown):
        yield words.get("invite.role_play")
    yield words.get("invite.prepare")


def _video_address(session: Session) -> str:
    """The address of the video that this session shows: no other one stands for what is done in it."""
    for slide in session.slides:
        if slide.purpose != "video" or slide.hidden:
            continue
        for block in slide.slots.values():
            if isinstance(block, Picture) and (block.address or block.link):
                return block.address or block.link
    return ""


def _minutes(session: Session) -> float:
    return max(session.slot or session.minutes, _LEAST_MINUTES)


def _name(session: Session) -> str:
    return f"{session.name}: {session.topic}" if session.topic and session.topic not in session.name else session.name


def _date(date: dt.date | None, words: WordList, form: str) -> str:
    if date is None:
        return ""
    names = {"month": words.all("months")[date.month - 1], "weekday": words.all("weekdays")[date.weekday()]}
    return words.get(form, day=date.day, year=date.year, **names)


def _clean(text: str) -> str:
    """Without what a calendar cannot hold: controls but for the line break (RFC 5545, 3.3.11)."""
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]", "", text).replace("\u00a0", " ").replace("\u00ad", "")
