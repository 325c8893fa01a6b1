"""What is made from the program's lists agrees with them: schemas, tables of rules, slide kinds and outputs.

`pytest --accept tests/test_made.py` writes all of it anew.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import get_args

import pytest

from tests.conftest import ROOT
from whp_deck.build import outputs
from whp_deck.checks.addresses import LINK_RULES
from whp_deck.checks.catalog import DECK_RULES, NOT_CHECKED, PLAN_RULES
from whp_deck.checks.pdf import PDF_RULES
from whp_deck.checks.rule import Rule
from whp_deck.config.deck_file import Output
from whp_deck.config.reader import read_yaml
from whp_deck.config.schema import NAMES, render_schema
from whp_deck.planner.packet import SECTIONS
from whp_deck.planner.packet.base import HandoutSection, RolePlaySection, Section
from whp_deck.planner.papers import OF_STRATEGY
from whp_deck.slides import KINDS
from whp_deck.slides.base import SlideEntry


def table(page: str, heading: str, rows: Iterable[Iterable[str]]) -> str:
    """The page with these rows in the first table under that heading."""
    before, head, after = page.partition(f"{heading}\n")
    assert head, heading
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    made, count = re.subn(r"(?<=\|---\|\n)(\|.*\n)*", lambda _: lines, after, count=1)
    assert count
    return f"{before}{head}{made}"


def rules(page: str) -> str:
    def rows(rules: Iterable[Rule]) -> list[tuple[str, ...]]:
        return [(f"`{rule.id}`", rule.severity, rule.reason, rule.origin) for rule in rules]

    page = table(page, "## Every presentation", rows(DECK_RULES))
    page = table(page, "## What you wrote", rows(PLAN_RULES))
    page = table(page, "## Packet and handout (PDF)", rows(PDF_RULES))
    page = table(page, "## Web addresses, with `--links` only", rows(LINK_RULES))
    before, head, _ = page.partition("\n## Not checked by machine\n\n")
    return f"{before}{head}" + "".join(f"- {text}\n" for text in NOT_CHECKED)


def kinds(page: str) -> str:
    """Each kind by its class: what it is, and its keys, those that it must have in bold."""

    def row(kind: type[SlideEntry]) -> tuple[str, str, str]:
        own = {name: field for name, field in kind.model_fields.items() if name not in SlideEntry.model_fields}
        keys = (f"**`{name}`**" if field.is_required() else f"`{name}`" for name, field in own.items())
        return f"`{kind.model_fields['kind'].default}`", first_paragraph(inspect.getdoc(kind)), " ".join(keys)

    return table(page, "# Kinds of slides", map(row, KINDS))


def sections(page: str) -> str:
    """Each section of packet and handout by its title in the shipped words, and the docstring of its module."""
    files = ("config/words/packet.yaml", "config/toolkits/warm-handoff-plus/packet.yaml")
    wordings: dict[str, dict[str, str]] = {}
    for file in files:
        for entry in read_yaml(ROOT / file)[0]:
            wordings[entry["id"]] = {**entry, **wordings.get(entry["id"], {})}

    def row(kind: Section) -> tuple[str, str, str, str]:
        wording = wordings[kind.id]
        title = re.sub(r"{% else %}.*?(?={% endif)|{%.*?%}", "", re.sub(r"{{.*?}}", "…", wording["title"]))
        printed = "handout" if isinstance(kind, HandoutSection) else "packet"
        printed += ", for each role play" if isinstance(kind, RolePlaySection) else ""
        once = wording.get("sessions", "each")
        printed += f", once: in the {once} session" if once != "each" else ""
        star = r"\*" if kind.id in OF_STRATEGY else ""
        return (
            f"`{kind.id}`{star}",
            " ".join(title.split()),
            printed,
            first_paragraph(inspect.getdoc(inspect.getmodule(kind.make))),
        )

    return table(page, "## All sections", map(row, SECTIONS))


def readme(page: str) -> str:
    """Each output by the first sentence of its module."""
    told = ((name, inspect.getdoc(import_module(f"{outputs.__name__}.{name}"))) for name in get_args(Output))
    return table(page, "### Outputs and packet", ((f"`{name}`", first_paragraph(doc)) for name, doc in told))


def first_paragraph(doc: str | None) -> str:
    assert doc
    return " ".join(doc.partition("\n\n")[0].split()).partition(" In: ")[0]


MADE: dict[str, Callable[[str], str]] = {
    "docs/rules.md": rules,
    "docs/kinds.md": kinds,
    "docs/packet.md": sections,
    "README.md": readme,
    **{f"config/schemas/{name}.json": lambda _, name=name: render_schema(name) for name in NAMES},
}


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_from_a_list_agrees_with_it(name: str, request: pytest.FixtureRequest) -> None:
    path = ROOT / name
    was = path.read_text(encoding="utf-8")
    made = MADE[name](was)
    if request.config.getoption("--accept"):
        path.write_text(made, encoding="utf-8", newline="\n")
    else:
        assert was == made, "a list has changed: `pytest --accept tests/test_made.py` writes the page anew"
