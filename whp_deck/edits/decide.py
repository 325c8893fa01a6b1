"""Decides, slide by slide, what a rebuild does with what people changed: three ways, field by field.

In: `Known` (built and found) and the snapshots of what the configuration gives today. Out: a `Decision` for every slide
that the configuration gives or gave. Must not touch packages.

Only the person changed → theirs. Only the configuration → ours. Different fields → both. The same field, both → theirs,
and ours beside it as a conflict. Deleted by a person → stays deleted. Gone from the configuration → goes, unless a person
changed it: then it stays, hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from whp_deck.edits.apply import APPLICABLE
from whp_deck.edits.compare import slide_changes
from whp_deck.edits.fields import Difference, differences, pair_shapes
from whp_deck.edits.files import Known, Place
from whp_deck.edits.times import is_time_alone, minutes_of
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.office.stamp import Manifest

Action = Literal[
    "new",  # not there yet: ours comes in
    "keep",  # nothing of ours is new
    "fields",  # `ours` are taken over into the slide that is there
    "replace",  # ours takes the whole place
    "rebase",  # ours takes the whole place, then `theirs` are taken over into it
    "deleted",  # a person deleted it
    "drop",  # the configuration dropped it
    "retire",  # the configuration dropped it, a person had changed it
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one slide. `fresh` is (session, position) in what the configuration gives, `found` where it is now.

    `conflict` are the fields that both changed.
    """

    id: str
    action: Action
    fresh: tuple[int, int] | None = None
    built: Place | None = None
    found: Place | None = None
    ours: tuple[Difference, ...] = ()
    theirs: tuple[Difference, ...] = ()
    conflict: tuple[Difference, ...] = ()
    config_changed: bool = False


def decide(
    known: Known, fresh: Sequence[Manifest], targets: Sequence[int | None], plain: frozenset[int]
) -> list[Decision]:
    """`targets`: for each session of `fresh` its file in `known`, None where there is none. `plain`: files that nobody edited.

    In the order of sessions and slides; slides that the configuration dropped come last.
    """
    ancestors = _ancestors(known, fresh, targets)
    now = {was: place for place, was in known.pairs.items()}
    brought_back = _brought_back(known, fresh, targets, ancestors)
    decisions = []
    for session, manifest in enumerate(fresh):
        for at, snapshot in enumerate(manifest.slides.values()):
            built = ancestors.get((session, at))
            found = None if built is None else now.get(built)
            if (session, at) in brought_back:
                place = brought_back[session, at]
                decisions.append(_adopt((session, at), snapshot, place, known.found(place)))
                continue
            decisions.append(_decide_one(known, (session, at), snapshot, built, found, plain))
    used = set(ancestors.values())
    live = {file for file in targets if file is not None}
    for place, was in sorted(known.pairs.items()):
        if was not in used and place.file in live and place.file not in plain:
            theirs = tuple(slide_changes(known, place))
            action: Action = "retire" if theirs else "drop"
            decisions.append(Decision(known.built(was).id, action, None, was, place, (), theirs))
    return decisions


def _ancestors(known: Known, fresh: Sequence[Manifest], targets: Sequence[int | None]) -> dict[tuple[int, int], Place]:
    """Which slide as built is which slide of today: same session first, then the same id in another one."""
    places: dict[str, list[Place]] = {}
    for number, file in enumerate(known.files):
        for at, id in enumerate(file.manifest.slides):
            places.setdefault(id, []).append(Place(number, at))
    found: dict[tuple[int, int], Place] = {}
    taken: set[Place] = set()
    for same_session in (True, False):
        for session, manifest in enumerate(fresh):
            for at, id in enumerate(manifest.slides):
                if (session, at) in found:
                    continue
                for place in places.get(id, ()):
                    if place not in taken and (not same_session or place.file == targets[session]):
                        found[session, at] = place
                        taken.add(place)
                        break
    return found


def _brought_back(
    known: Known,
    fresh: Sequence[Manifest],
    targets: Sequence[int | None],
    ancestors: Mapping[tuple[int, int], Place],
) -> dict[tuple[int, int], Place]:
    """Slides that a person added and that the configuration now gives, word for word: `pull` wrote them there."""
    waiting: dict[object, list[Place]] = {}
    for place in (*known.added, *known.copies):
        snapshot = known.found(place)
        waiting.setdefault((place.file, snapshot.title, _words(snapshot)), []).append(place)
    found = {}
    for session, manifest in enumerate(fresh):
        for at, snapshot in enumerate(manifest.slides.values()):
            same = waiting.get((targets[session], snapshot.title, _words(snapshot)))
            if same and (session, at) not in ancestors:
                found[session, at] = same.pop(0)
    return found


def _adopt(fresh: tuple[int, int], ours: SlideSnapshot, place: Place, now: SlideSnapshot) -> Decision:
    """The person's slide is the configuration's from now on; its notes get the line with the minutes that ours begin with."""
    theirs = tuple(differences(ours, now, exact=False))
    same = ours.notes[len(ours.notes) - len(now.notes) :] == now.notes
    timed = now.notes and is_time_alone(now.notes[0]) and minutes_of(now.notes) == minutes_of(ours.notes)
    if same or (timed and ours.notes[1:] == now.notes[1:]):
        notes = tuple(one for one in theirs if one.name == "notes")
        rest = tuple(one for one in theirs if one.name != "notes")
        return Decision(ours.id, "fields" if notes else "keep", fresh, None, place, notes, rest)
    return Decision(ours.id, "keep", fresh, None, place, (), theirs)


def _words(snapshot: SlideSnapshot) -> tuple[str, ...]:
    return tuple(line for one in snapshot.shapes if one.family != "title" for line in one.text.split("\n") if line)


def _decide_one(
    known: Known,
    fresh: tuple[int, int],
    ours: SlideSnapshot,
    built: Place | None,
    found: Place | None,
    plain: frozenset[int],
) -> Decision:
    if built is None or (found is not None and found.file in plain):
        return Decision(ours.id, "new", fresh, built, found)
    was = known.built(built)
    config = tuple(differences(was, ours, both_ours=True))
    if found is None:
        if built.file in plain:
            return Decision(ours.id, "new", fresh, built)
        return Decision(ours.id, "deleted", fresh, built, config_changed=bool(config))
    theirs = tuple(slide_changes(known, found))
    if not config:
        return Decision(ours.id, "keep", fresh, built, found, (), theirs)
    # LibreOffice writes how a text looks into every run: new words of ours would lose the look of their layout there
    exact = known.files[found.file].is_exact(known.found(found))
    if not theirs:
        simple = exact and all(one.name in APPLICABLE - {"added", "removed"} for one in config)
        return Decision(ours.id, "fields" if simple else "replace", fresh, built, found, config, (), (), True)
    conflict = _conflicts(was, known.found(found), ours, theirs, config)
    settled = {one.field for one in theirs}  # conflicts, and what both changed alike
    free = tuple(one for one in config if one.field not in settled)
    simple = all(one.name in APPLICABLE - {"added", "removed"} for one in free)
    whole = not conflict and all(one.name in APPLICABLE for one in theirs)
    if simple and (exact or not whole):
        action: Action = "fields" if free else "keep"
        return Decision(ours.id, action, fresh, built, found, free, theirs, conflict, True)
    if whole:
        return Decision(ours.id, "rebase", fresh, built, found, config, theirs, (), True)
    return Decision(ours.id, "keep", fresh, built, found, (), theirs, conflict or config, True)


def _conflicts(
    was: SlideSnapshot,
    now: SlideSnapshot,
    ours: SlideSnapshot,
    theirs: Sequence[Difference],
    config: Sequence[Difference],
) -> tuple[Difference, ...]:
    """The person's changes of fields that the configuration changed otherwise."""
    changed = {one.field for one in config}
    gone = {one.shape for one in config if one.name == "removed"}
    touched = {one.shape for one in config}
    to_ours = pair_shapes(was.shapes, ours.shapes)
    apart = {one.field for one in differences(ours, now)}
    found = []
    for one in theirs:
        if one.name == "added":
            continue
        if one.name == "removed":
            if one.shape in touched and one.shape not in gone:
                found.append(one)
        elif one.shape >= 0 and one.shape in gone:
            found.append(one)
        elif one.field in changed:
            name, shape = one.field
            if (name, to_ours.get(shape, -1) if shape >= 0 else -1) in apart:
                found.append(one)
    return tuple(found)
