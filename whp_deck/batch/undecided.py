"""Rows of a list that decide nothing yet: a name and a phone, where others say when they start, meet, and who leads.

In: the rows of a list. Out: what each of these lacks, in words. Must not judge a row that says any of it, nor one that
says nothing but a name: that is told as a heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whp_deck.config.practice_list import Listed

_TOLD_BY = {
    "no start date": "decisions.start.date",
    "no meeting": "meetings.",
    "nobody leads": "practice.facilitators.",
}
_FEWEST = 2  # of these, that most rows say: a list without such columns leaves all to the practices


def undecided(listed: Sequence[Listed]) -> Mapping[int, tuple[str, ...]]:
    """The numbers of the rows that say nothing of what most others say, with all that is not said."""
    rows = [one.row for one in listed if one.row]
    lacking = {
        row.number: [
            words for words, begin in _TOLD_BY.items() if not any(field.startswith(begin) for field, _ in row.cells)
        ]
        for row in rows
    }
    usual = [words for words in _TOLD_BY if sum(words in lacks for lacks in lacking.values()) * 2 < len(rows)]
    if len(usual) < _FEWEST:
        return {}
    names_more = {row.number for row in rows if len(row.cells) > 1}
    return {number: tuple(usual) for number, lacks in lacking.items() if {*usual} <= {*lacks} and number in names_more}
