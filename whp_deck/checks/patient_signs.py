"""What in a text could lead to a real patient, known by its form.

In: a text. Out: what was found, in words. Must not know where the text stands: lists are asked as finished decks are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from whp_deck.checks.quotes import short
from whp_deck.errors import Severity

# 45 CFR 164.514(b)(2)(i): what of the 18 identifiers can be known by its form
_IDENTIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a social security number", re.compile(r"\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b")),
    ("a date of birth", re.compile(r"\b(d\.?o\.?b\.?|date of birth|born( on)?)\b[^\n]{0,12}?\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", re.IGNORECASE)),
    ("a date of birth", re.compile(r"\b(d\.?o\.?b\.?|date of birth|born on)\b[^\n]{0,6}?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2},? \d{4}", re.IGNORECASE)),
    ("a record number", re.compile(r"\b(mrn|medical record( number| no\.?| #)?|chart (number|no\.?|#)|patient id|account (number|no\.?|#)|member id|medicare (number|id)|beneficiary (number|id))\W{0,3}#?[A-Z]{0,3}\d[\w-]{3,}", re.IGNORECASE)),
    ("an age over 89", re.compile(r"\b(9\d|1[01]\d)[- ]?years?[- ]?old\b|\baged? (9\d|1[01]\d)\b(?!\s*(%|\+|percent|(and|or) (over|older|above|more)))|\b(9\d|1[01]\d)[- ]?y/?o\b", re.IGNORECASE)),
    ("a device or vehicle number", re.compile(r"\b(serial (number|no\.?|#)|vin|license plate)\W{0,3}[A-Z0-9][A-Z0-9-]{5,}", re.IGNORECASE)),
)  # fmt: skip
# telephone and address are a practice's own on most decks, and a patient's only where the text is about one
_ABOUT_ONE = re.compile(r"\b(mr\.|mrs\.|ms\.|year[- ]old\b)", re.IGNORECASE)
_ABOUT_PATIENT = re.compile(r"\b(patients?\b|mr\.|mrs\.|ms\.|year[- ]old\b|diagnos)", re.IGNORECASE)
_ADDRESS_OF_MACHINE = re.compile(  # or a version
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"
)
_CONTACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a telephone number", re.compile(r"(?<![\d-])(\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d-])")),
    ("an e-mail address", re.compile(r"\b[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b", re.IGNORECASE)),
    ("a street address", re.compile(r"\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Ln\.|Drive|Boulevard|Blvd\.)(?=\W|$)")),
)  # fmt: skip


def signs_of_a_patient(text: str, ours: Collection[str] = ()) -> Iterator[tuple[str, Severity | None]]:
    """What can lead to a real patient, in words, with how much it weighs if that is not as usual; `ours` are own
    contacts.
    """
    for what, pattern in _IDENTIFIERS:
        if found := pattern.search(text):
            yield f"“{short(found[0])}” looks like {what}", None
            break
    for what, pattern in _CONTACTS:
        for line in text.split("\n"):
            found = pattern.search(line) if _ABOUT_PATIENT.search(line) else None
            if found and not any(found[0] in contact for contact in ours):
                weight: Severity | None = None if _ABOUT_ONE.search(line) else "warning"
                yield f"“{short(found[0])}” looks like {what} of a patient", weight
    if found := _ADDRESS_OF_MACHINE.search(text):
        yield f"“{short(found[0])}” looks like an internet protocol address", "warning"
