"""Brings what was edited in PowerPoint back into the deck's YAML.

In: the deck and the plan that its files give today, and `Known`. Out: `Pulled`: the deck file with its changes, not yet
saved, and what cannot be written there. Must not write files.

A text goes where it came from: `slides.change`, or the deck's own entry in `slides.add`. What was not edited is not
written, so that `{{ … }}` stays wherever its paragraph, or the value that it gave, is still there. The order of the slides
is of `pull_order`, which has to be planned before it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from whp_deck.config.deck import Deck
from whp_deck.edits.already import find_given, is_said_anew, says_already
from whp_deck.edits.compare import Which, find_changes, slide_changes
from whp_deck.edits.disputes import Dispute, of_deletion, of_title
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Known, Place, is_left
from whp_deck.edits.homes import find_standing, home_of, new_id
from whp_deck.edits.own_slides import added_entry
from whp_deck.edits.places import places_of, tell_origin, tell_place
from whp_deck.edits.pull_notes import pull_minutes, pull_notes
from whp_deck.edits.pull_order import Order
from whp_deck.edits.pull_text import pull_text
from whp_deck.edits.pull_words import pull_words
from whp_deck.edits.pulling import Pulled, Pulling
from whp_deck.edits.reasons import (
    NOTHING_BEFORE,
    line_at,
    why_no_words,
    why_not_added,
    why_not_removed,
    why_not_typed,
    why_of_several,
    why_said_anew,
    why_shown_or_hidden,
)
from whp_deck.edits.removal import remove_slide
from whp_deck.edits.texts import Leaf, folded, rewrite
from whp_deck.edits.twins import differs_elsewhere, tell_elsewhere
from whp_deck.markup import write_markdown
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.plan import DeckPlan, Paragraph, Run, SlidePlan
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.view import View


def pull(
    deck: Deck,
    plan: DeckPlan,
    known: Known,
    held: Mapping[Which, str] | None = None,
    chosen: Collection[Dispute] = (),
    order: Order | None = None,
) -> Pulled:
    """What of the changes in `known` can be written into the deck's file. Raises InvalidDeckError when that is no YAML.

    `held` are changes that shall stay in the presentation all the same, with the reason; `chosen` those in dispute that
    shall go into the file. `order` is where slides stand that were moved.
    """
    at = Pulling(deck, plan, known, held or {}, chosen)
    given = find_given(known, (slide for session in plan.sessions for slide in session.slides))
    at.done.added.update(given)
    for place in known.deleted:
        _deleted(at, place)
    for place in sorted(known.pairs):
        _slide(at, place)
    for place in sorted((*known.added, *known.copies)):
        _added(at, place, is_given=place in given)
    if order is not None:
        order.write(at)
    at.done.left += [at.say(change) for change in find_changes(known) if not at.is_known(change.which)]
    at.done.taken = tuple(at.pulled)
    return at.done


# slides that were built -------------------------------------------------------------------------------


def _slide(at: Pulling, place: Place) -> None:
    built = at.known.pairs[place]
    was = at.known.built(built)
    planned = at.planned(was.id, built)
    if planned is None:
        for one in slide_changes(at.known, place):
            at.leave(at.which(place, one.name, one.was), "no file gives this slide any more")
        return
    slide, view = planned
    for one in slide_changes(at.known, place):
        which = at.which(place, one.name, one.was)
        if which in at.held:
            continue
        if says_already(slide, one, at.known.found(place)):
            at.find_there(which if one.name != "hidden" else _shown_or_hidden(at, place))
            continue
        if one.name in ("title", "text", "notes") and (reason := differs_elsewhere(at, place, one)):
            at.leave(which, reason)
            continue
        match one.name:
            case "title":
                _title(at, place, was, slide, one, view)
            case "text":
                if not pull_words(at, place, slide, one):
                    pull_text(at, place, was, slide, one, view)
            case "table":
                pull_words(at, place, slide, one)
            case "notes":
                pull_minutes(at, place, slide, one)
                if not at.notes.is_time_alone(one):
                    pull_notes(at, place, slide, one, view)
            case "hidden":
                _hidden(at, place, was.id)
            case _:
                pass
        if which in at.pulled:
            tell_elsewhere(at, place, one)
        if one.name in ("title", "text", "table") and not at.is_known(which):
            rows = len(was.shapes[one.shape].cells)
            told = at.printed.tell_key(slide, [one]) or tell_origin(slide, one, at.deck.path, line_at, rows)
            told += at.printed.tell_start(slide, [one]) if told else ""
            anew = why_said_anew(at.deck) if is_said_anew(slide, one, was) else ""
            why = told or _otherwise(at, place, slide, one) or anew
            at.leave(which, why or why_of_several(at.deck, was.id, slide))


def _otherwise(at: Pulling, place: Place, slide: SlidePlan, one: Difference) -> str:
    """Where the files say something else of what a person changed, while the two are not settled."""
    if at.known.pairs[place] not in at.known.bases:
        return ""
    return " and ".join(f"it comes from {tell_place(source)}" for source in places_of(slide, [one])) + (
        ": change it there, or take over on the slide what the hidden one after it says"
    )


def _title(at: Pulling, place: Place, was: SlideSnapshot, slide: SlidePlan, one: Difference, view: View) -> None:
    entry = at.entry(was.id)
    found = at.paragraphs(place, was, one.shape)
    which, label = at.whose(place, was.id, "title", one.was)
    reason = why_not_typed(one.now) or why_no_words(at.deck, was.id, slide)
    if reason or not found or (entry is None and not isinstance(at.owner(was.id), RolePlaySlides)):
        at.leave(which, reason)
        return
    if at.is_open(of_title(which, label, slide, one)):
        return
    source = entry.title if entry is not None else ""
    leaf = Leaf(("title",), source, view.line(source, None).paragraphs) if source else None
    joined = Paragraph(tuple(_one_line(found)))
    words = rewrite(leaf, [joined], view) if leaf and folded(leaf.paragraphs) == [one.was] else write_markdown([joined])
    owner = at.owner(was.id)
    if isinstance(owner, RolePlaySlides) and slide.id == f"{owner.id}/scene" and not owner.scene.title:
        # two more slides, the cards and the sheets have the name of the role play from there
        at.done.file.set(("role_plays", "change", owner.scenario.id, "title"), words)
        at.mark(which, f"`{was.id}`: title, which is the role play's")
        return
    at.done.file.set((*home_of(at.done.file, was.id), "title"), words)
    at.mark(which, f"`{was.id}`: title{', in one line' if len(found) > 1 else ''}")


def _one_line(paragraphs: Sequence[Paragraph]) -> Iterator[Run]:
    """The runs of a title, which is one line in files, on however many lines somebody put it."""
    for number, paragraph in enumerate(paragraphs):
        if number and not paragraphs[number - 1].text.endswith(" "):
            yield Run(" ")
        yield from paragraph.runs


def _hidden(at: Pulling, place: Place, id: str) -> None:
    now, which = at.known.found(place).hidden, _shown_or_hidden(at, place)
    listed = at.done.file.get("slides", "hide") or []
    if which in at.held:
        return
    if reason := why_shown_or_hidden(id, at.ids.count(id), now=now, listed=listed):
        at.leave(which, reason)
    elif now and id not in listed:
        at.done.file.append(("slides", "hide"), id)
        at.mark(which, f"`{id}`: {which[2]}")
    elif not now and id in listed:
        at.done.file.delete(("slides", "hide", listed.index(id)))
        at.mark(which, f"`{id}`: {which[2]}")


def _shown_or_hidden(at: Pulling, place: Place) -> Which:
    return at.which(place, "hidden" if at.known.found(place).hidden else "shown again", "")


def _deleted(at: Pulling, place: Place) -> None:
    was = at.known.origin(place)  # what was deleted, also when the files have changed it since
    which = (at.known.files[place.file].path.name, 0, "deleted", f"slide {place.position + 1}")
    planned = at.planned(was.id, place)
    if planned is None:  # the files have it no more
        at.told.add(which)
        return
    if which in at.held:
        return
    if reason := why_not_removed(was.id, at.ids.count(was.id)):
        at.leave(which, reason)
        return
    label, path = at.label(which, was.title, was.id), at.deck.path
    if at.is_open(of_deletion(which, label, planned[0], was, path)):
        return
    gone = {at.known.built(one).id for one in at.known.deleted}
    remove_slide(at.done.file, at.deck, at.plan, was.id, gone)
    at.mark(which, f"`{was.id}`: removed")


# slides of a person's own -----------------------------------------------------------------------------


def _added(at: Pulling, place: Place, *, is_given: bool) -> None:
    """A slide of words alone becomes one of the deck's own, behind the one before it."""
    snapshot, copied = at.known.found(place), at.known.copies.get(place)
    original = None if copied is None else at.known.built(copied)
    was = "" if original is None else f"“{original.title}”" if original.title else f"({original.id})"
    which = at.which(place, "added" if original is None else "copied", was)
    if which in at.held:
        return
    if is_left(snapshot):
        at.leave(at.which(place, "left", ""), "delete it in PowerPoint when you do not need it")
        return
    if is_given:
        at.find_there(which)
        return
    standing = find_standing(at.deck, at.known, place, at.done.added, at.ids)
    reason = why_not_added(snapshot) or ("" if standing else NOTHING_BEFORE)
    written, why = ({}, reason) if reason else added_entry(at.known, place, at.notes.time)
    if why or standing is None:
        at.leave(which, why)
        return
    key, beside = standing
    entry = {"id": new_id(snapshot.title, (*at.ids, *at.deck.entries)), "kind": written["kind"], key: beside} | written
    at.done.file.append(("slides", "add"), entry)
    at.ids.append(entry["id"])
    at.done.added[place] = entry["id"]
    at.mark(which, f"`{entry['id']}`: added {key} `{beside}`")
