"""Names of documents without the suffix of their file."""

import pytest

from kubecode.document_names import short_document_name, split_document_name


@pytest.mark.parametrize(
    ("name", "short", "parts"),
    [
        ("cempaka_T_01.txt", "cempaka_T_01", ("cempaka_T_01.txt", None)),
        ("melati.final.docx", "melati.final", ("melati.final.docx", None)),
        ("jawaban.csv#Sari", "jawaban#Sari", ("jawaban.csv", "Sari")),
        ("jawaban.XLSX#Dr. Sari, S.Pd", "jawaban#Dr. Sari, S.Pd", ("jawaban.XLSX", "Dr. Sari, S.Pd")),
        ("Informan S #2.docx", "Informan S #2", ("Informan S #2.docx", None)),
        ("tanpa", "tanpa", ("tanpa", None)),
    ],
)
def test_short_name_keeps_the_part(name, short, parts):
    assert short_document_name(name) == short
    assert split_document_name(name) == parts
