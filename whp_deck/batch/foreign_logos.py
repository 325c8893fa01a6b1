"""Another practice's logo in the finished files: found when all of them are known.

In: outcomes. Out: the same, those that hold a logo of another practice failed. Must not open a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whp_deck.batch.jobs import Fingerprint, Outcome
from whp_deck.errors import Problem


def with_foreign_logos(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Fails each practice in whose finished files the logo of another one is."""
    owners: dict[Fingerprint, list[str]] = {}
    for one in outcomes:
        if one.logo:
            owners.setdefault(one.logo, []).append(one.name)
    checked = []
    for one in outcomes:
        foreign = [owners[picture][0] for picture in one.pictures if picture != one.logo and picture in owners]
        if foreign and one.status != "failed":
            problem = Problem("stranger-found", f"a file holds the logo of {foreign[0]}", "whose logo should it be?")
            one = replace(one, status="failed", failure=(problem,))
        checked.append(one)
    return checked
