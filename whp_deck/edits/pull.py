"""Brings texts that were edited in PowerPoint back into the deck's YAML.

In: the deck and the plan that its files give today, and `Known`. Out: `Pulled`: the deck file with its changes, not yet
saved, and what cannot be written there. Must not write files.

A text goes where it came from: `slides.change`, or the deck's own entry in `slides.add`. What was not edited is not
written, so that `{{ … }}` stays wherever its paragraph, or the value that it gave, is still there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from whp_deck.config.deck import Deck
from whp_deck.config.write import YamlFile
from whp_deck.edits.compare import Change, Which, find_changes, slide_changes
from whp_deck.edits.disputes import Dispute, of_deletion, of_minutes, of_notes, of_title
from whp_deck.edits.fields import Difference, pair_shapes
from whp_deck.edits.files import Known, Place
from whp_deck.edits.homes import find_standing, home_of, new_id, put_leaf
from whp_deck.edits.note_parts import KEYS, NoteParts, lines_of
from whp_deck.edits.own_slides import content_entry, is_of_words
from whp_deck.edits.places import places_of, tell_origin, tell_place
from whp_deck.edits.removal import can_remove, remove_slide
from whp_deck.edits.texts import Leaf, as_block, can_be_typed, folded, rewrite, shape_paragraphs, text_leaves
from whp_deck.edits.times import minutes_of
from whp_deck.errors import Source
from whp_deck.markup import write_markdown
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.plan import DeckPlan, Paragraph, SlidePlan
from whp_deck.planner.entries import entry_of
from whp_deck.planner.packet.world import make_worlds
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.view import View


@dataclass(slots=True)
class Pulled:
    """`file` has the changes, `lines` tell them, `left` what stays an edit of the presentation, `undone` what the next
    build undoes: a line with the minutes that says no time any more. `disputed` are lines that both PowerPoint and the files changed: they are not
    written unless somebody chose so.

    `taken` are the changes that are in the file, those that make room first. `added` are the ids of slides that a person
    added, by the places where they stand.
    """

    file: YamlFile
    lines: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    disputed: list[Dispute] = field(default_factory=list)
    added: dict[Place, str] = field(default_factory=dict)
    taken: tuple[Which, ...] = ()


def pull(
    deck: Deck,
    plan: DeckPlan,
    known: Known,
    held: Mapping[Which, str] | None = None,
    chosen: Collection[Dispute] = (),
) -> Pulled:
    """What of the changes in `known` can be written into the deck's file. Raises InvalidDeckError when that is no YAML.

    `held` are changes that shall stay in the presentation all the same, with the reason; `chosen` those in dispute that
    shall go into the file.
    """
    return _Puller(deck, plan, known, held or {}, chosen).run()


class _Puller:
    def __init__(
        self, deck: Deck, plan: DeckPlan, known: Known, held: Mapping[Which, str], chosen: Collection[Dispute]
    ) -> None:
        self.deck, self.plan, self.known, self.held, self.chosen = deck, plan, known, held, chosen
        self.done = Pulled(YamlFile.open(deck.path))
        self.planned: dict[str, tuple[SlidePlan, View]] = {}
        for world in make_worlds(deck, plan, []):
            for slide in world.session.slides:
                self.planned.setdefault(slide.id, (slide, world.view))
        self.ids = [slide.id for session in plan.sessions for slide in session.slides]
        self.pulled: dict[Which, None] = {}
        self.origins: dict[Which, str] = {}
        self.told: set[Which] = set()
        self.notes = NoteParts(deck.words)

    def run(self) -> Pulled:
        changes = find_changes(self.known)
        for place in self.known.deleted:
            self._deleted(place)
        for place in sorted(self.known.pairs):
            self._slide(place)
        for place in sorted((*self.known.added, *self.known.copies)):
            self._added(place)
        known = self.told | self.pulled.keys()
        self.done.left += [self._say(change) for change in changes if change.which not in known]
        self.done.taken = tuple(self.pulled)
        return self.done

    def _which(self, place: Place, kind: str, was: str) -> Which:
        return self.known.files[place.file].path.name, place.position + 1, kind, was

    def _say(self, change: Change) -> str:
        name = f"slide {change.slide} “{change.title}”" if change.slide else change.title or change.file.name
        reason = self.held.get(change.which) or self.origins.get(change.which)
        return f"{change.file.stem}, {name}: {change.what}" + (f" ({reason})" if reason else "")

    def _label(self, which: Which, title: str, id: str) -> str:
        number = f"slide {which[1]} " if which[1] else ""
        return f"{which[0].removesuffix('.pptx')}, {number}“{title}” ({id})"

    def _whose(self, place: Place, id: str, kind: str, was: str) -> tuple[Which, str]:
        """Which change of a slide, and how the slide is called."""
        which = self._which(place, kind, was)
        return which, self._label(which, self.known.found(place).title, id)

    def _is_open(self, dispute: Dispute | None) -> bool:
        """Whether somebody has to choose between the two first."""
        if dispute is None or dispute in self.chosen:
            return False
        self.done.disputed.append(dispute)
        self.told.add(dispute.which)
        return True

    def _mark(self, which: Which, words: str) -> None:
        """This change is in the file now."""
        self.pulled[which] = None
        self.done.lines.append(words)

    # slides that were built ---------------------------------------------------------------------------

    def _slide(self, place: Place) -> None:
        was = self.known.built(self.known.pairs[place])
        if was.id not in self.planned:
            return
        slide, view = self.planned[was.id]
        for one in slide_changes(self.known, place):
            which = self._which(place, one.name, one.was)
            if which in self.held:
                continue
            match one.name:
                case "title":
                    self._title(place, was, slide, one, view)
                case "text":
                    self._text(place, was, one, view)
                case "notes":
                    self._minutes(place, slide, one)
                    if not self.notes.is_time_alone(one):
                        self._notes(place, slide, one, view)
                case "hidden":
                    self._hidden(place, was.id)
                case _:
                    pass
            if one.name in ("title", "text", "table") and which not in self.pulled:
                rows = len(was.shapes[one.shape].cells)
                told = tell_origin(slide, one, self.deck.path, _line_at, rows)
                self.origins[which] = told or self._otherwise(place, slide, one)

    def _otherwise(self, place: Place, slide: SlidePlan, one: Difference) -> str:
        """Where the files say something else of what a person changed, while the two are not settled."""
        if self.known.pairs[place] not in self.known.bases:
            return ""
        return " and ".join(f"it comes from {tell_place(source)}" for source in places_of(slide, [one])) + (
            ": change it there, or take over on the slide what the hidden one after it says"
        )

    def _title(self, place: Place, was: SlideSnapshot, slide: SlidePlan, one: Difference, view: View) -> None:
        entry = entry_of(self.deck, was.id)
        owner = entry_of(self.deck, was.id.partition("/")[0])
        if entry is None and not isinstance(owner, RolePlaySlides):
            return
        found = self._paragraphs(place, was, one.shape)
        if not found or not can_be_typed(one.now):
            return
        which, label = self._whose(place, was.id, "title", one.was)
        if self._is_open(of_title(which, label, slide, one)):
            return
        source = entry.title if entry is not None else ""
        leaf = Leaf(("title",), source, view.line(source, None).paragraphs) if source else None
        joined = Paragraph(tuple(run for paragraph in found for run in paragraph.runs))
        words = (
            rewrite(leaf, [joined], view) if leaf and folded(leaf.paragraphs) == [one.was] else write_markdown([joined])
        )
        self.done.file.set((*home_of(self.done.file, was.id), "title"), words)
        self._mark(which, f"`{was.id}`: title")

    def _text(self, place: Place, was: SlideSnapshot, one: Difference, view: View) -> None:
        """The text goes to the one field that gave it; where several gave it, paragraph by paragraph."""
        entry = entry_of(self.deck, was.id)
        found = self._paragraphs(place, was, one.shape)
        before = [text for _, text in was.shapes[one.shape].paragraphs]
        if entry is None or not found or not can_be_typed(one.now):
            return
        leaves = list(text_leaves(entry, view))
        whole = [leaf for leaf in leaves if folded(leaf.paragraphs) == before]
        if len(whole) == 1:
            put_leaf(self.done.file, was.id, entry, whole[0], rewrite(whole[0], found, view))
            self._mark(self._which(place, "text", one.was), f"`{was.id}`: {whole[0].path[0]}")
            return
        now = folded(found)
        if len(now) != len(before):
            return
        wanted: list[tuple[Leaf, str]] = []
        for old, new, paragraph in zip(before, now, found, strict=True):
            if old == new:
                continue
            single = [leaf for leaf in leaves if folded(leaf.paragraphs) == [old]]
            if len(single) != 1:
                return
            wanted.append((single[0], rewrite(single[0], [Paragraph(paragraph.runs)], view)))
        if not wanted:
            return
        for leaf, words in wanted:
            put_leaf(self.done.file, was.id, entry, leaf, words)
        names = ", ".join(dict.fromkeys(str(leaf.path[0]) for leaf, _ in wanted))
        self._mark(self._which(place, "text", one.was), f"`{was.id}`: {names}")

    def _notes(self, place: Place, slide: SlidePlan, one: Difference, view: View) -> None:
        """Part by part; the line with the minutes is ours and stays out."""
        entry = entry_of(self.deck, slide.id)
        owner = entry_of(self.deck, slide.id.partition("/")[0])
        if isinstance(owner, RolePlaySlides):
            sources = owner.slide_notes(slide.id.partition("/")[2])
        elif entry is not None:
            sources = entry.notes
        else:
            return
        if not can_be_typed(one.now) or "#" in slide.id:
            return
        part = list(self.known.files[place.file].slides.values())[place.position]
        which, label = self._whose(place, slide.id, "notes", one.was)
        given = self.notes.given(slide.notes, one)
        parts = [
            (name, after)
            for name, after, before in self.notes.changed(part, one)
            if not self._is_open(of_notes(which, label, slide, name, (before, lines_of(after), given.get(name, []))))
        ]
        home = (*home_of(self.done.file, slide.id), "notes")
        plain = self.done.file.get(*home)
        if parts and isinstance(plain, str):  # it stands alone, without the parts that the toolkit's notes have
            self.done.file.set(home, {"text": plain} | dict.fromkeys(KEYS[1:] if home[1] == "change" else (), ""))
        for name, after in parts:
            source = getattr(sources, name)
            leaf = Leaf((name,), source, view.text(source, None).paragraphs) if source else None
            text = rewrite(leaf, after, view) if leaf else as_block(write_markdown(after))
            self.done.file.set((*home, name), text)
        if parts:
            self._mark(which, f"`{slide.id}`: notes")

    def _minutes(self, place: Place, slide: SlidePlan, one: Difference) -> None:
        """Other minutes go into the file of the slide that has them alone; a line that says none any more is put back."""
        was, now = self.notes.times(one)
        if was == now:
            return
        which, label = self._whose(place, slide.id, "minutes", was)
        entry = entry_of(self.deck, slide.id)
        owner = entry_of(self.deck, slide.id.partition("/")[0])
        single = isinstance(owner, RolePlaySlides) or (entry is not None and tuple(entry.yields()) == (slide.id,))
        alone = single and "#" not in slide.id and self.ids.count(slide.id) == 1
        elsewhere = entry is not None and entry.kind == "video" and self.done.file.get("video", "minutes") is not None
        said = slide.minutes_source if entry is None else entry.place_of("minutes")
        if self.notes.is_time_alone(one):
            self.told.add(self._which(place, "notes", one.was))
        if now and minutes_of([now]) != minutes_of([was]) and alone and not elsewhere and which not in self.held:
            if self._is_open(of_minutes(which, label, slide, (was, now), said)):
                return
            self.done.file.set((*home_of(self.done.file, slide.id), "minutes"), minutes_of([now]))
            self._mark(which, f"`{slide.id}`: minutes")
        elif not now or minutes_of([now]) != minutes_of([was]):
            reason = self.held.get(which) or "for other minutes say `minutes:` in the deck’s file"
            name = f"{which[0].removesuffix('.pptx')}, slide {which[1]} “{slide.title}”"
            if now:
                self.done.left.append(f"{name}: the minutes, which are counted as they are there ({reason})")
                return
            self.done.undone.append(
                f"{name}: whp-deck counts the minutes, and the next build writes “{was}” again ({reason})"
            )

    def _hidden(self, place: Place, id: str) -> None:
        if self.ids.count(id) != 1 or "#" in id:
            return
        now = self.known.found(place).hidden
        which = self._which(place, "hidden" if now else "shown again", "")
        listed = self.done.file.get("slides", "hide") or []
        if which in self.held:
            return
        if now and id not in listed:
            self.done.file.append(("slides", "hide"), id)
        elif not now and id in listed:
            self.done.file.delete(("slides", "hide", listed.index(id)))
        else:
            return
        self._mark(which, f"`{id}`: {which[2]}")

    def _deleted(self, place: Place) -> None:
        was = self.known.built(place)
        which = (self.known.files[place.file].path.name, 0, "deleted", f"slide {place.position + 1}")
        if was.id not in self.planned:  # the files have it no more
            self.told.add(which)
        if self.ids.count(was.id) != 1 or which in self.held or not can_remove(self.deck, was.id):
            return
        label, path = self._label(which, was.title, was.id), self.deck.path
        if self._is_open(of_deletion(which, label, self.planned[was.id][0], was, path)):
            return
        gone = {self.known.built(one).id for one in self.known.deleted}
        remove_slide(self.done.file, self.deck, self.plan, was.id, gone)
        self._mark(which, f"`{was.id}`: removed")

    # slides of a person's own -------------------------------------------------------------------------

    def _added(self, place: Place) -> None:
        """A slide of words alone becomes a content slide behind the one before it."""
        snapshot = self.known.found(place)
        if not is_of_words(snapshot):
            return
        copied = self.known.copies.get(place)
        original = None if copied is None else self.known.built(copied)
        was = "" if original is None else f"“{original.title}”" if original.title else f"({original.id})"
        which = self._which(place, "added" if original is None else "copied", was)
        if which in self.held:
            return
        standing = find_standing(self.deck, self.known, place, self.done.added, self.ids)
        if standing is None:
            return
        key, beside = standing
        entry = {"id": new_id(snapshot.title, (*self.ids, *self.deck.entries)), "kind": "content", key: beside}
        entry |= content_entry(self.known, place, self.notes.time)
        self.done.file.append(("slides", "add"), entry)
        self.ids.append(entry["id"])
        self.done.added[place] = entry["id"]
        self._mark(which, f"`{entry['id']}`: added {key} `{beside}`")

    # where --------------------------------------------------------------------------------------------

    def _paragraphs(self, place: Place, was: SlideSnapshot, shape: int) -> Sequence[Paragraph]:
        """The paragraphs now of a shape as built."""
        file = self.known.files[place.file]
        now = self.known.found(place)
        at = pair_shapes(was.shapes, now.shapes).get(shape)
        part = list(file.slides.values())[place.position]
        return () if at is None else shape_paragraphs(file.package, part, exact=file.is_exact(now))[at]


def _line_at(source: Source) -> str:
    """The line as it stands in the author's file."""
    if not source.line or source.column:
        return ""
    try:
        lines = Path(source.file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        return ""
    return lines[source.line - 1] if source.line <= len(lines) else ""
