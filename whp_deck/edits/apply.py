"""Takes fields of one slide over into another slide of the same package.

In: two slide parts of one package, and `Difference`s between their common ancestor and the first. Out: the second,
changed. Must not decide what is taken, and must not touch anything but what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import TypeVar

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import NotesSlidePart, SlidePart

from whp_deck.edits.fields import Difference, pair_shapes
from whp_deck.office.alternates import whole_of, wrapping
from whp_deck.office.comments import comments_of, naming_of
from whp_deck.office.notes import notes_body_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import properties_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot, snapshot_shapes
from whp_deck.office.xml import P14_NS, R_NS, Element, a, descend, drop, extension_list, p

_PROPERTIES = (p("cNvPr"), f"{{{P14_NS}}}cNvPr")  # of shapes, and of ink
APPLICABLE = frozenset(
    {"title", "text", "table", "look", "picture", "alt", "place", "added", "removed", "notes", "hidden", "comments"}
)
"""Fields that can be taken over alone. A changed layout, animation or movie takes the whole slide."""


def take_fields(
    package: Package, source: SlidePart, into: SlidePart, base: SlideSnapshot, fields: Iterable[Difference]
) -> list[Difference]:
    """Take these fields, which differ between `base` and `source`, over into `into`. Gives those that could not be taken."""
    return _Taker(package, source, into, base).take(fields)


def replace_slide(into: SlidePart, source: SlidePart) -> None:
    """Make `into` show what `source` shows, notes included; links to `into` stay right. `source` must then be deleted."""
    into._element = deepcopy(source._element)
    own, theirs = relationships_of(into), relationships_of(source)
    own.pop_many(list(own))
    for r_id, one in theirs.items():
        own.put(r_id, one.reltype, one._target)
    notes = own.first_of(RT.NOTES_SLIDE)
    if isinstance(notes, NotesSlidePart):
        _lead_back(notes, into)
        theirs.pop_many([r_id for r_id, one in theirs.items() if one.reltype == RT.NOTES_SLIDE])


def find_note(part: SlidePart, words: str) -> Element | None:
    """The paragraph of the slide's notes that says these words."""
    body = _notes_of(part)
    found = () if body is None or not words else body.findall(a("p"))
    return next(
        (one for one in found if " ".join("".join(t.text or "" for t in one.iter(a("t"))).split()) == words), None
    )


def put_note(part: SlidePart, paragraph: Element | None, instead: str) -> bool:
    """Put a paragraph into the slide's notes: in the place of the one that says `instead`, or first. None takes that one out.

    Whether there are notes to put it into.
    """
    body = _notes_of(part)
    if body is None:
        return False
    old = find_note(part, instead)
    first = body.find(a("p"))
    if paragraph is not None and old is not None:
        body.replace(old, deepcopy(paragraph))
    elif paragraph is not None:
        body.insert(len(body) if first is None else body.index(first), deepcopy(paragraph))
    elif old is not None and len(body.findall(a("p"))) > 1:
        body.remove(old)
    elif old is not None:
        body.replace(old, body.makeelement(a("p")))
    return True


class _Taker:
    def __init__(self, package: Package, source: SlidePart, into: SlidePart, base: SlideSnapshot) -> None:
        self.source, self.into, self.base = source, into, base
        self.theirs, self.own = snapshot_shapes(package, source), snapshot_shapes(package, into)
        self.from_base = pair_shapes(base.shapes, _snapshots(self.theirs))
        self.to_own = pair_shapes(base.shapes, _snapshots(self.own))

    def take(self, fields: Iterable[Difference]) -> list[Difference]:
        left = []
        for one in fields:
            if one.name == "notes":
                done = _take_notes(self.source, self.into)
            elif one.name == "comments":
                done = self._comments()
            elif one.name == "hidden":
                done = _take_attribute(element_of(self.source), element_of(self.into), "show")
            elif one.name == "added":
                done = self._add(self.theirs[one.shape][1])
            elif one.name == "removed":
                done = self._remove(one.shape)
            else:
                done = self._of_shape(one)
            if not done:
                left.append(one)
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
            case "title" | "text" | "look":
                return self._text(source, into) and (one.name != "look" or self._fill(source, into))
            case "picture":
                return self._swap(source, into, lambda shape: next(shape.iter(p("blipFill")), None))
            case "alt":
                before, after = properties_of(source), properties_of(into)
                return before is not None and after is not None and _take_attribute(before, after, "descr")
            case "place":
                return _take_place(source, into)
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
                    after.insert(_place_of_fit(after), deepcopy(one))
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
        kept = [place for place in before if before[place] == after.get(place) != mine.get(place)]
        old = _by_place([row.findall(a("tc")) for row in into.iter(a("tr"))])
        if not self._swap(source, into, lambda shape: next(shape.iter(a("tbl")), None)):
            return False
        new = _by_place([row.findall(a("tc")) for row in into.iter(a("tr"))])
        for place in kept if before.keys() == after.keys() == mine.keys() else ():
            for one in old[place].iter(a("rPr"), a("endParaRPr")):
                size = next((other.get("sz") for other in new[place].iter(one.tag) if other.get("sz")), None)
                if size is not None and one.get("sz"):
                    one.set("sz", size)
            new[place].addnext(old[place])
            drop(new[place])
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


def _place_of_fit(properties: Element) -> int:
    """`a:prstTxWarp` comes before the autofit, everything else after it (ECMA-376 part 1, 21.1.2.1.1)."""
    warp = properties.find(a("prstTxWarp"))
    return 0 if warp is None else properties.index(warp) + 1


def _take_attribute(source: Element, into: Element, name: str) -> bool:
    value = source.get(name)
    if value is None:
        into.attrib.pop(name, "")
    else:
        into.set(name, value)
    return True


def _take_place(source: Element, into: Element) -> bool:
    """`a:xfrm` of shapes and groups, `p:xfrm` of tables; none = the layout's."""
    for holder in ("spPr", "grpSpPr"):
        before, after = source.find(p(holder)), into.find(p(holder))
        if after is None:
            continue
        old, new = after.find(a("xfrm")), None if before is None else before.find(a("xfrm"))
        if old is not None:
            after.remove(old)
        if new is not None:
            after.insert(0, deepcopy(new))
        return True
    old, new = into.find(p("xfrm")), source.find(p("xfrm"))
    if old is None or new is None:
        return False
    into.replace(old, deepcopy(new))
    return True


def _take_notes(source: SlidePart, into: SlidePart) -> bool:
    """The notes' paragraphs; a slide that has lost its page of notes gets the other's."""
    theirs, own = (relationships_of(part).first_of(RT.NOTES_SLIDE) for part in (source, into))
    if not isinstance(theirs, NotesSlidePart):
        return False
    if not isinstance(own, NotesSlidePart):
        rows = relationships_of(source)
        rows.pop_many([r_id for r_id, one in rows.items() if one.reltype == RT.NOTES_SLIDE])
        relationships_of(into).add(RT.NOTES_SLIDE, theirs)
        _lead_back(theirs, into)
        return True
    old, new = notes_body_of(element_of(own)), notes_body_of(element_of(theirs))
    if old is None or new is None:
        return False
    for paragraph in old.findall(a("p")):
        old.remove(paragraph)
    rows, others = relationships_of(own), relationships_of(theirs)
    for paragraph in new.findall(a("p")):
        copy = deepcopy(paragraph)
        for one in copy.iter():
            for key, value in list(one.attrib.items()):
                relationship = others.find(str(value)) if str(key).startswith(f"{{{R_NS}}}") else None
                if relationship is not None:
                    one.set(key, rows.add(relationship.reltype, relationship._target))
        old.append(copy)
    if old.find(a("p")) is None:
        etree.SubElement(old, a("p"))
    return True


def _notes_of(part: SlidePart) -> Element | None:
    page = relationships_of(part).first_of(RT.NOTES_SLIDE)
    return None if page is None else notes_body_of(element_of(page))


def _lead_back(notes: NotesSlidePart, slide: SlidePart) -> None:
    rows = relationships_of(notes)
    for r_id, one in list(rows.items()):
        if one.reltype == RT.SLIDE:
            rows.pop(r_id)
            rows.put(r_id, RT.SLIDE, slide)
            return
    rows.add(RT.SLIDE, slide)
