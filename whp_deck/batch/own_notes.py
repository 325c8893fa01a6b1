"""What a coach has written into her call list: columns of her own, colors, comments. None of it is lost by the next run.

In: the workbook of the run before. Out: her cells by practice, for the new one; and whether something of hers finds no place
there. Must not write.

A hidden sheet has what we wrote, with each practice's folder: whatever else stands in the file is somebody's typing. It is in
the same file, so that it cannot be of another run, and goes with a copy. Excel's sorting and filters are no typing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WRITTEN = "as written"  # the hidden sheet: folder, then the cells of each row
Written = Mapping[tuple[object, object], tuple[str, tuple[object, ...]]]
"""By practice and row its folder, and all that we wrote of it."""


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """Her `columns` with their widths, and by folder her cells in them and the cells of ours that she has marked.

    `strays` is whether the file has more than that: a row of her own, other words in our columns, another sheet.
    """

    columns: Sequence[tuple[str, float]] = ()
    cells: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    marked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    strays: bool = False

    def lost(self, folders: Collection[str]) -> bool:
        """Whether a list of these practices alone has no place for something of hers."""
        noted = {folder for folder, cells in self.cells.items() if any(map(_says, cells))} | self.marked.keys()
        return self.strays or bool(noted.difference(folders))


def read_notes(path: Path, ours: Sequence[str]) -> OwnNotes:
    """What the file at `path` has beside our columns, which are called `ours`; nothing of hers where there is none."""
    if not path.is_file():
        return OwnNotes()
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError):
        return OwnNotes(strays=True)
    shown = [sheet for sheet in book.worksheets if sheet.title != WRITTEN]
    if WRITTEN not in book.sheetnames or not shown:  # another program, or an earlier version, has written it
        return OwnNotes(strays=True)
    sheet: Any = shown[0]
    others = any(cell.value is not None for more in shown[1:] for row in more.iter_rows() for cell in row)
    return _read(sheet, _written(book[WRITTEN]), ours, strays=others or bool(sheet._images or sheet._charts))


def _read(sheet: Any, written: Written, ours: Sequence[str], *, strays: bool) -> OwnNotes:
    head, *rows = sheet.iter_rows()
    places = {cell.value: cell.column - 1 for cell in reversed(head) if cell.value in ours}
    own = [at for at in range(len(head)) if at not in places.values() and any(_says(row[at]) for row in (head, *rows))]
    by_name = {name: known for (name, _), known in written.items()}
    cells: dict[str, Sequence[Any]] = {}
    marked: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        if not any(map(_says, row)):
            continue
        values = [row[places[name]].value if name in places else None for name in ours]
        found = written.get((values[0], values[1])) or by_name.get(values[0])
        if found is None or found[0] in cells:
            strays = True
            continue
        folder, before = found
        strays |= any(now not in (None, then) for now, then in zip(values, before, strict=True))
        cells[folder] = [row[at] for at in own]
        if marks := {name: row[at] for name, at in places.items() if _is_marked(row[at])}:
            marked[folder] = marks
    widths = [sheet.column_dimensions[head[at].column_letter].width for at in own]
    return OwnNotes(
        [(head[at].value or "", width) for at, width in zip(own, widths, strict=True)], cells, marked, strays
    )


def _written(sheet: Any) -> Written:
    rows = sheet.iter_rows(values_only=True)
    return {(name, number): (folder, (name, number, *rest)) for folder, name, number, *rest in rows}


def copy_cell(mine: Any, cell: Any, *, with_value: bool) -> None:
    """Her color, strike and comment, and of a column of hers what stands in the cell."""
    from copy import copy

    from openpyxl.comments import Comment

    if with_value:
        cell.value, cell.number_format = mine.value, mine.number_format
    cell.fill, cell.font = copy(mine.fill), copy(mine.font)
    if mine.comment is not None:
        cell.comment = Comment(mine.comment.text, mine.comment.author)


def _is_marked(cell: Any) -> bool:
    color = cell.font.color.rgb if cell.font.color is not None and cell.font.color.type == "rgb" else None
    colored = color not in (None, "FF000000")
    return bool(cell.fill.fill_type or cell.font.strike or cell.font.b or colored or cell.comment is not None)


def _says(cell: Any) -> bool:
    return cell.value is not None or cell.comment is not None or bool(cell.fill.fill_type)
