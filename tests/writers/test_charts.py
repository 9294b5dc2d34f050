"""Charts: numbers become lengths, dots and shades, with a title and description for screen readers."""

from xml.etree.ElementTree import fromstring

import pytest

from kubecode.writers.charts import (
    Bar,
    Caption,
    ChartStep,
    Dots,
    SquareField,
    bar_chart,
    dot_chart,
    square_chart,
    step_chart,
)

CAPTION = Caption("uji", "Judul", "Cara membaca.")


def shapes(svg, tag, css_class=None):
    found = fromstring(svg).iter(tag)
    return [shape.attrib for shape in found if css_class is None or shape.attrib.get("class") == css_class]


def texts(svg):
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
def test_chart_without_data_has_title_and_description(svg):
    root = fromstring(svg)
    assert root.attrib["role"] == "img"
    assert [root.find(f"*[@id='{name}']").text for name in root.attrib["aria-labelledby"].split()] == [
        "Judul",
        "Cara membaca.",
    ]


def test_lengths_of_bars_follow_their_values_on_one_scale():
    svg = bar_chart(
        CAPTION,
        [
            ("Konflik", [Bar("melati", 2.0, "2.0", "hinders"), Bar("tulip", 8.0, "8.0", "supports")]),
            ("Kohesi", [Bar("melati", 0.0, "0.0", "mixed"), Bar("tulip", None, "–", "unstated")]),
        ],
    )
    lengths = {shape["class"]: float(shape["width"]) for shape in shapes(svg, "rect")}
    assert lengths["supports"] == 4 * lengths["hinders"]
    assert lengths["mixed"] == 1  # 0 is drawn as a hairline, None is not drawn
    assert "unstated" not in lengths
    assert texts(svg) == ["Konflik", "melati", "2.0", "tulip", "8.0", "Kohesi", "melati", "0.0", "tulip", "–"]


def test_one_dot_for_each_informant_and_those_heard_are_filled():
    svg = dot_chart(
        CAPTION,
        ["melati", "tulip"],
        [("Konflik", [Dots(3, 7, "3/7", "mixed"), Dots(0, 12, "0/12", "unstated")])],
    )
    dots = [(group.attrib["class"], len(group)) for group in fromstring(svg).iter("g")]
    assert dots == [("mixed", 3), ("hollow", 4), ("unstated", 0), ("hollow", 12)]
    places = {(shape["cx"], shape["cy"]) for shape in shapes(svg, "circle")}
    assert len(places) == 19
    width, height = (float(fromstring(svg).attrib[side]) for side in ("width", "height"))
    assert all(float(x) < width and float(y) < height for x, y in places)


def test_highest_value_is_the_darkest_field_and_labels_have_numbers():
    rows = [
        [SquareField("5", None)],
        [SquareField("2", 0.1), SquareField("9", None)],
        [SquareField("1", 0.2), SquareField("0", 0.0), SquareField("3", None)],
    ]
    svg = square_chart(CAPTION, ["a", "b", "c"], rows)
    assert [shape["fill-opacity"] for shape in shapes(svg, "rect")] == [
        "0.00",
        "0.40",
        "0.00",
        "0.80",
        "0.00",
        "0.00",
    ]
    assert texts(svg) == ["1", "2", "3", "a 1", "5", "b 2", "2", "9", "c 3", "1", "0", "3"]


def test_step_chart_has_a_line_of_totals_and_bars_of_new_codes():
    svg = step_chart(CAPTION, [ChartStep("1", 4, 4), ChartStep("2", 8, 4), ChartStep("3", 8, 0)], base=2)
    heights = [float(shape["height"]) for shape in shapes(svg, "rect", "new")]
    assert len(heights) == 2
    assert heights[0] == heights[1]
    (line,) = shapes(svg, "polyline")
    tops = [float(point.split(",")[1]) for point in line["points"].split()]
    assert tops[0] > tops[1] == tops[2]
    (base,) = shapes(svg, "rect", "base")
    (axis,) = shapes(svg, "path", "axis")
    assert 3 * float(base["width"]) == 2 * float(axis["d"].partition("h")[2])


def test_hostile_labels_are_escaped_and_long_ones_are_cut():
    hostile = "<script>alert(1)</script>\x1b\u202e"
    svg = bar_chart(Caption("x", hostile, hostile), [(hostile, [Bar("a" * 99, 1.0, hostile, "supports")])])
    assert "<script" not in svg
    assert texts(svg) == ["<script>alert(1)</script>��", "a" * 23 + "…", "<script>alert(1)</script>��"]
