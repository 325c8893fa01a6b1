"""Captions are read strictly: what cannot be read is told with its line, and nothing is dropped in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whp_deck.content.captions import read_captions, transcript_of
from whp_deck.errors import Source
from whp_deck.plan import CaptionFacts, Cue

NAMED_AT = Source("decks/huddle.yaml", 9)

GOOD = """\
WEBVTT - Watch one

STYLE
::cue { color: white }

NOTE made by hand

greeting
00:00.500 --> 00:02.000 align:start
<v Nurse>Mr. Sample, this is my colleague.

01:00:02.000 --> 01:00:04.250
What would <i>you</i> add?
Tea &amp; coffee.
"""


def read(text: str | bytes, name: str = "decks/watch.vtt") -> CaptionFacts:
    data = text if isinstance(text, bytes) else text.encode()
    facts, problems = read_captions(data, name, NAMED_AT)
    assert facts is not None, [str(problem) for problem in problems]
    return facts


def problems_of(text: str | bytes, name: str = "decks/watch.vtt") -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    _, problems = read_captions(data, name, NAMED_AT)
    assert all(problem.hint for problem in problems)
    return [str(problem).partition("\n")[0] for problem in problems]


def test_webvtt_is_kept_as_it_is() -> None:
    facts = read(GOOD)
    assert facts.webvtt == GOOD
    assert [(cue.start, cue.end, cue.line) for cue in facts.cues] == [(0.5, 2.0, 9), (3602.0, 3604.25, 12)]
    assert problems_of(GOOD) == []


def test_a_mark_at_the_start_and_line_ends_of_windows_are_fine() -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert read(data).webvtt == GOOD


def test_subrip_becomes_webvtt() -> None:
    srt = """\
1
00:00:00,000 --> 00:00:01,400
{\\an8}<font color="#fff">Hola, <i>señor</i></font>

2
00:00:01.500 --> 00:00:02,900 X1:10 X2:20
A < B & C
"""
    assert read(srt, "decks/watch.srt").webvtt == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.400\nHola, <i>señor</i>\n\n"
        "00:00:01.500 --> 00:00:02.900\nA &lt; B &amp; C\n"
    )
    assert read(srt, "decks/renamed.vtt").webvtt.startswith("WEBVTT\n")
    assert read(read(srt, "decks/watch.srt").webvtt).cues[1].text == "A &lt; B &amp; C"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "decks/huddle.yaml:9: the captions `watch.vtt` are empty [captions-empty]"),
        ("\n \n", "decks/huddle.yaml:9: the captions `watch.vtt` are empty [captions-empty]"),
        ("WEBVTT\n", "decks/huddle.yaml:9: the captions `watch.vtt` have no cue [captions-empty]"),
        ("Hello\n", "decks/watch.vtt:1: captions begin with a line `WEBVTT` [captions-malformed]"),
        ("WEBVTTX\n\n", "decks/watch.vtt:1: captions begin with a line `WEBVTT` [captions-malformed]"),
        (
            "WEBVTT\n\n00:01.000 -> 00:02.000\nHi\n",
            "decks/watch.vtt:3: the two times are not joined by the arrow `-->`: “00:01.000 -> 00:02.000” [captions-malformed]",
        ),
        (
            "WEBVTT\n\n00:01,000 --> 00:02,000\nHi\n",
            "decks/watch.vtt:3: these are no times: “00:01,000 --> 00:02,000” [captions-malformed]",
        ),
        (
            "WEBVTT\n\n00:61.000 --> 01:02.000\nHi\n",
            "decks/watch.vtt:3: these are no times: “00:61.000 --> 01:02.000” [captions-malformed]",
        ),
        (
            "WEBVTT\n\n00:03.000 --> 00:02.000\nHi\n",
            "decks/watch.vtt:3: this cue ends before it begins [captions-malformed]",
        ),
        ("WEBVTT\n\n00:03.000 --> 00:04.000\n\n", "decks/watch.vtt:3: this cue has no text [captions-malformed]"),
        (
            "WEBVTT\n\n00:03.000 --> 00:04.000\nHi\n00:05.000 --> 00:06.000\nThere\n",
            "decks/watch.vtt:5: an empty line is missing before these times [captions-malformed]",
        ),
        (
            "WEBVTT\n00:03.000 --> 00:04.000\nHi\n",
            "decks/watch.vtt:2: an empty line is missing before these times [captions-malformed]",
        ),
        (
            "WEBVTT\n\nHi\nthere\n00:05.000 --> 00:06.000\nThere\n",
            "decks/watch.vtt:5: there is text before these times [captions-malformed]",
        ),
        (
            "WEBVTT\n\n00:03.000 --> 00:04.000\nHi\n\nmore words\n",
            "decks/watch.vtt:6: this text belongs to no cue: “more words” [captions-malformed]",
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:03.000\nHi\n\n00:02.000 --> 00:04.000\nThere\n",
            "decks/watch.vtt:6: warning: this cue begins before the one above it has ended [captions-overlap]",
        ),
        (
            "WEBVTT\n\n00:05.000 --> 00:06.000\nHi\n\n00:02.000 --> 00:04.000\nThere\n",
            "decks/watch.vtt:6: this cue begins before the one above it [captions-overlap]",
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nSeñor\n".encode("latin-1"),
            "decks/watch.vtt:4: the captions are not written in UTF-8 here [captions-encoding]",
        ),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n".encode("utf-16"),
            "decks/watch.vtt:1: the captions are not written in UTF-8 here [captions-encoding]",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str | bytes, told: str) -> None:
    assert problems_of(text) == [told]


def test_all_mistakes_are_told_in_one_run() -> None:
    text = "WEBVTT\n\n00:01 --> 00:02\nA\n\n00:03.000 --> 00:02.000\nB\n\nlost\n"
    assert [line.partition(": ")[0] for line in problems_of(text)] == [f"decks/watch.vtt:{n}" for n in (3, 6, 9)]


LINES = st.sampled_from(
    ["WEBVTT", "", "NOTE x", "00:01.000 --> 00:02.000", "00:02.000 --> 00:01.000", "1", "Hello", "00:01 --> 1", "-->"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=14))
def test_every_line_with_an_arrow_is_a_cue_or_a_problem(lines: list[str]) -> None:
    """Nothing that looks like a cue is dropped without a word."""
    facts, problems = read_captions("\n".join(lines).encode(), "w.vtt", NAMED_AT)
    arrows = sum("-->" in line for line in lines)
    if facts is not None:
        assert len(facts.cues) == arrows
        assert facts.webvtt.split("\n")[0].startswith("WEBVTT")
    else:
        assert problems


def test_a_transcript_has_a_paragraph_for_each_speaker_and_after_a_pause() -> None:
    cues = (
        Cue(0, 1, "<v Nurse>Mr. Sample,", 3),
        Cue(1, 2, "<v Nurse>this is my\ncolleague.", 6),
        Cue(2.5, 3, "<v Mr. Sample>Hello &amp; good <i>morning</i>.", 9),
        Cue(9, 10, "Later.", 12),
    )
    assert transcript_of(cues) == (
        "Nurse: Mr. Sample, this is my colleague.",
        "Mr. Sample: Hello & good morning.",
        "Later.",
    )
    long = tuple(Cue(n, n + 1, "Ten words stand here so that it will be long.", n) for n in range(20))
    assert 2 < len(transcript_of(long)) < 6


@pytest.mark.parametrize(
    ("name", "text", "line", "form"),
    [
        ("es.srt", "1\n00:00:00,500 -> 00:00:03,000\nHola\n", 2, "00:00:04,000 --> 00:00:07,500"),
        ("es.srt", "1\n00:00:00,500 – 00:00:03,000\nHola\n", 2, "00:00:04,000 --> 00:00:07,500"),
        ("en.vtt", "WEBVTT\n\nhello\n00:00.500 → 00:03.000\nHi\n", 4, "00:00:04.000 --> 00:00:07.500"),
    ],
)
def test_an_arrow_that_is_none_is_told_on_its_line_with_the_form_of_its_file(
    name: str, text: str, line: int, form: str
) -> None:
    _, (problem,) = read_captions(text.encode(), name, NAMED_AT)
    assert problem.source == Source(name, line)
    assert "the arrow `-->`" in problem.message
    assert form in problem.hint
