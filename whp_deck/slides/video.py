"""The video slide: a poster that opens the video in the browser, its address to read and to scan."""

from __future__ import annotations

from typing import ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from whp_deck.content.authored import Markdown
from whp_deck.plan import Block, Paragraph, Picture, Run, SlidePlan, Text
from whp_deck.slides.base import SlideEntry, View


class VideoSlide(SlideEntry):
    """A video by its address. `mode: none` leaves the slide out."""

    kind: Literal["video"] = "video"
    default_minutes: ClassVar[float] = 5
    mode: Literal["link", "none"] = Field(
        "link", description="link = opens in the browser; none = no video slide.", examples=["link"]
    )
    address: str = Field(
        "",
        description="Where the video is; empty = the toolkit's own.",
        examples=["https://example.org/video"],
        max_length=1000,
    )
    running_time: Markdown = Field("", description="How long it runs, in words.", examples=["Under 5 minutes"])
    watch_for: Markdown = Field(
        "",
        description="What to look for while it runs.",
        examples=["What does the patient add, and who made room for it?"],
    )

    @field_validator("address")
    @classmethod
    def _https_only(cls, value: str) -> str:
        if value and (
            not value.startswith("https://") or not urlsplit(value).hostname or any(c.isspace() for c in value)
        ):
            raise ValueError("a video's address starts with https:// and has no spaces")
        return value

    def planned_minutes(self) -> float:
        return 0 if self.mode == "none" else super().planned_minutes()

    def plan(self, view: View) -> list[SlidePlan]:
        if self.mode == "none":
            return []
        address = self.address or view.facts.video.address
        place = self.place_of("address")
        name = view.line(self.title, self.place_of("title")).text
        slots: dict[str, Block | None] = {
            "poster": Picture(view.words.get("poster_alt", title=name), drawing="poster", link=address, source=place),
            "qr": Picture(view.words.get("qr_alt"), drawing="qr", address=address, source=place),
            "running-time": view.line(
                self.running_time or view.facts.video.running_time, self.place_of("running_time")
            ),
            "watch-for": view.line(self.watch_for, self.place_of("watch_for")),
            "address": Text((Paragraph((Run(address, link=address),)),), place),
        }
        return [self.slide(view, "video", slots)]
