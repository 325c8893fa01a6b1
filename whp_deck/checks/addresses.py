"""Do the web addresses of a deck answer? Only asked for with `--links`; without a network nothing fails.

In: a `DeckView`. Out: hits. Must not follow anything but http and https, send anything but the request, or read a page.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from whp_deck.checks.deck_view import DeckView, SlideView
from whp_deck.checks.rule import Hit, Rule
from whp_deck.office.relationships import relationships_of

_PATIENCE = 10  # seconds for one address
_AT_ONCE = 8
_GONE = frozenset({404, 410})
_AGENT = "whp-deck link check"


def _nothing(_: DeckView) -> Iterator[Hit]:
    return iter(())


LINK_DEAD: Rule[DeckView] = Rule(
    "link-dead",
    "error",
    "A link that leads nowhere stops the meeting.",
    "look up the page's new address (search for its title) and set it where the finding says",
    "HHS checklist",
    _nothing,
)
LINK_UNREACHABLE: Rule[DeckView] = Rule(
    "link-unreachable",
    "warning",
    "An address that does not answer now may not answer at the meeting.",
    "try it in a browser on the meeting room's computer",
    "ours",
    _nothing,
)


LINK_RULES = (LINK_DEAD, LINK_UNREACHABLE)


def find_dead_links(deck: DeckView) -> Iterator[tuple[Rule[DeckView], Hit]]:
    """Each address that is gone, or that does not answer, on the first slide that has it."""
    users: dict[str, SlideView] = {}
    for slide in deck.slides:
        for one in relationships_of(slide.part).values():
            if one.is_external and one.reltype in (RT.HYPERLINK, RT.VIDEO):
                target = one.target_ref.partition("#")[0]
                if target.lower().startswith(("https://", "http://")):
                    users.setdefault(target, slide)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for (address, slide), answer in zip(users.items(), pool.map(ask, users), strict=True):
            if isinstance(answer, int) and answer in _GONE:
                yield LINK_DEAD, slide.hit(f"{address} answers {answer}: the page is gone")
            elif not isinstance(answer, int) or answer >= 500:
                yield LINK_UNREACHABLE, slide.hit(f"{address} does not answer ({answer})")


def ask(address: str) -> int | str:
    """The status with which an address answers, or why it does not. Some servers refuse HEAD: then GET is tried."""
    status: int | str = 0
    for method in ("HEAD", "GET"):
        request = urllib.request.Request(address, method=method, headers={"User-Agent": _AGENT})
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            status = error.code
            if method == "HEAD" and status in (400, 403, 404, 405, 501):
                continue
            return status
        except (urllib.error.URLError, OSError, ValueError) as error:
            return str(getattr(error, "reason", error))
    return status
