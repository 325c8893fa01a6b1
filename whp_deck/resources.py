"""The only locator of shipped files: package data of a wheel, else the checkout's root.

In: a path relative to the root, as `templates/base.pptx`. Out: a real path; and the other way round, whether a file is
one of them. Must not read anything.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

USUAL_TOOLKIT = "warm-handoff-plus"  # of a deck that names none
_PACKAGE = Path(__file__).resolve().parent
_ROOTS = (_PACKAGE / "shipped", _PACKAGE.parent)
_OWN = ("config/toolkits/", "config/words/", "templates/")  # of a checkout's root; all else there may be a practice's


def shipped(relative: str) -> Path:
    """The shipped file or folder of that name; a wheel keeps them in `whp_deck/shipped/`.

    Raises FileNotFoundError when the installation is incomplete (a bug of the packaging, not of an author).
    """
    for root in _ROOTS:
        path = root / relative
        if path.exists():
            return path
    raise FileNotFoundError(f"whp-deck's own file is missing: {relative}")


def name_of_shipped(file: str) -> str:
    """The name by which `shipped` finds a file, as `config/words/en.yaml`; nothing for a file that is not the tool's
    own.
    """
    return _inside(Path(file).absolute())


@lru_cache(maxsize=1024)  # every word of a deck asks it of its file
def _inside(absolute: Path) -> str:
    path = absolute.resolve().as_posix()
    for root in _ROOTS:
        inside = path.removeprefix(f"{root.as_posix()}/")
        if inside != path and inside.startswith(_OWN):
            return inside
    return ""
