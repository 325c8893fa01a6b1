"""What can be wrong with a video that is well formed: its movie, its captions, or keys that its mode makes no use of.

In: the entry with the facts of its files. Out: problems, gathered in the view. What is wrong with a file by itself was told
when it was read. Must not plan a slide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whp_deck.content.players import player_address
from whp_deck.errors import Problem, Source
from whp_deck.plan import CaptionFacts, MovieFacts
from whp_deck.slides.view import View, length_words

if TYPE_CHECKING:
    from whp_deck.slides.video import VideoSlide

LARGE = 100_000_000  # bytes; mail servers and slow network drives give up long before
LATE = 1.0  # seconds that the last caption may stay after the end: players round the length
# the containers that PowerPoint opens on Windows; of them MP4 alone plays on every computer and in the browser
PLAYABLE = ("MP4", "QuickTime", "AVI", "Windows Media", "MPEG-PS")
_SAVE_AS = "save it as MP4 with H.264 and AAC"


def check_video(entry: VideoSlide, view: View) -> None:
    """Everything that is wrong with the entry, into the view's problems."""
    _Checker(entry, view).run()


class _Checker:
    def __init__(self, entry: VideoSlide, view: View) -> None:
        self.entry, self.view = entry, view

    def _say(self, code: str, message: str, hint: str, place: Source | None, *, warning: bool = False) -> None:
        message = f"slide `{self.entry.id}`: {message}"
        self.view.problems.append(Problem(code, message, hint, place, "warning" if warning else "error"))

    def run(self) -> None:
        entry = self.entry
        self._check_keys()
        if entry.movie is None:
            return
        self._check_movie(entry.movie)
        for track in entry.captions:
            if found := entry.captions_of(track):
                self._check_end(found, entry.movie)

    def _check_keys(self) -> None:
        entry, mode = self.entry, self.entry.mode
        plays_a_file = mode in ("file", "linked-file")
        if plays_a_file and not entry.file:
            hint = "say which movie, as `file: watch-one.mp4`, or `mode: link`"
            self._say("key-missing", f"`mode: {mode}` needs a `file`", hint, entry.place_of("mode"))
        unused = {
            "file": bool(entry.file),
            "captions": bool(entry.captions),
            "poster_second": entry.poster_second is not None,
            "start": entry.start != "click",
        }
        for key, is_set in unused.items():
            if is_set and not plays_a_file:
                hint = f"say `mode: file` if the movie is to play in the slide, or take `{key}` out"
                self._say("key-unused", f"`mode: {mode}` makes no use of `{key}`", hint, entry.place_of(key))
        labels = [(track.language, track.label) for track in entry.captions]
        for index, label in enumerate(labels):
            if label in labels[:index]:
                hint = "give each file its `language`, or a `label` of its own"
                place = entry.captions[index].place_of()
                self._say("set-twice", "two files of captions are called the same", hint, place)
        if entry.transcript_in_notes and not entry.transcript and not entry.captions:
            hint = "give the `transcript` as a file, or captions"
            place = entry.place_of("transcript_in_notes")
            self._say("key-missing", "`transcript_in_notes` needs a `transcript`", hint, place)
        if entry.poster and entry.poster_second is not None:
            place = entry.place_of("poster_second")
            self._say("set-twice", "`poster` and `poster_second` are both set", "keep one of the two", place)
        if mode == "online" and not entry.address:
            hint = "give the page of the video on YouTube or Vimeo"
            self._say("key-missing", "`mode: online` needs an `address`", hint, entry.place_of("mode"))
        elif mode == "online" and not player_address(entry.address):
            hint = (
                "it plays YouTube and Vimeo; else say `mode: link`, which opens the browser, or download the movie, "
                "if its owner allows that, and say `mode: file`"
            )
            message = f"PowerPoint cannot play `{entry.address}` inside a slide"
            self._say("video-player-unknown", message, hint, entry.place_of("address"))

    def _check_movie(self, movie: MovieFacts) -> None:
        entry, place = self.entry, self.entry.place_of("file")
        name = entry.file.replace("\\", "/").rpartition("/")[2]
        known = " and ".join(part for part in (movie.video, movie.audio) if part) or "pictures of an unknown kind"
        is_what = f"the movie `{name}` is {movie.container or 'a file of an unknown kind'} with {known}"
        if movie.container not in PLAYABLE:
            hint = f"{_SAVE_AS}; the free HandBrake does that with its preset “Fast 1080p30”"
            self._say("movie-unplayable", f"{is_what}, which PowerPoint does not play", hint, place)
        elif movie.container != "MP4" or movie.video != "H.264" or movie.audio not in ("AAC", ""):
            hint = f"{_SAVE_AS}, which plays everywhere, or test it on the computer you present with"
            self._say("movie-codec", f"{is_what}, which not every PowerPoint plays", hint, place, warning=True)
        if movie.size > LARGE and entry.mode == "file":
            hint = (
                "save it in 720p, or let PowerPoint do it in the finished deck (File > Info > Compress Media), or say "
                "`mode: linked-file`; as it is, no mail will take the deck"
            )
            self._say("movie-large", f"the movie `{name}` has {movie.size / 1e6:.0f} MB", hint, place, warning=True)
        if entry.poster_second is not None and entry.poster_second >= movie.duration:
            message = f"the movie `{name}` has no second {entry.poster_second:g}"
            hint = f"it runs for {length_words(movie.duration, self.view)}"
            self._say("movie-shorter", message, hint, entry.place_of("poster_second"))

    def _check_end(self, captions: CaptionFacts, movie: MovieFacts) -> None:
        runs = length_words(movie.duration, self.view)
        for cue in captions.cues:
            place = Source(captions.file, cue.line)
            if cue.start >= movie.duration:
                hint = f"it runs for {runs}; are these the captions of another video?"
                self._say("captions-past-end", "this cue begins after the end of the movie", hint, place)
                return
            if cue.end > movie.duration + LATE:
                hint = f"it runs for {runs}; end the cue there"
                self._say("captions-past-end", "this cue ends after the end of the movie", hint, place, warning=True)
