"""Online players that PowerPoint knows. In: the address of a video's page. Out: the address that PowerPoint plays, or
"".

Must not open any address. What Microsoft 365 writes for YouTube was captured from real files; Vimeo's address is the
one that its own oEmbed answer names. Other services that PowerPoint offers (Stream, SlideShare) were never seen in a
file: refused.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_VIMEO_PATH = re.compile(r"(?:/video)?/(\d{5,12})(?:/([0-9a-f]{6,16}))?/?")
_YOUTUBE_HOSTS = ("youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtube-nocookie.com")


def player_address(address: str) -> str:
    """The address that PowerPoint's online video takes; empty for a page that it cannot play."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    query = parse_qs(parts.query)
    if host in _YOUTUBE_HOSTS or host == "youtu.be":
        steps = parts.path.strip("/").split("/")
        if host == "youtu.be":
            found = steps[0]
        elif steps[0] in ("embed", "shorts", "live", "v") and len(steps) > 1:
            found = steps[1]
        else:
            found = query.get("v", [""])[0] if steps[0] == "watch" else ""
        return f"https://www.youtube.com/embed/{found}?feature=oembed" if _YOUTUBE_ID.fullmatch(found) else ""
    if host in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        match = _VIMEO_PATH.fullmatch(parts.path)
        if match is None:
            return ""
        secret = match[2] or query.get("h", [""])[0]
        return f"https://player.vimeo.com/video/{match[1]}" + (f"?h={secret}" if secret.isalnum() else "")
    return ""
