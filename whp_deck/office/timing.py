"""The timing of a slide whose movie plays, and timing without a shape that has gone.

In: the movie's shape id, length and start. Out: `p:timing`, as PowerPoint writes it. Parsed, never joined blindly: one
lost closing tag makes PowerPoint refuse a whole file, without offering repair. Must not look at the slide's shapes.

Three parts: the click sequence plays the movie from its start (left out when only a click on the picture is to), the
media node is the movie itself, and the interactive sequence pauses it and goes on with each click on the picture.
"""

from __future__ import annotations

from itertools import count

from whp_deck.office.xml import Element, fragment, p
from whp_deck.plan import MovieStart

_BUILDS = (p("bldP"), p("bldDgm"), p("bldGraphic"), p("bldOleChart"))
_NEEDED = (p("cTn"), p("childTnLst"))  # a group of effects cannot be without
_MAIN_SEQUENCE = 2  # the id of its time node; 1 is the root's


def movie_timing(shape_id: str, *, start: MovieStart, seconds: float = 0) -> Element:
    """`p:timing` for one movie; `seconds` is how long it plays."""
    target = f'<p:tgtEl><p:spTgt spid="{int(shape_id)}"/></p:tgtEl>'
    ids = count(3 if start != "when-clicked" else _MAIN_SEQUENCE)
    main = _main_sequence(target, start, round(seconds * 1000), ids) if start != "when-clicked" else ""
    media = (
        f'<p:video><p:cMediaNode vol="80000"><p:cTn id="{next(ids)}" fill="hold" display="0"><p:stCondLst>'
        f'<p:cond delay="indefinite"/></p:stCondLst></p:cTn>{target}</p:cMediaNode></p:video>'
    )
    return fragment(
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        f"{main}{media}{_interactive_sequence(target, ids)}</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
    )


def insert_timing(slide: Element, timing: Element) -> None:
    """Put `p:timing` where the schema wants it: behind everything but the extensions (ECMA-376 part 1, 19.3.1.38)."""
    extensions = slide.find(p("extLst"))
    if extensions is not None:
        extensions.addprevious(timing)
    else:
        slide.append(timing)


def _main_sequence(target: str, start: MovieStart, milliseconds: int, ids: count[int]) -> str:
    by_itself = f'<p:cond evt="onBegin" delay="0"><p:tn val="{_MAIN_SEQUENCE}"/></p:cond>'
    begins = '<p:cond delay="indefinite"/>' + (by_itself if start == "automatic" else "")
    node = "afterEffect" if start == "automatic" else "clickEffect"
    play = _call("playFrom(0.0)", target, 1, node, max(milliseconds, 1), begins, ids)
    turns = "".join(
        f'<p:{name}CondLst><p:cond evt="{event}" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:{name}CondLst>'
        for name, event in (("prev", "onPrev"), ("next", "onNext"))
    )
    return (
        f'<p:seq concurrent="1" nextAc="seek"><p:cTn id="{_MAIN_SEQUENCE}" dur="indefinite" nodeType="mainSeq">'
        f"<p:childTnLst>{play}</p:childTnLst></p:cTn>{turns}</p:seq>"
    )


def _interactive_sequence(target: str, ids: count[int]) -> str:
    own = next(ids)
    pause = _call("togglePause", target, 2, "clickEffect", 1, '<p:cond delay="0"/>', ids)
    click = f'<p:cond evt="onClick" delay="0">{target}</p:cond>'
    return (
        f'<p:seq concurrent="1" nextAc="seek"><p:cTn id="{own}" restart="whenNotActive" fill="hold" '
        f'evtFilter="cancelBubble" nodeType="interactiveSeq"><p:stCondLst>{click}</p:stCondLst>'
        '<p:endSync evt="end" delay="0"><p:rtn val="all"/></p:endSync>'
        f"<p:childTnLst>{pause}</p:childTnLst></p:cTn><p:nextCondLst>{click}</p:nextCondLst></p:seq>"
    )


def _call(command: str, target: str, preset: int, node: str, milliseconds: int, begins: str, ids: count[int]) -> str:
    """A media call inside the three nested groups that PowerPoint puts round each effect."""
    outer, inner, effect, behavior = (next(ids) for _ in range(4))
    at_once = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'
    return (
        f'<p:par><p:cTn id="{outer}" fill="hold"><p:stCondLst>{begins}</p:stCondLst><p:childTnLst>'
        f'<p:par><p:cTn id="{inner}" fill="hold">{at_once}<p:childTnLst>'
        f'<p:par><p:cTn id="{effect}" presetID="{preset}" presetClass="mediacall" presetSubtype="0" fill="hold" '
        f'nodeType="{node}">{at_once}<p:childTnLst><p:cmd type="call" cmd="{command}"><p:cBhvr>'
        f'<p:cTn id="{behavior}" dur="{milliseconds}" fill="hold"/>{target}</p:cBhvr></p:cmd></p:childTnLst></p:cTn></p:par>'
        "</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>"
    )


def forget_shape(slide: Element, shape_id: str) -> None:
    """Take the shape's animations out of the slide's; where one of its own starts another's, all of them go."""
    timing = slide.find(p("timing"))
    if timing is None:
        return
    for one in [one for one in timing.iter(*_BUILDS) if one.get("spid") == shape_id]:
        _drop_emptied(one, timing)
    for target in [one for one in timing.iter(p("spTgt")) if one.get("spid") == shape_id]:
        effect = next((one for one in target.iterancestors(p("par")) if _is_effect(one)), None)
        if effect is not None:
            _drop_emptied(effect, timing)
    left = any(one.get("spid") == shape_id for one in timing.iter(p("spTgt")))
    if left or next(timing.iter(p("spTgt"), p("sldTgt")), None) is None:
        slide.remove(timing)


def _is_effect(group: Element) -> bool:
    node = group.find(p("cTn"))
    return node is not None and node.get("presetClass") is not None


def _drop_emptied(element: Element, timing: Element) -> None:
    """Take it out, and every group round it that would be left without a child: an empty list breaks the file."""
    holder = element.getparent()
    while holder is not None and holder is not timing and (len(holder) == 1 or element.tag in _NEEDED):
        element, holder = holder, holder.getparent()
    if holder is not None:
        holder.remove(element)
