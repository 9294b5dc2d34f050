"""Review line by line: for screen readers, remote shells, dumb terminals and pipes.

Linear text in ASCII, one question at a time, the letters of the screen with Enter behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.text import Text

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import Presence, Valence
from kubecode.study.review import (
    Action,
    Item,
    Judgement,
    Outcome,
    Proposal,
    Review,
    ReviewResult,
    Verdict,
    read_filter,
)
from kubecode.terminal.code_picker import code_name, fitting_codes
from kubecode.terminal.keys import Answers
from kubecode.terminal.review_words import (
    BRACKETS,
    coding_words,
    judgement_words,
    outcome_words,
    pieces,
    place_words,
    progress_words,
    wishes_words,
)
from kubecode.terminal.safe import visible
from kubecode.terminal.standing_view import standing_view
from kubecode.wording import Lang, say

VALENCES = {"+": Valence.SUPPORTS, "-": Valence.HINDERS, "~": Valence.MIXED, "0": Valence.NEUTRAL}
SIMPLE = {
    "y": Action.ACCEPT,
    "n": Action.REJECT,
    " ": Action.SKIP,
    "b": Action.EXEMPLAR,
    "u": Action.UNDO,
    "U": Action.REDO,
}
"""Keys that are a whole answer."""
_BEFORE, _BEHIND = 3, 2
_ASCII = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "–": "-",
        "·": "-",
        "…": "...",
        "›": ">",
        "│": "|",
        "±": "~",
        "×": "x",
        "█": "#",
        "’": "'",
    }
)


def changed(judgement: Judgement, key: str) -> Judgement:
    """Return a judgement as a key changes it: a valence, or the next presence."""
    if key in VALENCES:
        return Judgement(VALENCES[key], judgement.presence)
    presences = list(Presence)
    return Judgement(judgement.valence, presences[(presences.index(judgement.presence) + 1) % len(presences)])


@dataclass(slots=True)
class PlainReview:
    """Asks a person about one item after another."""

    console: Console
    review: Review
    lang: Lang
    answers: Answers

    def run(self) -> ReviewResult:
        """Ask until the person quits or the input ends."""
        shows = True
        while True:
            if shows:
                self._show()
            key = self.answers.key()
            if key in {"q", ""}:
                return self.review.result()
            shows = self._answer(key)

    def _answer(self, key: str) -> bool:
        """Do what a key asks for; say whether what is shown is another thing now."""
        commands: dict[str, Callable[[], bool]] = {
            "j": lambda: self._moved(self.review.move(1)),
            "k": lambda: self._moved(self.review.move(-1)),
            "J": lambda: self._moved(self.review.move(1, only_open=True)),
            "K": lambda: self._moved(self.review.move(-1, only_open=True)),
            "l": lambda: self._moved(self.review.neighbour(1)),
            "h": lambda: self._moved(self.review.neighbour(-1)),
            "g": lambda: self._with_code(Action.RECODE),
            "t": lambda: self._with_code(Action.ADD),
            "e": self._span,
            "m": lambda: self._with_words(Action.MEMO, "memo"),
            "d": lambda: self._with_words(Action.DISCUSS, "discuss"),
            "f": self._filter,
            "o": self._order,
            "/": self._search,
            "w": self._reason,
            "s": self._standing,
            "A": self._mass,
            "?": self._help,
        }
        if key in {"\r", "\n"}:
            return False
        if key in SIMPLE:
            return self._apply(Verdict(SIMPLE[key]))
        if key in {*VALENCES, "x"}:
            item = self.review.item
            return item is not None and self._apply(Verdict(Action.JUDGE, changed(item.judgement, key)))
        if key.isdecimal():
            return self._moved(self.review.focus(int(key) - 1))
        if key in commands:
            return commands[key]()
        self._say("review.unknown_key", visible(key))
        return False

    def _apply(self, verdict: Verdict) -> bool:
        """Save an answer; what cannot be saved just now is kept in hand and tried again."""
        while True:
            try:
                outcome = self.review.apply(verdict)
            except KubecodeError as error:
                if error.exit_status is ExitStatus.USAGE:
                    self._print(visible(str(error)))
                    return False
                self._say("review.not_saved", visible(str(error)))
                if self.answers.line(f"{self._words('review.retry')} ").startswith(("\x1b", "q")):
                    return False
            else:
                return self._said(verdict, outcome)

    def _said(self, verdict: Verdict, outcome: Outcome) -> bool:
        words = outcome_words(outcome, self.lang)
        if words:
            self._print(words)
        if verdict.action is Action.JUDGE and not outcome.decisions and self.review.item:
            self._print(judgement_words(self.review.item.judgement, self.lang))
            return False
        return outcome.action is not None

    def _moved(self, has_moved: bool) -> bool:
        if not has_moved:
            self._say("review.no_more")
        return has_moved

    def _with_code(self, action: Action) -> bool:
        code = self._pick_code()
        return bool(code) and self._apply(Verdict(action, code=code))

    def _pick_code(self) -> str | None:
        """Ask for a code by a part of its name, and for a number while several fit."""
        asked = self.answers.line(f"{self._words('review.which_code')}: ").strip()
        book = self.review.book.codebook
        if not asked or book.find(asked):
            return asked or None
        fitting = fitting_codes(book, asked, self.review.recent_codes())
        if not fitting:
            self._say("review.no_such_code")
        if len(fitting) < 2:
            return fitting[0].path if fitting else None
        for number, code in enumerate(fitting, 1):
            self._print(f"  {number} {code_name(code)}")
        while choice := self.answers.line(f"{self._words('review.which_number', len(fitting))}: ").strip():
            if choice.isdecimal() and 1 <= int(choice) <= len(fitting):
                return fitting[int(choice) - 1].path
        return None

    def _with_words(self, action: Action, prompt: str) -> bool:
        said = self.answers.line(f"{self._words(f'review.prompt_{prompt}')}: ").strip()
        return self._apply(Verdict(action, memo=said or None))

    def _span(self) -> bool:
        """Number the words of the segment and ask for the first and the last."""
        item = self.review.item
        if item is None or item.coding is None:
            self._say("review.choose_code")
            return False
        words = self.review.words()
        self._print(" ".join(f"{n}:{visible(item.document.text[s:e])}" for n, (s, e) in enumerate(words, 1)))
        asked = self.answers.line(f"{self._words('review.prompt_span')}: ").replace(" ", "")
        first, _, last = asked.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()):
            return False
        begin, end = int(first), int(last or first)
        if not 1 <= begin <= end <= len(words):
            self._say("review.which_number", len(words))
            return False
        return self._apply(Verdict(Action.SPAN, span=(words[begin - 1][0], words[end - 1][1])))

    def _filter(self) -> bool:
        asked = self.answers.line(f"{self._words('review.prompt_filter')}: ")
        try:
            self.review.ask_for(wanted=read_filter(asked))
        except KubecodeError as error:
            self._print(visible(str(error)))
            return False
        return True

    def _order(self) -> bool:
        self.review.ask_for(order=self.review.next_order)
        self._print(wishes_words(self.review.wishes, self.lang))
        return True

    def _search(self) -> bool:
        asked = self.answers.line(f"{self._words('review.prompt_search')}: ")
        found = bool(asked.strip()) and self.review.find(asked)
        if asked.strip() and not found:
            self._say("review.not_found", visible(asked))
        return found

    def _reason(self) -> bool:
        from kubecode.terminal.excerpts_view import explained_segment_view  # noqa: PLC0415  seldom asked

        for segment in self.review.explain():
            self._print(explained_segment_view(segment, self.lang))
        return False

    def _standing(self) -> bool:
        self._print(standing_view(self.review.standing(), self.lang))
        return False

    def _help(self) -> bool:
        self._print(f"{self._words('review.help')}\n{self._words('review.legend')}")
        return False

    def _mass(self) -> bool:
        offer = self.review.mass_offer()
        if offer.why_not or not offer.candidates:
            self._say(offer.why_not or "mass.nothing")
            return False
        self._say("mass.offer", visible(offer.indicator or ""), offer.decided, offer.accepted)
        for candidate, text in self.review.previews(offer):
            self._print(f"  {visible(candidate.document)}: {visible(text)}")
        asked = self.answers.line(f"{self._words('review.prompt_mass', len(offer.candidates))} ")
        return asked.strip().casefold() in {"y", "ya"} and self._apply(Verdict(Action.MASS))

    def _show(self) -> None:
        """Say where we are, the words around and of the segment, what is suggested, and the keys."""
        item = self.review.item
        if item is None:
            self._say("review.end")
            return
        self._print("")
        self._print(
            f"-- {progress_words(item.progress, self.lang)} - {wishes_words(self.review.wishes, self.lang)}"
        )
        self._print(f"{place_words(item, self.lang)}, {self._words('review.line', item.line)}")
        for line in self._lines(item):
            self._print(line)
        if words := self._words(f"review.why_{item.why}"):
            self._print(words)
        for number, proposal in enumerate(item.proposals, 1):
            self._suggestion(number, proposal, item)
        if item.is_without_code:
            self._say("review.without_code")
        if item.memo:
            self._print(f"{self._words('memo')}: {visible(item.memo)}")
        self._code(item)
        self._print(self._words("review.keys"))

    def _lines(self, item: Item) -> Iterator[str]:
        for line in self.review.context(_BEFORE, _BEHIND):
            said = "".join(
                f"{BRACKETS[piece.mark][0]}{piece.text}{BRACKETS[piece.mark][1]}"
                for piece in pieces(line.text, line.start, item.focused if line.is_excerpt else None)
            )
            speaker = f"{visible(line.speaker)}: " if line.speaker else ""
            yield f"{'>' if line.is_excerpt else ' '} {line.line:>4} {speaker}{said}"

    def _suggestion(self, number: int, proposal: Proposal, item: Item) -> None:
        coding, is_focused = proposal.coding, proposal is item.focused
        mark = ">" if is_focused else " "
        words = f"{mark} {number} {visible(coding.path)}: {coding_words(proposal, self.lang)}"
        if is_focused:
            words += f" - {judgement_words(item.judgement, self.lang)}"
        self._print(words)
        self._print(f"     {visible(coding.reason)}")
        if coding.memo:
            self._print(f"     {self._words('memo')}: {visible(coding.memo)}")

    def _code(self, item: Item) -> None:
        if item.code:
            self._print(
                f"{self._words('review.code')}: {visible(item.code.label)}: {visible(item.code.brief)}"
            )
            self._print(f"{self._words('review.definition')}: {visible(item.code.not_when)}")
        if item.cell and item.coding:
            cell = item.cell
            self._say(
                "review.cell", visible(item.coding.code), visible(cell.case), cell.excerpts, cell.informants
            )

    def _words(self, key: str, *values: object) -> str:
        return say(key, self.lang, *values).strip("\n")

    def _say(self, key: str, *values: object) -> None:
        self._print(self._words(key, *values))

    def _print(self, view: RenderableType) -> None:
        if isinstance(view, str):
            view = Text(view.translate(_ASCII))
        self.console.print(view, markup=False, emoji=False, highlight=False, soft_wrap=False)
