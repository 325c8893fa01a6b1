"""`batch.json`: what became of every practice, for programs and for whoever wants to know it all.

In: outcomes. Out: what is written as JSON. Must not write.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from whp_deck.batch.jobs import DeckOutcome, Outcome
from whp_deck.batch.to_ask import is_asked
from whp_deck.batch.triage import Triage, triage
from whp_deck.batch.undecided import is_of_list


def make_report(
    outcomes: Sequence[Outcome], not_done: Sequence[Outcome] = (), not_listed: Sequence[str] = ()
) -> dict[str, object]:
    """`not_done` are the practices that were not reached, `not_listed` the folders of those that have left the list."""
    from whp_deck import __version__

    count = Counter(outcome.status for outcome in outcomes)
    known = triage(outcomes, not_done)
    return {
        "tool": f"whp-deck {__version__}",
        "built": count["built"],
        "unchanged": count["unchanged"],
        "failed": count["failed"],
        "not_done": len(not_done),
        "not_listed": list(not_listed),
        "open_for_all": [{"field": name, "practices": many} for name, many in known.open_for_all.items()],
        "practices": [_practice(outcome, known) for outcome in outcomes],
        "not_done_practices": [_not_done(outcome, known) for outcome in not_done],
    }


def _not_done(outcome: Outcome, known: Triage) -> dict[str, object]:
    return {**_who(outcome), "call": known.reasons(outcome)}


def _practice(outcome: Outcome, known: Triage) -> dict[str, object]:
    return {
        **_who(outcome),
        "status": outcome.status,
        "call": known.reasons(outcome),
        "mend_list": known.mend_list(outcome),
        "open": known.own_open(outcome),
        "failures": outcome.failures,
        "earlier_files": outcome.earlier_files,
        "decks": [_deck(deck) for deck in outcome.decks if not deck.failure],
    }


def _who(outcome: Outcome) -> dict[str, object]:
    return {
        "practice": outcome.name,
        "folder": outcome.folder,
        "place": outcome.place,
        "row": outcome.row or None,
        "phone": outcome.phone,
    }


def _deck(deck: DeckOutcome) -> dict[str, object]:
    return {
        "deck": deck.deck,
        "files": list(deck.files),
        "minutes": list(deck.minutes),
        "open_decisions": [{"field": name, "question": question} for name, question in deck.open_decisions],
        "warnings": list(deck.warnings),
        "kept": list(deck.kept),
        "edits": list(deck.edits),
    }


def calls_before(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Why the run before, whose report is at `path`, said to call, by folder; but for what the list says, which is known anew."""
    try:
        report = json.loads(path.read_bytes())
        known = [*report["practices"], *report.get("not_done_practices", ())]
        return {
            one["folder"]: tuple(text for text in one["call"] if not is_of_list(text) and not is_asked(text))
            for one in known
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}
