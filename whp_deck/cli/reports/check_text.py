"""The findings of `check` as text that is read from top to bottom: file by file, slide by slide.

In: `Checked`. Out: text. Must not print.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from whp_deck.errors import command, counted

if TYPE_CHECKING:
    from whp_deck.build.check import Checked
    from whp_deck.checks.rule import Finding


def render_findings(checked: Checked) -> str:
    """Findings grouped by slide, what is ignored, which deck was counted, the count, and what no machine can judge."""
    lines: list[str] = []
    for (file, slide, title), group in groupby(checked.findings, key=lambda one: (one.file, one.slide, one.title)):
        lines += [place_words(file, slide, title), *_of_slide(list(group)), ""]
    if checked.ignored:
        lines += [
            "ignored",
            *(f"  {one.finding.place}: {one.finding.rule}: {one.reason}" for one in checked.ignored),
            "",
        ]
    if checked.counted:
        lines += [*checked.counted, ""]
    lines.append(summary(checked.findings))
    if checked.open_decisions:
        told = command("outline", Path(checked.name))
        lines.append(f"{counted(checked.open_decisions, 'open decision')}: {told} lists them")
    lines += ["", "only a person can judge", *(f"  {text}" for text in checked.not_checked)]
    return "\n".join(lines)


def place_words(file: str, slide: int, title: str) -> str:
    """`monday-huddle-1.pptx, slide 9 “When do we use it?”`."""
    if not file:
        return "the deck's files"
    if not slide:
        return file
    return f"{file}, {'page' if file.endswith('.pdf') else 'slide'} {slide}" + (f" “{title}”" if title else "")


def summary(findings: Sequence[Finding]) -> str:
    """`2 errors, 1 warning`."""
    errors = sum(one.severity == "error" for one in findings)
    warnings = len(findings) - errors
    if not findings:
        return "nothing found"
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def _of_slide(findings: Sequence[Finding]) -> list[str]:
    lines: list[str] = []
    for finding in findings:
        shape = f"{finding.shape}: " if finding.shape else ""
        source = f" ({finding.source})" if finding.source else ""
        lines.append(f"  {finding.severity}: {shape}{finding.message} [{finding.rule}]{source}")
        if finding.remedy:
            lines.append(f"    {finding.remedy}")
    return lines
