"""What a recogniser wrote down with time stamps and without speakers: nobody knows who says what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kubecode.transcript.debris import left_out_line, running_heads
from kubecode.transcript.lines import Line
from kubecode.transcript.parts import TIME_STAMP, Break, Continuation, Opening, Part, Reading
from kubecode.transcript.stamps import is_stamp_alone, speech_after_stamp
from kubecode.word_files.transcript_words import TranscriptWords

_LEAST = 2
_LEAST_SHARE = 0.2  # of the filled lines


def read_stamped(lines: Sequence[Line], words: TranscriptWords) -> Reading | None:
    """Return a turn of an unknown speaker for each time stamp, or None if there are few of them."""
    filled = [line for line in lines if line.text.strip()]
    stamped = sum(speech_after_stamp(line.text) > 0 for line in filled)
    if stamped < _LEAST or stamped < _LEAST_SHARE * len(filled):
        return None
    return Reading(tuple(_parts(filled, words)))


def _parts(lines: Sequence[Line], words: TranscriptWords) -> Iterator[Part]:
    heads = running_heads(lines, words)
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        after = speech_after_stamp(line.text)
        if after:
            yield Break(TIME_STAMP)
            yield Opening(None, None, line.start + after, line.start + after, line.number, is_unknown=True)
        counts_a_cue = line.text.strip().isdecimal() and following and is_stamp_alone(following.text)
        left_out = None if is_stamp_alone(line.text) else left_out_line(line, heads, words)
        if left_out or counts_a_cue:
            yield Break(left_out)
        elif not is_stamp_alone(line.text):
            yield Continuation(line.start + after, line.end, line.number)
