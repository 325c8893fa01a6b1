"""Authors' text → paragraphs and runs: Markdown (bold, italic, links, nested lists) and `{{ … }}` expressions.

In: a text and where it stands. Out: `Paragraph`s, or a rendered text, and problems. Must not know slides or files.
Expressions are Jinja in a sandbox, cut down to what texts need (names, conditions, loops over lists, a few filters):
no arithmetic and no calls but `decided(…)`, so a text cannot run without end. Inserted values are escaped.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from whp_deck.errors import Problem, Source
from whp_deck.plan import ListMarker, Paragraph, Run

NBSP = "\u00a0"
_SPECIAL = re.compile(r"[*_\[\]<>&\\`~]|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)
_ESCAPE = re.compile(r"([\\`*_\[\]<>&~])")
_LINE_START = re.compile(r"^(\s*\d*)([-+.)])", re.MULTILINE)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (?=\d)")
_NUMBER_UNIT = re.compile(
    r"(?<=[\d½]) (?=(?:minutes?|mins?|hours?|mg|mcg|mL|ml|%)(?![A-Za-z]))|(?<=[Vv]itamin) (?=[A-Z]\d{0,2}\b)"
)


def escape_markdown(value: object) -> str:
    """`value` as text that Markdown shows exactly as it is."""
    text = _ESCAPE.sub(r"\\\1", str(value))
    return _LINE_START.sub(r"\1\\\2", text)


def folded(text: str) -> str:
    """`text` on one line: one space for each run of blanks and line ends, none at its own ends."""
    return " ".join(text.split())


def keep_together(text: str) -> str:
    """Numbers with their units, vitamins with their letters, and months with their days, joined by no-break spaces."""
    return _NUMBER_UNIT.sub(NBSP, _MONTH_DAY.sub(rf"\1{NBSP}", text))


@functools.lru_cache(maxsize=4096)  # slides, script and papers say the same; so do the practices of a list
def read_markdown(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a Markdown text; lists become paragraphs with a level and a marker."""
    if not text.strip():
        return ()
    if not _SPECIAL.search(text):
        blocks = re.split(r"\n\s*\n", text.strip())
        # not str.split(), which would take the no-break spaces out
        return tuple(Paragraph((Run(keep_together(re.sub(r"[ \t\r\n]+", " ", block).strip())),)) for block in blocks)
    return tuple(_paragraphs(_parser().parse(text)))


def write_markdown(paragraphs: Sequence[Paragraph]) -> str:
    """Markdown that `read_markdown` reads as these paragraphs: the way back, for what was typed elsewhere.

    No-break spaces that `keep_together` sets are written as ordinary ones.
    """
    return join_blocks([(paragraph, write_line(paragraph)) for paragraph in paragraphs])


def write_line(paragraph: Paragraph) -> str:
    """The words of one paragraph as Markdown, without its list marker."""
    return "".join(map(_run_markdown, paragraph.runs)).strip()


def join_blocks(blocks: Sequence[tuple[Paragraph, str]]) -> str:
    """Lines of Markdown, one for each paragraph, with list markers and the empty lines between them."""
    text = ""
    before: Paragraph | None = None
    for paragraph, line in blocks:
        if before is not None:
            text += "\n" if before.marker and paragraph.marker else "\n\n"
        marker = {"bullet": "- ", "number": "1. ", None: ""}[paragraph.marker]
        indent = "   " if before is not None and before.marker == "number" else "  "
        text += (indent * paragraph.level if paragraph.marker else "") + marker + line
        before = paragraph
    return text


def _run_markdown(run: Run) -> str:
    words = run.text.replace(NBSP, " ")
    inner = escape_markdown(words.strip())
    if not inner:
        return words
    mark = "*" * (2 * run.bold + run.italic)
    inner = f"{mark}{inner}{mark}"
    if run.link:
        inner = f"[{inner}]({run.link})"
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{lead}{inner}{trail}"


def plain(text: str) -> tuple[Paragraph, ...]:
    """One paragraph of exactly this text, no Markdown."""
    return (Paragraph((Run(text),)),) if text else ()


@functools.cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(["list", "emphasis", "link", "escape", "entity", "autolink"])


def _paragraphs(tokens: Sequence[Any]) -> list[Paragraph]:
    found: list[Paragraph] = []
    lists: list[ListMarker] = []
    first_of_item = False
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                lists.append("bullet")
            case "ordered_list_open":
                lists.append("number")
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                first_of_item = True
            case "inline":
                marker = lists[-1] if lists and first_of_item else None
                runs = _runs(token.children or ())
                if runs:
                    found.append(Paragraph(runs, max(0, len(lists) - 1), marker))
                first_of_item = False
    return found


def _runs(tokens: Sequence[Any]) -> tuple[Run, ...]:
    runs: list[Run] = []
    bold = italic = 0
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "link_open":
                link = str(token.attrGet("href") or "")
            case "link_close":
                link = ""
            case "softbreak" | "hardbreak":
                runs.append(Run(" ", bold > 0, italic > 0, link))
            case _:
                runs.append(Run(str(token.content), bold > 0, italic > 0, link))
    return _join(runs)


def _join(runs: Sequence[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            joined[-1] = Run(last.text + run.text, run.bold, run.italic, run.link)
        elif run.text:
            joined.append(run)
    return tuple(Run(keep_together(re.sub(r"[ \t\r\n]+", " ", r.text)), r.bold, r.italic, r.link) for r in joined)


_ENDED = re.compile(r"[.!?…][”\"’')*_]*$")


def ended(text: str) -> str:
    """`text` as a sentence ends: with one stop, or with the mark that it has."""
    text = text.rstrip()
    return text if not text or _ENDED.search(text) else f"{text.rstrip(';:, ')}."


class Expressions:
    """Fills `{{ … }}` in authors' texts from one context of plain values."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._rendered: dict[str, str] = {}

    def fill(self, text: str, place: Source | None, problems: list[Problem], **more: Any) -> str:
        """`text` with its expressions filled in; a mistake becomes a problem and the text stays as typed."""
        if "{{" not in text and "{%" not in text:
            return text
        if not more and text in self._rendered:
            return self._rendered[text]
        try:
            filled = _render(text, {**self._context, **more})
        except _mistakes() as error:
            problems.append(_expression_problem(error, place, self._context))
            return text
        if not more:
            self._rendered[text] = filled
        return filled


@functools.cache
def _mistakes() -> tuple[type[Exception], ...]:
    from jinja2 import TemplateError

    return (TemplateError, TypeError, ValueError, RecursionError)


@functools.cache
def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=lambda value: escape_markdown(value) if value is not None else "",
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    kept = ("lower", "upper", "capitalize", "first", "last", "join", "length", "default", "trim")
    environment.filters = {name: environment.filters[name] for name in kept} | {
        "ended": lambda value: ended(str(value))
    }
    environment.globals = {"decided": lambda value: bool(value)}
    return environment


def _allowed() -> tuple[type, ...]:
    from jinja2 import nodes as n

    return (
        n.Template, n.Output, n.TemplateData, n.Name, n.Const, n.Getattr, n.Getitem, n.If, n.For, n.Filter, n.Test,
        n.Compare, n.Operand, n.And, n.Or, n.Not, n.CondExpr, n.Call, n.Tuple, n.Keyword,
    )  # fmt: skip


@functools.cache
def _compiled(text: str) -> Any:
    from jinja2 import TemplateSyntaxError
    from jinja2 import nodes as n

    environment = _environment()
    tree = environment.parse(text)
    allowed = _allowed()
    for node in tree.find_all(n.Node):
        if not isinstance(node, allowed) or (isinstance(node, n.Call) and getattr(node.node, "name", "") != "decided"):
            raise TemplateSyntaxError("only names, conditions and loops over lists are allowed", node.lineno)
        if isinstance(node, n.For) and list(node.find_all(n.For)):
            raise TemplateSyntaxError("a loop inside a loop is not allowed", node.lineno)
    return environment.from_string(tree)


def _render(text: str, context: Mapping[str, Any]) -> str:
    return str(_compiled(text).render(context))


def _expression_problem(error: Exception, place: Source | None, context: Mapping[str, Any]) -> Problem:
    from jinja2 import TemplateSyntaxError, UndefinedError

    message = getattr(error, "message", None) or str(error)
    line = getattr(error, "lineno", None)
    if isinstance(error, UndefinedError):
        names = ", ".join(f"`{name}`" for name in context)
        if missing := re.search(r"has no attribute '(\w+)'", message):
            message = f"nothing is called `{missing[1]}` there"
        hint = f"known names: {names}"
        return Problem("expression-unknown", f"in {{{{ … }}}}: {message}", hint, place)
    if isinstance(error, TemplateSyntaxError) and line and line > 1 and place:
        message = f"{message} (line {line} of this text)"
    hint = "an expression looks like `{{ practice.name }}`; write other braces apart: `{ {`"
    return Problem("expression-invalid", f"in {{{{ … }}}}: {message}", hint, place)
