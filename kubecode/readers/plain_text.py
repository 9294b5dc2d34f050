"""Transcripts that were saved as plain text or Markdown."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

from kubecode.readers import TranscriptText
from kubecode.readers.encodings import decode_transcript
from kubecode.word_files.transcript_words import TranscriptWords

# A picture of Markdown or HTML, in the text or as letters in a reference below it. No address has brackets,
# so that thousands of pictures that never end take linear time.
_PICTURE = re.compile(
    r"!\[[^\[\]\n]{0,300}\]\([^\S\n]{0,20}<?[^()\[\]<>\s]++>?(?:[^\S\n]{1,20}\"[^\"\n]{0,300}\")?[^\S\n]{0,20}\)"
    r"|<img\b[^<>]{0,200}?\bsrc=[\"']?data:[^<>]*+>"
    r"|(?m:^[^\S\n]{0,20}\[[^\[\]\n]{1,100}\]:[^\S\n]{0,20}<?data:[^\s>]*+>?[^\n]*)",
    re.IGNORECASE,
)
_MAY_HAVE_PICTURE = re.compile(r"!\[|\bsrc=[\"']?data:|\]:[^\S\n]{0,20}<?data:", re.IGNORECASE)
_PICTURE_REFERENCE = re.compile(r"!\[[^\[\]\n]{0,300}\]\[[^\[\]\n]{0,100}\]")
_TAG = re.compile(
    r"</?(?:p|br|b|strong|i|em|u|span|div|li|ul|ol|h[1-6]|blockquote|font)\b[^<>\n]{0,300}>", re.IGNORECASE
)
_LEAST_SHARE_OF_TAGS = 0.3  # of the filled lines


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the text of the file, unchanged but for its encoding and line ends.

    Pictures are left out, and so are the tags of a text that is mostly HTML.
    """
    decoded = decode_transcript(path, raw)
    text, left_out = _without_tags(*_without_pictures(decoded.text))
    return [TranscriptText(text, "plain text", dict(left_out), decoded.problems)]


def _without_pictures(text: str) -> tuple[str, Counter[str]]:
    if not _MAY_HAVE_PICTURE.search(text):
        return text, Counter()
    text, count = _PICTURE.subn("", text)
    return _PICTURE_REFERENCE.sub("", text) if count else text, +Counter(picture=count)


def _without_tags(text: str, left_out: Counter[str]) -> tuple[str, Counter[str]]:
    """Return a text without its tags and with its entities as characters, if many lines have tags."""
    if "</" not in text:
        return text, left_out
    filled = [line for line in text.split("\n") if line.strip()]
    tagged = sum(_TAG.search(line) is not None for line in filled)
    if tagged < _LEAST_SHARE_OF_TAGS * len(filled):
        return text, left_out
    text, count = _TAG.subn("", text)
    return html.unescape(text), left_out + Counter({"HTML tag": count})
