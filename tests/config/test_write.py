"""Changing an author's YAML file: what was not asked for stays as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from whp_deck.config.reader import read_text
from whp_deck.config.write import YamlFile
from whp_deck.errors import EditedOutputError, InvalidDeckError

DECK = """\
# top
deck: Monday huddle   # the name
# about slides
slides:
  remove: [evidence]   # why
  change:
    what-is-whp: {title: "Old one", notes: {say: no}}
    other:
      title: >-
        folded text
        over lines
      # keep me
      body: |
        - a
        - b
  add:
    - id: x
      title: y

# the end
outputs: [deck]
"""

CHANGES: list[tuple[str, Callable[[YamlFile], object], str, str]] = [
    ("nothing", lambda y: None, "", ""),
    ("quotes stay", lambda y: y.set(("slides", "change", "what-is-whp", "title"), "New: one"), 'title: "Old one"', 'title: "New: one"'),
    ("block stays", lambda y: y.set(("slides", "change", "other", "body"), "- a\n- c\n"), "        - b\n", "        - c\n"),
    ("the comment on its line stays in its column", lambda y: y.set(("deck",), "Friday"), "deck: Monday huddle   #", "deck: Friday          #"),
    ("below a comment", lambda y: y.append(("slides", "add"), {"id": "z", "body": "1\n2\n"}), "      title: y\n", "      title: y\n    - id: z\n      body: |\n        1\n        2\n"),
    ("a list is made", lambda y: y.append(("slides", "hide"), "sources"), "      title: y\n", "      title: y\n  hide:\n    - sources\n"),
    ("in a flow list", lambda y: y.append(("outputs",), "packet"), "[deck]", "[deck, packet]"),
    ("mappings are made", lambda y: y.set(("slides", "change", "new", "notes", "say"), "no"), "        - b\n", '        - b\n    new:\n      notes:\n        say: "no"\n'),
    ("a key goes", lambda y: y.delete(("slides", "change", "what-is-whp")), '    what-is-whp: {title: "Old one", notes: {say: no}}\n', ""),
    ("its comment stays", lambda y: y.delete(("slides", "add", 0)), "  add:\n    - id: x\n      title: y\n", ""),
    ("numbers and yes", lambda y: y.set(("check",), {"minutes": 1.5, "on": True}), "outputs: [deck]\n", "outputs: [deck]\ncheck:\n  minutes: 1.5\n  on: yes\n"),
]  # fmt: skip


BETWEEN = """\
slides:
  change:
    a:
      title: x
  # the block
  add:
    - id: b
      body: |
        one
  # the picture first
  order: [b, a]
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda y: y.set(("slides", "change", "c", "title"), "z"), "x\n", "x\n    c:\n      title: z\n"),
        (lambda y: y.append(("slides", "add"), {"id": "d"}), "one\n", "one\n    - id: d\n"),
        (lambda y: y.append(("slides", "add"), {"id": "d", "body": "1\n2\n"}), "one\n", "one\n    - id: d\n      body: |\n        1\n        2\n"),
        (lambda y: y.set(("slides", "add", 0, "body"), "two\nmore\n"), "one\n", "two\n        more\n"),
        (lambda y: y.set(("slides", "add", 0, "body"), "two"), "|\n        one\n", "|-\n        two\n"),
        (lambda y: y.set(("slides", "add", 0, "minutes"), 2), "one\n", "one\n      minutes: 2\n"),
    ],
)  # fmt: skip
def test_a_comment_between_two_entries_stays_above_the_one_that_follows(
    tmp_path: Path, change: Callable[[YamlFile], object], old: str, new: str
) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(BETWEEN)
    file = YamlFile.open(path)
    change(file)
    assert file.text == BETWEEN.replace(old, new, 1)


@pytest.mark.parametrize(("change", "old", "new"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES])
def test_only_what_was_asked_for_changes(
    tmp_path: Path, change: Callable[[YamlFile], object], old: str, new: str
) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(DECK)
    file = YamlFile.open(path)
    change(file)
    assert file.text == (DECK.replace(old, new) if old else DECK)
    assert file.changed == bool(old)
    assert file.save() is bool(old)
    assert path.read_text() == file.text
    assert [one.name for one in tmp_path.iterdir()] == ["deck.yaml"]


LISTED = """\
order:
  # the first
  - a   # beside a
  # above b
  - b
  - c
# below
hide: [x, y]
"""


@pytest.mark.parametrize(
    ("key", "values", "text"),
    [
        (
            "order",
            "cab",
            "order:\n  # the first\n  - c\n  - a   # beside a\n  # above b\n  - b\n# below\nhide: [x, y]\n",
        ),
        (
            "order",
            "bda",
            "order:\n  # the first\n  - b\n  # above b\n  - d\n  - a   # beside a\n# below\nhide: [x, y]\n",
        ),
        ("hide", "yzx", LISTED.replace("[x, y]", "[y, z, x]")),
        ("more", "ab", LISTED + "more:\n  - a\n  - b\n"),
    ],
)
def test_a_list_in_another_order_keeps_its_comments(tmp_path: Path, key: str, values: str, text: str) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(LISTED)
    file = YamlFile.open(path)
    file.arrange((key,), list(values))
    assert file.text == text


def test_folded_lines_and_lists_that_nobody_touched_stay_as_they_were_typed(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    text = "a:\n- b:   1\n- {c: 2,\n   d: 3}\nlong: these words\n  go on here\nlast: x\n"
    path.write_text(text)
    file = YamlFile.open(path)
    file.set(("last",), "z")
    assert file.text == text.replace("last: x", "last: z")


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    file = YamlFile.open(path)
    file.set(("b",), "Zoë")
    file.save()
    assert path.read_bytes() == "\ufeffa: 1\r\nb: Zoë\r\n".encode()


def test_a_file_that_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("a: 1\n")
    file = YamlFile.open(path)
    file.set(("a",), "2")
    path.write_text("a: typed by somebody else\n")
    with pytest.raises(EditedOutputError, match="changed by another program"):
        file.save()
    assert path.read_text() == "a: typed by somebody else\n"


def test_a_file_with_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("a: 1\na: 2\n")
    with pytest.raises(InvalidDeckError, match="yaml-duplicate-key"):
        YamlFile.open(path)


def test_a_file_of_comments_alone_keeps_them(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text("# what we decided\n")
    file = YamlFile.open(path)
    file.set(("practice", "name"), "Hilltop")
    assert file.text == "# what we decided\npractice:\n  name: Hilltop\n"


@pytest.mark.parametrize(
    "value", ["other", "more\nlines\n", "more\nlines", " begins\nblank", ["a", "b"], ["more\nlines"]]
)
@pytest.mark.parametrize(
    ("before", "item"),
    [
        ("one  # the name", False),
        ("'one' # the name", False),
        ("|  # the name\n  one\n  two", False),
        ("one  # the name", True),
    ],
)
def test_a_comment_beside_a_text_stays_whatever_replaces_the_text(before: str, value: object, item: bool) -> None:
    text = f"a: 1\nb:\n  - {before}\n" if item else f"a: 1\nb: {before}\n# below\n"
    file = YamlFile(Path("deck.yaml"), f"{text}c: 2\n".encode())
    file.set(("b", 0) if item else ("b",), value)
    assert file.text.count("# the name") == 1
    assert file.text.count("# below") == (not item)
    assert read_text(file.text, "")[0] == {"a": "1", "b": [value] if item else value, "c": "2"}


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("decks/*.yaml")), ROOT / "config/practice.yaml"], ids=str)
def test_one_new_key_in_a_shipped_file_is_one_new_line(path: Path) -> None:
    file = YamlFile.open(path)
    file.set(("another",), "line")
    added = [line for line in file.diff().splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert added == ["+another: line"]
    assert YamlFile.open(path).diff() == ""


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=30).filter(
    lambda text: not any(one in text for one in "\x85\u2028\u2029\ufffe\uffff\ufeff")
)


ANYTHING = given(
    value=st.recursive(WORDS, lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=6),
    where=st.sampled_from(
        [("deck",), ("new",), ("slides", "change", "other", "body"), ("slides", "change", "what-is-whp", "title")]
    ),
)


@example(value=[":0"], where=("slides", "change", "what-is-whp", "title"))
@example(value="0\n", where=("deck",))
@settings(max_examples=10, deadline=None)
@ANYTHING
def test_what_is_written_is_read_again(value: object, where: tuple[str, ...]) -> None:
    check_written(value, where)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@ANYTHING
def test_whatever_is_written_is_read_again(value: object, where: tuple[str, ...]) -> None:
    check_written(value, where)


def check_written(value: object, where: tuple[str, ...]) -> None:
    file = YamlFile(Path("deck.yaml"), DECK.encode())
    file.set(where, value)
    tree, problems = read_text(file.text, "deck.yaml")
    assert problems == []
    at: object = tree
    for key in where:
        assert isinstance(at, dict)
        at = at[key]
    assert at == value
    for comment in ("# top", "# the name", "# about slides", "# why", "# keep me", "# the end"):
        assert comment in file.text


def test_a_new_key_leaves_entries_that_are_commented_out_in_their_list(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    listed = "role_plays:\n  use:\n    - rooming-refill   # Mrs.\n    # - scheduling-aspirin   # Mr.\n"
    path.write_text(f"{listed}\n# the end\nformat: x\n", encoding="utf-8")
    file = YamlFile.open(path)
    file.set(("role_plays", "change", "rooming-refill", "title"), "Ours")
    assert file.text == f"{listed}  change:\n    rooming-refill:\n      title: Ours\n\n# the end\nformat: x\n"
