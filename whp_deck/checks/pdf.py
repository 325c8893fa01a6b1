"""Rules on our PDFs, after the HHS checklist of 2018 and PDF/UA: tags, title, language, bookmarks, fonts, contrast.

In: a `PdfView`. Out: hits; `slide` is the page. Must not be taken for a proof of conformance: order and words are for
people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whp_deck.checks.pdf_view import PdfView
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.errors import counted
from whp_deck.office.contrast import contrast

_NEED_BOOKMARKS = 9
_LEAST = 4.5
_HEADING = re.compile(r"H([1-6])")
_UNSEEN = re.compile("[\\s\u200b\u00ad\ufffe]")  # where an address may break on paper
_OURS = "this is a mistake of whp-deck's: please report it"


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018; PDF/UA-1 7.1")
def pdf_untagged(pdf: PdfView) -> Iterator[Hit]:
    """Without tags a screen reader guesses what is a heading, a list or a table."""
    if not pdf.is_tagged or b"/Marked true" not in pdf.data:
        yield Hit("the PDF is not tagged")
    elif b"<pdfuaid:part>1<" not in pdf.data:
        yield Hit("the PDF does not say that it follows PDF/UA-1", severity="warning")


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018; WCAG 2.4.2, 3.1.1")
def pdf_unnamed(pdf: PdfView) -> Iterator[Hit]:
    """A reader announces the title and speaks the language that the file names."""
    if not pdf.properties.get("Title", "").strip():
        yield Hit("the PDF has no title")
    elif b"/DisplayDocTitle true" not in pdf.data:
        yield Hit("the window would show the file's name in place of its title")
    if not re.search(rb"/Lang ?\(", pdf.data):
        yield Hit("the PDF names no language")


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018")
def pdf_bookmarks(pdf: PdfView) -> Iterator[Hit]:
    """In more than nine pages nobody finds a sheet without bookmarks."""
    if len(pdf.pages) > _NEED_BOOKMARKS and not pdf.bookmarks:
        yield Hit(f"{len(pdf.pages)} pages have no bookmarks")


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018; PDF/UA-1 7.4")
def pdf_headings(pdf: PdfView) -> Iterator[Hit]:
    """Who listens to a document goes from heading to heading; a skipped level sounds like a missing part."""
    last = 0
    found = False
    for page in pdf.pages:
        for tag in page.tags:
            heading = _HEADING.fullmatch(tag.kind)
            if heading is None:
                continue
            found, level = True, int(heading[1])
            if level > last + 1:
                yield Hit(f"page {page.number} goes from heading level {last} to {level}")
            last = level
    if not found:
        yield Hit("the PDF has no heading")


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018; WCAG 1.1.1, 1.3.1")
def pdf_pictures_and_tables(pdf: PdfView) -> Iterator[Hit]:
    """A picture is known by its alternative text, a table by its header cells."""
    for page in pdf.pages:
        bare = sum(tag.kind in ("Figure", "Formula") and not tag.alt.strip() for tag in page.tags)
        if bare:
            yield Hit(f"page {page.number}: {counted(bare, 'figure')} without alternative text")
        kinds = {tag.kind for tag in page.tags if "Table" in tag.above}
        if "TD" in kinds and "TH" not in kinds and not any("THead" in one.above for one in page.tags):
            yield Hit(f"page {page.number}: a table without header cells", severity="warning")


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018; PDF/UA-1 7.18.5")
def pdf_links(pdf: PdfView) -> Iterator[Hit]:
    """A link must be in the tags to be heard, and its address on the paper to be typed."""
    everything = _UNSEEN.sub("", "".join(page.text for page in pdf.pages))
    for page in pdf.pages:
        if page.links and not any(tag.kind == "Link" for tag in page.tags):
            yield Hit(f"page {page.number}: links are not tagged")
        for address in dict.fromkeys(page.addresses):
            shown = re.sub(r"^(https?://|mailto:)", "", address).rstrip("/")
            if shown not in everything:
                yield Hit(f"page {page.number}: the address {address} is not printed", severity="warning")


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018, A7")
def pdf_comments(pdf: PdfView) -> Iterator[Hit]:
    """Comments and attachments go wherever the file goes."""
    for page in pdf.pages:
        if page.others:
            yield Hit(f"page {page.number}: {counted(page.others, 'comment or form field', 'comments or form fields')}")


@rule(severity="error", remedy=_OURS, origin="HHS PDF checklist 2018; PDF/UA-1 7.21")
def pdf_fonts(pdf: PdfView) -> Iterator[Hit]:
    """A font that is not in the file looks different, or not at all, on the next computer."""
    for name in sorted({name for page in pdf.pages for name in page.unembedded}):
        yield Hit(f"the font {name} is not embedded")


@rule(
    severity="error",
    remedy="choose darker colors under `practice.theme`",
    origin="HHS PDF checklist 2018: 4.5 : 1 at any size",
)
def pdf_contrast_low(pdf: PdfView) -> Iterator[Hit]:
    """Pale print is not read, least of all from a copy of a copy."""
    seen: set[tuple[str, str]] = set()
    for page in pdf.pages:
        for ink, ground in page.inks:
            ratio = contrast(ink, ground)
            if ink != ground and ratio < _LEAST - 0.01 and (ink, ground) not in seen:
                seen.add((ink, ground))
                yield Hit(f"page {page.number}: text {ink} on {ground} has a contrast of {ratio:.1f} : 1")


PDF_RULES: tuple[Rule[PdfView], ...] = (
    pdf_untagged,
    pdf_unnamed,
    pdf_bookmarks,
    pdf_headings,
    pdf_pictures_and_tables,
    pdf_links,
    pdf_comments,
    pdf_fonts,
    pdf_contrast_low,
)

PDF_UA_RULES = (pdf_untagged, pdf_unnamed)
"""What only a PDF fulfils that claims to be accessible (PDF/UA)."""
