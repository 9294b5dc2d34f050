"""All commands of kubecode, and the only place where errors are caught."""

from __future__ import annotations

import gc
import sys
import traceback

import typer

from kubecode.cli import (
    analyses,
    backup,
    codebook,
    documents,
    report,
    results,
    review,
    sample,
    tag,
    transcript,
    words,
)
from kubecode.cli.console import abandon_output, open_streams, tell_error
from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import VERSION

app = typer.Typer(
    name="kubecode",
    help="Code Indonesian interview transcripts: tag, review, and compare cases.",
    epilog="With --debug anywhere, a bug shows its traceback. Everything stays on this machine.",
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)
app.command()(tag.tag)
app.command()(transcript.transcript)
app.add_typer(documents.app, name="documents")
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
app.command()(backup.backup)
app.command()(backup.restore)
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
    """Code Indonesian interview transcripts: tag, review, and compare cases."""


def main() -> None:
    """Run a command and exit; an error becomes one line on stderr and an exit status."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    debug = len(arguments) < len(sys.argv) - 1
    open_streams()
    # Most objects live until the command ends. With the default thresholds, garbage collection takes a
    # quarter of the time of a large report.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(_run(arguments, debug=debug))


def _run(arguments: list[str], *, debug: bool) -> int:
    try:
        return _invoke(arguments)
    except BrokenPipeError:
        # The pipe is closed, for example by head. This is no error.
        abandon_output()
        return ExitStatus.DONE
    except (Exception, KeyboardInterrupt) as error:
        abandon_output()
        stop = _as_kubecode_error(error)
        if debug and stop.exit_status is ExitStatus.BUG:
            traceback.print_exc()
        tell_error(stop)
        return stop.exit_status


def _invoke(arguments: list[str]) -> int:
    """Run a command and return its exit status; typer's own handling of errors is not used."""
    command = typer.main.get_command(app)
    status = 0
    try:
        with command.make_context("kubecode", arguments or ["--help"]) as context:
            command.invoke(context)
    except typer.Exit as end:
        status = end.exit_code
    # Flush here: a full disk or a closed pipe cannot be reported when Python exits.
    sys.stdout.flush()
    return status


def _as_kubecode_error(error: BaseException) -> KubecodeError:
    """Return an exception as a KubecodeError: what is wrong, where, and what to do next."""
    match error:
        case KubecodeError():
            return error
        case typer.TyperException():
            message, hint, status = *_wrong_usage(error), ExitStatus.USAGE
        case KeyboardInterrupt():
            message, hint, status = "stopped", "what was decided is saved", ExitStatus.STOPPED
        case UnicodeEncodeError():
            # Only the command line can contain bytes that are not text: files are decoded strictly.
            message, hint = "an argument or a name is not UTF-8 text", "type it again; nothing was stored"
            status = ExitStatus.USAGE
        case FileNotFoundError(filename=None):
            message, hint = "this folder does not exist any more", "change to one that exists"
            status = ExitStatus.FILE_PROBLEMS
        case OSError():
            message = f"{error.filename or 'the output'}: {error.strerror or error}"
            hint, status = "check the disk and the permissions, and try again", ExitStatus.FILE_PROBLEMS
        case _:
            message = f"this is a bug: {type(error).__name__}: {error}"
            hint, status = "run again with --debug and report it", ExitStatus.BUG
    return KubecodeError(message, hint, exit_status=status)


def _wrong_usage(error: typer.TyperException) -> tuple[str, str]:
    """Return the message of typer, and a hint: a similar option, or the command with --help."""
    similar = getattr(error, "possibilities", None)
    if similar:
        return error.message, f"did you mean {' or '.join(similar)}?"
    context = getattr(error, "ctx", None)
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    return message, f"see: {context.command_path if context else 'kubecode'} --help"
