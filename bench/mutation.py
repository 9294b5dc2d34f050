"""Mutation testing: the share of small changes to the code that the tests notice.

    python -m bench.mutation [--room coder store] [--count 50] [--seed 1] [--jobs 2]

Mutants (:mod:`bench.mutants`) are drawn at random and applied one at a time to a copy of the project. Then
the tests that call the changed function are run: first those of its room, then those of other rooms. A mutant
is killed if a test fails or takes too long. The result is the share of killed mutants for each room, with
every mutant that survives (DeMillo, Lipton & Sayward 1978, *Hints on Test Data Selection*). Mutants in
``mutation_equivalents.txt`` behave like the original code; they are counted separately.

The functions that each test calls are recorded once for each test file and stored in
``build/mutation_calls.json``, which git ignores. Delete this file after functions are moved or renamed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any, Literal

import pytest

from bench.mutants import Mutant, draw_mutants

ROOT = Path(__file__).parents[1]
EQUIVALENTS = Path(__file__).with_name("mutation_equivalents.txt")
CALLS = ROOT / "build" / "mutation_calls.json"
OTHER_TESTS = {
    "synthesiser": ("study", "writers"),
    "coder": ("study",),
    "transcript": ("readers", "coder", "study"),
    "store": ("study",),
}
"""Room → the test folders that are run after its own."""
_COPIED = ("kubecode", "codebooks", "transcripts_sample", "tests", "bench", "pyproject.toml")
_OTHER_TESTS_SECONDS = 10.0
"""The fastest tests of other rooms are run, as many as take this long while calls are recorded."""
_PRELOADED = (
    "hypothesis pandas openpyxl jinja2 yaml typer rich rapidfuzz kubecode.language.indonesian".split()
)
"""Modules imported once for all runs. None of them imports a room that is mutated."""
_PYTEST_OPTIONS = [
    *("-q", "--hypothesis-seed=0", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
]
_NO_TESTS_COLLECTED = 5
"""An exit code of pytest."""

Result = Literal["killed", "survived", "equivalent"]
TimedTest = tuple[float, str]
"""The duration of a test in seconds, and its pytest node id."""
Calls = dict[str, dict[str, Any]]
"""Test file → ``hash`` of its text and ``tests``: node id → [seconds, called functions]."""


class CallRecorder:
    """A pytest plugin that records which functions of the package each passing test calls.

    Calls during collection or in a shared fixture count for every test that uses the file or the fixture.
    """

    def __init__(self, package: Path) -> None:
        self.package = f"{package}/"
        self.calls: set[CodeType] = set()
        self.shared: dict[str, set[CodeType]] = defaultdict(set)
        self.tests: dict[str, tuple[float, list[str]]] = {}

    def start(self) -> None:
        """Record every call from now on."""
        sys.settrace(self._record)

    def _record(self, frame: FrameType, _event: str, _arg: object) -> None:
        self.calls.add(frame.f_code)

    @pytest.hookimpl
    def pytest_collection_finish(self) -> None:
        """Store the calls made while the file was imported."""
        self.shared["file"], self.calls = self.calls, set()

    @pytest.hookimpl
    def pytest_fixture_post_finalizer(self) -> None:
        """Start again, since a test may have removed the trace function."""
        self.start()

    @pytest.hookimpl
    def pytest_fixture_setup(self, fixturedef: Any) -> None:
        """Store the calls of a shared fixture."""
        if fixturedef.scope != "function":
            self.shared[fixturedef.argname] = self.calls

    @pytest.hookimpl
    def pytest_runtest_logstart(self) -> None:
        """Start the calls of a test."""
        self.calls = set()

    @pytest.hookimpl
    def pytest_runtest_makereport(self, item: Any, call: Any) -> None:
        """Store the calls of a test that passed."""
        if call.when == "call" and call.excinfo is None:
            fixtures = [self.shared[name] for name in item.fixturenames if name in self.shared]
            called = self.calls.union(self.shared["file"], *fixtures)
            self.tests[item.nodeid] = round(call.duration, 3), sorted(set(map(self._name, called)) - {""})

    def _name(self, code: CodeType) -> str:
        """Return ``module:function`` for a function in a mutated room, else an empty string."""
        module = code.co_filename.removeprefix(self.package)
        is_mutated = module.split("/")[0] in OTHER_TESTS
        return f"{module}:{code.co_qualname.split('.<')[0]}" if is_mutated else ""


class SelectedTests:
    """A pytest plugin that runs only some tests."""

    def __init__(self, tests: frozenset[str]) -> None:
        self.tests = tests

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Remove all other tests."""
        items[:] = [item for item in items if item.nodeid in self.tests]


def prepare_worker(folder: str) -> None:
    """Copy the project for this process, change to the copy and import what every run needs."""
    copy = Path(folder) / str(os.getpid())
    copy.mkdir()
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, copy / name)
    os.chdir(copy)
    os.environ.update(PYTHONPATH=str(copy))
    sys.path[:0] = [str(copy), str(copy / "tests")]
    for name in _PRELOADED:
        import_module(name)
    import_module("kubecode.language.indonesian").load()


def run_in_child(work: Callable[[], int], seconds: float) -> int | None:
    """Run a function in a child process and return its exit code, None if it took too long."""
    child = os.fork()
    if child == 0:
        os.setsid()
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    end = time.monotonic() + seconds
    finished, status = 0, 0
    while not finished and time.monotonic() < end:
        time.sleep(0.01)
        finished, status = os.waitpid(child, os.WNOHANG)
    # Processes that the child started may still run.
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not finished:
        os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if finished else None


def run_tests(files: Sequence[str], plugin: object, *options: str) -> int:
    """Run test files with a plugin and return the exit code of pytest, 0 if there are no tests."""
    code = int(pytest.main([*_PYTEST_OPTIONS, *options, *files], [plugin]))
    return 0 if code == _NO_TESTS_COLLECTED else code


def record_calls(file: str) -> dict[str, tuple[float, list[str]]]:
    """Return the duration and the called functions of each passing test in a file."""
    output = Path(f"{os.getpid()}.json")

    def work() -> int:
        recorder = CallRecorder(Path.cwd() / "kubecode")
        recorder.start()
        run_tests([file], recorder)
        sys.settrace(None)
        output.write_text(json.dumps(recorder.tests), "utf-8")
        return 0

    output.unlink(missing_ok=True)
    run_in_child(work, 900)
    return json.loads(output.read_text("utf-8")) if output.exists() else {}


def read_calls(pool: ProcessPoolExecutor, folders: Sequence[str]) -> Calls:
    """Return the calls of all tests in the folders. Only files that changed are recorded again."""
    stored: Calls = json.loads(CALLS.read_text("utf-8")) if CALLS.exists() else {}
    files = sorted(path for folder in folders for path in (ROOT / "tests" / folder).rglob("test_*.py"))
    hashes = {str(p.relative_to(ROOT)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
    changed = [file for file, sha256 in hashes.items() if stored.get(file, {}).get("hash") != sha256]
    CALLS.parent.mkdir(exist_ok=True)
    for file, tests in zip(changed, pool.map(record_calls, changed), strict=True):
        if not tests:
            raise SystemExit(f"{file}: no test passes; make the tests pass before a mutation run")
        stored[file] = {"hash": hashes[file], "tests": tests}
        CALLS.write_text(json.dumps(stored), "utf-8")
    return {file: stored[file] for file in hashes}


def room_of(mutant: Mutant) -> str:
    """Return the room of a mutant."""
    return mutant.module.split("/")[0]


def tests_for(mutant: Mutant, calls: Calls, folders: Sequence[str]) -> list[TimedTest]:
    """Return the tests in the folders that call the changed function; of other rooms only the fastest.

    If the mutant is in no function, or in one with cached results, all tests that use the module are chosen.
    """
    function = f"{mutant.module}:{mutant.function}"
    found: list[TimedTest] = []
    for file, recorded in calls.items():
        if file.split("/")[1] in folders:
            for test, (seconds, called) in recorded["tests"].items():
                uses_module = any(name.startswith(function) for name in called)
                if function in called or (not mutant.function and uses_module):
                    found.append((seconds, test))
    if room_of(mutant) in folders:
        return found
    found.sort()
    total = accumulate(seconds for seconds, _ in found)
    return [test for test, seconds in zip(found, total, strict=True) if seconds < _OTHER_TESTS_SECONDS]


def try_mutant(mutant: Mutant, stages: Sequence[Sequence[TimedTest]]) -> Result:
    """Apply a mutant to the copy of this process, run the tests of each stage and return the result."""
    path = Path("kubecode") / mutant.module
    source, times = path.read_text("utf-8"), path.stat()
    try:
        path.write_text(mutant.applied(source), "utf-8")
        for tests in stages:
            milliseconds: Counter[str] = Counter()
            for duration, test in tests:
                milliseconds[test.split("::")[0]] += 1 + round(1000 * duration)
            fastest_first = sorted(milliseconds, key=lambda file: (milliseconds[file], file))
            limit = 30 + 10 * sum(duration for duration, _ in tests)
            selected = SelectedTests(frozenset(test for _, test in tests))
            run = partial(run_tests, fastest_first, selected, "-x")
            if fastest_first and run_in_child(run, limit) != 0:
                return "killed"
    finally:
        # Python compares only time and size of a compiled file; the next mutant could have the same.
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)
        path.write_text(source, "utf-8")
        os.utime(path, (times.st_atime, times.st_mtime))
    return "survived"


def read_equivalents() -> set[tuple[str, str]]:
    """Return (module, change) of each known equivalent mutant. In the file, its reason follows, indented."""
    lines = EQUIVALENTS.read_text("utf-8").splitlines()
    mutants = (line.partition(": ") for line in lines if line.strip() and not line.startswith((" ", "#")))
    return {(module, change) for module, _, change in mutants}


def print_shares(counts: dict[str, Counter[Result]]) -> None:
    """Print the share of killed mutants for each room and for all."""
    for name, count in [*counts.items(), ("all", sum(counts.values(), Counter[Result]()))]:
        tried = count["killed"] + count["survived"]
        share = f"{count['killed'] / tried:4.0%}" if tried else "   –"
        print(f"{name:12} killed {share}  {count['killed']}  survived {count['survived']}", end="")
        print(f"  equivalent {count['equivalent']}")


def main() -> None:
    """Print each mutant that survives, and the share of killed mutants for each room."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutation", description=__doc__)
    parser.add_argument("--room", nargs="+", choices=sorted(OTHER_TESTS), default=sorted(OTHER_TESTS))
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="mutants that are tried at the same time")
    options = parser.parse_args()
    rooms: list[str] = sorted(options.room)
    mutants = draw_mutants(ROOT / "kubecode", rooms, options.count, random.Random(options.seed))
    equivalents = read_equivalents()
    counts: dict[str, Counter[Result]] = {room: Counter() for room in rooms}
    fork = multiprocessing.get_context("fork")
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(options.jobs, fork, initializer=prepare_worker, initargs=(folder,)) as pool,
    ):
        calls = read_calls(pool, sorted({f for room in rooms for f in (room, *OTHER_TESTS[room])}))
        start = time.perf_counter()
        stages = [
            [
                tests_for(mutant, calls, folders)
                for folders in ((room_of(mutant),), OTHER_TESTS[room_of(mutant)])
            ]
            for mutant in mutants
        ]
        for mutant, result in zip(mutants, pool.map(try_mutant, mutants, stages), strict=True):
            is_equivalent = (mutant.module, mutant.change) in equivalents
            counted: Result = "equivalent" if result == "survived" and is_equivalent else result
            counts[room_of(mutant)][counted] += 1
            if counted == "survived":
                print(f"kubecode/{mutant.module}:{mutant.line}  {mutant.change}", flush=True)
        seconds = time.perf_counter() - start
    print_shares(counts)
    print(f"seed {options.seed}, {seconds / max(1, len(mutants)):.1f} s a mutant")


if __name__ == "__main__":
    main()
