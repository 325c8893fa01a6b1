"""What one cell of a list of practices may hold: judged by the type of its field before anything is built.

In: a field and the text of its cell. Out: the text to take, and what is wrong with it, with what it probably means. A
list is mended in one sitting: a date that no loader would take must not come to light when all the others are built.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from pydantic import ValidationError

from whp_deck.config.columns import adapter_of, field_in_words, is_date, is_time, is_yes_no, of_meetings
from whp_deck.config.date_cells import Timed, day_in, likely_day, without_time, without_weekday
from whp_deck.config.language_cells import LANGUAGE, tag_of
from whp_deck.config.problems import explain
from whp_deck.content.colors import color_code
from whp_deck.content.dates import likely_time, parse_date, parse_time, plain_date, why_no_date, written_date
from whp_deck.content.open_words import says_not_done
from whp_deck.errors import Problem

_ERRORS = frozenset({
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA", "#ERROR!",
})  # fmt: skip
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+|#{3,}", re.IGNORECASE)  # a long number, as a narrow column shows it
_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d?:\d\d)(?::\d\d)?")
_WITH_SECONDS = re.compile(r"(\d\d?:\d\d):\d\d( ?[ap]m)?", re.IGNORECASE)
_TICKS = {"y": "yes", "n": "no", "1": "yes", "0": "no", "✓": "yes", "✔": "yes", "√": "yes", "☑": "yes", "☐": "no"}
_MEETING_DAY = re.compile(of_meetings("date"))
_MAIL = "practice.contact.email"
_PARTED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\.?")
_A_YEAR = re.compile(r"(?:19|20)\d\d")  # formatted as a date, Excel would count it in days: 2027 is in July 1905
_DAY_0 = dt.date(1899, 12, 30)  # of Excel's count of days (ECMA-376 part 1, 18.17.4.1), which has a February 29, 1900
_COUNTED = range(36_526, 73_051)  # 2000 to 2099: what is outside is no day of a meeting
_TOTALS = re.compile(
    r"(?:grand |sub-?)?(?:totals?|sums?|average|avg\.?|mean|median|count|min(?:imum)?|max(?:imum)?)"
    r"(?:\s*[:=(].*|\s+\d.*|\s+(?:of|number|practices?|sites?|clinics?|rows?)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_TOTALING = re.compile(
    r"=.*\b(?:SUM|COUNT|COUNTA|AVERAGE|SUBTOTAL|AGGREGATE|MIN|MAX|ROWS)\(", re.IGNORECASE | re.DOTALL
)
_COLORS = ("practice.theme.primary", "practice.theme.accent")  # texts by their type: what reads them comes later
_TYPE_DATE = "type it as year-month-day, as 2026-12-07, or empty the cell"
PASTE = "copy the cell, then Paste Special > Values over it; where Excel shows an error there, type what it should say"


def judge(field: str, text: str) -> tuple[str, Problem | None]:
    """The text to take, and what is wrong with it, without its place."""
    called = field_in_words(field)
    if error := error_value(text):
        message = f"the cell holds the error {error}"
        hint = "type what it should say, which the practice knows, or empty it"
        return text, Problem("cell-error", message, hint, ask=f"{called}: {message}: ask what it should say")
    if _SHORTENED.fullmatch(text):
        message = f"`{text}` is what a number looks like in a column that is too narrow: its digits are lost"
        return text, Problem(
            "cell-shortened",
            message,
            "format the cell as text, and type the number again; ask the practice for it if it stands nowhere",
            ask=f"{called}: the digits of `{text}` are lost: ask for the number",
        )
    dated, timed = is_date(field), is_time(field)
    if text.startswith("=") and (dated or timed):
        what = f"a formula stands where a {'date' if dated else 'time'} belongs"
        return text, Problem("cell-formula", what, PASTE)
    if text.startswith("="):
        return text, Problem(
            "cell-formula",
            f"a formula is not worked out: slides and pages would say `{_short(text)}`",
            PASTE,
        )
    if field in _COLORS and not color_code(text):
        hint = "write six hexadecimal digits, as 0B4F5C, or an English name, as navy"
        return text, Problem("color-malformed", f"`{text}` is no color", hint)
    if is_yes_no(field):
        text = _TICKS.get(text.casefold(), text)
    elif field == _MAIL:
        text = text.removeprefix("mailto:")
    taken, problem = _date(field, text) if dated else _time(field, text) if timed else (text, None)
    problem = problem or mistyped(field, taken)
    if problem and field == LANGUAGE and (tag := tag_of(text)):
        problem = replace(problem, hint=f"is it `{tag}`? {problem.hint}")
    return taken, problem


def error_value(text: str) -> str:
    """The error that Excel shows in the cell, as `#REF!`; "" where there is none."""
    error = "#REF!" if text.startswith("=") and "#REF!" in text else text
    return error if error in _ERRORS else ""


def is_total(name: str) -> bool:
    """Whether it is what people write before the sums below a list, rather than a practice's name."""
    return bool(_TOTALS.fullmatch(name) or is_sum(name))


def is_sum(text: str) -> bool:
    """Whether it is a formula that adds up, or counts, what stands above it."""
    return _TOTALING.match(text) is not None


def _date(field: str, typed: str) -> tuple[str, Problem | None]:
    text = without_time(typed).day
    parted = _PARTED.fullmatch(text) is not None
    day = None if text.isdecimal() else plain_date(text) if parted else parse_date(text)
    day, contradicted = (day, "") if day else day_in(text)
    if day is not None:
        return day.isoformat(), None
    if mistyped(field, text) is None:  # "decide later" is an answer, where the field takes it
        return text, None
    called = field_in_words(field)
    if _A_YEAR.fullmatch(text):
        ask = f"{called}: only the year {text} is known: ask for the day"
        return text, Problem(
            "cell-date", f"`{text}` is a year, not a day", "type the whole day, as 2027-01-11", ask=ask
        )
    if meant := _days(without_weekday(text)):
        return text, Problem("cell-date", f"`{_short(text)}` is not clear as a date", meant)
    reason = why_no_date(text) or contradicted
    message = f"is no date: {reason}" if reason else "is not clear as a date"
    written = written_date(text)
    lacks_year = written is not None and not written.year  # the other rows say which it is
    ask = f"{called}: `{_short(text)}` is no day that can be read: ask which one is meant"
    if says_not_done(text):
        ask = f"{called} says `{_short(text)}`: ask whether they {'meet' if field.startswith('meetings.') else 'do it'} at all"
    likely, is_unsure = likely_day(text), "?" in text
    ask = "" if lacks_year or (likely and not is_unsure) else ask
    hint = f"is it {likely}? type it so, or empty the cell" if likely else _TYPE_DATE
    if ":" in text and field.startswith("meetings."):
        hint += f"; when it begins goes into the column `{start_beside(field)}`"
    return text, Problem("cell-date", f"`{_short(typed)}` {message}", hint, ask=ask)


def start_beside(field: str) -> str:
    """The column of the time of the meeting whose day stands in this one; "" for all others."""
    match = _MEETING_DAY.fullmatch(field)
    return f"{field.removesuffix(match[2])}start" if match else ""


def time_beside(field: str, text: str) -> Timed | None:
    """The time that stands behind the day of a meeting in one cell, as `2027-01-11 19:45` has it; None where none does."""
    timed = without_time(text) if _MEETING_DAY.fullmatch(field) else None
    return timed if timed and timed.time else None


def time_not_taken(field: str, timed: Timed, start: str) -> Problem | None:
    """A warning, without its place, where the time beside a day is not the meeting's: `start` says another one, or it is that of
    another zone.
    """
    typed, column = f"{timed.time:%H:%M}", start_beside(field)
    if start == typed:
        return None
    if start:
        start = start.removeprefix("0")  # as people type it
        message = f"{field}: {typed} stands beside the day, and {start} in the column `{column}`, which is taken"
        ask = f"{field_in_words(field)} says {typed}, and its time {start}: ask when it begins"
        return Problem(
            "cell-time", message, "type the time that is right there, and the day alone here", None, "warning", ask
        )
    if timed.is_local:
        return None
    message = f"{field}: the time {typed} beside the day is not taken: it is one of a time zone, which clocks here may not have"
    return Problem("cell-time", message, f"type when it begins into the column `{column}`", None, "warning")


def _days(text: str) -> str:
    """What it may mean: 12/7/2026 month first and day first, a number as Excel counts days;
    "" where nothing can be meant."""
    if (counted := re.fullmatch(r"(\d{5})(?:[.,]\d+)?", text)) and int(
        counted[1]
    ) in _COUNTED:  # parts of a day are a time
        day = _DAY_0 + dt.timedelta(int(counted[1]))
        return f"is it {day.isoformat()}? format the cell as a date, or type it so"
    if text.isdecimal():
        return "type it as year-month-day, as 2026-12-07"
    if match := _PARTED.fullmatch(text):
        year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
        orders = [(match[1], match[3]), (match[3], match[1])]
        days = []
        for month, day_of_month in orders if match[2] == "/" else reversed(orders):
            try:
                days.append(dt.date(year, int(month), int(day_of_month)).isoformat())
            except ValueError:
                continue
        if days:
            return f"type it as year-month-day: {' or '.join(dict.fromkeys(days))}?"
    return ""


def _time(field: str, text: str) -> tuple[str, Problem | None]:
    match = _WITH_TIME.fullmatch(text) or _WITH_SECONDS.fullmatch(text)
    part = float(text.replace(",", ".")) if re.fullmatch(r"0[.,]\d+", text) else None  # of a day: so Excel keeps a time
    plain = text if match is None else match[2] if match.re is _WITH_TIME else match[1] + (match[2] or "")
    time = None if part is not None else parse_time(plain)
    if time is not None:
        return time.isoformat("minutes"), None
    if part is None and mistyped(field, text) is None:
        return text, None
    hint = "type it as 7:45 or 2:05 pm, or empty the cell"
    likely = likely_time(text)
    ask = (
        ""
        if likely or re.search(r"\d", text)
        else f"{field_in_words(field)}: `{_short(text)}` is no time that can be read: ask for it"
    )
    if part is not None:
        hour, minute = divmod(round(part * 24 * 60) % (24 * 60), 60)
        hint = f"is it {hour}:{minute:02}? format the cell as a time, or type it so"
    elif likely is not None:
        hint = f"is it {likely.hour}:{likely:%M}? type it so, or as 2:05 pm, or empty the cell"
    elif re.fullmatch(r"[\d.,]+", text):
        hint = "format the cell as a time, or type it as 7:45"
    return text, Problem("cell-time", f"`{_short(text)}` is not clear as a time", hint, ask=ask)


def mistyped(field: str, text: str) -> Problem | None:
    """What the field's own type says against it, in the words that the loader would have said it in, later."""
    adapter = adapter_of(field)
    if adapter is None or "{{" in text:  # what it yields is not known before the deck is loaded
        return None
    try:
        adapter.validate_python(text)
    except ValidationError as error:
        first = explain(error, text)[0]
        return replace(first, source=None)
    return None


def is_left_open(field: str, text: str) -> bool:
    """Whether the field's own type takes the text for none, so that what it answers stays open: a place called `none`."""
    adapter = adapter_of(field)
    return adapter is not None and mistyped(field, text) is None and adapter.validate_python(text) in (None, "")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
