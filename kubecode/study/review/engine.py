"""The decision engine: whoever decides, a person at a screen or a script, asks it in turn."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import get_args

from kubecode.model import Decision, Status
from kubecode.store import decisions as decision_store
from kubecode.store import undo_history
from kubecode.store.study_file import explain_sqlite_errors
from kubecode.study.codebooks.load import LoadedCodebook
from kubecode.study.coders import valid_coder_name
from kubecode.study.codings import Filter, check_filter
from kubecode.study.explain import ExplainedSegment, explain_segments, without_suggestions
from kubecode.study.review.change_watcher import stale_transcripts
from kubecode.study.review.focus import key_of
from kubecode.study.review.mass_accept import MassOffer, mass_offer
from kubecode.study.review.outcome import ReviewOutcome, ReviewResult
from kubecode.study.review.pace import LAST, Pace
from kubecode.study.review.places import OutlinedCoding, QueueOrder, Stop
from kubecode.study.review.queue import ReviewOptions
from kubecode.study.review.review_state import OvertakenError, ReviewState
from kubecode.study.review.review_stats import ReviewStats, cell_so_far, review_stats
from kubecode.study.review.verdicts import (
    GOES_ON,
    ReviewAction,
    Verdict,
    as_it_stands,
    decisions_of_verdict,
    no_longer_without_code,
    no_such_code,
    no_such_span,
)
from kubecode.study.review.view_model import ContextLine, Item, Progress
from kubecode.study.session import Session, now
from kubecode.wording import Lang


class Review:
    """One coder's way through a queue of segments: a state, what to show, and what an answer changes.

    A face (a screen, a line at a time, a script) looks at :attr:`item` and calls :meth:`apply` or moves, in
    turn. Every answer is on disk when ``apply`` returns; where it raises, nothing has changed and the same
    answer can be given again.
    """

    def __init__(
        self,
        session: Session,
        coder: str,
        wishes: ReviewOptions | None = None,
        lang: Lang = "id",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.coder = valid_coder_name(coder)
        self.lang = lang
        self._session = session
        self._desk = ReviewState(session, self.coder, wishes or ReviewOptions(), lang)
        check_filter(session, self.book.codebook, self.wishes.wanted)
        earlier = decision_store.decision_times(session.connection, self.coder, LAST + 1)
        self._pace = Pace(earlier, clock)
        self._saved: tuple[Verdict, list[Decision]] | None = None

    @property
    def wishes(self) -> ReviewOptions:
        """What is asked for, in which order."""
        return self._desk.wishes

    @property
    def book(self) -> LoadedCodebook:
        """The codebook as it is now."""
        return self._desk.outside.book

    @property
    def item(self) -> Item | None:
        """What is shown now, None behind the last."""
        stop = self._desk.queue.current
        if stop is None:
            return None
        proposals = self._desk.focus.proposals(self._desk.queue)
        focus = next((n for n, p in enumerate(proposals) if key_of(p.coding) == self._desk.focus.key), None)
        coding = proposals[focus].coding if focus is not None else None
        document = self._desk.reading.document(stop.place[0])
        segment, turn = self._desk.reading.segment(stop.place)
        whole = self._desk.ground.whole(stop.place)
        return Item(
            place=stop.place,
            why=stop.why,
            document=document,
            line=segment.line,
            speaker=turn.speaker,
            informant=turn.informant,
            role=turn.role,
            proposals=proposals,
            focus=focus,
            judgement=self._desk.focus.judged(coding),
            code=self.book.codebook.find(coding.path) if coding else None,
            cell=cell_so_far(self._desk.ground, document.case, coding.path) if coding else None,
            is_without_code=whole is not None and whole.status is Status.ACCEPTED,
            memo=whole.memo if whole else None,
            progress=self.progress,
        )

    @property
    def progress(self) -> Progress:
        """How far the queue has come."""
        done = len(self._desk.queue) - self._desk.queue.open
        position = min(self._desk.queue.position + 1, len(self._desk.queue))
        return Progress(position, len(self._desk.queue), done, self._pace.minutes(self._desk.queue.open))

    def context(self, before: int, behind: int) -> tuple[ContextLine, ...]:
        """Return so many stretches of the transcript before and behind the segment that is shown."""
        stop = self._desk.queue.current
        return self._desk.reading.context(stop.place, (before, behind)) if stop else ()

    def apply(self, verdict: Verdict) -> ReviewOutcome:
        """Save an answer about what is shown.

        Where another program changed what is shown, nothing is saved: the person has not seen it yet. Raises
        KubecodeError for a code that is in no codebook, and where the study cannot be written; then nothing
        has changed.
        """
        if verdict.action is ReviewAction.QUIT:
            return ReviewOutcome()
        with explain_sqlite_errors(self._session.path):
            while True:
                is_as_shown = self._desk.look_outside()
                with suppress(OvertakenError):
                    outcome = self._answer(verdict) if is_as_shown else ReviewOutcome()
                    return replace(outcome, notices=(*self._desk.taken_notices(), *outcome.notices))

    def _answer(self, verdict: Verdict) -> ReviewOutcome:
        if verdict.action in {ReviewAction.UNDO, ReviewAction.REDO}:
            return self._back_or_forth(verdict.action)
        if self._saved and self._saved[0] is verdict:
            return self._behind_saving(*self._saved)
        stop = self._desk.queue.current
        if stop is None or not self._desk.reading.knows(stop.place):
            return ReviewOutcome()
        return self._accept_all() if verdict.action is ReviewAction.MASS else self._decide(verdict, stop)

    def _decide(self, verdict: Verdict, stop: Stop) -> ReviewOutcome:
        self._check(verdict, stop)
        focused = self._desk.focus.focused(self._desk.queue)
        coding = focused.coding if focused else None
        judgement = verdict.judgement or self._desk.focus.judged(
            None if verdict.action is ReviewAction.ADD else coding
        )
        if verdict.action is ReviewAction.JUDGE and coding and coding.status is not Status.ACCEPTED:
            # What it would mean is settled by accepting it, never by itself.
            self._desk.focus.pending = judgement
            return ReviewOutcome()
        made = decisions_of_verdict(verdict, stop.place, coding, judgement, self.coder)
        if verdict.action is ReviewAction.ACCEPT and coding and made == [as_it_stands(coding, self.coder)]:
            self._go_on(verdict.action, made)
            return ReviewOutcome(action=verdict.action)
        if not made:
            moves = verdict.action is ReviewAction.SKIP and self._desk.go_on()
            return (
                ReviewOutcome(action=ReviewAction.SKIP) if moves else ReviewOutcome(notices=("choose_code",))
            )
        made += no_longer_without_code(made, self._desk.ground.whole(stop.place))
        with self._desk.writing():
            decision_store.put_decisions(self._session.connection, made, now())
        self._saved = verdict, made
        return self._behind_saving(verdict, made)

    def _behind_saving(self, verdict: Verdict, made: list[Decision]) -> ReviewOutcome:
        """Come to the next question. Where that cannot be read just now, the same verdict, given again, goes
        on from here and is not saved about another place.
        """
        self._desk.keep(made)
        if verdict.action in {
            ReviewAction.ACCEPT,
            ReviewAction.REJECT,
            ReviewAction.DISCUSS,
            ReviewAction.RECODE,
            ReviewAction.ADD,
        }:
            self._pace.decided()
        self._go_on(verdict.action, made)
        self._saved = None
        return ReviewOutcome(tuple(made), verdict.action)

    def _check(self, verdict: Verdict, stop: Stop) -> None:
        """Raise KubecodeError for an answer that names a code or a stretch that there is not."""
        is_other = verdict.action in {ReviewAction.RECODE, ReviewAction.ADD}
        if is_other and self.book.codebook.find(verdict.code or "") is None:
            raise no_such_code(verdict.code)
        if verdict.action is ReviewAction.SPAN and verdict.span:
            _, turn = self._desk.reading.segment(stop.place)
            if not turn.start <= verdict.span[0] < verdict.span[1] <= turn.end:
                raise no_such_span(verdict.span)

    def _go_on(self, action: ReviewAction, made: list[Decision]) -> None:
        """Come to the next question, or stay where the answer leaves one."""
        if action is ReviewAction.MEMO:
            return
        rest = self._desk.focus.still_asked(self._desk.queue) if action in GOES_ON else []
        if action not in GOES_ON or rest or self._desk.queue.is_aside:
            coded = (key_of(decision) for decision in reversed(made) if decision.code)
            self._desk.focus.turn_to(rest[0] if rest else next(coded, self._desk.focus.key))
        else:
            self._desk.go_on()

    def _back_or_forth(self, action: ReviewAction) -> ReviewOutcome:
        """Undo or redo this coder's last action, of whichever session, and go to where it was."""
        connection = self._session.connection
        with self._desk.writing():
            step = undo_history.undo_last if action is ReviewAction.UNDO else undo_history.redo_last
            about = step(connection, self.coder, now())
            held = [decision_store.current_decision(connection, decision) for decision in about]
        if not about:
            nothing = "nothing_to_undo" if action is ReviewAction.UNDO else "nothing_to_redo"
            return ReviewOutcome((), action, (nothing,))
        self._desk.keep(held)
        self._desk.go_to(self._desk.ground.place_of(about[0]))
        shown = {key_of(p.coding) for p in self._desk.focus.proposals(self._desk.queue)}
        keys = (key_of(decision) for decision in about)
        self._desk.focus.turn_to(next((key for key in keys if key in shown), self._desk.focus.key))
        return ReviewOutcome(tuple(about), action)

    def _accept_all(self) -> ReviewOutcome:
        offer = self.mass_offer()
        if offer.why_not or not offer.candidates:
            return ReviewOutcome(notices=(offer.why_not or "mass.nothing",))
        made = [
            Decision(c.document, *c.span, c.path, self.coder, Status.ACCEPTED, c.valence, c.presence)
            for c in offer.candidates
        ]
        with self._desk.writing():
            decision_store.put_decisions(self._session.connection, made, now(), "mass")
        self._desk.keep(made)
        self._desk.go_on()
        return ReviewOutcome(tuple(made), ReviewAction.MASS)

    def mass_offer(self) -> MassOffer:
        """Return what could be accepted at one go, or why nothing can."""
        return mass_offer(self._session, self._desk.ground, self.wishes.wanted)

    def move(self, step: int, *, only_open: bool = False) -> bool:
        """Go so many stops forward, or back; say whether there was one. From aside, back to the queue."""
        moved = self._desk.queue.move(step, only_open=only_open)
        if moved:
            self._desk.focus.look(self._desk.queue)
        return moved

    def neighbour(self, step: int) -> bool:
        """Go to the segment before or behind in the transcript, whether anything is asked there or not."""
        stop = self._desk.queue.current
        segments = self._desk.ground.segments[stop.place[0]] if stop else []
        places = [segment[:3] for segment in segments]
        if not stop or stop.place not in places or not 0 <= places.index(stop.place) + step < len(places):
            return False
        self._desk.go_to(places[places.index(stop.place) + step])
        return True

    def find(self, words: str) -> bool:
        """Go to the next segment that holds some words, from here on and then from the beginning."""
        stop = self._desk.queue.current
        place = self._desk.reading.find(words, stop.place if stop else None)
        if place:
            self._desk.go_to(place)
        return place is not None

    def focus(self, number: int) -> bool:
        """Turn to one of the codings of the segment, counted from 0; say whether there is one."""
        proposals = self._desk.focus.proposals(self._desk.queue)
        if not 0 <= number < len(proposals):
            return False
        self._desk.focus.turn_to(key_of(proposals[number].coding))
        return True

    def ask_for(self, wanted: Filter | None = None, order: QueueOrder | None = None) -> None:
        """Change filter or order, and begin at what is open. Raises KubecodeError for an unknown name."""
        wishes = replace(self.wishes, wanted=wanted or self.wishes.wanted, order=order or self.wishes.order)
        check_filter(self._session, self.book.codebook, wishes.wanted)
        stop = self._desk.queue.current
        self._desk.ask_for(wishes)
        if stop and order:
            self._desk.queue.return_to(stop.place)
        self._desk.focus.look(self._desk.queue)

    @property
    def next_order(self) -> QueueOrder:
        """The order that comes behind the present one."""
        orders: tuple[QueueOrder, ...] = get_args(QueueOrder)
        return orders[(orders.index(self.wishes.order) + 1) % len(orders)]

    def words(self) -> list[tuple[int, int]]:
        """Return where the words of the segment that is shown stand (code points, half-open)."""
        stop = self._desk.queue.current
        return self._desk.reading.words(stop.place) if stop else []

    def previews(self, offer: MassOffer) -> list[tuple[OutlinedCoding, str]]:
        """Return what would be accepted at one go, each with its words."""
        return [(c, self._desk.reading.words_of(c.place)) for c in offer.candidates]

    def explain(self) -> list[ExplainedSegment]:
        """Return why the segment that is shown was coded as it was, and why not otherwise."""
        stop = self._desk.queue.current
        if stop is None:
            return []
        explained = explain_segments(self._session, stop.place, self.lang, self.coder)
        return [without_suggestions(one) for one in explained] if self.wishes.blind else explained

    def standing(self) -> ReviewStats:
        """Return how this coder's work in the whole study stands."""
        return review_stats(self._desk.ground, self._desk.unsuggested)

    def result(self) -> ReviewResult:
        """Return how the session stands."""
        statuses = self.standing().statuses
        decided = self._desk.in_session.decided
        with_code = dict(Counter(status for (*_, code), status in decided.items() if code))
        open_ = self._desk.queue.open if self.wishes.blind else statuses.get(Status.SUGGESTED, 0)
        return ReviewResult(
            decided=with_code,
            without_code=sum(s is Status.ACCEPTED for (*_, code), s in decided.items() if not code),
            undecided=open_,
            skipped=statuses.get(Status.SKIPPED, 0),
            to_discuss=statuses.get(Status.TO_DISCUSS, 0),
        )

    def recent_codes(self) -> list[str]:
        """Return the paths of the codes that this coder accepted in this session, the last first."""
        return self._desk.in_session.recent_codes()

    def notices(self) -> tuple[str, ...]:
        """Return what changed beside the review since it was last asked, as keys of the wording."""
        with explain_sqlite_errors(self._session.path):
            self._desk.look_outside()
        return self._desk.taken_notices()

    def stale_transcripts(self) -> list[str]:
        """Return the documents whose files on disk have another text than the study."""
        return stale_transcripts(self._session)
