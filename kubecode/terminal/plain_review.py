"""Review line by line: one suggestion at a time, one key for each answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.codebook import Codebook
from kubecode.model import Coding, Presence, Valence, split_code
from kubecode.study.review import Action, ContextLine, Item, Judgement, Outcome, Verdict
from kubecode.terminal.excerpts_view import marked, verdict
from kubecode.terminal.keys import Answers
from kubecode.terminal.palette import HINT
from kubecode.terminal.safe import plain, visible
from kubecode.wording import Lang, say

_VALENCES = {"+": Valence.SUPPORTS, "-": Valence.HINDERS, "~": Valence.MIXED, "0": Valence.NEUTRAL}
_PRESENCES = list(Presence)
_SIMPLE = {"n": Action.REJECT, " ": Action.SKIP, "u": Action.UNDO, "q": Action.QUIT, "": Action.QUIT}
_AT_MOST = 8


@dataclass(slots=True)
class PlainReview:
    """A decider that asks a person.

    It remembers how the person judges the item in front, so that a memo in between loses nothing.
    """

    console: Console
    codebook: Codebook
    lang: Lang
    answers: Answers
    judged: Coding | None = None

    def __call__(self, item: Item | None, outcome: Outcome | None) -> Verdict:
        """Say what was saved, show the item and return the person's verdict."""
        if outcome:
            self._print(_outcome(outcome, self.lang))
        if item is None:
            return self._at_the_end()
        if self.judged is None or self.judged.id != item.coding.id or (outcome and outcome.undone):
            self.judged = item.coding
        coding = self.judged = replace(self.judged, memo=item.coding.memo)
        self._show(item, coding)
        while True:
            key = self.answers.key()
            changed = _changed(coding, key)
            if changed:
                coding = self.judged = changed
                self._print(verdict(coding, self.lang))
            elif key == "?":
                self._print(Text(say("review.help", self.lang)))
            elif not _means_nothing(key):
                answer = self._answer(key, coding)
                if answer:
                    return answer

    def _at_the_end(self) -> Verdict:
        """Nothing is left to decide, but the last answer can still be taken back."""
        self._print(Text(f"\n{say('review.end', self.lang)}", style="bold"))
        while True:
            key = self.answers.key()
            if key in {"q", "", "u"}:
                return Verdict(_SIMPLE[key])
            if not _means_nothing(key):
                self._print(Text(say("review.end", self.lang), style=HINT))

    def _answer(self, key: str, coding: Coding) -> Verdict | None:
        if key == "y":
            return Verdict(Action.ACCEPT, _judgement(coding))
        if key in _SIMPLE:
            return Verdict(_SIMPLE[key])
        if key == "m":
            memo = self.answers.line(f"{say('memo', self.lang)}: ").strip()
            return Verdict(Action.MEMO, memo=memo) if memo else None
        if key in {"g", "t"}:
            code = self._pick_code()
            return self._confirm(Action.RECODE if key == "g" else Action.ADD, code, coding) if code else None
        self._print(Text(say("review.unknown_key", self.lang, visible(key)), style=HINT))
        return None

    def _confirm(self, action: Action, path: str, coding: Coding) -> Verdict | None:
        """Show the coding under its new code; its valence may need another sign there."""
        code, subcode = split_code(path)
        coding = replace(coding, code=code, subcode=subcode)
        while True:
            self._print(verdict(coding, self.lang))
            self._print(Text(say("review.confirm", self.lang), style=HINT))
            key = self.answers.key()
            coding = _changed(coding, key) or coding
            if key == "y":
                return Verdict(action, _judgement(coding), path)
            if key in {"n", "q", "", "\x1b"}:
                return None

    def _pick_code(self) -> str | None:
        """Ask for a code by a part of its path or label, and for a number while several fit."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only when a code is changed

        names = {code.path: f"{code.path} {code.label}" for code in self.codebook.walk()}
        asked = self.answers.line(f"{say('review.which_code', self.lang)}: ").strip()
        if not asked or asked in names:
            return asked or None
        containing = [path for path in names if asked.casefold() in path]
        near = process.extract(asked, names, scorer=fuzz.WRatio, limit=_AT_MOST, score_cutoff=60)
        fitting = (containing or [path for _, _, path in near])[:_AT_MOST]
        if not fitting:
            self._print(Text(say("review.no_such_code", self.lang), style=HINT))
            return None
        if len(fitting) == 1:
            return fitting[0]
        for number, path in enumerate(fitting, 1):
            self._print(plain(f"  {number} {names[path]}"))
        while choice := self.answers.line(f"{say('review.which_number', self.lang, len(fitting))}: ").strip():
            if choice.isdecimal() and 1 <= int(choice) <= len(fitting):
                return fitting[int(choice) - 1]
        return None

    def _show(self, item: Item, coding: Coding) -> None:
        who = ", ".join(filter(None, [coding.informant, coding.role])) or say(coding.source_kind, self.lang)
        head = Text(f"\n── {item.position}/{item.total} ", style="bold")
        head.append(f"{visible(coding.case)} › {visible(coding.document)} › {visible(who)}", HINT)
        self._print(head)
        self._print(_context(item.context, coding))
        if item.code:
            self._print(plain(f"{item.code.label}: {item.code.brief}", "bold"))
            self._print(plain(f"{say('part.not_when', self.lang)}: {item.code.not_when}", HINT))
        self._print(verdict(coding, self.lang))
        if item.also:
            others = ", ".join(f"{c.path} ({say(c.status, self.lang)})" for c in item.also)
            self._print(plain(f"{say('review.also', self.lang)}: {others}", HINT))
        self._print(Text(say("review.keys", self.lang), style=HINT))

    def _print(self, view: RenderableType) -> None:
        self.console.print(view, markup=False, emoji=False, highlight=False, soft_wrap=False)


def _means_nothing(key: str) -> bool:
    """Enter, arrows and function keys answer nothing here."""
    return key in {"\r", "\n"} or key.startswith("\x1b")


def _judgement(coding: Coding) -> Judgement:
    return Judgement(coding.valence, coding.presence)


def _changed(coding: Coding, key: str) -> Coding | None:
    """Return the coding as a key changes it, None for a key that changes nothing."""
    if key in _VALENCES:
        return replace(coding, valence=_VALENCES[key])
    if key == "x":
        return replace(coding, presence=_PRESENCES[(_PRESENCES.index(coding.presence) + 1) % len(_PRESENCES)])
    return None


def _outcome(outcome: Outcome, lang: Lang) -> Text:
    """Say what the answer before did."""
    if not outcome.decisions:
        return Text(say("review.nothing_to_undo", lang), style="yellow")
    said = "; ".join(
        f"{visible(d.code)} {say('memo' if d.status == 'suggested' else d.status, lang)}"
        for d in outcome.decisions
    )
    if outcome.undone:
        return Text(f"↶ {say('review.undone', lang)}: {said}", style="yellow")
    return Text(f"✓ {say('review.saved', lang)}: {said}", style="green")


def _context(lines: Iterable[ContextLine], coding: Coding) -> Table:
    """The transcript around the excerpt: mark and line, speaker, text, so that long turns stay apart."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        style = "bold" if line.is_excerpt else HINT
        mark = f"▌{line.line:>4}" if line.is_excerpt else str(line.line)
        said = marked(coding) if line.is_excerpt else plain(line.text, HINT)
        table.add_row(Text(mark, style), plain(f"{line.speaker}:" if line.speaker else "", style), said)
    return table
