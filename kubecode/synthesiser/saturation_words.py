"""Code saturation in sentences, the same for every rendering."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.synthesiser.saturation import Reached, Saturation
from kubecode.wording import Lang, say


def base_sentence(result: Saturation, lang: Lang) -> str:
    """Return the number of codes in the base as a sentence, or why there is none."""
    if result.base_codes is None:
        return say("saturation.no_base", lang, result.base, len(result.steps))
    sentence = say("saturation.base_is", lang, result.base, result.base_codes)
    return sentence if result.base_codes else f"{sentence} {say('saturation.empty_base', lang)}"


def reached_sentences(result: Saturation, lang: Lang) -> Iterator[str]:
    """Yield a sentence for each threshold: where it is reached, or why not. Nothing without a base."""
    if result.base_codes:
        for reached in result.reached:
            yield _sentence(reached, result, lang)


def _sentence(reached: Reached, result: Saturation, lang: Lang) -> str:
    threshold = ("≤ " if reached.threshold else "") + f"{reached.threshold:.0%}".replace("%", " %")
    opening = say("saturation.new_in", lang, threshold, reached.length)
    if reached.run:
        interviews = reached.run.after + reached.run.length
        return f"{opening}: {say('saturation.reached_at', lang, reached.run.name, interviews)}"
    if reached.missing:
        needed = len(result.steps) + reached.missing
        return f"{opening}: {say('saturation.too_few', lang, needed, len(result.steps))}"
    return f"{opening}: {say('saturation.not_reached', lang)}"


def saturation_notes(result: Saturation, lang: Lang) -> Iterator[str]:
    """Yield notes on the figures: interviews that are not reviewed, not dated or not coded; drafts."""
    if any(not step.interview.reviewed for step in result.steps) and not result.draft:
        yield say("saturation.unreviewed", lang)
    for key, names in (("undated", result.undated), ("uncoded", result.uncoded)):
        if names:
            yield say(f"saturation.{key}", lang, ", ".join(names))
    if result.draft:
        yield say("legend.draft", lang)
