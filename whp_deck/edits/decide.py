"""Decides, slide by slide, what a rebuild does with what people changed: three ways, field by field.

In: `Known` (built and found) and the snapshots of what the configuration gives today. Out: a `Decision` for every slide
that the configuration gives or gave. Must not touch packages.

Only the person changed → theirs. Only the configuration → ours. Different fields → both. The same field, both → theirs,
and ours beside it as a conflict, unless the two agree in words. The minutes in the notes go three ways like any field, but the
configuration's stand where both changed them, and a line that says no time any more is put back. Deleted by a person → stays deleted.
Gone from the configuration → goes, unless a person changed it: then it stays, hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from whp_deck.edits.agree import Agreement, agree_in_notes, find_agreement
from whp_deck.edits.ancestors import find_ancestors, find_brought_back
from whp_deck.edits.apply import APPLICABLE
from whp_deck.edits.bases import LOOKS, advance, dress, settle
from whp_deck.edits.compare import slide_changes
from whp_deck.edits.decision import Action, Decision
from whp_deck.edits.fields import Difference, differences, pair_shapes
from whp_deck.edits.files import Known, Place
from whp_deck.edits.times import is_time_alone, minutes_of, split_time
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.office.stamp import Manifest

_EVERYWHERE = frozenset({"notes", "hidden"})


def decide(
    known: Known,
    fresh: Sequence[Manifest],
    targets: Sequence[int | None],
    plain: frozenset[int],
    *,
    time: str = "",
    restore: Collection[str] = (),
    again: bool = False,
) -> list[Decision]:
    """`targets`: for each session of `fresh` its file in `known`, None where there is none. `plain`: files that nobody edited.

    `time` are the words that follow the minutes in the notes of a built slide. `restore` are ids of slides that come
    back though somebody deleted them. With `again` a conflict that a build has told is one still, until it is settled.

    In the order of sessions and slides; slides that the configuration dropped come last.
    """
    ancestors = find_ancestors(known, fresh, targets)
    now = {was: place for place, was in known.pairs.items()}
    brought_back = find_brought_back(known, fresh, targets, ancestors)
    decisions = []
    for session, manifest in enumerate(fresh):
        for at, snapshot in enumerate(manifest.slides.values()):
            built = ancestors.get((session, at))
            found = None if built is None else now.get(built)
            if (session, at) in brought_back:
                place = brought_back[session, at]
                now_there = known.found(place)
                exact = known.files[place.file].is_exact(now_there)
                decisions.append(_adopt((session, at), snapshot, place, now_there, exact=exact))
                continue
            decision = _decide_one(known, (session, at), snapshot, built, found, plain, time, again=again)
            if decision.action == "deleted" and decision.id in restore:
                decision = replace(decision, action="new")
            decisions.append(decision)
    used = set(ancestors.values())
    live = {file for file in targets if file is not None}
    for place, was in sorted(known.pairs.items()):
        if was not in used and place.file in live and place.file not in plain:
            theirs = tuple(one for one in slide_changes(known, place) if not _is_of_the_minutes(one, time))
            action: Action = "retire" if theirs else "drop"
            decisions.append(Decision(known.built(was).id, action, None, was, place, (), theirs))
    return decisions


def _adopt(fresh: tuple[int, int], ours: SlideSnapshot, place: Place, now: SlideSnapshot, *, exact: bool) -> Decision:
    """The person's slide is the configuration's from now on; its notes get the line with the minutes that ours begin with.

    Where nothing but its look tells the two apart, it keeps that, and what it grew out of is kept: else its look would be told
    as an edit for ever.
    """
    theirs = tuple(differences(ours, now, exact=False))
    same = ours.notes[len(ours.notes) - len(now.notes) :] == now.notes
    timed = now.notes and is_time_alone(now.notes[0]) and minutes_of(now.notes) == minutes_of(ours.notes)
    if same or (timed and ours.notes[1:] == now.notes[1:]):
        names = {one.name for one in differences(ours, now)} if exact else set()
        notes = tuple(one for one in theirs if one.name == "notes")
        if "layout" in names and names <= {*LOOKS, "notes"}:
            base = replace(now, id=ours.id, notes=ours.notes)
            action: Action = "fields" if notes else "keep"
            return Decision(ours.id, action, fresh, None, place, notes, is_agreed=True, base=base, adopted=True)
        rest = tuple(one for one in theirs if one.name != "notes")
        action = "fields" if notes else "keep"
        return Decision(ours.id, action, fresh, None, place, notes, rest, is_agreed=not rest)
    return Decision(ours.id, "keep", fresh, None, place, (), theirs)


def _decide_one(
    known: Known,
    fresh: tuple[int, int],
    ours: SlideSnapshot,
    built: Place | None,
    found: Place | None,
    plain: frozenset[int],
    time: str,
    *,
    again: bool,
) -> Decision:
    if built is None or (found is not None and found.file in plain):
        return Decision(ours.id, "new", fresh, built, found)
    if found is None and built.file in plain:
        return Decision(ours.id, "new", fresh, built)
    now = None if found is None else known.found(found)
    given, origin = known.given(built), known.origin(built)
    times = [split_time(one.notes, time)[0] for one in (origin, ours)]
    if not any(times):
        time = ""  # a time with which somebody's own words begin is no line of ours
    adopted = known.is_adopted(built)
    if adopted:
        ours, given = (dress(one, origin) for one in (ours, given))
    has_changed = bool(differences(origin, ours, both_ours=True))
    origin, ours, given = (_without_time(one, time) for one in (origin, ours, given))
    if found is None or now is None:
        is_news = bool(differences(given, ours, both_ours=True))
        return Decision(ours.id, "deleted", fresh, built, config_changed=is_news, is_apart=has_changed)
    stands, now = split_time(now.notes, time)[0], _without_time(now, time)
    # LibreOffice writes how a text looks into every run: new words of ours would lose the look of their layout there
    exact = known.files[found.file].is_exact(now)
    was, news = _without_time(known.built(built), time) if again else origin, None
    # of a conflict that was told no new one is made, but the files may say what was typed
    if built in known.bases and not again:
        was = settle(origin, given, now, exact=exact, but=_agreed_since(origin, now, ours, exact=exact))
        news = _news(was, given, ours)
    theirs, config = tuple(differences(was, now, exact=exact)), tuple(differences(was, ours, both_ours=True))
    agreed = find_agreement(was, now, ours, theirs, config, exact=exact)
    decision = _decide_fields(_Sides(was, now, ours), theirs, config, agreed, news, exact=exact)
    disputed = {one.field for one in _disputed(origin, now, ours, exact=exact)}
    base = advance(origin, ours, [one for one in config if one not in decision.pending and one.field not in disputed])
    before, typed, new = (minutes_of([line]) if line else None for line in (times[0], stands, times[1]))
    is_theirs = typed is not None and before is not None and typed not in (before, new)
    stays = is_theirs and before == new
    return replace(
        decision,
        minutes_agreed=typed is not None and before != typed == new,
        adopted=adopted and decision.action in ("keep", "fields"),
        counted=(stands, times[1]) if stays else None,
        minutes_disputed=is_theirs and not stays,
        was=_with_time(was, times[1]),
        base=_with_time(base, times[1]),
        fresh=fresh,
        built=built,
        found=found,
        time=(stands, times[1]) if stands != times[1] and not stays else None,
        is_apart=bool(disputed),
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """One slide as it was built, as it is now, and as the configuration gives it; without the lines with their minutes."""

    was: SlideSnapshot
    now: SlideSnapshot
    ours: SlideSnapshot


def _without_time(slide: SlideSnapshot, time: str) -> SlideSnapshot:
    return replace(slide, notes=split_time(slide.notes, time)[1])


def _with_time(slide: SlideSnapshot, line: str) -> SlideSnapshot:
    return replace(slide, notes=(line, *slide.notes)) if line else slide


def _is_of_the_minutes(one: Difference, time: str) -> bool:
    """Whether nothing but the line with the minutes is another."""
    sides = [split_time(text.splitlines(), time) for text in (one.was, one.now)]
    return one.name == "notes" and bool(sides[0][0]) and sides[0][1] == sides[1][1]


def _decide_fields(
    sides: _Sides,
    theirs: tuple[Difference, ...],
    config: tuple[Difference, ...],
    agreed: Agreement,
    news: Collection[tuple[str, int]] | None,
    *,
    exact: bool,
) -> Decision:
    """What becomes of the fields of a slide that is there.

    `news` are the fields that are new since the slide came to differ from what the configuration gave; None where it does not.
    """
    id = sides.ours.id
    typed = {one.field for one in theirs}
    same = {("text", shape) for shape in agreed.ours} | (
        {("notes", -1)} if agree_in_notes(sides.was, sides.now, sides.ours) else set()
    )
    if sides.was.hidden != sides.now.hidden == sides.ours.hidden:
        same.add(("hidden", -1))
    held = {("text", shape) for shape in agreed.held} | (
        {("notes", -1)} if agree_in_notes(sides.was, sides.ours, sides.now) else set()
    )
    theirs = tuple(one for one in theirs if one.field not in same)
    config = tuple(one for one in config if one.field not in held - same)
    if not config:
        return Decision(id, "keep", theirs=theirs)
    words = [one for one in config if one.name != "alt"]  # what a picture is called follows the title of its slide
    is_agreed = bool(words) and all(one.field in same & typed for one in words)
    if not theirs:
        simple = exact and all(one.name in APPLICABLE - {"added", "removed"} for one in config)
        action: Action = "fields" if simple else "replace"
        return Decision(id, action, ours=config, config_changed=True, is_agreed=is_agreed)
    disputed = _conflicts(sides, theirs, config, agreed)
    conflict = tuple(one for one in disputed if news is None or one.field in news)
    pending = tuple(one for one in config if _is_of(one, disputed))  # also what was to be done to a shape that is gone
    mixed = {("text", shape) for shape in agreed.both}
    settled = {one.field for one in theirs} - mixed  # conflicts, and what both changed alike
    free = tuple(one for one in config if one.field not in settled and one not in pending)
    simple = all(one.name in APPLICABLE - {"added", "removed"} for one in free)
    whole = not conflict and all(one.name in APPLICABLE for one in theirs)
    if simple and (exact or not whole):
        action = "fields" if free else "keep"
        return Decision(id, action, None, None, None, free, theirs, conflict, pending, True, is_agreed=is_agreed)
    if whole and not disputed:
        return Decision(id, "rebase", ours=config, theirs=theirs, config_changed=True, is_agreed=is_agreed)
    # what belongs to another layout waits with it; a title and notes every slide has
    ours = tuple(one for one in free if one.name in _EVERYWHERE or one.field in _titles(free))
    rest = tuple(one for one in free if one not in ours)
    told = conflict or tuple(one for one in rest if news is None or one.field in news)
    action = "fields" if ours else "keep"
    return Decision(id, action, None, None, None, ours, theirs, told, (*pending, *rest), True)


def _is_of(one: Difference, conflict: Sequence[Difference]) -> bool:
    return any(one.field == other.field or (other.name == "removed" and one.shape == other.shape) for other in conflict)


def _titles(fields: Sequence[Difference]) -> set[tuple[str, int]]:
    return {one.field for one in fields if one.name == "title"}


def _disputed(origin: SlideSnapshot, now: SlideSnapshot, ours: SlideSnapshot, *, exact: bool) -> tuple[Difference, ...]:
    """What of the configuration the slide still lacks for the person's sake, whatever of it was told already."""
    theirs, config = tuple(differences(origin, now, exact=exact)), tuple(differences(origin, ours, both_ours=True))
    agreed = find_agreement(origin, now, ours, theirs, config, exact=exact)
    return _decide_fields(_Sides(origin, now, ours), theirs, config, agreed, None, exact=exact).pending


def _agreed_since(
    origin: SlideSnapshot, now: SlideSnapshot, ours: SlideSnapshot, *, exact: bool
) -> frozenset[tuple[str, int]]:
    """Fields of which the files say all that was typed: lines that nobody typed are in nobody's way."""
    theirs, config = differences(origin, now, exact=exact), differences(origin, ours, both_ours=True)
    shapes = find_agreement(origin, now, ours, theirs, config, exact=exact).ours
    notes = {("notes", -1)} if agree_in_notes(origin, now, ours) else set()
    return frozenset({("text", shape) for shape in shapes} | notes)


def _news(was: SlideSnapshot, given: SlideSnapshot, ours: SlideSnapshot) -> set[tuple[str, int]]:
    """The fields in which the configuration gives something else than at the last build, by the shapes of `was`."""
    from_given = {there: here for here, there in pair_shapes(was.shapes, given.shapes).items()}
    return {(one.field[0], from_given.get(one.shape, one.shape)) for one in differences(given, ours, both_ours=True)}


def _conflicts(
    sides: _Sides, theirs: Sequence[Difference], config: Sequence[Difference], agreed: Agreement
) -> tuple[Difference, ...]:
    """The person's changes of fields that the configuration changed otherwise."""
    was, now, ours = sides.was, sides.now, sides.ours
    changed = {one.field for one in config}
    gone = {one.shape for one in config if one.name == "removed"}
    touched = {one.shape for one in config}
    to_ours = pair_shapes(was.shapes, ours.shapes)
    apart = {one.field for one in differences(ours, now)}
    found = []
    for one in theirs:
        if one.name == "added" or (one.field[0] == "text" and one.shape in agreed.both | agreed.theirs):
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
