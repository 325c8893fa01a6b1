"""Answers in whole sentences, where a name or a title alone is asked for: “the name is Harbor View”, “just ask Jolene”.

In: what somebody typed. Out: the name or title within it, and whether it is a sentence at all. Must not refuse anything:
a practice may be called “We Care Pediatrics”, so verbs count in small letters only.
"""

from __future__ import annotations

import re

from whp_deck.content.contacts import is_role
from whp_deck.content.names import is_credential

_LEADS = re.compile(
    r"""(?:(?i:well|oh|so|hi|it['’`]?s),?[ ])?(?:
      (?i:(?:the|our|my|her|his)(?:[ ](?:whole|full|short|real))?[ ](?:(?:practice|clinic|office|title|job)(?:['’`]?s)?[ ])?)
        (?:name|title|practice|clinic|office)(?:[ ]of[ ](?:the|our)[ ][a-z]+)?[ ]is
    |(?i:it|this|that|she|he)(?:['’`]s|[ ]is)(?:[ ](?:called|named|just|usually|mostly))*
    |(?i:we|i|people|patients|they|everybody|everyone|you)(?:['’`](?:re|m|ll|d)|[ ](?:are|am|can|should|could|may|will|would))?
        (?:[ ](?:just|all|usually|mostly|always|simply|only|both|also))*
        [ ](?:say|call[ ](?:it|this|ourselves|them|her|him|us)|call|go[ ]by|use|known[ ]as|called|named|ask(?:[ ]for)?|contact|talk[ ]to|go[ ]to|see)
        (?:[ ](?:just|simply|only))*
    |(?i:we|i)(?:['’`](?:re|m)|[ ](?:are|am))(?:[ ](?:just|all|called))*
    |(?i:just|simply|please)(?:[ ](?:say|call(?:[ ]it)?|ask(?:[ ]for)?|contact|see|talk[ ]to|go[ ]to|use|write|put))
    |called|known[ ]as|named|(?i:that|it|this|she|he)(?:['’`]d|[ ]would)[ ]be
    )[ ]+(?P<rest>\S.*)""",
    re.VERBOSE | re.DOTALL,
)
_TRAILS = re.compile(r",?\s+(?:please|for (?:now|short|sure)|i (?:think|guess)|usually|mostly)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|our|a|an|my|your)\s+(?=\S)", re.IGNORECASE)
# small letters alone, and no `I` as in `Medical Assistant I`
_CLAUSE = re.compile(
    r"""\b(?:[Ww]e|[Tt]hey|[Yy]ou|it|[Tt]here|[Ss]he|[Hh]e|[Ww]hoever)(?:['’`](?:s|re|ll|ve|d))?[ ][a-z]
    |\bI(?:['’`](?:m|ll|ve|d)\b|[ ](?:am|do|have|will|can|book|take|think|guess|handle|would)\b)
    |\b(?:does|doesn['’`]t|do|don['’`]t|is|isn['’`]t|are|aren['’`]t|has|have|was|were|[Dd]epends|[Vv]aries)\b
    |,[ ](?:the|our|we|i|they|so|because|since|who|which|then|sometimes|usually|mostly|if|when|unless)\b""",
    re.VERBOSE,
)
_MOST = 6  # words of a title
_CALLED = re.compile(r"(?:Dr|Mrs?|Ms|Mx)\.? [A-Z]")
# a name with more behind it: what its owner has learned, is, or where to be found
_WITH_MORE = re.compile(
    r"""(?P<name>[A-Z][\w’'-]+(?:[ ][A-Z][\w’'-]+)*)
      (?:,[ ](?:(?P<letters>[A-Z][\w.-]+)|(?:the|our|my|who|from|at|in)[ ].+)|[ ](?:at|from|in|who|with|on)[ ].+)""",
    re.VERBOSE,
)


def name_within(text: str) -> str:
    """The name that a sentence says: `Harbor View` of `we just say Harbor View`; "" where nothing is said around it."""
    said = text.strip().rstrip(".!")
    found = _LEADS.fullmatch(said)
    rest = _TRAILS.sub("", found["rest"]) if found else said
    rest = rest.strip(" \"“”'‘’:") if found else ""
    return "" if rest == text.strip() else rest


def is_sentence(text: str) -> bool:
    """Whether it says something rather than names somebody: “we have no front desk, the nurse does it”."""
    return _CLAUSE.search(text) is not None


def is_person_by_name(text: str) -> bool:
    """Whether it names somebody rather than a title: `Dr. Desai`, `Jolene Baker, NP`, `Rosa at the window`, `Tasha, our MA`.

    A title may be written with capitals, too: `Care Manager, RN`, `Lactation Consultant from the hospital`.
    """
    said = text.strip()
    if _CALLED.match(said):
        return True
    found = _WITH_MORE.fullmatch(said)
    if found is None or (found["letters"] and not is_credential(found["letters"])):
        return False
    return not any(map(_is_of_a_title, found["name"].split()))


def _is_of_a_title(word: str) -> bool:
    """Whether a title has it rather than a name; one on `-er` that we do not know is most often a surname, as Baker."""
    return is_role(word) or is_credential(word) or (singular_of(f"{word}s") != "" and not word.endswith("er"))


def is_long_title(text: str) -> bool:
    """Whether it has more words than a title has."""
    return len(text.split()) > _MOST


def title_within(text: str) -> str:
    """The title that is meant: `nurse` of `our nurses` and of `that is the nurse`; "" where it is one as it stands."""
    said = name_within(text) or text.strip()
    bare = _ARTICLE.sub("", said, count=1)
    bare = singular_of(bare) or bare
    return "" if bare == text.strip() else bare


# what ends as people do, and is none: `appointments`, `headquarters`
_PEOPLE = re.compile(
    r"""(?P<one>
      (?:[^\W\d_]*(?<!quart)(?<!ord)(?<!lett)(?<!numb)(?<!matt)(?<!pap)(?<!count)(?<!cent)(?<!transf)(?<!hour)er
        |[^\W\d_]*[cst]or|[^\W\d_]*(?:ist|yst|cian|tian|rian|nurse|aide|tech|clerk|chief|lead|intern|fellow|student|doc|counsel(?:l)?or|registrar|liaison|volunteer|trainee|employee))
      |[^\W\d_]*(?:assist|attend|consult)ant|[^\W\d_]*(?:resid|superintend)ent)s
    |(?P<short>[A-Z]{2,4})s
    |(?P<y>[^\W\d_]*(?:secretar|apothecar))ies
    |(?P<wife>[^\W\d_]*wi)ves
    |(?P<man>[^\W\d_]*(?:wo)?)men""",
    re.VERBOSE | re.IGNORECASE,
)


def singular_of(title: str) -> str:
    """The title of one, where a text names several of them: `nurse` of `nurses`, `MA` of `MAs`; "" for anything else."""
    head, gap, last = title.strip().rpartition(" ")
    found = _PEOPLE.fullmatch(last)
    if not found or (found["short"] and not found["short"].isupper()) or is_credential(last):
        return ""
    if found["short"] and last[-1] == "S":
        return ""
    one = found["one"] or found["short"]
    if found["y"]:
        one = f"{found['y']}y"
    elif found["wife"]:
        one = f"{found['wife']}fe"
    elif found["man"] is not None and not one:
        one = f"{found['man']}man"
    return f"{head}{gap}{one}"
