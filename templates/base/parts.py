"""Everything of the template that is not a layout: theme, master, notes master, table style, presentation, properties.

In: nothing, or the number of layouts. Out: XML as text. Colors stand in `colors.py` and nowhere else; slides,
layouts and masters name theme slots only.
"""

from __future__ import annotations

from colors import COLORS
from lxml import etree

from base.shapes import FOOTERS, FULL, INSETS, LEFT, NS, TITLE, TOP, Level, Slot, bulleted, title_slot
from whp_deck.office.figures import solid_fill
from whp_deck.office.inks import TABLE_STYLE_ID
from whp_deck.office.units import EMU_PER_INCH

SLIDE_SIZE = (12192000, 6858000)
NOTES_SIZE = (6858000, 9144000)
FIRST_LAYOUT_ID = 2147483649
_EMPTY_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_COLOR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_FACES = (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
_WHITE_GROUND = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


def theme() -> str:
    """A flat theme: no gradients, no shadows; three fills, lines and effects because the format asks for three."""
    colors = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in COLORS.items())
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(
        f'<a:ln w="{w}" cap="flat" cmpd="sng" algn="ctr">{fill}<a:prstDash val="solid"/><a:miter lim="800000"/></a:ln>'
        for w in (9525, 19050, 28575)
    )
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme {NS} name="Warm Handoff"><a:themeElements><a:clrScheme name="Warm Handoff">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Warm Handoff"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Warm Handoff"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        f"<a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _style(levels: list[Level], font: str = "mn") -> str:
    """Levels with language and theme font: what everything below inherits."""
    inner = "".join(level.xml(n) for n, level in enumerate(levels, start=1))
    faces = "".join(f'<a:{face} typeface="+{font}-{short}"/>' for face, short in _FACES)
    return inner.replace("</a:defRPr>", f"{faces}</a:defRPr>").replace("<a:defRPr ", '<a:defRPr lang="en-US" ')


def _body_levels() -> list[Level]:
    first, second = bulleted(28)
    deeper = [Level(20, bullet="–", before=6, margin=0.35 * n) for n in (2, 3, 4)]
    return [first, second, *deeper]


def master(layouts: int) -> str:
    """The slide master, whose layouts have the relationship ids rId1 … rIdN; the theme is rId(N+1)."""
    body = Slot("Body", "body", 1, (LEFT, TOP, FULL, 4.8), (), ["Text", "Second level", "Third level"])
    slots = [title_slot(levels=()), body, *FOOTERS]
    shapes = "".join(etree.tostring(slot.element(n), encoding="unicode") for n, slot in enumerate(slots, start=2))
    shapes = shapes.replace(' hasCustomPrompt="1"', "")
    listed = "".join(f'<p:sldLayoutId id="{FIRST_LAYOUT_ID + n}" r:id="rId{n + 1}"/>' for n in range(layouts))
    return (
        f"<p:sldMaster {NS}><p:cSld>{_WHITE_GROUND}<p:spTree>{_EMPTY_TREE}{shapes}</p:spTree></p:cSld>{_COLOR_MAP}"
        f'<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:hf hdr="0" dt="0"/><p:txStyles><p:titleStyle>'
        f"{_style([TITLE], 'mj')}</p:titleStyle><p:bodyStyle>{_style(_body_levels())}</p:bodyStyle>"
        f"<p:otherStyle>{_style([Level(18)] * 9)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def notes_master() -> str:
    """Notes pages: the slide above, 12-point notes below with room for about 400 words."""
    small = ' sz="1000"'

    def box(shape_id: int, name: str, ph: str, place: tuple[int, int, int, int], body: str, *, frame: str = "") -> str:
        x, y, cx, cy = place
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"{frame}/>'
            f"</p:cNvSpPr><p:nvPr><p:ph {ph}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>"
            f'<a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{body}</p:sp>'
        )

    def text(anchor: str, align: str, words: str) -> str:
        return (
            f'</p:spPr><p:txBody><a:bodyPr {INSETS} anchor="{anchor}"/><a:lstStyle><a:lvl1pPr algn="{align}">'
            f"<a:defRPr{small}/></a:lvl1pPr></a:lstStyle><a:p>{words}"
            f'<a:endParaRPr lang="en-US"{small}/></a:p></p:txBody>'
        )

    def field(guid: str, kind: str, shown: str) -> str:
        return f'<a:fld id="{{{guid}}}" type="{kind}"><a:rPr lang="en-US"/><a:t>{shown}</a:t></a:fld>'

    line = '<a:noFill/><a:ln w="9525"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr>'
    prompt = "".join(
        f'<a:p><a:pPr lvl="{n}"/><a:r><a:rPr lang="en-US"/><a:t>{words}</a:t></a:r></a:p>'
        for n, words in enumerate(("What to say and do", "Second level"))
    )
    levels = _style([Level(12, before=4, margin=0.25 * n) for n in range(5)])
    # said on the placeholder as well as in notesStyle: LibreOffice reads only the placeholder and would print 20 points
    style = f"<a:lstStyle>{levels}</a:lstStyle>"
    notes = f"</p:spPr><p:txBody><a:bodyPr {INSETS}><a:normAutofit/></a:bodyPr>{style}{prompt}</p:txBody>"
    wide = 6858000 - 2 * 571500
    shapes = [
        box(2, "Header", 'type="hdr" sz="quarter"', (571500, 342900, 3429000, 228600), text("ctr", "l", "")),
        box(3, "Date", 'type="dt" sz="quarter" idx="1"', (4286250, 342900, 2000250, 228600), text("ctr", "r", "")),
        box(4, "Slide Image", 'type="sldImg" idx="2"', (571500, 685800, wide, round(wide * 9 / 16)), line,
            frame=' noRot="1" noChangeAspect="1"'),
        box(5, "Notes", 'type="body" sz="quarter" idx="3"', (571500, 4114800, wide, 4343400), notes),
        box(6, "Footer", 'type="ftr" sz="quarter" idx="4"', (571500, 8572500, 4572000, 228600), text("ctr", "l", "")),
        box(7, "Slide Number", 'type="sldNum" sz="quarter" idx="5"', (5286375, 8572500, 1000125, 228600),
            text("ctr", "r", field("8F3C1D7A-52E6-4B09-A1C4-6D0E9B2F7C35", "slidenum", "‹#›"))),
    ]  # fmt: skip
    return (
        f"<p:notesMaster {NS}><p:cSld>{_WHITE_GROUND}<p:spTree>{_EMPTY_TREE}{''.join(shapes)}</p:spTree></p:cSld>"
        f"{_COLOR_MAP}<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    )


def presentation() -> str:
    """No slides; the notes master right after the slide master."""
    return (
        f'<p:presentation {NS} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
        f'</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{SLIDE_SIZE[0]}" cy="{SLIDE_SIZE[1]}"/><p:notesSz cx="{NOTES_SIZE[0]}" cy="{NOTES_SIZE[1]}"/>'
        f"<p:defaultTextStyle>{_style([Level(18)] * 9)}</p:defaultTextStyle></p:presentation>"
    )


def table_styles() -> str:
    """Our one table style; the first column has no color of its own, or LibreOffice hides the corner cell."""
    none = "<a:ln><a:noFill/></a:ln>"
    rule, last = (f'<a:ln w="12700" cmpd="sng">{solid_fill(ink)}</a:ln>' for ink in ("bg2 90", "tx2"))
    borders = "".join(
        f"<a:{side}>{line}</a:{side}>"
        for side, line in (
            ("left", none), ("right", none), ("top", none), ("bottom", last), ("insideH", rule), ("insideV", none),
        )
    )  # fmt: skip
    font = '<a:fontRef idx="minor"/><a:schemeClr val="{}"/>'
    return (
        f'<a:tblStyleLst {NS} def="{TABLE_STYLE_ID}"><a:tblStyle styleId="{TABLE_STYLE_ID}" styleName="Warm Handoff">'
        f"<a:wholeTbl><a:tcTxStyle>{font.format('tx1')}</a:tcTxStyle><a:tcStyle><a:tcBdr>{borders}</a:tcBdr><a:fill>"
        f'<a:noFill/></a:fill></a:tcStyle></a:wholeTbl><a:firstCol><a:tcTxStyle b="on"/><a:tcStyle><a:tcBdr/>'
        f'</a:tcStyle></a:firstCol><a:firstRow><a:tcTxStyle b="on">{font.format("bg1")}</a:tcTxStyle><a:tcStyle>'
        f'<a:tcBdr/><a:fill><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:fill></a:tcStyle></a:firstRow>'
        f"</a:tblStyle></a:tblStyleLst>"
    )


def presentation_properties() -> str:
    return f"<p:presentationPr {NS}/>"


def view_properties() -> str:
    return f'<p:viewPr {NS}><p:gridSpacing cx="{EMU_PER_INCH // 8}" cy="{EMU_PER_INCH // 8}"/></p:viewPr>'


def core_properties() -> str:
    """Every property set, so that no tool fills in a person's name."""
    stamp = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:{0}>'
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Warm Handoff Plus base template</dc:title>'
        "<dc:subject>Warm Handoff Plus training</dc:subject><dc:creator>whp-deck</dc:creator>"
        "<cp:keywords>warm handoff</cp:keywords><dc:description>Layouts for whp-deck</dc:description>"
        "<cp:lastModifiedBy>whp-deck</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{stamp.format('created')}{stamp.format('modified')}<cp:category>template</cp:category>"
        "<dc:language>en-US</dc:language></cp:coreProperties>"
    )


def app_properties() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<PresentationFormat>Widescreen</PresentationFormat><Slides>0</Slides></Properties>"
    )
