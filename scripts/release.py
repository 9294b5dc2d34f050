"""Check that the checkout is ready for a release: version, changelog, git, wheel, and the installed commands.

    python scripts/release.py

Every check prints one line. The exit status is 1 if one of them failed. Nothing is tagged or uploaded.
"""

from __future__ import annotations

import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
COMMANDS = (
    ("--version",),
    ("sample",),
    ("codebook", "check", "dinamika-kelompok"),
    ("tag", "contoh"),
)
"""What a first user types, in this order, in an empty folder."""

_BUNDLED = ("codebooks/", "transcripts_sample/")


def version_of(model: str) -> str:
    """Return the version in the text of ``kubecode/model.py``. Raises ValueError if there is none."""
    found = re.search(r'^VERSION = "([^"]+)"$', model, re.MULTILINE)
    if not found:
        raise ValueError('kubecode/model.py: no line VERSION = "…"; add it')
    return found[1]


def changelog_problems(changelog: str, version: str, today: date) -> Iterator[str]:
    """Yield what is wrong with the first heading; it must be ``## VERSION (YYYY-MM-DD)``."""
    wanted = f"## {version} ({today})"
    headings = (found for found in enumerate(changelog.splitlines(), 1) if found[1].startswith("## "))
    number, line = next(headings, (1, "the file"))
    where = f"CHANGELOG.md:{number}"
    heading = re.fullmatch(r"## (\S+) \((.*)\)", line)
    if not heading:
        yield f"{where}: {line!r} has no version with a date; write {wanted}"
        return
    if heading[1] != version:
        yield f"{where}: {heading[1]} is not {version}; change it here or in kubecode/model.py"
    try:
        released = date.fromisoformat(heading[2])
    except ValueError:
        yield f"{where}: {heading[2]!r} is not a date; write {wanted}"
        return
    if released > today:
        yield f"{where}: {released} is in the future; write {wanted}"


def wheel_problems(names: Iterable[str], tracked: Iterable[str]) -> Iterator[str]:
    """Yield what the wheel lacks and what it should not contain, compared with the files that git tracks."""
    wanted = set()
    for path in tracked:
        if path.startswith("kubecode/"):
            wanted.add(path)
        elif path.startswith(_BUNDLED):
            wanted.add(f"kubecode/bundled/{path}")
    packed = {name for name in names if ".dist-info/" not in name}
    for name in sorted(wanted - packed):
        yield f"wheel: {name} is missing; include it under [tool.hatch.build.targets.wheel] in pyproject.toml"
    for name in sorted(packed - wanted):
        yield f"wheel: {name} does not belong there; delete or commit the file, or exclude it"


def git_problems(status: str, tags: Iterable[str], version: str) -> Iterator[str]:
    """Yield changes that are not committed (``git status --porcelain``), and the tag if it exists."""
    changed = [line.strip() for line in status.splitlines()]
    if changed:
        yield f"git: {len(changed)} files are not committed, first {changed[0]!r}; commit or undo the changes"
    if f"v{version}" in tags:
        yield f"git: tag v{version} exists; raise VERSION in kubecode/model.py"


def _run(arguments: list[str], folder: Path) -> str:
    """Return the stdout of a program. Raises ValueError with the end of its output if it fails."""
    done = subprocess.run(  # noqa: S603  no argument comes from outside this file
        arguments, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no output"]
        command = " ".join([Path(arguments[0]).stem, *arguments[1:]])
        raise ValueError(
            f"{command}: exit status {done.returncode}: {last[0]}; repeat it by hand and fix that"
        )
    return done.stdout


def _git(*arguments: str) -> str:
    return _run(["git", *arguments], ROOT)


def _built(folder: Path) -> Path:
    """Build the source archive, and the wheel from it, into a folder; return the wheel."""
    _run([sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)], ROOT)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _installed(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment and return its ``kubecode``."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = str(programs / "python")
    _run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)], ROOT)
    return programs / "kubecode"


def _command_problems(
    kubecode: Path, arguments: tuple[str, ...], version: str, folder: Path
) -> Iterator[str]:
    """Yield why an installed command fails, or that it shows another version."""
    try:
        shown = _run([str(kubecode), *arguments], folder).strip()
    except ValueError as failure:
        yield str(failure)
        return
    if arguments == ("--version",) and shown != f"kubecode {version}":
        yield f"kubecode --version: prints {shown!r}, not {version}; correct VERSION in kubecode/model.py"


def _checks(today: date, folder: Path) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the name of each check with its problems. Raises ValueError if the next ones are impossible."""
    version = version_of((ROOT / "kubecode" / "model.py").read_text("utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    yield f"changelog: begins with {version} and a date", changelog_problems(changelog, version, today)
    state = _git("status", "--porcelain"), _git("tag").split()
    yield f"git: everything committed, no tag v{version}", git_problems(*state, version)
    wheel = _built(folder / "dist")
    yield f"build: {', '.join(sorted(path.name for path in wheel.parent.iterdir()))}", ()
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tracked = _git("ls-files", "-z").split("\0")
    yield f"wheel: {len(names)} files, all tracked by git, none missing", wheel_problems(names, tracked)
    kubecode = _installed(wheel, folder / "venv")
    yield "install: into a new environment", ()
    empty = folder / "empty"
    empty.mkdir()
    for arguments in COMMANDS:
        problems = _command_problems(kubecode, arguments, version, empty)
        yield f"run: kubecode {' '.join(arguments)}", problems


def main() -> int:
    """Run all checks, print one line for each, and return the exit status."""
    failed = False
    with TemporaryDirectory() as folder:
        try:
            for name, problems in _checks(datetime.now(UTC).date(), Path(folder)):
                found = list(problems)
                failed = failed or bool(found)
                print("\n".join(f"FAIL  {problem}" for problem in found) or f"ok    {name}", flush=True)
        except ValueError as stop:
            failed = True
            print(f"FAIL  {stop}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
