import pytest

from kubecode.errors import KubecodeError
from kubecode.model import Document, SourceKind, Turn
from kubecode.synthesiser.column_order import check_order
from kubecode.synthesiser.columns import make_columns, make_grouping


def document(name, case, informant, role=None, text="T: satu dua tiga", **attributes):
    turns = (Turn(0, 2, 1, asks=True), Turn(3, len(text), 1, informant, informant, role))
    return Document(name, text, case, True, SourceKind.INTERVIEW, turns, attributes=attributes)


DOCUMENTS = [
    document("a.txt", "Anggrek", "T", "anggota", status="bubar", date="2016-05-12", tahun="9"),
    document("b.txt", "Bakung", "B", "bendahara", status="tidak aktif", date="3 Januari 2015", tahun="10"),
    document("c.txt", "Cempaka", "K", "mantan ketua", status="aktif"),
    document("d.txt", "Dahlia", "S", text="T: satu", hasil="berkembang"),
]


def columns(by, order):
    grouping = make_grouping(DOCUMENTS, by)
    reviewed = {d.name: frozenset() for d in DOCUMENTS}
    return make_columns(grouping, reviewed, {}, "id", check_order(order, DOCUMENTS))


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", "Anggrek Bakung Cempaka Dahlia"),
        ("outcome", "Cempaka Anggrek Bakung Dahlia"),
        ("status", "Cempaka Anggrek Bakung Dahlia"),
        ("role", "Cempaka Bakung Anggrek Dahlia"),
        ("time", "Bakung Anggrek Cempaka Dahlia"),
        ("tanggal", "Anggrek Bakung Cempaka Dahlia"),
        ("tahun", "Anggrek Bakung Cempaka Dahlia"),
    ],
)
def test_groups_stand_in_the_order_that_is_asked_for(order, expected):
    assert " ".join(column.label for column in columns("case", order)) == expected


def test_an_unknown_order_names_those_that_there_are():
    with pytest.raises(KubecodeError, match="outcom") as stop:
        check_order("outcom", DOCUMENTS)
    assert "outcome" in str(stop.value)


def test_a_column_knows_how_much_was_said_in_it_and_what_became_of_the_group():
    first, *_, last = columns("case", "name")
    assert (first.words, first.outcome, first.documents) == (3, "bubar", ("a.txt",))
    assert last.words == 1
