"""Takes a slide that was deleted in PowerPoint out of the deck's file, with all that the file says of it.

In: the deck's file, the deck and plan that it gives today, and the slide's id. Out: the file, in which nothing names the
slide but, where that is needed, `slides: remove:`. Must not write files.

A deck that removes a slide and still includes, orders, hides, changes or stands beside it does not load.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from whp_deck.config.deck import Deck
from whp_deck.config.edits import FRAMES
from whp_deck.config.write import YamlFile
from whp_deck.config.yaml_style import Key
from whp_deck.plan import CopiedSlide, DeckPlan
from whp_deck.slides.existing import ExistingSlides
from whp_deck.slides.pairs import question_about

_BESIDE = ("after", "before")


def remove_slide(file: YamlFile, deck: Deck, plan: DeckPlan, id: str, gone: Collection[str]) -> None:
    """Take the slide out. `gone` are the ids of all slides that go with it: nothing may stand beside one of these."""
    owner = import_of(deck, id)
    if owner is not None and owner.id != id:
        for name in ("order", "hide"):
            _unlist(file, name, id)
        gone_here = {slide.number for slide in copies_of(plan, owner.id) if slide.id == id}
        taken = taken_slides(file, owner)
        assert taken, "the entry knows nothing of its presentation"
        left = [number for number in taken if number not in gone_here]
        if left:
            put_slides(file, owner, left)
            return
        id = owner.id
    if (question := _question(deck, plan, id)) and question not in {*gone, *(file.get("slides", "include") or ())}:
        file.append(("slides", "include"), question)  # which would go with it, and somebody left it standing
    _lead_away(file, deck, plan, id, gone)
    file.delete(("slides", "change", id))
    file.delete(("slides", "move", id))
    for name in ("order", "hide"):
        _unlist(file, name, id)
    if id == _first_video(deck):  # what `video:` says would be an edit of no slide, or of another one
        file.delete(("video",))
    own = own_entry(file, id)
    if own is not None:
        file.delete(("slides", "add", own))
    elif not _unlist(file, "include", id) or _is_shown_anyway(deck, id):
        file.append(("slides", "remove"), id)


def _question(deck: Deck, plan: DeckPlan, id: str) -> str:
    """The question about that slide, if it is shown."""
    kinds = {known: entry.kind for known, entry in deck.entries.items()}
    question = question_about(id, kinds) if id in kinds else ""
    return question if any(slide.id == question for one in plan.sessions for slide in one.slides) else ""


def own_entry(file: YamlFile, id: str) -> int | None:
    """The place in `slides: add:` of the entry with that id."""
    return next((at for at, one in enumerate(_added(file)) if isinstance(one, dict) and one.get("id") == id), None)


def import_of(deck: Deck, id: str) -> ExistingSlides | None:
    """The entry that takes this slide, maybe among several, from a presentation."""
    entry = deck.entries.get(id) or deck.entries.get(id.partition("/")[0])
    return entry if isinstance(entry, ExistingSlides) else None


def copies_of(plan: DeckPlan, entry: str) -> list[CopiedSlide]:
    """The slides that an entry takes, in their order."""
    found = {
        slide.id: slide
        for session in plan.sessions
        for slide in session.slides
        if isinstance(slide, CopiedSlide) and slide.id.partition("/")[0] == entry
    }
    return list(found.values())


def taken_slides(file: YamlFile, entry: ExistingSlides) -> list[int]:
    """The numbers of the slides that the entry takes as the file says it now."""
    said = file.get(*_list_of(file, entry))
    names = entry.slides if said is None else [said] if isinstance(said, str) else said
    return entry.numbers_of([str(name) for name in names])


def put_slides(file: YamlFile, entry: ExistingSlides, numbers: Sequence[int]) -> None:
    """Write which slides the entry takes, in this order."""
    where, names = _list_of(file, entry), entry.list_slides(numbers)
    if isinstance(file.get(*where), list):
        file.arrange(where, names)
    else:
        file.set(where, names, flow=True)


def _list_of(file: YamlFile, entry: ExistingSlides) -> tuple[Key, ...]:
    own = own_entry(file, entry.id)
    home: tuple[Key, ...] = ("slides", "change", entry.id) if own is None else ("slides", "add", own)
    return (*home, "slides")


def anchor_of(deck: Deck, id: str) -> str:
    """What `after:` may name to stand behind a slide: its id, of imported slides the entry's; nothing for a split page."""
    owner = id.partition("/")[0]
    if "#" in id:
        return ""
    return owner if id not in deck.entries and deck.entries.get(owner) and owner not in deck.role_plays else id


def _added(file: YamlFile) -> Sequence[object]:
    return file.get("slides", "add") or []


def _unlist(file: YamlFile, name: str, id: str) -> bool:
    """Take the id out of the list of that name; whether it was there."""
    listed = file.get("slides", name) or []
    if id not in listed:
        return False
    file.delete(("slides", name, listed.index(id)))
    return True


def _is_shown_anyway(deck: Deck, id: str) -> bool:
    """Whether the format shows a slide that `include:` names besides."""
    sessions = deck.format.sessions
    return sessions is None or any(id in listed for listed in sessions)


def _first_video(deck: Deck) -> str:
    """The slide that the deck's `video:` edits."""
    return next((id for id, entry in deck.entries.items() if entry.kind == "video"), "")


def _lead_away(file: YamlFile, deck: Deck, plan: DeckPlan, id: str, gone: Collection[str]) -> None:
    """Slides of the author's own that stand beside the slide come to stand beside its neighbor, where they are now."""
    for at, entry in enumerate(_added(file)):
        if not isinstance(entry, dict) or entry.get("id") == id:
            continue
        for key in _BESIDE:
            if not _names(entry, key, id):
                continue
            later = {one.get("id") for one in _added(file)[at:] if isinstance(one, dict)}
            place = _neighbor(deck, plan, id, key, {*gone, *later})
            if place is not None and place[0] == key:
                file.set(("slides", "add", at, key), place[1])
                continue
            file.delete(("slides", "add", at, key))
            if place is not None:
                file.set(("slides", "add", at, place[0]), place[1])


def _names(entry: dict[str, object], key: str, id: str) -> bool:
    """Whether the entry stands beside that slide; `agenda` is `session-1/agenda` unless it says another session."""
    target = entry.get(key)
    frame = f"session-{entry.get('session') or 1}/{target}"
    return target == id or (target in FRAMES and frame == id)


def _neighbor(deck: Deck, plan: DeckPlan, id: str, key: str, without: Collection[object]) -> tuple[str, str] | None:
    """`after` or `before`, and the nearest slide that stays: on the same side when there is one, else on the other."""
    for session in plan.sessions:
        ids = [slide.id for slide in session.slides]
        if id not in ids:
            continue
        at = ids.index(id)
        sides = {"after": ids[:at][::-1], "before": ids[at + 1 :]}
        for side in (key, *(other for other in _BESIDE if other != key)):
            for anchor in _staying(deck, sides[side], without):
                return side, anchor
    return None


def _staying(deck: Deck, ids: Sequence[str], without: Collection[object]) -> Iterator[str]:
    for id in ids:
        anchor = anchor_of(deck, id)
        if anchor and id not in without and anchor not in without:
            yield anchor
