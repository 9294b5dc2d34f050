"""The 32 items of the COREQ checklist, filled in as far as the study has the answers.

Tong, Sainsbury & Craig, *Consolidated criteria for reporting qualitative research (COREQ): a 32-item
checklist for interviews and focus groups*, International Journal for Quality in Health Care 19(6), 2007. The
items are in our own words, in the wording files (``coreq.item_12``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kubecode.codebook import Origin
from kubecode.model import SourceKind
from kubecode.synthesiser.fieldwork import Fieldwork, fieldwork_of
from kubecode.synthesiser.report import Report
from kubecode.wording import Lang, say, wording

ITEMS = 32
_LAST_OF_DOMAIN = (8, 23, ITEMS)
"""The last item of each of the three domains: research team, study design, analysis and findings."""


@dataclass(frozen=True, slots=True)
class CoreqItem:
    """One item; ``answer`` is None if only the researcher can give it."""

    number: int
    domain: str
    topic: str
    answer: str | None


def coreq_items(report: Report, lang: Lang) -> tuple[CoreqItem, ...]:
    """Return all items in order, with the answers that the study has."""
    answers = _answers(report, fieldwork_of(report.coverage), lang)
    return tuple(
        CoreqItem(
            number=number,
            domain=say(f"coreq.domain_{sum(number > last for last in _LAST_OF_DOMAIN) + 1}", lang),
            topic=say(f"coreq.item_{number}", lang),
            answer=_answer(number, answers, lang),
        )
        for number in range(1, ITEMS + 1)
    )


def _answer(number: int, answers: Mapping[int, tuple[object, ...]], lang: Lang) -> str | None:
    """Return the answer to an item. Items without figures are answered by the report itself."""
    key = f"coreq.answer_{number}"
    if number in answers:
        return say(key, lang, *answers[number])
    words = wording(lang).get(key)
    return words if words and "{}" not in words else None


def _answers(report: Report, fieldwork: Fieldwork, lang: Lang) -> dict[int, tuple[object, ...]]:
    """Return item number → figures for its answer; items without an answer are left out."""
    codes = list(report.codebook.walk())
    data = sum(code.origin is Origin.DATA for code in codes)
    notes = dict(fieldwork.kinds).get(SourceKind.OBSERVATION, 0)
    coders = [work.coder for work in report.trail.coders]
    answers: dict[int, tuple[object, ...]] = {
        12: (len(fieldwork.informants),),
        18: (fieldwork.interviewed_again,),
        25: (report.codebook.name, report.codebook.version, len(report.codebook.codes), len(codes)),
        26: (len(codes) - data, data),
        27: (report.trail.software,),
        30: (len(list(report.matrix.divergences())), len(list(report.negative_cases()))),
    }
    if fieldwork.places:
        answers[14] = ("; ".join(fieldwork.places),)
    if any(role for role, _ in fieldwork.roles):
        answers[16] = (roles_words(fieldwork, lang),)
    if notes:
        answers[20] = (notes,)
    if coders:
        answers[24] = (len(coders), ", ".join(coders))
    return answers


def roles_words(fieldwork: Fieldwork, lang: Lang) -> str:
    """Return the number of informants by role: ``2 ketua, 1 bendahara, 4 tanpa peran yang disebut``."""
    return ", ".join(f"{count} {role or say('no_role', lang)}" for role, count in fieldwork.roles)
