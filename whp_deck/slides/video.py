"""The video slide: a movie that plays, or a poster that opens it in the browser; its address to read and to scan.

In: an entry, and the facts of the files that it names. Out: one slide, or none. What PowerPoint needs so that a movie plays
is `render`'s business; what is said of a file that cannot be read was said when its facts were gathered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from whp_deck.content.authored import Authored, Markdown, Unfit, YesNo
from whp_deck.content.captions import transcript_of
from whp_deck.content.languages import is_language
from whp_deck.content.players import player_address
from whp_deck.content.toolkit import ToolkitFacts
from whp_deck.errors import Source
from whp_deck.markup import plain
from whp_deck.plan import (
    Block,
    CaptionFacts,
    Captions,
    Movie,
    MovieFacts,
    Notes,
    Paragraph,
    Picture,
    Purpose,
    Run,
    SlidePlan,
    Text,
    Wanted,
    path_beside,
)
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.video_checks import PLAYABLE, check_video
from whp_deck.slides.view import View, length_words

_SHORT = 45.0  # seconds
_PLAYED = ("file", "linked-file")


class CaptionsEntry(Authored):
    """One file of captions."""

    file: str = Field(
        description="The captions, as WebVTT (.vtt) or SubRip (.srt).", examples=["watch-one.vtt"], min_length=1
    )
    language: str = Field("", description="Their language; empty = the practice's.", examples=["es"])
    label: str = Field(
        "",
        description="What the player's menu calls them; empty = the language's own name.",
        examples=["Español"],
        max_length=60,
    )

    @field_validator("language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value and not is_language(value):
            raise Unfit(f"`{value}` is no language", "write it as `en`, `es`, `pt-BR` or `zh-Hans`")
        return value


class VideoSlide(SlideEntry):
    """A video: inside the deck, from a file beside it, in an online player, or by its address. `mode: none` = no slide."""

    kind: Literal["video"] = "video"
    purpose: ClassVar[Purpose] = "video"
    default_minutes: ClassVar[float] = 5
    typed_over: ClassVar[Mapping[str, str]] = MappingProxyType({"running-time": "running_time"})
    mode: Literal["link", "file", "linked-file", "online", "none"] = Field(
        "link",
        description="file = plays inside the deck, offline; linked-file = plays from a file beside the deck; online = "
        "plays YouTube or Vimeo in the slide; link = opens in the browser; none = no video slide.",
        examples=["file"],
    )
    file: str = Field(
        "",
        description="The movie, best an MP4 with H.264 and AAC; for file and linked-file.",
        examples=["watch-one.mp4"],
    )
    address: str = Field(
        "",
        description="Where the video is on the web; stays on the slide as the way out. Empty = the toolkit's own (link), none for a film of your own.",
        examples=["https://example.org/video"],
        max_length=1000,
    )
    start: Literal["click", "automatic", "when-clicked"] = Field(
        "click",
        description="click = with the next click or key; automatic = as soon as the slide shows; "
        "when-clicked = when somebody clicks on the picture.",
        examples=["automatic"],
    )
    poster: str = Field(
        "", description="A picture that shows before the video plays; empty = a drawn card.", examples=["poster.jpg"]
    )
    poster_second: Annotated[float, Field(ge=0, le=36_000, allow_inf_nan=False)] | None = Field(
        None,
        description="Take the poster from the movie, at this second; needs the extra [video].",
        examples=[12],
    )
    captions: list[CaptionsEntry] = Field(
        default_factory=list,
        description="Captions, one file for each language.",
        examples=[[{"file": "watch-one.vtt", "language": "en"}, {"file": "watch-one-es.srt", "language": "es"}]],
    )
    transcript: str = Field(
        "",
        description="What is said, as a file (.txt, .vtt or .srt), for the packet; empty = from the captions.",
        examples=["watch-one.txt"],
    )
    transcript_in_notes: YesNo = Field(False, description="Put the transcript into the notes, too.", examples=["yes"])
    running_time: Markdown = Field(
        "", description="How long it runs, in words; empty = as long as the file says.", examples=["Under 5 minutes"]
    )
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
            raise Unfit("this is no address of a video", "copy it whole; it starts with https:// and has no spaces")
        return value

    # --- files

    def wants(self) -> Sequence[Wanted]:
        if self.mode == "none":
            return ()
        wanted = [self._wanted("movie", self.file, self.place_of("file"))] if self.mode in _PLAYED and self.file else []
        wanted += [self._wanted("captions", track.file, track.place_of("file")) for track in self.captions]
        if self.transcript:
            wanted.append(self._wanted("transcript", self.transcript, self.place_of("transcript")))
        return wanted

    def _wanted(self, kind: Literal["movie", "captions", "transcript"], name: str, place: Source | None) -> Wanted:
        return Wanted(kind, path_beside(name, place), place)

    @property
    def movie(self) -> MovieFacts | None:
        """The facts of the movie that plays in the slide; None when it plays none, or when it cannot be read."""
        if self.mode not in _PLAYED or not self.file:
            return None
        return self._files.movies.get(path_beside(self.file, self.place_of("file")))

    def captions_of(self, track: CaptionsEntry) -> CaptionFacts | None:
        """The captions of one of its files; None when they cannot be read."""
        return self._files.captions.get(path_beside(track.file, track.place_of("file")))

    @property
    def said(self) -> tuple[str, ...]:
        """What is said in the video, as paragraphs: from its own file, else from the first captions; may be empty."""
        if self.mode == "none":
            return ()
        if self.transcript:
            return self._files.transcripts.get(path_beside(self.transcript, self.place_of("transcript")), ())
        for track in self.captions[:1]:
            if found := self.captions_of(track):
                return transcript_of(found.cues)
        return ()

    # --- planning

    def planned_minutes(self) -> float:
        """Its own minutes, else the movie's length in half minutes, rounded up."""
        if self.mode == "none":
            return 0
        if self.minutes is None and self.movie:
            return max(math.ceil(self.movie.duration / 30), 1) / 2
        return super().planned_minutes()

    def seen_at(self, facts: ToolkitFacts) -> str:
        """The address at which people can see it again; empty when it has none: the toolkit's leads to another film than one's own."""
        if self.mode == "none" or self._is_anothers:
            return ""
        return self.address or (facts.video.address if self.mode == "link" else "")

    @property
    def _is_anothers(self) -> bool:
        """Whether the practice plays a film of its own, and the address is still the toolkit's."""
        place = self.place_of("address")
        return self.mode in _PLAYED and bool(self.file) and place is not None and place.is_shipped

    def plan(self, view: View) -> list[SlidePlan]:
        if self.mode == "none":
            return []
        check_video(self, view)
        usual = view.facts.video
        address = self.seen_at(view.facts)
        place = self.place_of("address")
        length = self.length(view)
        if not length and address == usual.address:
            length = usual.running_time
        name = view.line(self.title, self.place_of("title")).text
        code = Picture(view.words.get("qr_alt"), drawing="qr", address=address, source=place)
        slots: dict[str, Block | None] = {
            "poster": self._movie(view, name) or self._poster(view, name, link=address),
            "qr": code if address else None,
            # a film with nothing beside it needs no figure in the room that it takes then
            "running-time": view.line(
                self.running_time or (length if address or self.watch_for else ""), self.place_of("running_time")
            ),
            "watch-for": view.line(self.watch_for, self.place_of("watch_for")),
            "address": _address(address, place) if address else None,
        }
        return [self.slide(view, "video", slots, notes=self._notes(view))]

    @property
    def is_short(self) -> bool:
        """Whether the movie is over before one has listened for half a minute."""
        return self.movie is not None and self.movie.duration < _SHORT

    def length(self, view: View) -> str:
        """The movie's length in words, `4 min 32 s`; nothing when it is not known."""
        return length_words(self.movie.duration, view) if self.movie else ""

    def _poster(self, view: View, name: str, *, link: str = "") -> Picture:
        alt = view.words.get("poster_alt" if not self.poster else "poster_own_alt", title=name)
        place = self.place_of("poster")
        if self.poster:
            return Picture(alt, self.poster, link=link, source=place)
        return Picture(alt, drawing="poster", link=link, source=place)

    def _movie(self, view: View, name: str) -> Movie | None:
        """What plays in the slide; None where nothing does, or where its file cannot be used."""
        place = self.place_of("file" if self.file else "address")
        player = player_address(self.address) if self.mode == "online" else ""
        facts = self.movie
        if (facts is None and not player) or (facts and facts.container not in PLAYABLE):
            return None
        length = self.length(view)
        alt = view.words.get("movie_alt_length" if length else "movie_alt", title=name, length=length)
        shown = Movie(alt, self._poster(view, name), "online", address=player, start="when-clicked", source=place)
        if facts is None:
            return shown
        return Movie(
            alt,
            shown.poster,
            "embedded" if self.mode == "file" else "linked",
            file=path_beside(self.file, place),
            container=facts.container,
            start=self.start,
            frame=self.poster_second if not self.poster else None,
            duration=facts.duration,
            width=facts.width,
            height=facts.height,
            captions=tuple(self._tracks(view)),
            source=place,
        )

    def _tracks(self, view: View) -> list[Captions]:
        found = []
        for track in self.captions:
            facts = self.captions_of(track)
            if facts is None:
                continue
            language = track.language or view.practice.language
            base = language.partition("-")[0]
            named = view.words.get(f"languages.{base}") if view.words.has(f"languages.{base}") else language
            found.append(Captions(language, track.label or named, facts.webvtt))
        return found

    def _notes(self, view: View) -> Notes:
        """The entry's notes; how to test and to start it stands first among the things to do, the transcript last."""
        notes = view.notes(self.notes, self.place_of("notes"))
        part = view.words.get("video.whole" if self.is_short else "video.part")
        steps = [view.words.get(f"video.before.{self.mode}", part=part)]
        if self.movie or self.mode == "online":
            steps.append(view.words.get(f"video.start.{self.start if self.movie else 'online'}"))
        if self.movie and self.captions:
            labels = ", ".join(track.label for track in self._tracks(view))
            steps.append(view.words.get("video.captions", labels=labels))
        lines = [Paragraph(p.runs, 0, "bullet") for step in steps for p in plain(step)]
        notes = view.notes_with(notes, "note_do", lines)
        if self.transcript_in_notes and self.said:
            said = [p for paragraph in self.said for p in plain(paragraph)]
            notes = view.notes_with(notes, "video.transcript", said)
        return notes


def _address(address: str, place: Source | None) -> Text:
    """The address to read, as a link; where the template has little room, its site and its page."""
    parts = urlsplit(address)
    way = [one for one in parts.path.split("/") if one]
    shown = "/".join((parts.netloc.removeprefix("www."), *(["…"] * (len(way) > 1)), *way[-1:]))

    def linked(words: str) -> Text:
        return Text((Paragraph((Run(words, link=address),)),), place)

    return replace(linked(address), short=linked(shown))
