"""The stamp by which a built deck is known again, and the slides as they were built.

In: an open package and a `Manifest`. Out: a tag on every slide, the manifest as a customXml item; later the manifest
again. Must not compare, merge or overwrite anything: that is `edits`.

Three stamps, because each program drops another: the tag `WHPDECK_ID` and the slide's name are
kept by PowerPoint and carried along by copies, the customXml item and texts by LibreOffice as well.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.parts.slide import SlidePart

from whp_deck.office.copy_layouts import layout_name
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import adopt, relationships_of, target_of
from whp_deck.office.sections import read_sections
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.snapshot import TAG_NAME, SlideSnapshot, slide_id_of, snapshot_slides
from whp_deck.office.whose import Whose
from whp_deck.office.xml import NAMESPACES, R_ID, Element, a, attribute, clean, descend, drop, guid, p, parse_or_none

MANIFEST_NS = "urn:whp-deck:manifest:1"
_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPS_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_DATASTORE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was built: which deck and session, by which version, from which configuration; slides in their order.

    After a merge it still says what the configuration gave, not what the file holds: so what a person changed stays
    known as such. `sections` has the section of each slide, `layouts` the names of all layouts that there were,
    `colors` a digest of the theme's colors, `footer` the words at the foot of the slides; `merged` says that the file
    holds what a person or another program put there. `bases` has what a slide grew out of, where a merge could not
    bring all of it up to what the configuration gave; `adopted` are ids of slides that a person made, whose look stays
    theirs. `order` are ids in the order from which both a person and the configuration have moved slides, as long as that
    is in dispute; `originals` says of which slide of another presentation a slide is a copy. `digest` is over the slides'
    and notes' very XML, as written: it tells a file that somebody saved since,
    though no word, picture or place changed, from one that nobody touched. `whose` is the practice that it was built for;
    files of earlier versions do not say.
    """

    deck: str
    session: int
    tool: str
    config_hash: str
    slides: Mapping[str, SlideSnapshot]
    digest: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    layouts: tuple[str, ...] = ()
    colors: str = ""
    footer: str = ""
    merged: bool = False
    bases: Mapping[str, SlideSnapshot] = field(default_factory=dict)
    adopted: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    originals: Mapping[str, str] = field(default_factory=dict)
    whose: Whose = field(default_factory=Whose)

    def to_json(self) -> str:
        """One line, the same for the same manifest."""
        data = {
            "deck": self.deck,
            "session": self.session,
            "tool": self.tool,
            "config_hash": self.config_hash,
            "digest": self.digest,
            "colors": self.colors,
            "footer": self.footer,
            "merged": self.merged,
            "layouts": list(self.layouts),
            "sections": dict(self.sections),
            "slides": [snapshot.to_json() | {"id": slide_id} for slide_id, snapshot in self.slides.items()],
        }
        if self.bases:
            data["bases"] = [snapshot.to_json() | {"id": slide_id} for slide_id, snapshot in self.bases.items()]
        if self.adopted:
            data["adopted"] = list(self.adopted)
        if self.order:
            data["order"] = list(self.order)
        if self.originals:
            data["originals"] = dict(self.originals)
        if self.whose.name:
            data["practice"], data["practice_marks"] = self.whose.name, list(self.whose.marks)
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Raises ValueError, KeyError, TypeError or AttributeError for what is no manifest."""
        data = json.loads(text)
        slides = [SlideSnapshot.from_json(one) for one in data["slides"]]
        bases = [SlideSnapshot.from_json(one) for one in data.get("bases", ())]
        return cls(
            str(data["deck"]),
            int(data["session"]),
            str(data["tool"]),
            str(data["config_hash"]),
            {slide.id: slide for slide in slides},
            str(data.get("digest", "")),
            {str(key): str(name) for key, name in data.get("sections", {}).items()},
            tuple(map(str, data.get("layouts", ()))),
            str(data.get("colors", "")),
            str(data.get("footer", "")),
            bool(data.get("merged", False)),
            {slide.id: slide for slide in bases},
            tuple(map(str, data.get("adopted", ()))),
            tuple(map(str, data.get("order", ()))),
            {str(id): str(original) for id, original in data.get("originals", {}).items()},
            Whose(str(data.get("practice", "")), tuple(map(str, data.get("practice_marks", ())))),
        )


def make_manifest(
    package: Package,
    *,
    deck: str,
    session: int,
    tool: str,
    config_hash: str,
    footer: str = "",
    originals: Mapping[str, str] | None = None,
    whose: Whose | None = None,
) -> Manifest:
    """The manifest of the package as it is; slides are known by the names that `SlideMaker.add` gave them."""
    snapshots = snapshot_slides(package)
    names = {slide_id: name for name, ids in read_sections(package) for slide_id in ids}
    sections = {
        snapshot.id: names[slide_id]
        for snapshot, slide_id in zip(snapshots, slide_parts(package), strict=True)
        if slide_id in names
    }
    layouts = tuple(dict.fromkeys(layout_name(layout) for layout in layouts_of(package)))
    slides = {snapshot.id: snapshot for snapshot in snapshots}
    return Manifest(
        deck,
        session,
        tool,
        config_hash,
        slides,
        sections=sections,
        layouts=layouts,
        colors=colors_of(package),
        footer=footer,
        originals=originals or {},
        whose=whose or Whose(),
    )


def write_stamp(package: Package, manifest: Manifest, ids: Mapping[SlidePart, str] | None = None) -> None:
    """Tag every slide that the manifest knows and store the manifest.

    `ids` says which slide is which; without it a slide is known by its name, else by its place.
    """
    known = list(manifest.slides)
    parts = list(slide_parts(package).values())
    for number, part in enumerate(parts):
        slide_id = slide_id_of(part) if ids is None else ids.get(part, "")
        if ids is None and slide_id not in manifest.slides and len(known) == len(parts):
            slide_id = known[number]
        if slide_id and (ids is not None or slide_id in manifest.slides):
            tag_slide(package, part, slide_id)
    _store(package, replace(manifest, digest=_digest(package)))


def colors_of(package: Package) -> str:
    """A digest of the colors of the first master's theme; both PowerPoint and LibreOffice keep them as they are."""
    scheme = color_scheme(package)
    if scheme is None:
        return ""
    values = [
        f"{str(one.tag).rpartition('}')[2]}={attribute(value, 'lastClr') or attribute(value, 'val')}"
        for one in scheme
        for value in one
        if isinstance(one.tag, str)
    ]
    return hashlib.sha256("|".join(values).lower().encode()).hexdigest()[:12]


def color_scheme(package: Package) -> Element | None:
    """`a:clrScheme` of the first master's theme, as a tree of its own."""
    part = theme_part(package)
    root = None if part is None else parse_or_none(part.blob)
    return None if root is None else descend(root, a("themeElements"), a("clrScheme"))


def theme_part(package: Package) -> Part | None:
    """The theme of the first master."""
    for entry in element_of(package.deck).iterfind(f"{p('sldMasterIdLst')}/{p('sldMasterId')}"):
        master = target_of(package.deck, attribute(entry, R_ID))
        return None if master is None else relationships_of(master).first_of(RT.THEME)
    return None


def read_stamp(package: Package) -> Manifest | None:
    """The manifest, or None when the file is not ours or what it says cannot be read."""
    for part in _items(package):
        try:
            return _manifest_in(part.blob)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return None


def stamp_of_file(path: Path) -> Manifest | None:
    """The manifest in the file at `path`, read without opening the rest of it; None when there is none to be read."""
    try:
        with zipfile.ZipFile(path) as members:
            for name in members.namelist():
                if name.startswith("customXml/item") and MANIFEST_NS.encode() in (blob := members.read(name)):
                    return _manifest_in(blob)
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None


def _manifest_in(xml: bytes) -> Manifest:
    root = parse_or_none(xml)
    return Manifest.from_json("" if root is None else root.text or "")


def was_saved(manifest: Manifest, package: Package) -> bool:
    """Whether any program has written the file since the stamp; looks (colors, animations) may have changed then."""
    return manifest.digest != _digest(package)


def _digest(package: Package) -> str:
    """Over the XML of all slides and their notes, in the deck's order."""
    digest = hashlib.sha256()
    for part in slide_parts(package).values():
        digest.update(part.blob)
        notes = relationships_of(part).first_of(RT.NOTES_SLIDE)  # python-pptx remembers a page that was replaced
        if notes is not None:
            digest.update(notes.blob)
    return digest.hexdigest()[:32]


def tag_slide(package: Package, part: SlidePart, slide_id: str) -> None:
    """Give the slide our id, as tag and, where no other slide has that name, as name.

    `p:custDataLst` stands after `p:spTree` and before controls and extensions (ECMA-376 part 1, 19.3.1.16).
    """
    common = element_of(part).find(p("cSld"))
    assert common is not None
    others = (element_of(one).find(p("cSld")) for one in slide_parts(package).values() if one is not part)
    if common.get("name") != clean(slide_id) and clean(slide_id) not in {
        one.get("name") for one in others if one is not None
    }:
        common.set("name", clean(slide_id))
    blob = _tags_xml(slide_id)
    relationships = relationships_of(part)
    for relationship in relationships.values():
        if relationship.reltype == RT.TAGS and TAG_NAME.encode() in relationship.target_part.blob:
            relationship.target_part.blob = blob
            return
    tags = Part(package.next_partname("/ppt/tags/tag%d.xml"), CT.PML_TAGS, package, blob)
    adopt(tags)
    listed = common.find(p("custDataLst"))
    if listed is None:
        listed = common.makeelement(p("custDataLst"))
        common.insert(_place_of(common), listed)
    etree.SubElement(listed, p("tags"), {R_ID: relationships.add(RT.TAGS, tags)})


def forget_tag(part: SlidePart) -> None:
    """Take our tag off a slide that was built before: what it is called now is for the next stamp to say."""
    rows = relationships_of(part)
    tags = [
        r_id
        for r_id, one in rows.items()
        if one.reltype == RT.TAGS and not one.is_external and TAG_NAME.encode() in one.target_part.blob
    ]
    if not tags:
        return
    for listed in list(element_of(part).iter(p("tags"))):
        if listed.get(R_ID) in tags:
            around = listed.getparent()
            drop(listed)
            if around is not None and len(around) == 0:
                drop(around)
    rows.pop_many(tags)


def _place_of(common: Element) -> int:
    tree = common.find(p("spTree"))
    return len(common) if tree is None else common.index(tree) + 1


def _tags_xml(slide_id: str) -> bytes:
    value = quoteattr(clean(slide_id))
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<p:tagLst {NAMESPACES}><p:tag name="{TAG_NAME}" val={value}/></p:tagLst>'
    ).encode()


def _items(package: Package) -> Iterator[Part]:
    """The customXml items that hold a manifest; LibreOffice moves them from the presentation to the package."""
    for owner in (relationships_of(package.deck), package.relationships):
        for relationship in owner.values():
            if relationship.reltype == RT.CUSTOM_XML and not relationship.is_external:
                part = relationship.target_part
                if MANIFEST_NS.encode() in part.blob:
                    yield part


def _store(package: Package, manifest: Manifest) -> None:
    """A customXml item with a data store of its own, as Office writes it (ECMA-376 part 1, 22.5)."""
    xml = (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<whp:manifest xmlns:whp="{MANIFEST_NS}">{escape(clean(manifest.to_json()))}</whp:manifest>'
    ).encode()
    for old in _items(package):
        old.blob = xml
        return
    item = Part(PackURI(package.next_partname("/customXml/item%d.xml")), CT.XML, package, xml)
    store = guid("manifest", manifest.deck, str(manifest.session))
    props_xml = (
        "<?xml version='1.0' encoding='UTF-8' standalone='no'?>\n"
        f'<ds:datastoreItem ds:itemID="{store}" xmlns:ds="{_DATASTORE_NS}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{MANIFEST_NS}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    props = Part(package.next_partname("/customXml/itemProps%d.xml"), _PROPS_TYPE, package, props_xml)
    adopt(props)
    adopt(item).put("rId1", _PROPS_REL, props)
    relationships_of(package.deck).add(RT.CUSTOM_XML, item)
