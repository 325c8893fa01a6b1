"""A page in the browser that shows a deck while its author writes: pictures, notes, minutes, problems, a form.

In: the path of a deck file. Out: a server on this computer alone, until somebody stops it. `inputs` watches the
files, `keeper` keeps what was last seen whole, `decisions` reads and writes the form, `documents` makes the files to
download, `guard` refuses strangers, `app` is the page's addresses, `server` runs it. Must not be reachable from
elsewhere, and must not write but through the form.
"""

from __future__ import annotations

from whp_deck.preview.server import Preview, serve

__all__ = ["Preview", "serve"]
