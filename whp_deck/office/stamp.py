"""The stamp by which a built deck is known again, and what a person has changed in it since.

In: an open package and a `Manifest`. Out: a tag on every slide, the manifest as a customXml item; later the manifest
again, and sentences about changes. Must not merge or overwrite anything.

Three stamps, because each program drops another (POWERPOINT.md 6.1): the tag `WHPDECK_ID` and the slide's name are
kept by PowerPoint and carried along by copies, the customXml item and texts by LibreOffice as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.parts.slide import SlidePart

from whp_deck.office.compare import describe_changes
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import adopt, relationships_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.snapshot import TAG_NAME, SlideSnapshot, slide_id_of, snapshot_slides
from whp_deck.office.xml import NAMESPACES, R_ID, Element, clean, drop, guid, p, parse_or_none

MANIFEST_NS = "urn:whp-deck:manifest:1"
_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPS_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_DATASTORE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was built: which deck and session, by which version, from which configuration; slides in their order.

    `digest` is over the slides' and notes' very XML, as written: it tells a file that somebody saved since, though
    no word, picture or place changed, from one that nobody touched.
    """

    deck: str
    session: int
    tool: str
    config_hash: str
    slides: Mapping[str, SlideSnapshot]
    digest: str = ""

    def to_json(self) -> str:
        """One line, the same for the same manifest."""
        data = {
            "deck": self.deck,
            "session": self.session,
            "tool": self.tool,
            "config_hash": self.config_hash,
            "digest": self.digest,
            "slides": [snapshot.to_json() | {"id": slide_id} for slide_id, snapshot in self.slides.items()],
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Raises ValueError, KeyError, TypeError or AttributeError for what is no manifest."""
        data = json.loads(text)
        slides = [SlideSnapshot.from_json(one) for one in data["slides"]]
        return cls(
            str(data["deck"]),
            int(data["session"]),
            str(data["tool"]),
            str(data["config_hash"]),
            {slide.id: slide for slide in slides},
            str(data.get("digest", "")),
        )


def make_manifest(package: Package, *, deck: str, session: int, tool: str, config_hash: str) -> Manifest:
    """The manifest of the package as it is; slides are known by the names that `SlideMaker.add` gave them."""
    slides = {snapshot.id: snapshot for snapshot in snapshot_slides(package)}
    return Manifest(deck, session, tool, config_hash, slides)


def write_stamp(package: Package, manifest: Manifest) -> None:
    """Tag every slide that the manifest knows (by the slide's name, else by its place) and store the manifest."""
    ids = list(manifest.slides)
    parts = list(slide_parts(package).values())
    for number, part in enumerate(parts):
        slide_id = slide_id_of(part)
        if slide_id not in manifest.slides and len(ids) == len(parts):
            slide_id = ids[number]
        if slide_id in manifest.slides:
            _tag(package, part, slide_id)
    _store(package, replace(manifest, digest=_digest(package)))


def read_stamp(package: Package) -> Manifest | None:
    """The manifest, or None when the file is not ours or what it says cannot be read."""
    for part in _items(package):
        try:
            root = parse_or_none(part.blob)
            return Manifest.from_json("" if root is None else root.text or "")
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return None


def changed_slides(manifest: Manifest, package: Package) -> list[str]:
    """What a person changed since the stamp, a sentence each: edited, added, deleted, moved, hidden slides."""
    return describe_changes(tuple(manifest.slides.values()), snapshot_slides(package))


def was_saved(manifest: Manifest, package: Package) -> bool:
    """Whether any program has written the file since the stamp; looks (colors, animations) may have changed then."""
    return manifest.digest != _digest(package)


def _digest(package: Package) -> str:
    """Over the XML of all slides and their notes, in the deck's order."""
    digest = hashlib.sha256()
    for part in slide_parts(package).values():
        digest.update(part.blob)
        if part.has_notes_slide:
            digest.update(part.notes_slide.part.blob)
    return digest.hexdigest()[:32]


def _tag(package: Package, part: SlidePart, slide_id: str) -> None:
    """`p:custDataLst` stands after `p:spTree` and before controls and extensions (ECMA-376 part 1, 19.3.1.16)."""
    common = element_of(part).find(p("cSld"))
    assert common is not None
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
