"""All commands of kubecode, and the only error boundary."""

from __future__ import annotations

import os
import sys
import traceback

import typer

from kubecode.cli import codebook, results, review, sample, tag
from kubecode.cli.console import talk, tell_problems
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import VERSION

app = typer.Typer(
    name="kubecode",
    help="Code Indonesian interview transcripts: tag, review, and set cases side by side.",
    epilog="With --debug anywhere, a bug shows its traceback. Everything stays on this machine.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command()(tag.tag)
app.command()(review.review)
app.command()(review.read)
app.command()(results.matrix)
app.command()(results.cell)
app.command()(results.excerpts)
app.command()(results.explain)
app.command()(results.evaluate)
app.add_typer(codebook.app, name="codebook")
app.command()(results.check)
app.command("import")(review.import_decisions)
app.command()(results.export)
app.command()(sample.sample)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"kubecode {VERSION}\n")
        raise typer.Exit


@app.callback()
def kubecode(
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Code Indonesian interview transcripts: tag, review, and set cases side by side."""


def main() -> None:
    """Run a command; turn what stops it into one line on stderr and an exit status."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_run(arguments, debug=debug))


def _run(arguments: list[str], *, debug: bool) -> int:
    try:
        app(arguments, standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KubecodeError as error:
        tell_problems(error.problems)
        if len(error.problems) != 1:
            talk().print(f"kubecode: {error}", soft_wrap=True)
        return error.exit_status
    except KeyboardInterrupt:
        talk().print("kubecode: stopped; what was decided is saved")
        return 130
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitStatus.DONE
    except Exception as error:  # the boundary: everything else is a bug of ours
        if debug:
            traceback.print_exc()
        talk().print(
            f"kubecode: this is a bug: {type(error).__name__}: {error} (run again with --debug and report it)"
        )
        return ExitStatus.BUG
    return ExitStatus.DONE
