"""Review line by line: for screen readers, remote shells, dumb terminals and pipes.

Linear text in ASCII, one question at a time, the letters of the screen with Enter behind them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import DocumentSpan, Presence
from kubecode.study.review import (
    Item,
    Judgement,
    Review,
    ReviewAction,
    ReviewOutcome,
    ReviewResult,
    Verdict,
    parse_filter,
)
from kubecode.terminal.code_picker import code_name, fitting_codes
from kubecode.terminal.keys import Answers
from kubecode.terminal.plain_output import PlainOutput, in_ascii
from kubecode.terminal.plain_review_text import (
    AROUND,
    changed_words,
    code_lines,
    context_lines,
    marked_words,
    place_line,
    suggestion_lines,
)
from kubecode.terminal.review_stats_view import review_stats_view
from kubecode.terminal.review_text import judgement_words, wishes_words
from kubecode.terminal.rich_text import visible
from kubecode.valences import VALENCES

VALENCE_KEYS = {row.key: valence for valence, row in VALENCES.items() if valence}
SIMPLE = {
    "y": ReviewAction.ACCEPT,
    "n": ReviewAction.REJECT,
    " ": ReviewAction.SKIP,
    "b": ReviewAction.EXEMPLAR,
    "u": ReviewAction.UNDO,
    "U": ReviewAction.REDO,
}
"""Keys that are a whole answer."""
_ABOUT_AN_ITEM = frozenset({*"yn dgtembxwe", *VALENCE_KEYS})
"""Keys that mean nothing behind the last segment."""
_SAID_WHOLE = frozenset({ReviewAction.JUDGE, ReviewAction.MEMO, ReviewAction.EXEMPLAR})
"""Answers that leave one where one is: what they changed is all there is to say."""
_BACK = frozenset({ReviewAction.UNDO, ReviewAction.REDO})
_YES = frozenset({"y", "ya", "iya", "yes"})
_MOST_DIGITS = 4
_DROP = frozenset({"batal", "cancel"})


def changed(judgement: Judgement, key: str) -> Judgement:
    """Return a judgement as a key changes it: a valence, or the next presence."""
    if key in VALENCE_KEYS:
        return Judgement(VALENCE_KEYS[key], judgement.presence)
    presences = list(Presence)
    return Judgement(judgement.valence, presences[(presences.index(judgement.presence) + 1) % len(presences)])


def _number(said: str) -> int | None:
    """Return the number that was said; None for other words, and for one that counts nothing here."""
    return int(said) if said.isdecimal() and len(said) <= _MOST_DIGITS else None


@dataclass(slots=True)
class PlainReview:
    """Asks a person about one item after another; it knows what was said already, so as not to repeat it."""

    voice: PlainOutput
    review: Review
    answers: Answers
    _place: DocumentSpan | None = None
    _explained: set[str] = field(default_factory=set)

    def run(self) -> ReviewResult:
        """Ask until the person quits or the input ends."""
        self.voice.say("plain.welcome")
        self.voice.tell(self._wishes())
        shows = True
        while True:
            if shows:
                self._show()
            try:
                key = self.answers.key()
            except KeyboardInterrupt:
                self.voice.tell("")
                raise
            if key in {"q", ""}:
                return self.review.result()
            shows = self._answer(key)

    def _answer(self, key: str) -> bool:
        """Do what a key asks for; say whether what is shown is another thing now."""
        commands: dict[str, Callable[[], bool]] = {
            "\n": self._again,
            "j": lambda: self._moved(self.review.move(1)),
            "k": lambda: self._moved(self.review.move(-1)),
            "J": lambda: self._moved(self.review.move(1, only_open=True)),
            "K": lambda: self._moved(self.review.move(-1, only_open=True)),
            "l": lambda: self._moved(self.review.neighbour(1)),
            "h": lambda: self._moved(self.review.neighbour(-1)),
            "g": lambda: self._with_code(ReviewAction.RECODE),
            "t": lambda: self._with_code(ReviewAction.ADD),
            "e": self._span,
            "m": self._memo,
            "d": self._discuss,
            "f": self._filter,
            "o": self._order,
            "/": self._search,
            "w": self._reason,
            "s": self._standing,
            "A": self._mass,
            "?": self._help,
        }
        item = self.review.item
        if item is None and key in _ABOUT_AN_ITEM:
            self.voice.say("review.end")
            return False
        if key in SIMPLE:
            return self._apply(Verdict(SIMPLE[key]))
        if item and key in {*VALENCE_KEYS, "x"}:
            return self._apply(Verdict(ReviewAction.JUDGE, changed(item.judgement, key)))
        if (number := _number(key)) is not None:
            return self._turned_to(number)
        if key in commands:
            return commands[key]()
        self.voice.say("review.unknown_key", visible(key))
        return False

    def _apply(self, verdict: Verdict) -> bool:
        """Save an answer; what cannot be saved just now is kept in hand until it can, or is dropped."""
        before = self.review.item
        while True:
            try:
                outcome = self.review.apply(verdict)
            except KubecodeError as error:
                if error.exit_status is ExitStatus.USAGE:
                    self.voice.tell(visible(str(error)))
                    return False
                self.voice.say("review.not_saved", visible(str(error)))
                if not self._tries_again():
                    self.voice.say("plain.dropped")
                    return False
            else:
                return self._said(verdict, outcome, before)

    def _tries_again(self) -> bool:
        """Ask until Enter or a clear word: an answer typed ahead was meant for the next question."""
        while (said := self._ask("plain.retry")) is not None:
            if not said:
                return True
            if said.casefold() in _DROP:
                return False
        return False

    def _said(self, verdict: Verdict, outcome: ReviewOutcome, before: Item | None) -> bool:
        if words := changed_words(verdict, outcome, self.voice.lang):
            self.voice.tell(words)
        item = self.review.item
        if verdict.action is ReviewAction.JUDGE and not outcome.decisions and item and item.coding:
            self.voice.say("plain.if_accepted", judgement_words(item.judgement, self.voice.lang))
            return False
        if verdict.action in _SAID_WHOLE or not (outcome.decisions or outcome.action):
            # Another program may have changed what is shown; then it is told anew.
            return (item and item.place) != (before and before.place)
        return bool(outcome.decisions) or outcome.action not in _BACK

    def _moved(self, has_moved: bool) -> bool:
        if not has_moved:
            self.voice.say("review.no_more")
        return has_moved

    def _turned_to(self, number: int) -> bool:
        is_there = self.review.focus(number - 1)
        if not is_there:
            self.voice.say("plain.no_number", number)
        return is_there

    def _again(self) -> bool:
        self._place = None
        return True

    def _with_code(self, action: ReviewAction) -> bool:
        if action is ReviewAction.RECODE and self._lacks_coding():
            return False
        code = self._pick_code()
        if code is None:
            self.voice.say("plain.cancelled")
        return code is not None and self._apply(Verdict(action, code=code))

    def _lacks_coding(self) -> bool:
        item = self.review.item
        lacks = item is None or item.coding is None
        if lacks:
            self.voice.say("review.choose_code")
        return lacks

    def _pick_code(self) -> str | None:
        """Ask for a code by a part of its name, and for a number while several fit."""
        asked = self._ask("review.which_code")
        book = self.review.book.codebook
        if not asked or book.find(asked):
            return asked or None
        fitting = fitting_codes(book, asked, self.review.recent_codes())
        if not fitting:
            self.voice.say("review.no_such_code")
            return None
        for number, code in enumerate(fitting, 1):
            self.voice.tell(f"{number} {code_name(code)}")
        while choice := self._ask("review.which_number", len(fitting)):
            chosen = _number(choice)
            if chosen and chosen <= len(fitting):
                return fitting[chosen - 1].path
        return None

    def _memo(self) -> bool:
        item = self.review.item
        memo = item and (item.coding.memo if item.coding else item.memo)
        said = self._ask("plain.prompt_memo" if memo else "review.prompt_memo")
        if not said:
            self.voice.say("plain.cancelled")
            return False
        return self._apply(Verdict(ReviewAction.MEMO, memo=None if said == "-" else said))

    def _discuss(self) -> bool:
        said = self._ask("review.prompt_discuss")
        if said is None:
            self.voice.say("plain.cancelled")
        return said is not None and self._apply(Verdict(ReviewAction.DISCUSS, memo=said or None))

    def _span(self) -> bool:
        """Number the words of the segment and ask for the first and the last."""
        item = self.review.item
        if item is None or self._lacks_coding():
            return False
        words = self.review.words()
        numbered = (f"{n} {visible(item.document.text[s:e])}" for n, (s, e) in enumerate(words, 1))
        self.voice.tell(f"{self.voice.words('plain.span_words')} {', '.join(numbered)}")
        asked = (self._ask("review.prompt_span") or "").replace(" ", "")
        first, dash, last = asked.partition("-")
        begin, end = _number(first), _number(last if dash else first)
        if not asked:
            self.voice.say("plain.cancelled")
            return False
        if begin is None or end is None or not 1 <= begin <= end <= len(words):
            self.voice.say("plain.not_words", visible(asked))
            return False
        return self._apply(Verdict(ReviewAction.SPAN, span=(words[begin - 1][0], words[end - 1][1])))

    def _filter(self) -> bool:
        asked = self._ask("review.prompt_filter")
        if asked is None:
            self.voice.say("plain.cancelled")
            return False
        try:
            self.review.ask_for(wanted=parse_filter(asked, blind=self.review.wishes.blind))
        except KubecodeError as error:
            self.voice.tell(visible(str(error)))
            return False
        self.voice.tell(self._wishes())
        return self._again()

    def _order(self) -> bool:
        self.review.ask_for(order=self.review.next_order)
        self.voice.tell(self._wishes())
        return self._again()

    def _search(self) -> bool:
        asked = self._ask("review.prompt_search")
        if not asked:
            self.voice.say("plain.cancelled")
            return False
        found = self.review.find(asked)
        if not found:
            self.voice.say("review.not_found", visible(asked))
        return found

    def _reason(self) -> bool:
        from kubecode.terminal.excerpts_view import explained_segment_view  # noqa: PLC0415  seldom asked

        for segment in self.review.explain():
            self.voice.view(explained_segment_view(segment, self.voice.lang))
        item = self.review.item
        if item and item.code:
            self.voice.tell(*code_lines(item.code, self.voice.lang))
        if item and item.cell and item.coding:
            cell = item.cell
            names = visible(item.coding.code), visible(cell.case)
            self.voice.say("review.cell", *names, cell.excerpts, cell.informants)
        return False

    def _standing(self) -> bool:
        self.voice.view(review_stats_view(self.review.standing(), self.voice.lang, has_bars=False))
        return False

    def _help(self) -> bool:
        self.voice.say("review.help")
        self.voice.say("review.legend")
        return False

    def _mass(self) -> bool:
        offer = self.review.mass_offer()
        if offer.why_not or not offer.candidates:
            self.voice.say(offer.why_not or "mass.nothing")
            return False
        self.voice.say("mass.offer", visible(offer.indicator or ""), offer.decided, offer.accepted)
        for number, (candidate, text) in enumerate(self.review.previews(offer), 1):
            where = f"{visible(candidate.path)}, {visible(candidate.document)}"
            self.voice.tell(f"{number} {where}: {visible(text)}")
        asked = self._ask("plain.prompt_mass", len(offer.candidates))
        if (asked or "").casefold() not in _YES:
            self.voice.say("plain.cancelled")
            return False
        return self._apply(Verdict(ReviewAction.MASS))

    def _show(self) -> None:
        """Say where we are, the words, and the suggestion; of the same segment only what may be new."""
        item = self.review.item
        if item is None:
            self._place = None
            self.voice.say("review.end")
            return
        if item.place != self._place:
            self.voice.tell(f"\n{place_line(item, self.voice.lang)}")
            self.voice.tell(*context_lines(self.review.context(*AROUND), item))
        elif item.coding and item.coding.evidence:
            self.voice.tell(f"> {item.line} {marked_words(item)}")
        self._place = item.place
        self.voice.tell(*suggestion_lines(item, self.voice.lang))
        if item.code and item.code.path not in self._explained:
            self._explained.add(item.code.path)
            self.voice.tell(*code_lines(item.code, self.voice.lang))

    def _wishes(self) -> str:
        who = self.voice.words("review.coder", visible(self.review.coder))
        return in_ascii(f"{who} · {wishes_words(self.review.wishes, self.voice.lang)}")

    def _ask(self, key: str, *values: object) -> str | None:
        said = self.answers.line(f"{self.voice.words(key, *values)}: ")
        return None if said is None else said.strip()
