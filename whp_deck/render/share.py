"""A rendered deck made fit to be e-mailed: what the room saw, and nothing else.

In: an open package, fully rendered. Out: the same package without notes, hidden slides, comments, tags, manifest,
custom properties, and whatever lies beside the slides. Must not save; whoever needs the facilitator's deck too makes
this one of a second copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart

from whp_deck.office.comments import COMMENTS_URI
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.properties import set_properties
from whp_deck.office.references import cut, is_local, naming, put_back, root_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import read_sections, write_sections
from whp_deck.office.slide_list import delete_slides, slide_parts
from whp_deck.office.written import is_hidden
from whp_deck.office.xml import R_NS, Element, a, attribute, children, descend, drop, p

_MS = "http://schemas.microsoft.com/office"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LEFT_OUT = frozenset(
    {
        RT.NOTES_SLIDE, RT.NOTES_MASTER, RT.HANDOUT_MASTER, RT.TAGS, RT.CUSTOM_XML, RT.CUSTOM_PROPERTIES, RT.THUMBNAIL,
        RT.COMMENTS, RT.COMMENT_AUTHORS, f"{_OFFICE}/slideUpdateInfo", f"{_OFFICE}/printerSettings",
        f"{_MS}/2018/10/relationships/comments", f"{_MS}/2018/10/relationships/authors",
        f"{_MS}/2016/11/relationships/changesInfo", f"{_MS}/2015/10/relationships/revisionInfo",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
    }
)  # fmt: skip
_MASTER_LISTS = (p("notesMasterIdLst"), p("handoutMasterIdLst"))
_SHAPES = (p("sp"), p("pic"), p("grpSp"), p("graphicFrame"), p("cxnSp"))


def make_share(package: Package, *, keywords: str = "") -> list[str]:
    """Take everything out of `package` that was not shown in the room; sections and links are put right.

    Gives the files on somebody's computer or network to which links led: nobody else can open them, and their paths name
    people and servers, so the words stay without the link.
    """
    delete_slides(package, [slide_id for slide_id, part in slide_parts(package).items() if is_hidden(part)])
    sections = [(name, ids) for name, ids in read_sections(package) if ids]
    for part in list(package.iter_parts()):
        if isinstance(part, XmlPart):
            _strip(element_of(part))
            _drop_relationships(part)
    package.relationships.pop_many([r_id for r_id, one in package.relationships.items() if one.reltype in _LEFT_OUT])
    width, height = _size(package)
    for part in slide_parts(package).values():
        _drop_unseen(part, width, height)
    lost = [target for part in list(package.iter_parts()) for target in _unlink(part)]
    write_sections(package, sections)
    _refresh_properties(package, keywords)
    package.forget_names()
    return list(dict.fromkeys(lost))


def _unlink(part: Part) -> list[str]:
    """Take out the part's links to files on a disk; gives where they led."""
    relationships = relationships_of(part)
    links = {r_id: one for r_id, one in relationships.items() if one.is_external and one.reltype == RT.HYPERLINK}
    lost = {r_id: one.target_ref for r_id, one in links.items() if is_local(one.target_ref)}
    root = root_of(part) if lost else None
    if root is None:
        return []
    cut(naming(root, lost))
    put_back(part, root)
    relationships.pop_many(list(lost))
    return list(lost.values())


def _strip(root: Element) -> None:
    """Tags and custom data, the slide's name (our id), modern comments, lists of masters that go."""
    for element in list(root.iter(p("custDataLst"), *_MASTER_LISTS)):
        drop(element)
    for element in list(root.iter(p("ext"))):
        holder = element.getparent()
        if element.get("uri") == COMMENTS_URI and holder is not None:
            holder.remove(element)
            if len(holder) == 0:
                drop(holder)
    common = root.find(p("cSld"))
    if common is not None and root.tag == p("sld"):
        common.attrib.pop("name", "")


def _drop_relationships(part: Part) -> None:
    relationships = relationships_of(part)
    relationships.pop_many([r_id for r_id, one in relationships.items() if one.reltype in _LEFT_OUT])


def _size(package: Package) -> tuple[int, int]:
    size = element_of(package.deck).find(p("sldSz"))
    return (0, 0) if size is None else (int(attribute(size, "cx", "0")), int(attribute(size, "cy", "0")))


def _drop_unseen(part: Part, width: int, height: int) -> None:
    """Shapes that lie wholly outside the slide or are switched off: people park there what nobody should see."""
    tree = descend(element_of(part), p("cSld"), p("spTree"))
    gone = [] if tree is None else [*_outside(tree, width, height), *_unseen(tree)]
    if not gone:
        return
    ids = {str(one.get("id")) for shape in gone for one in shape.iter(p("cNvPr"))}
    for shape in gone:
        drop(shape)
    root = element_of(part)
    timing = root.find(p("timing"))
    if timing is not None and any(
        one.get("spid") in ids for one in timing.iter(p("spTgt"), p("bldP"), p("bldGraphic"))
    ):
        root.remove(timing)
    named = {
        value for element in root.iter() for key, value in element.attrib.items() if str(key).startswith(f"{{{R_NS}}}")
    }
    relationships = relationships_of(part)
    relationships.pop_many(
        [r_id for r_id, one in relationships.items() if r_id not in named and one.reltype != RT.SLIDE_LAYOUT]
    )


def _unseen(tree: Element) -> Iterator[Element]:
    """Shapes that are switched off in the Selection Pane, in groups too."""
    for properties in tree.iter(p("cNvPr")):
        if properties.get("hidden") in ("1", "true"):
            shape = next((one for one in properties.iterancestors(*_SHAPES)), None)
            if shape is not None:
                yield shape


def _outside(tree: Element, width: int, height: int) -> Iterator[Element]:
    for kind in _SHAPES:
        for shape in children(tree, kind):
            frame = shape.find(p("xfrm"))
            for properties in (p("spPr"), p("grpSpPr")):
                frame = descend(shape, properties, a("xfrm")) if frame is None else frame
            offset = None if frame is None else frame.find(a("off"))
            extent = None if frame is None else frame.find(a("ext"))
            if offset is None or extent is None:
                continue  # it lies where its layout says
            x, y = int(attribute(offset, "x", "0")), int(attribute(offset, "y", "0"))
            right, bottom = x + int(attribute(extent, "cx", "0")), y + int(attribute(extent, "cy", "0"))
            if right <= 0 or bottom <= 0 or x >= width or y >= height:
                yield shape


def _refresh_properties(package: Package, keywords: str) -> None:
    """Title, author, subject and language as they were; nothing else that was there, our own keywords, and new counts."""
    part = package.relationships.first_of(RT.CORE_PROPERTIES)
    texts: dict[str, str] = {}
    if part is not None:
        for element in element_of(part):
            texts[etree.QName(element).localname] = element.text or ""
    set_properties(
        package,
        title=texts.get("title", ""),
        author=texts.get("creator", ""),
        subject=texts.get("subject", ""),
        keywords=keywords,
        language=texts.get("language", "") or "en-US",
    )
