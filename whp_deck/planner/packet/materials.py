"""Materials with their copies, the room, and the technical check; an online meeting has a check of its own.

In: the head count when the deck gives it, where the meetings take place, which videos are shown. Out: lists to tick.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from whp_deck.plan import Checks, Heading, PacketBlock, SlidePlan, Text
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.planner.packet.world import is_online, videos_of
from whp_deck.slides.video import VideoSlide


def materials(view: PacketView) -> Sequence[Part]:
    """What to print and bring, how to set up, what to test."""
    meetings = view.session.meetings
    online = any(is_online(meeting) for meeting in meetings)
    in_a_room = not meetings or not all(is_online(meeting) for meeting in meetings)
    blocks: list[PacketBlock] = [*view.body()]
    for key, wanted in (
        ("copies", True),
        ("bring", in_a_room),
        ("room", in_a_room),
        ("technical", in_a_room),
        ("technical_online", online),
    ):
        if wanted:
            blocks += _with_videos(view, key) if key.startswith("technical") else view.checks(key)
    return [Part(blocks)]


def _with_videos(view: PacketView, key: str) -> list[Heading | Checks]:
    """The list, then each video by its name, with its length, and how to test it on the computer that will show it."""
    lines: list[Text] = []
    for slide in videos_of(view.session):
        entry = view.deck.entries.get(slide.id.partition("#")[0])
        if isinstance(entry, VideoSlide):
            kind = "linked" if entry.mode == "linked-file" else entry.mode
            lines += view.lines(f"video_{kind}", video=_names(view, slide, entry))
    listed = view.checks(key)
    return [*(listed or [Heading(view.word(key))]), Checks(tuple(lines))] if lines else listed


def _names(view: PacketView, slide: SlidePlan, entry: VideoSlide) -> dict[str, object]:
    """What expressions may say of a video."""
    return {
        "title": slide.title,
        "slide": next(number for number, one in enumerate(view.session.slides, 1) if one is slide),
        "file": posixpath.basename(entry.file.replace("\\", "/")),
        "length": entry.length(view.common),
        "short": entry.is_short,
        "captions": bool(entry.captions),
        "starts": entry.start,
    }
