"""Reads what a movie file is: length, size, codecs. In: a path. Out: `MovieFacts`, or a problem that says what to do.

Must not keep a movie's bytes. One of its pictures can be taken out for a poster, where `av` is installed. MediaInfo
knows every container, but calls a movie whole whose end is missing; so the boxes of an MP4 are counted here first
(ISO/IEC 14496-12, 4.2: a box begins with its length).
"""

from __future__ import annotations

import io
import stat
import struct
from pathlib import Path
from typing import Any

from whp_deck.errors import InvalidDeckError, MissingToolError, Problem, Source
from whp_deck.files import missing_hint
from whp_deck.plan import MovieFacts

_ANEW = "make or download it anew; a movie for PowerPoint is an MP4 with H.264 pictures and AAC sound"
_COPY = "copy or download it again, and wait until it is complete"
_HERE = "paths count from the file that names it; check the spelling and the folder"
# boxes that stand at the top of an MP4; what else is there (a music program's tag at the end) is none
_BOXES = frozenset(
    (b"ftyp", b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"uuid", b"mfra", b"sidx", b"meta", b"pdin")
)
_NAMES = {"AVC": "H.264", "HEVC": "H.265", "MPEG-4": "MP4"}


def read_movie(path: Path, source: Source | None = None) -> MovieFacts:
    """Duration, size and codecs of a movie file, in milliseconds of work whatever its size.

    Raises InvalidDeckError with one problem for a file that is missing, empty, cut off, or no movie at all, and
    MissingToolError on a system for which pymediainfo brings no library.
    """
    size = _size(path, source)
    _refuse_cut_off(path, size, source)
    from pymediainfo import MediaInfo

    if not MediaInfo.can_parse():
        raise MissingToolError("MediaInfo", "install it again: `pip install --force-reinstall pymediainfo`")
    found = MediaInfo.parse(str(path))
    videos, sounds, general = found.video_tracks, found.audio_tracks, found.general_tracks
    if not videos or not videos[0].width or not videos[0].height:
        what = "has sound, but no moving picture" if sounds else "is no movie that can be read"
        raise _refusal("movie-unreadable", path, what, _ANEW, source)
    video = videos[0]
    milliseconds = float(general[0].duration or video.duration or 0)  # sound may go on when the picture has ended
    if milliseconds <= 0:
        raise _refusal("movie-unreadable", path, "does not say how long it runs", _ANEW, source)
    return MovieFacts(
        duration=milliseconds / 1000,
        **_shown_size(video),
        video=_name(video.format),
        audio=_name(sounds[0].format) if sounds else "",
        container="QuickTime" if str(general[0].codec_id or "").strip() == "qt" else _name(general[0].format),
        size=size,
    )


def read_frame(path: Path, second: float, source: Source | None = None) -> bytes:
    """The movie's picture at that second, as JPEG. Raises InvalidDeckError with one problem: a warning when what is
    needed for it is not installed, an error when the movie cannot be played there.
    """
    try:
        import av
    except ImportError:
        hint = "`pip install 'whp-deck[video]'`, or give a `poster:` of your own; until then the card is drawn"
        message = f"a picture from the movie `{path.name}` needs the extra `video`"
        raise InvalidDeckError([Problem("extra-missing", message, hint, source, "warning")]) from None
    try:
        with av.open(str(path)) as container:
            video = container.streams.video[0]
            container.seek(int(second * 1_000_000))
            last: Any = None  # not every release of `av` has types
            for frame in container.decode(video):
                last = frame
                if frame.time is None or frame.time >= second - 0.001:
                    break
            if last is None:
                raise _refusal("movie-unreadable", path, f"has no picture at second {second:g}", _ANEW, source)
            buffer = io.BytesIO()
            last.to_image().save(buffer, "JPEG", quality=88)
            return buffer.getvalue()
    except (av.error.FFmpegError, IndexError) as error:
        raise _refusal("movie-unreadable", path, f"cannot be played ({error})", _ANEW, source) from None


def _size(path: Path, source: Source | None) -> int:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _refusal("movie-unreadable", path, "is a folder or a device, not a file", _HERE, source)
        with path.open("rb"):
            size = found.st_size
    except FileNotFoundError:
        raise _refusal("movie-missing", path, "is not there", missing_hint(path, source), source) from None
    except OSError as error:
        hint = "is it open in another program, or not yet downloaded?"
        raise _refusal("movie-unreadable", path, f"cannot be read ({error.strerror})", hint, source) from None
    if size == 0:
        raise _refusal("movie-unreadable", path, "is empty", "is it not yet downloaded or copied?", source)
    return size


def _refuse_cut_off(path: Path, size: int, source: Source | None) -> None:
    """Raises InvalidDeckError for an MP4 or QuickTime file whose last box is longer than the file, or that has no
    index.
    """
    names: list[bytes] = []
    at = 0
    with path.open("rb") as stream:
        if stream.read(12)[4:8] not in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
            return
        while at < size:
            stream.seek(at)
            head = stream.read(16)
            if len(head) < 8 or head[4:8] not in _BOXES:
                break
            length, name = struct.unpack(">I4s", head[:8])
            if length == 1 and len(head) == 16:
                length = struct.unpack(">Q", head[8:])[0]
            if length == 0:  # up to the end of the file
                length = size - at
            names.append(name)
            if length < 8 or at + length > size:
                raise _refusal("movie-unreadable", path, "is cut off: its end is missing", _COPY, source)
            at += length
    if b"moov" not in names:
        raise _refusal("movie-unreadable", path, "is cut off: its index is missing", _COPY, source)


def _shown_size(video: Any) -> dict[str, int]:
    """Width and height as it is shown: pixels that are not square made square, a movie on its side set upright."""
    width = round(int(video.width) * float(video.pixel_aspect_ratio or 1))
    height = int(video.height)
    on_its_side = round(float(video.rotation or 0)) % 180 == 90
    return {"width": height, "height": width} if on_its_side else {"width": width, "height": height}


def _name(format: str | None) -> str:
    return _NAMES.get(format or "", format or "")


def _refusal(code: str, path: Path, what: str, hint: str, source: Source | None) -> InvalidDeckError:
    return InvalidDeckError([Problem(code, f"the movie `{path.name}` {what}", hint, source)])
