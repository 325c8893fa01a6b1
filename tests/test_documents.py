"""What README, CONTRIBUTING and docs say is true: examples run, and no list has gone stale."""

from __future__ import annotations

import ast
import itertools
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from pypdf import PageObject, PdfReader

from tests.conftest import DECK, PRACTICE, ROOT, Done, commands_of, formats_of
from tests.old_deck import make_old_deck
from whp_deck.config.columns import is_column
from whp_deck.config.deck import load_deck
from whp_deck.planner.plan import make_plan

Run = Callable[..., Done]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EDIT = re.compile(r"# in PowerPoint, slide (\d+) of (\S+) gets the title “(.+)”")
PROBLEM_MAKERS = {"Problem", "ManyCells", "Said", "_say", "say", "_problem", "_refusal"}


def codes_in_the_code() -> Iterator[str]:
    for path in (ROOT / "whp_deck").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        # a call has its name before a bracket: most files need not be parsed
        for node in ast.walk(ast.parse(text)) if any(f"{maker}(" in text for maker in PROBLEM_MAKERS) else ():
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                first = node.args[0]
                if name in PROBLEM_MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def test_every_problem_code_is_explained() -> None:
    listed = re.findall(r"^\| `([a-z-]+)`", (ROOT / "docs/problems.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == sorted(set(listed))
    assert set(listed) == set(codes_in_the_code())


def test_readme_names_every_command_and_room() -> None:
    rows = re.findall(r"^\| `whp-deck ([a-z][a-z -]*[a-z])[ `]", README, re.MULTILINE)
    for command in commands_of():
        assert command in rows, f"README, “Commands”: give `whp-deck {command}` a row with what it does and its options"
    for room in (ROOT / "whp_deck").iterdir():
        if room.is_dir() and (room / "__init__.py").is_file() and room.name != "cli":
            assert f"`whp_deck/{room.name}`" in README, f"README, “How it works”: a row for the room `{room.name}`"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def example_deck() -> str:
    return next(block for block in blocks("yaml") if block.startswith("deck:"))


def example_answers() -> str:
    return next(block for block in blocks("yaml") if block.startswith("practice:"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README's reader has it, with the files that its examples name."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("config", "decks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("build", "schemas"))
    return folder


def test_the_columns_that_the_readme_shows_are_fields() -> None:
    row = next(line for line in README.split("\n") if line.startswith("| practice.name |"))
    shown = (ROOT / "decks/network/practices.csv").read_text(encoding="utf-8").partition("\n")[0].split(",")
    for column in [*(cell.strip() for cell in row.strip("|").split("|")), *shown]:
        assert is_column(column), column


def sessions() -> Iterator[tuple[str, str]]:
    """What is typed (or done in PowerPoint) in the README's console blocks, and what is shown then."""
    for block in blocks("console"):
        for step in re.split(r"^(?=[$#] )", block, flags=re.MULTILINE):
            typed, _, shown = step.partition("\n")
            if typed:
                yield typed, shown


@pytest.mark.slow
def test_every_console_of_the_readme_shows_what_happens(project: Path, run: Run) -> None:
    assert len(list(sessions())) > 5
    for typed, shown in sessions():
        if edit := EDIT.fullmatch(typed):
            deck = Presentation(str(project / edit[2]))
            title = deck.slides[int(edit[1]) - 1].shapes.title
            assert title is not None
            title.text_frame.text = edit[3]
            deck.save(str(project / edit[2]))
            continue
        done = run(*shlex.split(typed.removeprefix("$ whp-deck ")), cwd=project)
        assert done.returncode == 0, (typed, done.stderr)
        said = (done.stdout + done.stderr).replace("\xa0", " ")
        lines = [line for line in said.split("\n") if line.strip()]
        expected = [line for line in shown.split("\n") if line.strip()]
        pattern = "".join("(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()) + " *\n" for line in expected)
        assert re.fullmatch(pattern, "\n".join(lines) + "\n"), f"{typed} says\n{done.stdout}{done.stderr}"


def test_the_mistake_in_the_readme_is_told_like_that(project: Path, run: Run) -> None:
    path = project / "decks/monday-huddle.yaml"
    was = path.read_text(encoding="utf-8")
    path.write_text(example_deck().replace("    what-is-whp:\n", "    what-is-wph:\n"), encoding="utf-8")
    done = run("build", "decks/monday-huddle.yaml", cwd=project)
    path.write_text(was, encoding="utf-8")
    assert done.returncode == 1
    assert done.stderr.strip() in README


PIECE = "deck: A piece\npractice: ../config/practice.yaml\nformat: staff-30\n"


def pieces_of_decks() -> list[str]:
    return [block for block in blocks("yaml") if not block.startswith(("deck:", "practice:"))]


def copy_scene(project: Path) -> None:
    """The role play of one's own, as the README says that it is begun."""
    scene = ROOT / "config/toolkits/warm-handoff-plus/scenarios/rooming-refill.yaml"
    ours = project / "decks/scenarios/ours.yaml"
    ours.parent.mkdir(exist_ok=True)
    ours.write_text(scene.read_text("utf-8").replace("id: rooming-refill", "id: our-asthma-visit", 1), encoding="utf-8")


def test_every_piece_of_a_deck_in_the_readme_has_keys_that_exist(project: Path) -> None:
    copy_scene(project)
    for piece in pieces_of_decks():
        deck = project / "decks" / "piece.yaml"
        deck.write_text(PIECE + piece, encoding="utf-8")
        assert load_deck(deck)[1] == [], piece


@pytest.mark.slow
def test_every_piece_of_a_deck_in_the_readme_is_accepted(project: Path, run: Run) -> None:
    pieces = pieces_of_decks()
    assert len(pieces) >= 3
    copy_scene(project)
    decks = project / "decks"
    make_old_deck(decks / "old.pptx")
    shutil.copy(ROOT / "tests/movies/short.mp4", decks / "watch-one.mp4")
    (decks / "watch-one.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n", encoding="utf-8")
    (decks / "watch-one-es.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nHola.\n", encoding="utf-8")
    for piece in pieces:
        deck = decks / "piece.yaml"
        deck.write_text(PIECE + piece, encoding="utf-8")
        done = run("outline", deck, cwd=project)
        assert done.returncode == 0, (piece, done.stderr)


@pytest.mark.slow
def test_the_answers_that_the_readme_shows_make_a_practice(tmp_path: Path, run: Run) -> None:
    (tmp_path / "answers.yaml").write_text(example_answers(), encoding="utf-8")
    done = run("init", "ours", "--answers", "answers.yaml", "--no-build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (deck,) = (tmp_path / "ours/decks").glob("*.yaml")
    assert "\nformat: once-20\n" in deck.read_text(encoding="utf-8")
    assert run("outline", deck, cwd=tmp_path).returncode == 0


def test_every_option_that_the_readme_names_exists(run: Run) -> None:
    for command, words in re.findall(r"^\| `whp-deck ([a-z][a-z-]*)[^`]*` \| (.*) \|$", README, re.MULTILINE):
        known = run(command, *(["inspect"] if command == "template" else []), "--help").stdout
        for option in set(re.findall(r"--[a-z][a-z-]+", words)):
            assert option in known, (command, option)


def test_the_formats_that_the_readme_names_are_there() -> None:
    (named,) = re.findall(r"^format: huddle-15 +# or (.*), \d+ minutes$", README, re.MULTILINE)
    assert set(named.split(", ")) <= set(formats_of("warm-handoff-plus"))


def test_every_link_inside_the_documents_leads_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("*/README.md")]:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
            assert target.startswith("https://") or (document.parent / target).exists(), (document.name, target)
        for anchor in re.findall(r"\]\(#([^)]+)\)", text):
            heads = [
                re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in re.findall(r"^#+ (.+)", text, re.M)
            ]
            assert anchor in heads, (document.name, anchor)


def test_the_license_of_every_package_that_is_installed_with_us_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[<>=]", one)[0] for one in wanted}
    listed = re.findall(
        r"^\| ([\w.-]+) \| [^|]+ \| [^|]+ \|$", (ROOT / "docs/licenses.md").read_text(encoding="utf-8"), re.M
    )
    assert sorted(names) == sorted(set(listed) - {"package"})


def test_the_example_deck_of_the_readme_builds(tmp_path: Path) -> None:
    example = example_deck()
    path = tmp_path / "decks" / "example.yaml"
    path.parent.mkdir()
    (tmp_path / "config").mkdir()
    practice = (ROOT / "config/practice.yaml").read_text(encoding="utf-8")
    (tmp_path / "config/practice.yaml").write_text(practice, encoding="utf-8")
    path.write_text(example, encoding="utf-8")
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    _, problems = make_plan(deck)
    assert problems == []


def test_the_two_commands_stand_in_the_readme_word_for_word() -> None:
    assert "\npip install uv && uv run whp-deck build decks/monday-huddle.yaml\n" in README
    assert "\npip install uv && uv run pytest\n" in README


def test_no_machine_path_and_no_registry_is_named() -> None:
    """Nothing of one workplace belongs in a project that others install."""
    bad = re.compile("python" + "hosted|registry" + r"\.npm|/wo" + "rk/|/ro" + "ot/")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in tracked:
        path = ROOT / name
        if name and path.suffix in (".py", ".md", ".yaml", ".toml", ".json", ".typ", ".cjs", "") and path.is_file():
            assert not bad.search(path.read_text(encoding="utf-8", errors="replace")), name


def into(path: Path, place: str, line: str) -> None:
    """Put `line` behind the place in a file that a pattern finds."""
    text = path.read_text(encoding="utf-8")
    found = re.search(place, text, re.MULTILINE)
    assert found, f"{path.name} no longer has {place!r}: say here and in CONTRIBUTING.md where its line goes now"
    path.write_text(f"{text[: found.end()]}{line}{text[found.end() :]}", encoding="utf-8")


def sizes_on(page: PageObject) -> list[float]:
    """The size of type of each line on a page, in points."""
    found: list[float] = []
    page.extract_text(visitor_text=lambda text, _at, _in, _font, size: found.append(size) if text.strip() else None)
    return found


def copied_program(folder: Path) -> Callable[[str, str], subprocess.CompletedProcess[str]]:
    """The program with its words and templates in a folder, to be added to; what it gives runs a command there on a deck."""
    shutil.copytree(ROOT / "whp_deck", folder / "whp_deck", ignore=shutil.ignore_patterns("__pycache__", "shipped"))
    for name in ("config", "templates"):
        shutil.copytree(ROOT / name, folder / name)

    def run(command: str, deck: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-P", "-m", "whp_deck", command, deck]
        there = {**os.environ, "PYTHONPATH": str(folder)}
        return subprocess.run(words, cwd=folder, capture_output=True, text=True, env=there)

    return run


@pytest.mark.slow
def test_the_recipes_of_contributing_work(tmp_path: Path) -> None:
    """Their code goes into a copy of the program, with the lines that they ask for, and a deck uses all three."""
    run = copied_program(tmp_path)
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipes = dict(re.findall(r"```(?:python|typst)\n(?:#|//) (\S+)\n(.*?)```", text, re.DOTALL))
    assert len(recipes) == 4
    for name, code in recipes.items():
        path = tmp_path / name
        if name.startswith("whp_deck/checks/"):
            into(path, r"(?=^RULES\b)", f"{code}\n\n")
            continue
        assert not path.exists(), f"{name} is there already: take it away after a rehearsal, or choose another example"
        path.write_text(code, encoding="utf-8")
    (title,) = re.findall(r'`(poster_title: ".+")` under `packet:`', text)
    package = tmp_path / "whp_deck"
    into(
        package / "slides/__init__.py",
        r"^from whp_deck\.slides\.base .*\n",
        "from whp_deck.slides.poll import PollSlide\n",
    )
    into(package / "slides/__init__.py", r"^KINDS\b.* = \(\n", "    PollSlide,\n")
    into(package / "config/deck_file.py", r"^Output = Literal\[", '"poster", ')
    into(package / "checks/legible.py", r"^RULES\b.* = \(\n", "    title_shouts,\n")
    into(tmp_path / "config/words/en.yaml", r"^packet:\n", f"  {title}\n")
    practice = (
        "practice: {name: Hilltop Clinic}\ndecisions:\n  handoffs:\n    - {giver: ma, receiver: clinician, when: at noon}\n"
        "    - {giver: clinician, receiver: nurse, when: before they leave}\n"
    )
    (tmp_path / "practice.yaml").write_text(practice, encoding="utf-8")
    (tmp_path / "deck.yaml").write_text(
        "deck: Ours\npractice: practice.yaml\nformat: huddle-15\noutputs: [deck, poster]\nslides:\n  add:\n"
        "    - {id: hands, kind: poll, after: what-is-whp, title: WHO HAS DONE ONE, question: Who?, answers: [I, Not yet]}\n",
        encoding="utf-8",
    )
    (tmp_path / "bare.yaml").write_text(
        "deck: Bare\npractice: practice.yaml\nformat: huddle-15\noutputs: [poster]\npacket: {sections: {remove: [pocket-cards]}}\n",
        encoding="utf-8",
    )

    for deck in ("deck.yaml", "bare.yaml"):
        done = run("build", deck)
        assert done.returncode == 0, done.stderr
        assert ("no poster: this deck has nothing to put into it" in done.stderr) == (deck == "bare.yaml"), done.stderr
    assert "[title-shouts]" in run("check", "deck.yaml").stdout
    assert [slide.name for slide in Presentation(str(tmp_path / "build/deck-1.pptx")).slides][3] == "hands"
    poster = PdfReader(tmp_path / "build/deck-1-poster.pdf")
    assert poster.metadata is not None
    assert poster.metadata.title == "Checklists for the wall: Ours 1 of 3"
    assert len(poster.pages) == 2, "a page for each checklist"
    for page in poster.pages:
        sizes = sizes_on(page)
        line = statistics.mode(sizes)
        assert line >= 22, sizes
        assert max(sizes) > 1.2 * line, sizes


ROSTER = """\
\"\"\"The sign-in sheets alone.\"\"\"
from dataclasses import replace

from whp_deck.build.outputs.base import pdf_file
from whp_deck.render.packet_pdf import begin_pdf


def make(job):
    for packet in (of_session.packet for of_session in job.documents):
        sections = tuple(one for one in packet.sections if one.id.partition("/")[0] == "sign-in")
        stem = packet.file_stem.removesuffix("packet") + "roster"
        pdf, _ = begin_pdf(replace(packet, kind="roster", file_stem=stem, sections=sections), words=job.print_words)()
        yield pdf_file(job.path(stem, ".pdf"), pdf)
"""


@pytest.mark.slow
def test_an_output_that_prints_a_section_is_spoken_of_in_the_notes(tmp_path: Path) -> None:
    """The recipe's line for it goes into a copy of the program: without packet and handout, the sheet is named, they are not."""
    run = copied_program(tmp_path)
    (tmp_path / "whp_deck/build/outputs/roster.py").write_text(ROSTER, encoding="utf-8")
    (line,) = re.findall(r'`("roster": \(.+?\))`', (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    into(tmp_path / "whp_deck/config/deck_file.py", r"^Output = Literal\[", '"roster", ')
    into(tmp_path / "whp_deck/config/deck_file.py", r"^REPRINTS\b.* = \{", line)
    (tmp_path / "practice.yaml").write_text(PRACTICE, encoding="utf-8")
    deck = f"{DECK}outputs: [deck, roster]\nmeetings:\n  - {{session: 1, date: 2027-01-04}}\n  - {{session: 1, date: 2027-01-11}}\n"
    (tmp_path / "deck.yaml").write_text(deck, encoding="utf-8")
    done = run("build", "deck.yaml")
    assert done.returncode == 0, done.stderr
    roster = PdfReader(tmp_path / "build/deck-1-roster.pdf")
    dates = [re.findall(r"January.(\d+)", page.extract_text()) for page in roster.pages]
    assert dates == [["4"], ["11"]], "a page for each meeting"
    notes = [slide.notes_slide.notes_text_frame for slide in Presentation(str(tmp_path / "build/deck-1.pptx")).slides]
    told = "\n".join(frame.text for frame in notes if frame is not None)
    assert "As people come: sign-in sheet\n" in told
    assert "handout" not in told


@pytest.mark.slow
def test_a_toolkit_with_next_to_nothing_prints_no_page_without_content(tmp_path: Path) -> None:
    """Two slides and a scene, no packet.yaml: PDF and Word have the same headings, and none with an instruction alone."""
    run = copied_program(tmp_path)
    toolkit = tmp_path / "config/toolkits/tiny"
    (toolkit / "scenarios").mkdir(parents=True)
    for name, text in {
        "toolkit.yaml": "name: tiny\ntitle: Tiny\nnew_deck: {name: Tiny training, format: huddle-15, slide: one}\n",
        "slides.yaml": "- {id: one, kind: content, title: One, body: First.}\n- {id: two, kind: content, title: Two, body: Second.}\n",
        "formats.yaml": "huddle-15: {title: One huddle, minutes: 15, sessions: [[one, two, role-play-1]]}\n",
        "checklists.yaml": "[]\n",
        "scenarios/only.yaml": "id: only\ntitle: The only scene\ngoal: Try it\nfictional: yes\nsituation: Two people meet.\nroles:\n"
        "  - {id: giver, staff: nurse, card: You speak.}\n  - {id: helper, card: You help.}\n"
        "debrief: {went_well: [What?], could_be_better: [What else?], we_will_try: [What next?]}\n",
    }.items():
        (toolkit / name).write_text(text, encoding="utf-8")
    moments = "practice: {name: Hilltop Clinic}\ndecisions: {moments: [{who: nurse, when: at noon}]}\n"
    (tmp_path / "practice.yaml").write_text(moments, encoding="utf-8")
    (tmp_path / "deck.yaml").write_text(f"{DECK}toolkit: tiny\noutputs: [packet, handout]\n", encoding="utf-8")
    done = run("build", "deck.yaml")
    assert done.returncode == 0, done.stderr
    for kind, titles in {
        "packet": [
            "The session on one page", "Bring, set up, test", "Script", "Before the role play", "Role play 1: The only scene",
            "Role cards: The only scene", "After the scene: The only scene", "What people may say, and what you can answer",
            "Commitment slips", "Sign-in sheet", "How was it?", "What comes next", "Tally sheet", "Certificate of attendance",
        ],
        "handout": ["Our Tiny plan", "Our role plays"],
    }.items():  # fmt: skip
        (stem,) = {path.with_suffix("") for path in (tmp_path / "build").glob(f"*-{kind}.*")}
        pdf, word = PdfReader(stem.with_suffix(".pdf")), docx.Document(str(stem.with_suffix(".docx")))
        assert [str(one.title) for one in pdf.outline if not isinstance(one, list)] == titles
        headed = [one for one in word.paragraphs if one.style and one.style.name in ("Heading 1", "Certificate Title")]
        assert [one.text for one in headed] == titles
        said = "\n".join([*(page.extract_text() for page in pdf.pages), *(one.text for one in word.paragraphs)])
        for absent in ("ocket card", "onfidence form", "bserver form", "acilitator-only sheet"):
            assert absent not in said, absent
