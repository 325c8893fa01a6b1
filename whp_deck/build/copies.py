"""The presentations that a deck copies from or starts from: read for their facts, opened, and held against the
template.

In: a deck's plan and its opened template. Out: opened packages by path, their own faults, and problems with looks. Must
not copy anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.errors import Problem, Source, counted
from whp_deck.office.copy_layouts import choose_layout, layout_name
from whp_deck.office.facts import gather_facts
from whp_deck.office.gate import Finding, as_imported, check_package
from whp_deck.office.package import Package, open_package
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.snapshot import slide_id_of
from whp_deck.office.xml import attribute, clean, p
from whp_deck.plan import CopiedSlide, DeckFacts, DeckPlan, Facts, Wanted
from whp_deck.planner.copies import ids_in_words
from whp_deck.render.listing import size_words

_SHORTER = "shorten it in the old deck, or give the slide an entry of its own with a shorter `title:`"


class DeckReader:
    """Reads the presentation that a deck starts from; `facts` are kept, so that it is read once."""

    def __init__(self) -> None:
        self.facts = Facts()

    def __call__(self, wanted: Wanted) -> tuple[DeckFacts | None, list[Problem]]:
        self.facts, problems = gather_facts([wanted])
        return self.facts.decks.get(wanted.path), problems


def open_sources(plan: DeckPlan) -> tuple[dict[str, Package], frozenset[Finding]]:
    """Every presentation that slides are copied from, by path, and the faults that come with them."""
    sources: dict[str, Package] = {}
    faults: set[Finding] = set()
    for slide in copied_slides(plan):
        if slide.file not in sources:
            sources[slide.file] = open_package(Path(slide.file))
            faults |= as_imported(sources[slide.file], check_package(sources[slide.file]))
    return sources, frozenset(faults)


def check_looks(plan: DeckPlan, template: Package, sources: Mapping[str, Package]) -> list[Problem]:
    """Slides that cannot keep their look, layouts that are not there, and layouts that were chosen for want of a name."""
    if not sources:
        return []
    from whp_deck.office.slide_copy import is_same_size, size_of

    problems: list[Problem] = []
    layouts = layouts_of(template)
    known = {layout_name(layout).casefold() for layout in layouts}
    parts = {path: list(slide_parts(source).values()) for path, source in sources.items()}
    adopting: dict[tuple[str, Part | None], list[CopiedSlide]] = {}
    too_large: dict[tuple[str, Source | None], list[str]] = {}
    for slide in copied_slides(plan):
        if slide.look == "keep":
            if not is_same_size(sources[slide.file], template):
                too_large.setdefault((slide.file, slide.source), []).append(slide.id)
            continue
        wrong = [wanted for wanted in slide.layouts.values() if wanted.casefold() not in known]
        for wanted in wrong:
            message = f"slide `{slide.id}`: the template has no layout “{wanted}”"
            hint = "its layouts are: " + ", ".join(layout_name(one) for one in layouts)
            problems.append(Problem("layout-unknown", message, hint, slide.source))
        if not wrong:
            old = relationships_of(parts[slide.file][slide.number - 1]).first_of(RT.SLIDE_LAYOUT)
            adopting.setdefault((slide.file, old), []).append(slide)
    for (path, source), ids in too_large.items():  # once for an entry, however many slides it takes
        sizes = (size_of(sources[path]), size_of(template))
        problems.append(cannot_keep(f"`{ids[0].partition('/')[0]}`: {Path(path).name}", *sizes, source))
    for (path, old), slides in adopting.items():
        choices = {(name, new) for slide in slides for name, new in slide.layouts.items()}
        choice = choose_layout(sources[path], old, template, layouts, dict(choices))
        if not choice.exact:
            message = (
                f"{ids_in_words(slides)}: the layout “{choice.old_name}” of {Path(path).name} became “{choice.name}”"
            )
            hint = "look at the slide; `layouts: {theirs: ours}` chooses another, `look: keep` keeps their design"
            problems.append(Problem("import-layout", message, hint, slides[0].source, "warning"))
    return problems


def check_titles(plan: DeckPlan, packages: Sequence[Package]) -> list[Problem]:
    """Titles of copied slides that run over their place, even where they were set smaller."""
    from whp_deck.office.title_room import titles_too_long

    problems = []
    for session, package in zip(plan.sessions, packages, strict=True):
        named = {
            attribute(common, "name"): part
            for part in slide_parts(package).values()
            if (common := element_of(part).find(p("cSld"))) is not None
        }
        copied = (slide for slide in session.shown if isinstance(slide, CopiedSlide))
        shown = [(slide, named[clean(slide.id)]) for slide in copied if clean(slide.id) in named]
        long = titles_too_long(package, [part for _, part in shown]) if shown else {}
        for slide, part in shown:
            if part not in long:
                continue
            over = long[part]
            stays = slide.look == "stay" and "title" not in slide.texts
            smaller = "" if stays else ", even set smaller"
            where = f"slide `{slide.id}` (slide {slide.number} of {Path(slide.file).name})"
            message = f"{where}: its title takes {counted(over.lines, 'line')} and runs over its place{smaller}"
            if stays:
                own = f"write a shorter one under `slides: change: {slide.id}: title:`; your old deck stays as it is"
            else:
                own = (
                    _SHORTER if "/" in slide.id else "shorten it in the old deck, or give its entry a shorter `title:`"
                )
            problems.append(Problem("import-title-long", message, own, slide.source, "warning"))
    return problems


def check_feet(plan: DeckPlan, packages: Sequence[Package], sources: Mapping[str, Package]) -> list[Problem]:
    """What became of the lines that the old decks have at their foot in text boxes, as the finished deck is: each wording once."""
    from whp_deck.office.feet import boxes_of, feet_of, gives_way, words_alone

    feet = {path: feet_of(source) for path, source in sources.items()}
    stands: dict[tuple[str, str], tuple[str, list[CopiedSlide]]] = {}
    gone: dict[tuple[str, str], tuple[str, list[CopiedSlide]]] = {}
    for session, package in zip(plan.sessions, packages, strict=True):
        parts = {slide_id_of(part): part for part in reversed(slide_parts(package).values())}
        for slide in session.slides:
            part = parts.get(slide.id)
            if not isinstance(slide, CopiedSlide) or slide.look == "stay" or part is None:
                continue
            there = {text for _, text in boxes_of(element_of(part))}
            for foot in feet[slide.file][slide.number - 1]:
                key = slide.file, words_alone(foot.text)
                if foot.text in there:
                    stands.setdefault(key, (foot.text, []))[1].append(slide)
                elif slide.look == "adopt" and gives_way(foot, sources[slide.file], package, part):
                    gone.setdefault(key, (foot.text, []))[1].append(slide)
    problems = []
    for (file, _), (text, slides) in gone.items():
        message = f"{ids_in_words(slides)}: the old foot line “{text}” of {Path(file).name} is left out, as the new one stands there"
        hint = "nothing to do; what has to be said there belongs on the slide itself, or into its notes"
        problems.append(Problem("import-footer", message, hint, slides[0].source, "warning"))
    for (file, _), (text, slides) in stands.items():
        message = (
            f"{ids_in_words(slides)}: “{text}” of {Path(file).name} stands in a text box, and comes along as it is"
        )
        hint = "if it is not yours to say, delete that text box: in PowerPoint on these slides, or in the old deck"
        problems.append(Problem("import-footer", message, f"{hint}; then build again", slides[0].source, "warning"))
    return problems


def cannot_keep(what: str, theirs: tuple[int, int], ours: tuple[int, int], source: Source | None) -> Problem:
    """The problem of slides whose design does not fit the deck's size; sizes are width and height in EMU."""
    message = f"{what} has slides of another size, which cannot keep their design: "
    message += f"theirs {size_words(*theirs)}, yours {size_words(*ours)}"
    hint = "say `look: adopt`; or set one of the two to the other's size in PowerPoint (Design > Slide Size)"
    return Problem("import-size", message, hint, source)


def copied_slides(plan: DeckPlan) -> list[CopiedSlide]:
    """The slides that are copied from other presentations, of all sessions."""
    slides = (slide for session in plan.sessions for slide in session.slides)
    return [slide for slide in slides if isinstance(slide, CopiedSlide) and slide.look != "stay"]
