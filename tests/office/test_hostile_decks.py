"""Presentations made to do harm, or damaged: refused in plain words or copied in bounded time, never a traceback."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.office.conftest import add_slides, change_zip, empty_deck, rich_deck
from whp_deck.errors import InvalidDeckError, TemplateError
from whp_deck.office.deck_facts import read_deck_facts
from whp_deck.office.package import open_package, package_bytes
from whp_deck.office.slide_copy import Importer
from whp_deck.office.slide_list import slide_parts

SLIDE, RELS = "ppt/slides/slide1.xml", "ppt/slides/_rels/slide1.xml.rels"
HEAD = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
LAUGHS = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10 if n else "ha" * 100}">' for n in range(10))


@pytest.fixture(scope="module")
def deck() -> bytes:
    package, maker = empty_deck()
    add_slides(maker, 2)
    return package_bytes(package)


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def with_parts(data: bytes, parts: Mapping[str, str], *, first: str) -> bytes:
    """The deck, whose first slide leads to `first`; each part to the one that it names."""
    rows = member(data, RELS).replace(
        "</Relationships>", f'<Relationship Id="q" Type="urn:x" Target="../c/{first}"/></Relationships>'
    )
    extra = [(f"ppt/c/{name}", b"<a/>") for name in parts]
    extra += [
        (
            f"ppt/c/_rels/{name}.rels",
            f'{HEAD}<Relationship Id="r" Type="urn:x" Target="{to}"/></Relationships>'.encode(),
        )
        for name, to in parts.items()
    ]
    return change_zip(data, {RELS: rows.encode()}, extra)


def with_head(data: bytes, name: str, head: str, word: str, instead: str) -> bytes:
    """The deck, one member of which begins with a document type and says `instead` of `word`."""
    declaration, rest = member(data, name).split("?>", 1)
    return change_zip(data, {name: f"{declaration}?><!DOCTYPE x [{head}]>{rest.replace(word, instead, 1)}".encode()})


@pytest.mark.parametrize(
    ("what", "name", "head", "word", "instead"),
    [
        ("a laugh", SLIDE, LAUGHS, "Title 1", "&b9;"),
        ("a laugh in relationships", RELS, LAUGHS, "rId1", "&b9;"),
        ("a file of ours", SLIDE, '<!ENTITY f SYSTEM "file:///etc/passwd">', "Title 1", "&f;"),
    ],
)
def test_entities_are_refused(
    deck: bytes, tmp_path: Path, what: str, name: str, head: str, word: str, instead: str
) -> None:
    path = tmp_path / "hostile.pptx"
    path.write_bytes(with_head(deck, name, head, word, instead))
    with pytest.raises(InvalidDeckError, match="declares a document type, which no Office program writes"):
        read_deck_facts(path)


def test_a_number_that_is_none_is_told_with_the_part(deck: bytes, tmp_path: Path) -> None:
    path = tmp_path / "damaged.pptx"
    path.write_bytes(
        change_zip(
            deck, {"ppt/presentation.xml": member(deck, "ppt/presentation.xml").replace('id="256"', 'id="zz"').encode()}
        )
    )
    with pytest.raises(InvalidDeckError, match=r"is damaged: presentation\.xml says “zz” where a number must be"):
        read_deck_facts(path)


@pytest.mark.slow
def test_a_long_chain_and_a_circle_of_parts_are_followed_to_their_end(deck: bytes, tmp_path: Path) -> None:
    path = tmp_path / "chain.pptx"
    count = 1000
    path.write_bytes(with_parts(deck, {f"c{n}.xml": f"c{(n + 1) % count}.xml" for n in range(count)}, first="c0.xml"))
    assert len(read_deck_facts(path).slides) == 2
    source = open_package(path)
    into, _ = empty_deck()
    Importer(source, into).copy(list(slide_parts(source)))
    copied = sum(part.partname.startswith("/ppt/c/") for part in into.iter_parts())
    assert copied == count


@pytest.mark.slow
def test_a_hundred_thousand_parts_are_refused_or_read_in_bounded_time(deck: bytes, tmp_path: Path) -> None:
    path = tmp_path / "parts.pptx"
    start = time.process_time()
    for count, refused in ((20_000, False), (100_500, True)):
        rows = "".join(f'<Relationship Id="q{n}" Type="urn:x" Target="../c/c{n}.xml"/>' for n in range(count))
        content = member(deck, RELS).replace("</Relationships>", f"{rows}</Relationships>").encode()
        path.write_bytes(change_zip(deck, {RELS: content}, [(f"ppt/c/c{n}.xml", b"<a/>") for n in range(count)]))
        if refused:
            with pytest.raises(InvalidDeckError, match="refused as unsafe"):
                read_deck_facts(path)
        else:
            assert len(read_deck_facts(path).slides) == 2
    assert time.process_time() - start < 120


@pytest.mark.slow
def test_any_damage_to_a_source_gives_copies_or_a_plain_refusal(tmp_path: Path) -> None:
    """Values changed and members gone: never another exception, from reading to copying in both looks."""
    package, _ = rich_deck(tmp_path)
    data = package_bytes(package)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    dice = random.Random(5)
    path = tmp_path / "damaged.pptx"
    copied = 0
    for number in range(80):
        name = dice.choice(sorted(members))
        hit = dice.choice(list(re.finditer(rb'="[^"]*"', members[name])))
        value = dice.choice([b'=""', b'="x"', b'="-1"', b'="NULL"', b'="../..//"', b'="rId1"', b'="1.5"'])
        content = members[name][: hit.start()] + value + members[name][hit.end() :] if number % 5 else None
        path.write_bytes(change_zip(data, {name: content}))
        try:
            read_deck_facts(path)
            for look in ("adopt", "keep"):
                source = open_package(path)
                into, _ = empty_deck()
                Importer(source, into).copy(list(slide_parts(source)), look=look)
                package_bytes(into)
            copied += 1
        except (InvalidDeckError, TemplateError):
            continue
    assert 30 < copied < 80
