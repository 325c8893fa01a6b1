"""YAML as people type it: every scalar stays text, every mistake is a problem with a line, nothing runs away."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whp_deck.config.reader import read_text, read_yaml
from whp_deck.content.authored import Map
from whp_deck.errors import has_errors


def test_scalars_stay_as_typed() -> None:
    tree, problems = read_text("a: no\nb: 7:30\nc: 014\nd:\ne: ~\nf: 'null'\ng: 1_000\n", "x.yaml")
    assert problems == []
    assert tree == {"a": "no", "b": "7:30", "c": "014", "d": None, "e": None, "f": "null", "g": "1_000"}


def test_places_count_from_one_and_survive_windows_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "practice file.yaml"
    file.write_bytes("\ufeffa: 1\r\nb:\r\n  c: 2\r\n".encode())
    tree, problems = read_yaml(file, "practice file.yaml")
    assert problems == []
    assert isinstance(tree, Map)
    assert str(tree.place_of("b")) == "practice file.yaml:2"
    assert str(tree["b"].place_of("c")) == "practice file.yaml:3"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\n\tb: 2\n", "yaml-tab", 2),
        ("a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3),
        ("a: 1\nb: x\x07y\n", "yaml-control-character", 2),
        ('a: 1\nb: "\\ud800"\n', "yaml-syntax", 2),
        ("a: &a [*a]\n", "yaml-anchor", 1),
        ("a: *nobody\n", "yaml-anchor", 1),
        ("a: 1\n---\nb: 2\n", "yaml-documents", 2),
        ("a: !!python/object:os.system x\n", "yaml-tag", 1),
        ("just words\n", "yaml-shape", 1),
        ("[1, 2]: x\n", "yaml-key", 1),
        ("a: 'never closed\n", "yaml-syntax", None),
        ("title: Plan: for Monday\n", "yaml-syntax", 1),
        ("a: " + "[" * 60 + "]" * 60, "yaml-depth", 1),
    ],
)
def test_each_mistake_is_a_problem_with_its_line(text: str, code: str, line: int | None) -> None:
    tree, problems = read_text(text, "deck.yaml")
    assert tree is None
    assert code in [problem.code for problem in problems]
    found = next(problem for problem in problems if problem.code == code)
    assert found.source is not None
    assert found.source.file == "deck.yaml"
    assert line is None or found.source.line == line


def test_a_colon_in_a_text_gets_the_remedy() -> None:
    _, problems = read_text("title: Plan: for Monday\n", "deck.yaml")
    assert problems[0].hint == "put the whole text in quotes"


def test_anchors_that_multiply_are_stopped_soon() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    start = time.perf_counter()
    tree, problems = read_text("\n".join(lines), "deck.yaml")
    assert tree is None
    assert problems[0].code == "yaml-too-large"
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [(b"a: 1\nb: caf\xe9\n", "yaml-encoding", 2), ("a: 1".encode("utf-16"), "yaml-encoding", 1)],
)
def test_other_encodings_are_named(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(data)
    tree, problems = read_yaml(file, "x.yaml")
    assert tree is None
    assert (problems[0].code, problems[0].source.line if problems[0].source else 0) == (code, line)


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    tree, problems = read_yaml(tmp_path / "nowhere.yaml")
    assert tree is None
    assert problems[0].code == "file-missing"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    tree, problems = read_text(text, "x.yaml")
    assert (tree is None) == has_errors(problems)


@given(st.text(alphabet="ab:- \n\t[]{}&*!|>'\"#%@`?,0", max_size=80))
def test_any_yaml_like_text_gives_a_tree_or_problems(text: str) -> None:
    tree, problems = read_text(text, "x.yaml")
    assert (tree is None) == has_errors(problems)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            'deck: a\nslides:\n  change:\n    one: {title: "Two of us}\n    two: {title: "Three"}\n',
            4,
            "quotation mark opens",
        ),
        ('deck: "a\npractice: b\nformat: c\n', 1, "quotation mark opens"),
        ("handoffs:\n  - giver: ma\n     where: here\n", 3, "further to the right"),
        ("deck: a: b\n", 1, "a colon in it"),
        ("deck:Monday\npractice: p.yaml\n", 1, "no space after the colon"),
        ("deck: a\npractice:p.yaml\nformat: b\n", 2, "no space after the colon"),
        ("slides:\n  - id: a\n    title:Ours\n    body: b\n", 3, "no space after the colon"),
    ],
)
def test_the_place_of_a_slip_is_named(text: str, line: int, words: str) -> None:
    _, (problem,) = read_text(text, "deck.yaml")
    assert problem.source is not None
    assert problem.source.line == line
    assert words in problem.message


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        ("list:\n  – giver: ma\n    receiver: md\n", 2, "begins with `–`", "the hyphen of the keyboard"),
        ("list:\n  • giver: ma\n    receiver: md\n", 2, "begins with `•`", "the hyphen of the keyboard"),
        ("list:\n\u00a0 - giver: ma\n    receiver: md\n", 2, "a space that is none", "type them again"),
        ("a:\u00a0b\nc: d\n", 1, "a space that is none", "type them again"),
        ("a: 1\nwhen: @ checkout\n", 2, "begins with `@`", "in quotes"),
        ("a: 1\nwho: *MA*\n", 2, "begins with `*`", "in quotes"),
        (
            "list:\n  - id: a\n    kind: b\n   title: c\n",
            4,
            "1 space further to the left than",
            "below the first letter",
        ),
        ("a:\n  b: 1\n c: 2\n", 3, "1 space further to the left than", "below the first letter"),
        ('a: "one" two\n', 1, "behind its closing quotation mark", "into the quotes"),
        ("a:\n  “name”: x\n", 2, "the key “name” stands in curly quotation marks", "write it without: `name:`"),
    ],
)
def test_a_slip_is_told_in_plain_words_where_it_is(text: str, line: int, message: str, remedy: str) -> None:
    _, (problem,) = read_text(text, "practice.yaml")
    assert problem.source is not None
    assert problem.source.line == line
    assert message in problem.message
    assert remedy in problem.hint


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: Sonnenhof #2\n", "yaml-comment"),
        ("a: Team #A\n", "yaml-comment"),
        ("- Suite #4 on the left\n", "yaml-comment"),
        ("a: #2\n", "yaml-comment"),
        ("a: “Sonnenhof”\n", "yaml-curly-quotes"),
        ("a: ‘after rooming’  # soon\n", "yaml-curly-quotes"),
        ('a: “It fits a promise"\n', "yaml-curly-quotes"),
        ('- “As I heard it"\n', "yaml-curly-quotes"),
        ("a: ‘after rooming'\n", "yaml-curly-quotes"),
        ("a: “Not now.”\n", ""),
        ('a: “No” and "no"\n', ""),
        ("a: “Yes” and “no”\n", ""),
        ("- “As I heard it”\n", ""),
        ('a: "“Sonnenhof”"\n', ""),
        ("a: x # 2 of them\n", ""),
        ("a: x #soon\n", ""),
        ("a: x #TODO: ask Dana\n", ""),
        ('a: "Sonnenhof #2"\n', ""),
        ("a: |\n  Sonnenhof #2\n", ""),
        ("#1: x\na: 1\n", ""),
    ],
)
def test_a_text_that_is_not_read_as_meant_is_a_warning(text: str, code: str) -> None:
    tree, problems = read_text(text, "practice.yaml")
    assert tree is not None
    assert [(one.code, one.severity) for one in problems] == ([(code, "warning")] if code else [])


@pytest.mark.parametrize(
    ("inside", "told"),
    [("ppt/presentation.xml", "a PowerPoint file"), ("word/document.xml", "a Word document"), ("xl/workbook.xml", "an Excel workbook"), ("x.txt", "a ZIP archive")],
)  # fmt: skip
def test_a_file_of_another_program_is_told_as_what_it_is(tmp_path: Path, inside: str, told: str) -> None:
    with zipfile.ZipFile(tmp_path / "our deck.yaml", "w") as archive:
        archive.writestr(inside, "x")
    _, (problem,) = read_yaml(tmp_path / "our deck.yaml")
    assert (problem.code, problem.message) == ("file-kind", f"this is {told}, not a YAML file")


def test_so_is_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"%PDF-1.7\n\xff")
    _, (problem,) = read_yaml(tmp_path / "x.yaml")
    assert problem.message == "this is a PDF, not a YAML file"
