from making import book, code, parsed

from kubecode.codebook import Direction, Group, Origin


def messages(problems):
    return [str(problem) for problem in problems]


def test_codebook_is_parsed_completely():
    codebook = book(
        code(
            "konflik",
            "direction: inverse",
            "family: aspek",
            "origin: data",
            "counter_example: c",
            'indicators: {supports: [baik-baik saja], hinders: [adu mulut], any: [bertengkar, "ribut", jadwal + jaga]}',
            "exclude: [tengkar pikiran]",
            "codes:",
            *("  " + line for line in code("terselubung").splitlines()),
        ),
        lenses="lenses:\n  - {id: lain, label: Lain, rows: [{id: a, label: A, codes: [konflik/terselubung]}]}\n",
    )
    (konflik,) = codebook.codes
    assert konflik.direction is Direction.INVERSE
    assert konflik.origin is Origin.DATA
    assert [(i.text, i.group, i.exact) for i in konflik.indicators] == [
        ("baik-baik saja", Group.SUPPORTS, False),
        ("adu mulut", Group.HINDERS, False),
        ("bertengkar", Group.ANY, False),
        ('"ribut"', Group.ANY, True),
        ("jadwal + jaga", Group.ANY, False),
    ]
    assert konflik.indicators[4].parts == (("jadwal",), ("jaga",))
    assert [c.path for c in codebook.walk()] == ["konflik", "konflik/terselubung"]
    assert codebook.lenses[0].rows[0].codes == ("konflik/terselubung",)


def test_sub_code_inherits_direction_and_family():
    codebook = book(
        code(
            "a", "direction: inverse", "family: unsur", "codes:", *("  " + x for x in code("b").splitlines())
        )
    )
    assert (codebook.find("a/b").direction, codebook.find("a/b").family) == (Direction.INVERSE, "unsur")


def test_all_problems_are_listed_with_line_column_and_remedy():
    _, problems = parsed(
        """\
        codebook: uji
        judul: x
        codes:
          - id: a
            lable: A
            direction: drect
            indicators: {any: [kumpul, ""], suports: [x]}
          - id: a
            label: B
          - id: Bad Id
          - label: C
        lenses:
          - {id: l, rows: [{id: r, codes: [aa]}]}
        """
    )
    errors = messages(problem for problem in problems if problem.severity == "error")
    assert errors == [
        'buku.yaml:2:1 a codebook has no key "judul" (known here: codebook, version, language, title, codes, lenses)',
        'buku.yaml:5:5 a code has no key "lable" (did you mean "label"?)',
        'buku.yaml:6:16 direction cannot be "drect" (did you mean "direct"?)',
        'buku.yaml:7:37 indicators has no key "suports" (did you mean "supports"?)',
        "buku.yaml:7:32 an indicator is empty (delete it, or write the words)",
        'buku.yaml:8:9 the id "a" is used twice (rename one; the first is on line 4)',
        'buku.yaml:10:9 the id "Bad Id" is not usable (an id has small letters, digits and _ only)',
        "buku.yaml:11:5 a code has no id (an id has small letters, digits and _ only)",
        'buku.yaml:13:36 the lens names an unknown code "aa" (did you mean "a"?)',
    ]


def test_unusable_code_is_still_checked_completely():
    for first_line in ("id: Bad Id", "id: a", "label: tanpa id"):
        codebook, problems = parsed(
            f"""\
            codebook: uji
            codes:
              - id: a
              - {first_line}
                direction: drect
                indicators: {{any: [""]}}
                codes:
                  - id: c
                    lable: C
            """
        )
        assert [code.path for code in codebook.walk()] == ["a"]
        errors = [problem.where.line for problem in problems if problem.severity == "error"]
        assert sorted(errors) == [4, 5, 6, 9], first_line


def test_second_yaml_document_is_a_problem():
    codebook, problems = parsed("codebook: uji\ncodes: [{id: a}]\n---\ncodebook: lain\n")
    assert codebook.name == "uji"
    (error,) = [problem for problem in problems if problem.severity == "error"]
    assert (error.where.line, "second YAML document" in error.message) == (3, True)


def test_null_is_no_indicator_unless_quoted():
    for nothing in ("null", "~", '""', "Null"):
        _, problems = parsed(f"codebook: uji\ncodes:\n  - id: a\n    indicators: {{any: [{nothing}]}}\n")
        (error,) = [problem for problem in problems if problem.severity == "error"]
        assert (error.where.line, error.where.column) == (4, 24)
        assert "an indicator is empty" in error.message
    (sought,) = book(code("a", 'indicators: {any: ["null"]}')).codes[0].indicators
    assert sought.parts == (("null",),)


def test_missing_part_is_only_a_warning():
    codebook, problems = parsed(
        "codebook: uji\ncodes:\n  - {id: a, label: A, brief: b, definition: d, use_when: u, example: e}\n"
    )
    assert codebook is not None
    (problem,) = problems
    assert (problem.severity, "not_when" in problem.message) == ("warning", True)


def test_file_that_is_no_codebook_is_a_problem():
    for text in ("", "- a\n- b\n", "nur teks\n"):
        codebook, problems = parsed(text)
        assert codebook is None
        assert problems


def test_wrong_kinds_of_values_are_problems_and_no_exceptions():
    for body in (
        "codes: x",
        "codes: [x]",
        "codes: [{id: [a]}]",
        "codes: [{id: a, label: {x: y}}]",
        "codes: [{id: a, indicators: [x]}]",
        "codes: [{id: a, indicators: {any: kumpul}}]",
        "codes: [{id: a, indicators: {any: [{x: y}]}}]",
        "codes: [{id: a}]\nlenses: x",
        "codes: [{id: a}]\nlenses: [x]",
        "codes: [{id: a}]\nlenses: [{id: code, rows: []}]",
        "codes: [{id: a}]\nlenses: [{id: l, rows: [x]}]",
    ):
        _, problems = parsed(f"codebook: uji\n{body}\n")
        assert any(problem.severity == "error" for problem in problems), body
