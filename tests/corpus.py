"""Real presentations for tests: fetched by name with pip and npm, made by other programs, or built by ourselves.

In: an empty folder. Out: paths of decks by source, or why a source cannot be had here. Must not put anything into
the checkout: decks are other people's work and are read where they were fetched.

pptx-automizer, PptxGenJS's nearest relative, is no source: its npm package (0.9.4) carries no decks.
"""

from __future__ import annotations

import base64
import importlib.util
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT

PYTHON_PPTX, OPENXML_AUDIT, PPTXGENJS = "python-pptx==1.0.2", "openxml-audit==0.8.0", "pptxgenjs@4.0.1"
OWN_DECKS = [
    "decks/monday-huddle.yaml",
    "decks/staff-meeting.yaml",
    "decks/lunch-and-learn.yaml",
    "tests/decks/minimal/minimal.yaml",
]
_ENDINGS = (".pptx", ".potx", ".pptm", ".potm", ".ppsx")
_PATIENCE = 150  # seconds for one fetch
_FOREIGN_FOR_LIBREOFFICE = 12  # of each source: enough of others' decks as LibreOffice writes them


class NotInstalledError(Exception):
    """A program without which a source cannot be had, and which nobody has to have."""


class NotFetchedError(Exception):
    """A source that should be there and could not be fetched."""


class Corpus:
    """Decks by source; each source is fetched once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._decks: dict[str, list[Path] | NotInstalledError | NotFetchedError] = {}

    def decks(self, source: str) -> list[Path]:
        """The source's decks. Raises NotInstalledError or NotFetchedError."""
        if source not in self._decks:
            into = self.folder / source
            into.mkdir()
            try:
                self._decks[source] = SOURCES[source](self, into)
            except (NotInstalledError, NotFetchedError) as error:
                self._decks[source] = error
        found = self._decks[source]
        if isinstance(found, Exception):
            raise found
        return found


def _sdist(requirement: str) -> Callable[[Corpus, Path], list[Path]]:
    """The decks in a Python package's source distribution: its own test files."""

    def fetch(corpus: Corpus, into: Path) -> list[Path]:
        pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else [shutil.which("pip") or ""]
        if not pip[0]:
            raise NotFetchedError("pip")
        _run([*pip, "download", "-q", "--no-binary", ":all:", "--no-deps", requirement, "-d", str(into)], requirement)
        (archive,) = into.glob("*.tar.gz")
        decks = []
        with tarfile.open(archive) as members:
            for number, member in enumerate(sorted(members.getmembers(), key=lambda one: one.name)):
                stream = members.extractfile(member) if member.name.endswith(_ENDINGS) else None
                if stream is not None:  # a name of our own: members may be called anything, and often the same
                    decks.append(into / f"{number:04}-{Path(member.name).name}")
                    decks[-1].write_bytes(stream.read())
        return decks

    return fetch


def _pptxgenjs(corpus: Corpus, into: Path) -> list[Path]:
    """Decks with a little of everything that PptxGenJS can do."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise NotInstalledError("npm")
    quiet = ["--no-save", "--no-audit", "--no-fund", "--silent"]
    _run([npm, "install", *quiet, "--prefix", str(into), PPTXGENJS], PPTXGENJS)
    (into / "decks.cjs").write_text(_SCRIPT, encoding="utf-8")
    _run([node, "decks.cjs", _DOT], "node", into)
    return sorted(into.glob("*.pptx"))


def _pandoc(corpus: Corpus, into: Path) -> list[Path]:
    """Decks with all that pandoc's writer can do, in its own look and in a reference's."""
    if shutil.which("pandoc") is None:
        raise NotInstalledError("pandoc")
    plain = "".join(f"# Slide {n}\n\n- one\n- two\n\n::: notes\nSay {n}.\n:::\n\n" for n in range(1, 8))
    (into / "plain.md").write_text(plain + "# Table\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8")
    (into / "dot.png").write_bytes(base64.b64decode(_DOT))
    (into / "rich.md").write_text(_MARKDOWN, encoding="utf-8")
    _run(["pandoc", "plain.md", "-o", "plain.pptx"], "pandoc", into)
    _run(["pandoc", "rich.md", "--slide-level=2", "--toc", "-o", "rich.pptx"], "pandoc", into)
    _run(["pandoc", "rich.md", "--incremental", "-o", "incremental.pptx"], "pandoc", into)
    _run(["pandoc", "rich.md", "--reference-doc", str(into / "rich.pptx"), "-o", "referenced.pptx"], "pandoc", into)
    return sorted(into.glob("*.pptx"))


def _own(corpus: Corpus, into: Path) -> list[Path]:
    from whp_deck.build import build_deck  # the other sources need no more than the package layer

    built = [build_deck(ROOT / deck, into, packet=False) for deck in OWN_DECKS]
    return [file for one in built for file in one.files if file.suffix == ".pptx"]


def _libreoffice(corpus: Corpus, into: Path) -> list[Path]:
    """LibreOffice's own designs, our decks and some of everybody's, all as LibreOffice writes PowerPoint files."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise NotFetchedError("LibreOffice")
    sources = sorted((Path(soffice).resolve().parents[1] / "share/template").glob("*/presnt/*.otp"))
    for source in (name for name in SOURCES if name != "LibreOffice"):
        try:
            decks = [deck for deck in corpus.decks(source) if deck.suffix == ".pptx"]
        except (NotInstalledError, NotFetchedError):
            continue
        sources += decks[:: max(1, len(decks) // _FOREIGN_FOR_LIBREOFFICE)]
    convert(sources, into, "pptx")
    return sorted(into.glob("*.pptx"))


def convert(files: list[Path], into: Path, target: str) -> None:
    """Convert all files in one call, with a profile of its own; LibreOffice says 0 on failure, so look at what is there."""
    into.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation={(into.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(into), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=400)


def _run(command: list[str], what: str, cwd: Path | None = None) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=_PATIENCE, cwd=cwd)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotFetchedError(f"{what} ({getattr(error, 'stderr', '') or error})") from error


SOURCES: dict[str, Callable[[Corpus, Path], list[Path]]] = {
    "python-pptx": _sdist(PYTHON_PPTX),
    "openxml-audit": _sdist(OPENXML_AUDIT),  # among others, decks that Google Slides exported
    "PptxGenJS": _pptxgenjs,
    "pandoc": _pandoc,
    "whp-deck": _own,
    "LibreOffice": _libreoffice,
}

_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_SCRIPT = """
const PptxGenJS = require('pptxgenjs')
const dot = process.argv[2]
const series = [{ name: 's', labels: ['a', 'b'], values: [1, 2] }]
const body = { name: 'b', type: 'body', x: 0.5, y: 1.5, w: 12, h: 5 }

async function main() {
  const plain = new PptxGenJS()
  for (let number = 1; number < 8; number++) {
    const slide = plain.addSlide()
    slide.addText('Title ' + number, { x: 0.5, y: 0.3, w: 9, h: 1 })
    slide.addNotes('Say ' + number)
    slide.hidden = number === 3
  }
  await plain.writeFile({ fileName: 'plain.pptx' })

  const rich = new PptxGenJS()
  rich.layout = 'LAYOUT_WIDE'
  const title = { name: 't', type: 'title', x: 0.5, y: 0.3, w: 12, h: 1 }
  const objects = [title, body].map((options) => ({ placeholder: { options, text: options.name } }))
  rich.defineSlideMaster({ title: 'M', background: { color: 'F1F1F1' }, objects, slideNumber: { x: 0.3, y: '90%' } })
  rich.addSection({ title: 'One' })
  rich.addSection({ title: 'Two' })
  const at = { x: 1, y: 1, w: 6, h: 4 }
  let slide = rich.addSlide({ masterName: 'M', sectionTitle: 'One' })
  slide.addText('In a placeholder', { placeholder: 't' })
  const jump = { text: 'to 4', options: { hyperlink: { slide: 4 } } }
  slide.addText([{ text: 'a', options: { bullet: true, breakLine: true } }, jump], { placeholder: 'b' })
  slide = rich.addSlide({ sectionTitle: 'One' })
  slide.addTable([[{ text: 'A' }, { text: 'B' }], [{ text: 'c', options: { colspan: 2 } }]], { x: 1, y: 1, w: 8 })
  slide = rich.addSlide({ sectionTitle: 'One' })
  slide.addChart(rich.charts.BAR, series, at)
  slide = rich.addSlide({ sectionTitle: 'Two' })
  slide.addImage({ data: 'image/png;base64,' + dot, ...at, hyperlink: { url: 'https://example.org' } })
  slide = rich.addSlide({ sectionTitle: 'Two' })
  slide.addShape(rich.shapes.ROUNDED_RECTANGLE, { ...at, fill: { color: '00AA00' } })
  slide.addText('back', { x: 3, y: 3, w: 2, h: 1, hyperlink: { slide: 2 } })
  slide.addMedia({ type: 'online', link: 'https://www.youtube.com/embed/abc', x: 4, y: 4, w: 3, h: 2 })
  slide.addNotes('Rich <&> notes')
  slide = rich.addSlide({ sectionTitle: 'Two' })
  slide.addChart(rich.charts.PIE, series, at)
  await rich.writeFile({ fileName: 'rich.pptx' })
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\\n`)
  process.exitCode = 1
})
"""
_MARKDOWN = """---
title: All that pandoc can do
author: Hilltop Clinic
---

# A part

## Bullets and links

- *one*, **two**, `three`
    - [a link](https://example.org/?a=1&b=2)
    - [a slide](#a-table)

1. first
2. second

::: notes
Notes with **bold** and [a link](https://example.org).
:::

## Columns

:::::: columns
::: column
left
:::
::: column
![a dot](dot.png)
:::
::::::

## A picture

![a dot, with a caption](dot.png)

# Another part

## A table

| a | b |
|---|--:|
| 1 | 2 |
| x < y | & |

## Code and a quote

```python
print("<&>")
```

> Said by somebody.^[A footnote.]

## Mathematics

$$x^2 + \\frac{a}{b}$$
"""
