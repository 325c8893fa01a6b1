"""One measured task in a fresh process: ours, python-pptx, the zip floor, the gate, movies.

In: a task's name and its paths on the command line. Out: one line of JSON with CPU and wall seconds of the task
itself and the process's peak of resident memory in MB. Must not time imports or reading the content, and must not
import what a task does not use: the peak counts it.
"""

from __future__ import annotations

import json
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "templates" / "base.pptx"
_MEDIA_REL = "http://schemas.microsoft.com/office/2007/relationships/media"
_MEDIA_URI = "{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}"

Measured = dict[str, float]


class Clock:
    """CPU and wall seconds between `with` and its end."""

    cpu = wall = 0.0

    def __enter__(self) -> Clock:
        self._wall, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu, self.wall = time.process_time() - self._cpu, time.perf_counter() - self._wall


def main(name: str, *paths: str) -> None:
    """Run the task and print what it took."""
    measured = TASKS[name](*(Path(path) for path in paths))
    print(json.dumps(measured | {"peak": peak_memory()}))


def peak_memory() -> float:
    """The process's peak of resident memory in MB: since its start on Linux, elsewhere as `getrusage` has it."""
    try:
        status = Path("/proc/self/status").read_text()
    except FileNotFoundError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def ours(content_path: Path, output: Path) -> Measured:
    """DeckPlan → file: `render_session` on the base template and `Package.save`. Phases are told apart."""
    from whp_deck.office.package import open_package
    from whp_deck.render.deck import render_session

    plan, template = _plan_and_template(content_path)
    with Clock() as render:
        package = open_package(TEMPLATE)
        render_session(plan, plan.sessions[0], package, template, {})
    with Clock() as save:
        package.save(str(output))
    return {
        "cpu": render.cpu + save.cpu,
        "wall": render.wall + save.wall,
        "render_cpu": render.cpu,
        "save_cpu": save.cpu,
    }


def gate(content_path: Path) -> Measured:
    """The package gate on a deck of ours, with the serialized parts in hand as `write_whole` has them."""
    from whp_deck.office.gate import check_package
    from whp_deck.office.package import open_package
    from whp_deck.office.writer import serialize_parts
    from whp_deck.render.deck import render_session

    plan, template = _plan_and_template(content_path)
    package = open_package(TEMPLATE)
    render_session(plan, plan.sessions[0], package, template, {})
    blobs = {part: content for part, content in serialize_parts(package).items() if isinstance(content, bytes)}
    with Clock() as clock:
        findings = check_package(package, blobs)
    return {"cpu": clock.cpu, "wall": clock.wall, "findings": len(findings)}


def _plan_and_template(content_path: Path) -> tuple[Any, Any]:
    from whp_deck import plan
    from whp_deck.office.package import open_package
    from whp_deck.office.template import load_bindings, read_template

    def paragraphs(texts: list[str], marker: plan.ListMarker | None) -> tuple[plan.Paragraph, ...]:
        return tuple(plan.Paragraph((plan.Run(text),), 0, marker) for text in texts)

    slides = tuple(
        plan.SlidePlan(
            id=f"slide-{number}",
            kind="content",
            layout="content",
            slots={
                "title": plan.Text(paragraphs([one["title"]], None)),
                "body": plan.Text(paragraphs(one["bullets"], "bullet")),
            },
            notes=plan.Notes((plan.NotePart("", paragraphs([one["notes"]], None)),)),
            minutes=1,
            part="Benchmark",
        )
        for number, one in enumerate(json.loads(content_path.read_text()), 1)
    )
    session = plan.Session(1, 1, "Benchmark", "Benchmark", slides, 15, 15)
    deck = plan.DeckPlan("Benchmark", "benchmark", "Practice", "en-US", "", "", plan.Theme(), (session,))
    bindings = load_bindings(ROOT / "config" / "layouts.yaml")
    return deck, read_template(open_package(TEMPLATE), bindings, TEMPLATE)


def python_pptx(content_path: Path, output: Path) -> Measured:
    """The same slides as a person writes them with python-pptx's own calls, on the same template and layout."""
    from pptx import Presentation

    content = json.loads(content_path.read_text())
    with Clock() as clock:
        deck = Presentation(str(TEMPLATE))
        layout = next(one for one in deck.slide_layouts if one.name == "Content")
        for one in content:
            slide = deck.slides.add_slide(layout)
            title, body = (slide.placeholders[index] for index in (0, _body_index(layout)))
            title.text_frame.text = one["title"]
            frame = body.text_frame
            frame.text = one["bullets"][0]
            for bullet in one["bullets"][1:]:
                frame.add_paragraph().text = bullet
            slide.notes_slide.notes_text_frame.text = one["notes"]
        deck.save(str(output))
    return {"cpu": clock.cpu, "wall": clock.wall}


def _body_index(layout: Any) -> int:
    return next(int(one.placeholder_format.idx) for one in layout.placeholders if one.name == "Body")


def zip_floor(source: Path, output: Path) -> Measured:
    """The very parts of a finished file, in memory already, written again with zipfile alone."""
    with zipfile.ZipFile(source) as archive:
        members = [(info.filename, info.compress_type, archive.read(info)) for info in archive.infolist()]
    with Clock() as clock, zipfile.ZipFile(output, "w") as archive:
        for name, kind, content in members:
            archive.writestr(name, content, compress_type=kind)
    return {"cpu": clock.cpu, "wall": clock.wall}


def movie_add(movie: Path, output: Path) -> Measured:
    """Our template, one slide, the movie through our package layer, written whole: gate and all."""
    from whp_deck.office.package import open_package
    from whp_deck.office.slides import SlideMaker, remove_all_slides
    from whp_deck.office.staging import write_whole
    from whp_deck.render.pictures import draw_poster

    poster = draw_poster()
    with Clock() as clock:
        package = open_package(TEMPLATE)
        remove_all_slides(package)
        new = SlideMaker(package).add("Video", name="movie")
        new.picture("Poster", poster, alt="A movie", fit="stretch")
        _make_movie(new, package.get_or_add_media_file(movie, "video/mp4"))
        new.drop_unused()
        write_whole(package, output)
    return {"cpu": clock.cpu, "wall": clock.wall}


def _make_movie(new: Any, part: Any) -> None:
    """Makes the slide's poster play the part, as PowerPoint 2016 writes it, without animation."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    from whp_deck.office.relationships import relationships_of
    from whp_deck.office.xml import P14_NS, fragment, p

    relationships = relationships_of(new.part)
    modern, old = relationships.add(_MEDIA_REL, part), relationships.add(RT.VIDEO, part)
    properties = next(new.element.iter(p("pic"))).find(f"{p('nvPicPr')}/{p('nvPr')}")
    movie = fragment(
        f'<p:nvPr><a:videoFile r:link="{old}"/><p:extLst><p:ext uri="{_MEDIA_URI}">'
        f'<p14:media xmlns:p14="{P14_NS}" r:embed="{modern}"/></p:ext></p:extLst></p:nvPr>'
    )
    properties.extend(list(movie))


def movie_again(source: Path, output: Path) -> Measured:
    """A deck with a movie opened and written whole under another name."""
    from whp_deck.office.package import open_package
    from whp_deck.office.staging import write_whole

    with Clock() as clock:
        write_whole(open_package(source), output)
    return {"cpu": clock.cpu, "wall": clock.wall}


def movie_add_python_pptx(movie: Path, output: Path) -> Measured:
    """`add_movie` on a blank slide, and `save`."""
    from pptx import Presentation
    from pptx.util import Inches

    with Clock() as clock:
        deck = Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        slide.shapes.add_movie(str(movie), 0, 0, Inches(8), Inches(4.5), mime_type="video/mp4")
        deck.save(str(output))
    return {"cpu": clock.cpu, "wall": clock.wall}


def movie_again_python_pptx(source: Path, output: Path) -> Measured:
    """A deck with a movie opened and saved under another name."""
    from pptx import Presentation

    with Clock() as clock:
        Presentation(str(source)).save(str(output))
    return {"cpu": clock.cpu, "wall": clock.wall}


TASKS: dict[str, Callable[..., Measured]] = {
    "ours": ours,
    "gate": gate,
    "python-pptx": python_pptx,
    "zip-floor": zip_floor,
    "movie-add": movie_add,
    "movie-again": movie_again,
    "movie-add-python-pptx": movie_add_python_pptx,
    "movie-again-python-pptx": movie_again_python_pptx,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
