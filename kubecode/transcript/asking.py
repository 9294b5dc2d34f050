"""Whether words ask: a question, a prompt, or a question typed without its mark."""

from __future__ import annotations

from collections.abc import Sequence

from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

_LONGEST_PROMPT = 25  # words
_AFTER_QUESTION = ' \t\n"”*_)'


def is_question(speech: str, words: TranscriptWords, spoken: Sequence[str] | None = None) -> bool:
    """Return whether a turn ends with a question mark or begins with a question word.

    ``spoken`` are its words, if the caller has them.
    """
    spoken = words_of(speech) if spoken is None else spoken
    return speech.rstrip(_AFTER_QUESTION).endswith("?") or bool(spoken and spoken[0] in words.question_words)


def is_prompt(speech: str, words: TranscriptWords, spoken: Sequence[str] | None = None) -> bool:
    """Return whether a turn begins as prompts do (``Ceritakan …``), or asks without a question mark.

    ``spoken`` are its words, if the caller has them.
    """
    spoken = words_of(speech) if spoken is None else spoken
    beginnings = {" ".join(spoken[:count]) for count in (1, 2, 3)}
    is_begun = len(spoken) <= _LONGEST_PROMPT and not beginnings.isdisjoint(words.prompts)
    return is_begun or _asks_without_mark(speech, spoken, words)


def _asks_without_mark(speech: str, spoken: Sequence[str], words: TranscriptWords) -> bool:
    """Return whether a turn without a full stop has a question word near its ends, or ends with a tag."""
    if len(spoken) < 3 or speech.rstrip().endswith((".", "!", "…")):
        return False
    near_ends = {*spoken[:3], *spoken[-2:]}
    return not words.question_words.isdisjoint(near_ends) or spoken[-1] in words.question_tags
