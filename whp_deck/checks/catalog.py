"""All rules, in the order in which they report, what no machine can judge, and how a report is made of hits.

In: views. Out: `Finding`s. Adding a rule: one function in its module's `RULES`; docs/rules.md is made from these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whp_deck.checks import (
    fit,
    graphics,
    leftovers,
    legible,
    links,
    luggage,
    package_rules,
    people,
    plan_rules,
    structure,
    tables,
)
from whp_deck.checks.deck_view import DeckView
from whp_deck.checks.plan_rules import PlanView
from whp_deck.checks.rule import Finding, Hit, Rule, View
from whp_deck.errors import Problem, Severity, Source

DECK_RULES: tuple[Rule[DeckView], ...] = (
    *structure.RULES,
    *tables.RULES,
    *graphics.RULES,
    *legible.RULES,
    *fit.RULES,
    *links.RULES,
    *leftovers.RULES,
    *people.RULES,
    *luggage.RULES,
    *package_rules.RULES,
)
PLAN_RULES: tuple[Rule[PlanView], ...] = plan_rules.RULES

NOT_CHECKED = (
    "whether an alternative text says what matters in the picture",
    "whether the words are plain, and respectful of patients and colleagues",
    "whether color carries a meaning in charts, diagrams and pictures",
    "contrast of text on pictures, in charts and in SmartArt",
    "captions and audio description of a movie on a linked page, and whether any captions say what is said",
    "whether a movie or picture flashes",
    "identifiers of people that are no number, date or address: names, faces, stories that a small town knows",
    "whether the order of reading is the order of thought",
)


def check_deck(deck: DeckView) -> list[Finding]:
    """What all rules find in a presentation."""
    return [finding for rule in DECK_RULES for finding in apply_rule(rule, deck)]


def apply_rule(rule: Rule[DeckView], deck: DeckView) -> Iterator[Finding]:
    """The findings of one rule, each with its slide's id and title."""
    return (finding_in(deck, rule, hit) for hit in rule.find(deck))


def finding_in(deck: DeckView, rule: Rule[DeckView], hit: Hit) -> Finding:
    """A hit in a presentation: with its slide, and with the place in the author's files that it comes from."""
    slide = deck.slides[hit.slide - 1] if 0 < hit.slide <= len(deck.slides) else None
    source = deck.known.source_of(hit.slide, hit.shape) if hit.slide and not hit.source else None
    return as_finding(rule, hit, deck.name, *(("", "") if slide is None else (slide.id, slide.title)), source)


def as_finding(
    rule: Rule[View], hit: Hit, file: str, slide_id: str = "", title: str = "", source: Source | None = None
) -> Finding:
    """A hit in any file, or in none at all."""
    return Finding(
        rule=rule.id,
        severity=hit.severity or rule.severity,
        message=hit.message,
        remedy=hit.remedy or rule.remedy,
        origin=rule.origin,
        file=file,
        slide=hit.slide,
        slide_id=slide_id,
        title=title,
        shape=hit.shape,
        source=hit.source or source,
        spots=hit.spots,
    )


def of_problem(problem: Problem, file: str = "") -> Finding:
    """A problem of loading, planning, fitting or leaking, as a finding."""
    return Finding(problem.code, problem.severity, problem.message, problem.hint, "ours", file, source=problem.source)


def count(findings: Sequence[Finding], severity: Severity) -> int:
    """How many findings have that severity."""
    return sum(finding.severity == severity for finding in findings)
