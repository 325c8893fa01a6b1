"""The invitation to each session: a calendar file for its meetings, and an e-mail. In: the plan. Out: files.

The e-mail is there twice: as text to paste, and as a draft that mail programs open, with the calendar file attached. People change both before they send
them. The text holds nothing but its words; a fingerprint among the draft's headers, which no mail shows, tells of both
whether somebody changed them, and then a copy is kept.
"""

from __future__ import annotations

import datetime as dt
import email
import hashlib
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path

from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.render.invite import render_draft, render_ics, render_invite_text


def make(job: Job) -> Iterator[OutputFile]:
    """`…-invite.txt` and `…-invite.eml` of every session, and `…-invite.ics` where a meeting has a date."""
    plan, words = job.prepared.plan, job.prepared.deck.words
    stamp = dt.datetime.combine(job.today, dt.time(), dt.UTC)
    names = [facilitator.name for facilitator in job.prepared.deck.practice.facilitators]
    for session in plan.sessions:
        stem = f"{plan.stem_of(session)}-invite"
        text = render_invite_text(plan, session, words=words, signature=names)
        yield OutputFile(job.path(stem, ".txt"), text.encode(), keep=was_edited)
        calendar = render_ics(plan, session, words=words, stamp=stamp)
        draft = render_draft(text, _fingerprint(text), calendar=calendar, calendar_name=f"{stem}.ics")
        yield OutputFile(job.path(stem, ".eml"), draft, keep=was_edited)
        if calendar:
            yield OutputFile(job.path(stem, ".ics"), calendar)


def was_edited(path: Path) -> bool:
    """Whether the text or the draft is not the one that we wrote. Line ends do not count: editors change them."""
    draft = path.with_suffix(".eml")
    if not draft.exists():
        return True
    found = email.message_from_bytes(draft.read_bytes(), policy=policy.default)
    if path.suffix == ".txt":
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    else:
        written = found.get_body(("plain",)) if isinstance(found, EmailMessage) else None
        body = written.get_payload(decode=True) if written else b""
        text = f": {found['Subject']}\n\n{body.decode(errors='replace') if isinstance(body, bytes) else ''}"
    return _fingerprint(text) != str(found["X-whp-deck"])


def _fingerprint(text: str) -> str:
    """Of the subject behind its word, and of the lines below."""
    first, *lines = text.splitlines() or [""]
    return hashlib.sha256("\n".join([first.partition(": ")[2], *lines]).encode()).hexdigest()[:12]
