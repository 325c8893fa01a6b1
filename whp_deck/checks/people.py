"""Rules on people: what could lead to a real patient, and patients with the name of a colleague.

In: a `DeckView`. Out: hits. Must not be taken for all of privacy: names and stories only a person can judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whp_deck.checks.deck_view import DeckView
from whp_deck.checks.patient_signs import signs_of_a_patient
from whp_deck.checks.quotes import short
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.checks.texts import at, texts_of
from whp_deck.content.names import surnames

_AS_PATIENT = r"(patient|mr\.|mrs\.|ms\.|client)\W{{0,3}}(\w+\W+)?{name}\b"


@rule(
    severity="error",
    remedy="take it out, or write “made up” figures that are nobody's: no dates, numbers or places of real people",
    origin="HIPAA, 45 CFR 164.514(b)(2): the 18 identifiers",
)
def identifier(deck: DeckView) -> Iterator[Hit]:
    """What can lead to a real patient may not be in training material."""
    for slide in deck.slides:
        for text, placed in texts_of(slide):
            for message, weight in signs_of_a_patient(text, deck.known.people):
                yield at(slide, placed, message, weight)


@rule(
    severity="warning",
    remedy="give the patient of the scene a name that nobody on the team has",
    origin="ours: who plays a patient of one's own name is no longer playing",
)
def staff_as_patient(deck: DeckView) -> Iterator[Hit]:
    """A patient with a colleague's name makes people laugh, or wonder whose story it is."""
    for slide in deck.slides:
        for last, name in surnames(deck.known.people):
            pattern = re.compile(_AS_PATIENT.format(name=re.escape(last)), re.IGNORECASE)
            for text, placed in texts_of(slide):
                if found := pattern.search(text):
                    yield at(slide, placed, f"“{short(found[0])}” has the name of {name}")
                    break


RULES: tuple[Rule[DeckView], ...] = (
    identifier,
    staff_as_patient,
)
