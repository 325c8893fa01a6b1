"""Ink, equations and comments, which PowerPoint keeps in ways of their own: they are seen, told and kept."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from tests.conftest import SHORT_DECK, Done
from tests.edits.test_merge import build, delete, edit, slide, titles
from whp_deck.edits.compare import describe, find_changes
from whp_deck.edits.files import read_deck_files
from whp_deck.office.comments import COMMENTS_URI
from whp_deck.office.gate import check_file
from whp_deck.office.xml import A14_NS, A_NS, MATH_NS, MC_NS, P14_NS, P_NS, R_NS, extension_list

WriteDeck = Callable[..., Path]
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "a": A_NS,
        "p": P_NS,
        "r": R_NS,
        "mc": MC_NS,
        "p14": P14_NS,
        "a14": A14_NS,
        "m": MATH_NS,
    }.items()
)
_EQUATION = (
    '<a14:m><m:oMathPara><m:oMath><m:r><a:rPr lang="en-US" i="1"/><m:t>x+1</m:t></m:r></m:oMath></m:oMathPara></a14:m>'
)
_NAME = "ours"
_PLACE = '<a:xfrm><a:off x="900000" y="4000000"/><a:ext cx="2000000" cy="400000"/></a:xfrm>'


def _picture(number: int, name: str) -> str:
    """What programs see that know neither ink nor equations; PowerPoint gives it the id of the shape."""
    return (
        f'<mc:Fallback><p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_PLACE}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp></mc:Fallback>'
    )


def _put(one: object, choice: str, requires: str, number: int, name: str) -> None:
    tree = one.shapes._spTree  # type: ignore[attr-defined]
    xml = (
        f'<mc:AlternateContent {_NAMES}><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"{_picture(number, name)}</mc:AlternateContent>"
    )
    tree.append(etree.fromstring(xml))


def draw_ink(deck: object) -> None:
    """As “Keep your ink annotations?” leaves it after a slide show."""
    one = slide(deck, _NAME)
    ink = b'<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"><inkml:trace>1 2, 3 4</inkml:trace></inkml:ink>'
    package = one.part.package  # type: ignore[attr-defined]
    number = 1 + sum(one.partname.startswith("/ppt/ink/") for one in package.iter_parts())
    part = Part(PackURI(f"/ppt/ink/ink{number}.xml"), "application/inkml+xml", package, ink)
    r_id = one.part.relate_to(part, f"{R_NS}/customXml")  # type: ignore[attr-defined]
    choice = (
        f'<p:contentPart p14:bwMode="auto" r:id="{r_id}"><p14:nvContentPartPr><p14:cNvPr id="77" name="Ink 1"/>'
        f"<p14:cNvContentPartPr/><p14:nvPr/></p14:nvContentPartPr>{_PLACE.replace('a:xfrm', 'p14:xfrm')}</p:contentPart>"
    )
    _put(one, choice, "p14", 77, "Ink 1")


def add_equation(deck: object) -> None:
    """In a text box of its own, as Insert > Equation makes it."""
    choice = (
        '<p:sp><p:nvSpPr><p:cNvPr id="78" name="TextBox 1"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'{_PLACE}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
        f"<a:p>{_EQUATION}</a:p></p:txBody></p:sp>"
    )
    _put(slide(deck, _NAME), choice, "a14", 78, "TextBox 1")


def type_equation(deck: object) -> None:
    """Into the words of the slide: PowerPoint then wraps the whole placeholder."""
    one = slide(deck, _NAME)
    body = next(shape for shape in one.placeholders if "We talk" in shape.text_frame.text)._element  # type: ignore[attr-defined]
    paragraph = etree.fromstring(f"<a:p {_NAMES}>{_EQUATION}</a:p>")
    body.find(f"{{{P_NS}}}txBody").append(paragraph)
    number, name = body.nvSpPr.cNvPr.get("id"), body.nvSpPr.cNvPr.get("name")
    text = etree.tostring(body).decode()
    body.getparent().remove(body)
    _put(one, text, "a14", int(number), name)


def comment(deck: object) -> None:
    """As Review > New Comment does since 2021: a part of the slide's, and an extension that names it."""
    one = slide(deck, _NAME)
    words = (
        '<p188:cmLst xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main">'
        '<p188:cm id="{00000000-0000-0000-0000-00000000000A}"/></p188:cmLst>'
    )
    name, kind = PackURI("/ppt/comments/modernComment_104_0.xml"), "application/vnd.ms-powerpoint.comments+xml"
    part = Part(name, kind, one.part.package, words.encode())  # type: ignore[attr-defined]
    r_id = one.part.relate_to(part, "http://schemas.microsoft.com/office/2018/10/relationships/comments")  # type: ignore[attr-defined]
    extension = (
        f'<p:ext {_NAMES} uri="{COMMENTS_URI}"><p188:commentRel '
        f'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" r:id="{r_id}"/></p:ext>'
    )
    extension_list(one._element, f"{{{P_NS}}}extLst").append(etree.fromstring(extension))  # type: ignore[attr-defined]


_MARKS = {draw_ink: b"contentPart", add_equation: b"oMath", type_equation: b"oMath", comment: b"commentRel"}


def ours(*fields: str, title: str = "Ours") -> str:
    lines = "".join(f"      {one}\n" for one in (f"title: {title}", "after: what-is-whp", "minutes: 0", *fields))
    return f"{SHORT_DECK}  add:\n    - id: ours\n{lines}"


def _words(file: Path) -> str:
    return "\n".join(one.text_frame.text for one in slide(Presentation(str(file)), _NAME).shapes if one.has_text_frame)  # type: ignore[attr-defined]


def _holds(file: Path, made: Callable[[object], None]) -> bool:
    """Whether a slide still has it, and what belongs to it."""
    with zipfile.ZipFile(file) as packed:
        slides = [packed.read(name) for name in packed.namelist() if name.startswith("ppt/slides/slide")]
        comments = [packed.read(name) for name in packed.namelist() if name.startswith("ppt/comments/")]
    other = b"r:id" if made is comment else b"Fallback"
    return any(_MARKS[made] in one and other in one for one in slides) and len(comments) == (made is comment)


def tell(deck: Path) -> list[str]:
    return describe(find_changes(read_deck_files(deck)))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (draw_ink, "ink added"),
        pytest.param(add_equation, "a text: ⟨equation x+1⟩ added", marks=pytest.mark.slow),
        pytest.param(type_equation, "⟨equation x+1⟩", marks=pytest.mark.slow),
        pytest.param(comment, "1 comment", marks=pytest.mark.slow),
    ],
)
def test_it_is_told_and_kept(write_deck: WriteDeck, made: Callable[..., None], told: str) -> None:
    deck = write_deck(ours("kind: content", "body: We talk"))
    file = build(deck).files[0]
    edit(file, made)
    (line,) = tell(deck)
    assert told in line
    built = build(write_deck(ours("kind: content", "body: We talk", title="From the file")))
    assert built.problems == ()
    assert "From the file" in titles(file)
    assert _holds(file, made)
    assert check_file(file) == []


@pytest.mark.slow
@pytest.mark.parametrize("made", [draw_ink, add_equation, comment])
def test_it_comes_along_to_another_layout(write_deck: WriteDeck, made: Callable[..., None]) -> None:
    file = build(write_deck(ours("kind: content", "body: We talk"))).files[0]
    for _ in range(1 if made is comment else 2):  # twice: the ids of the second stay apart from those of the first
        edit(file, made)
    sides = ("left: {heading: Us, text: We talk}", "right: {heading: You, text: You add}")
    built = build(write_deck(ours("kind: columns", *sides)))
    assert built.problems == ()
    assert "You add" in _words(file)
    assert _holds(file, made)
    assert check_file(file) == []
    assert [one.code for one in build(write_deck(SHORT_DECK)).problems] == ["edit-orphaned"]
    assert "(Ours)" in titles(file)  # gone from the files, and hidden instead: somebody had drawn on it
    assert _holds(file, made)
    assert check_file(file) == []


@pytest.mark.slow
def test_words_with_an_equation_are_no_words_of_the_files(write_deck: WriteDeck, run: Callable[..., Done]) -> None:
    """The same words changed in the files are a conflict, and `pull` leaves them where they are."""
    deck = write_deck(ours("kind: content", "body: We talk"))
    file = build(deck).files[0]
    edit(file, type_equation)
    before = deck.read_text(encoding="utf-8")
    done = run("pull", deck, "--yes")
    assert done.returncode == 0, done.stderr
    assert "⟨equation x+1⟩" in done.stderr
    assert deck.read_text(encoding="utf-8") == before
    built = build(write_deck(ours("kind: content", "body: Other words")))
    assert [problem.code for problem in built.problems] == ["edit-conflict"]
    assert _holds(file, type_equation)
    assert check_file(file) == []
    edit(file, delete("conflict/ours"))
    build(write_deck(ours("kind: content", "body: Other words")))
    assert _holds(file, type_equation)
