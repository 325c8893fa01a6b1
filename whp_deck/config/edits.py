"""The deck's edits of slides, on trees: remove, move, change, add; `order` and `hide` are checked and kept for the
planner.

In: the layered entries and `SlideEdits`. Out: `Edited`: entries with every change laid over them, and what became of
ids. Trees, not models, so that a changed entry is validated once, by its kind, with the place of each change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from whp_deck.config.deck_file import DeckFile
from whp_deck.config.layers import merge
from whp_deck.config.problems import suggest, titled
from whp_deck.config.unfit import say_keys
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Source
from whp_deck.slides import KINDS
from whp_deck.slides.pairs import question_about
from whp_deck.slides.role_play import SLIDES

FRAMES = ("title", "agenda", "recap", "closing")
_FROM_FILES = {str(kind.model_fields["kind"].default) for kind in KINDS if kind.slides_in_file}
_FRAME_ID = re.compile(r"session-(\d+)/(title|agenda|recap|closing)")


@dataclass(frozen=True, slots=True)
class Added:
    """An entry that the deck adds, and where."""

    id: str
    after: str
    before: str
    session: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry that the deck shows in another session."""

    id: str
    session: int
    source: Source


@dataclass(slots=True)
class Edited:
    """Entries by id in toolkit order, frames' changes by `session-N/frame`, the titles of what is removed, and the
    other edits.
    """

    entries: dict[str, Map]
    frame_changes: dict[str, Map] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    included: list[str] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    order: list[tuple[str, Source]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def apply_edits(entries: dict[str, Map], deck: DeckFile, sessions: int | None) -> Edited:
    """`entries` with the deck's edits; `sessions` is how many there will be, None when that is not known yet."""
    edited = Edited(dict(entries))
    _Editor(edited, deck, sessions).run()
    return edited


def _title(entry: Map | None) -> str:
    """The title of an entry, or of the scenario that it plays; nothing where it has none of its own, as a frame."""
    if entry is None:
        return ""
    scenario = entry.get("scenario")
    title = (scenario if isinstance(scenario, Map) else entry).get("title")
    return title if isinstance(title, str) else ""


class _Editor:
    def __init__(self, edited: Edited, deck: DeckFile, sessions: int | None) -> None:
        self.edited, self.deck, self.sessions = edited, deck, sessions
        self.edits = deck.slides

    def say(self, code: str, message: str, hint: str, place: Source | None) -> None:
        self.edited.problems.append(Problem(code, message, hint, place))

    def run(self) -> None:
        self._remove()
        for index, id in enumerate(self.edits.include):
            place = self.edits.item_place("include", index)
            if self._known(id, "slides.include", place):
                self.edited.included.append(id)
        self._move()
        self._change()
        self._video()
        self._add()
        for index, id in enumerate(self.edits.order):
            place = self.edits.item_place("order", index)
            if self._known(id, "slides.order", place):
                if id in [known for known, _ in self.edited.order]:
                    self.say("slide-twice", f"slides.order: `{id}` is listed twice", "keep one", place)
                else:
                    self.edited.order.append((id, place or Source("", 0)))
        for index, id in enumerate(self.edits.hide):
            if self._known(id, "slides.hide", self.edits.item_place("hide", index)):
                self.edited.hidden.add(id)

    def _remove(self) -> None:
        for index, id in enumerate(self.edits.remove):
            place = self.edits.item_place("remove", index)
            if not self._known(id, "slides.remove", place, removing=True):
                continue
            owner, _, part = id.partition("/")
            title = _title(self.edited.entries.get(owner))
            if part in SLIDES and owner in self.edited.entries:
                self._remove_part(owner, part, place or Source("", 0))
            elif id in FRAMES or _FRAME_ID.fullmatch(id):
                pass
            else:
                kinds = {known: str(entry.get("kind")) for known, entry in self.edited.entries.items()}
                question = question_about(id, kinds)
                del self.edited.entries[id]
                if question and not self._mentions(question):  # with nothing before it that it could be about
                    self.edited.removed[question] = _title(self.edited.entries.pop(question))
            self.edited.removed[id] = title

    def _mentions(self, id: str) -> bool:
        """Whether the deck says anything of the slide: then it is wanted."""
        edits = self.edits
        beside = [one.get(key) for one in edits.add if isinstance(one, Map) for key in ("after", "before")]
        return id in (*edits.include, *edits.remove, *edits.move, *edits.change, *edits.order, *edits.hide, *beside)

    def _remove_part(self, owner: str, part: str, place: Source) -> None:
        entry = self.edited.entries[owner]
        gone = Seq(place, [(known, place) for known in entry.get("removed", ())])
        gone.add(part, place)
        over = Map(place, [("removed", gone, place)])
        self.edited.entries[owner] = merge(entry, over)

    def _move(self) -> None:
        edits = self.edits.move
        for id, typed in edits.items():
            place = (edits.place_of(id) if isinstance(edits, Map) else None) or Source("", 0)
            if any(isinstance(one, Map) and one.get("id") == id for one in self.edits.add):
                hint = "give it `session:` there, in place of `after:` or `before:`"
                self.say("set-twice", f"slides.move: `{id}` is a slide that you add", hint, place)
            elif id in FRAMES or "/" in id:
                hint = "name a slide, or a role play as a whole"
                self.say("slide-unknown", f"slides.move: `{id}` cannot be moved to another session", hint, place)
            elif self._known(id, "slides.move", place):
                session = self._session(typed, f"slides.move: `{id}`", place)
                self.edited.moved += [Moved(id, session, place)] if session else []

    def _session(self, typed: object, what: str, place: Source) -> int | None:
        """The number of a session that there is, or can be."""
        number = int(str(typed)) if str(typed).isdecimal() and len(str(typed)) < 4 else 0
        if number < 1 or (self.sessions is not None and number > self.sessions):
            count = f"1 to {self.sessions}" if self.sessions else "a number from 1"
            self.say("session-unknown", f"{what}: there is no session `{typed}`", f"sessions: {count}", place)
        return number or None

    def _change(self) -> None:
        for id, change in self.edits.change.items():
            place = _change_place(self.edits, change)
            if id in self.edited.removed:
                message = f"slides.change: `{id}` is removed above"
                self.say("slide-removed", message, "change it or remove it, not both", place)
            elif not self._known(id, "slides.change", place):
                continue
            elif not isinstance(change, Map):
                message = f"slides.change.{id}: keys and values are expected"
                hint = say_keys((), change) if isinstance(change, list) and change else "as `title: Our own title`"
                self.say("value-shape", message, hint, place)
            elif "id" in change or "kind" in change:
                key = "id" if "id" in change else "kind"
                message = f"slides.change.{id}: `{key}` cannot be changed"
                self.say("key-unknown", message, "remove the slide and add one of your own", change.place_of(key))
            elif self._is_play(id) and (of_one := [key for key in ("title", "notes") if key in change]):
                message = f"slides.change.{id}: `{of_one[0]}` does nothing here: this is a role play of three slides"
                hint = (
                    f"write a title under `role_plays: change: {id}:`, from where slides, cards and sheets have it; notes, and what one "
                    f"slide alone says, under `{id}/{SLIDES[0]}`, `{id}/{SLIDES[1]}` or `{id}/{SLIDES[2]}`"
                )
                self.say("key-unused", message, hint, change.place_of(of_one[0]))
            else:
                self._lay_over(id, change, place)

    def _is_play(self, id: str) -> bool:
        entry = self.edited.entries.get(id)
        return entry is not None and entry.get("kind") == "role-play"

    def _lay_over(self, id: str, change: Map, place: Source) -> None:
        owner, _, part = id.partition("/")
        if _FRAME_ID.fullmatch(id):
            self.edited.frame_changes[id] = change
        elif part:
            entry = self.edited.entries[owner]
            over = Map(place, [(part, _with_usual_notes(entry, part, change), place)])
            self.edited.entries[owner] = merge(entry, over)
        else:
            self.edited.entries[id] = merge(self.edited.entries[id], change)

    def _video(self) -> None:
        if not self.deck.video:
            return
        place = self.deck.place_of("video") or Source("", 0)
        ids = [id for id, entry in self.edited.entries.items() if entry.get("kind") == "video"]
        if not ids:
            self.say("slide-unknown", "video: there is no video slide to edit", "take `video:` out", place)
            return
        changed = self.edits.change.get(ids[0])
        both = set(self.deck.video) & set(changed) if isinstance(changed, Mapping) else set()
        over = Map(place)
        for key, value in self.deck.video.items():
            at = self.deck.video.place_of(key) if isinstance(self.deck.video, Map) else place
            if key in both:
                message = f"video: `{key}` is set here and in slides.change.{ids[0]}"
                self.say("set-twice", message, "keep one of the two", at)
            elif key in ("id", "kind"):
                hint = "add a slide of your own with slides.add"
                self.say("key-unknown", f"video: `{key}` cannot be changed", hint, at)
            over.put(key, value, at)
        if over.get("file") and "mode" not in {*over, *(changed or ())}:  # a film of one's own is there to be played
            over.put("mode", "file", over.place_of("file"))
        self.edited.entries[ids[0]] = merge(self.edited.entries[ids[0]], over)

    def _add(self) -> None:
        for index, entry in enumerate(self.edits.add):
            place = self.edits.item_place("add", index) or Source("", 0)
            if not isinstance(entry, Map) or not isinstance(entry.get("id"), str):
                hint = "as `- {id: our-promise, kind: content, after: what-is-whp, title: …}`"
                self.say("key-missing", "slides.add: an added slide needs an `id`", hint, place)
                continue
            id = entry["id"]
            if id in self.edited.entries or id in FRAMES or id in self.edited.removed:
                hint = "choose another id, or use slides.change"
                self.say("slide-twice", f"slides.add: there already is a slide `{id}`", hint, entry.place_of("id"))
                continue
            self._add_one(id, entry, place)

    def _add_one(self, id: str, entry: Map, place: Source) -> None:
        where = {key: entry[key] for key in ("after", "before", "session") if entry.get(key) is not None}
        own = Map(entry.source)
        for key, value in entry.items():
            if key not in ("after", "before", "session"):
                own.put(key, value, entry.place_of(key))
        if "after" in where and "before" in where:
            self.say("set-twice", f"slides.add: `{id}` has both `after` and `before`", "keep one", place)
        for key in ("after", "before"):
            target = where.get(key)
            if target is not None and not isinstance(target, str):
                self.say("value-shape", f"slides.add: `{key}` of `{id}` names one slide", "", entry.place_of(key))
            elif target in self.edited.removed:
                hint = "choose a slide that stays"
                self.say(
                    "slide-removed",
                    f"slides.add: `{id}` stands {key} `{target}`, which is removed",
                    hint,
                    entry.place_of(key),
                )
            elif target is not None:
                self._known(target, f"slides.add: {id}", entry.place_of(key))
        session: int | None = None
        if "session" in where:
            session = self._session(where["session"], f"slides.add: `{id}`", entry.place_of("session"))
        self.edited.entries[id] = own
        self.edited.added.append(Added(id, str(where.get("after", "")), str(where.get("before", "")), session, place))

    def _known(self, id: str, where: str, place: Source | None, *, removing: bool = False) -> bool:
        owner, _, part = id.partition("/")
        entry = self.edited.entries.get(owner)
        if not part and (id in self.edited.entries or id in FRAMES):
            return True
        if self._is_play(owner) and part in SLIDES:
            return True
        if entry is not None and entry.get("kind") in _FROM_FILES and part and where == "slides.hide":
            return True  # which slides it takes is known when its file is read; the planner looks
        frame = _FRAME_ID.fullmatch(id)
        if frame and (self.sessions is None or 1 <= int(frame[1]) <= self.sessions):
            return True
        if id in self.edited.removed and not removing:
            self.say("slide-removed", f"{where}: `{id}` is removed", "take it out of one of the two lists", place)
            return False
        verb = where.removeprefix("slides.")
        if verb in ("remove", "change") and any(
            isinstance(one, Map) and one.get("id") == owner for one in self.edits.add
        ):
            how = "take its entry out there" if removing else "write the change in that entry"
            self.say("set-twice", f"{where}: `{id}` is a slide that you add under `slides: add:`", how, place)
            return False
        titles = {known: _title(entry) for known, entry in self.edited.entries.items()}
        meant = titled(id, titles) or id.casefold()
        hint = suggest(meant, list(self.ids()), "`whp-deck outline` lists every id")
        known = f"`{self.deck.start_from}`" if self.deck.start_from else f"toolkit `{self.deck.toolkit}`"
        self.say("slide-unknown", f"{where}: no slide `{id}` in {known} or in this deck", hint, place)
        return False

    def ids(self) -> Iterable[str]:
        """Every id that an edit may name."""
        for id, entry in self.edited.entries.items():
            yield id
            if entry.get("kind") == "role-play":
                yield from (f"{id}/{part}" for part in SLIDES)
        for number in range(1, (self.sessions or 1) + 1):
            yield from (f"session-{number}/{frame}" for frame in FRAMES)


def _with_usual_notes(entry: Map, part: str, change: Map) -> Map:
    """Parts of notes are laid over those that the scenario gives the slide, as on every other slide; a text stands
    alone.
    """
    own, usual = change.get("notes"), entry.get("scenario")
    for key in ("notes", part.replace("-", "_")):
        usual = usual.get(key) if isinstance(usual, Map) else None
    if isinstance(usual, str):
        usual = Map(change.source, [("text", usual, change.source)])
    if not isinstance(own, Map) or not isinstance(usual, Map):
        return change
    whole = change.without("notes")
    whole.put("notes", merge(usual, own), change.place_of("notes"))
    return whole


def _change_place(edits: Any, change: Any) -> Source:
    return change.source if isinstance(change, Map) else edits.place_of("change") or Source("", 0)
