"""The package gate: what makes PowerPoint ask for repair, found before a file is put in its place.

In: an open package, or a file. Out: `Finding`s. Must not repair anything, nor judge words or looks.

Each rule is one function with its reason in its docstring; its id is its name. Rules look at the open package, so that
nothing is unzipped a second time; only `check_file` also looks at the zip. What a package and its parts must be is said
in ECMA-376 part 2 (packages) and part 1, 13.3 and 19 (presentations); what else makes PowerPoint ask is known from its
users' reports. Some 475 of 500 decks that PowerPoint itself made have no finding, so a finding is seldom a false alarm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pptx.opc.package import Part

from whp_deck.office import gate_deck, gate_parts, gate_shapes
from whp_deck.office.gate_view import Fault, PackageView, Rule
from whp_deck.office.package import Package, open_package
from whp_deck.office.reading import Archive, part_name_of


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong with a part; equal findings in a template and in a deck made from it are the template's."""

    rule: str
    part: str
    message: str


Sound = dict[frozenset[object], set[str]]
"""Pieces of XML whose order was judged already, by the namespaces under which they stand."""
_PART_NAME = re.compile(r"/(?:ppt|docProps|customXml)/[^\s,;”]*[^\s,;:.”]")


RULES: tuple[Rule, ...] = (*gate_parts.RULES, *gate_deck.RULES, *gate_shapes.RULES)


def rule_id(rule: Rule) -> str:
    """The id under which the rule reports, "shape-ids-unique"."""
    return rule.__name__.replace("_", "-")


def check_package(
    package: Package, blobs: Mapping[Part, bytes] | None = None, sound: Sound | None = None
) -> list[Finding]:
    """All findings on an open package, sorted. `blobs`: the bytes of parts that were serialized already.

    `sound` is kept by a caller who checks several packages from one template; it is filled here.
    """
    view = PackageView(package, blobs, sound)
    return sorted({Finding(rule_id(rule), part, message) for rule in RULES for part, message in rule(view)})


def new_findings(package: Package, findings: Iterable[Finding], known: Collection[Finding]) -> list[Finding]:
    """Those findings that `known`, found on the file from which the package was opened, does not hold.

    Slides are renumbered when others are deleted or moved, so parts are compared by the names that they had in the
    file; a part made since has none, and is excused for nothing.
    """
    if not known:
        return list(findings)
    old = {str(part.partname): package.origins.get(part, f"{part.partname} (new)") for part in package.iter_parts()}

    def as_before(text: str) -> str:
        return _PART_NAME.sub(lambda found: old.get(found[0], found[0]), text)

    return [one for one in findings if Finding(one.rule, as_before(one.part), as_before(one.message)) not in known]


def check_file(path: Path) -> list[Finding]:
    """All findings on a file: the rules on its package, and those on the zip itself.

    Raises TemplateError for a file that cannot be opened at all.
    """
    package = open_package(path)
    archive = Archive(path)
    try:
        zipped = [*_zip_faults(archive, package)]
    finally:
        archive.close()
    findings = {Finding(rule, part, message) for rule, (part, message) in zipped}
    return sorted(findings.union(check_package(package)))


def _zip_faults(archive: Archive, package: Package) -> Iterator[tuple[str, Fault]]:
    names = [part_name_of(info) for info in archive.infos]
    for name, times in Counter(name.lower() for name in names).items():
        if times > 1:
            yield "zip-names-unique", (name, f"is in the zip {times} times, upper and lower case being the same")
    lower = {name.lower() for name in names}
    for name in archive.content_types.overrides:
        if name not in lower:
            yield "zip-content-types", (name, "has a content type but is not in the zip")
    for name in names:
        if name != "/[Content_Types].xml" and not archive.content_types.of(name):
            yield "zip-content-types", (name, "has no content type")
    for source, r_id, target in package.missing:
        yield "zip-targets-exist", (source, f"{r_id} leads to “{target}”, which is not in the zip")
    reached = {part.partname.lower() for part in package.iter_parts()}
    for name in names:
        if name.lower() not in reached and not name.endswith(".rels") and name != "/[Content_Types].xml":
            yield "zip-no-orphans", (name, "is in the zip but nothing leads to it")


def as_imported(source: Package, findings: Iterable[Finding]) -> set[Finding]:
    """Findings on a deck under the names by which `new_findings` knows its parts again after they were copied."""

    def marked(text: str) -> str:
        return _PART_NAME.sub(lambda found: f"{source.path}!{found[0]}", text)

    return {Finding(one.rule, marked(one.part), marked(one.message)) for one in findings}
