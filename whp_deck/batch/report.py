"""`batch.json`: what became of every practice, for programs and for whoever wants to know it all.

In: outcomes. Out: what is written as JSON. Must not write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from whp_deck.batch.jobs import DeckOutcome, Outcome
from whp_deck.batch.triage import Triage, triage


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
    return {**_who(outcome), "call": _call(outcome, known)}


def _practice(outcome: Outcome, known: Triage) -> dict[str, object]:
    return {
        **_who(outcome),
        "status": outcome.status,
        "call": _call(outcome, known),
        "mend_list": known.mend_list(outcome),
        "open": known.own_open(outcome),
        "failures": list(map(str, outcome.failures)),
        "earlier_files": outcome.earlier_files,
        "decks": [_deck(deck) for deck in outcome.decks if not deck.failure],
    }


def _call(outcome: Outcome, known: Triage) -> list[str]:
    return [reason.said for reason in known.reasons(outcome)]


def _who(outcome: Outcome) -> dict[str, object]:
    return {
        "practice": outcome.name,
        "folder": outcome.folder,
        "place": str(outcome.place or ""),
        "row": outcome.row or None,
        "phone": outcome.phone,
    }


def _deck(deck: DeckOutcome) -> dict[str, object]:
    return {
        "deck": deck.deck,
        "files": list(deck.files),
        "minutes": list(deck.minutes),
        "open_decisions": [{"field": name, "question": question} for name, question in deck.open_decisions],
        "warnings": list(map(str, deck.warnings)),
        "kept": list(deck.kept),
        "moved": list(deck.moved),
        "edits": list(deck.edits),
    }
