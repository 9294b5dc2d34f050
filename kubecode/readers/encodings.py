"""The encoding of a text file, found by its bytes, and text that was once saved in a wrong encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from kubecode.errors import FilePosition, KubecodeError, Problem

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_BYTES = 10_000_000
_MOST_LINES = 500_000
_SAMPLE = 8192
_ONE_BYTE_ENCODINGS = {"cp1252": "Windows-1252", "mac-roman": "Mac Roman"}
_MULTI_BYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"  # a character of UTF-8
)
_LINE_ENDS = re.compile("\r\n|[\r\f\v\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_TYPOGRAPHIC = frozenset("‘’“”–—…•\xa0")
_COMMON_LETTERS = frozenset("éèêëáàâäóòôöúùûüíìîïñç")
_SYMBOLS = frozenset("°²³½¼¾×÷±§«»£€·")
# UTF-8 that was read as Windows-1252: ``â€œ``, ``Ã©``, ``Â`` and a no-break space. A C1 control character
# is Windows-1252 that was read as Latin-1.
_MOJIBAKE = re.compile(
    "â€[\u0080-\u00ff‘-”™œ¦ž˜¢š]?|Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]|[\u0080-\u0084\u0086-\u009f]|\ufffd"
)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file with ``\\n`` as the only line end, and what was assumed or is doubtful about it."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode_transcript(path: Path, raw: bytes, most_bytes: int = _MOST_BYTES) -> DecodedText:
    """Return the text in the bytes of a file, in whatever common encoding; the path is for messages.

    Raises KubecodeError if no encoding fits, or if the file is larger than any transcript.
    """
    if len(raw) > most_bytes or raw.count(b"\n") > _MOST_LINES:
        size = f"{most_bytes // 1_000_000} MB or {_MOST_LINES:,} lines"
        hint = "a transcript has less than 1 MB; split it or give the right file"
        raise KubecodeError(f"{path}: more than {size} of text", hint)
    text, problems = _decode(path, raw)
    if "\0" in text or len(_CONTROLS.findall(text)) > 10 + len(text) // 20:
        raise KubecodeError(f"{path}: this is not a text file", "save the transcript as plain text (.txt)")
    text = _LINE_ENDS.sub("\n", text)
    doubt = _doubt_about_characters(path, text)
    if "\x85" in text and not doubt:
        text = text.replace("\x85", "\n")
    return DecodedText(text, (*problems, *doubt))


def _decode(path: Path, raw: bytes) -> tuple[str, list[Problem]]:
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    encoding = encoding or _utf16_by_nulls(raw) or "utf-8"
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            name = encoding.removesuffix("-sig").upper()
            raise KubecodeError(
                f"{path}: the file begins as {name} text, but byte {error.start + 1:,} is none",
                "save it again as plain text with encoding UTF-8",
            ) from error
        return _decode_one_byte(path, raw, error.start)


def _utf16_by_nulls(raw: bytes) -> str | None:
    """Return UTF-16 with its byte order if every other byte is mostly NUL, as in Latin text without mark."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even <= half // 50:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.6 and odd <= half // 50 else None


def _decode_one_byte(path: Path, raw: bytes, first: int) -> tuple[str, list[Problem]]:
    """Return text in the encoding of Windows or of old Macs that fits better.

    Raises KubecodeError if neither fits, or if the file is mostly UTF-8.
    """
    line = raw.count(b"\n", 0, first) + 1
    if _MULTI_BYTE.search(raw):
        raise KubecodeError(
            f"{path}: UTF-8 text with broken bytes (line {line:,}, byte {first + 1:,})",
            "correct this line in an editor and save the file as UTF-8",
        )
    scores = {encoding: _fitness(raw, encoding) for encoding in _ONE_BYTE_ENCODINGS}
    best, other = sorted(scores, key=lambda encoding: scores[encoding], reverse=True)
    if scores[best] < 0:
        raise KubecodeError(
            f"{path}: this is not UTF-8 text (byte {first + 1:,}), and its encoding is not known",
            "save it again as plain text with encoding UTF-8",
        )
    text = raw.decode(best)
    example = next(word for word in text.split(" ") if not word.isascii()).strip()[:30]
    message = f'not UTF-8, but read as {_ONE_BYTE_ENCODINGS[best]}: "{" ".join(example.split())}"'
    hint = "if this looks wrong, save the file again as plain text with encoding UTF-8"
    is_clear = scores[best] > 0 and scores[best] - scores[other] > 1
    where = FilePosition(str(path), line)
    return text, [Problem(where, message, hint, "note" if is_clear else "warning")]


def _fitness(raw: bytes, encoding: str) -> float:
    """Return how well the bytes beyond ASCII fit an encoding on average, -9 if not at all."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return -9
    points = [_points(text[at - 1 : at], text[at]) for at in range(len(text)) if text[at] > "\x7f"]
    # Text in an alphabet of its own has more of such characters than any Latin text.
    return sum(points) / len(points) if len(points) < len(text) / 4 + 4 else -9


def _points(before: str, character: str) -> int:
    if character in _TYPOGRAPHIC:
        return 3
    if character in _COMMON_LETTERS:
        return 2 if character == "é" else 1
    if character in _SYMBOLS:
        return 1
    # A capital inside a word (``maÕaf``) or a rare sign shows that the encoding is another one.
    return 0 if character.isupper() and not before.islower() else -3


def _doubt_about_characters(path: Path, text: str) -> list[Problem]:
    """Return the doubt about text that was decoded wrongly before it was saved."""
    found = list(_MOJIBAKE.finditer(text))
    if not found:
        return []
    first = found[0]
    times = f", {len(found)} times" if len(found) > 1 else ""
    shown = (
        first[0]
        if first[0].isprintable()
        else "".join(f"U+{ord(c):04X}" if c < "\xa1" else c for c in first[0])
    )
    message = f'"{shown}" looks like a character that was saved in a wrong encoding{times}'
    hint = "the text is taken as it is; save the original again as UTF-8, or replace these characters"
    line = text.count("\n", 0, first.start()) + 1
    return [Problem(FilePosition(str(path), line), message, hint, "warning")]
