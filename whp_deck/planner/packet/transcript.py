"""What is said in each video of a session, to read along or to look up. Only where a video has a transcript or
captions.

In: the session's video slides, and what their entries know of their files. Out: paragraphs under the slide's title.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.markup import plain
from whp_deck.plan import Heading, PacketBlock, Text
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.planner.packet.world import videos_of
from whp_deck.slides.video import VideoSlide


def transcript(view: PacketView) -> Sequence[Part]:
    """One heading for each video, then its paragraphs."""
    blocks: list[PacketBlock] = []
    for slide in videos_of(view.session):
        entry = view.deck.entries.get(slide.id.partition("#")[0])
        if isinstance(entry, VideoSlide) and entry.said:
            said = tuple(paragraph for one in entry.said for paragraph in plain(one))
            blocks += [Heading(slide.title), Text(said, entry.place_of("transcript"))]
    return [Part([*view.body(), *blocks])] if blocks else []
