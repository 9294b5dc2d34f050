"""The review engine: it shows one segment after another and saves what is decided about it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from kubecode.codebook import Codebook
from kubecode.model import Decision, Span, Status
from kubecode.store import decisions as decision_store
from kubecode.store import undo_history
from kubecode.store.study_file import explain_sqlite_errors
from kubecode.study.codebooks.load import study_codebook
from kubecode.study.coders import valid_coder_name
from kubecode.study.codings import Filter, known_filter
from kubecode.study.explain import ExplainedSegment, explain_segments, without_suggestions
from kubecode.study.review.change_watcher import stale_transcripts
from kubecode.study.review.coding_index import OutlinedCoding
from kubecode.study.review.mass_accept import MassOffer, mass_offer
from kubecode.study.review.queue import QueueOrder, ReviewOptions, Stop
from kubecode.study.review.review_state import OvertakenError, ReviewState
from kubecode.study.review.review_stats import ReviewStats, cell_so_far, review_stats
from kubecode.study.review.session_log import MOST_TIMED, Pace, ReviewOutcome, ReviewResult, coding_key
from kubecode.study.review.verdicts import (
    ADVANCING,
    TIMED,
    ReviewAction,
    Verdict,
    decisions_of_verdict,
    no_such_code,
    no_such_span,
    unchanged_decision,
    withdraw_no_code,
)
from kubecode.study.review.view_model import ContextLine, Item, Progress
from kubecode.study.session import Session, now
from kubecode.wording import Lang


class Review:
    """One coder's review of a study: a queue of segments, the item that is shown, and what answers do.

    A caller (screen, plain review, script) reads :attr:`item`, then calls :meth:`apply` or moves. Every
    answer is on disk when ``apply`` returns. If it raises, nothing has changed and the same answer can be
    given again.
    """

    def __init__(
        self,
        session: Session,
        coder: str,
        options: ReviewOptions | None = None,
        lang: Lang = "id",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.coder = valid_coder_name(coder)
        self.lang = lang
        self._session = session
        options = options or ReviewOptions()
        wanted = known_filter(session, study_codebook(session).codebook, options.wanted)
        self._state = ReviewState(session, self.coder, replace(options, wanted=wanted), lang)
        earlier = decision_store.decision_times(session.connection, self.coder, MOST_TIMED + 1)
        self._pace = Pace(earlier, clock)
        self._saved: tuple[Verdict, list[Decision]] | None = None

    @property
    def options(self) -> ReviewOptions:
        """The filter, the order, and whether the review is blind."""
        return self._state.options

    @property
    def codebook(self) -> Codebook:
        """The codebook as it is now."""
        return self._state.watcher.loaded_codebook.codebook

    @property
    def item(self) -> Item | None:
        """The item that is shown, None after the last."""
        state, stop = self._state, self._state.queue.current
        if stop is None:
            return None
        codings = state.focus.codings(state.queue)
        keys = [coding_key(shown.coding) for shown in codings]
        focus = keys.index(state.focus.key) if state.focus.key in keys else None
        coding = codings[focus].coding if focus is not None else None
        document = state.documents.document(stop.span[0])
        segment, turn = state.documents.segment(stop.span)
        on_segment = state.index.segment_decision(stop.span)
        return Item(
            span=stop.span,
            reason=stop.reason,
            document=document,
            line=segment.line,
            speaker=turn.speaker,
            informant=turn.informant,
            role=turn.role,
            codings=codings,
            focus=focus,
            judgement=state.focus.judgement(coding),
            code=self.codebook.find(coding.path) if coding else None,
            cell=cell_so_far(state.index, document.case, coding.path) if coding else None,
            is_without_code=on_segment is not None and on_segment.status is Status.ACCEPTED,
            memo=on_segment.memo if on_segment else None,
            progress=self.progress,
        )

    @property
    def progress(self) -> Progress:
        """The position in the queue, and how much of it is decided."""
        queue = self._state.queue
        position = min(queue.position + 1, len(queue))
        minutes = self._pace.minutes(queue.undecided)
        return Progress(position, len(queue), len(queue) - queue.undecided, minutes)

    def context(self, before: int, after: int) -> tuple[ContextLine, ...]:
        """Return the shown segment with this many lines of the transcript before and after it."""
        stop = self._state.queue.current
        return self._state.documents.context(stop.span, (before, after)) if stop else ()

    def apply(self, verdict: Verdict) -> ReviewOutcome:
        """Save an answer about the item that is shown.

        If another program changed that item, nothing is saved: the person has not seen it yet. Raises
        KubecodeError for a code that is not in the codebook, for a span outside the turn, and if the study
        cannot be written; then nothing has changed.
        """
        if verdict.action is ReviewAction.QUIT:
            return ReviewOutcome()
        with explain_sqlite_errors(self._session.path):
            while True:
                is_as_shown = self._state.reload_changes()
                with suppress(OvertakenError):
                    outcome = self._answer(verdict) if is_as_shown else ReviewOutcome()
                    return replace(outcome, notices=(*self._state.take_notices(), *outcome.notices))

    def _answer(self, verdict: Verdict) -> ReviewOutcome:
        if verdict.action in {ReviewAction.UNDO, ReviewAction.REDO}:
            return self._undo_or_redo(verdict.action)
        if self._saved and self._saved[0] is verdict:
            return self._after_saving(*self._saved)
        stop = self._state.queue.current
        if stop is None or not self._state.documents.contains(stop.span):
            return ReviewOutcome()
        return self._accept_all() if verdict.action is ReviewAction.MASS else self._decide(verdict, stop)

    def _decide(self, verdict: Verdict, stop: Stop) -> ReviewOutcome:
        self._check(verdict, stop)
        state, action = self._state, verdict.action
        focused = state.focus.focused(state.queue)
        coding = focused.coding if focused else None
        judgement = verdict.judgement or state.focus.judgement(None if action is ReviewAction.ADD else coding)
        if action is ReviewAction.JUDGE and coding and coding.status is not Status.ACCEPTED:
            # Until the coding is accepted, its new valence and presence stay pending.
            state.focus.pending = judgement
            return ReviewOutcome()
        made = decisions_of_verdict(verdict, stop.span, coding, judgement, self.coder)
        if action is ReviewAction.ACCEPT and coding and made == [unchanged_decision(coding, self.coder)]:
            self._advance(action, made)
            return ReviewOutcome(action=action)
        if not made:
            has_moved = action is ReviewAction.SKIP and state.advance()
            return ReviewOutcome(action=action) if has_moved else ReviewOutcome(notices=("choose_code",))
        made += withdraw_no_code(made, state.index.segment_decision(stop.span))
        with state.saving():
            decision_store.put_decisions(self._session.connection, made, now())
        self._saved = verdict, made
        return self._after_saving(verdict, made)

    def _after_saving(self, verdict: Verdict, made: list[Decision]) -> ReviewOutcome:
        """Go to the next question.

        If that one cannot be read at the moment, the same verdict, given again, continues from here: it is
        not saved about another segment.
        """
        self._state.record(made)
        if verdict.action in TIMED:
            self._pace.decided()
        self._advance(verdict.action, made)
        self._saved = None
        return ReviewOutcome(tuple(made), verdict.action)

    def _check(self, verdict: Verdict, stop: Stop) -> None:
        """Raise KubecodeError for an unknown code, or a span outside the turn."""
        names_code = verdict.action in {ReviewAction.RECODE, ReviewAction.ADD}
        if names_code and self.codebook.find(verdict.code or "") is None:
            raise no_such_code(verdict.code)
        if verdict.action is ReviewAction.SPAN and verdict.span:
            _, turn = self._state.documents.segment(stop.span)
            if not turn.start <= verdict.span[0] < verdict.span[1] <= turn.end:
                raise no_such_span(verdict.span)

    def _advance(self, action: ReviewAction, made: list[Decision]) -> None:
        """Go to the next question, or stay if the answer leaves one open here."""
        if action is ReviewAction.MEMO:
            return
        state = self._state
        undecided = state.focus.undecided(state.queue) if action in ADVANCING else []
        if action not in ADVANCING or undecided or state.queue.is_aside:
            coded = (coding_key(decision) for decision in reversed(made) if decision.code)
            state.focus.focus_on(undecided[0] if undecided else next(coded, state.focus.key))
        else:
            state.advance()

    def _undo_or_redo(self, action: ReviewAction) -> ReviewOutcome:
        """Undo or redo this coder's last action, also of an earlier session, and go to its segment."""
        state, connection = self._state, self._session.connection
        is_undo = action is ReviewAction.UNDO
        with state.saving():
            step = undo_history.undo_last if is_undo else undo_history.redo_last
            changed = step(connection, self.coder, now())
            current = [decision_store.current_decision(connection, decision) for decision in changed]
        if not changed:
            return ReviewOutcome((), action, ("nothing_to_undo" if is_undo else "nothing_to_redo",))
        state.record(current)
        state.go_to(state.index.segment_of(changed[0]))
        shown = {coding_key(shown.coding) for shown in state.focus.codings(state.queue)}
        keys = (coding_key(decision) for decision in changed)
        state.focus.focus_on(next((key for key in keys if key in shown), state.focus.key))
        return ReviewOutcome(tuple(changed), action)

    def _accept_all(self) -> ReviewOutcome:
        offer = self.mass_offer()
        if offer.why_not or not offer.codings:
            return ReviewOutcome(notices=(offer.why_not or "mass.nothing",))
        made = [
            Decision(c.document, *c.span, c.path, self.coder, Status.ACCEPTED, c.valence, c.presence)
            for c in offer.codings
        ]
        with self._state.saving():
            decision_store.put_decisions(self._session.connection, made, now(), "mass")
        self._state.record(made)
        self._state.advance()
        return ReviewOutcome(tuple(made), ReviewAction.MASS)

    def mass_offer(self) -> MassOffer:
        """Return the suggestions that one answer could accept, or why there are none."""
        return mass_offer(self._session, self._state.index, self.options.wanted)

    def move(self, step: int, *, only_open: bool = False) -> bool:
        """Move by this many stops and return whether there was one.

        ``only_open`` moves to the nearest undecided stop. From a segment outside the queue, return to it.
        """
        has_moved = self._state.queue.move(step, only_open=only_open)
        if has_moved:
            self._state.focus.reset(self._state.queue)
        return has_moved

    def neighbour(self, step: int) -> bool:
        """Go to the segment before (-1) or after (1), in the queue or not; return whether there is one."""
        stop = self._state.queue.current
        spans = [segment[:3] for segment in self._state.index.segments[stop.span[0]]] if stop else []
        if not stop or stop.span not in spans or not 0 <= spans.index(stop.span) + step < len(spans):
            return False
        self._state.go_to(spans[spans.index(stop.span) + step])
        return True

    def find(self, words: str) -> bool:
        """Go to the next segment with these words, past the end to the beginning; return whether found."""
        stop = self._state.queue.current
        span = self._state.documents.find(words, stop.span if stop else None)
        if span:
            self._state.go_to(span)
        return span is not None

    def focus(self, number: int) -> bool:
        """Focus on a coding of the segment, counted from 0; return whether there is one."""
        codings = self._state.focus.codings(self._state.queue)
        if not 0 <= number < len(codings):
            return False
        self._state.focus.focus_on(coding_key(codings[number].coding))
        return True

    def change_options(self, wanted: Filter | None = None, order: QueueOrder | None = None) -> None:
        """Change filter or order and build the queue anew. Raises KubecodeError for an unknown name."""
        state = self._state
        wanted = known_filter(self._session, self.codebook, wanted or self.options.wanted)
        options = replace(self.options, wanted=wanted, order=order or self.options.order)
        stop = state.queue.current
        state.change_options(options)
        if stop and order:
            state.queue.go_to(stop.span)
        state.focus.reset(state.queue)

    def word_spans(self) -> list[Span]:
        """Return the span of each word of the shown segment, as offsets in the document."""
        stop = self._state.queue.current
        return self._state.documents.word_spans(stop.span) if stop else []

    def previews(self, offer: MassOffer) -> list[tuple[OutlinedCoding, str]]:
        """Return each coding of an offer with the text of its segment."""
        return [(coding, self._state.documents.text(coding.segment)) for coding in offer.codings]

    def explain(self) -> list[ExplainedSegment]:
        """Return why the shown segment got its codes and not others."""
        stop = self._state.queue.current
        if stop is None:
            return []
        explained = explain_segments(self._session, stop.span, self.lang, self.coder)
        return [without_suggestions(segment) for segment in explained] if self.options.blind else explained

    def stats(self) -> ReviewStats:
        """Return counts and estimates of this coder's work in the whole study."""
        return review_stats(self._state.index, self._state.unsuggested)

    def result(self) -> ReviewResult:
        """Return the summary of this session."""
        statuses, decided = self.stats().statuses, self._state.log.decided
        with_code = dict(Counter(status for (*_, code), status in decided.items() if code))
        is_blind = self.options.blind
        return ReviewResult(
            decided=with_code,
            without_code=sum(s is Status.ACCEPTED for (*_, code), s in decided.items() if not code),
            undecided=self._state.queue.undecided if is_blind else statuses.get(Status.SUGGESTED, 0),
            skipped=statuses.get(Status.SKIPPED, 0),
            to_discuss=statuses.get(Status.TO_DISCUSS, 0),
        )

    def recent_codes(self) -> list[str]:
        """Return the paths of the codes accepted in this session, the latest first."""
        return self._state.log.recent_codes()

    def notices(self) -> tuple[str, ...]:
        """Load what other programs changed and return new notices, as keys of the wording."""
        with explain_sqlite_errors(self._session.path):
            self._state.reload_changes()
        return self._state.take_notices()

    def stale_transcripts(self) -> list[str]:
        """Return the documents whose files have other text than the study."""
        return stale_transcripts(self._session)


ReviewDecider = Callable[[Item | None, ReviewOutcome | None], Verdict]
"""Returns the answer to an item (None after the last); it also gets the outcome of the answer before."""


def run_review(review: Review, decide: ReviewDecider) -> ReviewResult:
    """Pass one item after another to the decider until it quits."""
    outcome = None
    while True:
        verdict = decide(review.item, outcome)
        if verdict.action is ReviewAction.QUIT:
            return review.result()
        outcome = review.apply(verdict)
