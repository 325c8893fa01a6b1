"""Gate rules about parts and relationships: names, types, references, pairs, singletons, leftovers.

In: a `PackageView`. Out: faults. Must not look into slides further than their references.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.slide import NotesMasterPart

from whp_deck.office.gate_view import Fault, PackageView, Reference, Rule, local
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import attribute

_MEDIA_REL = "http://schemas.microsoft.com/office/2007/relationships/media"
_BAD_TYPES = {"image/jpg": "image/jpeg", "application/octet-stream": "a real type", "": "a type"}
_TYPE_OF_EXTENSION = {
    "png": {"image/png"},
    "jpg": {"image/jpeg"},
    "jpeg": {"image/jpeg"},
    "gif": {"image/gif"},
    "svg": {"image/svg+xml"},
    "mp4": {"video/mp4"},
    "vtt": {"text/vtt"},
    "xlsx": {CT.SML_SHEET},
}
_TYPE_OF_REL = {
    RT.SLIDE: CT.PML_SLIDE,
    RT.SLIDE_LAYOUT: CT.PML_SLIDE_LAYOUT,
    RT.SLIDE_MASTER: CT.PML_SLIDE_MASTER,
    RT.NOTES_SLIDE: CT.PML_NOTES_SLIDE,
    RT.NOTES_MASTER: CT.PML_NOTES_MASTER,
    RT.THEME: CT.OFC_THEME,
    RT.TAGS: CT.PML_TAGS,
    RT.CHART: CT.DML_CHART,
}
_REL_OF_ELEMENT = {
    "sldId": {"slide"},
    "sldMasterId": {"slideMaster"},
    "sldLayoutId": {"slideLayout"},
    "notesMasterId": {"notesMaster"},
    "handoutMasterId": {"handoutMaster"},
    "sld": {"slide"},
    "hlinkClick": {"hyperlink", "slide"},
    "hlinkMouseOver": {"hyperlink", "slide"},
    "hlinkHover": {"hyperlink", "slide"},
    "blip": {"image"},
    "svgBlip": {"image"},
    "videoFile": {"video"},
    "audioFile": {"audio"},
    "wavAudioFile": {"audio"},
    "media": {"media"},
    "track": {"track"},
    "tags": {"tags"},
    "chart": {"chart"},
}
_ONE: dict[str, dict[str, tuple[int, int | None]]] = {  # content type → relationship type → (least, most)
    CT.PML_SLIDE: {RT.SLIDE_LAYOUT: (1, 1), RT.NOTES_SLIDE: (0, 1)},
    CT.PML_NOTES_SLIDE: {RT.NOTES_MASTER: (1, 1), RT.SLIDE: (1, None)},
    CT.PML_SLIDE_LAYOUT: {RT.SLIDE_MASTER: (1, 1)},
    CT.PML_SLIDE_MASTER: {RT.THEME: (1, 1), RT.SLIDE_LAYOUT: (1, None)},
    CT.PML_NOTES_MASTER: {RT.THEME: (1, 1)},
    CT.PML_PRESENTATION_MAIN: {RT.SLIDE_MASTER: (1, None), RT.NOTES_MASTER: (0, 1), RT.THEME: (0, 1)},
}
_MUST_BE_NAMED = {RT.IMAGE, RT.VIDEO, RT.AUDIO, RT.CHART, RT.HYPERLINK, RT.TAGS, _MEDIA_REL}
_NAME = re.compile(r"(/([A-Za-z0-9._~!$&'()*+,;=:@\[\] -]|%[0-9A-F]{2}|[^\x00-\x7f])+)+")
_URI = re.compile(r"([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=|\\-]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+")


def part_names_unique(view: PackageView) -> Iterator[Fault]:
    """No two parts have the same name, upper and lower case counting as the same."""
    count = Counter(part.partname.lower() for part in view.parts)
    for name, times in count.items():
        if times > 1:
            yield name, f"there are {times} parts of this name"


def part_names_valid(view: PackageView) -> Iterator[Fault]:
    """Every part name is a path that OPC allows: no empty segment, no trailing dot, no odd letters."""
    for part in view.parts:
        name = str(part.partname)
        if not _NAME.fullmatch(name) or name.endswith(".") or "/." in name:
            yield name, "this is no name for a part"


def parts_typed(view: PackageView) -> Iterator[Fault]:
    """Every part has a content type that PowerPoint knows, and one that suits its extension."""
    for part in view.parts:
        kind = part.content_type
        if kind in _BAD_TYPES:
            yield part.partname, f"its content type is “{kind}”, not {_BAD_TYPES[kind]}"
            continue
        extension = posixpath.splitext(part.partname)[1][1:].lower()
        allowed = _TYPE_OF_EXTENSION.get(extension)
        if allowed and kind not in allowed:
            yield part.partname, f"its content type is “{kind}”, its extension says otherwise"


def one_presentation(view: PackageView) -> Iterator[Fault]:
    """The package leads to exactly one presentation part, of the type of a presentation."""
    main = [one for one in view.package.relationships.values() if one.reltype == RT.OFFICE_DOCUMENT]
    if len(main) != 1:
        yield "/", f"there are {len(main)} main documents"
    elif main[0].target_part.content_type != CT.PML_PRESENTATION_MAIN:
        yield main[0].target_part.partname, "the main document is no presentation"


def xml_parses(view: PackageView) -> Iterator[Fault]:
    """All XML is well-formed."""
    yield from view.broken


def references_resolve(view: PackageView) -> Iterator[Fault]:
    """Every relationship id that a part names exists in that part; only links with an action may name none."""
    for part, references in view.references.items():
        if not references:
            continue
        known = relationships_of(part)
        for one in references:
            if one.r_id not in known and not (one.r_id == "" and _may_name_none(one)):
                yield part.partname, f"{local(one.element)} names the relationship “{one.r_id}”, which does not exist"


def _may_name_none(one: Reference) -> bool:
    """Links with an action, and the empty `r:blip` in every SmartArt layout."""
    return one.name == "blip" or local(one.element) in ("hlinkClick", "hlinkMouseOver", "hlinkHover", "snd")


def references_fit(view: PackageView) -> Iterator[Fault]:
    """A reference leads to the kind of thing that its element means: a picture to an image, a link to a link."""
    for part, references in view.references.items():
        known = relationships_of(part)
        for one in references:
            allowed, found = _REL_OF_ELEMENT.get(local(one.element)), known.find(one.r_id)
            if allowed and found is not None and found.reltype.rpartition("/")[2] not in allowed:
                kind = found.reltype.rpartition("/")[2]
                yield part.partname, f"{local(one.element)} leads to a relationship of type {kind} ({one.r_id})"


def targets_fit(view: PackageView) -> Iterator[Fault]:
    """A relationship of a type leads to a part of that type."""
    for part in view.parts:
        for r_id, one in relationships_of(part).items():
            wanted = _TYPE_OF_REL.get(one.reltype)
            if wanted and not one.is_external and one.target_part.content_type != wanted:
                yield part.partname, f"{r_id} leads to {one.target_part.partname}, which is of another type"


def relationships_single(view: PackageView) -> Iterator[Fault]:
    """A slide has one layout and at most one notes page; notes, layouts and masters have what they need, once."""
    for part in view.parts:
        for kind, (least, most) in _ONE.get(part.content_type, {}).items():
            count = sum(1 for one in relationships_of(part).values() if one.reltype == kind)
            if count < least or (most is not None and count > most):
                yield part.partname, f"has {count} relationships of type {kind.rpartition('/')[2]}"


def no_unused_relationships(view: PackageView) -> Iterator[Fault]:
    """Nothing that must be shown (pictures, media, links, charts, tags) hangs on a part that does not name it."""
    for part, references in view.references.items():
        waiting = {r_id: one.reltype for r_id, one in relationships_of(part).items() if one.reltype in _MUST_BE_NAMED}
        if not waiting or not part.content_type.startswith(
            "application/vnd.openxmlformats-officedocument.presentation"
        ):
            continue
        named = {one.r_id for one in references}
        for r_id, kind in waiting.items():
            if r_id not in named:
                yield part.partname, f"keeps an unused relationship of type {kind.rpartition('/')[2]} ({r_id})"


def media_paired(view: PackageView) -> Iterator[Fault]:
    """A video names its file twice, for old and new programs, and both lead to the same file."""
    for part in view.slides:
        rels = relationships_of(part)
        modern = {one._target for one in rels.values() if one.reltype == _MEDIA_REL}
        old = {one._target for one in rels.values() if one.reltype in (RT.VIDEO, RT.AUDIO)}
        for one in modern - old:
            yield part.partname, f"{getattr(one, 'partname', one)} is not named for older programs"
        for one in old:
            embedded = isinstance(one, Part)
            if embedded and one not in modern:
                yield part.partname, f"{getattr(one, 'partname', one)} is not named for newer programs"
            if embedded and getattr(one, "content_type", "").endswith("unknown"):
                yield part.partname, f"{getattr(one, 'partname', one)} has no type that PowerPoint can play"


def addresses_valid(view: PackageView) -> Iterator[Fault]:
    """The target of every outside relationship is an address: not empty, no spaces, no control characters."""
    for part in view.parts:
        for r_id, one in relationships_of(part).items():
            if one.is_external and not _URI.fullmatch(one.target_ref):
                yield part.partname, f"{r_id} leads to “{one.target_ref}”, which is no address"


def notes_paired(view: PackageView) -> Iterator[Fault]:
    """Each notes page belongs to one slide, and that slide names it."""
    owners: Counter[Part] = Counter()
    for slide in view.slides:
        owners.update(view.many(RT.NOTES_SLIDE, slide))
    for notes in view.notes:
        backs = [one for one in view.many(RT.SLIDE, notes) if notes in view.many(RT.NOTES_SLIDE, one)]
        if owners[notes] != 1 or not backs:
            yield notes.partname, "this notes page and its slide do not name each other"


def notes_master_listed(view: PackageView) -> Iterator[Fault]:
    """A notes master is listed in the presentation exactly when there is one."""
    rels = relationships_of(view.package.deck)
    listed = [
        attribute(one, "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        for one in view.deck.iter("{*}notesMasterId")
    ]
    related = [r_id for r_id, one in rels.items() if one.reltype == RT.NOTES_MASTER]
    exists = any(isinstance(part, NotesMasterPart) for part in view.parts)
    if sorted(listed) != sorted(related) or (exists and not listed):
        yield view.package.deck.partname, "the notes master and p:notesMasterIdLst do not agree"


def themes_own(view: PackageView) -> Iterator[Fault]:
    """Each master has a theme of its own."""
    users: Counter[Part] = Counter()
    for part in view.parts:
        if part.content_type in (CT.PML_SLIDE_MASTER, CT.PML_NOTES_MASTER, CT.PML_HANDOUT_MASTER):
            users.update(set(view.themes(part)))
    for theme, times in users.items():
        if times > 1:
            yield theme.partname, f"is shared by {times} masters"


def workbooks_own(view: PackageView) -> Iterator[Fault]:
    """No two charts share a workbook, and no two slides a chart: editing one would change the other."""
    for kind, owners in ((RT.PACKAGE, CT.DML_CHART), (RT.CHART, CT.PML_SLIDE)):
        users: Counter[Part] = Counter()
        for part in view.parts:
            if part.content_type == owners:
                users.update(set(view.many(kind, part)))
        for shared, times in users.items():
            if times > 1:
                yield shared.partname, f"is shared by {times} owners"


def no_macros(view: PackageView) -> Iterator[Fault]:
    """Nothing that runs: no macros, no ActiveX binaries."""
    for part in view.parts:
        if "vbaProject" in part.content_type or "macroEnabled" in part.content_type or "activeX" in part.content_type:
            yield part.partname, "can run code"


RULES: tuple[Rule, ...] = (
    part_names_unique,
    part_names_valid,
    parts_typed,
    one_presentation,
    xml_parses,
    references_resolve,
    references_fit,
    targets_fit,
    relationships_single,
    no_unused_relationships,
    media_paired,
    addresses_valid,
    notes_paired,
    notes_master_listed,
    themes_own,
    workbooks_own,
    no_macros,
)
