"""The people: same proportions everywhere, one alternative text, unique ids."""

from __future__ import annotations

from itertools import count

from lxml import etree
from pptx.oxml.ns import qn

from whp_deck.office.figures import Area, person, solid_fill, trio
from whp_deck.office.handoff_scene import ROOM, handoff_group
from whp_deck.office.units import EMU_PER_INCH
from whp_deck.plan import Figures

ALT = "Giver and receiver talk; the patient stands between them"


def _names(element: etree._Element) -> list[str]:
    return [shape.get("name", "") for shape in element.iter(qn("p:cNvPr"))]


def test_a_bubble_exists_only_for_who_speaks() -> None:
    spoken = _names(handoff_group(Figures(ALT, (True, False, True)), 20))
    assert [name for name in spoken if name.endswith("bubble")] == ["Giver bubble", "Receiver bubble"]
    assert not [name for name in _names(handoff_group(Figures(ALT), 20)) if "bubble" in name]


def test_the_group_alone_has_alternative_text_and_ids_count_up() -> None:
    group = handoff_group(Figures(ALT, (True, True, True)), 20)
    described = [shape.get("descr") for shape in group.iter(qn("p:cNvPr")) if shape.get("descr")]
    assert described == [ALT]
    ids = sorted(int(shape.get("id", "0")) for shape in group.iter(qn("p:cNvPr")))
    assert ids == list(range(20, 20 + len(ids)))


def test_the_handoff_stays_in_its_room_and_stands_on_its_floor() -> None:
    for says in ((False, False, False), (True, True, True)):
        frame = handoff_group(Figures(ALT, says), 2).find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
        (x, y), (cx, cy) = ([int(v) for v in child.attrib.values()] for child in frame[:2])
        assert ROOM.x <= x
        assert x + cx <= ROOM.x + ROOM.width
        assert ROOM.y <= y
        assert y + cy == ROOM.y + ROOM.height


def test_nobody_speaks_makes_the_people_larger() -> None:
    heights = []
    for says in ((True, False, False), (False, False, False)):
        (giver,) = [g for g in handoff_group(Figures(ALT, says), 2).iter(qn("p:grpSp")) if _names(g)[0] == "Giver"]
        heights.append(round(int(giver.find(f".//{qn('a:ext')}[@cy]").get("cy")) / EMU_PER_INCH, 2))
    assert heights == [1.75, 2.7]


def test_staff_wear_a_badge_and_the_patient_none() -> None:
    for role, badge in (("giver", True), ("receiver", True), ("patient", False), ("family", False)):
        names = _names(person(role, center=2, base=3, height=1, ids=count(2)))  # type: ignore[arg-type]
        assert (f"{role.capitalize()} badge" in names) is badge


def test_the_patient_stands_in_front_with_a_halo() -> None:
    names = _names(trio(center=5, base=6, height=2, ids=count(2), ground="bg2"))
    assert names.index("Patient halo head") > names.index("Receiver body")
    assert names.index("Patient head") > names.index("Patient halo body")


def test_colors_and_edges() -> None:
    assert solid_fill("accent1 60/40") == (
        '<a:solidFill><a:schemeClr val="accent1"><a:lumMod val="60000"/><a:lumOff val="40000"/></a:schemeClr></a:solidFill>'
    )
    left, right = Area.inches(0.1, 0, 0.3333, 1), Area.inches(0.4333, 0, 1, 1)
    assert left.x + left.width == right.x
