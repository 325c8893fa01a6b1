"""A template read into plain values: places, inherited text styles, and what is said when something is missing."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation as new_presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.util import Inches

from whp_deck.errors import TemplateError
from whp_deck.office.package import Package
from whp_deck.office.template import LayoutBinding, Template, load_bindings, read_template
from whp_deck.resources import shipped


@pytest.fixture(scope="module")
def base() -> Template:
    package = Package.open(str(shipped("templates/base.pptx")))
    return read_template(package, load_bindings(shipped("config/layouts.yaml")), Path("base.pptx"))


def small(change: Callable[[Presentation], None] = lambda _: None, **slots: str) -> Template:
    presentation = new_presentation()
    change(presentation)
    return read_template(
        as_package(presentation), {"content": LayoutBinding("Title and Content", slots or {"title": "Title 1"})}
    )


def as_package(presentation: Presentation) -> Package:
    data = io.BytesIO()
    presentation.save(data)
    return Package.open(io.BytesIO(data.getvalue()))


def placeholder(presentation: Presentation, name: str) -> Any:
    layout: Any = presentation.slide_layouts.get_by_name("Title and Content")
    return next(shape._element for shape in layout.placeholders if shape.name == name)


def test_our_own_template_has_everything_that_the_bindings_name(base: Template) -> None:
    assert base.missing == {}
    assert (base.width, base.height) == (12192000, 6858000)


def test_a_title_is_36_points_bold_without_a_bullet(base: Template) -> None:
    title = base.layout("content").slots["title"]
    assert (title.kind, title.insets) == ("title", (0, 0, 0, 0))
    level = title.levels[0]
    assert (level.size, level.bold, level.font, level.line_spacing) == (36, True, "Calibri", 0.9)
    assert not level.has_bullet


def test_a_body_has_bullets_that_hang(base: Template) -> None:
    level = base.layout("content").slots["body"].levels[0]
    assert level.has_bullet
    assert level.margin_left == -level.indent > 0
    assert level.space_before > 0


def test_every_text_slot_has_a_place_and_nine_levels(base: Template) -> None:
    for layout in base.layouts.values():
        for slot in layout.slots.values():
            assert slot.width > 0, (layout.name, slot.name)
            assert slot.height > 0, (layout.name, slot.name)
            assert len(slot.levels) == 9
            assert slot.x + slot.width <= base.width + 12700, (layout.name, slot.name)


def test_place_and_insets_come_from_the_master_when_the_layout_is_silent() -> None:
    slot = small(body="Content Placeholder 2").layout("content").slots["body"]
    assert (slot.width, slot.height) == (8229600, 4525963)
    assert slot.insets == (91440, 45720, 91440, 45720)
    assert slot.text_width == pytest.approx((8229600 - 2 * 91440) / 12700)


def test_a_style_is_taken_from_the_nearest_that_says_it() -> None:
    def change(presentation: Presentation) -> None:
        body = placeholder(presentation, "Content Placeholder 2")
        styles = body.find(".//" + qn("a:lstStyle"))
        styles.append(
            parse_xml(
                f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0"><a:lnSpc><a:spcPts val="3000"/></a:lnSpc>'
                '<a:spcBef><a:spcPct val="50000"/></a:spcBef><a:buNone/>'
                '<a:defRPr sz="2600" cap="all"><a:latin typeface="Georgia"/></a:defRPr></a:lvl1pPr>'
            )
        )

    levels = small(change, body="Content Placeholder 2").layout("content").slots["body"].levels
    first, second = levels[:2]
    assert (first.size, first.font, first.caps, first.has_bullet) == (26, "Georgia", True, False)
    assert first.line_points == 30
    assert first.space_before == pytest.approx(0.5 * 26 * 1.2)
    assert (second.size, second.font, second.has_bullet) == (28, "Calibri", True)  # the master's body style


def test_a_missing_layout_is_named_with_its_nearest_spelling() -> None:
    template = read_template(
        as_package(new_presentation()), {"content": LayoutBinding("Title and content", {})}, Path("mine.pptx")
    )
    with pytest.raises(TemplateError) as raised:
        template.layout("content")
    assert "mine.pptx: no layout named `Title and content`" in str(raised.value)
    assert "did you mean `Title and Content`?" in raised.value.hint
    assert "`Blank`" in raised.value.hint


def test_a_missing_placeholder_is_named_with_those_that_exist() -> None:
    with pytest.raises(TemplateError, match="no placeholder `Body`") as raised:
        small(body="Body").layout("content")
    assert "`Content Placeholder 2`" in raised.value.hint


def test_a_name_that_nothing_is_bound_to() -> None:
    with pytest.raises(TemplateError, match="no layout is bound to the name `contents`") as raised:
        small().layout("contents")
    assert "did you mean `content`?" in raised.value.hint


@pytest.mark.parametrize("text", ["- a list", "content: Title and Content", "content: {slots: {}}", "a: [", ""])
def test_bindings_of_another_shape_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "layouts.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError):
        load_bindings(path)


def test_bindings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "layouts.yaml"
    path.write_text(
        "layouts:\n  content:\n    layout: Content\n    slots: {body: Body, title: Title}\n", encoding="utf-8"
    )
    assert load_bindings(path) == {"content": LayoutBinding("Content", {"body": "Body", "title": "Title"})}


@pytest.mark.parametrize("said", ["holds: {body: poem}", "holds: {boddy: points}", "examples: [62 %]"])
def test_what_a_slot_holds_is_a_word_that_is_known_for_a_slot_that_there_is(tmp_path: Path, said: str) -> None:
    path = tmp_path / "layouts.yaml"
    text = "layouts:\n  content:\n    layout: Content\n    slots: {body: Body, title: Title}\n    {}\n"
    path.write_text(text.replace("    {}", "    holds: {body: points}"), encoding="utf-8")
    assert load_bindings(path)["content"].holds == {"body": "points"}
    path.write_text(text.replace("    {}", f"    {said}"), encoding="utf-8")
    with pytest.raises(TemplateError, match="`content`: "):
        load_bindings(path)


@pytest.mark.parametrize(("anchor", "seen"), [("t", 4_000_000), ("ctr", 3_000_000)])
def test_what_lies_below_the_slide_is_no_room_for_text(anchor: str, seen: int) -> None:
    def reach_below(presentation: Presentation) -> None:
        body = placeholder(presentation, "Content Placeholder 2")
        below = presentation.slide_height - 4_000_000 if presentation.slide_height else 0
        frame = f'<a:xfrm {nsdecls("a")}><a:off x="0" y="{below}"/><a:ext cx="9000000" cy="5000000"/></a:xfrm>'
        body.spPr.insert(0, parse_xml(frame))
        body.txBody.find(qn("a:bodyPr")).set("anchor", anchor)

    slot = small(reach_below, body="Content Placeholder 2").layout("content").slots["body"]
    assert slot.height == seen


def test_layouts_that_leave_a_side_of_the_slide_empty_are_told_and_a_drawing_there_fills_it() -> None:
    def widen(presentation: Presentation) -> None:
        presentation.slide_width = Inches(13.333)

    def with_something_there(presentation: Presentation) -> None:
        widen(presentation)
        next(iter(presentation.slide_layouts[5].placeholders)).left = Inches(4)  # wherever it stands, the side is used

    def told(change: Callable[[Presentation], None] = lambda _: None) -> list[str]:
        template = small(change)
        problems = [*template.warnings(["content"]), *template.guesses(["content"])]
        return [one.message for one in problems if one.code == "template-narrow"]

    assert ["stays in the left 71% of the slide" in message for message in told(widen)] == [True, True]
    assert told() == told(with_something_there) == []


def test_a_master_that_says_no_sizes_is_told_and_slides_say_them() -> None:
    def forget(presentation: Presentation) -> None:
        master = presentation.slide_master._element
        master.remove(master.find(qn("p:txStyles")))
        for name in ("a:defRPr", "a:lvl1pPr"):
            for found in list(master.iter(qn(name))):
                found.getparent().remove(found)
        defaults = presentation._element.find(qn("p:defaultTextStyle"))
        presentation._element.remove(defaults)

    template = small(forget, title="Title 1", body="Content Placeholder 2")
    assert "template-sizes" in [problem.code for problem in template.warnings(["content"])]
    title, body = (template.layout("content").slots[name] for name in ("title", "body"))
    assert title.levels[0].size > body.levels[0].size > body.levels[1].size
    for slot in (title, body):
        assert f'<a:lvl1pPr><a:defRPr sz="{round(100 * slot.levels[0].size)}"/></a:lvl1pPr>' in slot.list_style
    assert small().layout("content").slots["title"].list_style == ""
    assert "template-sizes" not in [problem.code for problem in small().warnings(["content"])]
