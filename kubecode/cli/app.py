"""All commands of kubecode, and the only error boundary."""

from __future__ import annotations

import gc
import sys
import traceback

import typer

from kubecode.cli import analyses, codebook, report, results, review, sample, tag, words
from kubecode.cli.console import abandon_output, open_streams, tell_stop
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import VERSION

app = typer.Typer(
    name="kubecode",
    help="Code Indonesian interview transcripts: tag, review, and set cases side by side.",
    epilog="With --debug anywhere, a bug shows its traceback. Everything stays on this machine.",
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command()(tag.tag)
app.command()(review.review)
app.command()(review.read)
app.command()(results.matrix)
app.command()(results.cell)
app.command()(report.report)
app.command()(results.excerpts)
app.command()(results.explain)
app.command()(words.words)
app.command()(analyses.kwic)
app.command()(analyses.cooccurrence)
app.command()(analyses.saturation)
app.command()(results.evaluate)
app.add_typer(codebook.app, name="codebook")
app.command()(results.check)
app.command("import")(review.import_file)
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
    open_streams()
    # What a command makes lives until the command ends: to look through it for garbage all the time takes a
    # quarter of a large report.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(_run(arguments, debug=debug))


def _run(arguments: list[str], *, debug: bool) -> int:
    try:
        return _invoke(arguments)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        abandon_output()
        return ExitStatus.DONE
    except (Exception, KeyboardInterrupt) as error:
        abandon_output()
        stop = _as_stop(error)
        if debug and stop.exit_status is ExitStatus.BUG:
            traceback.print_exc()
        tell_stop(stop)
        return stop.exit_status


def _invoke(arguments: list[str]) -> int:
    """Run a command without typer's own error boundary, which would end some errors in its own way."""
    command = typer.main.get_command(app)
    status = 0
    try:
        with command.make_context("kubecode", arguments or ["--help"]) as context:
            command.invoke(context)
    except typer.Exit as end:
        status = end.exit_code
    # Here a full disk or a closed pipe can still be told; when Python ends, it could not.
    sys.stdout.flush()
    return status


def _as_stop(error: BaseException) -> KubecodeError:
    """Return what stops us as the one exception that says what, where and what to do next."""
    match error:
        case KubecodeError():
            return error
        case typer.TyperException():
            message, hint, status = *_wrong_usage(error), ExitStatus.USAGE
        case KeyboardInterrupt():
            message, hint, status = "stopped", "what was decided is saved", ExitStatus.STOPPED
        case UnicodeEncodeError():
            # All files are read strictly; bytes that are no text come from the command line alone.
            message, hint = "an argument or a name is not UTF-8 text", "write it again; nothing was stored"
            status = ExitStatus.USAGE
        case FileNotFoundError(filename=None):
            message, hint = "this folder does not exist any more", "go to one that does"
            status = ExitStatus.FILE_PROBLEMS
        case OSError():
            message = f"{error.filename or 'the output'}: {error.strerror or error}"
            hint, status = "check the disk and the permissions, and try again", ExitStatus.FILE_PROBLEMS
        case _:
            message = f"this is a bug: {type(error).__name__}: {error}"
            hint, status = "run again with --debug and report it", ExitStatus.BUG
    return KubecodeError(message, hint, exit_status=status)


def _wrong_usage(error: typer.TyperException) -> tuple[str, str]:
    """Return what typer says of a wrong call, and the remedy: the option that was meant, or the help."""
    near = getattr(error, "possibilities", None)
    if near:
        return error.message, f"did you mean {' or '.join(near)}?"
    context = getattr(error, "ctx", None)
    said = error.format_message().replace("Value error, ", "").rstrip(".")
    return said, f"see: {context.command_path if context else 'kubecode'} --help"
