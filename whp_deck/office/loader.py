"""Fills a package from an archive: parts of the right class, relationships of ours, without recursion.

In: an empty `Package` and an `Archive`. Out: the package, filled. Must not change or repair what it reads;
targets that the file lacks are noted in `package.missing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI

from whp_deck.errors import TemplateError
from whp_deck.office.parts import make_part
from whp_deck.office.reading import Archive, refuse_main_type, refuse_strict
from whp_deck.office.relationships import Relationships, adopt
from whp_deck.office.workbooks import keep_workbook
from whp_deck.office.xml import attribute

if TYPE_CHECKING:
    from whp_deck.office.package import Package

_ROW = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DRAWN = frozenset({RT.SLIDE, RT.SLIDE_LAYOUT, RT.SLIDE_MASTER, RT.NOTES_SLIDE, RT.NOTES_MASTER})
_VBA = "application/vnd.ms-office.vbaProject"


class Loader:
    """Fills a package from an archive, without recursion."""

    def __init__(self, package: Package, archive: Archive) -> None:
        self.package, self.archive = package, archive
        self.parts: dict[str, Part] = {}
        self.sources: dict[Part, str] = {}
        self.waiting: list[Part] = []

    def load(self) -> None:
        rows = self.rows_of("/")
        refuse_strict(self.archive.path, [kind for _, kind, _, _ in rows])
        main = [target for _, kind, target, _ in rows if kind == RT.OFFICE_DOCUMENT]
        name = self.archive.find(PackURI.from_rel_ref("/", main[0])) if main else None
        if name is None:
            raise TemplateError(self.archive.path, "is a zip file, but not a PowerPoint presentation")
        refuse_main_type(self.archive.path, self.archive.content_types.of(name))
        self.relate("/", "/", self.package.relationships, rows)
        while self.waiting:
            part = self.waiting.pop()
            source = self.sources[part]
            self.relate(source, PackURI(source).baseURI, adopt(part), self.rows_of(source))
        if any(part.content_type == _VBA for part in self.parts.values()):
            raise TemplateError(self.archive.path, "contains macros", "save it as .pptx, which drops them")

    def rows_of(self, source: str) -> list[tuple[str, str, str, bool]]:
        """(id, type, target, external?) of a part's relationships."""
        name = self.archive.find(PackURI(source).rels_uri)
        if name is None:
            return []
        return [
            (
                attribute(row, "Id"),
                attribute(row, "Type"),
                attribute(row, "Target"),
                attribute(row, "TargetMode") == "External",
            )
            for row in self.archive.xml(name).iter(_ROW)
        ]

    def relate(self, source: str, base: str, into: Relationships, rows: list[tuple[str, str, str, bool]]) -> None:
        for r_id, kind, target, external in rows:
            if external:
                into.put(r_id, kind, target)
                continue
            name = self.archive.find(PackURI.from_rel_ref(base, target)) if target else None
            if name is None:
                self.package.missing.append((source, r_id, target))
            else:
                part = self.part(name)
                if kind in _DRAWN and not isinstance(part, XmlPart):
                    reason = f"is damaged: {name} is marked as something else than it is"
                    raise TemplateError(self.archive.path, reason, "let PowerPoint repair it, and save it again")
                into.put(r_id, kind, part)

    def part(self, name: str) -> Part:
        found = self.parts.get(name)
        if found is None:
            content = self.archive.lazily(name) or self.archive.read(name)
            content_type = self.archive.content_types.of(name) or "application/octet-stream"
            if content_type.endswith("xml") and isinstance(content, bytes):
                self.archive.refuse_declarations(name, content)
            with self.archive.plainly():
                found = make_part(self.package.take_name(name), content_type, self.package, content)
            self.parts[name] = found
            self.sources[found] = name
            self.package.origins[found] = str(found.partname)
            keep_workbook(self.package, found)
            self.waiting.append(found)
        return found
