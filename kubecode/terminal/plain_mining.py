"""Indicator mining line by line: one proposal at a time, one key for each answer."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, RenderableType
from rich.text import Text

from kubecode.codebook import Group
from kubecode.study.indicator_mining.mining import MiningAction, MiningAnswer, MiningOutcome
from kubecode.study.indicator_mining.proposals import ChangeKind, CodebookProposal
from kubecode.terminal.keys import Answers
from kubecode.terminal.mining_view import candidate_text, group_text, proposal_view
from kubecode.terminal.palette import HINT
from kubecode.terminal.rich_text import visible
from kubecode.wording import Lang, say

_ANSWERS = {
    "n": MiningAction.REFUSE,
    " ": MiningAction.LATER,
    "u": MiningAction.UNDO,
    "q": MiningAction.QUIT,
    "": MiningAction.QUIT,
}
_GROUPS = {"+": Group.SUPPORTS, "-": Group.HINDERS, "0": Group.ANY}
_WORDING = {
    MiningAction.ACCEPT: "accepted",
    MiningAction.REFUSE: "refused",
    MiningAction.LATER: "later",
    MiningAction.UNDO: "undone",
}


@dataclass(slots=True)
class PlainMining:
    """A decider that asks a person."""

    console: Console
    lang: Lang
    answers: Answers

    def __call__(
        self, proposal: CodebookProposal | None, left: int, outcome: MiningOutcome | None
    ) -> MiningAnswer:
        """Print the outcome of the last answer and the proposal; return the person's answer."""
        if outcome:
            self._print(_outcome(outcome, self.lang))
        else:
            self._print(Text(say("learn.legend" if proposal else "learn.none", self.lang).strip(), HINT))
        if proposal is None:
            return self._at_the_end() if outcome else MiningAnswer(MiningAction.QUIT)
        self._print(proposal_view(proposal, left, self.lang))
        self._print(Text(say(f"learn.keys_{proposal.candidate.change}", self.lang).strip(), HINT))
        return self._answer(proposal)

    def _answer(self, proposal: CodebookProposal) -> MiningAnswer:
        candidate, group = proposal.candidate, None
        while True:
            key = self.answers.key()
            if key in _GROUPS and candidate.change is ChangeKind.ADD:
                group = _GROUPS[key]
                self._print(Text(group_text(group, self.lang)))
            elif key == "y":
                return MiningAnswer(MiningAction.ACCEPT, group)
            elif key in _ANSWERS:
                return MiningAnswer(_ANSWERS[key])
            elif key == "?":
                self._print(Text(say("learn.help", self.lang).strip()))
            elif not _is_no_answer(key):
                self._print(Text(say("learn.unknown_key", self.lang, visible(key)), HINT))

    def _at_the_end(self) -> MiningAnswer:
        """Return whether to quit or to undo the last answer: no proposal is left."""
        self._print(Text(f"\n{say('learn.end', self.lang)}", "bold"))
        while True:
            key = self.answers.key()
            if key in {"q", "", "u"}:
                return MiningAnswer(_ANSWERS[key])
            if not _is_no_answer(key):
                self._print(Text(say("learn.end", self.lang), HINT))

    def _print(self, view: RenderableType) -> None:
        self.console.print(view, markup=False, emoji=False, highlight=False, soft_wrap=False)


def _is_no_answer(key: str) -> bool:
    """Return whether a key is Enter, an arrow or a function key: they are ignored."""
    return key in {"\r", "\n"} or key.startswith("\x1b")


def _outcome(outcome: MiningOutcome, lang: Lang) -> Text:
    """Return what the last answer did."""
    if outcome.candidate is None:
        return Text(say("learn.nothing_to_undo", lang), "yellow")
    sign, style = ("↶", "yellow") if outcome.action is MiningAction.UNDO else ("✓", "green")
    text = Text(f"{sign} {say(f'learn.{_WORDING[outcome.action]}', lang)}: ", style)
    return text.append_text(candidate_text(outcome.candidate, lang))
