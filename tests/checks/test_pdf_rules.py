"""Rules on PDFs, each on one that breaks it, made by typst or by taking something out of a sound one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest
import typst

from whp_deck.checks.pdf import PDF_RULES
from whp_deck.checks.pdf_view import PdfView

HEAD = '#set document(title: "Packet", author: "Hilltop")\n#set text(lang: "en", font: "Libertinus Serif")\n'
SOUND = HEAD + '= Packet\n== Script\nSay this. #link("https://www.ahrq.gov/a")[https://www.ahrq.gov/a]\n'
PICTURE = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>\")ALT)\n"
TABLE = "#table(columns: 2, HEADER[After rooming], [Clinician])\n"
PAGES = "#pagebreak()\n".join(["Text.\n"] * 10)


@lru_cache(maxsize=32)
def pdf(source: str, *, ua: bool = True) -> bytes:
    made = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"] if ua else [])
    assert isinstance(made, bytes)
    return made


def without(old: bytes, new: bytes) -> bytes:
    data = pdf(SOUND)
    assert old in data
    return data.replace(old, new.ljust(len(old)))


ROWS: list[tuple[str, Callable[[], bytes], Callable[[], bytes]]] = [
    ("pdf-untagged", lambda: without(b"/Marked true", b"/Marked fals"), lambda: pdf(SOUND)),
    ("pdf-untagged", lambda: pdf(SOUND, ua=False), lambda: pdf(SOUND)),
    ("pdf-unnamed", lambda: without(b"/Lang(en)", b""), lambda: pdf(SOUND)),
    ("pdf-unnamed", lambda: without(b"/DisplayDocTitle true", b""), lambda: pdf(SOUND)),
    ("pdf-bookmarks", lambda: pdf(HEAD + PAGES, ua=False), lambda: pdf(SOUND + PAGES)),
    ("pdf-headings", lambda: pdf(HEAD + "= Packet\n=== Script\n", ua=False), lambda: pdf(SOUND)),
    ("pdf-headings", lambda: pdf(HEAD + "Text", ua=False), lambda: pdf(HEAD + "= Packet\n")),
    (
        "pdf-pictures-and-tables",
        lambda: pdf(SOUND + PICTURE.replace("ALT", ""), ua=False),
        lambda: pdf(SOUND + PICTURE.replace("ALT", ', alt: "A square"')),
    ),
    (
        "pdf-pictures-and-tables",
        lambda: pdf(SOUND + TABLE.replace("HEADER", "")),
        lambda: pdf(SOUND + TABLE.replace("HEADER", "table.header([When], [Who]), ")),
    ),
    ("pdf-links", lambda: pdf(HEAD + '= A\n#link("https://www.ahrq.gov/a")[the Guide]'), lambda: pdf(SOUND)),
    ("pdf-comments", lambda: without(b"/Subtype/Link", b"/Subtype/Text"), lambda: pdf(SOUND)),
    ("pdf-fonts", lambda: without(b"/FontFile3", b"/FontFilex"), lambda: pdf(SOUND)),
    (
        "pdf-contrast-low",
        lambda: pdf(SOUND + '#text(fill: rgb("777777"))[Pale]'),
        lambda: pdf(SOUND + '#text(fill: rgb("767676"))[Pale]'),
    ),
]


def found(rule_id: str, data: bytes) -> list[str]:
    rule = next(one for one in PDF_RULES if one.id == rule_id)
    return [hit.message for hit in rule.find(PdfView(data, "packet.pdf"))]


@pytest.mark.parametrize(("rule", "breaks", "misses"), ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)])
def test_a_rule_catches_what_breaks_it_and_passes_a_near_miss(
    rule: str, breaks: Callable[[], bytes], misses: Callable[[], bytes]
) -> None:
    assert found(rule, breaks())
    assert found(rule, misses()) == []


def test_every_rule_on_pdfs_has_a_row() -> None:
    assert {rule.id for rule in PDF_RULES} == {row[0] for row in ROWS}
