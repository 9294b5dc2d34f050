from making import book, code, suggestions

from kubecode.coder import reason

BOOK = book(code("k", "direction: inverse", "indicators: {any: [bertengkar, adu mulut, kumpul]}"))


def why(text, lang):
    (suggestion,) = suggestions(BOOK, text)
    return reason(suggestion.evidence, suggestion.cues, lang)


def test_reason_is_one_sentence_in_both_languages():
    text = "bertengkar sih jarang, adu mulut ga pernah"
    assert (
        why(text, "id")
        == "kata “bertengkar”; frasa “adu mulut”; ditandai jarang oleh “jarang”; disangkal oleh “ga”"
    )
    assert why(text, "en") == "word “bertengkar”; phrase “adu mulut”; rare by “jarang”; denied by “ga”"


def test_reason_names_the_indicator_of_a_form_and_of_a_near_spelling():
    assert why("pertengkaran itu mah biasa", "en") == "form “pertengkaran” (of “bertengkar”)"
    assert why("tiap sore kumpl didepan", "en") == "“kumpl” is near “kumpul”"


def test_evidence_over_two_lines_is_shown_on_one_line():
    assert why("mereka adu\nmulut terus tuh", "en") == "phrase “adu mulut”"
