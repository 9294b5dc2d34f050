"""Code saturation: how many codes each further interview adds.

After Guest, Namey & Chen, *A simple method to assess and report thematic saturation in qualitative research*
(PLOS ONE 15(5), 2020, e0232076): the distinct codes of the first interviews are the base; the codes that are
new in a run of two or three later interviews, divided by the base, are the new information. Runs overlap:
with a base of four, the runs of two are interviews 5 and 6, 6 and 7, and so on.

This is *code* saturation: hardly any new code is heard. It does not say that the codes are understood. See
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
"""Number of interviews whose codes are the base, as in the paper."""
RUN_LENGTHS = (2, 3)
THRESHOLDS = (0.05, 0.0)
"""Shares of new codes that count as saturation: at most 5 %, or none."""


@dataclass(frozen=True, slots=True)
class Interview:
    """One document of an interview.

    A second interview with the same informant counts as another one; a group interview counts as one.
    ``date`` is ISO 8601, or None if it is unknown. ``coded``: a person has decided about at least one
    coding; ``reviewed``: nothing is left open.
    """

    document: str
    case: str
    informants: tuple[str, ...]
    date: str | None
    coded: bool = True
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class SaturationStep:
    """An interview, its codes (row ids), the new ones, and the number of codes so far."""

    interview: Interview
    codes: tuple[str, ...]
    new: tuple[str, ...]
    cumulative: int


@dataclass(frozen=True, slots=True)
class SaturationRun:
    """``length`` interviews after the first ``after``: the new codes, and their ratio to the base."""

    after: int
    length: int
    new: int
    ratio: float

    @property
    def name(self) -> str:
        """The run as the paper writes it: ``6+2``."""
        return f"{self.after}+{self.length}"


@dataclass(frozen=True, slots=True)
class Reached:
    """The first run of a length whose new codes are at or below a threshold.

    ``run`` is None if there is none: interviews are ``missing`` for a run, the base has no codes, or
    saturation is not reached.
    """

    length: int
    threshold: float
    run: SaturationRun | None
    missing: int


@dataclass(frozen=True, slots=True)
class Saturation:
    """Interviews in order, the base, all runs, and the run that reaches each threshold.

    ``base_codes`` is None if there are fewer interviews than the base needs. ``uncoded`` are interviews
    without any decision: they are left out, because they would look like interviews without new codes. A
    draft counts suggestions in all interviews.
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
        """The documents without a known date; they are last in the order."""
        return tuple(step.interview.document for step in self.steps if step.interview.date is None)


def code_saturation(
    interviews: Iterable[Interview],
    codings: Iterable[Coding],
    rows: tuple[MatrixRow, ...],
    base: int = BASE,
    *,
    draft: bool = False,
) -> Saturation:
    """Return the codes that each interview adds, by date; interviews without date are last, by name."""
    in_order = sorted(interviews, key=lambda i: (i.date is None, i.date or "", i.document))
    steps = tuple(_steps([i for i in in_order if i.coded or draft], codings, rows))
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
    uncoded = () if draft else tuple(i.document for i in in_order if not i.coded)
    return Saturation(base, base_codes, steps, runs, reached, uncoded, draft)


def _steps(
    interviews: Iterable[Interview], codings: Iterable[Coding], rows: tuple[MatrixRow, ...]
) -> Iterator[SaturationStep]:
    paths: dict[str, set[str]] = {}
    for coding in codings:
        paths.setdefault(coding.document, set()).add(coding.path)
    seen: set[str] = set()
    for interview in interviews:
        coded_paths = paths.get(interview.document, set())
        codes = tuple(row.id for row in rows if any(map(row.holds, coded_paths)))
        new = tuple(code for code in codes if code not in seen)
        seen.update(new)
        yield SaturationStep(interview, codes, new, len(seen))


def _runs(steps: Sequence[SaturationStep], base: int, base_codes: int) -> Iterator[SaturationRun]:
    for length in RUN_LENGTHS:
        for after in range(base, len(steps) - length + 1):
            new = sum(len(step.new) for step in steps[after : after + length])
            yield SaturationRun(after, length, new, new / base_codes)
