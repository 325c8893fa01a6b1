"""Keeps what the page shows: the deck as it was last whole, its pictures, and what is wrong with it now.

In: the path of a deck file, read anew by `reload`. Out: `Seen`, as plain data for the page, and pictures by name.
Only slides that look different are drawn again. Must not know the web.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from whp_deck.build import Prepared, prepare_deck
from whp_deck.edits.unseen import edited_files, tell_unseen
from whp_deck.errors import InvalidDeckError, Problem, WhpDeckError, has_errors
from whp_deck.office.fingerprint import fingerprint_slides
from whp_deck.office.package import open_package, package_bytes
from whp_deck.plan import DeckPlan, Session, SlidePlan
from whp_deck.preview.inputs import state_of
from whp_deck.render.deck import render_session
from whp_deck.render.thumbnails import draw_thumbnails
from whp_deck.slides.view import clock_words

PICTURE_WIDTH = 1280


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows. `deck` is the last whole one, `problems` and `failure` tell of the newest try."""

    version: int = 0
    deck: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    current: bool = False  # whether `deck` is what the files say now
    note: str = ""
    unseen: str = ""  # which built files have edits that the page does not show
    edited: tuple[str, ...] = ()  # the names of these files

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "version": self.version,
            "deck": self.deck,
            "problems": [_problem(problem) for problem in self.problems],
            "failure": self.failure,
            "current": self.current,
            "note": self.note,
            "unseen": self.unseen,
            "edited": list(self.edited),
        }


@dataclass(slots=True)
class Keeper:
    """Reads the deck when it is told to. `pictures` holds those that `seen` shows, and no others."""

    path: Path
    seen: Seen = Seen()
    pictures: dict[str, bytes] = field(default_factory=dict)
    _drawn: dict[int, tuple[Session | None, list[str]]] = field(default_factory=dict)
    _around: object = None

    def reload(self) -> Seen:
        """Read and draw the deck; what fails is told, and the last pictures stay."""
        version = self.seen.version + 1
        try:
            prepared = prepare_deck(self.path)
            deck, note = self._draw(prepared)
            edited = tuple(edited_files(self.path))
            told = tell_unseen(self.path, edited)
        except InvalidDeckError as error:
            self.seen = Seen(version, self.seen.deck, tuple(error.problems))
        except WhpDeckError as error:
            self.seen = Seen(version, self.seen.deck, (), str(error))
        else:
            self.seen = Seen(version, deck, prepared.problems, "", current=True, note=note, unseen=told, edited=edited)
        return self.seen

    def _draw(self, prepared: Prepared) -> tuple[dict[str, Any], str]:
        plan = prepared.plan
        around = _around(prepared)
        pictures: dict[str, bytes] = {}
        drawn: dict[int, tuple[Session | None, list[str]]] = {}
        sessions, note = [], ""
        unused = [prepared.opened]
        for session in plan.sessions:
            before, names = self._drawn.get(session.number, (None, []))
            if before != session or around != self._around:
                package = unused.pop() if unused else open_package(prepared.template_path)
                render_session(plan, session, package, prepared.template, prepared.pictures, prepared.sources)
                names = fingerprint_slides(package)
                missing = {number: name for number, name in enumerate(names, 1) if name not in self.pictures}
                if missing:
                    thumbnails = draw_thumbnails(
                        package_bytes(package, movies=False), width=PICTURE_WIDTH, only=missing
                    )
                    pictures |= {missing[number]: data for number, data in thumbnails.pictures.items()}
                    note = note or thumbnails.note
            else:
                note = note or self.seen.note
            pictures |= {name: self.pictures[name] for name in names if name in self.pictures}
            drawn[session.number] = (session, names)
            shown = [name if name in pictures else "" for name in names]
            sessions.append(_session(plan, session, shown, prepared.problems))
        self.pictures, self._drawn, self._around = pictures, drawn, around
        return _deck(plan, sessions, broken=has_errors(prepared.problems)), note


def _around(prepared: Prepared) -> object:
    """All that a session's slides hang on beside the session itself."""
    files = [prepared.template_path, *map(Path, prepared.sources)]
    return replace(prepared.plan, sessions=(), left_out=(), open_decisions=()), dict(prepared.pictures), state_of(files)


def _deck(plan: DeckPlan, sessions: list[dict[str, Any]], *, broken: bool) -> dict[str, Any]:
    return {
        "name": plan.name,
        "practice": plan.practice,
        "broken": broken,
        "sessions": sessions,
        "left_out": [{"id": item.id, "title": item.title, "reason": item.reason} for item in plan.left_out],
        "open_decisions": [
            {"field": item.field, "question": item.question, "place": str(item.source or "")}
            for item in plan.open_decisions
        ],
    }


def _session(plan: DeckPlan, session: Session, names: list[str], problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "number": session.number,
        "of": session.of,
        "stem": plan.stem_of(session),
        "topic": session.topic or session.name,
        "minutes": session.minutes,
        "slot": session.slot,
        "usable": session.usable,
        "meetings": [
            {
                "date": meeting.date.isoformat() if meeting.date else "",
                "start": clock_words(meeting.start) if meeting.start else "",
                "place": meeting.place,
            }
            for meeting in session.meetings
        ],
        "slides": [
            _slide(slide, number, name, problems)
            for number, (slide, name) in enumerate(zip(session.slides, names, strict=True), 1)
        ],
    }


def _slide(slide: SlidePlan, number: int, picture: str, problems: tuple[Problem, ...]) -> dict[str, Any]:
    return {
        "number": number,
        "id": slide.id,
        "kind": slide.kind,
        "title": slide.title,
        "part": slide.part,
        "minutes": slide.minutes,
        "hidden": slide.hidden,
        "picture": picture,
        "place": str(slide.source or ""),
        "notes": [
            {"label": part.label, "paragraphs": [paragraph.text for paragraph in part.paragraphs]}
            for part in slide.notes.parts
        ],
        "problems": [_problem(problem) for problem in problems if problem.source and problem.source == slide.source],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "place": str(problem.source or ""),
    }
