from dataclasses import replace

from kubecode.codebook import MatrixRow
from kubecode.model import CellNote, Coding, Presence, SourceKind, Status, Valence
from kubecode.synthesiser.cell_words import cell_words, divergence_sentence, draft_summary, quote_source
from kubecode.synthesiser.cells import Column, Empty
from kubecode.synthesiser.matrix import build_matrix

S, H, M = Valence.SUPPORTS, Valence.HINDERS, Valence.MIXED
ROW = MatrixRow("kohesi", "Kohesi", prefixes=("kohesi",))
COLUMN = Column(
    "mentari",
    "KUBE Mentari",
    ("MH", "RS", "WW", "ZB"),
    reviewed=frozenset({"kohesi"}),
    asked=frozenset({"kohesi"}),
)


def coding(informant, valence, start=0, subcode=None, **more):
    made = Coding(
        id=f"{informant}.txt:{start}-{start + 9}:kohesi/{subcode}",
        document=f"{informant}.txt",
        case="KUBE Mentari",
        informant=informant,
        role=None,
        source_kind=SourceKind.INTERVIEW,
        line=1,
        start=start,
        end=start + 9,
        text="enam kata yang cukup untuk dikutip",
        code="kohesi",
        subcode=subcode,
        valence=valence,
        presence=Presence.PRESENT,
        confidence=None,
        score=None,
        status=Status.ACCEPTED,
        coder="a",
        reason="",
    )
    return replace(made, **more)


def cell(*codings, column=COLUMN, note=None):
    notes = {(ROW.id, column.key): note} if note else {}
    matrix = build_matrix(codings, (ROW,), (column,), lambda coding: "mentari", notes)
    return matrix.cell(ROW, column)


def test_informants_count_equally_whatever_their_number_of_excerpts():
    many = [coding("WW", S, start) for start in range(0, 100, 10)]
    assert cell(*many, coding("RS", H), coding("MH", H)).valence is H


def test_opposite_informants_give_a_mixed_cell_with_two_positions():
    said = (("WW", S, "kebutuhan"), ("RS", H, "kewajiban"), ("MH", M, "kewajiban"))
    result = cell(
        *(coding(who, valence, start, subcode) for who, valence, subcode in said for start in (0, 20))
    )
    assert result.valence is M
    assert result.informants == ("MH", "RS", "WW")
    assert result.informants_total == 4
    by_dimension = {d.dimension: d for d in result.divergence}
    assert [(p.value, p.informants) for p in by_dimension["subcode"].positions] == [
        ("kebutuhan", ("WW",)),
        ("kewajiban", ("MH", "RS")),
    ]
    assert by_dimension["valence"].silent == ("ZB",)


def test_sub_codes_diverge_only_if_main_topics_differ():
    def dimensions(*said):
        codings = [coding(who, S, start, subcode) for start, (who, subcode) in enumerate(said)]
        return [d.dimension for d in cell(*codings).divergence]

    apart = [("WW", "a"), ("WW", "a"), ("RS", "b"), ("RS", "b")]
    assert dimensions(*apart) == ["subcode"]
    assert dimensions(*apart, ("RS", "a")) == []
    assert dimensions(("WW", "a"), ("RS", "b")) == ["subcode"]
    assert dimensions(("WW", "a"), ("WW", "b"), ("RS", "c"), ("RS", "c")) == []


def test_quote_with_two_sub_codes_or_two_coders_is_one_excerpt():
    result = cell(
        coding("WW", S, subcode="a"), coding("WW", S, subcode="b"), coding("WW", S, subcode="a", coder="b")
    )
    assert result.excerpts == 1
    assert result.excerpt_ids == ("WW.txt:0-9:kohesi/a", "WW.txt:0-9:kohesi/b")


def test_excerpt_with_two_valences_of_two_coders_is_mixed():
    assert cell(coding("WW", S), coding("WW", H, coder="b")).valence is M


def test_cell_without_accepted_codings_is_a_draft_of_suggestions():
    suggested = coding("WW", H, 20, status=Status.SUGGESTED, coder="kubecode")
    assert cell(suggested).draft
    both = cell(suggested, coding("WW", S))
    assert (both.draft, both.valence, both.excerpts, both.undecided) == (False, S, 1, 1)
    assert cell(coding("WW", S, status=Status.REJECTED)).empty is Empty.NOT_FOUND


def test_row_for_the_rest_of_a_code_is_shown_only_with_content():
    rows = (
        MatrixRow("kohesi", "Kohesi (umum)", paths=("kohesi",), is_rest=True),
        MatrixRow("a", "A", paths=("kohesi/a",)),
    )

    def shown(codings, notes=None):
        matrix = build_matrix(codings, rows, (COLUMN,), lambda coding: "mentari", notes or {})
        assert len(matrix.cells) == 2
        return [(row.id, len(cut.cells)) for cut in [matrix.without_idle_rows()] for row in cut.rows]

    assert shown([]) == [("a", 1)]
    assert shown([coding("WW", S, subcode="a")]) == [("a", 1)]
    assert shown([coding("WW", S)]) == [("kohesi", 2), ("a", 2)]
    assert shown([], {("kohesi", "mentari"): CellNote(summary="simpulan")}) == [("kohesi", 2), ("a", 2)]


def test_draft_has_no_settled_divergence():
    suggested = [coding("WW", S, status=Status.SUGGESTED), coding("RS", H, status=Status.SUGGESTED)]
    accepted = [replace(one, status=Status.ACCEPTED) for one in suggested]
    assert [cell_words(cell(*codings), "id").marks for codings in (suggested, accepted)] == ["", "≠2"]
    assert "perbedaan" not in cell_words(cell(*suggested), "id").basis


def test_kinds_of_empty_cells_differ():
    not_reviewed = replace(COLUMN, reviewed=frozenset({"konflik"}))
    not_asked = replace(COLUMN, asked=frozenset({"konflik"}))
    no_questions = replace(COLUMN, asked=None)
    note = CellNote(summary="simpulan")
    denied = cell(coding("WW", S, presence=Presence.DENIED))
    assert cell(column=not_reviewed).empty is Empty.NOT_REVIEWED
    assert cell().empty is Empty.NOT_FOUND
    assert cell(column=not_asked).empty is Empty.NOT_ASKED
    assert cell(column=no_questions).empty is Empty.NOT_FOUND
    assert cell(note=note).empty is Empty.CONCLUSION_ONLY
    assert (denied.empty, denied.absence) == (None, True)
    words = [
        cell_words(c, "id").valence
        for c in (cell(column=not_reviewed), cell(), cell(column=not_asked), cell(note=note), denied)
    ]
    assert len(set(words)) == 5


def test_valence_of_the_researcher_replaces_the_proposed_one():
    note = CellNote(summary="ringkasan", valence=M)
    result = cell(coding("WW", S), note=note)
    assert (result.valence, result.valence_source, result.summary) == (M, "confirmed", "ringkasan")


def test_presence_and_source_may_diverge_with_equal_valence():
    calm = cell(coding("WW", S, presence=Presence.DENIED), coding("MH", S))
    assert [d.dimension for d in calm.divergence] == ["presence"]
    watched = coding(None, H, 50, document="obs.txt", source_kind=SourceKind.OBSERVATION)
    result = cell(coding("WW", S), coding("MH", S), watched)
    assert result.valence is S
    assert result.sources == ("interview", "observation")
    (source,) = [d for d in result.divergence if d.dimension == "source"]
    assert "menghambat: observasi; mendukung: MH, WW" in divergence_sentence(source, "id")
    assert [(p.value, p.informants) for p in source.positions] == [
        ("hinders", ("observation",)),
        ("supports", ("MH", "WW")),
    ]


def test_denying_source_diverges_only_with_opposite_valence():
    denial = coding("WW", S, subcode="terbuka", presence=Presence.DENIED)
    shown = coding(None, H, 50, "terbuka", document="obs.txt", id="o", source_kind=SourceKind.OBSERVATION)

    def positions(*codings):
        found = [d for d in cell(*codings).divergence if d.dimension == "source" and d.about]
        return [(d.about, [(p.value, p.informants) for p in d.positions]) for d in found]

    assert positions(denial, shown) == [("terbuka", [("denied", ("WW",)), ("present", ("observation",))])]
    # Who once says that it is there does not deny it; rare is not never; two informants are one kind of source.
    assert positions(denial, coding("WW", H, 20, "terbuka"), shown) == []
    assert positions(replace(denial, presence=Presence.RARE), shown) == []
    assert positions(denial, coding("RS", H, 20, "terbuka")) == []
    # Nobody settles quarrels, and the one attempt that was seen failed: both say that it hinders.
    assert positions(replace(denial, valence=H), shown) == []


def test_cell_names_exceptions_negative_cases_and_contradicting_sources():
    watched = coding(None, H, 50, document="obs.txt", id="o", source_kind=SourceKind.OBSERVATION)
    result = cell(coding("WW", S), coding("ZB", S), coding("RS", S), coding("MH", H, 30), watched)
    assert (result.valence, result.exceptions) == (S, ("MH",))
    assert result.sources_against == ("observation",)
    assert result.negative_cases == ("MH.txt:30-39:kohesi/None", "o")
    words = cell_words(result, "id")
    assert words.counts == "5k 4/4i Wo–"
    assert "kecuali MH menghambat; berlawanan: observasi" in words.basis
    divided = cell(coding("WW", S), coding("RS", H))
    assert (divided.valence, divided.exceptions, divided.negative_cases) == (M, (), ())


def test_cell_with_denials_only_is_not_empty():
    denied = cell(coding("WW", S, presence=Presence.DENIED), coding("RS", S, 20, presence=Presence.RARE))
    partly = cell(coding("WW", S, presence=Presence.DENIED), coding("RS", S, 20))
    assert [(c.empty, c.absence, c.denied) for c in (denied, partly)] == [
        (None, True, True),
        (None, True, False),
    ]
    assert "hanya dinyatakan jarang atau tidak ada" in cell_words(denied, "id").basis
    assert (denied.presence, partly.presence) == (Presence.RARE, None)
    mostly = cell(
        *(coding(who, S, presence=Presence.DENIED) for who in ("WW", "RS", "MH")), coding("ZB", S, 20)
    )
    assert (mostly.presence, mostly.denied) == (Presence.DENIED, False)
    assert "kebanyakan menyatakan tidak ada" in cell_words(mostly, "id").basis


def test_summary_is_stale_if_the_excerpts_of_the_cell_changed():
    said = coding("WW", S)
    kept = CellNote(summary="Betah.", basis=(said.id,))
    assert not cell(said, note=kept).summary_is_stale
    more = cell(said, coding("RS", S, 20), note=kept)
    assert more.summary_is_stale
    assert cell_words(more, "id").summary_doubt == "[usang: kutipannya berubah]"
    # Studies of the first formats did not keep what a summary rests on: nothing can be said of it.
    assert not cell(said, note=CellNote(summary="Betah.")).summary_is_stale


def test_cell_keeps_the_proposed_valence_beside_the_researchers():
    result = cell(coding("WW", S), note=CellNote(valence=H))
    assert (result.valence, result.proposed, result.valence_source) == (H, S, "confirmed")
    assert "menurut aturan dua pertiga: mendukung" in cell_words(result, "id").basis


def test_quotes_are_of_different_voices_and_positions():
    ten = "sepuluh kata yang cukup panjang untuk dikutip apa adanya di sini"
    said = [
        coding("WW", S, 0, text=ten),
        coding("ZB", S, 0, text=ten),
        coding("RS", S, 0, text=ten),
        coding("MH", H, 0, text=ten),
        coding("MH", H, 20, text=ten),
    ]
    assert [quote.voice for quote in cell(*said).quotes] == ["RS", "MH", "WW"]
    assert cell(*said, note=CellNote(exemplar=said[4].id)).quotes[0].id == said[4].id
    starred = replace(said[0], exemplar=True)
    assert cell(starred, *said[1:]).quotes[0].voice == "WW"


def test_draft_summary_contains_quotes_only():
    result = cell(coding("WW", S, role="anggota"))
    assert draft_summary(result, "id") == "[draf] “enam kata yang cukup untuk dikutip” (WW, anggota, WW:1)"
    assert draft_summary(cell(), "id") == ""


def test_rows_of_marks_are_fulfilled_partly_fulfilled_or_not():
    def word(*codings):
        mark = replace(ROW, is_mark=True)
        made = build_matrix(codings, (mark,), (COLUMN,), lambda coding: "mentari", {})
        return cell_words(made.cell(mark, COLUMN), "id").valence

    assert word(coding("WW", S)) == "terpenuhi"
    assert word(coding("WW", S), coding("RS", H)) == "sebagian terpenuhi"
    assert word(coding("WW", H)) == "tidak terpenuhi"
    assert word() == "tidak dinyatakan: tidak muncul"


def test_observation_decides_without_informants():
    watched = coding(None, H, 50, document="obs.txt", source_kind=SourceKind.OBSERVATION)
    assert cell(watched).valence is H
    assert cell(watched).informants == ()


def test_exemplar_has_the_valence_of_the_cell_and_an_informant():
    watched = coding(
        None,
        S,
        50,
        text="catatan peneliti yang cukup panjang untuk dikutip",
        source_kind=SourceKind.OBSERVATION,
    )
    short = coding("WW", S, 10, text="ya gitu")
    against = coding("WW", H, 20, text="kalimat yang bertentangan dengan sel ini juga ada")
    assert (
        cell(watched, short, against, coding("WW", S), coding("MH", S)).exemplar
        == "enam kata yang cukup untuk dikutip"
    )
    assert quote_source(cell(coding("WW", S)).quotes[0], "id") == "WW, WW:1"
    assert (
        quote_source(cell(replace(watched, document="catatan.md")).quotes[0], "id") == "observasi, catatan:1"
    )


def test_order_of_the_codings_does_not_matter():
    codings = [coding("WW", S, subcode="a"), coding("RS", H, subcode="b"), coding("MH", M, subcode="b")]
    assert replace(cell(*codings), excerpt_ids=()) == replace(cell(*reversed(codings)), excerpt_ids=())


def test_reviewed_share_of_a_cell():
    unread = replace(COLUMN, reviewed=frozenset())
    settled = [coding("WW", S), coding("WW", S, 20, status=Status.REJECTED), coding("RS", S)]
    left = coding("RS", S, 20, status=Status.SUGGESTED)
    assert cell(*settled, left, column=unread).reviewed == 3 / 4
    assert cell(*settled, replace(left, status=Status.SKIPPED), column=unread).reviewed == 3 / 4
    assert cell(*settled, left).reviewed == 1
    assert cell(column=unread).reviewed is None


def test_neutral_voice_is_no_exception_and_mixed_voice_is():
    column = replace(COLUMN, informants=("A", "B", "C", "D", "E", "F"))
    agree = [coding(who, S) for who in "ABC"]
    described = [coding("D", Valence.NEUTRAL), coding("E", None)]
    result = cell(*agree, *described, coding("F", M), column=column)
    assert (result.valence, result.exceptions) == (S, ("F",))


def test_cell_counts_undecided_and_disputed_excerpts():
    said = [
        coding("WW", S),
        coding("WW", S, 20, status=Status.SUGGESTED),
        coding("RS", S, status=Status.REJECTED),
    ]
    disputed = frozenset({("WW.txt", 0, 9, "kohesi"), ("RS.txt", 0, 9, "konflik")})
    matrix = build_matrix(said, (ROW,), (COLUMN,), lambda coding: "mentari", {}, disputed)
    made = matrix.cell(ROW, COLUMN)
    assert (made.excerpts, made.undecided, made.disputed) == (1, 1, 1)
    assert made.id == "kohesi × mentari"


def test_defaults_of_a_column_and_a_cell():
    assert (COLUMN.words, COLUMN.outcome, COLUMN.documents) == (0, None, ())
    assert (cell().is_mark, cell(coding("WW", S)).draft) == (False, False)


def test_coding_outside_the_columns_is_left_out():
    where = {"WW": "mentari", "RS": "elsewhere", "MH": None}
    said = [coding(who, S) for who in where]
    matrix = build_matrix(said, (ROW,), (COLUMN,), lambda coding: where[coding.informant], {})
    assert matrix.cell(ROW, COLUMN).informants == ("WW",)
