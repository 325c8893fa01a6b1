"""Who of many practices needs a call, and why: what is one practice's own, apart from what all have in common.

In: outcomes. Out: `Triage`. What hangs on the deck, the network's file or the toolkit is told by every practice alike, and
says nothing about any of them; what cannot be read in the list is mended there, without a call. Must not print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from whp_deck.batch.jobs import BUG, MISPLACED, NO_MEETING, NO_START, UNUSABLE, Outcome, Reason, Told
from whp_deck.batch.reasons import cause_of, in_one_line, in_words, is_in, is_of_days, is_of_year
from whp_deck.errors import Problem

SHARED_BY = 3  # practices at most that have one problem, word for word, and still it is their own
FAILED = "failed: "  # begins the reason of one without decks
_NEARLY_ALL = 0.9  # of the practices: a handful with an answer of their own does not make it a question for the others
_MOST_OF = 0.7  # that are warned of one thing, each with its own days: its cause is in the deck that they share
_MUCH = (
    3  # open decisions of its own, at least, for a call; and more than twice as many as the practice in the middle has
)
_RARE, _FEWEST = 0.05, 20  # of so many practices or more: a field that so few leave open is decided by all others
_MOST_FIELDS = 6  # that are named in a reason
_OF_ITS_OWN, _THOUGH = " open of its own", "open, though nearly all others have decided"
_OPEN = re.compile(rf"\d+{_OF_ITS_OWN}: |{_THOUGH}: ")
_ENTRY = re.compile(r"(handoffs|moments)\.[^.]+\.")
# words of a role play, or of a checklist, that somebody changed; slides moved apart; a meeting that takes nearly all its time
_NO_CALL = frozenset(["edit-printed", "part-split", "scenario-contradicts", "session-tight"])
_ONLY_NAME = "row-only-name"
_ITS_OWN = frozenset(["edit-decision"])
RENAMED = "built-renamed"
_OF_FILES = frozenset([RENAMED, MISPLACED, UNUSABLE])  # whoever has the folder mends it, and has nothing to ask
_ITS_OWN_START = re.compile(r"decisions\.(?:handoffs|moments)\.[^.]+\.start")  # said only where it differs


_Key = tuple[str, int]
"""Folder and row of a practice: of a list that is refused for it two rows may have one folder."""


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open for nearly all, what of the others by folder and row, what for a few alone, and how much is much."""

    common: dict[str, int] = field(default_factory=dict)
    own: dict[_Key, list[str]] = field(default_factory=dict)
    rare: frozenset[str] = frozenset()
    much: float = _MUCH


@dataclass(frozen=True, slots=True)
class Triage:
    """What is to be known of all of them together. `open_for_all` counts who leaves a field open, most first.

    `outcomes` are those that were come to, `not_done` the others: of these the list is known, and the run before. `alike` are
    warnings of nearly all of them that differ in nothing but days and cells, with those who have them: the deck, or the list as
    a whole, is their cause.
    """

    outcomes: Sequence[Outcome]
    open_for_all: dict[str, int]
    counted: int
    _shared: frozenset[Told] = frozenset()
    _built: _Open = field(default_factory=lambda: _Open())
    _listed: _Open = field(default_factory=lambda: _Open())
    not_done: Sequence[Outcome] = ()
    alike: Sequence[tuple[Problem, Sequence[Outcome]]] = ()

    def own_open(self, outcome: Outcome) -> list[str]:
        """The fields that it leaves open and others do not, as a list's columns are called."""
        return (self._listed if outcome.status == "not done" else self._built).own.get(_key(outcome), [])

    def mend_list(self, outcome: Outcome) -> bool:
        """Whether it failed only because of cells of the list."""
        own = self._own_failures(outcome)
        mendable = (isinstance(one, Problem) and is_in(one, list_of(outcome)) and not one.ask for one in own)
        return bool(outcome.row and own) and all(mendable)

    def reasons(self, outcome: Outcome) -> list[Reason]:
        """Why somebody should call, the worst first; nothing when nobody needs to."""
        file = list_of(outcome)
        told_first = [*map(str, outcome.undecided), *_undated(outcome)]
        told_first = [*outcome.asks, *told_first] if _never_answered(outcome) else [*told_first, *outcome.asks]
        of_list = [Reason(words, "list") for words in told_first]
        if outcome.status == "not done":  # what building it would tell of its days, the list has told already
            days = [one for one in outcome.in_list if is_of_days(one) or is_of_year(one)]
            told = in_words(days, file) if days else ""
            # the run before may have said the same with more behind it
            before = [one._replace(is_earlier=not told or not one.words.startswith(told)) for one in outcome.before]
            of_days = [Reason(told, "list")] if told and all(one.is_earlier for one in before) else []
            is_open = [Reason(words, "row") for words in self._open(outcome, self._listed)]
            if is_open:  # known anew
                before = [one for one in before if not _OPEN.match(one.words)]
            today = [*of_list, *of_days, *is_open]
            said = {one.words for one in today}
            return list(dict.fromkeys([*today, *(one for one in before if one.words not in said)]))
        found = []
        if not self.mend_list(outcome) and (failures := self._own_failures(outcome)):
            holds: Literal["row", "deck"] = "row" if is_in(failures[0], file) else "deck"
            found.append(Reason(f"{FAILED}{in_one_line(failures, file)}", holds))
        found += of_list
        years = [one for one in outcome.in_list if is_of_year(one)]
        if warnings := [*years, *self._own_warnings(outcome)]:
            holds = "row" if any(is_in(one, file) for one in warnings) else "deck"
            found.append(Reason(in_words(warnings, file), holds))
        return [*found, *(Reason(words, "row") for words in self._open(outcome, self._built))]

    def _open(self, outcome: Outcome, of_all: _Open) -> list[str]:
        """That it leaves open what others do not."""
        no_start = any(lack.words == NO_START for lack in outcome.undecided)
        own = [name for name in self.own_open(outcome) if not (no_start and name.startswith("decisions.start."))]
        if len(own) >= of_all.much:
            more = f" and {len(own) - _MOST_FIELDS} more" if len(own) > _MOST_FIELDS else ""
            return [f"{len(own)}{_OF_ITS_OWN}: {', '.join(map(short_field, own[:_MOST_FIELDS]))}{more}"]
        if rare := [name for name in own if name in of_all.rare]:
            return [f"{_THOUGH}: {', '.join(map(short_field, rare))}"]
        return []

    def calls(self) -> list[tuple[Outcome, list[Reason]]]:
        """Whom to call and why: first those that never answered, or have decided nothing, then failed ones, and those that
        cannot begin yet.
        """
        found = [(one, reasons) for one in (*self.outcomes, *self.not_done) if (reasons := self.reasons(one))]
        return sorted(found, key=lambda call: self._urgency(call[0]), reverse=True)

    def _urgency(self, outcome: Outcome) -> tuple[object, ...]:
        """Without a day, or somebody who leads, there is no training; a date that is odd can be asked later."""
        lacks = sum(not lack.is_of_hour for lack in outcome.undecided)
        failed = outcome.status == "failed" or any(one.words.startswith(FAILED) for one in outcome.before)
        return _never_answered(outcome), lacks > 1, failed, lacks, self.need(outcome)

    def need(self, outcome: Outcome) -> tuple[bool, int, int, int]:
        """How much has to be looked at: failed, then conflicts with edits, warnings, open decisions."""
        own = len(self.own_open(outcome))
        seen = warnings_of(outcome) + len(outcome.before)
        return outcome.status == "failed", len(outcome.edit_conflicts), seen, own

    def is_clean(self, outcome: Outcome) -> bool:
        """Whether nobody has to look at it."""
        told = outcome.in_list or outcome.keeps_edits or outcome.edit_conflicts or files_to_mend(outcome)
        return outcome.status != "failed" and not told and not self.reasons(outcome)

    def _own_failures(self, outcome: Outcome) -> list[Told]:
        found = (one for one in outcome.failures if one not in self._shared and not _is_elsewhere(one, outcome))
        return [
            one for one in found if (one.code not in _OF_FILES if isinstance(one, Problem) else not one.startswith(BUG))
        ]

    def _own_warnings(self, outcome: Outcome) -> list[Problem]:
        """What a slide alone says is the practice's own, in however many of them it is told the same."""
        told = [one for one in self.not_alike(outcome) if one.code not in _NO_CALL | _OF_FILES]
        return [one for one in told if one.code in _ITS_OWN or not (one in self._shared or _is_elsewhere(one, outcome))]

    def not_alike(self, outcome: Outcome) -> list[Problem]:
        """What it was built in spite of, without what nearly all have."""
        causes = {cause_of(one) for one, _ in self.alike}
        return [one for one in outcome.content_warnings if cause_of(one) not in causes]


def _key(outcome: Outcome) -> _Key:
    return outcome.folder, outcome.row


def _never_answered(outcome: Outcome) -> bool:
    """Whether its row is a name alone, where most others say more."""
    return any(one.code == _ONLY_NAME for one in outcome.in_list)


def _is_elsewhere(told: Told, outcome: Outcome) -> bool:
    """Whether its cause stands in a file that others share, the deck's or a network's: no practice can say anything of that."""
    place, home = told.source if isinstance(told, Problem) else None, outcome.place
    return place is not None and home is not None and place.file != home.file


def _undated(outcome: Outcome) -> list[str]:
    """The meetings without a day, which the practice alone knows; of a row without any meeting that is said already."""
    if any(lack.words == NO_MEETING for lack in outcome.undecided):
        return []
    found = ((one.ask, one.source) for one in outcome.in_list if one.code == "meetings-undated" and one.ask)
    return [f"{ask} (cell {place.cell})" for ask, place in found if place]


def triage(outcomes: Sequence[Outcome], not_done: Sequence[Outcome] = ()) -> Triage:
    """Look at all of them; those `not_done` say nothing of the others."""
    told = Counter(found for one in outcomes for found in {*one.content_warnings, *one.failures})
    shared = frozenset(found for found, times in told.items() if times > SHARED_BY)
    asked = {_key(one) for one in outcomes if one.status != "failed"}
    built = _open_of({_key(one): _open_fields(one) for one in outcomes}, asked)
    in_list = {_key(one): list(one.open_in_list) for one in (*outcomes, *not_done)}
    listed = _open_of(in_list, in_list)
    return Triage(outcomes, built.common, len(asked), shared, built, listed, not_done, _alike(outcomes))


def _alike(outcomes: Sequence[Outcome]) -> list[tuple[Problem, Sequence[Outcome]]]:
    """What most that are built are warned of, each in words of its own: the first of these."""
    built = [one for one in outcomes if one.status != "failed"]
    found: dict[tuple[object, ...], tuple[dict[Problem, None], dict[str, Outcome]]] = {}
    for one in built:
        for warning in one.content_warnings:
            if warning.code not in _ITS_OWN | _OF_FILES:
                words, who = found.setdefault(cause_of(warning), ({}, {}))
                words[warning], who[one.folder] = None, one
    common = ((list(words), list(who.values())) for words, who in found.values() if len(words) > 1)
    return [(words[0], who) for words, who in common if len(who) > SHARED_BY and len(who) >= _MOST_OF * len(built)]


def _open_of(fields: Mapping[_Key, list[str]], asked: Collection[_Key]) -> _Open:
    """Who leaves open what others have decided; those that are not `asked` say nothing of the others."""
    times = Counter(name for key in fields if key in asked for name in fields[key])
    common = {name: many for name, many in times.most_common() if len(asked) > 1 and many >= _NEARLY_ALL * len(asked)}
    rare = frozenset(name for name, many in times.items() if len(asked) >= _FEWEST and many <= _RARE * len(asked))
    usual = {_ENTRY.sub(r"\1.*.", name) for name in common}  # as open for a handoff of one's own as for those of all
    own = {
        key: [name for name in names if _ENTRY.sub(r"\1.*.", name) not in usual and not _ITS_OWN_START.fullmatch(name)]
        for key, names in fields.items()
    }
    numbers = sorted(len(own[key]) for key in fields if key in asked) or [0]
    middle = numbers[len(numbers) // 2]
    return _Open(common, own, rare, max(_MUCH, 2 * middle + 1))


def together(
    outcomes: Sequence[Outcome], told_of: Callable[[Outcome], Iterable[Told]]
) -> list[tuple[list[Outcome], list[Told]]]:
    """Who has what to be told; what many have in common stands once: a slip in a deck is told by all of its practices."""
    owners: dict[Told, dict[str, Outcome]] = {}
    for outcome in outcomes:
        for told in told_of(outcome):
            owners.setdefault(told, {})[outcome.folder] = outcome
    found: dict[tuple[str, ...], tuple[list[Outcome], list[Told]]] = {}
    for told, ones in owners.items():
        found.setdefault(tuple(ones), (list(ones.values()), []))[1].append(told)
    return list(found.values())


def short_field(name: str) -> str:
    """Without the word that begins them all."""
    return name.removeprefix("decisions.")


def _open_fields(outcome: Outcome) -> list[str]:
    """Each once, however many decks ask; `handoffs[rooming].where` is the column `handoffs.rooming.where`."""
    points = [name for deck in outcome.decks if not deck.failure for name, _ in deck.open_decisions]
    return list(dict.fromkeys(re.sub(r"\[([^\]]+)\]", r".\1", name) for name in points))


def files_to_mend(outcome: Outcome) -> list[str]:
    """The files in its folder that are not what their names say, or cannot be read, and what is wrong with them (`edits.strays`)."""
    told = [one for one in (*outcome.content_warnings, *outcome.failures) if isinstance(one, Problem)]
    found = ((one, one.message.partition("\n")[0].partition(":")[0]) for one in told if one.code in _OF_FILES)
    named = (f"{Path(one.source.file).name} {words}" if one.source else words for one, words in found)
    return list(dict.fromkeys(named))


def warnings_of(outcome: Outcome) -> int:
    """How many warnings there are of it, those about its row among them."""
    return len({*outcome.in_list, *(one for deck in outcome.decks if not deck.failure for one in deck.warnings)})


def list_of(outcome: Outcome) -> str:
    """The list in which it stands, as its cells are named; nothing for a practice with a file of its own."""
    return outcome.place.file if outcome.row and outcome.place else ""
