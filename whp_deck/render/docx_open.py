"""A Word file as a package: opened safely, freed of what it knew about people, written with the same bytes each time.

In: the path of a .docx or .dotx. Out: python-docx's document part; at the end the bytes of a file, and whether such
a file was saved by any program since. Must not know styles, text or packet sections.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any, cast
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from whp_deck.errors import TemplateError
from whp_deck.office.clock import fixed_stamp
from whp_deck.office.writer import ZipWriter, content_types_xml
from whp_deck.office.xml import clean
from whp_deck.render.docx_xml import W_NS

Element = etree._Element

_SAVE_AS = "open it in Word and save it as Word Document (.docx)"
_MAX_UNPACKED = 200 << 20
_MAX_MEMBERS = 5000
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KEPT = {
    RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.THEME, RT.FONT_TABLE, RT.WEB_SETTINGS, RT.FOOTNOTES, RT.ENDNOTES,
}  # fmt: skip
_SETTINGS_LEFT_OUT = (
    "rsids", "attachedTemplate", "mailMerge", "docVars", "trackRevisions", "documentProtection", "writeProtection",
    "evenAndOddHeaders", "updateFields",
)  # fmt: skip
_STAMP, _OPEN = "docProps/custom.xml", b"not yet computed"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # MS-OSHARED 2.3.3.2.1: FMTID of user-defined properties


def open_word(path: Path) -> Any:
    """python-docx's document part of the file. Raises TemplateError, in plain words, for one that cannot be used."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise TemplateError(
            path, "is not there", "check the path and its spelling; paths count from the file that names them"
        ) from None
    except OSError as error:
        raise TemplateError(path, f"cannot be read ({error.strerror})", "is it open, or not yet downloaded?") from error
    try:
        return docx.Document(io.BytesIO(_as_document(path, data))).part
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, OSError, etree.XMLSyntaxError) as error:
        raise TemplateError(path, "is damaged, or no Word document", _SAVE_AS) from error


def drop_foreign(part: Any, page: Element) -> None:
    """Take out whatever only the template's own text, people or machine needed; `page` names the footers that stay."""
    footers = {one.get(qn("r:id")) for one in page.iterchildren(qn("w:footerReference"))}
    for r_id, one in list(part.rels.items()):
        if one.reltype not in _KEPT and not (one.reltype == RT.FOOTER and r_id in footers):
            del part.rels[r_id]
    for r_id, one in list(part.package.rels.items()):
        if one.reltype != RT.OFFICE_DOCUMENT:
            del part.package.rels[r_id]
    settings = next((one.target_part for one in part.rels.values() if one.reltype == RT.SETTINGS), None)
    if settings is not None:
        for name in _SETTINGS_LEFT_OUT:
            for element in list(settings.element.iterchildren(qn(f"w:{name}"))):
                settings.element.remove(element)
        for r_id in list(settings.rels):
            del settings.rels[r_id]


def last_section(body: Element) -> Element:
    """The page of the document: the last `w:sectPr`, an empty one when there is none."""
    found = body.find(qn("w:sectPr"))
    return cast(Element, parse_xml(f'<w:sectPr xmlns:w="{W_NS}"/>')) if found is None else found


def set_properties(package: Any, *, title: str, author: str, subject: str, language: str) -> None:
    """Title, author and the like, all anew, and a place for the stamp."""
    names = (
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    texts = (("dc:title", title), ("dc:subject", subject), ("dc:creator", author), ("cp:lastModifiedBy", author))
    inner = "".join(f"<{name}>{escape(clean(text))}</{name}>" for name, text in texts)
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{fixed_stamp()}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    core = f"<cp:coreProperties {names}>{inner}<cp:revision>1</cp:revision>{times}<dc:language>{escape(clean(language))}</dc:language></cp:coreProperties>"
    app = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>whp-deck</Application></Properties>'
    stamp = (
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"><property fmtid="{_FORMAT}" '
        f'pid="2" name="whp-deck"><vt:lpwstr>{_OPEN.decode()}</vt:lpwstr></property></Properties>'
    )
    for name, kind, reltype, xml in (
        ("core", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, core),
        ("app", CT.OFC_EXTENDED_PROPERTIES, RT.EXTENDED_PROPERTIES, app),
        ("custom", CT.OFC_CUSTOM_PROPERTIES, RT.CUSTOM_PROPERTIES, stamp),
    ):
        blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
        package.relate_to(Part(PackURI(f"/docProps/{name}.xml"), kind, blob, package), reltype)


def package_bytes(package: Any) -> bytes:
    """The file: members in a fixed order with fixed times, stamped with a digest of all of them."""
    parts = list(package.iter_parts())
    members: dict[str, bytes] = {
        "[Content_Types].xml": content_types_xml(parts),
        "_rels/.rels": _rels_xml(package.rels),
    }
    for part in parts:
        members[part.partname[1:]] = part.blob
        if len(part.rels):
            members[part.partname.rels_uri[1:]] = _rels_xml(part.rels)
    members[_STAMP] = members[_STAMP].replace(_OPEN, _digest(members).encode())
    stream = io.BytesIO()
    writer = ZipWriter(stream)
    for name in sorted(members, key=lambda one: (one != "[Content_Types].xml", one != "_rels/.rels", one)):
        writer.add(name, members[name])
    writer.close()
    return stream.getvalue()


def _rels_xml(rels: Any) -> bytes:
    xml = rels.xml
    return xml.encode() if isinstance(xml, str) else bytes(xml)


def is_as_built(data: bytes) -> bool:
    """Whether a .docx is one of ours that no program has saved since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return False
    return _STAMP in members and f">{_digest(members)}<".encode() in members[_STAMP]


def _digest(members: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(members):
        if name != _STAMP:
            digest.update(name.encode() + b"\0" + members[name])
    return digest.hexdigest()[:32]


def _as_document(path: Path, data: bytes) -> bytes:
    """The file as python-docx takes it: a template becomes a document. Raises TemplateError for what is unsafe."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        reason = "is protected by a password" if locked else "is in the old Word format (.doc)"
        raise TemplateError(path, reason, "save it without one" if locked else _SAVE_AS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > _MAX_UNPACKED or len(infos) > _MAX_MEMBERS:
            raise TemplateError(path, "would unpack to more than 200 MB; it is refused as unsafe")
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types:
            raise TemplateError(path, "contains macros (.docm or .dotm)", "macros never run from here; " + _SAVE_AS)
        if b"wordprocessingml" not in types:
            raise TemplateError(path, "is no Word document", _SAVE_AS)
        if b"purl.oclc.org/ooxml" in archive.read("_rels/.rels"):
            raise TemplateError(path, "is a Strict Open XML document, which few programs can read", _SAVE_AS)
        wanted = types.replace(f"{_TYPES}template.main+xml".encode(), f"{_TYPES}document.main+xml".encode())
        if wanted == types:
            return data
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed:
            for info in infos:
                changed.writestr(
                    info.filename, wanted if info.filename == "[Content_Types].xml" else archive.read(info)
                )
        return stream.getvalue()
