"""Copies slides from one presentation into another, with their notes, pictures, charts, SmartArt, media and animations.

In: two open packages and slide ids of the first. Out: new slides at the end of the second, and a sentence about all
that could not come along. Must not change the source, save, or decide which slides are wanted.

Two looks. `adopt`: a slide takes a layout of the new deck, and its placeholders their seats there; its footer, date and
number stay behind, for the new deck has its own. `keep`: its master and layout come along. Relationship ids stay as they
are, so that the XML of slides, SmartArt and charts need not be rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.slide import NotesMasterPart, NotesSlidePart, SlideLayoutPart, SlidePart

from whp_deck.errors import TemplateError, counted
from whp_deck.office.comments import COMMENTS_URI
from whp_deck.office.copy_layouts import Adopted, choose_layout
from whp_deck.office.copy_looks import say_defaults
from whp_deck.office.copy_masters import MasterCopier
from whp_deck.office.copy_places import drop_service, seat_placeholders
from whp_deck.office.copy_scale import Scale, scale_shapes
from whp_deck.office.notes import ensure_notes_master
from whp_deck.office.package import Package
from whp_deck.office.part_copy import Loss, PartCopier
from whp_deck.office.parts import element_of, make_part
from whp_deck.office.references import LINKS, all_named, cut, ids_named, naming, put_back, referring, root_of
from whp_deck.office.relationships import adopt, relationships_of
from whp_deck.office.sections import join_last_section
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.text import title_of
from whp_deck.office.twin_ids import part_twin_ids
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.xml import A_NS, CREATION_URI, P14_NS, R_ID, Element, a, attribute, clean, number32, p, parse
from whp_deck.office.zooms import follow_copies

Look = Literal["adopt", "keep"]
_RUNS = ("ppaction://macro", "ppaction://program", "ppaction://ole")
_SHOWS = "ppaction://customshow"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tableStyles+xml"


@dataclass(frozen=True, slots=True)
class Copied:
    """A slide that was copied. `lost` are sentences; `adopted` is None where the slide kept its look."""

    slide_id: int
    part: SlidePart
    lost: tuple[str, ...] = ()
    adopted: Adopted | None = None


class Importer:
    """Copies from one package into one other: masters and media that came with earlier slides are used again."""

    def __init__(self, source: Package, into: Package) -> None:
        self.source, self.into = source, into
        self._parts = slide_parts(source)
        self._numbers: dict[Part, int] = {part: number for number, part in enumerate(self._parts.values(), 1)}
        self._copier = PartCopier(source, into)
        self._masters = MasterCopier(self._copier)
        self._adopted: dict[Part | None, Adopted] = {}
        self.layouts = layouts_of(into)  # the deck's own, before any master comes along
        self._styles: set[str] = set()

    @cached_property
    def same_size(self) -> bool:
        """Whether both presentations have slides of one size; only then can a look be kept."""
        return is_same_size(self.source, self.into)

    def copy(
        self,
        slide_ids: Sequence[int],
        *,
        look: Look = "adopt",
        names: Sequence[str] = (),
        layouts: Mapping[str, str] | None = None,
        service: bool = False,
    ) -> list[Copied]:
        """Copies of these slides, each id once, at the end of the deck in this order; links among them stay links.

        With `service` footer, date and number come along in `adopt`, too: the slides are of one deck with the others.
        `names` are the new slides' own names, unique in the deck, as many as ids, or none. `layouts` maps names of old
        layouts to new ones. Raises KeyError for an unknown slide id or layout, TemplateError for `keep` where the sizes
        of the two decks differ.
        """
        if look == "keep" and not self.same_size:
            raise TemplateError(
                self.source.path, "has slides of another size, which cannot keep their look", "say `look: adopt`"
            )
        olds = [self._parts[slide_id] for slide_id in slide_ids]
        copier, into = self._copier, self.into
        copier.begin()
        new_ids: dict[str, int] = {}
        adopted: dict[Part, Adopted] = {}
        for old, slide_id in zip(olds, slide_ids, strict=True):
            new_ids[str(slide_id)] = into.next_slide_id() if not new_ids else max(new_ids.values()) + 1
            self._choose(old, look, adopted, layouts or {})
        for old in olds:
            copier.copy(old, into.next_partname("/ppt/slides/slide%d.xml"))
        copier.finish()
        losses: dict[Part, list[Loss]] = {}
        for loss in copier.losses:
            losses.setdefault(loss.part, []).append(loss)
        said: dict[Part, list[str]] = {}
        for was, new in copier.copied:
            said[new] = self._mend(new, losses.get(was, []), new_ids)
            part_twin_ids(new)
        copies = []
        for index, (old, new_id) in enumerate(zip(olds, new_ids.values(), strict=True)):
            copy = copier.made[old]
            assert isinstance(copy, SlidePart)
            choice = adopted.get(old)
            if choice is not None and not service:
                drop_service(element_of(copy))
            self._settle(old, copy, choice, names[index] if names else "", new_id)
            lost = [one for part in (copy, *_owned(copy)) for one in said.get(part, ())]
            copies.append(Copied(new_id, copy, tuple(dict.fromkeys(lost)), choice))
        return copies

    # before ------------------------------------------------------------------------------------------

    def _choose(self, old: SlidePart, look: Look, adopted: dict[Part, Adopted], layouts: Mapping[str, str]) -> None:
        """Put the layout that the slide will have where the copier finds it, instead of a copy."""
        layout = relationships_of(old).first_of(RT.SLIDE_LAYOUT)
        if look == "keep" and isinstance(layout, SlideLayoutPart):
            self._copier.made[layout] = self._masters.layout(layout)
            return
        if layout not in self._adopted or layouts:
            choice = choose_layout(self.source, layout, self.into, self.layouts, layouts)
            self._adopted[layout] = choice
        choice = self._adopted[layout]
        adopted[old] = choice
        if layout is not None:
            self._copier.made[layout] = choice.part

    # after -------------------------------------------------------------------------------------------

    def _mend(self, new: Part, losses: Iterable[Loss], ids: Mapping[str, int]) -> list[str]:
        """Take out of the copy's XML what names something that stayed behind; gives a sentence for each loss."""
        root = root_of(new) if _may_refer(new) else None
        said = [f"{one.what} stayed behind" for one in losses if one.what and one.what != "a link to a slide"]
        if root is None:
            return said
        rows = relationships_of(new)
        if isinstance(new, SlidePart):
            gone_zooms = follow_copies(new, ids)
            said += ["a zoom stayed behind: its slide or section is not copied"] * bool(gone_zooms)
        unknown = {r_id for one in referring(root) for r_id in ids_named(one) if r_id not in rows}
        left = {one.r_id for one in losses}
        victims = [one for one in naming(root, unknown) if one.tag in LINKS or left.intersection(ids_named(one))]
        links = sum(1 for one in victims if one.tag in LINKS)
        if links:
            said.append(f"{counted(links, 'link')} to slides that are not copied stayed behind")
        for one in root.iter(*LINKS):
            action = attribute(one, "action")
            if action.startswith((*_RUNS, _SHOWS)):
                what = "a button for a custom show" if action.startswith(_SHOWS) else "a button that runs a program"
                said.append(f"{what} stayed behind")
                victims.append(one)
        victims += [one for one in root.iter(p("ext")) if one.get("uri") == COMMENTS_URI]
        if victims:
            gone = cut(victims)
            rows.pop_many(gone - all_named(root))
            put_back(new, root)
        return said

    def _settle(self, old: SlidePart, new: SlidePart, choice: Adopted | None, name: str, new_id: int) -> None:
        """Layout, notes, name and place in the deck of a copied slide."""
        root = element_of(new)
        say_defaults(root, *(element_of(one.deck).find(p("defaultTextStyle")) for one in (self.source, self.into)))
        if choice is not None:
            layout = relationships_of(old).first_of(RT.SLIDE_LAYOUT)
            if layout is None:
                relationships_of(new).add(RT.SLIDE_LAYOUT, choice.part)
            seat_placeholders(self.source, layout, self.into, choice.part, root)
            scale_shapes(root, Scale.between(size_of(self.source), size_of(self.into)))
        self._settle_notes(new)
        self._bring_table_styles(root)
        common = root.find(p("cSld"))
        if common is not None:
            common.attrib.pop("name", "")
            if name:
                common.set("name", clean(name))
        for extension in () if common is None else common.iter(p("ext")):
            if extension.get("uri") == CREATION_URI:
                for mark in extension.iter(f"{{{P14_NS}}}creationId"):
                    mark.set("val", str(number32("copy", mark.get("val", ""), str(new_id))))
        r_id = relationships_of(self.into.deck).add(RT.SLIDE, new)
        etree.SubElement(self.into.slide_list, p("sldId"), {"id": str(new_id), R_ID: r_id})
        join_last_section(self.into, new_id)

    def _settle_notes(self, new: SlidePart) -> None:
        """A notes page names its slide and the notes master of its new deck; Google's exports name no slide."""
        notes = relationships_of(new).first_of(RT.NOTES_SLIDE)
        if not isinstance(notes, NotesSlidePart):
            return
        rows = relationships_of(notes)
        if not isinstance(rows.first_of(RT.NOTES_MASTER), NotesMasterPart):
            rows.add(RT.NOTES_MASTER, ensure_notes_master(self.into))
        if rows.first_of(RT.SLIDE) is not new:
            rows.add(RT.SLIDE, new)

    def _bring_table_styles(self, root: Element) -> None:
        """The styles that the slide's tables name by id, as far as the new deck has not got them."""
        wanted = {(one.text or "").strip() for one in root.iter(a("tableStyleId"))} - self._styles
        if not wanted:
            return
        self._styles |= wanted
        theirs = _style_part(self.source)
        known = None if theirs is None else parse(theirs.blob)
        styles = {} if known is None else {attribute(one, "styleId"): one for one in known.iter(a("tblStyle"))}
        missing = [styles[one] for one in sorted(wanted) if one in styles]
        if not missing:
            return
        ours = _style_part(self.into) or _make_style_part(
            self.into, attribute(known, "def") if known is not None else ""
        )
        listed = parse(ours.blob)
        have = {attribute(one, "styleId") for one in listed.iter(a("tblStyle"))}
        added = [one for one in missing if attribute(one, "styleId") not in have]
        if added:
            listed.extend(deepcopy(one) for one in added)
            put_back(ours, listed)

    def label(self, part: Part) -> str:
        """How people know a slide of the source: its number and title."""
        title = title_of(element_of(part))
        return f"slide {self._numbers[part]}" + (f" “{title}”" if title else "")


def _owned(part: Part) -> list[Part]:
    """The parts under a slide that belong to it: not other slides, layouts or masters."""
    found: list[Part] = []
    seen = {part}
    waiting = [part]
    while waiting:
        for one in relationships_of(waiting.pop()).values():
            if one.is_external or one.target_part in seen:
                continue
            target = one.target_part
            if not isinstance(target, SlidePart | SlideLayoutPart | NotesMasterPart):
                seen.add(target)
                found.append(target)
                waiting.append(target)
    return found


def _may_refer(part: Part) -> bool:
    return part.content_type.endswith("xml") and not part.partname.startswith("/customXml/")


def is_same_size(one: Package, other: Package) -> bool:
    """Whether slides of both are as large, to a point: 13.333 inches and 13⅓ are the same to everybody but a computer."""
    return all(abs(a - b) <= EMU_PER_POINT for a, b in zip(size_of(one), size_of(other), strict=True))


def size_of(package: Package) -> tuple[int, int]:
    """Width and height of the presentation's slides, in EMU."""
    size = element_of(package.deck).find(p("sldSz"))
    return (0, 0) if size is None else (int(size.get("cx", "0")), int(size.get("cy", "0")))


def _style_part(package: Package) -> Part | None:
    return relationships_of(package.deck).first_of(RT.TABLE_STYLES)


def _make_style_part(package: Package, default: str) -> Part:
    xml = f'<a:tblStyleLst xmlns:a="{A_NS}" def="{default}"/>'
    part = make_part(package.take_name("/ppt/tableStyles.xml"), _STYLES_TYPE, package, xml.encode())
    adopt(part)
    relationships_of(package.deck).add(RT.TABLE_STYLES, part)
    return part
