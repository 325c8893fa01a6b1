"""What a merge tells people: a line for what became of each slide, and a warning where somebody has to choose.

In: what was decided and done. Out: lines and problems, in words. Must not decide or change anything.

Nothing is told twice: what has a warning, with its remedy, has no line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence

from whp_deck.edits.agree import are_alike
from whp_deck.edits.decision import Decision
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Known, Place, is_left
from whp_deck.edits.outcome import Outcome
from whp_deck.edits.places import places_of
from whp_deck.edits.printed import Printed, said_in_notes
from whp_deck.edits.times import minutes_of
from whp_deck.errors import Problem, Source, is_cell
from whp_deck.markup import folded
from whp_deck.office.stamp import Manifest
from whp_deck.plan import SlidePlan

_TO_SETTLE = (
    "the PowerPoint edit was kept; the other version is on the hidden slide after it: take over what you need, on the slide or "
    "in your files; when both say the same, the next build takes the hidden slide away. To keep the slide as it is, delete "
    "that hidden slide"
)
_FIELD_WORDS: Mapping[str, str] = {
    "look": "formatting", "place": "a place or size", "alt": "alt text", "effects": "animations", "comments": "comments", "background": "the background", "movie": "a movie", "hidden": "whether it is hidden",
    "removed": "a shape that was removed", "added": "a shape that was added",
}  # fmt: skip


_AGREED = "in your files now, too"
_ORDER = "the order in your files is another since the last build, so it stands where they put it"
_ALONE = "; {papers} say what your files say, and `whp-deck pull` tells where to write it"
_QUOTED = 80  # letters of a line that is quoted in a warning


class Told:
    """`lines` in the order in which things were done, and `problems`; `doubts` are what `check` warns of beside these.

    `fresh` and `plans`: what the configuration gives; `outcome`: what became of the slides that were there, by which they are
    numbered. `followed` are ids of slides whose contents follow what people changed on others, as the agenda's minutes.
    """

    def __init__(
        self,
        known: Known,
        fresh: Sequence[Manifest],
        plans: Mapping[str, SlidePlan],
        outcome: Outcome,
        followed: Collection[str] = (),
        printed: Printed | None = None,
    ) -> None:
        self.known, self.fresh, self.plans, self.followed = known, fresh, plans, followed
        self.outcome, self.printed = outcome, printed
        self.lines: list[str] = []
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []

    def kept(self, one: Decision) -> None:
        alone = self._alone(one)
        self.lines.append(f"kept as edited{', on this slide alone' if alone else ''}: {self.label(one)}{alone}")

    def _alone(self, one: Decision) -> str:
        """What is printed otherwise than a person wrote it onto the slide, and where to write it; `check` warns of it, too."""
        slide = self.plans.get(one.id)
        words = [field for field in one.theirs if field.name in ("text", "table") and not _is_spelling(field)]
        titles = [field for field in one.theirs if field.name == "title"]
        if slide is None or not (words or titles):
            return ""
        if words and slide.decisions and not (self.printed is not None and self.printed.is_own(slide, words)):
            both = _both(words)
            papers = "its notes, packet and handout" if self._notes_say(one, slide, words) else "packet and handout"
            message = f"{self.label(one)}: a decision is another on the slide than in your files, of which {papers} are made{both}"
            hint = "write it into your files (`whp-deck pull` tells the line), then build; or undo it on the slide"
            place = next((place for place in places_of(slide, words) if not place.is_shipped), None)
            several = self.printed.tell_start(slide, words) if self.printed is not None else ""
            ask = self._to_ask(one, both, place)
            self.doubts.append(Problem("edit-decision", f"{message}{several}", hint, place, "warning", ask))
            return f"{_ALONE.format(papers=papers)}{several}"
        shared = self.printed.of(slide, [*words, *titles]) if self.printed is not None else None
        if shared is None:
            return ""
        message = f"{self.label(one)}: it says something else than your files, and {shared.papers} what your files say{_both([*words, *titles])}"
        hint = f"{shared.remedy}, then build; or undo it on the slide"
        self.doubts.append(Problem("edit-printed", message, hint, shared.place, "warning"))
        return f"; {shared.papers} what your files say: {shared.remedy}"

    def _notes_say(self, one: Decision, slide: SlidePlan, words: Sequence[Difference]) -> bool:
        """Whether the slide's notes, as they are now, say what was typed over on it."""
        return one.found is not None and said_in_notes(slide, words, self.known.found(one.found).notes)

    def _to_ask(self, one: Decision, both: str, place: Source | None) -> str:
        """“huddle-1, slide 4 “Your turn”: the slide says “…”, the list says “…””: which of them holds the practice alone knows."""
        where = self._where(one.found) if one.found is not None else ""
        said = both.replace("your files say", "the list says") if is_cell(place) else both
        return f"{where}“{self._title(one)}”{said or ': a decision is another than in the files'}"

    def added(self, one: Decision) -> None:
        was_deleted = one.built is not None and one.found is None
        self.lines.append(f"{'brought back' if was_deleted else 'added from the configuration'}: {self.label(one)}")

    def updated(self, one: Decision) -> None:
        assert one.found is not None
        if not one.is_agreed and not self.outcome.is_another(one.found):
            if one.theirs:
                self.kept(one)
            return
        both = " and kept what was edited" if one.theirs else ""
        source = "from the configuration"
        if one.id in self.followed:
            source = "with what was changed in PowerPoint"
        elif self._is_counted(one):
            source = "to the minutes that there are now"
        rest = ", the rest kept as edited" if one.theirs else ""
        what = f"{_AGREED}{rest}" if one.is_agreed else f"updated {source}{both}"
        self.lines.append(f"{what}: {self.label(one, now=True)}{self._alone(one)}")

    def minutes_agreed(self, one: Decision) -> None:
        self.lines.append(f"{_AGREED}: {self.label(one, now=True)}, minutes")

    def counted(self, one: Decision) -> None:
        """Minutes that a person typed, and that count as long as the files' are the same."""
        assert one.counted is not None
        typed, ours = (_figure(minutes_of([line])) for line in one.counted)
        slide = self.plans.get(one.id)
        play = slide is not None and slide.purpose == "role-play"
        alone = "#" not in one.id and ("/" not in one.id or play or one.id.startswith("session-"))
        where = (
            "writes it into your files" if alone else "says where your files have the minutes of its slides together"
        )
        unit = "minute" if minutes_of([one.counted[0]]) <= 1 else "minutes"
        self.lines.append(
            f"counted as edited: {self.label(one)}, {typed} {unit} in place of {ours}; `whp-deck pull` {where}"
        )

    def minutes_disputed(self, one: Decision) -> None:
        """Other minutes in the notes and, since then, in the files: theirs count."""
        assert one.time is not None
        typed, ours = (_figure(minutes_of([line])) for line in one.time)
        slide = self.plans.get(one.id)
        place = (slide.minutes_source or slide.source) if slide is not None else None
        written = f" ({place})" if place is not None and not place.is_shipped else ""
        words = f"{self.label(one)}: minutes changed to {typed} in PowerPoint and to {ours} in your files{written}"
        hint = f"{ours} counts and is in the notes now; if it shall be {typed}, say `minutes: {typed}` in your files, then build"
        self.problems.append(Problem("edit-minutes", words, hint, None, "warning"))

    def deletion_agreed(self, place: Place) -> None:
        """A slide that a person deleted, and that no file gives any more."""
        slide = self.known.built(place)
        self.lines.append(
            f"{_AGREED}: {self.known.files[place.file].path.stem}, {_named(slide.title, slide.id)} deleted"
        )

    def order_agreed(self, file: int) -> None:
        self.lines.append(f"{_AGREED}: {self.known.files[file].path.stem}, the order of the slides")

    def moved(self, one: Decision, session: int) -> None:
        """The slide stands in the file of another session now."""
        assert one.found is not None
        way = f"from {self.known.files[one.found.file].path.stem} to {self._file(session)}"
        self.lines.append(f"moved {way}: {_named(self._title(one), one.id)}")

    def dropped(self, one: Decision) -> None:
        self.lines.append(f"removed, as the configuration says: {self.label(one)}")

    def agreed(self, one: Decision) -> None:
        self.lines.append(f"agreed, so that the slide to compare went: {self.label(one)}")

    def time_put_back(self, one: Decision) -> None:
        """What somebody typed over the line with the minutes is told once: it is gone then."""
        assert one.time is not None
        typed, ours = one.time
        instead = f", instead of “{typed}”; for other minutes say `minutes:` in your files" if typed else ""
        self.lines.append(f"whp-deck counts the minutes, so “{ours}” is in the notes again{instead}: {self.label(one)}")

    def conflict(self, one: Decision, fields: Sequence[Difference]) -> None:
        names = ", ".join(dict.fromkeys(_FIELD_WORDS.get(field.name, field.name) for field in fields))
        slide = self.plans.get(one.id)
        places = places_of(slide, fields, one.pending) if slide is not None else []
        written = f" ({' or '.join(map(str, places))})" if places else ""
        follows = one.id in self.followed and not {"title", "notes"} & {field.name for field in fields}
        other = "and follows other changes there" if follows else f"and in your files{written}"
        words = f"{self.label(one)}: {names} changed in PowerPoint {other}"
        self.problems.append(Problem("edit-conflict", words, _TO_SETTLE, None, "warning"))

    def still_apart(self, one: Decision) -> None:
        """A conflict of an earlier build is told until it is settled."""
        words = f"{self.label(one)}: a slide to compare still follows it"
        self.problems.append(Problem("edit-conflict", words, _TO_SETTLE, None, "warning"))

    def stays_deleted(self, one: Decision) -> None:
        label = self.label(one)
        if one.is_apart and not self._is_counted(one):
            words = f"{label} was deleted in PowerPoint, and has changed in your files since"
            hint = (
                f"it stays deleted; `whp-deck build` with `--restore {one.id}` brings this slide back, with `--overwrite` "
                "everything, without any edit"
            )
            problem = Problem("edit-deleted", words, hint, None, "warning")
            if one.config_changed:
                self.problems.append(problem)
                return
            self.doubts.append(problem)  # a build has told it
        self.lines.append(f"stays deleted (`build --restore {one.id}` brings it back): {label}")

    def _is_counted(self, one: Decision) -> bool:
        """Whether it says what is counted, which no file has to change for."""
        slide = self.plans.get(one.id)
        return one.id in self.followed or (slide is not None and slide.is_counted)

    def retired(self, one: Decision) -> None:
        label = self.label(one)
        words = f"{label} is no longer in your files, but was edited in PowerPoint"
        hint = "it stays, hidden; delete it in PowerPoint when you do not need it"
        self.problems.append(Problem("edit-orphaned", words, hint, None, "warning"))

    def stays_moved(self, place: Place) -> None:
        self.lines.append(f"kept where you moved it: {self._at(place)}")

    def order_disputed(self, session: int) -> None:
        """The files have changed the order, too, and no order does justice to both."""
        message = f"{self._file(session)}: slides were moved in PowerPoint, and your files have another order, too"
        hint = (
            "PowerPoint’s order was kept as it is. To have your files’, move the slides back; to write PowerPoint’s into your "
            "files, `whp-deck pull`, which asks"
        )
        place = None if self.printed is None else next((place for _, place in self.printed.deck.order), None)
        self.problems.append(Problem("edit-conflict", message, hint, place, "warning"))

    def moved_by_files(self, place: Place) -> None:
        self.lines.append(f"{_ORDER}: {self._at(place)}")

    def own(self, place: Place) -> None:
        """A slide that a person added, which no decision is about."""
        slide = self.known.found(place)
        why = "hidden, as your files have it no more" if is_left(slide) else "added by you"
        self.lines.append(
            f"kept, {why}: {self._where(place)}{f'“{slide.title}”' if slide.title else 'without a title'}"
        )

    def label(self, one: Decision, *, now: bool = False) -> str:
        """The slide as people find it in the file that is written; `now`: by the title that it has got."""
        return (self._where(one.found) if one.found is not None else "") + _named(self._title(one, now=now), one.id)

    def _title(self, one: Decision, *, now: bool = False) -> str:
        if one.found is not None and not (now and any(field.name == "title" for field in one.ours)):
            return self.known.found(one.found).title
        return "" if one.fresh is None else self.fresh[one.fresh[0]].slides[one.id].title

    def _at(self, place: Place) -> str:
        """The same of a slide that is there, whatever was decided."""
        return self._where(place) + _named(self.known.found(place).title, self.known.built(self.known.pairs[place]).id)

    def _where(self, place: Place) -> str:
        """The file, and the slide's number in it as it is written; of a slide that has gone the file in which it was."""
        if place not in self.outcome.numbers:
            return f"{self.known.files[place.file].path.stem} "
        session, number = self.outcome.numbers[place]
        return f"{self._file(session)}, slide {number} "

    def _file(self, session: int) -> str:
        there = self.fresh[session]
        return there.deck if len(self.fresh) == 1 else f"{there.deck}-{there.session}"


def is_put_back(one: Decision, known: Known) -> bool:
    """Whether a line that says our minutes is there again in the place of something that somebody typed."""
    assert one.time is not None
    assert one.built is not None
    typed, ours = one.time
    return bool(ours) and typed not in known.built(one.built).notes and not (typed and _same_minutes(typed, ours))


def _both(words: Sequence[Difference]) -> str:
    """What the slide says now, and what the files say: the first line, or cell, that is another one."""
    for one in words:
        was, now = one.was.splitlines(), one.now.splitlines()
        if one.cells:
            was, now = [one.cells[0].was], [one.cells[0].now]
        typed = next((line for line in now if folded(line) and line not in was), "")
        ours = next((line for line in was if folded(line) and line not in now), "")
        if typed or ours:
            said = [
                f"“{textwrap.shorten(line, _QUOTED, placeholder=' …')}”" if line else "nothing"
                for line in (typed, ours)
            ]
            return f": the slide says {said[0]}, your files say {said[1]}"
    return ""


def _is_spelling(field: Difference) -> bool:
    """Whether a person has only spelled otherwise what was there, as a date."""
    pairs = [(cell.was, cell.now) for cell in field.cells]
    was, now = field.was.splitlines(), field.now.splitlines()
    if not pairs and len(was) == len(now):
        pairs = list(zip(was, now, strict=True))
    return bool(pairs) and all(are_alike(*pair) for pair in pairs)


def _named(title: str, id: str) -> str:
    return f"“{title}” ({id})" if title else f"({id})"


def _same_minutes(one: str, other: str) -> bool:
    return minutes_of([one]) == minutes_of([other])


def _figure(minutes: float) -> str:
    return f"{minutes:g}"
