"""The invitation to each session: a calendar file for its meetings, and an e-mail text. In: the plan. Out: files.

The e-mail text is Markdown that people change before they send it. Its last line holds a fingerprint, as a comment that
no mail shows: it tells whether somebody did, and then a copy is kept.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.render.invite import render_ics, render_invite_text

_STAMP = re.compile(r"\n<!-- whp-deck ([0-9a-f]{12}) -->\n\Z")


def make(job: Job) -> Iterator[OutputFile]:
    """`…-invite.md` of every session, and `…-invite.ics` where a meeting has a date."""
    plan, words = job.prepared.plan, job.prepared.deck.words
    stamp = dt.datetime.combine(job.today, dt.time(), dt.UTC)
    names = [facilitator.name for facilitator in job.prepared.deck.practice.facilitators]
    for session in plan.sessions:
        stem = f"{plan.stem_of(session)}-invite"
        text = render_invite_text(plan, session, words=words, signature=names)
        yield OutputFile(job.path(stem, ".md"), _stamped(text).encode(), keep=was_edited)
        if calendar := render_ics(plan, session, words=words, stamp=stamp):
            yield OutputFile(job.path(stem, ".ics"), calendar)


def was_edited(path: Path) -> bool:
    """Whether the text is not the one that we wrote. Line ends do not count: editors change them."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    found = _STAMP.search(text)
    return found is None or found[1] != _fingerprint(text[: found.start()])


def _stamped(text: str) -> str:
    return f"{text}\n<!-- whp-deck {_fingerprint(text)} -->\n"


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
