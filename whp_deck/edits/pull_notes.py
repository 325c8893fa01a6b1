"""Notes and minutes that were edited in PowerPoint → the deck's file, part by part.

In: a `Pulling` and what a person changed of a slide's notes. Out: the file with them, and what stays out and why. Must not
save it.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from whp_deck.content.notes import NotesEntry
from whp_deck.edits.disputes import of_minutes, of_notes
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Place
from whp_deck.edits.homes import home_of
from whp_deck.edits.note_parts import KEYS, lines_of
from whp_deck.edits.pulling import Pulling
from whp_deck.edits.reasons import why_made, why_no_part, why_no_words, why_not_typed
from whp_deck.edits.texts import Leaf, as_block, rewrite
from whp_deck.edits.times import minutes_of
from whp_deck.markup import write_markdown
from whp_deck.plan import CopiedSlide, Paragraph, SlidePlan
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.view import View


def pull_notes(at: Pulling, place: Place, slide: SlidePlan, one: Difference, view: View) -> None:
    """Part by part; the line with the minutes is ours and stays out."""
    which, label = at.whose(place, slide.id, "notes", one.was)
    entry, owner = at.entry(slide.id), at.owner(slide.id)
    reason = why_not_typed(one.now) or why_no_words(at.deck, slide.id, slide)
    if reason or (entry is None and not isinstance(owner, RolePlaySlides)):
        at.leave(which, reason)
        return
    part = list(at.known.files[place.file].slides.values())[place.position]
    given = at.notes.given(slide.notes, one)
    if isinstance(owner, RolePlaySlides):
        sources = owner.slide_notes(slide.id.partition("/")[2])
    else:
        assert entry is not None
        sources = entry.notes
    leaves = {name: _leaf(sources, name, view) for name in KEYS}
    parts, kept_apart, said = [], [], False
    for name, after, before in at.notes.changed(part, one, slide.notes):
        ours = given.get(name, [])
        # notes of an old deck's slide come from there, and not from a kind
        made = [] if isinstance(slide, CopiedSlide) else _made(ours, leaves.get(name))
        own, replaced = _without(after, before, made)
        if lines_of(after) == ours:  # the files say it already
            said = True
            continue
        if name not in leaves or replaced:
            kept_apart.append(why_made(replaced) if replaced else why_no_part(name))
        if name not in leaves or own is None or lines_of(own) == _leaf_lines(leaves[name]):
            continue
        if not at.is_open(of_notes(which, label, slide, name, (before, lines_of(after), ours))):
            parts.append((name, own))
    if not parts and said and not kept_apart:
        at.find_there(which)
        return
    if not parts:
        at.leave(which, next(iter(kept_apart), ""))
        return
    at.done.left += [f"{label}: notes ({reason})" for reason in kept_apart]
    file = at.done.file
    home = (*home_of(file, slide.id), "notes")
    plain = file.get(*home)
    if isinstance(plain, str):  # it stands alone, without the parts that the toolkit's notes have
        file.set(home, {"text": plain} | dict.fromkeys(KEYS[1:] if home[1] == "change" else (), ""))
    for name, after in parts:
        leaf = leaves[name]
        file.set((*home, name), rewrite(leaf, after, view) if leaf else as_block(write_markdown(after)))
    at.mark(which, f"`{slide.id}`: notes")


def _leaf(sources: NotesEntry, name: str, view: View) -> Leaf | None:
    source = getattr(sources, name)
    return Leaf((name,), source, view.text(source, None).paragraphs) if source else None


def _made(given: Sequence[str], leaf: Leaf | None) -> list[str]:
    """The lines of a part that no file says: a kind adds them, as how to start a movie."""
    made = list(given)
    for line in lines_of(leaf.paragraphs) if leaf else ():
        if line in made:
            made.remove(line)
    return made


def _leaf_lines(leaf: Leaf | None) -> list[str]:
    return lines_of(leaf.paragraphs) if leaf else []


def _without(
    found: Sequence[Paragraph], before: Sequence[str], made: Sequence[str]
) -> tuple[list[Paragraph] | None, str]:
    """A part without the lines `made`, which the next build adds again, and the first of these that somebody typed over.

    What was typed in its place is left out; None where it is not known which line that is.
    """
    now = ["\n".join(lines_of([one])) for one in found]
    gone: list[int] = []  # lines of `found` that stand for those made
    replaced = ""
    for tag, start, end, first, last in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        ours = [at for at in range(start, end) if before[at] in made]
        if not ours:
            continue
        if tag == "equal" or end - start == last - first:
            gone += [at - start + first for at in ours]
        elif tag == "replace":
            return None, before[ours[0]]
        if tag != "equal":
            replaced = replaced or before[ours[0]]
    return [one for at, one in enumerate(found) if at not in gone], replaced


def pull_minutes(at: Pulling, place: Place, slide: SlidePlan, one: Difference) -> None:
    """Other minutes go into the file of the slide that has them alone; a line that says none any more is put back."""
    was, now = at.notes.times(one)
    if was == now:
        return
    which, label = at.whose(place, slide.id, "minutes", was)
    entry = at.entry(slide.id)
    single = isinstance(at.owner(slide.id), RolePlaySlides) or (
        entry is not None and tuple(entry.yields()) == (slide.id,)
    )
    alone = single and "#" not in slide.id and at.ids.count(slide.id) == 1
    elsewhere = entry is not None and entry.kind == "video" and at.done.file.get("video", "minutes") is not None
    said = slide.minutes_source if entry is None else entry.place_of("minutes")
    if at.notes.is_time_alone(one):
        at.told.add(at.which(place, "notes", one.was))
    if now and minutes_of([now]) == slide.minutes:  # the files say it already
        return
    if now and minutes_of([now]) != minutes_of([was]) and alone and not elsewhere and which not in at.held:
        if at.is_open(of_minutes(which, label, slide, (was, now), said)):
            return
        at.done.file.set((*home_of(at.done.file, slide.id), "minutes"), minutes_of([now]))
        at.mark(which, f"`{slide.id}`: minutes")
    elif not now or minutes_of([now]) != minutes_of([was]):
        reason = at.held.get(which) or "for other minutes say `minutes:` in the deck’s file"
        name = f"{which[0].removesuffix('.pptx')}, slide {which[1]} “{slide.title}”"
        if now:
            at.done.left.append(f"{name}: the minutes, which are counted as they are there ({reason})")
            return
        at.done.undone.append(
            f"{name}: whp-deck counts the minutes, and the next build writes “{was}” again ({reason})"
        )
