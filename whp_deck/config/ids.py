"""Names that are made from words: of files, and of entries that need an id.

In: words as people type them. Out: `monday-huddle`. Must not know what is named.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from whp_deck.plan import plain_letters

# what Windows takes for a device, whatever stands behind the point: learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
LONGEST = 40  # letters; a longer name ends with its last whole word before


def file_stem(name: str) -> str:
    """A file name for a deck: `monday-huddle`."""
    words = re.findall(r"[a-z0-9]+", plain_letters(name)) or ["training"]
    while len(words) > 1 and len("-".join(words)) > LONGEST:
        words.pop()
    stem = words[0][:LONGEST] if len(words) == 1 else "-".join(words)
    return f"{stem}-training" if _DEVICES.fullmatch(stem) else stem


def free_id(words: str, taken: Collection[str]) -> str:
    """An id made from the words that nothing has yet: `after-the-exam-2`."""
    stem = file_stem(words)
    found, count = stem, 2
    while found in taken:
        found, count = f"{stem}-{count}", count + 1
    return found
