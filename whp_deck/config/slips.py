"""What a slip of the hand in YAML is, in plain words: a parser names what it expected, not what was typed.

In: the parser's error and the text; or a scalar and the line that it stands on. Out: a problem with the line to mend.
Must not read files or build trees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from whp_deck.config.belongs import section_above
from whp_deck.config.quotes import STRAIGHT, curly_text, ended_too_soon, in_curly_quotes, quoted, with_backslash
from whp_deck.errors import Problem, Source, counted

_UNSPACED = re.compile(r"(\s*(?:- +)*[a-z_]+):(?=[^\s/])")  # `title:Ours`, but no address
_DASH = re.compile(r"\s*([–—−‐‑•·])\s+\S")  # what a word processor makes of `- `
_HARD_SPACE = re.compile(
    r"(?:\s|[\u00a0\u2000-\u200a\u202f\u3000])*?[\u00a0\u2000-\u200a\u202f\u3000]|.*?(?:\s-|:)\u00a0"
)
_SIGN = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?([@`*&%!])")
_ENDS_A_SENTENCE = re.compile(r"[.!?…]\W*$")
# behind a text `#2`, `#A`: a number or a letter of a name; `#soon`, `# soon` and `#TODO: ask` are comments
_NUMBERED = re.compile(r"[ \t]+(#(?:\d|[A-Z]\w?\s*$).*)")
_BELOW = (
    "begin it exactly below the first letter of the line that it belongs beside; an entry of a list begins with `- `, its other "
    "lines below the first letter behind that"
)
_BEFORE = 3  # lines: a parser may find out as late as that


def syntax_problem(error: yaml.MarkedYAMLError, text: str, shown: str) -> Problem:
    """The problem of a file that is no YAML."""
    mark = error.problem_mark or error.context_mark
    number = mark.line + 1 if mark else 1
    lines = text.split("\n")
    line = lines[number - 1] if number <= len(lines) else ""
    for near in range(max(0, number - 2), min(number, len(lines))):
        if re.match(r"\s*\t", lines[near]):
            hint = "indent with spaces, two for each level"
            return Problem("yaml-tab", "a tab is used for indenting", hint, Source(shown, near + 1))
    if found := _of_a_word_processor(lines, number):
        return _invalid(*found[:2], shown, found[2])
    if re.search("hexdec|escape", error.problem or "") and (slip := with_backslash(line)):
        return _invalid(*slip, shown, number)
    for near in (number, number - 1):
        if 0 < near <= len(lines) and (slip := ended_too_soon(lines[near - 1])):
            return _invalid(*slip, shown, near)
    if (opened := _opening_of(lines, number)) and error.problem:
        if lines[opened - 1].rstrip().endswith('\\"') and (slip := with_backslash(lines[opened - 1])):
            return _invalid(*slip, shown, opened)
        message = "a quotation mark opens on this line, and its text goes on over the next lines"
        return _invalid(message, "close it on this line", shown, opened)
    if error.problem and error.problem.startswith("could not find expected ':'"):
        for near in (number - 1, number, error.context_mark.line + 1 if error.context_mark else 0):
            if 0 < near <= len(lines) and _UNSPACED.match(lines[near - 1]):
                return _unspaced(lines[near - 1], shown, near)
    what = error.problem or error.context or "this line cannot be understood"
    hint = "check the indentation, the colons and the quotes of this line and the one above"
    if what.startswith("mapping values are not allowed"):
        if slip := in_curly_quotes(line):
            return _invalid(*slip, shown, number)
        if _is_deeper(lines, number) and (section := section_above(lines, number)):
            return _invalid(*_below_comment(*section), shown, number)
        if _is_deeper(lines, number):
            what, hint = "this line begins further to the right than the one above", "begin it below that line's key"
        elif _UNSPACED.match(above := lines[number - 2] if number > 1 else ""):
            return _unspaced(above, shown, number - 1)
        elif ": " in line:
            what, hint = "a text has a colon in it", "put the whole text in quotes"
    elif what.startswith(("found unexpected end of stream", "found unexpected document")):
        hint = "a quote or bracket that was opened is never closed"
    elif what.startswith(("found character that cannot start", "did not find expected alphabetic")):
        if sign := _SIGN.match(line):
            what = f"a text begins with `{sign[1]}`, which has a meaning of its own there"
            hint = "put the whole text in quotes"
    elif what.startswith(("did not find expected '-'", "did not find expected key")):
        if mark and re.search(r"[\"'] *$", line[: mark.column]):
            what, hint = "a text goes on behind its closing quotation mark", "put all of it into the quotes"
        elif section := section_above(lines, number):
            return _invalid(*_below_comment(*section), shown, number)
        else:
            what, hint = "this line begins below none of those that it could belong to" + _aside(lines, number), _BELOW
    return _invalid(what, hint, shown, number)


def typed_oddly(value: str, behind: str, place: Source, *, listed: bool) -> Problem | None:
    """A warning for a text without quotes that is not read as it was meant; `behind` is the rest of its line.

    `listed`: it is an item of a list, where what people say stands in quotation marks.
    """
    whole = f"{value}{behind}".strip()
    if curly_text(whole) and not curly_text(value):
        message = f"the curly quotation marks of {whole} are none to YAML: ` #` begins a comment, and what stands behind it is lost"
        hint = f"put straight ones around all of it: `{quoted(curly_text(whole))}`"
        return Problem("yaml-comment", message, hint, place, "warning")
    if lost := _NUMBERED.match(behind):
        message = f"`{lost[1].strip()}` is taken for a comment, and not printed: ` #` begins one"
        hint = "put the whole text in quotes; if it is a comment, put a space behind the `#`"
        return Problem("yaml-comment", message, hint, place, "warning")
    inside = "" if listed else curly_text(value)
    if (meant := curly_text(value)) and value[-1] in STRAIGHT:
        message = f"the quotation marks of {value} are printed with it: the first is a curly one of Word, and the last a straight one"
        hint = f"leave them out, `{meant}`; where they are meant, `{quoted(f'“{meant}”')}`"
        return Problem("yaml-curly-quotes", message, hint, place, "warning")
    if inside and not _ENDS_A_SENTENCE.search(inside):  # else it is what somebody says
        message = f"the curly quotation marks of {value} are printed with it"
        hint = f'leave them out; where they are meant, put straight ones around all: `"{value}"`'
        return Problem("yaml-curly-quotes", message, hint, place, "warning")
    return None


def _invalid(message: str, hint: str, shown: str, line: int) -> Problem:
    return Problem("yaml-syntax", f"not valid YAML: {message}", hint, Source(shown, line))


def _of_a_word_processor(lines: Sequence[str], number: int) -> tuple[str, str, int] | None:
    """A dash or a space that is not the keyboard's, on the line or one of those above it."""
    for at in range(max(1, number - _BEFORE), min(number, len(lines)) + 1):
        if dash := _DASH.match(lines[at - 1]):
            message = f"this line begins with `{dash[1]}`, as Word and e-mails make of a hyphen"
            return message, "begin it with the hyphen of the keyboard, and a space: `- `", at
        if _HARD_SPACE.match(lines[at - 1]):
            message = "this line has a space that is none, as Word and web pages use to keep words together"
            return message, "delete the spaces at its beginning and behind the colon, and type them again", at
    return None


def _unspaced(line: str, shown: str, number: int) -> Problem:
    spaced = _UNSPACED.sub(lambda found: f"{found[1]}: ", line).strip()
    return _invalid("there is no space after the colon", f"put a space after the colon: `{spaced}`", shown, number)


def _opening_of(lines: Sequence[str], number: int) -> int:
    """The line above `number` whose double quote is closed only there, or never; 0 when there is none."""
    opened = 0
    for at, line in enumerate(lines[:number], 1):
        if line.replace('\\"', "").count('"') % 2:
            if opened and at < number - 1:
                opened = 0
            elif not opened:
                opened = at
    return opened if opened < number else 0


def _below_comment(section: str, number: int) -> tuple[str, str]:
    """A line of a section that is a comment: it stands below nothing."""
    return (
        f"this line belongs under `{section}:`, which begins with `#` on line {number}",
        f"take the `#` and the space behind it away on line {number}, and leave the other spaces",
    )


def _aside(lines: Sequence[str], number: int) -> str:
    """How far the line begins from the words of the one above."""
    first = [len(re.match(r"\s*(?:- +)*", line)[0]) for line in lines[max(0, number - 2) : number]]  # type: ignore[index]
    apart = first[-1] - first[0] if first else 0
    side = "right" if apart > 0 else "left"
    return f": {counted(abs(apart), 'space')} further to the {side} than the one above" if apart else ""


def _is_deeper(lines: Sequence[str], number: int) -> bool:
    """Whether the line begins deeper than the key above it, which has a value already."""
    above = next(
        (line for line in reversed(lines[: number - 1]) if line.strip() and not line.lstrip().startswith("#")), ""
    )
    key = re.match(r"(\s*(?:- +)*)[\w-]+: +[^\s|>]", above)
    here = lines[number - 1] if number <= len(lines) else ""
    return key is not None and len(here) - len(here.lstrip()) > len(key[1])
