"""The private and undocumented names of python-pptx on which `whp_deck.office` stands, one by one.

When python-pptx changes one of them, this file says which, and where it is used.
"""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.package import OpcPackage, Part, PartFactory, XmlPart, _Relationship, _Relationships
from pptx.opc.packuri import PackURI
from pptx.opc.spec import default_content_types
from pptx.oxml import oxml_parser, parse_xml
from pptx.package import Package
from pptx.parts.chart import ChartWorkbook
from pptx.parts.image import ImagePart
from pptx.parts.media import MediaPart
from pptx.parts.presentation import PresentationPart
from pptx.parts.slide import NotesMasterPart, NotesSlidePart, SlidePart

from whp_deck.office import package as ours
from whp_deck.office import parts, relationships
from whp_deck.resources import shipped


def signature(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


def test_the_version_is_the_one_that_was_read() -> None:
    assert pptx.__version__.startswith("1.0.")


def test_package_loads_itself_and_names_its_file() -> None:
    """`Package._load` and `_pkg_file` (office/package.py)."""
    assert signature(OpcPackage.__init__) == ["self", "pkg_file"]
    assert OpcPackage("x")._pkg_file == "x"
    assert signature(OpcPackage._load) == ["self"]
    source = inspect.getsource(OpcPackage.open)
    assert "._load()" in source


def test_an_xml_part_keeps_its_element_under_one_name() -> None:
    """`XmlPart._element`, set on construction; ours is made when it is first asked for (office/written.py)."""
    assert signature(XmlPart.__init__) == ["self", "partname", "content_type", "package", "element"]
    assert {name for name in XmlPart.__init__.__code__.co_names if name.startswith("_")} >= {"_element"}
    assert "serialize_part_xml(self._element)" in inspect.getsource(XmlPart.blob.fget)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["iter_rels", "iter_parts", "next_partname", "save", "main_document_part"])
def test_what_our_package_overrides_exists(name: str) -> None:
    assert hasattr(OpcPackage, name)
    assert hasattr(ours.Package, name)


@pytest.mark.parametrize(
    "name", ["get_or_add_image_part", "get_or_add_media_part", "next_image_partname", "next_media_partname"]
)
def test_media_go_through_the_package(name: str) -> None:
    assert signature(getattr(Package, name)) == signature(getattr(ours.Package, name))


def test_relationships_live_in_the_instance_under_two_names() -> None:
    """`_rels` and `rels` are lazy properties that look into `__dict__` first (office/relationships.py: adopt)."""
    part = Part(PackURI("/x.bin"), "a/b", None, b"")  # type: ignore[arg-type]
    mine = relationships.adopt(part)
    assert part._rels is mine
    assert part.rels is mine
    package = ours.Package(str(shipped("templates/base.pptx")))
    assert package._rels is package.relationships


def test_the_parts_of_a_relationship_are_where_we_look() -> None:
    """`_Relationship(base_uri, rId, reltype, target_mode, target)` and its private fields."""
    assert signature(_Relationship.__init__)[1:] == ["base_uri", "rId", "reltype", "target_mode", "target"]
    one = _Relationship("/ppt", "rId1", "type", "External", "https://x")
    assert (one._base_uri, one._rId, one._reltype, one._target_mode, one._target) == (
        "/ppt", "rId1", "type", "External", "https://x",
    )  # fmt: skip


def test_the_collection_keeps_a_dictionary_and_asks_for_what_we_override() -> None:
    rels = _Relationships("/ppt")
    assert rels._base_uri == "/ppt"
    assert rels._rels == {}
    assert signature(_Relationships._add_relationship)[1:] == ["reltype", "target", "is_external"]
    assert signature(_Relationships.get_or_add)[1:] == ["reltype", "target_part"]
    assert signature(_Relationships.get_or_add_ext_rel)[1:] == ["reltype", "target_ref"]
    assert isinstance(inspect.getattr_static(_Relationships, "xml"), property)
    rels = relationships.Relationships("/ppt")
    rels.put("rId7", "type", "https://x")
    assert rels["rId7"].is_external
    assert rels._rels is rels._known


def test_parts_are_made_from_name_type_package_and_content() -> None:
    """The constructors that office/parts.py and office/slides.py call."""
    assert signature(Part.__init__)[1:] == ["partname", "content_type", "package", "blob"]
    assert signature(XmlPart.__init__)[1:] == ["partname", "content_type", "package", "element"]
    for kind in (SlidePart, NotesSlidePart, NotesMasterPart, PresentationPart):
        assert kind.__init__ is XmlPart.__init__
    assert signature(ImagePart.__init__)[1:] == ["partname", "content_type", "package", "blob", "filename"]
    assert MediaPart.__init__ is Part.__init__
    part = Part(PackURI("/x.bin"), "a/b", None, b"x")  # type: ignore[arg-type]
    assert part._blob == b"x"
    assert part.blob == b"x"


def test_the_content_type_is_kept_in_the_instance() -> None:
    part = Part(PackURI("/x.bin"), "a/b", None, b"")  # type: ignore[arg-type]
    part.__dict__["content_type"] = "c/d"
    assert part.content_type == "c/d"


def test_picture_parts_read_their_bytes_through_blob() -> None:
    """`StoredImagePart` overrides `_blob`, which `image`, `blob` and `sha1` use."""
    for name in ("image", "sha1"):
        attribute = inspect.getattr_static(ImagePart, name)
        function = attribute.fget if isinstance(attribute, property) else attribute._fget
        assert "_blob" in inspect.getsource(function)
    assert issubclass(parts.StoredImagePart, ImagePart)


def test_the_factory_knows_classes_by_content_type() -> None:
    assert PartFactory.part_type_for["image/png"] is ImagePart
    assert signature(PartFactory.__new__)[1:] == ["partname", "content_type", "package", "blob"]


def test_slides_get_their_names_from_the_presentation_part() -> None:
    """`DeckPart` overrides both."""
    assert isinstance(inspect.getattr_static(PresentationPart, "_next_slide_partname"), property)
    assert signature(PresentationPart.rename_slide_parts)[1:] == ["rIds"]
    assert "_next_slide_partname" in inspect.getsource(PresentationPart.add_slide)


def test_elements_are_where_we_look() -> None:
    package = ours.open_package(shipped("templates/base.pptx"))
    assert package.deck._element.tag.endswith("}presentation")
    assert hasattr(package.deck._element, "get_or_add_sldIdLst")
    assert isinstance(package.deck, PresentationPart)


def test_the_default_notes_master_brings_a_theme() -> None:
    """`NotesMasterPart.create_default` (office/notes.py)."""
    source = inspect.getsource(NotesMasterPart.create_default)
    assert "RT.THEME" in source


def test_the_parser_makes_python_pptx_elements_and_expands_no_entities() -> None:
    element = parse_xml('<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>')
    assert type(element).__name__ == "CT_Shape"
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert "aaaa" not in "".join(etree.fromstring(bomb, oxml_parser).itertext())


def test_tables_of_types_and_shapes_are_where_we_look() -> None:
    assert ("png", "image/png") in default_content_types
    assert MSO_SHAPE.OVAL.xml_value == "ellipse"


def test_the_bytes_of_a_part_are_replaced_by_setting_blob() -> None:
    """`office.workbooks` knows a workbook by its very bytes; `office.properties` and `slide_list` set them too."""
    part = Part(PackURI("/x.xlsx"), "a/b", None, b"x")  # type: ignore[arg-type]
    assert part.blob is part.blob
    part.blob = other = b"other"
    assert part.blob is other
    assert "xlsx_part.blob =" in inspect.getsource(ChartWorkbook.update_from_xlsx_blob)


# every private name of python-pptx that office touches or overrides; each has its test above
PRIVATE = {
    "_Relationship", "_Relationships", "_add_relationship", "_base_uri", "_blob", "_element", "_load",
    "_next_slide_partname", "_pkg_file", "_rId", "_rels", "_reltype", "_target", "_target_mode",
}  # fmt: skip


@pytest.mark.slow
def test_every_private_name_that_office_uses_is_listed_here() -> None:
    theirs = {name for kind in KINDS for one in kind.__mro__ for name in vars(one) if re.fullmatch(r"_[a-z]\w*", name)}
    theirs |= {name for kind in KINDS for name in re.findall(r"self\.(_[a-z]\w*)", inspect.getsource(kind))}
    used: set[str] = set()
    for file in Path(ours.__file__).parent.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        subclasses = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name in SUBCLASSES]
        used |= {one.name for kind in subclasses for one in kind.body if isinstance(one, ast.FunctionDef)} & theirs
        own = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute) and is_self(one)}
        for one in ast.walk(tree):
            if isinstance(one, ast.Attribute) and one.attr in theirs and (one.attr not in own or subclasses):
                used.add(one.attr)
            if isinstance(one, ast.ImportFrom) and (one.module or "").startswith("pptx"):
                used |= {name.name for name in one.names if name.name.startswith("_")}
    assert used == PRIVATE


KINDS = (OpcPackage, Package, Part, XmlPart, _Relationship, _Relationships, ImagePart, MediaPart, PresentationPart)
SUBCLASSES = {"Package", "Relationship", "Relationships", "StoredMediaPart", "StoredImagePart", "DeckPart"}


def is_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"


def test_there_is_no_second_slow_path() -> None:
    """Nothing in the product opens, extends or saves a presentation through python-pptx's own API."""
    slow = {"Presentation", "add_slide", "notes_slide", "add_movie", "add_picture"}
    for file in Path(ours.__file__).parents[1].rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        # a call has its name before a bracket: most files need not be parsed
        for node in ast.walk(ast.parse(text)) if any(f"{name}(" in text for name in slow) else ():
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert name not in slow, f"{file}:{node.lineno}"


def test_nothing_is_patched() -> None:
    """Subclasses only: no module of office assigns to a name of python-pptx."""
    for file in Path(ours.__file__).parent.glob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert "setattr(" not in text, file
        assert "mock" not in text, file
