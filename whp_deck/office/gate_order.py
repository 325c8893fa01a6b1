"""The order in which the schema wants children, for the elements that we or people's tools write.

In: an element. Out: what is wrong with its children, or "". Source: ECMA-376 part 1, annex A (pml.xsd, dml-main.xsd).
Must not know parts. Elements that are not in the table are not judged.
"""

from __future__ import annotations

from whp_deck.office.alternates import ALTERNATES, EQUATION
from whp_deck.office.xml import Element, a, p

_FILL = "noFill|solidFill|gradFill|blipFill|pattFill|grpFill"
_EFFECT = "effectLst|effectDag"
_LINE = f"{_FILL} prstDash|custDash round|bevel|miter headEnd tailEnd extLst"
_ANY_SHAPE = "sp|grpSp|graphicFrame|cxnSp|pic|contentPart|AlternateContent"
_TEXT_BODY = "bodyPr! lstStyle p+"
_SHAPE_PROPERTIES = f"xfrm custGeom|prstGeom {_FILL} ln {_EFFECT} scene3d sp3d extLst"

# name → children in order; "!" = must be there, "+" = once or more, "*" = any number, else at most once
_P = {
    "presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz! smartTags "
    "embeddedFontLst custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst",
    "sld": "cSld! clrMapOvr transition|AlternateContent* timing extLst",
    "notes": "cSld! clrMapOvr extLst",
    "cSld": "bg spTree! custDataLst controls extLst",
    "spTree": f"nvGrpSpPr! grpSpPr! {_ANY_SHAPE}* extLst",
    "grpSp": f"nvGrpSpPr! grpSpPr! {_ANY_SHAPE}* extLst",
    "sp": "nvSpPr! spPr! style txBody extLst",
    "pic": "nvPicPr! blipFill! spPr! style extLst",
    "cxnSp": "nvCxnSpPr! spPr! style extLst",
    "graphicFrame": "nvGraphicFramePr! xfrm! graphic! extLst",
    "nvSpPr": "cNvPr! cNvSpPr! nvPr!",
    "nvPicPr": "cNvPr! cNvPicPr! nvPr!",
    "nvGraphicFramePr": "cNvPr! cNvGraphicFramePr! nvPr!",
    "nvGrpSpPr": "cNvPr! cNvGrpSpPr! nvPr!",
    "cNvPr": "hlinkClick hlinkHover extLst",
    "nvPr": "ph audioCd|wavAudioFile|audioFile|videoFile|quickTimeFile custDataLst extLst",
    "spPr": _SHAPE_PROPERTIES,
    "grpSpPr": f"xfrm {_FILL} {_EFFECT} scene3d extLst",
    "blipFill": "blip srcRect tile|stretch",
    "txBody": _TEXT_BODY,
    "timing": "tnLst bldLst extLst",
    "xfrm": "off ext",
    "custDataLst": "custData* tags",
}
_A = {
    "txBody": _TEXT_BODY,
    "p": "pPr r|br|fld|AlternateContent|m* endParaRPr",
    "r": "rPr t!",
    "fld": "rPr pPr t",
    "pPr": "lnSpc spcBef spcAft buClrTx|buClr buSzTx|buSzPct|buSzPts buFontTx|buFont buNone|buAutoNum|buChar|buBlip "
    "tabLst defRPr extLst",
    "rPr": f"ln {_FILL} {_EFFECT} highlight uLnTx|uLn uFillTx|uFill latin ea cs sym hlinkClick hlinkMouseOver rtl extLst",
    "bodyPr": "prstTxWarp noAutofit|normAutofit|spAutoFit scene3d sp3d|flatTx extLst",
    "tbl": "tblPr tblGrid! tr*",
    "tr": "tc* extLst",
    "tc": "txBody tcPr extLst",
    "tcPr": f"lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D {_FILL} headers extLst",
    "ln": _LINE,
    "lnL": _LINE,
    "lnR": _LINE,
    "lnT": _LINE,
    "lnB": _LINE,
    "xfrm": "off ext chOff chExt",
    "blip": "alphaBiLevel|alphaCeiling|alphaFloor|alphaInv|alphaMod|alphaModFix|alphaRepl|biLevel|blur|clrChange|"
    "clrRepl|duotone|fillOverlay|grayscl|hsl|lum|tint* extLst",
    "hlinkClick": "snd extLst",
    "tblPr": f"{_FILL} {_EFFECT} tableStyle|tableStyleId extLst",
}
_A["endParaRPr"] = _A["rPr"]
_A["defRPr"] = _A["rPr"]
for _level in range(1, 10):
    _A[f"lvl{_level}pPr"] = _A["pPr"]

_Order = tuple[dict[str, int], frozenset[int], frozenset[int]]


def _order(text: str, space: str) -> _Order:
    """Rank of each child, ranks that may repeat, ranks that must occur."""
    ranks: dict[str, int] = {}
    repeat, must = set(), set()
    for rank, group in enumerate(text.split()):
        if group[-1] in "+*":
            repeat.add(rank)
        if group[-1] in "+!":
            must.add(rank)
        for name in group.rstrip("+*!").split("|"):
            ranks[_qualified(name, space)] = rank
    return ranks, frozenset(repeat), frozenset(must)


def _qualified(name: str, space: str) -> str:
    if name in _ELSEWHERE:
        return _ELSEWHERE[name]
    return p(name) if space == "p" and name not in _FOREIGN else a(name)


_ELSEWHERE = {"AlternateContent": ALTERNATES, "m": EQUATION}
_FOREIGN = frozenset(  # children of PresentationML elements that are DrawingML
    [
        "xfrm",
        "custGeom",
        "prstGeom",
        "ln",
        "scene3d",
        "sp3d",
        "blip",
        "srcRect",
        "tile",
        "stretch",
        "bodyPr",
        "lstStyle",
        "p",
        "graphic",
        "off",
        "ext",
        "audioCd",
        "wavAudioFile",
        "audioFile",
        "videoFile",
        "quickTimeFile",
        "hlinkClick",
        "hlinkHover",
    ]
) | frozenset(f"{_FILL}|{_EFFECT}".split("|"))

ORDERS: dict[str, _Order] = {
    **{p(name): _order(text, "p") for name, text in _P.items()},
    **{a(name): _order(text, "a") for name, text in _A.items()},
}
ORDERS[p("pic")][0][p("blipFill")] = ORDERS[p("pic")][0].pop(a("blipFill"))
_frame_ranks = ORDERS[p("graphicFrame")][0]
_frame_ranks[p("xfrm")] = _frame_ranks[a("xfrm")]
for _name in ("cNvPr", "nvPr"):
    _ranks = ORDERS[p(_name)][0]
    _ranks[a("extLst")] = _ranks[p("extLst")]
for _name in ("spPr", "grpSpPr"):  # DrawingML's own type (CT_ShapeProperties), so its extensions are DrawingML's too
    _ranks = ORDERS[p(_name)][0]
    _ranks[a("extLst")] = _ranks.pop(p("extLst"))
ORDERED = tuple(ORDERS)


def misplaced(element: Element) -> str:
    """The first thing that is wrong with the element's children, in words; "" when nothing is."""
    ranks, repeat, must = ORDERS[element.tag]
    last = -1
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):  # a comment
            continue
        rank = ranks.get(tag)
        if rank is None:
            return f"may not hold {tag.rpartition('}')[2]}"
        if rank < last:
            return f"holds {tag.rpartition('}')[2]} too late"
        if rank == last and rank not in repeat:
            return f"holds {tag.rpartition('}')[2]} twice, or beside its alternative"
        if must and rank > last + 1 and any(missing in must for missing in range(last + 1, rank)):
            return f"lacks something before {tag.rpartition('}')[2]}"
        last = rank
    if must and any(rank > last for rank in must):
        return "lacks something that it must hold"
    return ""
