"""Run kubecode commands in the process of the tests, because starting Python is slow."""

import gc
import os
import sys
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryFile
from unittest.mock import patch

import pytest

from kubecode.cli import main

PLAIN = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "KUBECODE_CODER": "uji"}
"""The default environment of a command."""


def run_kubecode(*arguments, cwd=None, env=PLAIN, answers=""):
    """Run a command with its own streams, folder and environment; return exit status, stdout and stderr."""
    argv = ["kubecode", *map(str, arguments)]
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(answers.encode())
        stdin.seek(0)
        with (
            chdir(cwd or Path.cwd()),
            patch.dict(os.environ, env, clear=True),
            patch.object(sys, "argv", argv),
            _restored_gc_thresholds(),
            _replaced_streams(stdin, stdout, stderr),
            pytest.raises(SystemExit) as end,
        ):
            main()
        return CompletedProcess(argv, int(end.value.code), _content(stdout), _content(stderr))


@contextmanager
def _restored_gc_thresholds():
    """Restore the thresholds of garbage collection, which a command changes."""
    thresholds = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@contextmanager
def _replaced_streams(*files):
    """Replace the standard streams and their descriptors by files."""
    with ExitStack() as cleanup:
        for number, (name, file) in enumerate(zip(("stdin", "stdout", "stderr"), files, strict=True)):
            saved = os.dup(number)
            cleanup.callback(os.close, saved)
            cleanup.callback(os.dup2, saved, number)
            os.dup2(file.fileno(), number)
            stream = cleanup.enter_context(os.fdopen(number, "w" if number else "r", closefd=False))
            for attribute in (name, f"__{name}__"):
                cleanup.enter_context(patch.object(sys, attribute, stream))
        yield


def _content(file):
    file.seek(0)
    return file.read().decode("utf-8").replace("\r\n", "\n")
