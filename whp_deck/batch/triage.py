"""Who of many practices needs a call, and why: what is one practice's own, apart from what all have in common.

In: outcomes. Out: `Triage`. What hangs on the deck, the network's file or the toolkit is told by every practice alike, and
says nothing about any of them; what cannot be read in the list is mended there, without a call. Must not print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from whp_deck.batch.jobs import BUG, NO_MEETING, NO_START, Outcome, is_of_slide_alone
from whp_deck.batch.reasons import in_one_line, in_words, is_of_days, is_of_year

SHARED_BY = 3  # practices at most that a text is told by, word for word, and still is their own
_NEARLY_ALL = 0.9  # of the practices: a handful with an answer of their own does not make it a question for the others
_MUCH = (
    3  # open decisions of its own, at least, for a call; and more than twice as many as the practice in the middle has
)
_RARE, _FEWEST = 0.05, 20  # of so many practices or more: a field that so few leave open is decided by all others
_MOST_FIELDS = 6  # that are named in a reason
_ENTRY = re.compile(r"(handoffs|moments)\.[^.]+\.")
_UNDATED = re.compile(r"([A-Z]{1,3}\d+): warning: meetings\.(\d+)\.date: .*\[meetings-undated\]$")
# words of a role play, or of a checklist, that somebody changed; and a meeting that takes nearly all the time that it has
_NO_CALL = re.compile(r"\[(?:edit-printed|scenario-contradicts|session-tight)\]$")
_ITS_OWN_START = re.compile(r"decisions\.(?:handoffs|moments)\.[^.]+\.start")  # said only where it differs


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open for nearly all, what of the others by folder, what for a few alone, and how much is much."""

    common: dict[str, int] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)
    rare: frozenset[str] = frozenset()
    much: float = _MUCH


@dataclass(frozen=True, slots=True)
class Triage:
    """What is to be known of all of them together. `open_for_all` counts who leaves a field open, most first.

    `outcomes` are those that were come to, `not_done` the others: of these the list is known, and the run before.
    """

    outcomes: Sequence[Outcome]
    open_for_all: dict[str, int]
    counted: int
    _shared: frozenset[str] = frozenset()
    _built: _Open = field(default_factory=lambda: _Open())
    _listed: _Open = field(default_factory=lambda: _Open())
    not_done: Sequence[Outcome] = ()

    def own_open(self, outcome: Outcome) -> list[str]:
        """The fields that it leaves open and others do not, as a list's columns are called."""
        return (self._listed if outcome.status == "not done" else self._built).own.get(outcome.folder, [])

    def mend_list(self, outcome: Outcome) -> bool:
        """Whether it failed only because of cells of the list."""
        own = self._own_failures(outcome)
        return bool(outcome.row and own) and all(text.startswith(f"{_list_of(outcome)}:") for text in own)

    def reasons(self, outcome: Outcome) -> list[str]:
        """Why somebody should call, in words, the worst first; nothing when nobody needs to."""
        lacks = [str(lack) for lack in outcome.undecided]
        if outcome.status == "not done":  # what building it would tell of its days, the list has told already
            days = [text for text in outcome.in_list if is_of_days(text) or is_of_year(text)]
            told = in_words(days, _list_of(outcome)) if days else ""
            of_days = [told] if told and not any(one.startswith(told) for one in outcome.before) else []
            found = [*lacks, *_undated(outcome), *outcome.asks, *of_days, *self._open(outcome, self._listed)]
            return list(dict.fromkeys([*found, *outcome.before]))
        found = []
        if not self.mend_list(outcome) and (failures := self._own_failures(outcome)):
            found.append(f"failed: {in_one_line(failures, _list_of(outcome))}")
        found += [*lacks, *_undated(outcome), *outcome.asks]
        years = [text for text in outcome.in_list if is_of_year(text)]
        if warnings := [*years, *self._own_warnings(outcome)]:
            found.append(in_words(warnings, _list_of(outcome)))
        return [*found, *self._open(outcome, self._built)]

    def _open(self, outcome: Outcome, of_all: _Open) -> list[str]:
        """That it leaves open what others do not."""
        no_start = any(lack.words == NO_START for lack in outcome.undecided)
        own = [name for name in self.own_open(outcome) if not (no_start and name.startswith("decisions.start."))]
        if len(own) >= of_all.much:
            more = f" and {len(own) - _MOST_FIELDS} more" if len(own) > _MOST_FIELDS else ""
            return [f"{len(own)} open of its own: {', '.join(map(short_field, own[:_MOST_FIELDS]))}{more}"]
        if rare := [name for name in own if name in of_all.rare]:
            return [f"open, though nearly all others have decided: {', '.join(map(short_field, rare))}"]
        return []

    def calls(self) -> list[tuple[Outcome, list[str]]]:
        """Whom to call and why: first those that have decided nothing, then those who need it most."""
        found = [(one, reasons) for one in (*self.outcomes, *self.not_done) if (reasons := self.reasons(one))]
        return sorted(found, key=lambda call: self._urgency(call[0]), reverse=True)

    def _urgency(self, outcome: Outcome) -> tuple[object, ...]:
        lacks = sum(not lack.is_of_hour for lack in outcome.undecided)
        return lacks > 1, self.need(outcome), lacks

    def need(self, outcome: Outcome) -> tuple[bool, int, int, int]:
        """How much has to be looked at: failed, then conflicts with edits, warnings, open decisions."""
        own = len(self.own_open(outcome))
        seen = warnings_of(outcome) + len(outcome.before)
        return outcome.status == "failed", len(outcome.edit_conflicts), seen, own

    def is_clean(self, outcome: Outcome) -> bool:
        """Whether nobody has to look at it."""
        told = outcome.in_list or outcome.keeps_edits or outcome.edit_conflicts
        return outcome.status != "failed" and not told and not self.reasons(outcome)

    def _own_failures(self, outcome: Outcome) -> list[str]:
        texts = (text for whole in outcome.failures for text in parts_of(whole))
        return [text for text in texts if text not in self._shared and not text.startswith(BUG)]

    def _own_warnings(self, outcome: Outcome) -> list[str]:
        told = [text for text in outcome.content_warnings if not _NO_CALL.search(text.partition("\n")[0])]
        return [text for text in told if text not in self._shared or is_of_slide_alone(text)]


def _undated(outcome: Outcome) -> list[str]:
    """The meetings without a day, which the practice alone knows; of a row without any meeting that is said already."""
    if any(lack.words == NO_MEETING for lack in outcome.undecided):
        return []
    found = (_UNDATED.search(text.partition("\n")[0]) for text in outcome.in_list)
    return [f"meeting {one[2]} has no day (cell {one[1]})" for one in found if one]


def triage(outcomes: Sequence[Outcome], not_done: Sequence[Outcome] = ()) -> Triage:
    """Look at all of them; those `not_done` say nothing of the others."""
    texts = Counter(text for one in outcomes for text in {*one.content_warnings, *_all_parts(one.failures)})
    shared = frozenset(text for text, times in texts.items() if times > SHARED_BY)
    asked = {one.folder for one in outcomes if one.status != "failed"}
    built = _open_of({one.folder: _open_fields(one) for one in outcomes}, asked)
    everybody = [*outcomes, *not_done]
    listed = _open_of({one.folder: list(one.open_in_list) for one in everybody}, {one.folder for one in everybody})
    return Triage(outcomes, built.common, len(asked), shared, built, listed, not_done)


def _open_of(fields: Mapping[str, list[str]], asked: Collection[str]) -> _Open:
    """Who leaves open what others have decided; those that are not `asked` say nothing of the others."""
    times = Counter(name for folder in fields if folder in asked for name in fields[folder])
    common = {name: many for name, many in times.most_common() if len(asked) > 1 and many >= _NEARLY_ALL * len(asked)}
    rare = frozenset(name for name, many in times.items() if len(asked) >= _FEWEST and many <= _RARE * len(asked))
    usual = {_ENTRY.sub(r"\1.*.", name) for name in common}  # as open for a handoff of one's own as for those of all
    own = {
        folder: [
            name for name in names if _ENTRY.sub(r"\1.*.", name) not in usual and not _ITS_OWN_START.fullmatch(name)
        ]
        for folder, names in fields.items()
    }
    numbers = sorted(len(own[folder]) for folder in fields if folder in asked) or [0]
    middle = numbers[len(numbers) // 2]
    return _Open(common, own, rare, max(_MUCH, 2 * middle + 1))


def together(
    outcomes: Sequence[Outcome], texts_of: Callable[[Outcome], Iterable[str]]
) -> list[tuple[list[Outcome], list[str]]]:
    """Who has what to be told; what many have in common stands once: a slip in a deck is told by all of its practices."""
    owners: dict[str, dict[str, Outcome]] = {}
    for outcome in outcomes:
        for text in _all_parts(texts_of(outcome)):
            owners.setdefault(text, {})[outcome.folder] = outcome
    found: dict[tuple[str, ...], tuple[list[Outcome], list[str]]] = {}
    for text, ones in owners.items():
        found.setdefault(tuple(ones), (list(ones.values()), []))[1].append(text)
    return list(found.values())


def parts_of(failure: str) -> list[str]:
    """The problems in it, each with its hint; whatever is no list of problems stays whole."""
    parts = re.split(r"\n\n(?!hint: )", failure)
    return parts if all(part.partition("\n")[0].endswith("]") for part in parts) else [failure]


def short_field(name: str) -> str:
    """Without the word that begins them all."""
    return name.removeprefix("decisions.")


def _all_parts(texts: Iterable[str]) -> list[str]:
    return [text for whole in texts for text in parts_of(whole)]


def _open_fields(outcome: Outcome) -> list[str]:
    """Each once, however many decks ask; `handoffs[rooming].where` is the column `handoffs.rooming.where`."""
    points = [name for deck in outcome.decks if not deck.failure for name, _ in deck.open_decisions]
    return list(dict.fromkeys(re.sub(r"\[([^\]]+)\]", r".\1", name) for name in points))


def warnings_of(outcome: Outcome) -> int:
    """How many warnings there are of it, those about its row among them."""
    return len({*outcome.in_list, *(text for deck in outcome.decks if not deck.failure for text in deck.warnings)})


def _list_of(outcome: Outcome) -> str:
    """The list in which it stands, as its cells are named."""
    return outcome.place.rpartition(":")[0] if outcome.row else ""
