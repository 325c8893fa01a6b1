"""The video slide before any file: what an author writes in `video:`, and what will be on the slide, in the notes, in the packet."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import Deck, load_deck
from whp_deck.content.players import player_address
from whp_deck.errors import Problem, Source
from whp_deck.plan import (
    CaptionFacts,
    Checks,
    Cue,
    DeckPlan,
    Facts,
    Heading,
    Movie,
    MovieFacts,
    PacketSection,
    Picture,
    SlidePlan,
    Text,
)
from whp_deck.planner.documents import make_documents
from whp_deck.planner.plan import make_plan, wanted_files

WriteDeck = Callable[..., Path]
FORMAT = """\
formats:
  short: {minutes: 15, usable: 14, sessions: [[title, agenda, what-is-whp, video, closing]]}
"""
MP4 = MovieFacts(262.0, 1280, 720, "H.264", "AAC", "MP4", 30_000_000)
CUES = (Cue(0, 4, "<v Nurse>Hello.", 3), Cue(5, 8, "<v Patient>Hello to you.", 6))


def load(path: Path) -> tuple[Deck, list[Problem]]:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return deck, problems


def facts_of(deck: Deck, movie: MovieFacts = MP4, cues: tuple[Cue, ...] = CUES) -> Facts:
    """What the files would tell if they were there."""
    found = Facts({}, {}, {})
    for want in wanted_files(deck):
        if want.kind == "movie":
            found = Facts({**found.movies, want.path: movie}, found.captions, found.transcripts)
        elif want.kind == "captions":
            captions = CaptionFacts("WEBVTT\n", cues, want.path)
            found = Facts(found.movies, {**found.captions, want.path: captions}, found.transcripts)
        else:
            found = Facts(found.movies, found.captions, {**found.transcripts, want.path: ("First.", "Second.")})
    return found


@pytest.fixture
def plan(write_deck: WriteDeck) -> Callable[..., tuple[DeckPlan, list[str]]]:
    """The plan of a deck with these lines, and its problems in one line each."""

    def plan_of(edits: str, movie: MovieFacts = MP4, cues: tuple[Cue, ...] = CUES) -> tuple[DeckPlan, list[str]]:
        path = write_deck(DECK.replace("huddle-15", "short") + edits, PRACTICE + FORMAT)
        deck, _ = load(path)
        plan, problems = make_plan(deck, facts=facts_of(deck, movie, cues))
        folder = f"{path.parent.as_posix()}/"
        return plan, [str(problem).partition("\n")[0].replace(folder, "") for problem in problems]

    return plan_of


def slide_of(plan: DeckPlan, id: str = "video") -> SlidePlan:
    return next(slide for session in plan.sessions for slide in session.slides if slide.id == id)


def words_of(slide: SlidePlan, slot: str) -> str:
    block = slide.slots[slot]
    assert isinstance(block, Text)
    return block.text.replace("\u00a0", " ")


PlanOf = Callable[..., tuple[DeckPlan, list[str]]]


def test_a_movie_in_the_deck(plan: PlanOf, tmp_path: Path) -> None:
    edits = "video: {mode: file, file: clips/one.mp4, captions: [{file: one.vtt}, {file: uno.srt, language: es}]}\n"
    made, problems = plan(edits)
    assert problems == []
    slide = slide_of(made)
    movie = slide.slots["poster"]
    assert isinstance(movie, Movie)
    assert (movie.where, movie.start, movie.duration, movie.width, movie.height) == (
        "embedded",
        "click",
        262,
        1280,
        720,
    )
    assert movie.file == f"{tmp_path.as_posix()}/clips/one.mp4"
    assert movie.alt == "Video “Watch one done well”, 4 min 22 s"
    assert [(track.language, track.label) for track in movie.captions] == [("en", "English"), ("es", "Español")]
    assert words_of(slide, "running-time") == "4 min 22 s"
    assert {"qr", "address"}.isdisjoint(slide.slots), "the toolkit's address leads to another film"
    own, _ = plan("video: {mode: file, file: one.mp4, address: 'https://example.org/ours'}\n")
    assert isinstance(slide_of(own).slots["qr"], Picture)
    assert words_of(slide_of(own), "address") == "https://example.org/ours"


def test_the_length_of_the_movie_is_in_the_minutes_and_in_the_agenda(plan: PlanOf) -> None:
    made, _ = plan("video: {mode: file, file: one.mp4}\n")
    assert slide_of(made).minutes == 4.5
    linked, _ = plan("video: {mode: linked-file, file: one.mp4}\n", MovieFacts(61, 640, 360, "H.264", "AAC", "MP4", 9))
    assert slide_of(linked).minutes == 1.5
    own, _ = plan("video: {mode: file, file: one.mp4, minutes: 3}\n")
    assert slide_of(own).minutes == 3
    long = MovieFacts(16 * 60, 640, 360, "H.264", "AAC", "MP4", 9)
    _, problems = plan("video: {mode: file, file: one.mp4}\n", long)
    assert any("[session-over]" in problem for problem in problems)


def test_the_notes_say_how_to_test_and_to_start_it(plan: PlanOf) -> None:
    for start, words in {
        "click": "click once or press the space bar",
        "automatic": "starts by itself",
        "when-clicked": "To start the video, click on it",
    }.items():
        made, _ = plan(f"video: {{mode: file, file: one.mp4, start: {start}, captions: [{{file: one.vtt}}]}}\n")
        (todo,) = [part for part in slide_of(made).notes.parts if part.label == "DO"]
        lines = [paragraph.text for paragraph in todo.paragraphs]
        assert lines[0].startswith("Before the session: start the slide show here")
        assert words in lines[1]
        assert lines[2] == "For captions, point at the video and choose the captions button: English"
        assert lines[3] == "Say nothing while it runs"
    link, _ = plan("")
    assert "open the link, test the sound" in slide_of(link).notes.text


def test_other_ways_to_show_it(plan: PlanOf) -> None:
    linked, _ = plan("video: {mode: linked-file, file: one.mp4, start: when-clicked, address: ''}\n")
    movie = slide_of(linked).slots["poster"]
    assert isinstance(movie, Movie)
    assert (movie.where, movie.start) == ("linked", "when-clicked")
    assert "qr" not in slide_of(linked).slots, "an empty address takes the way out off the slide"

    online, problems = plan("video: {mode: online, address: 'https://youtu.be/dQw4w9WgXcQ'}\n")
    assert problems == []
    movie = slide_of(online).slots["poster"]
    assert isinstance(movie, Movie)
    assert movie.address == "https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed"
    assert words_of(slide_of(online), "address") == "https://youtu.be/dQw4w9WgXcQ"
    assert "running-time" not in slide_of(online).slots

    link, _ = plan("")
    poster = slide_of(link).slots["poster"]
    assert isinstance(poster, Picture)
    assert poster.link.startswith("https://www.ahrq.gov/")
    assert words_of(slide_of(link), "running-time") == "Under 5 minutes"

    none, _ = plan("video: {mode: none, file: one.mp4}\n")
    assert "video" not in [slide.id for slide in none.sessions[0].slides]


def test_several_movies_in_one_deck_and_one_changed_by_its_id(plan: PlanOf) -> None:
    made, problems = plan(
        """\
slides:
  change:
    video: {mode: file, file: one.mp4, poster: ours.jpg}
  add:
    - {id: second, kind: video, title: And one of ours, after: video, mode: file, file: two.mp4, poster_second: 2.5}
"""
    )
    assert problems == []
    first, second = slide_of(made).slots["poster"], slide_of(made, "second").slots["poster"]
    assert isinstance(first, Movie)
    assert isinstance(second, Movie)
    assert (first.poster.file, first.frame) == ("ours.jpg", None)
    assert (second.poster.file, second.frame) == ("", 2.5)
    assert "qr" not in slide_of(made, "second").slots, "the toolkit's address is not that of another video"


def test_a_transcript_is_in_the_packet_and_on_request_in_the_notes(plan: PlanOf, write_deck: WriteDeck) -> None:
    def section(edits: str) -> PacketSection | None:
        deck, _ = load(write_deck(DECK.replace("huddle-15", "short") + edits, PRACTICE + FORMAT))
        facts = facts_of(deck)
        documents, problems = make_documents(deck, make_plan(deck, facts=facts)[0], facts=facts)
        assert problems == []
        return next((one for one in documents[0].packet.sections if one.id == "transcript"), None)

    def said(edits: str) -> list[str]:
        found = section(edits)
        assert found is not None
        heading, text = found.blocks[1:]
        assert heading == Heading("Watch one done well")
        assert isinstance(text, Text)
        return text.text.split("\n")

    assert section("") is None
    assert section("video: {mode: file, file: one.mp4}\n") is None
    assert said("video: {mode: link, transcript: one.txt}\n") == ["First.", "Second."]
    captions = "captions: [{file: one.vtt}]"
    assert said(f"video: {{mode: file, file: one.mp4, {captions}}}\n") == ["Nurse: Hello.", "Patient: Hello to you."]
    made, _ = plan(f"video: {{mode: file, file: one.mp4, {captions}, transcript_in_notes: yes}}\n")
    assert "What is said in the video\nNurse: Hello." in slide_of(made).notes.text
    made, _ = plan(f"video: {{mode: file, file: one.mp4, {captions}}}\n")
    assert "Nurse: Hello." not in slide_of(made).notes.text


def test_the_technical_check_names_file_length_and_test(write_deck: WriteDeck) -> None:
    def checks(edits: str) -> str:
        deck, _ = load(write_deck(DECK.replace("huddle-15", "short") + edits, PRACTICE + FORMAT))
        facts = facts_of(deck)
        documents, _ = make_documents(deck, make_plan(deck, facts=facts)[0], facts=facts)
        (section,) = [one for one in documents[0].packet.sections if one.id == "materials"]
        assert any(isinstance(one, Heading) and "fifteen minutes before" in one.text for one in section.blocks)
        lines = (item.text for block in section.blocks if isinstance(block, Checks) for item in block.items)
        return "\n".join(lines).replace("\u00a0", " ")

    own = checks("video: {mode: file, file: clips/one.mp4, captions: [{file: one.vtt}]}\n")
    assert "Video on slide 4: start the slide show there and play half a minute of “one.mp4” (4 min 22 s)" in own
    assert "Its captions show" in own
    linked = checks("video: {mode: linked-file, file: one.mp4}\n")
    assert "The folder with “one.mp4” is beside the presentation" in linked
    assert "Its captions show" not in linked
    assert "Video on slide 4: its link opens" in checks("")
    assert "any ad is over" in checks("video: {mode: online, address: 'https://vimeo.com/76979871'}\n")
    assert "slide 4" not in checks("video: {mode: none}\n")


def test_what_is_wrong_with_a_video(plan: PlanOf) -> None:
    def told(edits: str, movie: MovieFacts = MP4, cues: tuple[Cue, ...] = CUES) -> list[str]:
        return plan(edits, movie, cues)[1]

    def movie(**changes: object) -> MovieFacts:
        usual = {"duration": 9.0, "width": 640, "height": 360, "video": "H.264", "audio": "AAC", "container": "MP4"}
        return MovieFacts(**{**usual, **changes})  # type: ignore[arg-type]

    file = "video:\n  mode: file\n  file: one.mp4\n"
    assert told("video: {mode: file}\n") == ["deck.yaml:4: slide `video`: `mode: file` needs a `file` [key-missing]"]
    assert told("video: {mode: online, address: ''}\n") == [
        "deck.yaml:4: slide `video`: `mode: online` needs an `address` [key-missing]"
    ]
    assert told("video:\n  mode: online\n  address: https://www.example.org/watch\n") == [
        "deck.yaml:6: slide `video`: PowerPoint cannot play `https://www.example.org/watch` inside a slide "
        "[video-player-unknown]"
    ]
    assert told("video:\n  file: one.mp4\n") == told(file)
    assert told("video:\n  mode: link\n  file: one.mp4\n") == [
        "deck.yaml:6: slide `video`: `mode: link` makes no use of `file` [key-unused]"
    ]
    assert told("video:\n  start: automatic\n  transcript_in_notes: yes\n") == [
        "deck.yaml:5: slide `video`: `mode: link` makes no use of `start` [key-unused]",
        "deck.yaml:6: slide `video`: `transcript_in_notes` needs a `transcript` [key-missing]",
    ]
    assert told(file + "  poster: a.png\n  poster_second: 3\n") == [
        "deck.yaml:8: slide `video`: `poster` and `poster_second` are both set [set-twice]"
    ]
    assert told(file, movie(container="WebM", video="VP8", audio="Opus")) == [
        "deck.yaml:6: slide `video`: the movie `one.mp4` is WebM with VP8 and Opus, which PowerPoint does not play "
        "[movie-unplayable]"
    ]
    assert told(file, movie(video="H.265")) == [
        "deck.yaml:6: warning: slide `video`: the movie `one.mp4` is MP4 with H.265 and AAC, which not every "
        "PowerPoint plays [movie-codec]"
    ]
    assert told(file, movie(audio="")) == []
    assert told(file, movie(size=215_000_000)) == [
        "deck.yaml:6: warning: slide `video`: the movie `one.mp4` has 215 MB [movie-large]"
    ]
    assert told(file.replace("file\n", "linked-file\n", 1), movie(size=215_000_000)) == []
    assert told(file + "  poster_second: 9\n", movie()) == [
        "deck.yaml:7: slide `video`: the movie `one.mp4` has no second 9 [movie-shorter]"
    ]
    assert told(file + "  captions:\n    - {file: one.vtt}\n    - {file: two.vtt}\n") == [
        "deck.yaml:9: slide `video`: two files of captions are called the same [set-twice]"
    ]
    captions = file + "  captions: [{file: one.vtt}]\n"
    assert told(captions, movie(), (Cue(1, 9.6, "a", 3), Cue(10, 12, "b", 8), Cue(13, 14, "c", 11))) == [
        "one.vtt:8: slide `video`: this cue begins after the end of the movie [captions-past-end]"
    ]
    assert told(captions, movie(), (Cue(1, 12, "a", 3),)) == [
        "one.vtt:3: warning: slide `video`: this cue ends after the end of the movie [captions-past-end]"
    ]


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ("video: {address: 'http://example.org/v'}\n", "this is no address of a video"),
        (
            "video: {mode: file, file: a.mp4, captions: [{file: a.vtt, language: english}]}\n",
            "is no language",
        ),
        ("video: {mode: file, file: a.mp4, captions: [{file: a.vtt, language: qq}]}\n", "is no language"),
        ("video: {start: now}\n", "start"),
        ("video: {id: other}\n", "video: `id` cannot be changed [key-unknown]"),
        ("video: {flie: a.mp4}\n", "flie"),
        ("video: watch.mp4\n", "keys and values are expected"),
        (
            "slides: {change: {video: {mode: none}}}\nvideo:\n  mode: link\n",
            "deck.yaml:6: video: `mode` is set here and in",
        ),
        ("slides: {remove: [video]}\nvideo: {mode: none}\n", "there is no video slide to edit"),
    ],
)
def test_what_cannot_be_loaded(write_deck: WriteDeck, edits: str, told: str) -> None:
    deck, problems = load_deck(write_deck(DECK + edits))
    assert deck is None
    assert told in "\n".join(map(str, problems))
    assert all(problem.source and problem.source.line >= 4 for problem in problems)


def test_the_place_of_each_key_of_video_is_known(write_deck: WriteDeck) -> None:
    deck, _ = load(write_deck(DECK + "video:\n  mode: file\n  file: one.mp4\n  captions:\n    - file: one.vtt\n"))
    path = (write_deck().parent / "deck.yaml").as_posix()
    assert [want.source for want in wanted_files(deck)] == [Source(path, 6), Source(path, 8)]


@pytest.mark.parametrize(
    ("page", "player"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3s",
            "https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed",
        ),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", "https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"),
        ("https://vimeo.com/76979871/0a1b2c3d4e", "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e"),
        (
            "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e",
            "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e",
        ),
        ("https://www.youtube.com/playlist?list=PL1", ""),
        ("https://www.youtube.com/watch?v=short", ""),
        ("https://vimeo.com/channels/staffpicks", ""),
        ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", ""),
        ("https://www.ahrq.gov/video.html", ""),
    ],
)
def test_the_players_that_powerpoint_knows(page: str, player: str) -> None:
    assert player_address(page) == player


@pytest.mark.parametrize(("seconds", "listens"), [(8, "play all of it,"), (262, "play the first half minute,")])
def test_a_film_of_a_few_seconds_is_tried_whole(plan: PlanOf, seconds: int, listens: str) -> None:
    made, _ = plan("video: {mode: file, file: one.mp4}\n", dataclasses.replace(MP4, duration=seconds))
    assert listens in slide_of(made).notes.text
