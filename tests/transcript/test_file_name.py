"""Case, kind of source, informant and role in a file name."""

import pytest

from kubecode.language.indonesian import load
from kubecode.model import SourceKind
from kubecode.transcript.file_name import FileName, read_file_name

WORDS = load().transcript_words
INTERVIEW, OBSERVATION, DOCUMENT = SourceKind


@pytest.mark.parametrize(
    ("name", "case", "kind", "informant", "role"),
    [
        ("cempaka_ketua_ani_01.txt", "cempaka", INTERVIEW, "Ani", "ketua"),
        ("cempaka_Ketua_01.txt", "cempaka", INTERVIEW, None, "ketua"),
        ("cempaka_anggota_ketua_T.txt", "cempaka", INTERVIEW, "T", "anggota"),
        ("cempaka.txt", "cempaka", INTERVIEW, None, None),
        ("cempaka", "cempaka", INTERVIEW, None, None),
        ("kube cempaka _ RS2 _ sesi 2.txt", "kube cempaka", INTERVIEW, "RS2", None),
        ("cempaka_T_siti.txt", "cempaka", INTERVIEW, "T", None),
        ("cempaka_siti_T.txt", "cempaka", INTERVIEW, "Siti T", None),
        ("cempaka_McD.txt", "cempaka", INTERVIEW, "McD", None),
        ("cempaka_W2_v1_ani.txt", "cempaka", INTERVIEW, "Ani", None),
        ("cempaka_ani.v2.txt", "cempaka", INTERVIEW, "Ani", None),
        ("_.txt", "_.txt", INTERVIEW, None, None),
    ],
)
def test_file_name_gives_case_kind_informant_and_role(name, case, kind, informant, role):
    read = read_file_name(name, WORDS)
    assert (read.case, read.source_kind, read.informant, read.role) == (case, kind, informant, role)


def test_stem_is_the_name_without_its_last_suffix():
    assert read_file_name("a_T.v2.txt", WORDS) == FileName("a_T.v2", "a", INTERVIEW, "T", None)


@pytest.mark.parametrize(
    ("name", "case", "informant"),
    [
        ("KUBE_Melati_Bu_Sari.docx", "KUBE Melati", "Bu Sari"),
        ("Wawancara Bu Sari KUBE Melati 12 Mei 2024.docx", "KUBE Melati", "Bu Sari"),
        ("transkrip kube mawar merah bu tuti.docx", "kube mawar merah", "Bu Tuti"),
        ("KUBE Melati - Ibu Sari (Ketua).docx", "KUBE Melati", "Ibu Sari"),
        ("Transkip_Melati_Bu Sari_rev2.docx", "Melati", "Bu Sari"),
        ("Copy of melati_sari_01.docx", "melati", "Sari"),
        ("Salinan dari KUBE Melati (1).docx", "KUBE Melati", None),
        ("KUBE Melati 2 Bu Sari 3.docx", "KUBE Melati 2", "Bu Sari"),
        ("melati_TN_angket lisan.txt", "melati", "TN"),
        ("melati 0_S_sesi 2.docx", "melati 0", "S"),
        ("Hasil Wawancara KUBE Melati.docx", "KUBE Melati", None),
        ("Melati-Sari.txt", "Melati", "Sari"),
        ("12 Mei 2024 - Melati - Sari.txt", "Melati", "Sari"),
        ("S2_Melati.txt", "Melati", "S2"),
        ("P01_Melati_Sari.txt", "Melati", "Sari"),
        ("KUBE Melati_Bu Sari & Bu Tini.docx", "KUBE Melati", None),
        ("Informan 3 Melati.docx", "Melati", None),
        ("KUBE Maju Bersama - Bu Sari.docx", "KUBE Maju Bersama", "Bu Sari"),
        ("Wawancara KUBE Melati bersama Bu Sari.docx", "KUBE Melati", "Bu Sari"),
        ("KubeMelati_BuSari.docx", "Kube Melati", "Bu Sari"),
        ("Bu Mei_Melati.docx", "Melati", "Bu Mei"),
        ("BuSari-KUBEMelati.docx", "KUBE Melati", "Bu Sari"),
    ],
)
def test_group_and_person_are_found_among_other_words(name, case, informant):
    read = read_file_name(name, WORDS)
    assert (read.case, read.informant, read.has_case) == (case, informant, True)


@pytest.mark.parametrize(
    "name", ["REC001.txt", "AUD-20240512-WA0003.m4a.txt", "Wawancara 1.docx", "Transkrip rev2 (1).docx"]
)
def test_name_that_says_nothing_is_its_own_group_or_that_of_the_folder(name):
    read = read_file_name(name, WORDS)
    assert (read.case, read.informant, read.has_case) == (read.stem, None, False)
    assert read_file_name(name, WORDS, "KUBE Melati").case == "KUBE Melati"
    assert read_file_name(name, WORDS, "unduhan").case == read.stem
    assert read_file_name("tulip_S.txt", WORDS, "KUBE Melati").case == "tulip"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("Bu Sari 12 Mei 2024.txt", "12 Mei 2024"),
        ("melati_2024-05-12_S.txt", "2024-05-12"),
        ("AUD-20240512-WA0003.txt", "20240512"),
        ("melati_S_12.05.24.txt", "12.05.24"),
        ("melati_S_01.txt", None),
    ],
)
def test_date_in_a_file_name(name, date):
    assert read_file_name(name, WORDS).date == date


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cempaka_observasi_02.md", OBSERVATION),
        ("cempaka_Catatan lapangan.md", OBSERVATION),
        ("cempaka_Notulen rapat.txt", DOCUMENT),
        ("cempaka_wawancara_ani.txt", INTERVIEW),
    ],
)
def test_file_name_gives_the_kind_of_source(name, kind):
    assert read_file_name(name, WORDS).source_kind is kind


@pytest.mark.parametrize(
    "name", ["wawancara bu lilis ketua.txt", "B - bu rumiyati.txt", "suami istri pak Amin bu Amin.txt"]
)
def test_post_relative_or_letter_in_a_name_is_no_group(name):
    assert not read_file_name(name, WORDS).has_case
