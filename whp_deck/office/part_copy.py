"""Copies parts with everything that they lead to from one package into another, each part and each medium once.

In: two open packages and the parts to begin with. Out: new parts with the same relationship ids, so that nothing in
their XML has to be rewritten. Must not know what a slide shows, choose layouts, or recurse: a hostile file may chain
parts without end.

What stays behind, by type of relationship: slides that are not copied, comments (their authors and the ids in them
belong to the old presentation), macros, add-ins, and links to workbooks elsewhere.
"""

from __future__ import annotations

import posixpath
import re
from copy import deepcopy
from dataclasses import dataclass

from pptx.opc.package import Part, XmlPart, _Relationship
from pptx.opc.packuri import PackURI
from pptx.parts.presentation import PresentationPart
from pptx.parts.slide import NotesMasterPart, NotesSlidePart, SlideLayoutPart, SlideMasterPart, SlidePart

from whp_deck.office.package import Package
from whp_deck.office.parts import content_of, make_part
from whp_deck.office.relationships import adopt, relationships_of
from whp_deck.office.workbooks import keep_workbook

MEDIA = frozenset({"image", "media", "video", "audio", "hdphoto", "model3d", "track"})
_LEFT_BEHIND = {
    "comments": "comments",
    "comment": "comments",
    "commentAuthors": "comments",
    "slideUpdateInfo": "",
    "changesInfo": "",
    "vbaProject": "a macro",
    "attachedToolbars": "a toolbar",
    "webextension": "an add-in",
    "webextensiontaskpanes": "an add-in",
}
_NAME = re.compile(r"(/[A-Za-z0-9 ._~()@\[\]-]*[A-Za-z0-9_~()@\[\]-])+")


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that was not copied: the part that named it, the relationship's id, and what it was, in words."""

    part: Part
    r_id: str
    what: str


def short(reltype: str) -> str:
    """The last word of a relationship's type, "image"."""
    return reltype.rpartition("/")[2]


class PartCopier:
    """Copies from one package into one other. `begin` forgets the parts of the last copy, never the media.

    `made` maps old parts to new ones; what is put there beforehand is used instead of a copy.
    """

    def __init__(self, source: Package, into: Package) -> None:
        self.source, self.into = source, into
        self.kept: dict[Part, Part] = {}
        self.made: dict[Part, Part] = {}
        self.copied: list[tuple[Part, Part]] = []
        self.losses: list[Loss] = []
        self._waiting: list[tuple[Part, Part]] = []

    def begin(self) -> None:
        """Start a copy: parts of slides are made anew, media and masters that are there already are used again."""
        self.made = dict(self.kept)
        self.copied, self.losses = [], []

    def copy(self, old: Part, name: PackURI | None = None) -> Part:
        """The part's copy, which will get its relationships in `finish`; `name` is one that was taken for it."""
        found = self.made.get(old)
        if found is None:
            found = self.made[old] = self._shell(old, name or self.into.take_name(self._wanted_name(old)))
            self._waiting.append((old, found))
            self.copied.append((old, found))
        return found

    def finish(self) -> None:
        """Give every copied part its relationships, and copy what they lead to."""
        while self._waiting:
            old, new = self._waiting.pop()
            rows = relationships_of(new)
            for r_id, one in list(relationships_of(old).items()):
                target = self._target(old, one)
                if target is not None:
                    rows.put(r_id, one.reltype, target)

    def _target(self, old: Part, one: _Relationship) -> Part | str | None:
        """What the copy leads to: a part, an address, or None for what stays behind."""
        kind = short(one.reltype)
        if kind in _LEFT_BEHIND:
            return self._lost(old, one, _LEFT_BEHIND[kind])
        if one.is_external:
            if kind in ("oleObject", "package", "externalLink") and old.content_type.endswith("drawingml.chart+xml"):
                return self._lost(old, one, f"a chart's link to the workbook {one.target_ref}")
            return one.target_ref
        target = one.target_part
        if target in self.made:
            return self.made[target]
        if isinstance(target, SlidePart):
            return self._lost(old, one, "a link to a slide")
        if isinstance(target, NotesSlidePart) and not isinstance(old, SlidePart):
            return self._lost(old, one, "")
        if isinstance(target, SlideLayoutPart | SlideMasterPart | NotesMasterPart | PresentationPart):
            return None  # the importer says which; a master's own list of layouts is made anew
        if kind in MEDIA:
            made = self.kept[target] = self.made[target] = self.into.get_or_add_copy(target)
            self.into.origins.setdefault(made, origin_of(self.source, target))
            return made
        return self.copy(target)

    def _lost(self, old: Part, one: _Relationship, what: str) -> Part | None:
        """Note what stays behind; nothing stands in its place."""
        self.losses.append(Loss(old, one.rId, what))
        return None

    def _shell(self, old: Part, name: PackURI) -> Part:
        if isinstance(old, XmlPart):
            kinds = (one for one in (SlidePart, NotesSlidePart) if isinstance(old, one))
            new: Part = next(kinds, type(old))(name, old.content_type, self.into, deepcopy(old._element))
        else:
            new = make_part(name, old.content_type, self.into, content_of(old))
            keep_workbook(self.into, new)
        adopt(new)
        self.into.origins[new] = origin_of(self.source, old)
        return new

    def _wanted_name(self, old: Part) -> str:
        """A name like the old one; a name that no package should hold (`/ppt/../x`) is not carried over."""
        name = str(old.partname)
        if _NAME.fullmatch(name) and "/." not in name:
            return name
        ending = posixpath.splitext(name)[1]
        return f"/ppt/parts/part1{ending if re.fullmatch(r'[.][A-Za-z0-9]{1,8}', ending) else '.bin'}"


def origin_of(source: Package, part: Part) -> str:
    """Under which name the gate knows a copied part again: the file that it came from, and its name there."""
    return f"{source.path}!{source.origins.get(part, part.partname)}"
