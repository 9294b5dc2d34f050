"""Code saturation against the example of the paper, worked by hand."""

import pytest
from test_cooccurrence import coding

from kubecode.codebook import MatrixRow
from kubecode.synthesiser.saturation import Interview, code_saturation
from kubecode.synthesiser.saturation_words import base_sentence, reached_sentences, saturation_notes
from kubecode.wording import say


def saturation(new, base=4, **more):
    """Return the saturation of interviews that bring so many new codes each, on top of all earlier ones."""
    rows = tuple(MatrixRow(f"k{n}", f"K{n}", paths=(f"k{n}",)) for n in range(sum(new)))
    interviews, said, known = [], [], 0
    for number, count in enumerate(new, 1):
        known += count
        name = f"w{number:02}.txt"
        interviews.append(Interview(name, "KUBE Melati", ("T",), f"2016-05-{number:02}"))
        said += [coding(row.id, 0, 10, document=name) for row in rows[:known]]
    return code_saturation(interviews, said, rows, base, **more)


def reached(result):
    return {(one.length, one.threshold): one.run.name if one.run else None for one in result.reached}


def test_saturation_of_the_example_in_the_paper():
    """Guest, Namey & Chen (2020), the steps of their method, with base 4 and runs of two:

    interview   1-4   5   6   7   8
    new codes    37   4   3   1   0

    interviews 5 and 6: 7/37 = 19 %;  6 and 7: 4/37 = 11 %;  7 and 8: 1/37 = 3 %, so 6+2 for at most 5 %.
    Runs of three: 8/37 = 22 %, 4/37 = 11 %.
    """
    result = saturation([20, 9, 5, 3, 4, 3, 1, 0])
    assert result.base_codes == 37
    assert [(run.name, run.new, round(run.ratio, 2)) for run in result.runs] == [
        ("4+2", 7, 0.19),
        ("5+2", 4, 0.11),
        ("6+2", 1, 0.03),
        ("4+3", 8, 0.22),
        ("5+3", 4, 0.11),
    ]
    assert reached(result) == {(2, 0.05): "6+2", (2, 0.0): None, (3, 0.05): None, (3, 0.0): None}
    assert {one.missing for one in result.reached} == {0}


def test_thresholds_of_five_percent_and_zero():
    """1 of 20 codes is 5 %. The run behind it brings none."""
    result = saturation([20, 0, 0, 0, 1, 0, 0, 0])
    assert reached(result) == {(2, 0.05): "4+2", (2, 0.0): "5+2", (3, 0.05): "4+3", (3, 0.0): "5+3"}


def test_first_run_at_the_threshold_counts_whatever_follows():
    result = saturation([5, 0, 0, 0, 0, 0, 3, 0])
    assert reached(result)[2, 0.0] == "4+2"
    assert [run.new for run in result.runs if run.length == 2] == [0, 3, 3]


@pytest.mark.parametrize(
    ("interviews", "base_codes", "runs", "missing"),
    [(3, None, [], [3, 3, 4, 4]), (5, 9, [], [1, 1, 2, 2]), (6, 9, ["4+2"], [0, 0, 1, 1])],
)
def test_too_few_interviews_give_the_number_of_missing_ones(interviews, base_codes, runs, missing):
    result = saturation([9, 0, 0, 0, 0, 0][:interviews])
    assert result.base_codes == base_codes
    assert [run.name for run in result.runs] == runs
    assert [one.missing for one in result.reached] == missing
    assert len(result.steps) == interviews


def test_base_without_codes_has_no_runs():
    result = saturation([0, 0, 0, 0, 2, 1])
    assert (result.base_codes, result.runs) == (0, ())
    assert set(reached(result).values()) == {None}


def test_runs_start_after_the_base():
    result = saturation([4, 2, 1, 0], base=2)
    assert [(run.name, run.new, run.ratio) for run in result.runs] == [("2+2", 1, 1 / 6)]


def test_interviews_are_ordered_by_date_and_undated_ones_last():
    """a.txt is read last though its name comes first; b and d have no date."""
    interviews = [
        Interview("d.txt", "KUBE Melati", ("D",), None),
        Interview("a.txt", "KUBE Melati", ("A",), "2016-05-20"),
        Interview("c.txt", "KUBE Melati", ("C",), "2015-12-01"),
        Interview("b.txt", "KUBE Melati", ("B",), None),
    ]
    rows = (
        MatrixRow("konflik", "Konflik", prefixes=("konflik",)),
        MatrixRow("kohesi", "Kohesi", prefixes=("kohesi",)),
    )
    said = [
        coding("konflik/terbuka", 0, 10, document="a.txt"),
        coding("konflik", 0, 10, document="c.txt"),
        coding("kohesi", 0, 10, document="d.txt"),
        coding("konflik", 0, 10, document="d.txt"),
    ]
    result = code_saturation(interviews, said, rows)
    assert [(s.interview.document, s.codes, s.new, s.cumulative) for s in result.steps] == [
        ("c.txt", ("konflik",), ("konflik",), 1),
        ("a.txt", ("konflik",), (), 1),
        ("b.txt", (), (), 1),
        ("d.txt", ("konflik", "kohesi"), ("kohesi",), 2),
    ]
    assert result.undated == ("b.txt", "d.txt")


def test_uncoded_interview_is_left_out_and_named():
    """Counted, it would bring no new code, as if there were nothing more to learn."""
    interviews = [
        Interview("a.txt", "KUBE Melati", ("A",), None),
        Interview("b.txt", "KUBE Melati", ("B",), None, coded=False, reviewed=False),
    ]
    rows = (MatrixRow("konflik", "Konflik", prefixes=("konflik",)),)
    result = code_saturation(interviews, [coding("konflik", 0, 10)], rows)
    assert [step.interview.document for step in result.steps] == ["a.txt"]
    assert result.uncoded == ("b.txt",)
    draft = code_saturation(interviews, [coding("konflik", 0, 10)], rows, draft=True)
    assert (len(draft.steps), draft.uncoded, draft.draft) == (2, (), True)


@pytest.mark.parametrize(
    ("new", "base", "reached"),
    [
        pytest.param(
            [20, 9, 5, 3, 4, 3, 1, 0],
            "Base: the first 4 interviews, 37 different codes.",
            [
                "≤ 5 % new in 2 interviews: reached at 6+2, after 8 interviews",
                "0 % new in 2 interviews: not reached",
                "≤ 5 % new in 3 interviews: not reached",
                "0 % new in 3 interviews: not reached",
            ],
            id="reached and not reached",
        ),
        pytest.param(
            [9, 0, 0, 0, 0, 0],
            "Base: the first 4 interviews, 9 different codes.",
            [
                "≤ 5 % new in 2 interviews: reached at 4+2, after 6 interviews",
                "0 % new in 2 interviews: reached at 4+2, after 6 interviews",
                "≤ 5 % new in 3 interviews: takes 7 interviews, there are 6: no figure",
                "0 % new in 3 interviews: takes 7 interviews, there are 6: no figure",
            ],
            id="too few interviews",
        ),
        pytest.param([9, 0, 0], "A base of 4 interviews; there are 3: no figure yet.", [], id="no base"),
        pytest.param(
            [0, 0, 0, 0, 1],
            "Base: the first 4 interviews, 0 different codes. Nothing in them is coded, so there is no figure.",
            [],
            id="an empty base",
        ),
    ],
)
def test_saturation_is_written_as_sentences(new, base, reached):
    result = saturation(new)
    assert base_sentence(result, "en") == base
    assert list(reached_sentences(result, "en")) == reached
    assert list(saturation_notes(result, "en")) == []


def test_notes_name_what_limits_the_figures():
    def notes(*interviews, draft=False):
        made = [Interview(f"{name}.txt", "A", (), date, **more) for name, date, more in interviews]
        return list(saturation_notes(code_saturation(made, [], (), draft=draft), "en"))

    whole = ("a", "2016-05-12", {})
    open_one = ("b", "2016-05-13", {"reviewed": False})
    assert notes(whole) == []
    assert notes(whole, ("c", None, {}), ("d", None, {})) == [say("saturation.undated", "en", "c.txt, d.txt")]
    assert notes(whole, open_one) == [say("saturation.unreviewed", "en")]
    assert notes(whole, ("b", "2016-05-13", {"coded": False, "reviewed": False})) == [
        say("saturation.uncoded", "en", "b.txt")
    ]
    assert notes(whole, open_one, draft=True) == [say("legend.draft", "en")]
