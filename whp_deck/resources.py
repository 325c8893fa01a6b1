"""The only locator of shipped files: package data of a wheel, else the checkout's root.

In: a path relative to the root, as `templates/base.pptx`. Out: a real path. Must not read anything.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(relative: str) -> Path:
    """The shipped file or folder of that name; a wheel keeps them in `whp_deck/shipped/`.

    Raises FileNotFoundError when the installation is incomplete (a bug of the packaging, not of an author).
    """
    for root in (_PACKAGE / "shipped", _PACKAGE.parent):
        path = root / relative
        if path.exists():
            return path
    raise FileNotFoundError(f"whp-deck's own file is missing: {relative}")
