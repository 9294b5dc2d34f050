"""kubecode as it is called from a shell, but in this process: starting Python costs more than most commands."""

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
"""The environment of a command, where a test asks for no other."""


def run_kubecode(*arguments, cwd=None, env=PLAIN, answers=""):
    """Run a command with streams, folder and environment of its own; return its status and what it wrote."""
    argv = ["kubecode", *map(str, arguments)]
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(answers.encode())
        stdin.seek(0)
        with (
            chdir(cwd or Path.cwd()),
            patch.dict(os.environ, env, clear=True),
            patch.object(sys, "argv", argv),
            _thresholds_kept(),
            _in_place_of_the_streams(stdin, stdout, stderr),
            pytest.raises(SystemExit) as end,
        ):
            main()
        return CompletedProcess(argv, int(end.value.code), _written(stdout), _written(stderr))


@contextmanager
def _thresholds_kept():
    """Undo what a command asks of the collection of garbage for the rest of its process."""
    thresholds = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@contextmanager
def _in_place_of_the_streams(*files):
    """Put files in place of the streams and their descriptors, so that nothing sees the terminal of the tests."""
    with ExitStack() as given_back:
        for number, (name, file) in enumerate(zip(("stdin", "stdout", "stderr"), files, strict=True)):
            kept = os.dup(number)
            given_back.callback(os.close, kept)
            given_back.callback(os.dup2, kept, number)
            os.dup2(file.fileno(), number)
            stream = given_back.enter_context(os.fdopen(number, "w" if number else "r", closefd=False))
            for attribute in (name, f"__{name}__"):
                given_back.enter_context(patch.object(sys, attribute, stream))
        yield


def _written(file):
    file.seek(0)
    return file.read().decode("utf-8").replace("\r\n", "\n")
