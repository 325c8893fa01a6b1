"""Blocks of a printed document as plain values for a template of pages: texts, tables, forms, pictures.

In: values of `plan` and bytes of pictures. Out: dictionaries and lists that JSON can hold. Must not know pages.
"""

from __future__ import annotations

import base64
import io
import re
import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import segno

from whp_deck.markup import NBSP
from whp_deck.plan import Form, Paragraph, Run, Table, Text

Value = dict[str, Any]
"""What a template sees of a sheet, part, block or node; its keys stand in `templates/README.md` ("Printed pages")."""

LINKS = ("http://", "https://", "mailto:")
LINE = 92  # letters of a table's text across a page, about

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_LONG_WORD = re.compile(r"[^\s\u00ad\u200b]{26,}")
# Before a consonant with a vowel behind it, in whatever language: “Partnerschafts-gesell-schaft”, not “…gesellscha-ft”.
_SYLLABLE = re.compile(
    r"(?<=\w{4})(?=(?:sch|(?<!s)ch|ph|th|qu|(?<![cpts])h|(?<!c)k|[bcdfgjlmnprstvwxzßñç])[aeiouyäöüàáâåæèéêëìíîïòóôøùúû]\w{2})",
    re.IGNORECASE,
)
_TITLE_LETTERS = 26  # of a line of the title, beside the figures and the margin for a pen
_CAPITAL = re.compile("[A-ZÄÖÜÉÀ]")
_LONG_CELL = 1200  # letters; a longer cell may break across pages, a shorter one stays whole
_NARROW = 14  # letters of a column that is as wide as its text


def clean(text: str) -> str:
    """`text` without what no page can show."""
    return _UNPRINTABLE.sub("", text)


def plain(text: str) -> str:
    """The same with long words made breakable."""
    return _LONG_WORD.sub(_breakable, clean(text))


def title_kept_together(title: str) -> str:
    """A title that breaks where it is told apart: behind its colon, as far as what is before and behind it fits on a line.

    A session's number stays with the word before it: no line begins with "of 3".
    """
    parts = title.split(": ", 1)
    kept = [part.replace(" ", NBSP) if len(part) <= _TITLE_LETTERS and len(parts) == 2 else part for part in parts]
    return re.sub(r"\S{1,16} \d+ \S+ \d+$", lambda found: found[0].replace(" ", NBSP), ": ".join(kept))


def _breakable(word: re.Match[str]) -> str:
    """An address may break after its signs, any other word between its syllables, with a hyphen."""
    pieces = re.split(r"(?<=[/._?&=#-])(?=\w)", word[0])
    return "\u200b".join(_hyphenated(piece) if len(piece) > 25 else piece for piece in pieces)


def _hyphenated(word: str) -> str:
    """Four letters at least stay together at both ends; a word of which no syllables are known breaks after each twelfth letter."""
    parts = [
        part
        for whole in _SYLLABLE.split(word)
        for part in (re.findall(".{1,12}", whole) if len(whole) > 25 else [whole])
    ]
    return "\u00ad".join(parts)


# --- text


def nodes_of(paragraphs: Sequence[Paragraph]) -> list[Value]:
    """Paragraphs as a tree: a marked one is an item of a list at its level, a plain one inside goes on in the item."""
    root: list[Value] = []
    lists: list[Value] = []  # those that are open, by level
    for paragraph in paragraphs:
        runs = _runs(paragraph.runs)
        if not runs:
            continue
        level = min(paragraph.level, len(lists))
        if paragraph.marker is None:
            del lists[level:]
            (lists[-1]["list"][-1] if lists else root).append({"p": runs})
            continue
        numbered = paragraph.marker == "number"
        if level < len(lists) and lists[level]["numbered"] == numbered:
            del lists[level + 1 :]
        else:
            del lists[level:]
            new: Value = {"list": [], "numbered": numbered}
            (lists[-1]["list"][-1] if lists else root).append(new)
            lists.append(new)
        lists[level]["list"].append([{"p": runs}])
    return root


def join_nodes(first: list[Value], second: list[Value]) -> list[Value]:
    """Both in one, a list at the end of the first going on with one at the start of the second."""
    last, following = first[-1], second[0]
    if "list" in last and "list" in following and last["numbered"] == following["numbered"]:
        return [*first[:-1], last | {"list": [*last["list"], *following["list"]]}, *second[1:]]
    return [*first, *second]


def _runs(runs: Iterable[Run]) -> list[Value]:
    values = []
    for run in runs:
        value: Value = {"t": plain(run.text)}
        if run.bold:
            value["b"] = True
        if run.italic:
            value["i"] = True
        if run.link.startswith(LINKS):
            value["a"] = clean(run.link)
        if value["t"]:
            values.append(value)
    return values


def count_lines(nodes: Sequence[Value], letters: int) -> int:
    """About how many lines of so many letters the nodes fill."""
    lines = 0
    for node in nodes:
        if "list" in node:
            lines += sum(count_lines(item, letters - 4) for item in node["list"])
        else:
            lines += 1 + sum(len(run["t"]) + _capitals(run["t"]) for run in node["p"]) // letters
    return lines


def _capitals(text: str) -> int:
    """How many letters more a text counts for its capitals, which are wide."""
    return len(_CAPITAL.findall(text)) // 3


# --- tables and forms


def table_value(table: Table) -> Value:
    """A table; its cells say whether words must be hyphenated to fit."""
    columns = max(len(row) for row in table.rows)
    texts = [[cell.text for cell in row] for row in table.rows]
    shares = list(table.shares) if len(table.shares) == columns else _shares(texts, columns, narrow=_NARROW)
    rows = [_table_row(row, shares) for row in table.rows]
    header, body = (rows[0], rows[1:]) if table.header and table.look != "bar" else ([], rows)
    emphasis = table.emphasis
    return {
        "type": "table",
        "look": table.look,
        "columns": columns,
        "header": header,
        "rows": body,
        "shares": shares,
        "emphasis": emphasis - 1 if emphasis is not None and header else emphasis,
        "long": any(len(text) > _LONG_CELL for row in texts for text in row),
    }


def _table_row(row: Sequence[Text], shares: Sequence[float]) -> list[Value]:
    cells = [*row, *[Text(())] * (len(shares) - len(row))]
    return [
        {"n": nodes_of(cell.paragraphs), "h": _is_tight(cell.text, share, shares)}
        for cell, share in zip(cells, shares, strict=True)
    ]


def form_value(form: Form) -> Value:
    """A form, its empty rows among the rows."""
    columns = max(len(row) for row in (form.header, *form.rows))
    rows = [*form.rows, *[()] * form.blank_rows]
    full = [[plain(cell) for cell in row] + [""] * (columns - len(row)) for row in (form.header, *rows)]
    shares = list(form.shares) if len(form.shares) == columns else _shares(full, columns)
    shares = _widen(shares, full)
    cells = [
        [{"t": cell, "h": _is_tight(cell, share, shares)} for cell, share in zip(row, shares, strict=True)]
        for row in full
    ]
    return {"type": "form", "header": cells[0], "rows": cells[1:], "shares": shares}


def _shares(rows: Sequence[Sequence[str]], columns: int, *, narrow: int = 0) -> list[float]:
    """Widths of columns: wide enough for the longest word, and growing with the root of the longest text.

    0 for one or two columns whose texts are all at most `narrow` letters long, as long as other columns remain.
    """
    shares: list[float] = []
    for n in range(columns):
        texts = [row[n] for row in rows if n < len(row)]
        longest = max((len(text) for text in texts), default=0)
        short = longest <= narrow and shares.count(0) < 2 and n < columns - 1
        width = max(6.0, min(_longest_word(texts), 16) + 1.0, 3.2 * min(longest, 250) ** 0.5)
        shares.append(0 if short else round(width, 1))
    return shares


def _widen(shares: list[float], rows: Sequence[Sequence[str]]) -> list[float]:
    """The shares of a form, each at least as wide as the longest word in its column, where the page has room."""
    needed = [(_longest_word([row[n] for row in rows]) + 3) / LINE for n in range(len(shares))]
    if sum(needed) > 1 or not sum(shares):
        return shares
    for _ in shares:  # widening one narrows the others; settles within as many rounds as there are columns
        total = sum(shares)
        shares = [max(share / total, least) for share, least in zip(shares, needed, strict=True)]
    return [round(share, 4) for share in shares]


def _is_tight(text: str, share: float, shares: Sequence[float]) -> bool:
    """Whether the column is too narrow for the text's longest word."""
    return share > 0 and _longest_word([text]) + 2 > LINE * share / max(sum(shares), 1e-9)


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in re.split(r"[\s\u00ad\u200b]+", text)), default=0)


# --- pictures


@lru_cache(maxsize=16)  # packet and handout of every session show one film
def draw_qr_svg(address: str) -> str:
    """The address as a QR code in SVG."""
    buffer = io.BytesIO()
    segno.make(address, error="l", micro=False).save(buffer, kind="svg", border=0, xmldecl=False, svgns=True)
    return buffer.getvalue().decode()


def wrap_picture(picture: bytes) -> str:
    """PNG or JPEG inside SVG: text, which reaches the page as a value, without a file on the disk."""
    width, height = picture_size(picture)
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    letters = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/{kind};base64,{letters}"/></svg>'
    )


def picture_size(picture: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    if picture.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", picture[16:24])
        return int(width), int(height)
    from PIL import Image  # a photograph: rare, and Pillow is slow to load

    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size
