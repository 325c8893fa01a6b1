"""docs/rules.md says what the rules say."""

from __future__ import annotations

import re

from tests.conftest import ROOT
from whp_deck.checks.addresses import LINK_RULES
from whp_deck.checks.catalog import DECK_RULES, NOT_CHECKED, PLAN_RULES
from whp_deck.checks.pdf import PDF_RULES

PAGE = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
RULES = [*DECK_RULES, *PLAN_RULES, *PDF_RULES, *LINK_RULES]


def test_every_rule_is_on_the_page_with_severity_reason_and_origin() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)
    assert rows == [(rule.id, rule.severity, rule.reason, rule.origin) for rule in RULES]


def test_what_no_machine_judges_is_on_the_page() -> None:
    assert [line[2:] for line in PAGE.splitlines() if line.startswith("- ")] == list(NOT_CHECKED)
