"""Relationships that are found by target and written without lxml: python-pptx's, with an index.

In: python-pptx's calls. Out: the same answers in constant time, and the bytes of a `.rels` part.
Must not know parts beyond their name.

Two reasons. python-pptx regroups all relationships at each `relate_to` (quadratic on presentation.xml), and it
caches each target's name on first reading, so that a second save after renaming parts writes stale targets.
"""

from __future__ import annotations

import posixpath
from collections.abc import ItemsView, Iterable, Iterator, ValuesView

from pptx.opc.constants import RELATIONSHIP_TARGET_MODE as RTM
from pptx.opc.package import Part, _Relationship, _Relationships
from pptx.opc.packuri import PackURI

from whp_deck.office.xml import quoted

_HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)


class Relationship(_Relationship):
    """One relationship whose target is named anew at each reading. A text target is external."""

    @property
    def is_external(self) -> bool:
        return self._target_mode == RTM.EXTERNAL

    @property
    def reltype(self) -> str:
        return self._reltype

    @property
    def rId(self) -> str:
        return self._rId

    @property
    def target_partname(self) -> PackURI:
        return self.target_part.partname

    @property
    def target_ref(self) -> str:
        target = self._target
        return target if isinstance(target, str) else relative(target.partname, self._base_uri)


class Relationships(_Relationships):
    """The relationships of one part. The index by type and target is made when it is first asked for.

    Reading goes straight to the dictionary: python-pptx's way through a lazy property costs the gate a fifth.
    """

    def __init__(self, base_uri: str) -> None:
        super().__init__(base_uri)
        self._known: dict[str, _Relationship] = {}
        self.__dict__["_rels"] = self._known
        self._index: dict[tuple[str, Part | str], str] | None = None
        self._highest = 0

    def __contains__(self, r_id: object) -> bool:
        return r_id in self._known

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def values(self) -> ValuesView[_Relationship]:
        return self._known.values()

    def items(self) -> ItemsView[str, _Relationship]:
        return self._known.items()

    def find(self, r_id: str) -> _Relationship | None:
        """The relationship of that id, or None."""
        return self._known.get(r_id)

    def get_or_add(self, reltype: str, target_part: Part) -> str:
        found = self._indexed().get((reltype, target_part))
        return self._add_relationship(reltype, target_part) if found is None else found

    def get_or_add_ext_rel(self, reltype: str, target_ref: str) -> str:
        found = self._indexed().get((reltype, target_ref))
        return self._add_relationship(reltype, target_ref, is_external=True) if found is None else found

    def put(self, r_id: str, reltype: str, target: Part | str) -> None:
        """Add a relationship under an id that the caller chose; a text target is external."""
        mode = RTM.EXTERNAL if isinstance(target, str) else RTM.INTERNAL
        self._known[r_id] = Relationship(self._base_uri, r_id, reltype, mode, target)
        if self._index is not None:
            self._index.setdefault((reltype, target), r_id)
            self._highest = max(self._highest, _number(r_id))

    def pop(self, rId: str) -> _Relationship:
        relationship = self._known.pop(rId)
        if self._index is not None and self._index.get((relationship.reltype, relationship._target)) == rId:
            self._index = None
        return relationship

    def pop_many(self, r_ids: Iterable[str]) -> None:
        """Take out several at once."""
        for r_id in r_ids:
            self._known.pop(r_id, None)
        self._index = None

    def first_of(self, *reltypes: str) -> Part | None:
        """The target of the first relationship of one of these types, or None; external ones are passed over."""
        for relationship in self._known.values():
            if relationship.reltype in reltypes and not relationship.is_external:
                return relationship.target_part
        return None

    def add(self, reltype: str, target: Part | str) -> str:
        """A new relationship, even where the same one exists; its id."""
        self._indexed()
        r_id = f"rId{self._highest + 1}"
        self.put(r_id, reltype, target)
        return r_id

    def _add_relationship(self, reltype: str, target: Part | str, is_external: bool = False) -> str:
        return self.add(reltype, target)

    def _indexed(self) -> dict[tuple[str, Part | str], str]:
        if self._index is None:
            self._index = {}
            for r_id, relationship in self._known.items():
                self._index.setdefault((relationship.reltype, relationship._target), r_id)
                self._highest = max(self._highest, _number(r_id))
        return self._index

    @property
    def xml(self) -> bytes:
        """The bytes of the `.rels` part, in the order of the ids' numbers."""
        rows = []
        for r_id, relationship in sorted(self._known.items(), key=lambda pair: (len(pair[0]), pair[0])):
            target = relationship._target
            if isinstance(target, str):
                where = f'Target={quoted(target)} TargetMode="External"'
            else:
                where = f"Target={quoted(relative(target.partname, self._base_uri))}"
            rows.append(f'<Relationship Id="{r_id}" Type="{relationship.reltype}" {where}/>')
        return (_HEAD + "".join(rows) + "</Relationships>").encode()


def _number(r_id: str) -> int:
    return int(r_id[3:]) if r_id.startswith("rId") and r_id[3:].isdecimal() else 0


def relationships_of(part: Part) -> Relationships:
    """The part's relationships; ours on every part of `office.package.Package`."""
    found = part.__dict__.get("_rels")
    if not isinstance(found, Relationships):
        found = adopt(part, part.__dict__.get("_rels"))
    return found


def target_of(part: Part, r_id: str) -> Part | None:
    """The part that the part's relationship of that id leads to, or None."""
    found = relationships_of(part).find(r_id)
    return None if found is None or found.is_external else found.target_part


def adopt(part: Part, old: _Relationships | None = None) -> Relationships:
    """Give the part our relationships in the place of python-pptx's, keeping what it had.

    `_rels` and `rels` are lazy properties that look into the instance's dictionary first, so nothing is patched.
    """
    ours = Relationships(posixpath.split(part.partname)[0])
    for relationship in old.values() if old is not None else ():
        ours.put(relationship.rId, relationship.reltype, relationship._target)
    part.__dict__["_rels"] = part.__dict__["rels"] = ours
    return ours


def relative(part_name: str, base_uri: str) -> str:
    """The part's name as seen from a folder of the package, "../media/image1.png"."""
    if base_uri == "/":
        return part_name[1:]
    prefix = base_uri + "/"
    if part_name.startswith(prefix):
        return part_name[len(prefix) :]
    up = base_uri[: base_uri.rfind("/") + 1]
    if len(up) > 1 and part_name.startswith(up):
        return f"../{part_name[len(up) :]}"
    return posixpath.relpath(part_name, base_uri)
