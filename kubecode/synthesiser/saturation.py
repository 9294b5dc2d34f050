"""Code saturation: how many codes each further interview adds.

After Guest, Namey & Chen, *A simple method to assess and report thematic saturation in qualitative research*
(PLOS ONE 15(5), 2020, e0232076): the different codes of the first interviews are the base; the codes that
are new in a run of two or three interviews behind them, divided by the base, are the new information. Runs
overlap: with a base of four, the runs of two are interviews 5 and 6, 6 and 7, and so on.

This is *code* saturation: it says that hardly any new code is heard, not that the codes are understood.
Hennink, Kaiser & Marconi, *Code saturation versus meaning saturation: how many interviews are enough?*
(Qualitative Health Research 27(4), 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kubecode.codebook import MatrixRow
from kubecode.model import Coding

BASE = 4
"""Interviews whose codes are the base, as the paper proposes."""
RUN_LENGTHS = (2, 3)
THRESHOLDS = (0.05, 0.0)
"""The shares of new codes that are low enough: at most 5 %, or none."""


@dataclass(frozen=True, slots=True)
class Interview:
    """One document of an interview: an occasion on which something was learned.

    A second talk with the same informant is a second interview, and a talk with several is one. ``date`` is
    ISO 8601, None where none can be read; ``coded`` says that a person has decided anything about it,
    ``reviewed`` that nothing in it is left open.
    """

    document: str
    case: str
    informants: tuple[str, ...]
    date: str | None
    coded: bool = True
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class SaturationStep:
    """An interview, the codes (ids of rows) in it, those that no earlier one has, and how many there are
    by then.
    """

    interview: Interview
    codes: tuple[str, ...]
    new: tuple[str, ...]
    cumulative: int


@dataclass(frozen=True, slots=True)
class SaturationRun:
    """The ``length`` interviews behind the first ``after``: the codes that are new in them, and their number
    divided by the base.
    """

    after: int
    length: int
    new: int
    ratio: float

    @property
    def name(self) -> str:
        """How the paper writes it: ``6+2``."""
        return f"{self.after}+{self.length}"


@dataclass(frozen=True, slots=True)
class Reached:
    """The first run of a length in which new codes fall to a threshold.

    It is None where none does: because interviews are ``missing`` for such a run, because nothing in the base
    is coded, or because there is still more to learn.
    """

    length: int
    threshold: float
    run: SaturationRun | None
    missing: int


@dataclass(frozen=True, slots=True)
class Saturation:
    """Interviews in their order, the base, every run, and where each threshold is reached.

    ``base_codes`` is None where there are fewer interviews than the base takes. ``uncoded`` are the documents
    of interviews that nobody has coded yet: they are left out, for they would look like interviews without
    anything new. A draft counts suggestions, in all interviews.
    """

    base: int
    base_codes: int | None
    steps: tuple[SaturationStep, ...]
    runs: tuple[SaturationRun, ...]
    reached: tuple[Reached, ...]
    uncoded: tuple[str, ...]
    draft: bool

    @property
    def undated(self) -> tuple[str, ...]:
        """The documents without a date that can be read, which therefore stand last, by name."""
        return tuple(step.interview.document for step in self.steps if step.interview.date is None)


def code_saturation(
    interviews: Iterable[Interview],
    codings: Iterable[Coding],
    rows: tuple[MatrixRow, ...],
    base: int = BASE,
    *,
    draft: bool = False,
) -> Saturation:
    """Return what each interview adds in the order of their dates, those without date last, by name."""
    in_order = sorted(interviews, key=lambda one: (one.date is None, one.date or "", one.document))
    steps = tuple(_steps([one for one in in_order if one.coded or draft], codings, rows))
    base_codes = steps[base - 1].cumulative if len(steps) >= base else None
    runs = tuple(_runs(steps, base, base_codes)) if base_codes else ()
    reached = tuple(
        Reached(
            length,
            threshold,
            next((run for run in runs if run.length == length and run.ratio <= threshold), None),
            max(0, base + length - len(steps)),
        )
        for length, threshold in product(RUN_LENGTHS, THRESHOLDS)
    )
    uncoded = () if draft else tuple(one.document for one in in_order if not one.coded)
    return Saturation(base, base_codes, steps, runs, reached, uncoded, draft)


def _steps(
    interviews: Iterable[Interview], codings: Iterable[Coding], rows: tuple[MatrixRow, ...]
) -> Iterator[SaturationStep]:
    paths: dict[str, set[str]] = {}
    for coding in codings:
        paths.setdefault(coding.document, set()).add(coding.path)
    seen: set[str] = set()
    for interview in interviews:
        said = paths.get(interview.document, set())
        codes = tuple(row.id for row in rows if any(map(row.holds, said)))
        new = tuple(code for code in codes if code not in seen)
        seen.update(new)
        yield SaturationStep(interview, codes, new, len(seen))


def _runs(steps: Sequence[SaturationStep], base: int, base_codes: int) -> Iterator[SaturationRun]:
    for length in RUN_LENGTHS:
        for after in range(base, len(steps) - length + 1):
            new = sum(len(step.new) for step in steps[after : after + length])
            yield SaturationRun(after, length, new, new / base_codes)
