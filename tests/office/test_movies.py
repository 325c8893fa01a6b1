"""What a movie file tells, and what is said of a file that is none."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from whp_deck.errors import InvalidDeckError, Source
from whp_deck.office.facts import gather_facts
from whp_deck.office.movies import _shown_size, read_movie
from whp_deck.plan import Wanted, path_beside

MOVIES = Path(__file__).parent.parent / "movies"
SHORT = MOVIES / "short.mp4"
PLACE = Source("decks/huddle.yaml", 7)


def refusal(path: Path) -> str:
    with pytest.raises(InvalidDeckError) as caught:
        read_movie(path, PLACE)
    (problem,) = caught.value.problems
    assert problem.source == PLACE
    assert problem.hint
    return f"{problem.message} [{problem.code}]"


def test_the_facts_of_a_movie() -> None:
    facts = read_movie(SHORT)
    assert (facts.duration, facts.width, facts.height) == (3.008, 192, 108), "sound runs a little longer"
    assert (facts.container, facts.video, facts.audio) == ("MP4", "H.264", "AAC")
    assert facts.size == SHORT.stat().st_size


def test_files_that_are_no_movie_are_told_in_plain_words(tmp_path: Path) -> None:
    movie = SHORT.read_bytes()
    moov = movie.index(b"moov") - 4
    head = int.from_bytes(movie[:4])
    for name, content in {
        "empty.mp4": b"",
        "text.mp4": b"This is the script of our video, not the video itself.",
        "no-index.mp4": movie[:moov],
        "half.mp4": movie[: len(movie) // 2],
        "index-first.mp4": movie[:head] + movie[moov:] + movie[head : head + 2000],
        "sound.mp4": movie.replace(b"trak", b"free", 1),
    }.items():
        (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / "not-here.mp4") == "the movie `not-here.mp4` is not there [movie-missing]"
    assert refusal(tmp_path / "empty.mp4") == "the movie `empty.mp4` is empty [movie-unreadable]"
    assert refusal(tmp_path / "text.mp4") == "the movie `text.mp4` is no movie that can be read [movie-unreadable]"
    assert refusal(tmp_path / "no-index.mp4").startswith("the movie `no-index.mp4` is cut off: its index is missing")
    assert refusal(tmp_path / "half.mp4").startswith("the movie `half.mp4` is cut off")
    assert refusal(tmp_path / "index-first.mp4").startswith(
        "the movie `index-first.mp4` is cut off: its end is missing"
    )
    assert "has sound, but no moving picture" in refusal(tmp_path / "sound.mp4")
    assert "is a folder or a device, not a file" in refusal(tmp_path)


def test_what_a_music_program_leaves_at_the_end_is_no_damage(tmp_path: Path) -> None:
    tagged = tmp_path / "tagged.mp4"
    tagged.write_bytes(SHORT.read_bytes() + b"TAG" + b"A song".ljust(125, b"\0"))
    assert read_movie(tagged).duration == 3.008


def test_a_movie_filmed_upright_is_taller_than_wide() -> None:
    """A phone stores it on its side and says so; the matrix of `tkhd` is what MediaInfo calls rotation."""

    class Track:
        width, height, pixel_aspect_ratio, rotation = 1920, 1080, "1.000", "90.000"

    assert _shown_size(Track()) == {"width": 1080, "height": 1920}
    Track.rotation, Track.pixel_aspect_ratio = "180.000", "1.333"
    assert _shown_size(Track()) == {"width": 2559, "height": 1080}


def test_each_place_that_names_a_bad_file_gets_its_problem(tmp_path: Path) -> None:
    missing = (tmp_path / "gone.mp4").as_posix()
    wanted = [
        Wanted("movie", SHORT.as_posix(), PLACE),
        *(Wanted("movie", missing, Source("a.yaml", n)) for n in (3, 9)),
    ]
    facts, problems = gather_facts(wanted)
    assert list(facts.movies) == [SHORT.as_posix()]
    assert [str(problem.source) for problem in problems] == ["a.yaml:3", "a.yaml:9"]


def test_paths_count_from_the_file_that_names_them() -> None:
    assert path_beside("clips/a.mp4", Source("decks/huddle.yaml", 3)) == "decks/clips/a.mp4"
    assert path_beside("..\\clips\\a.mp4", Source("decks/huddle.yaml", 3)) == "clips/a.mp4"
    assert path_beside("/films/a.mp4", Source("decks/huddle.yaml", 3)) == "/films/a.mp4"
    assert path_beside("a.mp4", None) == "a.mp4"


def maker() -> ModuleType:
    pytest.importorskip("av", reason="the movie maker `av` is in the group ci")
    spec = importlib.util.spec_from_file_location("make_short", MOVIES / "make_short.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_other_codecs_and_containers_are_named(tmp_path: Path) -> None:
    make_movie = maker().make_movie
    make_movie(tmp_path / "new.mp4", pictures="libx265")
    make_movie(tmp_path / "old.avi", pictures="mpeg4", sound="")
    make_movie(tmp_path / "web.webm", pictures="libvpx", sound="")
    make_movie(tmp_path / "phone.mov")
    told = {path.name: read_movie(path) for path in tmp_path.iterdir()}
    assert {name: (facts.container, facts.video, facts.audio) for name, facts in told.items()} == {
        "new.mp4": ("MP4", "H.265", "AAC"),
        "old.avi": ("AVI", "MPEG-4 Visual", ""),
        "web.webm": ("WebM", "VP8", ""),
        "phone.mov": ("QuickTime", "H.264", "AAC"),
    }
    assert {(facts.width, facts.height) for facts in told.values()} == {(192, 108)}
