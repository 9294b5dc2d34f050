"""One name for each person of a group, however files spell it."""

import unicodedata

import pytest

from kubecode.errors import KubecodeError, find_name
from kubecode.store.documents import informants_by_case
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.session import opened

TALK = "P: Ribut?\n{0}: Tidak, kami rukun.\nP: Rapat?\n{0}: Sering, {1} kali.\n"


def tagged(folder, **labels):
    """Return (case, informant) of files by name, and the notes."""
    files = []
    for number, (name, label) in enumerate(labels.items()):
        files.append(folder / f"{name}.txt")
        files[-1].write_text(TALK.format(label, number), encoding="utf-8")
    result = tag(folder / "kubecode.db", files, TagOptions())
    with opened(folder / "kubecode.db") as session:
        stored = informants_by_case(session.connection)
    notes = [problem.message for problem in result.problems if "one person" in problem.message]
    return {(case, name) for _, case, name in stored}, notes


def test_spellings_of_a_person_are_one_informant_and_it_is_said(tmp_path):
    people, (note,) = tagged(tmp_path, melati_1="SARI", melati_2="Bu Sari", melati_3="Ibu Sari (Ketua)")
    assert len(people) == 1
    assert all(name in note for name in ("SARI", "Bu Sari", "Ibu Sari"))


def test_two_encodings_of_a_name_are_one_informant(tmp_path):
    people, _ = tagged(tmp_path, melati_1=unicodedata.normalize("NFD", "Renée"), melati_2="Renée")
    assert len(people) == 1


@pytest.mark.parametrize(
    "labels",
    [
        {"melati_1": "Bu Sari", "melati_2": "Pak Sari"},
        {"melati_1": "Sari", "melati_2": "Sari Dewi"},
        {"melati_1": "Sari", "tulip_1": "Bu Sari"},
        {"melati_1": "Narasumber", "melati_2": "Narasumber"},
    ],
)
def test_different_people_stay_different(tmp_path, labels):
    people, notes = tagged(tmp_path, **labels)
    assert len(people) == 2
    assert not notes


def test_spelling_of_the_study_is_kept_and_nothing_changes_again(tmp_path):
    first, _ = tagged(tmp_path, melati_1="Sari")
    people, _ = tagged(tmp_path, melati_2="Bu Sari")
    assert people == first
    result = tag(tmp_path / "kubecode.db", [tmp_path / "melati_2.txt"], TagOptions())
    assert [document.change.name for document in result.tagged] == ["UNCHANGED"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("Melati", "KUBE Melati"),
        ("kube melati", "KUBE Melati"),
        ("merah", "KUBE Mawar Merah"),
        ("Renee", "Bu Renée"),
        ("tul", "KUBE Tulip"),
        ("S", "S"),
        ("KUBE Tulip Jaya", "KUBE Tulip"),
    ],
)
def test_name_is_found_by_a_distinct_part(wanted, found):
    known = ["KUBE Melati", "KUBE Mawar Merah", "Bu Renée", "KUBE Tulip", "S", "Sari"]
    assert find_name("case", wanted, known) == found


@pytest.mark.parametrize(
    ("wanted", "message"),
    [("mawar", "more than one case fits"), ("kenanga", "no case called"), ("", "no case")],
)
def test_part_that_several_or_none_have_is_a_usage_error(wanted, message):
    with pytest.raises(KubecodeError, match=message):
        find_name("case", wanted, ["KUBE Mawar", "Mawar Merah"])
