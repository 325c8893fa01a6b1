"""What comes with slides of existing presentations, and what does not: links, comments, things fetched from elsewhere.

In: the slides of one session and the facts of files. Out: warnings. Must not open a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from whp_deck.errors import Problem
from whp_deck.plan import CopiedSlide, Facts, SlideFacts, SlidePlan


def check_copies(slides: Iterable[SlidePlan], facts: Facts) -> list[Problem]:
    """Warnings about the copied slides among `slides`."""
    copied = [slide for slide in slides if isinstance(slide, CopiedSlide)]
    here = {(slide.file, slide.look, slide.number) for slide in copied}
    problems: list[Problem] = []
    pairs = [(slide, deck.slides[slide.number - 1]) for slide in copied if (deck := facts.decks.get(slide.file))]
    problems += _feet(pairs)
    for slide, known in pairs:
        gone = [number for number in known.links if (slide.file, slide.look, number) not in here]
        problems += _said(slide, known, gone)
    return problems


def _feet(pairs: Iterable[tuple[CopiedSlide, SlideFacts]]) -> Iterator[Problem]:
    """What became of the old deck's footers: each wording once, with the slides that have it.

    Those in text boxes are told of the finished deck (`build.copies`), where people may have deleted them.
    """
    own: dict[tuple[str, str, str], list[CopiedSlide]] = {}
    for slide, known in pairs:
        if slide.look == "stay":
            continue  # it is the deck's own
        if known.own_foot:
            own.setdefault((slide.file, slide.look, known.own_foot), []).append(slide)
    for (file, look, words), slides in own.items():
        if look == "adopt":
            message = f"{ids_in_words(slides)}: {words} of {_name(file)} gave way to your own footer"
            hint = "nothing to do; what has to be said there belongs on the slide itself, or into its notes"
        else:
            message = f"{ids_in_words(slides)}: `look: keep` keeps {words} of {_name(file)}"
            hint = "`look: adopt` puts your own footer there; or change it in the old deck"
        yield Problem("import-footer", message, hint, slides[0].source, "warning")


def ids_in_words(slides: Sequence[CopiedSlide]) -> str:
    """The first few ids, and that there are more."""
    return ", ".join(f"`{slide.id}`" for slide in slides[:4]) + (" …" if len(slides) > 4 else "")


def _name(file: str) -> str:
    return file.rpartition("/")[2]


def _said(slide: CopiedSlide, known: SlideFacts, gone: list[int]) -> Iterator[Problem]:
    where = f"slide `{slide.id}` (slide {slide.number} of {_name(slide.file)})"
    for sentence in known.outside:
        hint = "whoever shows the deck asks that address, or sees that path: embed it, or take the link out"
        yield Problem("import-outside", f"{where}: {sentence}", hint, slide.source, "warning")
    for file in known.lacks:
        message = f"{where}: it plays a movie from the file {file}, which is not beside the old deck"
        hint = (
            "put it there and build again, so that it is copied along; or put the movie into the slide (Insert > Video)"
        )
        yield Problem("import-outside", message, hint, slide.source, "warning")
    if known.left_behind and slide.look != "stay":
        what = ", ".join(known.left_behind)
        hint = "nothing to do, unless you wanted to keep it: then copy it by hand in PowerPoint"
        yield Problem("import-left-behind", f"{where}: {what} not taken along", hint, slide.source, "warning")
    if gone:
        listed = ", ".join(str(number) for number in gone)
        message = f"{where}: its links to slide {listed} lead nowhere here, and are taken out"
        hint = "take the slide that it links to into the same session, or tell people where to look"
        yield Problem("import-link-lost", message, hint, slide.source, "warning")
