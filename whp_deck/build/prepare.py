"""Load → gather → plan → fit: a deck file and all it names, ready to be rendered.

In: the path of a deck file. Out: `Prepared`, with every problem so far. Must not render or write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from whp_deck.build.copies import DeckReader, check_looks, open_sources
from whp_deck.config.deck import Deck, load_parts
from whp_deck.config.layers import ForPractice
from whp_deck.errors import InvalidDeckError, Problem, Source, WhpDeckError, has_errors, sort_problems
from whp_deck.office.bindings import our_bindings
from whp_deck.office.bound_layout import Choice, offer
from whp_deck.office.contrast import check_theme
from whp_deck.office.facts import gather_facts
from whp_deck.office.fit import fit_plan
from whp_deck.office.gate import Finding, check_package
from whp_deck.office.package import Package, open_package
from whp_deck.office.template import LayoutBinding, Template, read_template
from whp_deck.office.whose import Whose, whose_of
from whp_deck.plan import CopiedSlide, DeckPlan, Facts, Movie, Picture, path_beside
from whp_deck.planner.plan import make_plan, wanted_files
from whp_deck.render.movies import frame_name
from whp_deck.render.pictures import load_logo, load_picture
from whp_deck.resources import shipped

_HANG_ON_THE_REST = frozenset(["session-over", "session-unknown", "slide-unknown", "slide-not-shown"])
BASE_GROUND = "0B4F5C"  # the base template's dark color, under the logo


@dataclass(frozen=True, slots=True)
class Prepared:
    """A deck that is planned and fitted, with all it needs to be rendered, and all problems so far.

    `sources` are the opened presentations that slides are copied from, by path.
    """

    deck: Deck
    facts: Facts
    plan: DeckPlan
    template: Template
    template_path: Path
    opened: Package
    known: frozenset[Finding]
    pictures: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    sources: Mapping[str, Package] = field(default_factory=dict)

    @property
    def logo(self) -> bytes:
        """The practice's logo as it stands in the decks, or nothing."""
        return self.pictures.get(self.plan.theme.logo, b"")

    @property
    def whose(self) -> Whose:
        """The practice, as the stamp of what is built knows it."""
        return whose_of(self.deck.practice)


def prepare_deck(path: Path, instead: ForPractice | None = None, *, text: str | None = None) -> Prepared:
    """Load, plan and fit the deck at `path`, for the practice that it names or another one `instead`.

    With `text` the file is taken to say that: what would come of it before it is written.
    Raises InvalidDeckError when it cannot be loaded; problems of its content are in the result.
    """
    deck, facts, plan, problems = plan_deck(path, instead, text=text)
    theme = deck.practice.theme
    pictures, more = _look_of(deck, plan)
    problems += more
    template_path = Path(plan.start_from) if plan.start_from else _template_path(deck)
    opened = open_package(template_path)
    # faults that a practice's own template brought along are not ours to refuse
    is_base = deck.file.template == "base" and not plan.start_from
    known = frozenset() if is_base else frozenset(check_package(opened))
    sources, faults = open_sources(plan)
    problems += check_looks(plan, opened, sources)
    used = {slide.layout for session in plan.sessions for slide in session.slides if not isinstance(slide, CopiedSlide)}
    bindings = our_bindings()
    choices, more = _layout_choices(deck, bindings)
    problems += more
    wanted = {name: bindings[name] for name in bindings if name in used or name in choices}
    template = read_template(opened, wanted, template_path, choices)
    problems += [*template.problems, *template.warnings(used, deck.file.place_of("template"))]
    if not template.is_ours and not plan.start_from and (plan.theme.primary or plan.theme.accent):
        problems.append(_colors_stay(template, theme.place_of("primary" if plan.theme.primary else "accent")))
    plan, more = fit_plan(plan, template)
    problems = _told_once([*problems, *more])
    return Prepared(
        deck, facts, plan, template, template_path, opened, known | faults, pictures, tuple(sort_problems(problems)), sources
    )  # fmt: skip


def plan_deck(
    path: Path, instead: ForPractice | None = None, *, text: str | None = None
) -> tuple[Deck, Facts, DeckPlan, list[Problem]]:
    """Load and plan the deck, before any template is opened; raises as `prepare_deck` does."""
    reader = DeckReader()
    deck, problems = load_parts(path, instead, read_deck=reader, text=text)
    if deck is None:
        raise InvalidDeckError(problems)
    if has_errors(problems):
        raise InvalidDeckError([*problems, *_later_mistakes(deck, problems, reader)])
    facts, more = gather_facts(wanted_files(deck), reader.facts)
    plan, planned = make_plan(deck, facts=facts)
    return deck, facts, plan, [*problems, *more, *planned]


def _look_of(deck: Deck, plan: DeckPlan) -> tuple[dict[str, bytes], list[Problem]]:
    """The plan's pictures, the logo among them, and what is wrong with these and with the practice's colors."""
    theme = deck.practice.theme
    unreadable = check_theme(plan.theme, theme.place_of("primary"), theme.place_of("accent"))
    ground = plan.theme.primary.lstrip("#") if plan.theme.primary and not unreadable else BASE_GROUND
    pictures, problems = _gather_pictures(plan, ground)
    return pictures, [*unreadable, *problems]


def slide_size(path: Path) -> tuple[int, int] | None:
    """How large the slides of the deck at `path` will be, in EMU; None while the deck or its template cannot be read."""
    from whp_deck.office.slide_copy import size_of

    try:
        deck, _ = load_parts(path, read_deck=DeckReader())
        if deck is None:
            return None
        started = path_beside(deck.file.start_from, deck.file.place_of("start_from")) if deck.started else ""
        return size_of(open_package(Path(started) if started else _template_path(deck)))
    except WhpDeckError:
        return None


def _later_mistakes(deck: Deck, problems: list[Problem], reader: DeckReader) -> list[Problem]:
    """What is wrong with the whole parts of a deck that has errors: else each mended mistake would show the next ones.

    What may only be wrong because the faulty parts are missing is not told: sums, sessions, and words of decisions.
    """
    facts, found = gather_facts(wanted_files(deck), reader.facts)
    plan, more = make_plan(deck, facts=facts)
    found += [*more, *_look_of(deck, plan)[1]]
    try:
        path = _template_path(deck)
        bindings = our_bindings()
        choices, _ = _layout_choices(deck, bindings)
        _, more = fit_plan(plan, read_template(open_package(path), bindings, path, choices))
        found += more
    except WhpDeckError:
        pass  # the template is told once the files can be read
    home = deck.practice.place_of()
    faulty_practice = any(one.source and home and one.source.file == home.file for one in problems)
    hangs_on = _HANG_ON_THE_REST | ({"expression-unknown"} if faulty_practice else frozenset())
    told = {(one.code, one.source) for one in problems}
    return [
        one
        for one in _told_once(found)
        if one.severity == "error" and one.code not in hangs_on and (one.code, one.source) not in told
    ]


def _told_once(problems: list[Problem]) -> list[Problem]:
    """A short name for the title slide mends the foot of the slides too, so that is not told beside it."""
    if not any(problem.code == "name-too-long" for problem in problems):
        return problems
    return [problem for problem in problems if problem.code != "footer-too-long"]


def _template_path(deck: Deck) -> Path:
    name = deck.file.template
    return shipped("templates/base.pptx") if name == "base" else deck.path.parent / name


def _layout_choices(deck: Deck, bindings: Mapping[str, LayoutBinding]) -> tuple[dict[str, Choice], list[Problem]]:
    """The deck's own `layouts:`; a name that none of our layouts has is a problem."""
    choices: dict[str, Choice] = {}
    problems = []
    for name, entry in deck.file.layouts.items():
        source = entry.place_of("layout") or deck.file.place_of("layouts")
        if name in bindings:
            choices[name] = Choice(entry.layout, entry.slots, source)
        else:
            message, hint = f"`layouts`: there is no layout `{name}` of ours", offer(name, bindings, "there is")
            problems.append(Problem("layout-unknown", message, hint, source))
    return choices, problems


def _colors_stay(template: Template, source: Source | None) -> Problem:
    message = f"{template.path.name} keeps its own colors; `theme` is for templates made from `base`"
    hint = "take `primary` and `accent` out of the theme, or change the colors in the template"
    return Problem("theme-not-used", message, hint, source, "warning")


def _gather_pictures(plan: DeckPlan, ground: str) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of every picture file that the plan names, by that name; a file that is no picture is a problem.

    A frame that a movie takes for its poster is there under `frame_name`.
    """
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for session in plan.sessions:
        for slide in session.slides:
            for slot, block in slide.slots.items():
                if isinstance(block, Movie):
                    if block.frame is not None:
                        _gather_frame(block, found, problems)
                    block = block.poster
                if not isinstance(block, Picture) or not block.file or block.file in found:
                    continue
                beside = Path(block.source.file).parent if block.source else Path()
                path = beside / block.file
                try:
                    if slot == "logo":
                        found[block.file] = load_logo(path, block.source, ground=ground)
                    else:
                        found[block.file] = load_picture(path, block.source)
                except InvalidDeckError as error:
                    problems += error.problems
    return found, problems


def _gather_frame(movie: Movie, found: dict[str, bytes], problems: list[Problem]) -> None:
    from whp_deck.office.movies import read_frame

    try:
        found[frame_name(movie)] = read_frame(Path(movie.file), movie.frame or 0, movie.source)
    except InvalidDeckError as error:
        problems += error.problems
