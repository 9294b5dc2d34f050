"""Charts: numbers become lengths, dots and shades; what they are called is said for those who listen."""

from xml.etree.ElementTree import fromstring

import pytest

from kubecode.writers.charts import (
    Bar,
    Caption,
    ChartStep,
    Dots,
    Square,
    bar_chart,
    dot_chart,
    square_chart,
    step_chart,
)

CAPTION = Caption("uji", "Judul", "Cara membaca.")


def drawn(svg, tag, kind=None):
    found = fromstring(svg).iter(tag)
    return [shape.attrib for shape in found if kind is None or shape.attrib.get("class") == kind]


def said(svg):
    return [text.text for text in fromstring(svg).iter("text")]


@pytest.mark.parametrize(
    "svg",
    [
        bar_chart(CAPTION, []),
        dot_chart(CAPTION, [], []),
        square_chart(CAPTION, [], []),
        step_chart(CAPTION, [], 4),
    ],
)
def test_a_chart_has_a_title_and_a_description_also_when_there_is_nothing_to_draw(svg):
    root = fromstring(svg)
    assert root.attrib["role"] == "img"
    assert [root.find(f"*[@id='{name}']").text for name in root.attrib["aria-labelledby"].split()] == [
        "Judul",
        "Cara membaca.",
    ]


def test_bars_are_as_long_as_their_values_on_one_scale():
    svg = bar_chart(
        CAPTION,
        [
            ("Konflik", [Bar("melati", 2.0, "2.0", "hinders"), Bar("tulip", 8.0, "8.0", "supports")]),
            ("Kohesi", [Bar("melati", 0.0, "0.0", "mixed"), Bar("tulip", None, "–", "unstated")]),
        ],
    )
    lengths = {shape["class"]: float(shape["width"]) for shape in drawn(svg, "rect")}
    assert lengths["supports"] == 4 * lengths["hinders"]
    assert lengths["mixed"] == 1  # none is shown as a hair, where there is no figure nothing is
    assert "unstated" not in lengths
    assert said(svg) == ["Konflik", "melati", "2.0", "tulip", "8.0", "Kohesi", "melati", "0.0", "tulip", "–"]


def test_as_many_dots_as_informants_and_those_heard_are_filled():
    svg = dot_chart(
        CAPTION,
        ["melati", "tulip"],
        [("Konflik", [Dots(3, 7, "3/7", "mixed"), Dots(0, 12, "0/12", "unstated")])],
    )
    dots = [(group.attrib["class"], len(group)) for group in fromstring(svg).iter("g")]
    assert dots == [("mixed", 3), ("hollow", 4), ("unstated", 0), ("hollow", 12)]
    places = {(shape["cx"], shape["cy"]) for shape in drawn(svg, "circle")}
    assert len(places) == 19
    width, height = (float(fromstring(svg).attrib[side]) for side in ("width", "height"))
    assert all(float(x) < width and float(y) < height for x, y in places)


def test_the_highest_value_of_a_square_is_the_darkest_field_and_labels_have_their_numbers():
    rows = [
        [Square("5", None)],
        [Square("2", 0.1), Square("9", None)],
        [Square("1", 0.2), Square("0", 0.0), Square("3", None)],
    ]
    svg = square_chart(CAPTION, ["a", "b", "c"], rows)
    assert [shape["fill-opacity"] for shape in drawn(svg, "rect")] == [
        "0.00",
        "0.40",
        "0.00",
        "0.80",
        "0.00",
        "0.00",
    ]
    assert said(svg) == ["1", "2", "3", "a 1", "5", "b 2", "2", "9", "c 3", "1", "0", "3"]


def test_steps_rise_to_what_there_is_by_then_and_new_ones_stand_below():
    svg = step_chart(CAPTION, [ChartStep("1", 4, 4), ChartStep("2", 8, 4), ChartStep("3", 8, 0)], base=2)
    heights = [float(shape["height"]) for shape in drawn(svg, "rect", "new")]
    assert len(heights) == 2
    assert heights[0] == heights[1]
    (line,) = drawn(svg, "polyline")
    tops = [float(point.split(",")[1]) for point in line["points"].split()]
    assert tops[0] > tops[1] == tops[2]
    (base,) = drawn(svg, "rect", "base")
    (axis,) = drawn(svg, "path", "axis")
    assert 3 * float(base["width"]) == 2 * float(axis["d"].partition("h")[2])


def test_hostile_labels_are_text_and_long_ones_are_cut():
    hostile = "<script>alert(1)</script>\x1b\u202e"
    svg = bar_chart(Caption("x", hostile, hostile), [(hostile, [Bar("a" * 99, 1.0, hostile, "supports")])])
    assert "<script" not in svg
    assert said(svg) == ["<script>alert(1)</script>��", "a" * 23 + "…", "<script>alert(1)</script>��"]
