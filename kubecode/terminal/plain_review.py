"""Review line by line: for screen readers, remote shells, dumb terminals and pipes.

Linear text in ASCII, one question at a time, the keys of the screen followed by Enter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from kubecode.errors import ExitStatus, KubecodeError
from kubecode.model import DocumentSpan, Valence
from kubecode.study.review import (
    Item,
    Review,
    ReviewAction,
    ReviewOutcome,
    ReviewResult,
    Verdict,
    parse_filter,
)
from kubecode.terminal.code_picker import code_name, matching_codes
from kubecode.terminal.keys import Answers
from kubecode.terminal.plain_output import PlainOutput, in_ascii
from kubecode.terminal.plain_review_text import (
    AROUND,
    changed_text,
    code_lines,
    context_lines,
    marked_text,
    place_line,
    suggestion_lines,
)
from kubecode.terminal.review_keys import (
    PLAIN_KEYS,
    WHOLE_ANSWERS,
    Command,
    KeyCommand,
    changed_judgement,
    help_page,
)
from kubecode.terminal.review_stats_view import review_stats_view
from kubecode.terminal.review_text import judgement_text, options_text
from kubecode.terminal.rich_text import visible

_STAYING = frozenset({ReviewAction.JUDGE, ReviewAction.MEMO, ReviewAction.EXEMPLAR})
"""After these the item stays; only the change is printed."""
_UNDO_OR_REDO = frozenset({ReviewAction.UNDO, ReviewAction.REDO})
_YES = frozenset({"y", "ya", "iya", "yes"})
_MOST_DIGITS = 4
_CANCEL = frozenset({"batal", "cancel"})


def _number(text: str) -> int | None:
    """Return the number in a text, None for other text and for a number with too many digits."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


@dataclass(slots=True)
class PlainReview:
    """The plain review; a class because it remembers what was printed and does not repeat it."""

    output: PlainOutput
    review: Review
    answers: Answers
    _printed: DocumentSpan | None = None
    _explained: set[str] = field(default_factory=set)

    def run(self) -> ReviewResult:
        """Ask about one item after another until the person quits or the input ends."""
        self.output.say("plain.welcome")
        self.output.write(self._options())
        is_changed = True
        while True:
            if is_changed:
                self._show()
            try:
                key = self.answers.key()
            except KeyboardInterrupt:
                self.output.write("")
                raise
            if not key or (key in PLAIN_KEYS and PLAIN_KEYS[key].command is ReviewAction.QUIT):
                return self.review.result()
            is_changed = self._answer(key)

    def _answer(self, key: str) -> bool:
        """Do what a key means; return whether the item is to be shown again."""
        row = PLAIN_KEYS.get(key)
        if row is None:
            number = _number(key)
            if number is not None:
                return self._focus(number)
            self.output.say("review.unknown_key", visible(key))
            return False
        if row.needs_item and self.review.item is None:
            self.output.say("review.end")
            return False
        return self.key_commands()[row.command]()

    def key_commands(self) -> dict[KeyCommand, Callable[[], bool]]:
        """Return the function of each command, like :meth:`_answer`; :meth:`run` itself quits."""
        move = self.review.move
        commands: dict[KeyCommand, Callable[[], bool]] = {
            action: partial(self._apply, Verdict(action)) for action in WHOLE_ANSWERS
        }
        commands |= {valence: partial(self._judge, valence) for valence in Valence}
        return commands | {
            Command.PRESENCE: partial(self._judge, None),
            Command.REPEAT: self._repeat,
            Command.NEXT: lambda: self._moved(move(1)),
            Command.PREVIOUS: lambda: self._moved(move(-1)),
            Command.NEXT_OPEN: lambda: self._moved(move(1, only_open=True)),
            Command.PREVIOUS_OPEN: lambda: self._moved(move(-1, only_open=True)),
            Command.NEXT_SEGMENT: lambda: self._moved(self.review.neighbour(1)),
            Command.PREVIOUS_SEGMENT: lambda: self._moved(self.review.neighbour(-1)),
            ReviewAction.RECODE: partial(self._with_code, ReviewAction.RECODE),
            ReviewAction.ADD: partial(self._with_code, ReviewAction.ADD),
            ReviewAction.SPAN: self._span,
            ReviewAction.MEMO: self._memo,
            ReviewAction.DISCUSS: self._discuss,
            ReviewAction.MASS: self._mass,
            Command.FILTER: self._filter,
            Command.ORDER: self._order,
            Command.SEARCH: self._search,
            Command.REASON: self._reason,
            Command.STATS: self._stats,
            Command.HELP: self._help,
        }

    def _judge(self, valence: Valence | None) -> bool:
        item = self.review.item
        if item is None:
            return False
        return self._apply(Verdict(ReviewAction.JUDGE, changed_judgement(item.judgement, valence)))

    def _apply(self, verdict: Verdict) -> bool:
        """Save an answer; if the study cannot be written, ask whether to try again or to drop it."""
        before = self.review.item
        while True:
            try:
                outcome = self.review.apply(verdict)
            except KubecodeError as error:
                if error.exit_status is ExitStatus.USAGE:
                    self.output.write(visible(str(error)))
                    return False
                self.output.say("review.not_saved", visible(str(error)))
                if not self._wants_retry():
                    self.output.say("plain.dropped")
                    return False
            else:
                return self._confirm(verdict, outcome, before)

    def _wants_retry(self) -> bool:
        """Ask until Enter or a word that cancels: anything else was typed ahead for the next question."""
        while (answer := self._ask("plain.retry")) is not None:
            if not answer:
                return True
            if answer.casefold() in _CANCEL:
                return False
        return False

    def _confirm(self, verdict: Verdict, outcome: ReviewOutcome, before: Item | None) -> bool:
        """Print what an answer changed; return whether the item is to be shown again."""
        if text := changed_text(verdict, outcome, self.output.lang):
            self.output.write(text)
        item = self.review.item
        if verdict.action is ReviewAction.JUDGE and not outcome.decisions and item and item.coding:
            self.output.say("plain.if_accepted", judgement_text(item.judgement, self.output.lang))
            return False
        if verdict.action in _STAYING or not (outcome.decisions or outcome.action):
            # Another program may have changed the item; then it is shown again.
            return (item and item.span) != (before and before.span)
        return bool(outcome.decisions) or outcome.action not in _UNDO_OR_REDO

    def _moved(self, has_moved: bool) -> bool:
        if not has_moved:
            self.output.say("review.no_more")
        return has_moved

    def _focus(self, number: int) -> bool:
        exists = self.review.focus(number - 1)
        if not exists:
            self.output.say("plain.no_number", number)
        return exists

    def _repeat(self) -> bool:
        self._printed = None
        return True

    def _with_code(self, action: ReviewAction) -> bool:
        if action is ReviewAction.RECODE and self._lacks_coding():
            return False
        code = self._pick_code()
        if code is None:
            self.output.say("plain.cancelled")
        return code is not None and self._apply(Verdict(action, code=code))

    def _lacks_coding(self) -> bool:
        item = self.review.item
        lacks = item is None or item.coding is None
        if lacks:
            self.output.say("review.choose_code")
        return lacks

    def _pick_code(self) -> str | None:
        """Ask for a part of a code's name, then for a number among the codes that match."""
        query = self._ask("review.which_code")
        codebook = self.review.codebook
        if not query or codebook.find(query):
            return query or None
        codes = matching_codes(codebook, query, self.review.recent_codes())
        if not codes:
            self.output.say("review.no_such_code")
            return None
        for number, code in enumerate(codes, 1):
            self.output.write(f"{number} {code_name(code)}")
        while choice := self._ask("review.which_number", len(codes)):
            chosen = _number(choice)
            if chosen and chosen <= len(codes):
                return codes[chosen - 1].path
        return None

    def _memo(self) -> bool:
        item = self.review.item
        memo = item and (item.coding.memo if item.coding else item.memo)
        answer = self._ask("plain.prompt_memo" if memo else "review.prompt_memo")
        if not answer:
            self.output.say("plain.cancelled")
            return False
        return self._apply(Verdict(ReviewAction.MEMO, memo=None if answer == "-" else answer))

    def _discuss(self) -> bool:
        note = self._ask("review.prompt_discuss")
        if note is None:
            self.output.say("plain.cancelled")
        return note is not None and self._apply(Verdict(ReviewAction.DISCUSS, memo=note or None))

    def _span(self) -> bool:
        """Print the words of the segment with numbers and ask for the first and the last."""
        item = self.review.item
        if item is None or self._lacks_coding():
            return False
        words = self.review.word_spans()
        numbered = (f"{n} {visible(item.document.text[s:e])}" for n, (s, e) in enumerate(words, 1))
        self.output.write(f"{self.output.words('plain.span_words')} {', '.join(numbered)}")
        answer = (self._ask("review.prompt_span") or "").replace(" ", "")
        first, dash, last = answer.partition("-")
        begin, end = _number(first), _number(last if dash else first)
        if not answer:
            self.output.say("plain.cancelled")
            return False
        if begin is None or end is None or not 1 <= begin <= end <= len(words):
            self.output.say("plain.not_words", visible(answer))
            return False
        return self._apply(Verdict(ReviewAction.SPAN, span=(words[begin - 1][0], words[end - 1][1])))

    def _filter(self) -> bool:
        answer = self._ask("review.prompt_filter")
        if answer is None:
            self.output.say("plain.cancelled")
            return False
        try:
            self.review.change_options(wanted=parse_filter(answer, blind=self.review.options.blind))
        except KubecodeError as error:
            self.output.write(visible(str(error)))
            return False
        self.output.write(self._options())
        return self._repeat()

    def _order(self) -> bool:
        self.review.change_options(order=self.review.options.next_order)
        self.output.write(self._options())
        return self._repeat()

    def _search(self) -> bool:
        words = self._ask("review.prompt_search")
        if not words:
            self.output.say("plain.cancelled")
            return False
        found = self.review.find(words)
        if not found:
            self.output.say("review.not_found", visible(words))
        return found

    def _reason(self) -> bool:
        from kubecode.terminal.excerpts_view import explained_segment_view  # noqa: PLC0415  seldom needed

        for segment in self.review.explain():
            self.output.render(explained_segment_view(segment, self.output.lang))
        item = self.review.item
        if item and item.code:
            self.output.write(*code_lines(item.code, self.output.lang))
        if item and item.cell and item.coding:
            cell = item.cell
            names = visible(item.coding.code), visible(cell.case)
            self.output.say("review.cell", *names, cell.excerpts, cell.informants)
        return False

    def _stats(self) -> bool:
        self.output.render(review_stats_view(self.review.stats(), self.output.lang, has_bars=False))
        return False

    def _help(self) -> bool:
        self.output.write(in_ascii(help_page(self.output.lang)))
        self.output.say("review.legend")
        return False

    def _mass(self) -> bool:
        offer = self.review.mass_offer()
        if offer.why_not or not offer.codings:
            self.output.say(offer.why_not or "mass.nothing")
            return False
        self.output.say("mass.offer", visible(offer.indicator or ""), offer.decided, offer.accepted)
        for number, (coding, text) in enumerate(self.review.previews(offer), 1):
            where = f"{visible(coding.path)}, {visible(coding.document)}"
            self.output.write(f"{number} {where}: {visible(text)}")
        answer = self._ask("plain.prompt_mass", len(offer.codings))
        if (answer or "").casefold() not in _YES:
            self.output.say("plain.cancelled")
            return False
        return self._apply(Verdict(ReviewAction.MASS))

    def _show(self) -> None:
        """Print position, segment and suggestion; of the segment printed last only what may be new."""
        item = self.review.item
        if item is None:
            self._printed = None
            self.output.say("review.end")
            return
        if item.span != self._printed:
            self.output.write(f"\n{place_line(item, self.output.lang)}")
            self.output.write(*context_lines(self.review.context(*AROUND), item))
        elif item.coding and item.coding.evidence:
            self.output.write(f"> {item.line} {marked_text(item)}")
        self._printed = item.span
        self.output.write(*suggestion_lines(item, self.output.lang))
        if item.code and item.code.path not in self._explained:
            self._explained.add(item.code.path)
            self.output.write(*code_lines(item.code, self.output.lang))

    def _options(self) -> str:
        coder = self.output.words("review.coder", visible(self.review.coder))
        return in_ascii(f"{coder} · {options_text(self.review.options, self.output.lang)}")

    def _ask(self, key: str, *values: object) -> str | None:
        answer = self.answers.line(f"{self.output.words(key, *values)}: ")
        return None if answer is None else answer.strip()
