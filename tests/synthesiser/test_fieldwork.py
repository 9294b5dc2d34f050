"""Fieldwork counted by hand, and the COREQ items that it fills in."""

from types import SimpleNamespace

import pytest
from making import book, code

from kubecode.model import Document, SourceKind
from kubecode.synthesiser.coreq import ITEMS, coreq_items
from kubecode.synthesiser.fieldwork import fieldwork_by_case, fieldwork_of
from kubecode.synthesiser.report import DocumentCoverage
from kubecode.wording import wording


def covered(name, case, kind="interview", people=(), date=None, words=100, **attributes):
    document = Document(name, "", case, True, SourceKind(kind), (), attributes=attributes)
    return DocumentCoverage(document, date, "", tuple(people), words, (), 0, 0, 0, 0)


# Three people: T of Melati (twice, her role known once), T of Anggrek, E of Melati.
COVERAGE = (
    covered("m1", "KUBE Melati", people=[("T", None)], date="2016-05-12", place="warung", status="aktif"),
    covered(
        "m2", "Melati", people=[("T", "ketua"), ("E", None)], date="2016-06-01", place="rumah", status="aktif"
    ),
    covered("m3", "KUBE Melati", "observation", place="warung"),
    covered("a1", "KUBE Anggrek", people=[("T", "ketua")], words=50),
)


def report(coverage, coders=()):
    """Return as much of a report as COREQ asks for."""
    matrix = SimpleNamespace(divergences=lambda: iter([1, 2, 3]))
    trail = SimpleNamespace(software="kubecode 1", coders=[SimpleNamespace(coder=name) for name in coders])
    return SimpleNamespace(
        coverage=coverage,
        matrix=matrix,
        trail=trail,
        negative_cases=lambda: iter([1]),
        codebook=book(code("konflik"), code("kohesi")),
    )


def test_fieldwork_of_the_whole_study():
    work = fieldwork_of(COVERAGE)
    assert (work.documents, work.words, work.undated, work.interviewed_again) == (4, 350, 2, 1)
    assert work.kinds == ((SourceKind.INTERVIEW, 3), (SourceKind.OBSERVATION, 1))
    assert work.informants == (("T", "ketua"), ("E", None), ("T", "ketua"))
    assert work.roles == (("ketua", 2), (None, 1))
    assert work.dates == ("2016-05-12", "2016-06-01")
    assert work.places == ("warung", "rumah")


def test_fieldwork_of_each_case_whatever_its_spelling():
    anggrek, melati = fieldwork_by_case(COVERAGE)
    assert (anggrek.name, anggrek.documents, anggrek.dates, anggrek.outcome) == (
        "KUBE Anggrek",
        1,
        None,
        None,
    )
    assert (melati.name, melati.documents, melati.outcome, melati.words) == ("KUBE Melati", 3, "aktif", 300)
    assert melati.informants == (("E", None), ("T", "ketua"))


def test_coreq_has_32_items_in_three_domains_of_8_15_and_9():
    """Tong, Sainsbury & Craig 2007, table 1: items 1-8, 9-23, 24-32."""
    items = coreq_items(report(COVERAGE), "en")
    assert [item.number for item in items] == list(range(1, ITEMS + 1)) == list(range(1, 33))
    domains = [item.domain for item in items]
    assert [domains.count(domain) for domain in dict.fromkeys(domains)] == [8, 15, 9]
    assert len({item.topic for item in items}) == 32


def test_coreq_items_known_to_the_study_are_filled_in():
    answers = {item.number: item.answer for item in coreq_items(report(COVERAGE, ["SR", "NH"]), "en")}
    assert answers[12] == "3 informants"
    assert answers[14] == "warung; rumah"
    assert answers[16] == "2 ketua, 1 without a stated role"
    assert answers[18] == "1 informants speak in more than one document"
    assert answers[20] == "1 documents of observation"
    assert answers[24] == "2 (SR, NH)"
    assert answers[26] == "2 codes from theory, 0 from the data"
    assert answers[30].startswith("3 divergences")
    assert [number for number, answer in answers.items() if answer is None] == [
        *range(1, 12),
        13,
        15,
        17,
        19,
        21,
        22,
        23,
        28,
    ]


def test_coreq_item_without_figures_is_left_open():
    answers = {item.number: item.answer for item in coreq_items(report(COVERAGE[3:]), "id")}
    assert answers[14] is answers[20] is answers[24] is None
    nobody = {item.number: item.answer for item in coreq_items(report([covered("a", "A")]), "id")}
    assert nobody[16] is None
    assert nobody[12] == "0 informan"


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_coreq_answer_belongs_to_an_item(lang):
    numbers = {key.rpartition("_")[2] for key in wording(lang) if key.startswith("coreq.answer_")}
    assert numbers <= {str(number) for number in range(1, ITEMS + 1)}
