"""Rules on links: what they say, and where jumps lead. (`checks.addresses` asks web addresses, when it is asked to.)

In: a `DeckView`. Out: hits. Must not use the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from whp_deck.checks.deck_view import DeckView, SlideView
from whp_deck.checks.quotes import short
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sheets import Placed
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.xml import R_ID, a, attribute

_EMPTY_LINK = re.compile(
    r"(please )?(click|press|tap|go)( here| this)?|here|this|link|(this |the )?(link|page|website|web site|site|video)|"
    r"(read |learn |see |find out |view )?more( info(rmation)?| details)?|details|info|download|hier( klicken)?",
    re.IGNORECASE,
)


@rule(
    severity="error",
    remedy="say where it leads: “AHRQ's page on the handoff”",
    origin="HHS checklist; WCAG 2.4.4; Microsoft's checker",
)
def link_text_empty(deck: DeckView) -> Iterator[Hit]:
    """Who goes from link to link hears only their words."""
    for slide in deck.slides:
        for placed, text, _ in links_of(slide):
            if _EMPTY_LINK.fullmatch(text.strip(" .:>»→…")):
                yield slide.hit(f"a link says only “{short(text)}”", placed)


@rule(
    severity="error",
    remedy="give each link words of its own",
    origin="HHS checklist; WCAG 2.4.4",
)
def link_text_repeated(deck: DeckView) -> Iterator[Hit]:
    """Links with the same words that lead to different places cannot be told apart."""
    for slide in deck.slides:
        targets: dict[str, set[str]] = {}
        for _, text, target in links_of(slide):
            if len(text.strip()) > 1 and target and not _EMPTY_LINK.fullmatch(text.strip(" .:>»→…")):
                targets.setdefault(text.strip().casefold(), set()).add(target.rstrip("/"))
        for text, found in targets.items():
            if len(found) > 1:
                yield slide.hit(f"{len(found)} links to different places say “{short(text)}”")


@rule(
    severity="error",
    remedy="remove the link, or let it lead to a slide that is there",
    origin="ours; WCAG 2.4.4",
)
def jump_broken(deck: DeckView) -> Iterator[Hit]:
    """A jump to a slide that was deleted or hidden leads nowhere in the middle of the meeting."""
    present = {one.part: one.root for one in deck.slides}
    listed_parts = set(slide_parts(deck.package).values())
    for slide in deck.slides:
        relationships = relationships_of(slide.part)
        for placed in slide.shapes:
            for link in placed.shape.iter(a("hlinkClick"), a("hlinkHover"), a("hlinkMouseOver")):
                action, r_id = attribute(link, "action"), attribute(link, R_ID)
                if "hlinksldjump" not in action:
                    continue
                found = relationships.find(r_id)
                target = None if found is None or found.is_external else found.target_part
                if target is None or target not in listed_parts:
                    yield slide.hit(f"a jump in “{placed.name}” leads to a slide that is not there", placed)
                elif (
                    present.get(target) is not None
                    and present[target].get("show") in ("0", "false")
                    and not slide.is_hidden
                ):
                    yield slide.hit(f"a jump in “{placed.name}” leads to a hidden slide", placed, severity="warning")


def links_of(slide: SlideView) -> Iterator[tuple[Placed, str, str]]:
    """Shape, words and address of every link of a text; runs of one link that follow each other are one."""
    relationships = relationships_of(slide.part)
    for placed in slide.shapes:
        for paragraph in placed.shape.iter(a("p")):
            words, before = "", ""
            for run in (*paragraph.iterchildren(a("r"), a("fld")), None):
                link = None if run is None else next(run.iter(a("hlinkClick")), None)
                r_id = "" if link is None else attribute(link, R_ID)
                if r_id != before and before:
                    found = relationships.find(before)
                    if found is not None and found.reltype == RT.HYPERLINK and words.strip():
                        yield placed, words, found.target_ref
                words = words if r_id == before else ""
                words += "" if run is None or not r_id else run.findtext(a("t")) or ""
                before = r_id


RULES: tuple[Rule[DeckView], ...] = (
    link_text_empty,
    link_text_repeated,
    jump_broken,
)
