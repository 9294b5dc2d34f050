"""Review line by line: one suggestion at a time, one key for each answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from kubecode.codebook import Codebook
from kubecode.model import Coding, Presence, Valence
from kubecode.study.review import Action, ContextLine, Item, Verdict
from kubecode.terminal.excerpts_view import marked, verdict
from kubecode.terminal.palette import HINT
from kubecode.terminal.safe import plain, visible
from kubecode.wording import Lang, say

_VALENCES = {"+": Valence.SUPPORTS, "-": Valence.HINDERS, "~": Valence.MIXED, "0": Valence.NEUTRAL}
_PRESENCES = list(Presence)
_AT_MOST = 8


@dataclass(slots=True)
class PlainReview:
    """A decider that asks a person. ``key`` reads one key, ``line`` a line; both return "" at the end.

    It remembers the codes used last, which is why it is a class.
    """

    console: Console
    codebook: Codebook
    lang: Lang
    key: Callable[[], str]
    line: Callable[[str], str]

    def __call__(self, item: Item) -> Verdict:
        """Show the item and return the person's verdict."""
        self._show(item)
        coding = item.coding
        while True:
            key = self.key()
            if key in {"\r", "\n"}:
                continue
            if key in _VALENCES:
                coding = replace(coding, valence=_VALENCES[key])
                self._print(verdict(coding, self.lang))
            elif key == "x":
                after = _PRESENCES[(_PRESENCES.index(coding.presence) + 1) % len(_PRESENCES)]
                coding = replace(coding, presence=after)
                self._print(verdict(coding, self.lang))
            elif key == "?":
                self._print(Text(say("review.help", self.lang)))
            else:
                answer = self._answer(key, coding)
                if answer:
                    return answer

    def _answer(self, key: str, coding: Coding) -> Verdict | None:
        simple = {"n": Action.REJECT, " ": Action.SKIP, "u": Action.UNDO, "q": Action.QUIT, "": Action.QUIT}
        if key == "y":
            return Verdict(Action.ACCEPT, valence=coding.valence, presence=coding.presence)
        if key in simple:
            return Verdict(simple[key])
        if key == "m":
            memo = self.line(f"{say('memo', self.lang)}: ").strip()
            return Verdict(Action.MEMO, memo=memo) if memo else None
        if key in {"g", "t"}:
            code = self._pick_code()
            if code:
                action = Action.RECODE if key == "g" else Action.ADD
                return Verdict(action, code, coding.valence, coding.presence)
            return None
        self._print(Text(say("review.unknown_key", self.lang, visible(key)), style=HINT))
        return None

    def _pick_code(self) -> str | None:
        """Ask for a code by a part of its path or label; ask again until one is meant."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  only when a code is changed

        names = {code.path: f"{code.path} {code.label}" for code in self.codebook.walk()}
        asked = self.line(f"{say('review.which_code', self.lang)}: ").strip()
        if not asked:
            return None
        if asked in names:
            return asked
        containing = [path for path in names if asked.casefold() in path]
        fitting = containing or [
            path
            for _, _, path in process.extract(
                asked, names, scorer=fuzz.WRatio, limit=_AT_MOST, score_cutoff=60
            )
        ]
        for number, path in enumerate(fitting[:_AT_MOST], 1):
            self._print(plain(f"  {number} {names[path]}"))
        if not fitting:
            self._print(Text(say("review.no_such_code", self.lang), style=HINT))
            return None
        if len(fitting) == 1:
            return fitting[0]
        choice = self.line(f"{say('review.which_number', self.lang, min(len(fitting), _AT_MOST))}: ").strip()
        is_number = choice.isdigit() and 1 <= int(choice) <= min(len(fitting), _AT_MOST)
        return fitting[int(choice) - 1] if is_number else None

    def _show(self, item: Item) -> None:
        coding = item.coding
        who = ", ".join(filter(None, [coding.informant, coding.role])) or say(coding.source_kind, self.lang)
        head = Text(f"\n── {item.position}/{item.total} ", style="bold")
        head.append(f"{visible(coding.case)} › {visible(coding.document)} › {visible(who)}", HINT)
        if item.undone:
            head.append(f"  {say('review.undone', self.lang)}", "yellow")
        self._print(head)
        self._print(_context(item.context, coding))
        if item.code:
            self._print(plain(f"{item.code.label}: {item.code.brief}", "bold"))
            self._print(plain(f"{say('part.not_when', self.lang)}: {item.code.not_when}", HINT))
        self._print(verdict(coding, self.lang))
        if item.also:
            self._print(
                plain(f"{say('review.also', self.lang)}: {', '.join(c.path for c in item.also)}", HINT)
            )
        self._print(Text(say("review.keys", self.lang), style=HINT))

    def _print(self, view: RenderableType) -> None:
        self.console.print(view, markup=False, emoji=False, highlight=False, soft_wrap=False)


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
