"""A `Movie` of the plan → a movie on its slide, with its poster. In: a slide under construction. Out: the slide.

Also says where linked movies lie beside the deck, for whoever copies them. Must not copy or read a movie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from whp_deck.office.made import MadeSlide
from whp_deck.office.media import place_movie
from whp_deck.office.placeholders import Box
from whp_deck.office.template import Slot
from whp_deck.office.theme import scheme_color
from whp_deck.plan import CopiedSlide, DeckPlan, Movie, SlidePlan
from whp_deck.render.pictures import draw_card, with_play_sign

MEDIA_FOLDER = "{}-media"


def linked_movies(plan: DeckPlan, *, shown: bool = False) -> dict[str, str]:
    """Where each linked movie of the plan lies, counted from the decks: `monday-huddle-media/watch-one.mp4`, by its path.

    `shown`: of slides that are not hidden alone, under the names that they have beside the whole deck.
    """
    played: set[str] = set()
    found: dict[str, str] = {}
    taken: set[str] = set()
    for session in plan.sessions:
        for slide in session.slides:
            for file in _linked(slide):
                if not (shown and slide.hidden):
                    played.add(file)
                if file not in found:
                    name = _free_name(PurePosixPath(file), taken)
                    found[file] = f"{MEDIA_FOLDER.format(plan.file_stem)}/{name}"
    return {movie: target for movie, target in found.items() if movie in played}


def _linked(slide: SlidePlan) -> Iterator[str]:
    """The movie files that the slide plays from beside the deck."""
    for block in slide.slots.values():
        if isinstance(block, Movie) and block.where == "linked":
            yield block.file
    if isinstance(slide, CopiedSlide):
        yield from slide.plays.values()


def frame_name(movie: Movie) -> str:
    """Under which name a frame of the movie is kept among the pictures."""
    return f"{movie.file}#{movie.frame}"


def fill_movie(
    new: MadeSlide, slot: Slot, movie: Movie, pictures: Mapping[str, bytes], targets: Mapping[str, str], ground: str
) -> None:
    """Put the movie into the slot. The author's poster comes first, then the movie's own frame, then our card on `ground`,
    a color of the theme ("tx2").
    """
    own = pictures.get(movie.poster.file) if movie.poster.file else pictures.get(frame_name(movie))
    poster = with_play_sign(own) if own else draw_card(scheme_color(new.package, ground), movie.width, movie.height)
    box = Box(slot.x, slot.y, slot.width, slot.height)
    target = targets.get(movie.file, "")
    place_movie(new, slot.placeholder, box, movie, poster, target=target, placeholder=slot.seat != "box")


def _free_name(path: PurePosixPath, taken: set[str]) -> str:
    name, count = path.name, 1
    while name.casefold() in taken:
        count += 1
        name = f"{path.stem}-{count}{path.suffix}"
    taken.add(name.casefold())
    return name
