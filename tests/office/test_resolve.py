"""Templates of other people: which of their layouts carries ours, where our slots stand, and what is said about it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from tests.as_template import seen_in, use_as_template
from tests.foreign import (
    TEMPLATES,
    corporate,
    dark_wide,
    german_wide,
    office_4_3,
    picture_ground,
    put_logo,
    small_serif,
    with_logo,
)
from tests.office.conftest import add_slides, change_zip, empty_deck, jump
from whp_deck.errors import TemplateError
from whp_deck.office.bindings import load_bindings
from whp_deck.office.bound_layout import Choice
from whp_deck.office.inks import TABLE_STYLE_ID
from whp_deck.office.package import open_package, package_bytes
from whp_deck.office.template import Slot, Template, read_template
from whp_deck.resources import shipped

BINDINGS = load_bindings(shipped("config/layouts.yaml"))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Template]:
    """A template made by one of `tests.foreign`, after `change`, as our program reads it."""
    folder = tmp_path_factory.mktemp("templates")
    number = iter(range(1000))

    def call(make: Callable[[Path], None], change: Callable[[Any], None] | None = None, **choices: Choice) -> Template:
        path = folder / f"{make.__name__}-{next(number)}.pptx"
        make(path)
        if change is not None:
            deck = Presentation(str(path))
            change(deck)
            deck.save(str(path))
        chosen = {name.replace("_", "-"): choice for name, choice in choices.items()}
        return read_template(open_package(path), BINDINGS, path, chosen)

    return call


def found(template: Template) -> dict[str, tuple[str, str]]:
    return {name: (layout.layout_name, layout.how) for name, layout in template.layouts.items()}


def slots(template: Template) -> Iterator[tuple[str, Slot]]:
    for name, layout in template.layouts.items():
        for slot in layout.slots.values():
            yield name, slot


def test_every_slot_of_ours_has_a_place_elsewhere() -> None:
    """Nobody adds a layout that other people's templates cannot show."""
    lacking = [
        f"{name}: {slot}"
        for name, binding in BINDINGS.items()
        for slot in binding.slots
        if slot != "title"
        and slot not in binding.elsewhere.place
        and slot not in binding.elsewhere.joined()
        and slot not in binding.elsewhere.leave
    ]
    assert lacking == []


def test_office_names_are_found_by_their_kind(read: Callable[..., Template]) -> None:
    layouts = found(read(office_4_3))
    assert layouts["title"] == ("Title Slide", "kind")
    assert layouts["content"] == layouts["checklist"] == layouts["table"] == ("Title and Content", "kind")
    assert layouts["columns"] == ("Two Content", "kind")
    assert layouts["comparison"] == ("Comparison", "kind")
    assert layouts["section"] == ("Section Header", "kind")
    assert layouts["debrief"] == layouts["handoff"] == layouts["agenda"] == ("Title Only", "boxes")
    assert layouts["closing"] == ("Title and Content", "boxes")


def test_a_language_does_not_matter(read: Callable[..., Template]) -> None:
    layouts = read(german_wide).layouts
    assert layouts["content"].layout_name == "Titel und Inhalt"
    assert layouts["content"].slots["body"].placeholder == "Inhaltsplatzhalter 2"
    assert layouts["columns"].slots["left"].x < layouts["columns"].slots["right"].x


def test_without_names_and_kinds_the_placeholders_decide(read: Callable[..., Template]) -> None:
    layouts = found(read(corporate))
    assert layouts["title"] == ("ACME Cover", "holds")
    assert layouts["content"] == ("ACME Text 01", "holds")
    assert layouts["agenda"] == ("ACME Free 02", "boxes")
    assert layouts["columns"] == ("ACME Text 01", "boxes")  # there is no layout of two columns


def test_a_caption_beside_a_picture_is_no_column(read: Callable[..., Template]) -> None:
    """Office's “Content with Caption” has two texts side by side, and a title over one of them."""

    def only_caption(deck: Any) -> None:
        for layout in list(deck.slide_layouts):
            if layout.name not in {"Title and Content", "Content with Caption", "Title Only"}:
                deck.slide_layouts.remove(layout)
            layout._element.attrib.pop("type", None)

    assert read(office_4_3, only_caption).layouts["columns"].layout_name == "Title and Content"


def test_the_letter_case_of_names_does_not_matter(read: Callable[..., Template]) -> None:
    def rename(deck: Any) -> None:
        layout = deck.slide_layouts.get_by_name("Title and Content")
        layout._element.find(qn("p:cSld")).set("name", " CONTENT ")
        for shape, name in zip(layout.placeholders, ("TITLE", "body"), strict=False):
            shape.name = name

    template = read(office_4_3, rename)
    assert found(template)["content"] == (" CONTENT ", "name")
    assert template.layouts["content"].slots["body"].floor == 0
    assert template.warnings({"content"}) == []


def test_every_guess_is_told_with_both_names_and_grouped(read: Callable[..., Template]) -> None:
    template = read(office_4_3)
    told = template.guesses(BINDINGS)
    assert len(told) <= 8
    assert {problem.code for problem in told} == {"layout-guessed", "layout-boxes"}
    assert {problem.severity for problem in told} == {"warning"}
    words = "\n".join(problem.message for problem in told)
    for name, layout in template.layouts.items():
        assert BINDINGS[name].shows in words
        assert f"“{layout.layout_name}”" in words
    assert sum(bool(problem.hint) for problem in told) == 1
    assert list(template.guesses({"columns"})) != told


def test_a_build_tells_all_guesses_in_one_line(read: Callable[..., Template]) -> None:
    template = read(office_4_3)
    (told,) = template.warnings(BINDINGS)
    assert told.code == "layout-boxes"
    boxes = sum(bool(layout.boxes) for layout in template.layouts.values())
    assert (
        f"for {len(template.layouts)} kinds of slides; {boxes} kinds of slides stand partly in text boxes"
        in told.message
    )
    assert "template inspect" in told.hint
    (one,) = template.warnings({"columns"})
    assert one.code == "layout-guessed"
    assert one.message.endswith("a layout of it was chosen for two columns")


def test_a_title_keeps_clear_of_a_logo_in_the_end_of_its_band(read: Callable[..., Template]) -> None:
    template = read(with_logo)
    title = template.layouts["content"].slots["title"]
    assert title.x + title.width - title.insets[2] < 9_900_000 < title.x + title.width + title.aside[1]
    assert [one for one in template.warnings(BINDINGS) if one.code == "template-text-on-picture"] == []


def test_a_logo_in_the_middle_of_the_title_is_left_alone_and_told_in_one_line(read: Callable[..., Template]) -> None:
    template = read(german_wide, lambda deck: put_logo(deck.slide_master, 5_500_000, 400_000, 1_900_000, 900_000))
    title = template.layouts["content"].slots["title"]
    assert title.aside == (0, 0)
    (told,) = [one for one in template.warnings(BINDINGS) if one.code == "template-text-on-picture"]
    assert "the picture “Logo” of the Slide Master lies in the title’s place" in told.message
    assert [one.code for one in template.warnings({"title"})] == ["layout-guessed"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_everything_stands_on_the_slide_and_nothing_over_anything(read: Callable[..., Template], name: str) -> None:
    template = read(TEMPLATES[name])
    assert set(template.layouts) == set(BINDINGS)
    for layout_name, slot in slots(template):
        assert slot.width > 0 < slot.height, (layout_name, slot.name)
        assert 0 <= slot.x <= slot.x + slot.width <= template.width + 200, (layout_name, slot.name)
        assert 0 <= slot.y <= slot.y + slot.height <= template.height, (layout_name, slot.name)
    for layout in template.layouts.values():
        seen = [slot for slot_name, slot in layout.slots.items() if slot_name != "figures"]
        for number, one in enumerate(seen):
            for other in seen[number + 1 :]:
                wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
                tall = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
                allowed = 2 * 91440  # a placeholder's insets reach over its neighbor's edge, its text does not
                assert min(wide, tall) <= allowed, (layout.name, one.name, other.name)


def test_text_boxes_share_the_left_edge_of_the_template_s_own_text(read: Callable[..., Template]) -> None:
    layouts = read(german_wide).layouts
    body = layouts["content"].slots["body"]
    assert layouts["debrief"].slots["heading-1"].x == body.x + body.insets[0]
    moved = layouts["closing"].slots["commitment"]
    assert moved.seat == "moved"
    assert moved.x == body.x


@pytest.mark.slow
def test_a_small_slide_has_small_points(read: Callable[..., Template]) -> None:
    """A slide of Google's is 5.6 inches high: 18 points there are 24 elsewhere."""
    assert read(small_serif).layouts["content"].slots["body"].floor == pytest.approx(13.5)
    assert read(office_4_3).layouts["content"].slots["body"].floor == 18


def test_colors_are_chosen_by_the_contrast_they_have(read: Callable[..., Template]) -> None:
    dark = read(dark_wide).layouts["agenda"].inks
    assert (dark.strong, dark.on_strong) == ("tx2", "bg1")  # pale on a dark ground, so its letters are dark
    assert dark.panel == "bg1 85/15"
    pale = read(corporate).layouts["agenda"].inks
    assert (pale.accent, pale.on_accent) == ("accent1", "tx1")  # white on that yellow cannot be read
    assert pale.letters != "accent1"
    assert pale.table_style != read(office_4_3).layouts["table"].inks.table_style
    assert len({*pale.people}) == 3


def test_on_a_photograph_the_text_s_color_tells_the_ground(read: Callable[..., Template]) -> None:
    inks = read(picture_ground).layouts["agenda"].inks
    assert inks.strong == "accent1"  # not the dark gray that is there first
    assert inks.letters == "accent2"


@pytest.mark.slow
def test_a_template_made_from_ours_keeps_our_colors(tmp_path: Path) -> None:
    path = tmp_path / "ours.pptx"
    deck = Presentation(str(shipped("templates/base.pptx")))
    layout = deck.slide_layouts.get_by_name("Debrief")
    layout._element.find(qn("p:cSld")).set("name", "Rückblick")
    deck.save(str(path))
    template = read_template(open_package(path), BINDINGS, path)
    assert template.is_ours
    assert template.layouts["title"].how == "name"
    assert template.layouts["debrief"].how == "boxes"
    assert template.layouts["debrief"].inks.table_style == TABLE_STYLE_ID
    assert not read_template(open_package(_office(tmp_path)), BINDINGS).is_ours


def _office(folder: Path) -> Path:
    office_4_3(folder / "office.pptx")
    return folder / "office.pptx"


class TestChoices:
    def test_a_layout_by_name(self, read: Callable[..., Template]) -> None:
        template = read(office_4_3, content=Choice("two content"), columns=Choice("Two Content"))
        assert template.layouts["columns"].how == "map"
        assert template.layouts["columns"].settled
        assert template.layouts["content"].slots["body"].placeholder == "Content Placeholder 2"

    def test_a_placeholder_by_name(self, read: Callable[..., Template]) -> None:
        choice = Choice("Two Content", {"title": "Title 1", "body": "Content Placeholder 3"})
        template = read(office_4_3, content=choice)
        assert template.layouts["content"].slots["body"].placeholder == "Content Placeholder 3"
        assert template.warnings({"content"}) == []

    def test_free_places_that_were_confirmed_are_no_warning(self, read: Callable[..., Template]) -> None:
        places = {slot: "free" for slot in BINDINGS["debrief"].slots if slot != "title"}
        template = read(office_4_3, debrief=Choice("Blank", {"title": "free", **places}))
        assert template.layouts["debrief"].slots["title"].seat == "title"
        assert template.warnings({"debrief"}) == []
        assert read(office_4_3, debrief=Choice("Title Only")).warnings({"debrief"}) != []

    def test_free_on_a_layout_without_room_under_its_title_is_its_own_placeholder(
        self, read: Callable[..., Template]
    ) -> None:
        saved = {"title": "Title 1", "minutes": "free"}
        by_name_alone = read(office_4_3, section=Choice("Section Header"))
        confirmed = read(office_4_3, section=Choice("Section Header", saved))
        assert confirmed.layouts["section"].slots == by_name_alone.layouts["section"].slots
        assert confirmed.layouts["section"].slots["minutes"].seat == "own"
        assert confirmed.warnings({"section"}) == []
        moved = read(office_4_3, section=Choice("Title and Content", saved))
        assert moved.layouts["section"].slots["minutes"].seat == "moved"

    def test_what_does_not_exist_is_a_problem_that_offers_what_does(self, read: Callable[..., Template]) -> None:
        template = read(
            office_4_3,
            content=Choice("Title und Content"),
            table=Choice("Title Only", {"tabel": "Title 1"}),
            checklist=Choice("Title and Content", {"items": "Content Placeholder 9"}),
        )
        assert {problem.code for problem in template.problems} == {"layout-unknown"}
        words = [str(problem) for problem in template.problems]
        assert any("did you mean `Title and Content`?" in text for text in words)
        assert any("did you mean `table`?" in text for text in words)
        assert any("did you mean `Content Placeholder 2`?" in text for text in words)
        assert template.layouts["content"].layout_name == "Title and Content"  # and all problems come in one run


class TestDamage:
    """A template that PowerPoint would repair or refuse is refused in plain words, never with a traceback."""

    @pytest.mark.parametrize(
        ("part", "old", "new", "said"),
        [
            ("ppt/slideLayouts/slideLayout2.xml", b"<p:spTree>", b"<p:spTrees>", "damaged"),
            ("ppt/slideMasters/slideMaster1.xml", b'marL="342900"', b'marL="wide"', "“wide” stands where"),
            ("ppt/slideLayouts/slideLayout2.xml", b'idx="1"', b'idx="one"', "“one” stands where"),
            ("ppt/slideMasters/slideMaster1.xml", b'spcPct val="20000"', b'spcPct val="1.5"', "“1.5” stands where"),
            (
                "ppt/slideMasters/_rels/slideMaster1.xml.rels",
                b"slideLayout2.xml",
                b"gone.xml",
                "a layout that it names",
            ),
            ("ppt/slideMasters/_rels/slideMaster1.xml.rels", b"theme1.xml", b"gone.xml", "has no theme"),
            ("ppt/_rels/presentation.xml.rels", b"slideMaster1.xml", b"gone.xml", "a slide master that it names"),
            ("ppt/presentation.xml", b"p:sldSz", b"p:size", "how large a slide is"),
        ],
    )
    def test_it_is_refused(self, tmp_path: Path, part: str, old: bytes, new: bytes, said: str) -> None:
        office_4_3(tmp_path / "whole.pptx")
        data = (tmp_path / "whole.pptx").read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = archive.read(part)
        assert old in content
        broken = content.replace(old, new).replace(old.replace(b"<", b"</"), new.replace(b"<", b"</"))
        path = tmp_path / "broken.pptx"
        path.write_bytes(change_zip(data, {part: broken}))
        with pytest.raises(TemplateError, match="damaged") as raised:
            read_template(open_package(path), BINDINGS, path)
        assert said in str(raised.value)
        assert "let it repair the file" in raised.value.hint

    @pytest.mark.slow
    def test_a_thousand_slides_that_lead_to_one_another_go_at_once(self, tmp_path: Path) -> None:
        package, maker = empty_deck()
        slides = add_slides(maker, 1000, notes=False)
        for one, other in pairwise([*slides, slides[0]]):
            jump(one, other)
        path = tmp_path / "chain.pptx"
        path.write_bytes(package_bytes(package))
        used = use_as_template(path, tmp_path / "out.pptx", {"content": BINDINGS["content"]})
        assert (used.slides, used.new, used.lost) == (1, [], [])
        assert len(seen_in(used.path)) == 1

    def test_a_font_that_a_shape_names_by_a_word_is_no_damage(self, read: Callable[..., Template]) -> None:
        def style(deck: Any) -> None:
            shape = deck.slide_master._element.find(f".//{qn('p:sp')}")
            reference = '<a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef>'
            parts = "".join(
                f'<a:{name} idx="0"><a:schemeClr val="lt1"/></a:{name}>' for name in ("lnRef", "fillRef", "effectRef")
            )
            shape.insert(2, parse_xml(f"<p:style {nsdecls('p', 'a')}>{parts}{reference}</p:style>"))

        assert set(read(office_4_3, style).layouts) == set(BINDINGS)
