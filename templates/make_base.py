"""Makes `templates/base.pptx`, the look of every deck, and the video's poster: `python templates/make_base.py [FILE]`.

In: the layouts and parts of `templates/base`. Out: one file, the same bytes each time. Must not read anything else:
what a designer changes in PowerPoint instead is a template of the practice's own.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

from base import layouts_practice as practice
from base import layouts_show as show
from base import layouts_talk as talk
from base import parts
from base.poster import SIZE as POSTER_SIZE
from base.poster import draw_poster
from base.shapes import NS, Layout
from lxml import etree

PREFIXES = {part.split("=")[0].removeprefix("xmlns:"): part.split("=")[1].strip('"') for part in NS.split()}
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
TYPE = "application/vnd.openxmlformats-officedocument.presentationml"


def list_layouts() -> list[Layout]:
    """All layouts in the order of PowerPoint's gallery."""
    return [
        talk.title(),
        talk.content(),
        talk.content_full(),
        talk.statement(),
        talk.content_with_figures(),
        talk.content_with_picture(),
        talk.two_columns(),
        talk.comparison(),
        talk.checklist(),
        show.agenda(),
        show.handoff(),
        show.table(),
        practice.video(),
        practice.scene(),
        practice.your_turn(),
        practice.your_turn_four(),
        practice.your_turn_two(),
        practice.your_turn_family(),
        practice.debrief(),
        talk.section(),
        show.big_number(),
        talk.quote(),
        show.steps(3),
        show.steps(4),
        show.steps(5),
        show.discussion(),
        show.decision(),
        show.decision_open(),
        talk.closing(),
        talk.title_only(),
    ]


def _relationships(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if kind.startswith("http") else f"{REL}/{kind}"}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _content_types(overrides: dict[str, str]) -> str:
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _serialize(xml: str | etree._Element) -> bytes:
    root = etree.fromstring(xml.encode()) if isinstance(xml, str) else xml
    if root.tag.startswith("{" + PREFIXES["p"]):
        etree.cleanup_namespaces(root, top_nsmap=PREFIXES, keep_ns_prefixes=["a", "r", "p"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def make_base() -> bytes:
    """The template as bytes."""
    layouts = list_layouts()
    theme_type = "application/vnd.openxmlformats-officedocument.theme+xml"
    contents: dict[str, tuple[str, str | etree._Element]] = {
        "ppt/presentation.xml": (f"{TYPE}.presentation.main+xml", parts.presentation()),
        "ppt/slideMasters/slideMaster1.xml": (f"{TYPE}.slideMaster+xml", parts.master(len(layouts))),
        "ppt/notesMasters/notesMaster1.xml": (f"{TYPE}.notesMaster+xml", parts.notes_master()),
        "ppt/theme/theme1.xml": (theme_type, parts.theme()),
        "ppt/theme/theme2.xml": (theme_type, parts.theme()),
        "ppt/presProps.xml": (f"{TYPE}.presProps+xml", parts.presentation_properties()),
        "ppt/viewProps.xml": (f"{TYPE}.viewProps+xml", parts.view_properties()),
        "ppt/tableStyles.xml": (f"{TYPE}.tableStyles+xml", parts.table_styles()),
        "docProps/core.xml": (
            "application/vnd.openxmlformats-package.core-properties+xml",
            parts.core_properties(),
        ),
        "docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            parts.app_properties(),
        ),
    }
    files = [f"slideLayouts/slideLayout{n}.xml" for n in range(1, len(layouts) + 1)]
    relationships = {
        "_rels/.rels": [
            ("officeDocument", "ppt/presentation.xml"),
            (CORE_PROPERTIES, "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ],
        "ppt/_rels/presentation.xml.rels": [
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("theme", "theme/theme1.xml"),
            ("tableStyles", "tableStyles.xml"),
        ],
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": [
            *(("slideLayout", f"../{file}") for file in files),
            ("theme", "../theme/theme1.xml"),
        ],
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": [("theme", "../theme/theme2.xml")],
    }
    for file, layout in zip(files, layouts, strict=True):
        contents[f"ppt/{file}"] = (f"{TYPE}.slideLayout+xml", layout.element())
        name = file.rpartition("/")[2]
        relationships[f"ppt/slideLayouts/_rels/{name}.rels"] = [("slideMaster", "../slideMasters/slideMaster1.xml")]
    members = {"[Content_Types].xml": _serialize(_content_types({name: kind for name, (kind, _) in contents.items()}))}
    members |= {name: _serialize(_relationships(targets)) for name, targets in relationships.items()}
    members |= {name: _serialize(xml) for name, (_, xml) in contents.items()}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, data)
    return buffer.getvalue()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("base.pptx")
    target.write_bytes(make_base())
    target.with_name("poster.png").write_bytes(draw_poster(*POSTER_SIZE))
    print(f"{target}: {len(list_layouts())} layouts")
