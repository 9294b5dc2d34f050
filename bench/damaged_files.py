"""Damaged files: whether readers refuse what they cannot read, in one line, soon, and in little memory.

    python -m bench.damaged_files FILE… [--number 5000] [--seed 1] [--jobs 2]

Each FILE is damaged NUMBER times: bits flipped, cut off, blocks repeated, removed or exchanged, numbers
made huge. In a ZIP archive (.docx, .odt, .xlsx) every other time one of its members is damaged and packed
again, so that the damage reaches the XML. A document must be read or refused with KubecodeError; whatever
else is raised is a traceback, printed once with a seed that makes it again (``--only SEED --keep FILE``).
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import signal
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from kubecode.errors import KubecodeError
from kubecode.language import indonesian
from kubecode.readers.transcripts import read_transcripts
from kubecode.word_files.transcript_words import TranscriptWords

_MOST_SECONDS = 20
_MOST_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one damaged file; ``error`` is the end of a traceback."""

    kind: str
    seconds: float
    peak_mb: float
    seed: int
    error: str = ""


@dataclass(slots=True)
class Summary:
    """The outcomes of all damaged files of one format."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: Outcome = field(default_factory=lambda: Outcome("", 0.0, 0.0, 0))
    largest: Outcome = field(default_factory=lambda: Outcome("", 0.0, 0.0, 0))
    errors: dict[str, int] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.counts[outcome.kind] += 1
        self.slowest = max(self.slowest, outcome, key=lambda o: o.seconds)
        self.largest = max(self.largest, outcome, key=lambda o: o.peak_mb)
        if outcome.error:
            self.errors.setdefault(outcome.error, outcome.seed)


def damaged(raw: bytes, seed: int) -> bytes:
    """Return the bytes of a file with the damage that a seed stands for."""
    chance = random.Random(seed)
    if raw.startswith(b"PK") and seed % 2:
        return _damaged_member(raw, chance)
    return _damaged_bytes(raw, chance)


def _damaged_bytes(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice([1, 1, 2, 4, 16])):
        if not data:
            break
        at, length = chance.randrange(len(data)), chance.choice([1, 4, 30, 400])
        kind = chance.randrange(8)
        if kind <= 1:
            for _ in range(chance.choice([1, 8, 64])):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del data[at:]
        elif kind == 3:
            data[at:at] = data[at : at + length] * chance.choice([1, 3, 300])
        elif kind == 4:
            del data[at : at + length]
        elif kind == 5:
            other = chance.randrange(len(data))
            data[at : at + length] = data[other : other + length]
        elif kind == 6:
            data[at : at + length] = chance.randbytes(length)
        else:
            data = _with_other_number(data, chance)
    return bytes(data)


def _with_other_number(data: bytearray, chance: random.Random) -> bytearray:
    """Return bytes in which one of the numbers is another: a length, an offset, a reference."""
    numbers = list(re.finditer(rb"\d+", data[:200_000]))
    if not numbers:
        return data
    number = chance.choice(numbers)
    other = chance.choice([b"0", b"1", b"-1", b"7", b"99", b"65536", b"2147483648", b"99999999999", b"1e308"])
    return data[: number.start()] + other + data[number.end() :]


def _damaged_member(raw: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    # Most of the text is in the largest member.
    names = sorted(members, key=lambda name: -len(members[name]))
    name = chance.choice([names[0], names[0], chance.choice(names)])
    members[name] = _damaged_bytes(members[name], chance)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            # Without the time of day, so that a seed always gives the same bytes.
            archive.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@cache
def _words() -> TranscriptWords:
    return indonesian.load().transcript_words


def _limit() -> None:
    """Limit the memory of a worker, and have its alarm raise TimeoutError."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {_MOST_SECONDS} s")

    signal.signal(signal.SIGALRM, stop)


def _outcomes(sample: Path, seeds: range) -> list[Outcome]:
    """Return what comes of reading a file damaged with each seed. Runs in a worker."""
    raw = sample.read_bytes()
    outcomes = []
    with TemporaryDirectory() as folder:
        for seed in seeds:
            path = Path(folder) / f"a{sample.suffix}"
            path.write_bytes(damaged(raw, seed))
            outcomes.append(_outcome(path, seed))
    return outcomes


def _outcome(path: Path, seed: int) -> Outcome:
    before, error = perf_counter(), ""
    signal.alarm(_MOST_SECONDS)
    try:
        read_transcripts(path, _words())
        kind = "read"
    except KubecodeError as refused:
        kind = "refused"
        if "\n" in str(refused) or not (refused.hint or refused.problems):
            kind, error = "traceback", f"more than one line, or no remedy: {str(refused)!r}"
    except BaseException as raised:  # what escapes is what is looked for
        last = traceback.extract_tb(raised.__traceback__)[-1]
        kind = "traceback"
        error = f"{type(raised).__name__}: {str(raised)[:80]} ({Path(last.filename).name}:{last.lineno})"
    finally:
        signal.alarm(0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(kind, perf_counter() - before, peak, seed, error)


def summarise(sample: Path, number: int, first: int, jobs: int) -> Summary:
    """Return the outcomes of damaging a file in pools of processes with limits."""
    summary, size = Summary(), 50
    chunks = [range(at, min(at + size, first + number)) for at in range(first, first + number, size)]
    # Each pool has few files, so that the peak of memory is that of few files.
    for at in range(0, len(chunks), 4 * jobs):
        some = chunks[at : at + 4 * jobs]
        with ProcessPoolExecutor(jobs, initializer=_limit) as pool:
            for outcomes in pool.map(_outcomes, [sample] * len(some), some):
                for outcome in outcomes:
                    summary.add(outcome)
    return summary


def _lines(sample: Path, summary: Summary) -> Iterator[str]:
    counts = (summary.counts[kind] for kind in ("read", "refused", "traceback"))
    cells = [
        sample.suffix,
        *map(str, counts),
        f"{summary.slowest.seconds:.2f}",
        f"{summary.largest.peak_mb:.0f}",
    ]
    yield "  ".join(f"{cell:>9}" for cell in cells) + f"   {sample.name}, slowest seed {summary.slowest.seed}"
    for error, seed in summary.errors.items():
        yield f"           seed {seed}: {error}"


def main() -> None:
    """Damage the files and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--number", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, help="write the file that this seed damages, and stop")
    parser.add_argument("--keep", type=Path, help="where to write it")
    options = parser.parse_args()
    if options.only is not None and options.keep:
        options.keep.write_bytes(damaged(options.files[0].read_bytes(), options.only))
        return
    print(
        "  ".join(
            f"{title:>9}" for title in ("format", "read", "refused", "traceback", "slowest s", "peak MB")
        )
    )
    for sample in options.files:
        for line in _lines(sample, summarise(sample, options.number, options.seed, options.jobs)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
