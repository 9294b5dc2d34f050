"""What code saturation comes to, in sentences: said once for every rendering."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.synthesiser.saturation import Reached, Saturation
from kubecode.wording import Lang, say


def base_sentence(result: Saturation, lang: Lang) -> str:
    """Say how many codes the base has, or why there is no figure."""
    if result.base_codes is None:
        return say("saturation.no_base", lang, result.base, len(result.steps))
    said = say("saturation.base_is", lang, result.base, result.base_codes)
    return said if result.base_codes else f"{said} {say('saturation.empty_base', lang)}"


def reached_sentences(result: Saturation, lang: Lang) -> Iterator[str]:
    """Yield for every threshold where it is reached, or why not; nothing where there is no base."""
    if result.base_codes:
        for reached in result.reached:
            yield _sentence(reached, result, lang)


def _sentence(reached: Reached, result: Saturation, lang: Lang) -> str:
    threshold = ("≤ " if reached.threshold else "") + f"{reached.threshold:.0%}".replace("%", " %")
    opening = say("saturation.new_in", lang, threshold, reached.length)
    if reached.run:
        heard = reached.run.after + reached.run.length
        return f"{opening}: {say('saturation.reached_at', lang, reached.run.name, heard)}"
    if reached.missing:
        needed = len(result.steps) + reached.missing
        return f"{opening}: {say('saturation.too_few', lang, needed, len(result.steps))}"
    return f"{opening}: {say('saturation.not_reached', lang)}"


def saturation_notes(result: Saturation, lang: Lang) -> Iterator[str]:
    """Yield what must be known to read the figures: what is not reviewed, not dated or not coded."""
    if any(not step.interview.reviewed for step in result.steps) and not result.draft:
        yield say("saturation.unreviewed", lang)
    for key, names in (("undated", result.undated), ("uncoded", result.uncoded)):
        if names:
            yield say(f"saturation.{key}", lang, ", ".join(names))
    if result.draft:
        yield say("legend.draft", lang)
