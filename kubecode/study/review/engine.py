"""The decision engine: whoever decides, a person at a screen or a script, asks it in turn."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from kubecode.model import NO_CODE, Coding, Decision, Status, split_code
from kubecode.store import decisions as decision_store
from kubecode.store import history
from kubecode.store.study_file import told, transaction
from kubecode.study.codebooks import LoadedCodebook
from kubecode.study.codings import Filter, check_filter
from kubecode.study.explaining import ExplainedSegment, explain_segments
from kubecode.study.review.focus import Focus
from kubecode.study.review.ground import Ground
from kubecode.study.review.mass import MassOffer, mass_offer
from kubecode.study.review.outcome import InSession, Outcome, ReviewResult
from kubecode.study.review.outside import Outside
from kubecode.study.review.pace import LAST, Pace
from kubecode.study.review.places import Candidate, Order, Place, Stop, Why
from kubecode.study.review.queue import Queue, Wishes
from kubecode.study.review.reading import Reading
from kubecode.study.review.shown import CellSoFar, ContextLine, Item, Progress
from kubecode.study.review.standing import Standing, standing
from kubecode.study.review.verdicts import (
    GOES_ON,
    Action,
    Verdict,
    as_it_stands,
    decisions_of_verdict,
    no_such_code,
)
from kubecode.study.session import Session, now, person
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
        wishes: Wishes | None = None,
        lang: Lang = "id",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.coder = person(coder)
        self.lang = lang
        self.wishes = wishes or Wishes()
        self._session = session
        self._outside = Outside(session)
        check_filter(session, self.book.codebook, self.wishes.wanted)
        self._ground = Ground(self.coder, sees_machine=not self.wishes.blind)
        self._ground.read_study(session)
        self._ground.read_decisions(session)
        self._queue = Queue(session, self._ground, self.wishes, self.book.codebook)
        self._reading = Reading(session, self._ground, lang)
        earlier = decision_store.decision_times(session.connection, self.coder, LAST + 1)
        self._pace = Pace(earlier, clock)
        self._in_session = InSession()
        self._focus = Focus(self._reading, self._in_session)
        self._focus.look(self._queue)

    @property
    def book(self) -> LoadedCodebook:
        """The codebook as it is now."""
        return self._outside.book

    @property
    def item(self) -> Item | None:
        """What is shown now, None behind the last."""
        stop = self._queue.current
        if stop is None:
            return None
        proposals = self._focus.proposals(self._queue)
        focus = next((n for n, p in enumerate(proposals) if p.coding.path == self._focus.path), None)
        coding = proposals[focus].coding if focus is not None else None
        document = self._reading.document(stop.place[0])
        segment, turn = self._reading.segment(stop.place)
        whole = self._ground.own.get(document.name, {}).get((*stop.place[1:], NO_CODE))
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
            judgement=self._focus.judged(coding),
            code=self.book.codebook.find(coding.path) if coding else None,
            cell=self._cell(document.case, coding) if coding else None,
            is_without_code=whole is not None and whole.status is Status.ACCEPTED,
            memo=whole.memo if whole else None,
            progress=self.progress,
        )

    @property
    def progress(self) -> Progress:
        """How far the queue has come."""
        done = len(self._queue) - self._queue.open
        position = min(self._queue.position + 1, len(self._queue))
        return Progress(position, len(self._queue), done, self._pace.minutes(self._queue.open))

    def context(self, before: int, behind: int) -> tuple[ContextLine, ...]:
        """Return so many stretches of the transcript before and behind the segment that is shown."""
        stop = self._queue.current
        return self._reading.context(stop.place, (before, behind)) if stop else ()

    def apply(self, verdict: Verdict) -> Outcome:
        """Save an answer about what is shown.

        Raises KubecodeError for a code that is in no codebook, and where the study cannot be written; then
        nothing has changed.
        """
        if verdict.action is Action.QUIT:
            return Outcome()
        with told(self._session.path):
            notices = self._look_outside()
            if verdict.action in {Action.UNDO, Action.REDO}:
                return self._back_or_forth(verdict.action, notices)
            stop = self._queue.current
            if stop is None or not self._reading.knows(stop.place):
                return Outcome(notices=notices)
            if verdict.action is Action.MASS:
                return self._accept_all(notices)
            return self._decide(verdict, stop, notices)

    def _decide(self, verdict: Verdict, stop: Stop, notices: tuple[str, ...]) -> Outcome:
        focused = self._focus.focused(self._queue)
        coding = focused.coding if focused else None
        judgement = verdict.judgement or self._focus.judged(None if verdict.action is Action.ADD else coding)
        is_other = verdict.action in {Action.RECODE, Action.ADD}
        if is_other and self.book.codebook.find(verdict.code or "") is None:
            raise no_such_code(verdict.code)
        if verdict.action is Action.JUDGE and coding and coding.status is not Status.ACCEPTED:
            # What it would mean is settled by accepting it, never by itself.
            self._focus.pending = judgement
            return Outcome(notices=notices)
        made = decisions_of_verdict(verdict, stop.place, coding, judgement, self.coder)
        if verdict.action is Action.ACCEPT and coding and made == [as_it_stands(coding, self.coder)]:
            self._go_on(verdict.action, made)
            return Outcome(action=verdict.action, notices=notices)
        if not made:
            moves = verdict.action is Action.SKIP and self._queue.go_on(self._ground)
            if moves:
                self._focus.look(self._queue)
            return Outcome(action=Action.SKIP if moves else None, notices=notices or ("choose_code",))
        with transaction(self._session.connection):
            decision_store.put_decisions(self._session.connection, made, now())
        self._learned(made)
        if verdict.action in {Action.ACCEPT, Action.REJECT, Action.DISCUSS, Action.RECODE, Action.ADD}:
            self._pace.decided()
        self._go_on(verdict.action, made)
        return Outcome(tuple(made), verdict.action, notices)

    def _go_on(self, action: Action, made: list[Decision]) -> None:
        """Come to the next question, or stay where the answer leaves one."""
        if action is Action.MEMO:
            return
        rest = self._focus.still_asked(self._queue) if action in GOES_ON else []
        if action not in GOES_ON or rest or self._queue.is_aside:
            self._focus.turn_to(rest[0] if rest else made[-1].code or self._focus.path)
        else:
            self._queue.go_on(self._ground)
            self._focus.look(self._queue)

    def _back_or_forth(self, action: Action, notices: tuple[str, ...]) -> Outcome:
        """Undo or redo this coder's last action, of whichever session, and go to where it was."""
        connection = self._session.connection
        with transaction(connection):
            step = history.undo_last if action is Action.UNDO else history.redo_last
            about = step(connection, self.coder, now())
        if not about:
            nothing = "nothing_to_undo" if action is Action.UNDO else "nothing_to_redo"
            return Outcome((), action, (*notices, nothing))
        self._ground.read_decisions(self._session)
        for decision in about:
            held = self._ground.own[decision.document][decision.start, decision.end, decision.code]
            self._in_session.note(held)
        self._queue.refresh(self._ground, {decision.document for decision in about})
        self._go_to(self._ground_of(about[0]))
        shown = {p.coding.path for p in self._focus.proposals(self._queue)}
        self._focus.turn_to(next((d.code for d in about if d.code in shown), self._focus.path))
        return Outcome(tuple(about), action, notices)

    def _accept_all(self, notices: tuple[str, ...]) -> Outcome:
        offer = self.mass_offer()
        if offer.why_not or not offer.candidates:
            return Outcome(notices=(*notices, offer.why_not or "mass.nothing"))
        made = [
            Decision(*c.place, c.path, self.coder, Status.ACCEPTED, c.valence, c.presence)
            for c in offer.candidates
        ]
        with transaction(self._session.connection):
            decision_store.put_decisions(self._session.connection, made, now(), "mass")
        self._learned(made)
        self._queue.go_on(self._ground)
        self._focus.look(self._queue)
        return Outcome(tuple(made), Action.MASS, notices)

    def mass_offer(self) -> MassOffer:
        """Return what could be accepted at one go, or why nothing can."""
        return mass_offer(self._session, self._ground, self.wishes.wanted)

    def move(self, step: int, *, only_open: bool = False) -> bool:
        """Go so many stops forward, or back; say whether there was one. From aside, back to the queue."""
        moved = self._queue.move(step, only_open=only_open)
        if moved:
            self._focus.look(self._queue)
        return moved

    def neighbour(self, step: int) -> bool:
        """Go to the segment before or behind in the transcript, whether anything is asked there or not."""
        stop = self._queue.current
        segments = self._ground.segments[stop.place[0]] if stop else []
        places = [segment[:3] for segment in segments]
        if not stop or stop.place not in places or not 0 <= places.index(stop.place) + step < len(places):
            return False
        self._go_to(places[places.index(stop.place) + step])
        return True

    def find(self, words: str) -> bool:
        """Go to the next segment that holds some words, from here on and then from the beginning."""
        stop = self._queue.current
        place = self._reading.find(words, stop.place if stop else None)
        if place:
            self._go_to(place)
        return place is not None

    def focus(self, number: int) -> bool:
        """Turn to one of the codings of the segment, counted from 0; say whether there is one."""
        proposals = self._focus.proposals(self._queue)
        if not 0 <= number < len(proposals):
            return False
        self._focus.turn_to(proposals[number].coding.path)
        return True

    def ask_for(self, wanted: Filter | None = None, order: Order | None = None) -> None:
        """Change filter or order, and begin at what is open. Raises KubecodeError for an unknown name."""
        wishes = replace(self.wishes, wanted=wanted or self.wishes.wanted, order=order or self.wishes.order)
        check_filter(self._session, self.book.codebook, wishes.wanted)
        stop = self._queue.current
        self._queue = Queue(self._session, self._ground, wishes, self.book.codebook)
        self.wishes = wishes
        if stop and order:
            self._queue.return_to(stop.place)
        self._focus.look(self._queue)

    @property
    def next_order(self) -> Order:
        """The order that comes behind the present one."""
        orders: tuple[Order, ...] = get_args(Order)
        return orders[(orders.index(self.wishes.order) + 1) % len(orders)]

    def words(self) -> list[tuple[int, int]]:
        """Return where the words of the segment that is shown stand (code points, half-open)."""
        stop = self._queue.current
        return self._reading.words(stop.place) if stop else []

    def previews(self, offer: MassOffer) -> list[tuple[Candidate, str]]:
        """Return what would be accepted at one go, each with its words."""
        return [(c, self._reading.words_of(c.place)) for c in offer.candidates]

    def explain(self) -> list[ExplainedSegment]:
        """Return why the segment that is shown was coded as it was, and why not otherwise."""
        stop = self._queue.current
        return explain_segments(self._session, stop.place, self.lang) if stop else []

    def standing(self) -> Standing:
        """Return how this coder's work in the whole study stands."""
        return standing(self._ground)

    def result(self) -> ReviewResult:
        """Return how the session stands."""
        statuses = self.standing().statuses
        decided = dict(Counter(self._in_session.decided.values()))
        open_ = (statuses.get(one, 0) for one in (Status.SUGGESTED, Status.SKIPPED, Status.TO_DISCUSS))
        return ReviewResult(decided, *open_)

    def recent_codes(self) -> list[str]:
        """Return the paths of the codes that this coder accepted in this session, the last first."""
        return self._in_session.recent_codes()

    def notices(self) -> tuple[str, ...]:
        """Return what changed beside the review since it was last asked, as keys of the wording."""
        with told(self._session.path):
            return self._look_outside()

    def _look_outside(self) -> tuple[str, ...]:
        change = self._outside.changes()
        if change.study or change.decisions:
            if change.study:
                self._ground.read_study(self._session)
                self._reading.forget()
            self._ground.read_decisions(self._session)
            stop, position = self._queue.current, self._queue.position
            self._queue = Queue(self._session, self._ground, self.wishes, self.book.codebook)
            if stop is None or not self._queue.return_to(stop.place):
                self._queue.position = min(position, len(self._queue))
            self._focus.look(self._queue)
        return change.notices

    def _learned(self, made: list[Decision]) -> None:
        for decision in made:
            self._ground.keep(decision)
            self._in_session.note(decision)
        self._queue.refresh(self._ground, {decision.document for decision in made})

    def _go_to(self, place: Place) -> None:
        if not self._queue.return_to(place):
            self._queue.aside = Stop(place, Why.HAND)
        self._focus.look(self._queue)

    def _ground_of(self, decision: Decision) -> Place:
        """Return the segment that a decision is about."""
        segments = self._ground.segments[decision.document]
        overlapping = [s for s in segments if s.start < decision.end and s.end > decision.start]
        return overlapping[0][:3] if overlapping else (decision.document, decision.start, decision.end)

    def _cell(self, case: str, coding: Coding) -> CellSoFar:
        """Count what this coder has accepted of a top-level code in a case."""
        of_case = {name for name, its in self._ground.cases.items() if its == case}
        code = split_code(coding.path)[0]
        accepted = [
            d
            for name in of_case
            for d in self._ground.own.get(name, {}).values()
            if d.status is Status.ACCEPTED and split_code(d.code)[0] == code
        ]
        heard = {self._reading.informant(d.document, d.start) for d in accepted} - {None}
        return CellSoFar(case, len(accepted), len(heard))
