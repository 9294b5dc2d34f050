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
