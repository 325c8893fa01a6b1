"""Takes fields of one slide over into another slide of the same package.

In: two slide parts of one package, and `Difference`s between their common ancestor and the first. Out: the second,
changed. Must not decide what is taken, and must not touch anything but what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import TypeVar

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import NotesSlidePart, SlidePart

from whp_deck.edits.apply_looks import place_of_fit, take_attribute, take_crop, take_place, take_turn
from whp_deck.edits.apply_notes import lead_back, take_notes
from whp_deck.edits.fields import Difference, pair_shapes
from whp_deck.edits.rows import follow_rows
from whp_deck.office.alternates import whole_of, wrapping
from whp_deck.office.comments import comments_of, naming_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import properties_of
from whp_deck.office.references import all_named
from whp_deck.office.relationships import relationships_of
from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot, snapshot_shapes
from whp_deck.office.xml import P14_NS, R_NS, Element, a, descend, drop, extension_list, p

_PROPERTIES = (p("cNvPr"), f"{{{P14_NS}}}cNvPr")  # of shapes, and of ink
APPLICABLE = frozenset({
    "title", "text", "table", "look", "picture", "alt", "place", "added", "removed", "notes", "hidden", "comments", "background",
})  # fmt: skip
"""Fields that can be taken over alone. A changed layout, animation or movie takes the whole slide."""


def take_fields(
    package: Package, source: SlidePart, into: SlidePart, base: SlideSnapshot, fields: Iterable[Difference]
) -> list[Difference]:
    """Take these fields, which differ between `base` and `source`, over into `into`. Gives those that could not be taken."""
    return _Taker(package, source, into, base).take(fields)


def replace_slide(into: SlidePart, source: SlidePart) -> None:
    """Make `into` show what `source` shows, notes included; links to `into` stay right. `source` must then be deleted.

    It stays the slide that it was: with the creation id of a copy, the next copy of that number would claim to be the same.
    """
    known = [mark.get("val", "") for mark in _creation_marks(into)]
    into._element = deepcopy(source._element)
    for mark, number in zip(_creation_marks(into), known, strict=False):
        mark.set("val", number)
    own, theirs = relationships_of(into), relationships_of(source)
    own.pop_many(list(own))
    for r_id, one in theirs.items():
        own.put(r_id, one.reltype, one._target)
    notes = own.first_of(RT.NOTES_SLIDE)
    if isinstance(notes, NotesSlidePart):
        lead_back(notes, into)
        theirs.pop_many([r_id for r_id, one in theirs.items() if one.reltype == RT.NOTES_SLIDE])


def _creation_marks(slide: SlidePart) -> list[Element]:
    return list(element_of(slide).iterfind(f"{p('cSld')}/{p('extLst')}/{p('ext')}/{{{P14_NS}}}creationId"))


class _Taker:
    def __init__(self, package: Package, source: SlidePart, into: SlidePart, base: SlideSnapshot) -> None:
        self.source, self.into, self.base = source, into, base
        self.theirs, self.own = snapshot_shapes(package, source), snapshot_shapes(package, into)
        self.from_base = pair_shapes(base.shapes, _snapshots(self.theirs))
        self.to_own = pair_shapes(base.shapes, _snapshots(self.own))

    def take(self, fields: Iterable[Difference]) -> list[Difference]:
        left, named = [], all_named(element_of(self.into))
        for one in fields:
            if one.name == "notes":
                done = take_notes(self.source, self.into)
            elif one.name == "background":
                done = self._background()
            elif one.name == "comments":
                done = self._comments()
            elif one.name == "hidden":
                done = take_attribute(element_of(self.source), element_of(self.into), "show")
            elif one.name == "added":
                done = self._add(self.theirs[one.shape][1])
            elif one.name == "removed":
                done = self._remove(one.shape)
            else:
                done = self._of_shape(one)
            if not done:
                left.append(one)
        # a picture that another one took the place of, the link of a text that was replaced
        relationships_of(self.into).pop_many(named - all_named(element_of(self.into)))
        return left

    def _of_shape(self, one: Difference) -> bool:
        there, here = self.from_base.get(one.shape), self.to_own.get(one.shape)
        if there is None or here is None:
            return False
        source, into = self.theirs[there][1], self.own[here][1]
        if wrapping(source) is not None or wrapping(into) is not None:
            return False  # the picture beside it would show what was, and an equation may stand in no other shape
        match one.name:
            case "table" | "look" if next(source.iter(a("tbl")), None) is not None:
                return self._table(one.shape, there, here)
            case "title" | "text":
                return self._text(source, into)
            case "look":
                return self._look(source, into)
            case "picture":
                return self._swap(source, into, lambda shape: next(shape.iter(p("blipFill")), None))
            case "alt":
                before, after = properties_of(source), properties_of(into)
                return before is not None and after is not None and take_attribute(before, after, "descr")
            case "place":
                return take_place(source, into)
            case _:
                return False

    def _text(self, source: Element, into: Element) -> bool:
        """The paragraphs, and how the text is shrunk; who is anchored where stays."""
        old, new = into.find(p("txBody")), source.find(p("txBody"))
        if old is None or new is None:
            return False
        for paragraph in old.findall(a("p")):
            old.remove(paragraph)
        old.extend(self._brought(one) for one in new.findall(a("p")))
        before, after = new.find(a("bodyPr")), old.find(a("bodyPr"))
        if before is not None and after is not None:
            for name in ("normAutofit", "noAutofit", "spAutoFit"):
                for one in after.findall(a(name)):
                    after.remove(one)
                for one in before.findall(a(name)):
                    after.insert(place_of_fit(after), deepcopy(one))
        return True

    def _look(self, source: Element, into: Element) -> bool:
        """Letters, paragraphs and links; fill and line; turning, cropping, and whether it is switched off."""
        if source.find(p("txBody")) is not None and not self._text(source, into):
            return False
        before, after = properties_of(source), properties_of(into)
        if before is None or after is None or source.find(p("spPr")) is None or not self._fill(source, into):
            return False  # a group keeps the looks of what is in it
        take_attribute(before, after, "hidden")
        take_turn(source, into)
        take_crop(source.find(p("blipFill")), into.find(p("blipFill")))
        return True

    def _fill(self, source: Element, into: Element) -> bool:
        before, after = source.find(p("spPr")), into.find(p("spPr"))
        if before is None or after is None:
            return True
        names = (a("noFill"), a("solidFill"), a("gradFill"), a("blipFill"), a("pattFill"), a("ln"))
        for one in [*after.iterchildren(*names)]:
            after.remove(one)
        for one in before.iterchildren(*names):
            geometry = [child for child in after if child.tag in (a("xfrm"), a("custGeom"), a("prstGeom"), *names)]
            after.insert(after.index(geometry[-1]) + 1 if geometry else 0, self._brought(one))
        return True

    def _swap(self, source: Element, into: Element, find: Callable[[Element], Element | None]) -> bool:
        old, new = find(into), find(source)
        parent = None if old is None else old.getparent()
        if old is None or new is None or parent is None:
            return False
        parent.replace(old, self._brought(new))
        return True

    def _table(self, number: int, there: int, here: int) -> bool:
        """The table; a cell that `into` alone has changed since the base stays, in the letters' size of those around it."""
        (theirs, source), (own, into) = self.theirs[there], self.own[here]
        before = _by_place(self.base.shapes[number].cells)
        after, mine = _by_place(theirs.cells), _by_place(own.cells)
        rows = follow_rows(self.base.shapes[number].cells, theirs.cells)
        moved = {(row, at): (rows[row], at) for row, at in before if row in rows}
        kept = [place for place, there in moved.items() if before[place] == after.get(there) != mine.get(place)]
        old = _by_place([row.findall(a("tc")) for row in into.iter(a("tr"))])
        if not self._swap(source, into, lambda shape: next(shape.iter(a("tbl")), None)):
            return False
        new = _by_place([row.findall(a("tc")) for row in into.iter(a("tr"))])
        for place in kept if before.keys() == mine.keys() else ():
            given = new[moved[place]]
            for one in old[place].iter(a("rPr"), a("endParaRPr")):
                size = next((other.get("sz") for other in given.iter(one.tag) if other.get("sz")), None)
                if size is not None and one.get("sz"):
                    one.set("sz", size)
            given.addnext(old[place])
            drop(given)
        return True

    def _add(self, shape: Element) -> bool:
        tree = descend(element_of(self.into), p("cSld"), p("spTree"))
        if tree is None:
            return False
        new = self._brought(whole_of(shape))
        free = max((int(one.get("id", "0")) for one in tree.iter(*_PROPERTIES)), default=1) + 1
        named = {str(one.get("id")): "" for one in new.iter(*_PROPERTIES)}  # alternates share theirs
        for number, old in enumerate(named, free):
            named[old] = str(number)
        for one in new.iter(*_PROPERTIES):
            one.set("id", named[str(one.get("id"))])
        extensions = tree.find(p("extLst"))
        tree.insert(len(tree) if extensions is None else tree.index(extensions), new)
        return True

    def _remove(self, number: int) -> bool:
        here = self.to_own.get(number)
        if here is None:
            return True
        shape = self.own[here][1]
        ids = {one.get("id") for one in shape.iter(*_PROPERTIES)}
        timing = element_of(self.into).find(p("timing"))
        if timing is not None and any(one.get("spid") in ids for one in timing.iter() if isinstance(one.tag, str)):
            return False
        drop(whole_of(shape))
        return True

    def _background(self) -> bool:
        before, after = (descend(element_of(part), p("cSld")) for part in (self.source, self.into))
        if before is None or after is None:
            return False
        for one in after.findall(p("bg")):
            after.remove(one)
        new = before.find(p("bg"))
        if new is not None:
            after.insert(0, self._brought(new))
        return True

    def _comments(self) -> bool:
        """They lead to no place on the slide; the newer ones are named by an extension of it."""
        root, naming = element_of(self.into), naming_of(element_of(self.source))
        if naming is not None:
            listed = extension_list(root, p("extLst"))
            listed.append(self._brought(naming))
        own = relationships_of(self.into)
        there = {one._target for one in comments_of(self.into)}
        for one in comments_of(self.source):
            if one._target not in there:
                own.add(one.reltype, one._target)
        return True

    def _brought(self, element: Element) -> Element:
        """A copy whose relationship ids are those of the slide that it comes to."""
        new = deepcopy(element)
        theirs, own = relationships_of(self.source), relationships_of(self.into)
        known: dict[str, str] = {}
        for one in new.iter():
            for key, value in list(one.attrib.items()):
                if str(key).startswith(f"{{{R_NS}}}") and value:
                    relationship = theirs.find(str(value))
                    if relationship is None:
                        continue
                    if str(value) not in known:
                        known[str(value)] = own.add(relationship.reltype, relationship._target)
                    one.set(key, known[str(value)])
        return new


def _snapshots(shapes: Sequence[tuple[ShapeSnapshot, Element]]) -> list[ShapeSnapshot]:
    return [snapshot for snapshot, _ in shapes]


_Cell = TypeVar("_Cell")


def _by_place(rows: Sequence[Sequence[_Cell]]) -> dict[tuple[int, int], _Cell]:
    return {(row, column): cell for row, cells in enumerate(rows) for column, cell in enumerate(cells)}
