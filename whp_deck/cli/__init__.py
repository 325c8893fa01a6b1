"""The command line: a module for each command, those of `init`'s interview, and what commands tell in the same words.

In: arguments. Out: data on stdout, everything else on stderr, and an exit code: 0 done, 1 problems in the author's
files, 2 wrong usage, 3 a missing tool, 4 an output that cannot be replaced safely. The only room that prints or exits.
Everything but Typer is imported inside the commands, so that help and completion stay quick.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from whp_deck import __version__
from whp_deck.cli import (
    batch,
    build,
    changes,
    check,
    doctor,
    import_file,
    init,
    outline,
    packet,
    preview,
    pull,
    render,
    schema,
    template,
    why,
)

app = typer.Typer(
    name="whp-deck",
    help="Turns a practice's decisions (YAML) and a PowerPoint template into a training deck that people can edit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start with: whp-deck init our-practice",
)
app.command("init", epilog=init.EXAMPLE)(init.init)
app.command("build", epilog=build.EXAMPLE)(build.build)
app.command("outline", epilog=outline.EXAMPLE)(outline.outline)
app.command("import", epilog=import_file.EXAMPLE)(import_file.import_file)
app.command("packet", epilog=packet.EXAMPLE)(packet.packet)
app.add_typer(template.app, name="template")
app.command("preview", epilog=preview.EXAMPLE)(preview.preview)
app.command("render", epilog=render.EXAMPLE)(render.render)
app.command("doctor", epilog=doctor.EXAMPLE)(doctor.doctor)
app.command("check", epilog=check.EXAMPLE)(check.check)
app.command("why", epilog=why.EXAMPLE)(why.why)
app.command("changes", epilog=changes.EXAMPLE)(changes.changes)
app.command("batch", epilog=batch.EXAMPLE)(batch.batch)
app.command("pull", epilog=pull.EXAMPLE)(pull.pull)
app.command("schema", epilog=schema.EXAMPLE)(schema.schema)


INTERRUPTED = 130  # what shells call the end by Ctrl-C


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whp-deck {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before a command."""


def main() -> None:
    """Run the command line; an author's mistake ends with its problems and an exit code, never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    # we use no plugin of pydantic's, and looking for some reads every installed package's metadata
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from whp_deck.errors import WhpDeckError

    try:
        app()
    except WhpDeckError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _say_stopped()
        sys.exit(INTERRUPTED)
    except (
        SystemExit
    ) as end:  # so Typer ends what it was stopped in; a command that was ready for Ctrl-C has said so itself
        if end.code == INTERRUPTED and isinstance(getattr(end.__context__, "__cause__", None), KeyboardInterrupt):
            _say_stopped()
        raise


def _say_stopped() -> None:
    typer.echo("stopped", err=True)
