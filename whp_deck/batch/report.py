"""`batch.json`: what became of every practice, for programs and for whoever wants to know it all.

In: outcomes. Out: what is written as JSON. Must not write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whp_deck.batch.jobs import DeckOutcome, Outcome
from whp_deck.batch.triage import Triage, triage


def make_report(outcomes: Sequence[Outcome], listed: int, not_listed: Sequence[str] = ()) -> dict[str, object]:
    """`listed` are all practices of the list, also those that were not come to; `not_listed` the folders of earlier ones."""
    from whp_deck import __version__

    count = Counter(outcome.status for outcome in outcomes)
    known = triage(outcomes)
    return {
        "tool": f"whp-deck {__version__}",
        "built": count["built"],
        "unchanged": count["unchanged"],
        "failed": count["failed"],
        "not_done": listed - len(outcomes),
        "not_listed": list(not_listed),
        "open_for_all": [{"field": name, "practices": many} for name, many in known.open_for_all.items()],
        "practices": [_practice(outcome, known) for outcome in outcomes],
    }


def _practice(outcome: Outcome, known: Triage) -> dict[str, object]:
    return {
        "practice": outcome.name,
        "folder": outcome.folder,
        "place": outcome.place,
        "row": outcome.row or None,
        "phone": outcome.phone,
        "status": outcome.status,
        "call": known.reasons(outcome),
        "mend_list": known.mend_list(outcome),
        "open": known.own_open(outcome),
        "failures": outcome.failures,
        "earlier_files": outcome.earlier_files,
        "decks": [_deck(deck) for deck in outcome.decks if not deck.failure],
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
