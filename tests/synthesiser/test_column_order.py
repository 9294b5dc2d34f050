from dataclasses import replace

import pytest
from test_matrix import coding

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
def test_columns_are_in_the_chosen_order(order, expected):
    assert " ".join(column.label for column in columns("case", order)) == expected


def test_error_for_unknown_order_names_the_known_ones():
    with pytest.raises(KubecodeError, match="outcom") as stop:
        check_order("outcom", DOCUMENTS)
    assert "outcome" in str(stop.value)


def test_column_has_its_number_of_words_and_outcome():
    first, *_, last = columns("case", "name")
    assert (first.words, first.outcome, first.documents) == (3, "bubar", ("a.txt",))
    assert last.words == 1


def with_attribute(values, name):
    return [
        document(f"{n}.txt", f"K{n}", "T", **({name: value} if value else {}))
        for n, value in enumerate(values)
    ]


def ordered(values, name, order):
    documents = with_attribute(values, name)
    grouping = make_grouping(documents, "case")
    found = make_columns(grouping, {d.name: frozenset() for d in documents}, {}, "id", order)
    return [values[int(column.key.removeprefix("k"))] for column in found]


@pytest.mark.parametrize(
    ("name", "order", "expected"),
    [
        pytest.param("status", "outcome", ["aktif", "Maju", "bubar", "tidak aktif", "vakum", None], id="good outcomes first, then the others, each alphabetical"),
        pytest.param("status", "outcome", ["berjalan lancar", "belum berjalan", "kurang maju"], id="negation reverses an outcome"),
        pytest.param("date", "time", ["3 Mei 2014", "2015-12-31", "2016-01-02", None], id="earliest date first"),
        pytest.param("tahun", "tahun", ["9", "9.5", "10", "100", None], id="numbers by value"),
        pytest.param("desa", "desa", ["Ciawi", "cibeureum", "Sukamaju", None], id="words alphabetical"),
    ],
)  # fmt: skip
def test_columns_are_ordered_by_a_header(name, order, expected):
    assert ordered(expected, name, order) == expected
    assert ordered(expected[::-1], name, order) == expected


def test_columns_are_ordered_by_role_from_chair_to_no_post():
    roles = ["ketua", "sekretaris", "bendahara", "anggota", "pendamping", "tetangga", None]
    documents = [document(f"{n}.txt", f"K{n}", "T", role) for n, role in enumerate(roles[::-1])]
    found = make_columns(
        make_grouping(documents, "case"), {d.name: frozenset() for d in documents}, {}, "id", "role"
    )
    assert [column.key for column in found] == [f"k{n}" for n in range(len(roles) - 1, -1, -1)]


def test_column_has_an_outcome_only_if_its_documents_agree():
    documents = [
        document("a.txt", "A", "T", status="aktif"),
        document("b.txt", "KUBE A", "B", status="bubar"),
    ]
    (column,) = make_columns(
        make_grouping(documents, "case"), dict.fromkeys(["a.txt", "b.txt"], frozenset()), {}, "id"
    )
    assert (column.outcome, column.informants, column.documents) == (None, ("B", "T"), ("a.txt", "b.txt"))
    alike = [replace(one, attributes={"status": "aktif"}) for one in documents]
    (column,) = make_columns(
        make_grouping(alike, "case"), dict.fromkeys(["a.txt", "b.txt"], frozenset()), {}, "id"
    )
    assert column.outcome == "aktif"


def by(what, documents, **more):
    names = {d.name: frozenset({"konflik"}) for d in documents}
    found = make_columns(
        make_grouping(documents, what), more.get("reviewed", names), more.get("asked", {}), "id"
    )
    return {column.label: column for column in found}


def test_informants_of_one_name_in_two_cases_have_two_columns():
    documents = [document("a.txt", "A", "T"), document("b.txt", "B", "T"), document("c.txt", "A", "R")]
    assert list(by("informant", documents)) == ["A · R", "A · T", "B · T"]


def test_informant_is_named_with_the_case_where_columns_mix_cases():
    documents = [document("T.txt", "A", "T", "ketua")]
    (by_role, by_case) = (make_grouping(documents, by) for by in ("role", "case"))
    made = coding("T", None)
    assert by_role.renamed(made).informant == "A · T"
    assert by_case.renamed(made) is made
    assert by_role.renamed(coding(None, None, document="T.txt")).informant is None


def test_columns_by_role_source_date_and_attribute():
    documents = [
        document("a.txt", "A", "T", "ketua", date="2016-05-12", desa="Ciawi"),
        document("b.txt", "B", "T", None, date="12 Mei 2016"),
        replace(document("c.txt", "B", "R", None, date="kemarin"), source_kind=SourceKind.OBSERVATION),
    ]
    assert list(by("role", documents)) == ["ketua", "(tidak disebut)"]
    assert by("role", documents)["(tidak disebut)"].informants == ("B · R", "B · T")
    assert sorted(by("source", documents)) == ["observasi", "wawancara"]
    assert list(by("tanggal", documents)) == ["2016-05-12", "kemarin"]
    assert by("tanggal", documents)["2016-05-12"].documents == ("a.txt", "b.txt")
    assert list(by("desa", documents)) == ["Ciawi", "(tidak disebut)"]


def test_column_is_reviewed_if_all_documents_are_and_asked_if_any_is():
    documents = [document("a.txt", "A", "T"), document("b.txt", "A", "R")]
    reviewed = {"a.txt": frozenset({"konflik", "kohesi"}), "b.txt": frozenset({"konflik"})}
    asked = {"a.txt": frozenset({"konflik"}), "b.txt": frozenset({"kohesi"})}
    column = by("case", documents, reviewed=reviewed, asked=asked)["A"]
    assert column.reviewed == {"konflik"}
    assert column.asked == {"konflik", "kohesi"}
    silent = [replace(one, turns=one.turns[1:]) for one in documents]
    assert by("case", silent, asked=asked)["A"].asked is None
    assert by("case", [documents[0], silent[1]], asked=asked)["A"].asked == {"konflik"}
    assert by("case", documents)["A"].asked == frozenset()


def test_error_for_unknown_grouping_names_the_known_ones():
    with pytest.raises(KubecodeError, match="kasusu") as stop:
        make_grouping(DOCUMENTS, "kasusu")
    assert "case" in str(stop.value)


def test_one_letter_words_at_the_edges_of_a_turn_are_counted():
    (column,) = by("case", [document("a.txt", "A", "T", text="T: e iya y")]).values()
    assert column.words == 3
