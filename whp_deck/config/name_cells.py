"""What stands beside a name in its cell, and how the name is written: all of it would stand on the slides.

In: the rows of a list. Out: warnings with their cells. Must not judge a name that may be one: “Anne Miller, MD” is a practice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from whp_deck.config.cells import error_value
from whp_deck.config.placeholders import names_nobody
from whp_deck.config.remarks import note_in
from whp_deck.content.contacts import is_role
from whp_deck.content.names import OF_PRACTICES, is_credential
from whp_deck.content.open_words import says_whom_to_ask
from whp_deck.errors import ManyCells, Problem, Source, also_in

if TYPE_CHECKING:
    from whp_deck.config.spreadsheet import Row

_PRACTICE = re.compile(r"practice\.(?:name|short_name)")
_LEADER = re.compile(r"practice\.facilitators\.\d+\.name")
_PHONE = re.compile(
    r"\b(?:ext(?:ension)?\.?|(?-i:x))\s?\d{1,5}\b|\b(?:tel|phone|ph|fax|cell|mobile)\b[.:]?(?: no\.?)?\s*\+?\(?\d[\d\s().-]{2,}\d|(?<![\d-])(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-.]\d{4}(?![\d-])",
    re.IGNORECASE,
)
_STATE = r"(?:now |permanently |temporarily )?(?:closed|closing|inactive|moved|duplicate|dissolved|withdrawn|dropped out|do not (?:use|call|contact)|on hold)"
_STATED = re.compile(
    rf"[(\[]\s*{_STATE}\s*\?*(?:\s*(?:[,:;–—-]|\b(?:to|in|since|as of|for|until|from|per|on|by)\b|\d)[^)\]]*)?\s*[)\]]|\s[-–—*/]+\s*{_STATE}\W*$",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\b(?:CLOSED|INACTIVE|DUPLICATE)\b")
# a second row of one practice, or a copy of its row
_MORE = (
    r"(?:cont(?:['’]?d|inued|inuation)?\.?|ctd\.?|more|same(?: (?:practice|clinic|as above))?|copy(?: ?[2-9])?|duplicate|dup\.?|again|(?:see|as) above|old"
    r"|(?:2nd|second|3rd|third|next|extra|additional) (?:row|line|leader|entry|page|part)|(?:row|line|part|pt\.?|page|p\.) ?[2-9]"
    r"|[2-9] ?(?:of|/) ?[2-9]|[2-9])"
)
_CONTINUED = re.compile(
    rf"(?:copy of )(?P<copied>.+)|(?P<name>.+?)(?:\s*[(\[]\s*{_MORE}\s*[)\]]|\s*[-–—…]+\s*{_MORE}|[,:;]\s*{_MORE}"
    r"|\s+(?:cont(?:['’]?d|inued|\.)|ctd\.?|copy|(?:2nd|second|3rd|third) (?:row|line|entry)))",
    re.IGNORECASE,
)
_DOCTOR = re.compile(
    r"(?:,|;|/|\s[-–—(])\s*(?:c/o |attn:? |contact:? )?(Drs?\.? (?!Martin Luther)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)(?=\W|$)"
    r"|(?:c/o|attn:?|contact:?)\s+([A-Z]\w+(?: [A-Z]\w+)?)"
)
_KIND = re.compile(rf"\b{OF_PRACTICES}\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
# what belongs to a name: “(she/her)”, “(née Wu)”; a nickname, “(RN, BSN)” or “(Ph.D.)” has no word in small letters
_OF_NAME = re.compile(
    r"(?:s?he|they|her|him|his|them|hers|theirs|ze|hir|n[ée]e|formerly|aka|a\.k\.a\.|goes by|called)\b.*", re.IGNORECASE
)
_SMALL_WORD = re.compile(r"(?<![\w.’'-])[a-zà-ÿ]\w")
_WHEN = re.compile(
    r"\d|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:days?|s)?\b|\b[AP]\.?M\.?(?!\w)", re.IGNORECASE
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_ADDRESS = re.compile(r"[<(\[]?(?<![^\s<(\[])[^\s@<(\[]+@[^\s@]+\.[^\s@>)\],]+[>)\]]?|\b(?:https?://|www\.)\S+")
_COMPANY = re.compile(r"(?:\s*[&+/]\s*|,?\s+(?:and|with|w/)\s+)(?-i:(?=[a-z])).+|,?\s+et al\.?$", re.IGNORECASE)
_JOINS = re.compile(r"\s*[/;&+\n]\s*|\s(?:and|or|und)\s", re.IGNORECASE)
_NAME_WORD = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?![\w.])")
_BEFORE = re.compile(
    r"(?:(?:interim|acting|temporary|temp\.?|for now)\b[\s:]*|[A-Za-z][\w ]{1,20}:\s*)(?=\S)", re.IGNORECASE
)
_BEHIND = re.compile(
    r"\s[-–—]+\s*(.+)|,\s*((?:left|leav(?:es|ing)|on leave|retire[sd]|retiring|resigned|quit|until|since|no longer|away)\b.*)"
)
_LEFT = re.compile(
    r"\b(?:left|leav(?:es?|ing)|retire[sd]|retiring|resigned|quit|no longer|until|gone)\b", re.IGNORECASE
)
_ANYBODY = re.compile(r"(?:the|an?|our|any|some|one of)\s+(?-i:(?=[a-z]))|(?:whoever|whichever)\b", re.IGNORECASE)
_REMARK = re.compile(
    r"\b(?:call|ask|after|before|until|only|between|best|try|leave|mornings?|afternoons?|evenings?|weekdays?|weekends?"
    r"|not|don['’]?t|never|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:days?)?)\b",
    re.IGNORECASE,
)
_LINE, _LIST = "\n", ", ,"
_ONLY = "leave only {what}; what is yours alone goes into a column whose name begins with #"
_FEWEST = 5  # letters of a name of one word that is no abbreviation


def beside_names(rows: Iterable[Row]) -> Iterator[Problem]:
    """A warning for each name that has a phone number, a remark, a doctor or what became of the practice beside it."""
    named: dict[str, Row] = {}
    for row in (rows := list(rows)):
        named.setdefault(_plain(row.get("practice.name")), row)
    for row in rows:
        for field, text in row.cells:
            if error_value(text):
                continue  # told with all cells
            if field == "practice.name" and (continued := _continued(row, text, named)):
                yield continued
                continue
            if field == "practice.contact.phone" and (wrong := _phone(field, text)):
                yield replace(wrong, source=row.place_of(field))
            elif (_PRACTICE.fullmatch(field) or _LEADER.fullmatch(field)) and _MAIL.fullmatch(text):
                message = f"{field}: `{text}` is an e-mail address, not a name, and would stand on the slides"
                hint = "type the name, as on the door, or on the badge; the address goes into a column `practice.contact.email`"
                yield Problem("name-and-more", message, hint, row.place_of(field), "warning")
            elif _PRACTICE.fullmatch(field) and (found := _beside(text)):
                message = f"{field}: holds {found} beside the name, and slides would show all of it"
                what = f"{found} stands beside its name: ask what became of it" if found.startswith("`") else ""
                yield Problem("name-and-more", message, _remedy(found), row.place_of(field), "warning", what)
            elif _LEADER.fullmatch(field) and (found := _beside_leader(text)):
                message = f"{field}: holds {found}, and slides would show all of it"
                ask = f"leader says `{text}`: ask who leads" if _LEFT.search(found) else ""
                hint = _ONLY.format(what="the name, as on the badge")
                yield Problem("name-and-more", message, hint, row.place_of(field), "warning", ask)
            elif _LEADER.fullmatch(field) and (between := _between_people(text)):
                yield replace(two_people(field, text, between), source=row.place_of(field))
            elif _LEADER.fullmatch(field) and _ANYBODY.match(text):
                message = f"{field}: `{text}` is no name: slides would say that “{text}” leads"
                hint = "type the name of the person; leave it if whoever is there leads"
                yield Problem("name-common", message, hint, row.place_of(field), "warning")


def _continued(row: Row, text: str, named: Mapping[str, Row]) -> Problem | None:
    """A warning that the row may go on with another one: `named` are the rows by their names."""
    match = _CONTINUED.fullmatch(text)
    first = named.get(_plain(match["copied"] or match["name"])) if match else None
    if first is None or first is row:
        return None
    message = f"practice.name: is `{text}` row {first.number}, {first.get('practice.name')}, once more? It would get decks of its own"
    hint = f"{one_row(f'row {first.number}')}; then take this row out; leave it if it is a practice of its own"
    return Problem("row-continued", message, hint, row.place_of("practice.name"), "warning")


def one_row(first: str) -> str:
    """Where what a second row adds belongs: into the `first` one."""
    return (
        f"a practice is one row: what this one adds goes into {first}, a second leader into `practice.facilitators.2.name`, "
        "a second meeting into `meetings.2.date`"
    )


def _plain(name: str) -> str:
    """A name without its signs, to find it again."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def in_lines(field: str, text: str) -> Problem | None:
    """That two people stand below each other in a cell for one, without its place; of a row its lines are one."""
    if not _LEADER.fullmatch(field) or (between := _between_people(text)) != _LINE:
        return None
    return two_people(field, " / ".join(text.split("\n")), between)


def two_people(field: str, text: str, between: str) -> Problem:
    """The warning, without its place, that a cell for one person names more; `between` is what stands between them."""
    many = between == _LIST
    message = f"{field}: are `{text}` {'several' if many else 'two'} people? Slides would call them one"
    second = re.sub(r"\d+", lambda one: str(int(one[0]) + 1), field)
    hint = f"write the second one into a column `{second}`; leave it if it is one"
    if between == "or":
        hint = f"ask the practice who of them leads, and leave that name; if both do, write the second one into a column `{second}`"
    ask = f"leader says `{text}`: ask which of the two it is, or whether it is both" if between in ("/", "or") else ""
    ask = f"leader says `{text}`: ask who of them leads" if many else ask
    return Problem("name-and-more", message, hint, None, "warning", ask)


def _phone(field: str, text: str) -> Problem | None:
    """What is wrong with a phone, without its place: no number, or a remark beside it."""
    if not re.search(r"\d", text):
        if names_nobody(text) and not says_whom_to_ask(text):
            return None  # told with all cells
        message = f"{field}: `{text}` holds no number, and would be printed as it is"
        hint = "type the number, or empty the cell: who can be asked is then told without it"
        return Problem("cell-placeholder", message, hint, None, "warning")
    if _REMARK.search(text):
        message = f"{field}: `{text}` holds a remark beside the number, and all of it would be printed"
        return Problem("name-and-more", message, _ONLY.format(what="the number"), None, "warning")
    return None


def _between_people(text: str) -> str:
    """What stands between the names of two people in one cell, `_LIST` for commas between more of them, or ""."""
    bare = "" if text.rstrip().endswith("?") else _BRACKETED.sub("", text)  # whoever was not sure is asked anyway
    for match in _JOINS.finditer(bare):
        sides = bare[: match.start()], bare[match.end() :]
        if all(map(_names_in, sides)):
            return match[0].strip().casefold() or (_LINE if "\n" in match[0] else "")
    named = [len(names) for part in bare.split(",") if (names := _names_in(part))]
    if len(named) > 2:
        return _LIST
    return "," if len(named) == 2 and min(named) > 1 else ""  # “Lee, Sandra” is one


def _names_in(text: str) -> list[str]:
    """The words of a person's name; none of `RN`, `MSc` or `Nurse Manager`, as stands behind one."""
    words = [word for word in _NAME_WORD.findall(text) if not is_credential(word)]
    letters = text.strip(" .")
    is_degree = " " not in letters and sum(map(str.isupper, letters)) > 1
    return [] if is_degree or is_role(text.strip()) else words


def _beside(text: str) -> str:
    if not re.search(r"[^\W\d_]", text):
        return ""  # a number alone: told as such
    if (stated := _STATED.search(text) or _CAPITAL.search(text)) and not text.isupper():
        return f"`{stated[0].strip()}`"
    if phone := _PHONE.search(text):
        return f"a phone number (`{phone[0].strip()}`)"
    if (note := note_in(text)) and not names_nobody(text):
        return f"a remark (`{note}`)"
    if address := _ADDRESS.search(text):
        return f"an address (`{address[0]}`)"
    doctor = _DOCTOR.search(text)
    if doctor and _KIND.search(text[: doctor.start()]):
        return f"a person (`{doctor[1] or doctor[2]}`)"
    return ""


def _beside_leader(text: str) -> str:
    if phone := _PHONE.search(text):
        return f"a phone number beside the name (`{phone[0].strip()}`)"
    if address := _ADDRESS.search(text):
        return f"an address beside the name (`{address[0]}`)"
    if note := note_in(text):
        return f"a remark beside the name (`{note}`)"
    if (company := _COMPANY.search(text)) and _is_company(text[: company.start()], company[0]):
        return f"a remark beside the name (`{company[0].strip(' ,')}`)"
    for found in _BRACKETED.finditer(text):
        remark = (found[1] or found[2] or "").strip()
        is_remark = (_SMALL_WORD.search(remark) or _WHEN.search(remark)) and not _OF_NAME.fullmatch(remark)
        if is_remark and text[: found.start()].strip():
            return f"a remark beside the name (`{found[0]}`)"
    if before := _BEFORE.match(text):
        return f"a remark before the name (`{before[0].strip()}`)"
    for found in _BEHIND.finditer(text):
        remark = (found[1] or found[2]).strip()
        if (
            (_SMALL_WORD.match(remark) or _WHEN.search(remark))
            and not _OF_NAME.fullmatch(remark)
            and not is_role(remark)
        ):
            return f"a remark beside the name (`{found[0].strip()}`)"
    return ""


def _is_company(before: str, behind: str) -> bool:
    """Whether others follow a name who have none, as `& team`; of “Ann Li, nurse and trainer” all of it is hers."""
    name, _, title = before.partition(",")
    is_hers = (bool(title) and is_role(title.strip())) or _OF_NAME.fullmatch(behind.strip(" ,/")) is not None
    return bool(_names_in(name)) and not is_hers and not _names_in(behind)


def _remedy(found: str) -> str:
    if found.startswith("`"):
        return (
            "ask the practice what became of it; take the row out if no deck is to be built; else leave only the name"
        )
    return _ONLY.format(what="the name, as on the door")


def names_in_one_case(rows: Iterable[Row], told: Collection[Source | None]) -> Iterator[Problem]:
    """One warning for all names that stand in small letters or in capitals only, but for cells that have been `told` of."""
    places: list[Source] = []
    for row in rows:
        odd = (row.place_of(field) for field, text in row.cells if _is_of_one_case(field, text))
        places += [place for place in odd if place not in told]
    if places:
        first, *others = places
        also = f", as in {also_in(others)}" if others else ""
        message = (
            f"a name stands here in small letters only, or in capitals only, and so it would stand on the slides{also}"
        )
        hint = "type it as on the door, or on the badge; leave it if it is written so"
        yield ManyCells("name-case", message, hint, first, "warning", others=tuple(others))


def _is_of_one_case(field: str, text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    if not (field == "practice.name" or _LEADER.fullmatch(field)) or not (text.isupper() or text.islower()):
        return False
    if names_nobody(text):
        return False
    return sum(map(len, words)) >= _FEWEST and len(words) > 1
