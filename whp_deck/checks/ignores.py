"""What a deck's author has looked at and accepts: `check: {ignore: [{rule, slide, reason}]}`.

In: findings, the ignores, the ids that exist. Out: the findings that stay, those that were set aside, and problems with
the ignores themselves. A leak and a faulty package cannot be accepted.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from whp_deck.checks.rule import Finding
from whp_deck.config.deck_file import Ignore

NEVER = frozenset({"leak", "package-faulty"})


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that the author accepts, and why."""

    finding: Finding
    reason: str


def apply_ignores(
    findings: Sequence[Finding], ignores: Sequence[Ignore], rules: Collection[str], file: str
) -> tuple[list[Finding], list[Ignored]]:
    """Set aside what an ignore names; an ignore that names nothing, or what may not be ignored, is a finding."""
    kept: list[Finding] = []
    aside: list[Ignored] = []
    used: set[int] = set()
    for finding in findings:
        number = next((n for n, one in enumerate(ignores) if _names(one, finding)), None)
        if number is None:
            kept.append(finding)
        else:
            used.add(number)
            aside.append(Ignored(finding, ignores[number].reason))
    for number, one in enumerate(ignores):
        found = {finding.rule for finding in findings}
        if one.rule in NEVER:
            kept.append(_own(one, "ignore-refused", "error", f"check.ignore: `{one.rule}` cannot be ignored", file))
        elif one.rule not in rules and one.rule not in found:
            near = difflib.get_close_matches(one.rule, sorted(rules), n=1)
            hint = f"did you mean `{near[0]}`?" if near else "docs/rules.md lists all rules"
            kept.append(_own(one, "rule-unknown", "error", f"check.ignore: there is no rule `{one.rule}`", file, hint))
        elif number not in used:
            where = f" on slide `{one.slide}`" if one.slide else ""
            message = f"check.ignore: `{one.rule}` finds nothing{where}"
            kept.append(_own(one, "ignore-unused", "warning", message, file, "take it out"))
    return kept, aside


def _names(ignore: Ignore, finding: Finding) -> bool:
    if ignore.rule != finding.rule or ignore.rule in NEVER:
        return False
    return not ignore.slide or finding.slide_id.partition("#")[0] == ignore.slide or finding.slide_id == ignore.slide


def _own(ignore: Ignore, rule: str, severity: str, message: str, file: str, hint: str = "") -> Finding:
    assert severity in ("error", "warning")
    return Finding(rule, severity, message, hint, "ours", file, source=ignore.place_of("rule"))  # type: ignore[arg-type]
