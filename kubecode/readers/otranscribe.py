"""Transcripts that oTranscribe exports (.otr): JSON with the text as HTML."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from kubecode.errors import KubecodeError
from kubecode.readers import TranscriptText
from kubecode.readers.encodings import decode_transcript
from kubecode.transcript.roles import words_of
from kubecode.word_files.transcript_words import TranscriptWords

_TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
_TAG = re.compile(r"<(?P<close>/?)\s*(?P<name>[a-zA-Z][a-zA-Z0-9]*)")
_TIMESTAMP = re.compile(r"""class\s*=\s*["'][^"']*\btimestamp\b""")
_BLOCKS = frozenset("p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr td table".split())
_HIDDEN = frozenset({"script", "style"})
_BOLD = frozenset({"b", "strong"})
_MOST_TAGS = 500_000
_BOLD_MARK = "\ue000"  # a character of no text, around bold words until the labels are known
_BOLD_LABEL = re.compile(
    rf"{_BOLD_MARK}\s*(?P<label>[^\W\d_][^{_BOLD_MARK}:]{{0,30}}?)\s*(?P<colon>(?::\s*)?{_BOLD_MARK}\s*:?)\s*"
)


def read(path: Path, raw: bytes, words: TranscriptWords) -> list[TranscriptText]:
    """Return the paragraphs, without time stamps; a bold name before a paragraph is its label."""
    decoded = decode_transcript(path, raw)
    source = decoded.text
    if not source.strip():
        return [TranscriptText("", "oTranscribe")]
    try:
        content = json.loads(source)
        html = content["text"]
        html.encode("utf-8")
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        raise KubecodeError(
            f"{path}: this is no oTranscribe file, or it is damaged", "export it again, or as plain text"
        ) from error
    if html.count("<") > _MOST_TAGS:
        raise KubecodeError(f"{path}: too large for a transcript", "split it or give the right file")
    left_out: Counter[str] = Counter()
    lines = list(_lines(html.replace(_BOLD_MARK, ""), left_out))
    lines, speakers = _with_bold_labels(lines, words)
    text = "\n".join(lines)
    if not text.strip():
        raise KubecodeError(f"{path}: this oTranscribe file has no text", "export the transcript again")
    return [TranscriptText(f"{text}\n", "oTranscribe", dict(left_out), decoded.problems, speakers)]


def _lines(html: str, left_out: Counter[str]) -> Iterator[str]:
    """Yield the paragraphs of a page, bold words in marks."""
    pieces: list[str] = []
    stamp, hidden = False, False
    for token in (match[0] for match in _TOKEN.finditer(html)):
        tag = _TAG.match(token) if token.endswith(">") else None
        if tag is None:
            is_markup = token.startswith("<!") and token.endswith(">")
            pieces += [] if stamp or hidden or is_markup else [unescape(token)]
            continue
        name, closes = tag["name"].casefold(), bool(tag["close"])
        if name in _BLOCKS:
            yield from _line(pieces)
            pieces, stamp = [], False
        elif name in _HIDDEN:
            hidden = not closes
        elif name == "span" and closes:
            stamp = False
        elif _TIMESTAMP.search(token):
            stamp = True
            left_out["time stamp"] += 1
        elif name in _BOLD:
            pieces.append(_BOLD_MARK)
    yield from _line(pieces)


def _line(pieces: list[str]) -> list[str]:
    line = " ".join("".join(pieces).split())
    return [line] if line.strip(f"{_BOLD_MARK} ") else []


def _with_bold_labels(lines: list[str], words: TranscriptWords) -> tuple[list[str], frozenset[str]]:
    """Return the lines without marks, and the labels: bold words that begin several lines or have a colon."""
    found = [_BOLD_LABEL.match(line) for line in lines]
    counts = Counter(match["label"] for match in found if match)
    labels = {
        match["label"] for match in found if match and (counts[match["label"]] > 1 or ":" in match["colon"])
    }
    labelled = [
        f"{match['label']}: {line[match.end() :]}" if match and match["label"] in labels else line
        for match, line in zip(found, lines, strict=True)
    ]
    plain = [" ".join(line.replace(_BOLD_MARK, "").split()) for line in labelled]
    facts = words.metadata_labels | words.name_labels | words.aside_labels
    return plain, frozenset(label for label in labels if facts.isdisjoint(words_of(label)[:1]))
