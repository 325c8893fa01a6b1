"""Does a finished file name another practice: its name, its phone or mail, its facilitators?

In: finished files, or a text, and the texts by which other practices are known. Out: which of them stand there. Must
not trust the plan, nor know where the texts come from.

Texts are compared word by word, without case and signs, so that neither spaces nor quotation marks hide one. What is
too short to prove anything is not looked for: one word of less than seven letters, several of less than six in all. A
part of an Office file that was seen before (most parts of a network's files are the same) is known by its checksum and
not read again.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_WORD = re.compile(r"[^\W_]+|¶")
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r'="([^"]*)"')
_ENDS = re.compile(r"</(?:a:p|w:p|w:tc|a:tc)>|<(?:a:br|w:br|w:tab)\b[^>]*>")
_SHORTEST_WORD, _SHORTEST = 7, 6
_OFFICE = (".pptx", ".docx")
_READ = (".xml", ".rels", ".vtt")
_NO_TEXT = frozenset([".mp4", ".m4v", ".mov", ".avi", ".wmv", ".mpg", ".mp3", ".m4a", ".png", ".jpg"])

Phrase = tuple[str, ...]

_PRESENTATION = "ppt/presentation.xml"
_LINK, _ID, _TARGET = (
    re.compile(r"<Relationship\b[^>]*>"),
    re.compile(r'\bId="([^"]*)"'),
    re.compile(r'\bTarget="([^"]*)"'),
)
_SLIDE = re.compile(r'<p:sldId\b[^>]*\br:id="([^"]*)"')


class Strangers:
    """Texts of many practices, made once and looked for in many files."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        """`texts`: each text, and whose it is."""
        self._owners: dict[Phrase, dict[str, str]] = {}
        for text, owner in texts:
            words = phrase(text)
            if _tells(words):
                self._owners.setdefault(words, {})[owner] = text
        self._lengths: dict[str, set[int]] = {}  # how many words those have that begin with this one
        for one in self._owners:
            self._lengths.setdefault(one[0], set()).add(len(one))
        self._seen: dict[tuple[int, int], frozenset[Phrase]] = {}

    def found_in(self, path: Path, name: str, *, own: Iterable[str]) -> list[tuple[str, str, str]]:
        """(text, whose, where) for each that stands in a finished file and is no part of one of the practice's own
        texts.
        """
        mine = [phrase(text) for text in own]
        found: dict[tuple[str, str], str] = {}
        for place, hits in self._places(path, name):
            for hit in hits:
                if not any(holds(one, hit) for one in mine):
                    for owner, text in self._owners[hit].items():
                        found.setdefault((text, owner), place)
        called = _slides_in(path) if found and Path(name).suffix.lower() == ".pptx" else {}
        return [(text, owner, called.get(place, place)) for (text, owner), place in found.items()]

    def found_in_text(self, text: str, *, own: Iterable[str]) -> list[tuple[str, list[str]]]:
        """(text, whose) in the same way in a plain text, each once for all whose it is; of two that overlap the longer."""
        found = self._search(text)
        mine = [phrase(one) for one in own] if found else []
        hits = [hit for hit in found if not any(holds(one, hit) for one in mine)]
        whole = sorted(hit for hit in hits if not any(hit != other and holds(other, hit) for other in hits))
        return [(next(iter(self._owners[hit].values())), list(self._owners[hit])) for hit in whole]

    def _places(self, path: Path, name: str) -> Iterator[tuple[str, frozenset[Phrase]]]:
        ending = Path(name).suffix.lower()
        if ending in _OFFICE:
            yield from self._members(path)
        elif ending == ".pdf":
            yield from ((place, self._search(text)) for place, text in _pages(path))
        elif ending not in _NO_TEXT:
            yield "the text", self._search(path.read_text(encoding="utf-8", errors="replace"))

    def _members(self, path: Path) -> Iterator[tuple[str, frozenset[Phrase]]]:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not info.filename.endswith(_READ):
                    continue
                key = (info.CRC, info.file_size)
                if key not in self._seen:
                    self._seen[key] = self._search(xml_words(archive.read(info).decode("utf-8", "replace")))
                yield info.filename, self._seen[key]

    def _search(self, text: str) -> frozenset[Phrase]:
        words = _WORD.findall(text.casefold())
        starts = ((at, size) for at, word in enumerate(words) for size in self._lengths.get(word, ()))
        return frozenset(one for at, size in starts if (one := tuple(words[at : at + size])) in self._owners)


def _slides_in(path: Path) -> dict[str, str]:
    """What people call the parts of a presentation: `slide 3`, `the notes of slide 3`, by the order in which slides are shown.

    ECMA-376 part 1: `sldId` (19.2.1.33) names a relationship; which part it is says the package (part 2, 9.3).
    """
    called: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        names = frozenset(archive.namelist())

        def read(member: str) -> str:
            return archive.read(member).decode("utf-8", "replace") if member in names else ""

        def leads_to(part: str) -> dict[str, str]:
            folder, _, file = part.rpartition("/")
            links = _LINK.findall(read(f"{folder}/_rels/{file}.rels"))
            return {
                id[1]: posixpath.normpath(posixpath.join("/", folder, target[1])).lstrip("/")
                for link in links
                if (id := _ID.search(link)) and (target := _TARGET.search(link))
            }

        parts = leads_to(_PRESENTATION)
        for number, id in enumerate(_SLIDE.findall(read(_PRESENTATION)), 1):
            slide = parts.get(id, "")
            called[slide] = f"slide {number}"
            called |= {
                part: f"the notes of slide {number}" for part in leads_to(slide).values() if "/notesSlides/" in part
            }
    return called


def phrase(text: str) -> Phrase:
    """The words of a text, as they are compared."""
    return tuple(word for word in _WORD.findall(text.casefold()) if word != "¶")


def holds(own: Phrase, other: Phrase) -> bool:
    """Whether the one is the other, or has it as a part."""
    return any(own[at : at + len(other)] == other for at in range(len(own) - len(other) + 1))


def tells(text: str) -> bool:
    """Whether the text, found somewhere, proves anything."""
    return _tells(phrase(text))


def _tells(words: Phrase) -> bool:
    letters = sum(map(len, words))
    return letters >= (_SHORTEST_WORD if len(words) == 1 else _SHORTEST)


def xml_words(xml: str) -> str:
    """Text and attributes' values of an XML part; what does not follow each other stays apart."""
    values = "¶".join(_VALUE.findall(xml))
    text = _TAG.sub("", _ENDS.sub("¶", xml))
    return html.unescape(f"{text}¶{values}")


def _pages(path: Path) -> Iterator[tuple[str, str]]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        for number, page in enumerate(document, 1):
            yield f"page {number}", page.get_textpage().get_text_bounded()
        yield "properties", "¶".join(document.get_metadata_dict().values())
    finally:
        document.close()
