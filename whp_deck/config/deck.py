"""`load_deck`: a deck file and all it names → `Deck`, or every problem in one run.

In: the path of a deck file. Out: `(Deck | None, [Problem])`; no Deck when a problem is an error.
Must not plan, open PowerPoint files, or stop at the first mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from whp_deck.config.deck_file import DeckFile
from whp_deck.config.edits import FRAMES, Added, Edited, Moved, apply_edits
from whp_deck.config.intake import Intake
from whp_deck.config.layers import ForPractice, merge, read_layers
from whp_deck.config.lengths import format_hint
from whp_deck.config.meetings import check_meetings, in_order, with_meetings
from whp_deck.config.problems import nearest, suggest
from whp_deck.config.role_plays import missing_roles, play
from whp_deck.config.sections import check_sections
from whp_deck.config.settings import UNSAID, read_settings, read_staff
from whp_deck.config.start import ReadDeck, start_entries
from whp_deck.config.words import unknown_words, with_words
from whp_deck.config.wrong_files import folder_problem, practice_problem
from whp_deck.content.authored import Map
from whp_deck.content.checklist import Checklist
from whp_deck.content.decisions import Decisions
from whp_deck.content.packet import PacketWording
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.content.scenario import Scenario
from whp_deck.content.toolkit import Format, ToolkitFacts
from whp_deck.content.word_list import WordList
from whp_deck.errors import Problem, Source, has_errors, sort_problems
from whp_deck.files import missing_hint
from whp_deck.plan import Wanted, path_beside
from whp_deck.slides import KINDS
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.role_play import RolePlaySlides

_KIND_CLASSES: dict[str, type[SlideEntry]] = {str(kind.model_fields["kind"].default): kind for kind in KINDS}

# in the place of what a deck must say, while the rest of it is looked at
_STAND_INS = {"deck": UNSAID, "practice": UNSAID, "format": UNSAID}


@dataclass(frozen=True, slots=True)
class Deck:
    """What the author wrote, complete and valid. `entries` holds every slide that exists, sessions not yet made.

    `removed` are the titles of what it takes out, by id. `started` are the slides of the presentation that it starts
    from, when it does. `made_formats` are those of the toolkit that it could have instead of the length of its own that
    it says. `in_plan` are the role plays of what the practice has decided to do.
    """

    path: Path
    file: DeckFile
    practice: Practice
    staff: Mapping[str, StaffTitle]
    decisions: Decisions
    facts: ToolkitFacts
    checklists: Mapping[str, Checklist]
    words: WordList
    format: Format
    entries: Mapping[str, SlideEntry]
    frames: Mapping[str, SlideEntry]
    role_plays: tuple[str, ...]
    removed: Mapping[str, str]
    included: tuple[str, ...]
    added: tuple[Added, ...]
    order: tuple[tuple[str, Source], ...]
    hidden: frozenset[str]
    packet: PacketWording
    started: frozenset[str] = frozenset()
    made_formats: Mapping[str, Format] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()
    in_plan: frozenset[str] = frozenset()

    def staff_title(self, key: str) -> str:
        """The practice's title for a key of `staff:`; a title written out stays as it is."""
        return self.staff[key].title if key in self.staff else key

    @property
    def has_strategy(self) -> bool:
        """Whether it trains the toolkit's strategy: a presentation of the practice's own does only where it shows something of that."""
        return not self.file.start_from or any(entry.of_strategy for entry in self.entries.values())

    @property
    def subject(self) -> str:
        """What people are trained in: the strategy, or else what the deck is called."""
        return (self.facts.title or self.facts.name) if self.has_strategy else self.file.deck

    @property
    def scenarios(self) -> list[Scenario]:
        """The scenarios that this deck plays."""
        found = (self.entries.get(id) for id in self.role_plays)
        return [entry.scenario for entry in found if isinstance(entry, RolePlaySlides)]


def load_deck(
    path: Path, instead: ForPractice | None = None, *, read_deck: ReadDeck | None = None, text: str | None = None
) -> tuple[Deck | None, list[Problem]]:
    """Read, layer, edit and validate the deck at `path`, for the practice that it names or another one `instead`.

    `text` is what the file is about to say, for whoever wants to know what would come of it before writing it.
    `read_deck` gives the facts of the presentation that a deck starts from; `build.prepare_deck` hands one over. Raises
    ValueError when such a deck is loaded without it.
    """
    deck, problems = load_parts(path, instead, read_deck=read_deck, text=text)
    return (None if has_errors(problems) else deck), problems


def load_parts(
    path: Path, instead: ForPractice | None = None, *, read_deck: ReadDeck | None = None, text: str | None = None
) -> tuple[Deck | None, list[Problem]]:
    """The same, but where there are errors the deck of what is whole, if that makes one.

    To be looked at for the mistakes of later stages, so that people see them in the same run; never to be built.
    """
    loader = _Loader(path, instead, read_deck, text)
    deck = loader.load()
    return deck, sort_problems(loader.intake.problems)


class _Loader:
    def __init__(
        self, path: Path, instead: ForPractice | None, read_deck: ReadDeck | None, text: str | None = None
    ) -> None:
        self.path, self.instead, self.read_deck, self.text = path, instead, read_deck, text
        self.intake = Intake()

    def load(self) -> Deck | None:
        """The deck of all that is whole; None where too little is. What is wrong goes to `intake.problems`.

        The file's own tree is read and checked first, then laid over the practice's and the toolkit's; slides are edited
        as trees, and each is validated last, as what it has become.
        """
        intake = self.intake
        tree = self._read()
        if tree is None:
            return None
        file = intake.validate_parts(DeckFile, tree, stand_ins=_STAND_INS)
        read = read_layers(intake, tree, self.instead)
        if read is None:
            return None
        layers = with_words(intake, read, file.words if file is not None else None)
        staff = read_staff(intake, layers)
        settings = read_settings(intake, layers, staff) if read.has_practice else None
        if file is None:
            return None
        format = self._format(file, layers) if file.format.name != UNSAID else None
        if format is not None and file.start_from:  # its sessions are those of the toolkit's slides
            format = format.model_copy(update={"sessions": None, "names": []})
        sessions = len(format.sessions) if format and format.sessions is not None else file.format.sessions
        file = in_order(file, sessions)
        intake.problems += check_meetings(file.meetings, sessions)
        self._check_template(file)
        slides = self._start(file)
        if slides is None:
            slides = {entry["id"]: entry for entry in intake.entries(layers, "slides")}
        started = frozenset(slides) if file.start_from else frozenset()
        scenarios = {scenario["id"]: scenario for scenario in intake.entries(layers, "scenarios")}
        played = play(intake, file, scenarios, slides, staff, layers.get("decisions"))
        intake.problems += unknown_words(read, layers, scenarios.values())
        edited = apply_edits(played.entries, file, sessions)
        intake.problems += edited.problems
        checked, frames = self._check_entries(edited)
        packet, problems = check_sections(read.own_sections, layers, file, played.ids)
        intake.problems += problems
        if settings is None:
            return None
        practice, decisions, facts, checklists, words = settings
        if facts:
            intake.problems += missing_roles(checked.values(), facts)
        if not (format and practice and decisions and facts and words):
            return None
        return Deck(
            path=self.path,
            file=file,
            practice=practice,
            staff={**staff, **played.titles},
            decisions=decisions,
            facts=facts,
            checklists=checklists,
            words=words,
            format=format,
            entries=checked,
            frames=frames,
            role_plays=tuple(played.ids),
            removed=edited.removed,
            included=tuple(edited.included),
            added=tuple(edited.added),
            order=tuple(edited.order),
            hidden=frozenset(edited.hidden),
            packet=packet,
            started=started,
            made_formats={} if started or file.format.name else _made_formats(layers),
            moved=tuple(edited.moved),
            in_plan=played.in_plan,
        )

    def _read(self) -> Map | None:
        """The deck's own tree, as it can be checked; None where it cannot be read, or is another kind of file."""
        intake = self.intake
        if folder := folder_problem(self.path):
            intake.problems.append(folder)
            return None
        tree = intake.read(self.path, text=self.text)
        if tree is None:
            return None
        if of_practice := practice_problem(self.path, tree):
            intake.problems.append(of_practice)
            return None
        if "decisions" in tree:
            hint = "move it to the practice's file"
            intake.say("key-unknown", "a deck may not set `decisions`", hint, tree.place_of("decisions"))
            tree = tree.without("decisions")
        if self.instead is not None:
            # a deck for a whole list need not name a practice of its own
            named = Map(tree.source, [("practice", UNSAID, tree.source)])
            tree = with_meetings(merge(named, tree), self.instead.meetings)
        return self._with_layouts(tree)

    def _start(self, file: DeckFile) -> dict[str, Map] | None:
        """The entries of the presentation that the deck starts from; None when it starts from the toolkit."""
        if not file.start_from:
            return None
        if self.read_deck is None:
            raise ValueError(f"{self.path} starts from a presentation: load it with `build.prepare_deck`")
        place = file.place_of("start_from") or Source("", 0)
        facts, problems = self.read_deck(Wanted("deck", path_beside(file.start_from, place), place))
        self.intake.problems += problems
        if "template" in file.model_fields_set:
            message = "`template:` is not used: the deck starts from a presentation, whose layouts it has"
            hint = "take `template:` out, or use `kind: import` slides instead of `start_from:`"
            self.intake.problems.append(
                Problem("template-not-used", message, hint, file.place_of("template"), "warning")
            )
        return {} if facts is None else start_entries(facts, file.start_from, place)

    def _check_template(self, file: DeckFile) -> None:
        """A problem for a template that is not there; a deck that starts from a presentation needs none."""
        path, place = self.path.parent / file.template, file.place_of("template")
        if file.template != "base" and not file.start_from and not path.is_file():
            hint = f"{missing_hint(path, place)}; `template: base` is ours"
            self.intake.say("file-missing", f"template: there is no file `{file.template}`", hint, place)

    def _with_layouts(self, tree: Map) -> Map:
        """The deck with its `layouts:` read in, when that names a file."""
        name, place = tree.get("layouts"), tree.place_of("layouts")
        if not isinstance(name, str):
            return tree
        read = self.intake.read(self.path.parent / name, place)
        tree = tree.without("layouts")
        if read is not None and "layouts" in read:
            tree.put("layouts", read["layouts"], read.place_of("layouts"))
        elif read is not None:
            self.intake.say("key-missing", f"{name}: `layouts:` is missing", "add `layouts:` with a map", place)
        return tree

    def _format(self, file: DeckFile, layers: Map) -> Format | None:
        choice = file.format
        formats = layers.get("formats")
        if not choice.name:
            made = _made_formats(layers).values() if choice.in_words else ()
            free = Format(minutes=choice.minutes or 0, sessions=None)
            return next((one for one in made if one.is_for(choice.minutes, choice.sessions)), free)
        if not isinstance(formats, Map) or choice.name not in formats:
            names = list(formats) if isinstance(formats, Map) else []
            message = f"format: there is no format `{choice.name}`"
            hint = format_hint(choice.name, suggest(choice.name, names))
            self.intake.say("format-unknown", message, hint, file.place_of("format"))
            return None
        return self.intake.validate_at(
            Format, formats[choice.name], f"formats.{choice.name}.", formats.place_of(choice.name)
        )

    # --- entries

    def _check_entries(self, edited: Edited) -> tuple[dict[str, SlideEntry], dict[str, SlideEntry]]:
        entries: dict[str, SlideEntry] = {}
        frames: dict[str, SlideEntry] = {}
        for id, tree in edited.entries.items():
            if entry := self._check_entry(tree):
                (frames if id in FRAMES else entries)[id] = entry
        for id, change in edited.frame_changes.items():
            base = edited.entries.get(id.partition("/")[2])
            if base is not None and (entry := self._check_entry(merge(base, change))):
                frames[id] = entry
        return entries, frames

    def _check_entry(self, tree: Map) -> SlideEntry | None:
        kind = tree.get("kind")
        if not isinstance(kind, str):
            hint = "say `kind: content`, for example"
            self.intake.say("key-missing", f"slide `{tree.get('id')}`: `kind` is missing", hint, tree.source)
            return None
        if kind not in _KIND_CLASSES:
            self.intake.say("kind-unknown", f"there is no kind `{kind}`", _kind_hint(kind), tree.place_of("kind"))
            return None
        prefix = "" if kind == "role-play" else f"slide `{tree['id']}`: "
        return self.intake.validate(_KIND_CLASSES[kind], tree, prefix)


def _made_formats(layers: Map) -> dict[str, Format]:
    """The formats that somebody made by hand; one that is wrong is told where it is chosen."""
    formats = layers.get("formats")
    read = {name: Intake().validate(Format, tree) for name, tree in formats.items()} if isinstance(formats, Map) else {}
    return {name: one for name, one in read.items() if one is not None and one.sessions}


def _kind_hint(typed: str) -> str:
    """The nearest kind, or all of them: what people look for stands at the end of the list as often as at its start."""
    known = [name for name in _KIND_CLASSES if name != "role-play"]
    if near := nearest(typed, known):
        return f"did you mean `{near}`?"
    return f"a slide of words is `kind: content`; there is: {', '.join(f'`{name}`' for name in known)}"
