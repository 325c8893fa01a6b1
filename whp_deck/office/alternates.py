"""What PowerPoint writes twice: for itself, and a picture for programs that do not know it.

In: a tree of shapes, or a shape. Out: shapes as PowerPoint shows them, and what they are wrapped in. Must not know
slides.

The ink of a pen, equations, 3D models and zooms stand in `mc:AlternateContent`: the shape itself in `mc:Choice`, the
picture in `mc:Fallback`, both with one id (ECMA-376 part 3, 10.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.office.xml import A14_NS, MC_NS, Element, p

ALTERNATES, CHOICE, FALLBACK = (f"{{{MC_NS}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
INK, EQUATION = p("contentPart"), f"{{{A14_NS}}}m"
SHAPES = frozenset({p("sp"), p("pic"), p("graphicFrame"), p("grpSp"), p("cxnSp"), INK})


def shapes_in(tree: Element) -> Iterator[Element]:
    """The shapes of a slide or group as PowerPoint shows them, back to front."""
    for child in tree:
        if child.tag in SHAPES:
            yield child
        elif child.tag == ALTERNATES:
            choice = child.find(CHOICE)
            yield from () if choice is None else shapes_in(choice)


def wrapping(element: Element) -> Element | None:
    """The alternates that hold the element, if any do."""
    return next(element.iterancestors(ALTERNATES), None)


def whole_of(shape: Element) -> Element:
    """What has to come or go with a shape: the alternates that hold it, or itself."""
    whole = wrapping(shape)
    return shape if whole is None else whole
