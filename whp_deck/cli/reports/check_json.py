"""The findings of `check` as plain data. In: `Checked`. Out: what `json.dumps` takes. Must not print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whp_deck.build.check import Checked
    from whp_deck.checks.rule import Finding


def findings_data(checked: Checked) -> dict[str, Any]:
    """All findings, the ignored ones with their reasons, which deck was counted, and what is not checked."""
    return {
        "name": checked.name,
        "findings": [_data(one) for one in checked.findings],
        "ignored": [{**_data(one.finding), "reason": one.reason} for one in checked.ignored],
        "counted": list(checked.counted),
        "not_checked": list(checked.not_checked),
    }


def _data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "remedy": finding.remedy,
        "origin": finding.origin,
        "file": finding.file,
        "slide": finding.slide or None,
        "slide_id": finding.slide_id or None,
        "title": finding.title or None,
        "shape": finding.shape or None,
        "source": finding.source.path_and_line if finding.source else None,
        "spots": [list(spot) for spot in finding.spots],
    }
