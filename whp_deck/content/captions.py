"""Captions that an author brings (WebVTT or SubRip), read strictly: every cue is kept or told of, with its line.

In: the bytes of a .vtt or .srt file. Out: `CaptionFacts` (always WebVTT) and problems. Must not open files, nor know
how long the movie runs. A library was tried first: it dropped malformed cues without a word and took an end before its
start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from whp_deck.errors import Problem, Source, has_errors
from whp_deck.plan import CaptionFacts, Cue

# WebVTT 4.1: hours may be left out, milliseconds have three digits after a dot
_VTT_TIME = r"(?:(?P<{0}h>\d{{2,}}):)?(?P<{0}m>[0-5]\d):(?P<{0}s>[0-5]\d)\.(?P<{0}ms>\d{{3}})"
# SubRip was never written down; its files have a comma, some have a dot, and hours of one digit
_SRT_TIME = r"(?P<{0}h>\d{{1,2}}):(?P<{0}m>[0-5]\d):(?P<{0}s>[0-5]\d)[,.](?P<{0}ms>\d{{3}})"
_VTT_CUE = re.compile(rf"{_VTT_TIME.format('a')}[ \t]+-->[ \t]+{_VTT_TIME.format('b')}(?P<more>[ \t]+\S.*)?[ \t]*")
_SRT_CUE = re.compile(rf"\s*{_SRT_TIME.format('a')}\s*-->\s*{_SRT_TIME.format('b')}(?P<more>\s.*)?")
_HEAD = re.compile(r"WEBVTT([ \t].*)?")
_VTT_BLOCK = re.compile(r"(NOTE|STYLE|REGION)([ \t].*)?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>")
_SRT_MARK = re.compile(r"\{\\[^{}]*\}|</?font[^<>]*>", re.IGNORECASE)
_KEPT_TAG = re.compile(r"(</?[biuBIU]>)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]+)>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&nbsp;": "\u00a0", "&lrm;": "", "&rlm;": "", "&amp;": "&"}
_VTT_HINT = "a cue is a line as `00:00:04.000 --> 00:00:07.500`, then its text, then an empty line"
_SRT_HINT = "a cue is its number, a line as `00:00:04,000 --> 00:00:07,500`, its text, and an empty line"
_NO_ARROW = re.compile(
    r"\s*[\d:.,]{5,}\s*(?:-{1,4}>?|[–—]+>?|[=~]+>|→|⟶)\s*[\d:.,]{5,}"
)  # times, but what is between them is no `-->`
LONG_PAUSE = 3  # seconds of silence, after which a transcript begins a new paragraph
FULL_PARAGRAPH = 60  # words, after which it does so at the end of a sentence


def read_captions(data: bytes, shown: str, place: Source | None = None) -> tuple[CaptionFacts | None, list[Problem]]:
    """The captions of a file, as WebVTT; None when a problem is an error. `shown` is the file as problems name it.

    `place` is where the file was named: problems of the file as a whole stand there, those of a cue at its own line.
    """
    reader = _Reader(shown, place)
    facts = reader.read(data)
    return (None if has_errors(reader.problems) else facts), reader.problems


def transcript_of(cues: tuple[Cue, ...]) -> tuple[str, ...]:
    """What is said, as paragraphs: a new one for each speaker, after a pause, and where one has become long."""
    paragraphs: list[str] = []
    speaker, end = "", 0.0
    for cue in cues:
        voice = _VOICE.search(cue.text)
        said = plain_text(cue.text)
        named = voice[1].strip() if voice else ""
        last = paragraphs[-1] if paragraphs else ""
        full = len(last.split()) >= FULL_PARAGRAPH and last.rstrip().endswith((".", "?", "!", "…", "”"))
        if not last or named != speaker or cue.start - end > LONG_PAUSE or full:
            paragraphs.append(f"{named}: {said}" if named and named != speaker else said)
        else:
            paragraphs[-1] = f"{last} {said}"
        speaker, end = named, cue.end
    return tuple(paragraph for paragraph in paragraphs if paragraph.strip())


def plain_text(text: str) -> str:
    """A cue's text on one line, without marks."""
    for entity, letter in _ENTITIES.items():
        text = text.replace(entity, letter) if entity != "&amp;" else text
    return " ".join(_TAG.sub("", text).replace("&amp;", "&").split())


class _Reader:
    def __init__(self, shown: str, place: Source | None) -> None:
        self.shown, self.place = shown, place
        self.problems: list[Problem] = []
        self.hint = _VTT_HINT

    def _say(self, code: str, message: str, hint: str, line: int = 0, *, warning: bool = False) -> None:
        source = Source(self.shown, line) if line else self.place
        message = message if line else f"the captions `{self.shown.rpartition('/')[2]}` {message}"
        self.problems.append(Problem(code, message, hint, source, "warning" if warning else "error"))

    def read(self, data: bytes) -> CaptionFacts | None:
        text = self._decode(data)
        if text is None:
            return None
        lines = text.split("\n")
        is_srt = not lines[0].startswith("WEBVTT") and self._looks_like_srt(lines)
        self.hint = _SRT_HINT if is_srt else _VTT_HINT
        if not is_srt and not _HEAD.fullmatch(lines[0]):
            hint = "its first line is the word WEBVTT, alone; save it anew from the captions editor"
            self._say("captions-malformed", "captions begin with a line `WEBVTT`", hint, 1)
            return None
        cues = [cue for cue in self._cues(lines, is_srt=is_srt) if cue is not None]
        if not cues and not self.problems:
            self._say("captions-empty", "have no cue", self.hint)
        self._check_order(cues)
        return CaptionFacts(_as_webvtt(cues) if is_srt else text.rstrip("\n") + "\n", tuple(cues), self.shown)

    def _decode(self, data: bytes) -> str | None:
        if not data.strip():
            self._say("captions-empty", "are empty", "is the file not yet downloaded or copied?")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            hint = "open it in a text editor and save it anew with the encoding UTF-8"
            self._say("captions-encoding", "the captions are not written in UTF-8 here", hint, line)
            return None
        if "\x00" in text:
            line = text.count("\n", 0, text.index("\x00")) + 1
            self._say("captions-encoding", "there is a character here that no text has", "save it as UTF-8", line)
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _looks_like_srt(self, lines: list[str]) -> bool:
        return self.shown.lower().endswith(".srt") or any(_SRT_CUE.fullmatch(line) for line in lines[:5])

    def _cues(self, lines: list[str], *, is_srt: bool) -> Iterator[Cue | None]:
        at = 0 if is_srt else self._end_of(lines, 0)
        for index in range(at):
            if "-->" in lines[index]:  # in the head's own block: players pass it over
                hint = "put an empty line behind the line `WEBVTT`, and before the times of each cue"
                self._say("captions-malformed", "an empty line is missing before these times", hint, index + 1)
        while at < len(lines):
            if not lines[at].strip():
                at += 1
                continue
            end = self._end_of(lines, at)
            block = lines[at:end]
            if is_srt or not _VTT_BLOCK.fullmatch(block[0]) or any("-->" in line for line in block):
                yield self._cue(block, at + 1, is_srt=is_srt)
            at = end

    def _end_of(self, lines: list[str], at: int) -> int:
        while at < len(lines) and lines[at].strip():
            at += 1
        return at

    def _cue(self, block: list[str], first: int, *, is_srt: bool) -> Cue | None:
        """The cue of a block of lines; its number or name may stand before its times."""
        arrow = next((index for index, line in enumerate(block) if "-->" in line), None)
        slip = next((index for index, line in enumerate(block) if _NO_ARROW.match(line)), None)
        if slip is not None and (arrow is None or slip < arrow):
            message = f"the two times are not joined by the arrow `-->`: “{_short(block[slip])}”"
            self._say("captions-malformed", message, self.hint, first + slip)
            return None
        if arrow is None:
            self._say("captions-malformed", f"this text belongs to no cue: “{_short(block[0])}”", self.hint, first)
            return None
        line = first + arrow
        if arrow > 1:
            hint = "put an empty line before the number or the times of each cue"
            self._say("captions-malformed", "there is text before these times", hint, line)
            return None
        times = (_SRT_CUE if is_srt else _VTT_CUE).fullmatch(block[arrow])
        if times is None:
            self._say("captions-malformed", f"these are no times: “{_short(block[arrow])}”", self.hint, line)
            return None
        again = next((index for index in range(arrow + 1, len(block)) if "-->" in block[index]), None)
        if again is not None:
            self._say("captions-malformed", "an empty line is missing before these times", self.hint, first + again)
            return None
        start, end = _seconds(times, "a"), _seconds(times, "b")
        if end <= start:
            hint = "exchange the two times, or mend one"
            self._say("captions-malformed", "this cue ends before it begins", hint, line)
            return None
        text = "\n".join(block[arrow + 1 :]).strip()
        if not text:
            hint = "write what is said, or take the cue out"
            self._say("captions-malformed", "this cue has no text", hint, line)
            return None
        return Cue(start, end, _cleaned(text) if is_srt else text, line)

    def _check_order(self, cues: list[Cue]) -> None:
        for before, cue in pairwise(cues):
            if cue.start < before.start:
                hint = "sort the cues by their times"
                self._say("captions-overlap", "this cue begins before the one above it", hint, cue.line)
            elif cue.start < before.end:
                hint = f"end the one on line {before.line} earlier: {_clock(cue.start)}"
                message = "this cue begins before the one above it has ended"
                self._say("captions-overlap", message, hint, cue.line, warning=True)


def _seconds(times: re.Match[str], one: str) -> float:
    hours, minutes, seconds, milliseconds = (int(times[one + unit] or 0) for unit in ("h", "m", "s", "ms"))
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _cleaned(text: str) -> str:
    """SubRip's text as WebVTT's: bold, italic and underline stay; fonts and positions have no counterpart."""
    parts = _KEPT_TAG.split(_SRT_MARK.sub("", text))
    escaped = (
        part.lower() if index % 2 else part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for index, part in enumerate(parts)
    )
    return "".join(escaped)


def _as_webvtt(cues: list[Cue]) -> str:
    blocks = [f"{_clock(cue.start)} --> {_clock(cue.end)}\n{cue.text}\n" for cue in cues]
    return "WEBVTT\n\n" + "\n".join(blocks)


def _short(line: str) -> str:
    line = line.strip()
    return line if len(line) <= 40 else f"{line[:39]}…"
