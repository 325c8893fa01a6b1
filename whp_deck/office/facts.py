"""Facts of files that entries name, read before planning. In: `Wanted` files. Out: `Facts`, and a problem for each bad
one.

Opens files, and keeps none of their bytes. Must not plan, nor decide what a slide does with a fact.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from whp_deck.content.captions import read_captions, transcript_of
from whp_deck.errors import InvalidDeckError, Problem
from whp_deck.files import missing_hint
from whp_deck.plan import CaptionFacts, DeckFacts, Facts, MovieFacts, Wanted

MOST_TEXT_BYTES = 4_000_000


def gather_facts(wanted: Iterable[Wanted], known: Facts | None = None) -> tuple[Facts, list[Problem]]:
    """The facts of every wanted file that can be read, and those that are `known` already.

    Each file is read once; each place that names it gets its problem.
    """
    decks: dict[str, DeckFacts] = dict(known.decks) if known else {}
    movies: dict[str, MovieFacts] = {}
    captions: dict[str, CaptionFacts] = {}
    transcripts: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for want in wanted:
        try:
            match want.kind:
                case "movie":
                    if want.path not in movies:
                        from whp_deck.office.movies import read_movie  # brings a library of 15 MB

                        movies[want.path] = read_movie(Path(want.path), want.source)
                case "captions":
                    if want.path not in captions and (found := _read_captions(want, problems)):
                        captions[want.path] = found
                case "transcript":
                    if want.path not in transcripts and (paragraphs := _read_transcript(want, problems)):
                        transcripts[want.path] = paragraphs
                case "deck":
                    if want.path not in decks:
                        from whp_deck.office.deck_facts import read_deck_facts

                        decks[want.path] = read_deck_facts(Path(want.path), want.source)
                case _:
                    assert_never(want.kind)
        except InvalidDeckError as error:
            problems += error.problems
    return Facts(movies, captions, transcripts, decks), problems


def _read_captions(want: Wanted, problems: list[Problem]) -> CaptionFacts | None:
    found, more = read_captions(_read(want, "captions"), want.path, want.source)
    problems += more
    return found


def _read_transcript(want: Wanted, problems: list[Problem]) -> tuple[str, ...]:
    """The paragraphs of a text file, or what captions say."""
    if Path(want.path).suffix.lower() in (".vtt", ".srt"):
        found = _read_captions(want, problems)
        return transcript_of(found.cues) if found else ()
    data = _read(want, "transcript")
    name = Path(want.path).name
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it as plain text (.txt) with the encoding UTF-8, or give the captions (.vtt or .srt)"
        raise _refusal("transcript-unreadable", f"the transcript `{name}` is no text in UTF-8", hint, want) from None
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    paragraphs = tuple(block for block in blocks if block)
    if not paragraphs:
        raise _refusal("transcript-unreadable", f"the transcript `{name}` is empty", "is it not yet saved?", want)
    return paragraphs


def _read(want: Wanted, what: str) -> bytes:
    """The bytes of a text file. Raises InvalidDeckError when it is missing, or far larger than any text is."""
    path = Path(want.path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_TEXT_BYTES:
            message = f"the file `{path.name}` for the {what} is a folder, or larger than any text"
            raise _refusal("file-unreadable", message, "is it another file?", want)
        return path.read_bytes()
    except FileNotFoundError:
        hint = missing_hint(path, want.source)
        raise _refusal("file-missing", f"the file `{path.name}` for the {what} is not there", hint, want) from None
    except OSError as error:
        message = f"the file `{path.name}` for the {what} cannot be read ({error.strerror})"
        raise _refusal("file-unreadable", message, "is it a folder, or open elsewhere?", want) from None


def _refusal(code: str, message: str, hint: str, want: Wanted) -> InvalidDeckError:
    return InvalidDeckError([Problem(code, message, hint, want.source)])
