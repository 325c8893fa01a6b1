"""Quotation marks as people's keyboards, Word and Windows make them: what is wrong is told, and the line as it should be."""

from __future__ import annotations

import re

import pytest

from whp_deck.config.reader import read_text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("patients: “New diabetics: kids too”", "curly quotation marks"),
        ("- “New diabetics: kids too”", "curly quotation marks"),
        ("patients: „Neu: auch Kinder“", "curly quotation marks"),
        ('patients: ‘It says "now": go’', "curly quotation marks"),
        ("where: 'the doctor's room'", "the apostrophe of `doctor's`"),
        ("where: 'the patients' room'  # or the hall", "the apostrophe of `patients'`"),
        ("- 'it's the doctor's room'", "the apostrophe of `it's`"),
        ("where: {a: 'one', b: 'the doctor's room', c: d}", "the apostrophe of `doctor's`"),
        ("where: 'it's a \"must\" here'", "write `''` for each apostrophe"),
        ('title: "He said "no" to me"', 'the quotation mark of `"no`'),
        ('title: ["One", "He said "no" to me"]', 'the quotation mark of `"no`'),
        ('title: "It\'s a "no" to me"', 'write `\\"` for each quotation mark'),
        ('logo: "C:\\Users\\jolene\\Pictures\\logo.png"', "in double quotes a `\\`"),
        ('logo: "C:\\new\\logo.png"', "in double quotes a `\\`"),
        ('logo: "C:\\new\\train.png"  # ours', "in double quotes a `\\`"),
        ('logo: "C:\\book\\train.png"', "in double quotes a `\\`"),
        ('logo: "\\\\server\\train\\new.png"', "in double quotes a `\\`"),
        ('logo: "pictures\\new.png"', "in double quotes a `\\`"),
        ('video: {file: "C:\\our movies\\one.mp4", mode: file}', "in double quotes a `\\`"),
        ('folder: "C:\\new\\"', "in double quotes a `\\`"),
        ('title: "50\\% fewer"', "in double quotes a `\\`"),
    ],
)
def test_a_slip_with_quotation_marks_is_told_with_a_line_that_can_be_read(line: str, told: str) -> None:
    _, (problem,) = read_text(f"a: 1\n{line}\n" if line[0] != "-" else f"- a\n{line}\n", "practice.yaml")
    assert told in f"{problem.message} {problem.hint}"
    assert problem.source is not None
    assert problem.source.line == 2
    mended = re.findall(r"`([^`]*)`", problem.hint)
    lines = [one for one in mended if one.startswith(line.split(" ")[0])]
    assert lines, problem.hint
    for one in lines:
        tree, problems = read_text(f"{one}\n", "practice.yaml")
        assert (tree is not None, problems) == (True, [])
    (value,) = read_text(lines[0], "practice.yaml")[0]  # type: ignore[misc]
    assert value


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('logo: "C:\\Users\\jolene\\logo.png"', "C:\\Users\\jolene\\logo.png"),
        ('logo: "C:\\new\\train.png"', "C:\\new\\train.png"),
        ("where: 'the doctor's room'", "the doctor's room"),
        ("where: 'it's a \"must\" here'", 'it\'s a "must" here'),
        ('where: "it\'s a "must" here"', 'it\'s a "must" here'),
        ("where: “New diabetics: kids too”", "New diabetics: kids too"),
    ],
)
def test_the_line_as_it_should_be_says_what_was_meant(line: str, text: str) -> None:
    _, (problem,) = read_text(line, "practice.yaml")
    mended = next(one for one in re.findall(r"`([^`]*)`", problem.hint) if one.startswith(line.split(" ")[0]))
    tree, _ = read_text(mended, "practice.yaml")
    assert list(tree.values()) == [text]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "line",
    [
        'a: "C:\\\\new\\\\train.png"',
        "a: 'C:\\new\\train.png'",
        "a: C:\\new\\train.png",
        'a: "One line\\nand another."',
        'a: "One line.\\nAnother one.word"',
        'a: "caf\\u00e9.png"',
        "a: 'the doctor''s room'",
        "a: He said 'yes' and 'no'",
        "a: [Yes, What is that?]",
    ],
)
def test_what_is_right_is_left_alone(line: str) -> None:
    tree, problems = read_text(f"{line}\n", "practice.yaml")
    assert (tree is not None, problems) == (True, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: “Sonnenhof”\n b: x: y\n", "these are curly"),
        ("a: He said 'yes' and 'no'\n b: c\n", "ends the text"),
        ("a: \"She's 'in'\"\n b: c\n", "ends the text"),
        ("a: 'one' 'two'\n", "ends the text"),
    ],
)
def test_another_line_s_mistake_is_not_laid_on_quotation_marks(text: str, told: str) -> None:
    _, (problem, *_) = read_text(text, "practice.yaml")
    assert told not in problem.message


@pytest.mark.parametrize("text", ["“Sonnenhof #2”", "“Room # 2”"])
def test_curly_marks_keep_no_comment_out(text: str) -> None:
    _, (problem,) = read_text(f"a: {text}\n", "practice.yaml")
    assert problem.code == "yaml-comment"
    assert problem.hint == f'put straight ones around all of it: `"{text[1:-1]}"`'


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('logo: "C:\\Users\\jolene\\logo.png"', "`\\U` begins the number of a character"),
        ('logo: "C:\\new\\Users\\logo.png"', "`\\U` begins the number of a character"),
        ('template: "\\\\server\\share\\brand.potx"', "`\\s` is nothing that YAML knows"),
        ('logo: "C:\\new\\train.png"', "`\\n` is a line break"),
        ('logo: "C:\\train\\new.png"', "`\\t` is a tab"),
        ('title: "50\\% fewer"', "`\\%` is nothing that YAML knows"),
    ],
)
def test_the_backslash_that_is_there_is_told(line: str, told: str) -> None:
    _, (problem,) = read_text(f"{line}  # ours\n", "practice.yaml")
    assert problem.message.endswith(f"has a meaning of its own: {told}")
    assert "# ours" not in problem.hint
