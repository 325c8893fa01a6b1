"""The findings of `check` as one HTML page: a picture of each slide that has some, with the spots marked.

In: `Checked`, pictures (PNG by file and slide number). Out: the page, complete in itself. Must not draw slides or write
files.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from whp_deck.cli.reports.check_text import place_words, summary

if TYPE_CHECKING:
    from whp_deck.build.check import Checked
    from whp_deck.checks.rule import Finding

_STYLE = """
:root { color-scheme: light; --ink: #1f2a30; --error: #a3290f; --warning: #7a4b00; --line: #d8d3c9; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem 4rem; font: 1rem/1.5 Calibri, Carlito, Arial, sans-serif; color: var(--ink); }
h1 { font-size: 1.75rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
.count { font-size: 1.1rem; margin: 0 0 2rem; }
section { border-top: 1px solid var(--line); padding: 1.5rem 0; }
.slide { display: grid; grid-template-columns: minmax(0, 30rem) minmax(0, 1fr); gap: 1.5rem; align-items: start; }
.slide.bare { grid-template-columns: minmax(0, 1fr); }
figure { margin: 0; position: relative; border: 1px solid var(--line); }
figure img { display: block; width: 100%; }
.spot { position: absolute; border: 3px solid var(--error); border-radius: 3px; background: rgb(163 41 15 / .08); }
.spot.warning { border-color: var(--warning); border-style: dashed; background: none; }
.spot b { position: absolute; left: -3px; top: -1.5em; background: var(--error); color: #fff; font-size: .8rem; padding: 0 .4em; line-height: 1.5; border-radius: 3px; }
.spot.warning b { background: var(--warning); }
ol { margin: 0; padding: 0; list-style: none; } li { margin: 0 0 1rem; }
.mark { display: inline-block; min-width: 1.6em; text-align: center; color: #fff; background: var(--error); border-radius: 3px; font-size: .85rem; font-weight: bold; margin-right: .4em; }
.warning .mark { background: var(--warning); }
.severity { font-weight: bold; color: var(--error); } .warning .severity { color: var(--warning); }
.remedy, .place { display: block; } .place { color: #4a565c; font-size: .9rem; }
code { font: .9em Consolas, monospace; }
@media (max-width: 48rem) { .slide { grid-template-columns: minmax(0, 1fr); } }
@media print { section { break-inside: avoid; } }
"""


def render_page(checked: Checked, pictures: Mapping[tuple[str, int], bytes], note: str = "") -> str:
    """The whole page; `note` says why pictures are missing, if they are."""
    groups = groupby(checked.findings, key=lambda one: (one.file, one.slide, one.title))
    parts = [_section(place_words(*key), list(found), pictures.get((key[0], key[1]))) for key, found in groups]
    if checked.ignored:
        rows = "".join(
            f"<li>{escape(one.finding.place)}: {escape(one.finding.message)} <code>{escape(one.finding.rule)}</code>"
            f"<span class=remedy>{escape(one.reason)}</span></li>"
            for one in checked.ignored
        )
        parts.append(f"<section><h2>Ignored, and why</h2><ol>{rows}</ol></section>")
    rows = "".join(f"<li>{escape(text)}</li>" for text in checked.not_checked)
    parts.append(f"<section><h2>Not checked by machine</h2><ol>{rows}</ol></section>")
    title = f"Check of {escape(checked.name)}"
    remark = "".join(f"<p>{escape(text)}</p>" for text in (*checked.counted, note) if text)
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>\n<body>\n'
        f"<main>\n<h1>{title}</h1>\n<p class=count>{escape(summary(checked.findings))}</p>{remark}\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _section(heading: str, findings: Sequence[Finding], picture: bytes | None) -> str:
    items = "".join(_item(number, one) for number, one in enumerate(findings, 1))
    if picture is None:
        return f"<section><h2>{escape(heading)}</h2><div class='slide bare'><ol>{items}</ol></div></section>"
    spots = "".join(_spots(number, one) for number, one in enumerate(findings, 1))
    source = base64.b64encode(picture).decode("ascii")
    figure = f'<figure><img src="data:image/png;base64,{source}" alt="{escape(heading, quote=True)}">{spots}</figure>'
    return f"<section><h2>{escape(heading)}</h2><div class=slide>{figure}<ol>{items}</ol></div></section>"


def _item(number: int, finding: Finding) -> str:
    place = ", ".join(text for text in (finding.shape, str(finding.source) if finding.source else "") if text)
    return (
        f"<li class={finding.severity}><span class=mark>{number}</span><span class=severity>{finding.severity}</span> "
        f"{escape(finding.message)} <code>{escape(finding.rule)}</code>"
        f"<span class=remedy>{escape(finding.remedy)}</span>"
        + (f"<span class=place>{escape(place)}</span>" if place else "")
        + "</li>"
    )


def _spots(number: int, finding: Finding) -> str:
    found = []
    for left, top, width, height in finding.spots:
        right, bottom = min(1.0, left + width), min(1.0, top + height)
        left, top = max(0.0, left), max(0.0, top)
        if right > left and bottom > top:
            place = f"left:{left:.2%};top:{top:.2%};width:{right - left:.2%};height:{bottom - top:.2%}"
            found.append(f'<span class="spot {finding.severity}" style="{place}"><b>{number}</b></span>')
    return "".join(found)
