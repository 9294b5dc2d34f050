"""Cues of reported speech, of other groups and of the past."""

from __future__ import annotations

from collections.abc import Iterator

from kubecode.coder.find import Hit
from kubecode.coder.scope import Scope
from kubecode.coder.scope_flags import ONCE, OTHERS, REPORTS, STARTS_REPORT
from kubecode.coder.vocabulary import STOP
from kubecode.model import Cue, CueKind

_LONGEST_NAME = 4
_LONGEST_MARK = 4
_LOOK_AHEAD = 3


def attributions(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield the cues of reported speech, of another group and of the past for a hit."""
    flags = scope.words.flags
    if flags & REPORTS:
        yield from _report(hit, scope)
    if flags & OTHERS:
        yield from _other_group(hit, scope)
    if flags & ONCE:
        yield from _past(hit, scope)


def _report(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield the last report before a hit, else the first after it at the end of a clause in its sentence.

    ``Kata Bu Ketua …`` (according to the leader), ``Bu Ketua bilang …`` (she says), ``ribut katanya`` (so
    they say).
    """
    report: tuple[int, int] | None = None
    for first, last in _reports(scope):
        if last < hit.first and not _is_taken_back(scope, last, hit.first):
            report = first, last
        if first > hit.last:
            if report is None and _points_back(hit, scope, first, last):
                report = first, last
            break
    if report:
        yield scope.cue(CueKind.REPORT, *report)


def _reports(scope: Scope) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each report, in the order of the text."""
    begin = scope.begin
    for index, flags in scope.words.flagged_within(begin, scope.end):
        if begin <= index and flags & STARTS_REPORT:
            last = _report_at(scope, index)
            if last is not None:
                yield index, last
                begin = last + 1


def _points_back(hit: Hit, scope: Scope, first: int, last: int) -> bool:
    """Return whether a report after a hit in its sentence ends a clause; particles may follow it.

    ``ribut katanya mah``: they quarrel, it is said.
    """
    forms = scope.words.forms
    if any(form.pause >= STOP for form in forms[hit.last : first]):
        return False
    return forms[last].pause > 0 or _only_particles_follow(scope, last)


def _only_particles_follow(scope: Scope, index: int) -> bool:
    forms, following = scope.words.forms, index + 1
    while following < scope.end and forms[following].lemma in scope.language.particles:
        if forms[following].pause:
            return True
        following += 1
    return following >= scope.end


def _is_taken_back(scope: Scope, last: int, hit_first: int) -> bool:
    """Return whether a report is over before the hit: by the end of the sentence, or by ``tapi saya``."""
    if any(form.pause >= STOP for form in scope.words.forms[last:hit_first]):
        return True
    return not scope.language.reported_speech.taken_back.isdisjoint(
        scope.words.lowercase(last + 1, hit_first)
    )


def _report_at(scope: Scope, index: int) -> int | None:
    """Return the last word of a report that begins at a word, or None."""
    forms, reported_speech = scope.words.forms, scope.language.reported_speech
    form = forms[index]
    if index > scope.begin and forms[index - 1].lemma in scope.language.hypotheses:
        # andai kata ketuanya adil (supposing the leader were fair): no report.
        return None
    if form.lower in reported_speech.report_words:
        return index
    if form.lemma in reported_speech.report_openers and form.lower == form.lemma and not form.pause:
        return _name_end(scope, index + 1)
    if form.lemma in reported_speech.hearing:
        has_source = index + 1 < scope.end and forms[index + 1].lemma in reported_speech.hearsay_sources
        return _name_end(scope, index + 2) if has_source else None
    return _saying_verb(scope, index)


def _saying_verb(scope: Scope, index: int) -> int | None:
    """Return the verb of saying after a subject that begins at a word, or None.

    ``Bu Ketua pernah cerita`` (the leader once told), ``ada yang bilang`` (somebody says).
    """
    last = _name_end(scope, index)
    if last is None:
        last = scope.phrase_at(index, scope.language.reported_speech.somebody)
    if last is None or not scope.opens_clause(index):
        return None
    forms = scope.words.forms
    for verb in range(last + 1, min(scope.end, last + 3)):
        if forms[verb - 1].pause:
            return None
        if forms[verb].lemma in scope.language.reported_speech.report_verbs:
            return verb
        if not forms[verb].is_light:
            return None
    return None


def _name_end(scope: Scope, index: int) -> int | None:
    """Return the last word of a name or role (``Bu Ketua``, ``tetangga sebelah``) that begins at a word."""
    language, reported_speech = scope.language, scope.language.reported_speech
    last = None
    for following in range(index, min(scope.end, index + _LONGEST_NAME)):
        form = scope.words.forms[following]
        is_name = form.written[0].isupper() and following > index
        is_mark = last is not None and form.lemma in language.other_groups.other_marks
        if form.lemma not in reported_speech.tellers and not is_name and not is_mark:
            break
        if form.lemma in reported_speech.own_voice:
            break
        last = following
        if form.pause or form.lemma in language.denial.pronouns:
            break
    return last


def _other_group(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield another group before or after a hit: ``Kelompok sebelah mah ribut terus``.

    (``kelompok sebelah``: the group next door; also ``yang ribut mah kelompok sebelah``.)
    """
    words = scope.words
    cue = _group_before(hit, scope) if words.has(OTHERS, scope.begin, hit.first) else None
    if cue is None and words.has(OTHERS, hit.last + 1, scope.end):
        cue = _group_after(hit, scope)
    if cue:
        yield cue


def _group_before(hit: Hit, scope: Scope) -> Cue | None:
    language = scope.language
    for index in range(hit.first - 1, scope.begin - 1, -1):
        form = scope.words.forms[index]
        if form.pause >= STOP or form.lemma in language.reported_speech.own_voice:
            return None
        last = _group_end(scope, index) if form.lemma in language.other_groups.groups else None
        if last is not None and last < hit.first:
            return scope.cue(CueKind.OTHERS, index, last)
    return None


def _group_after(hit: Hit, scope: Scope) -> Cue | None:
    forms, language = scope.words.forms, scope.language
    for index in range(hit.last + 1, scope.end):
        form = forms[index]
        if forms[index - 1].pause:
            return None
        last = _group_end(scope, index) if form.lemma in language.other_groups.groups else None
        if last is not None:
            return scope.cue(CueKind.OTHERS, index, last)
        if not form.is_light and form.lemma not in language.supposition.linking:
            return None
    return None


def _group_end(scope: Scope, index: int) -> int | None:
    """Return the last word of another group's name that begins at a word; None if it is only compared."""
    forms, language, other_groups = scope.words.forms, scope.language, scope.language.other_groups
    if any(
        lemma in other_groups.comparing for lemma in scope.words.lemmas(max(scope.begin, index - 2), index)
    ):
        return None
    for following in range(index + 1, min(scope.end, index + 1 + _LONGEST_MARK)):
        lemma = forms[following].lemma
        if forms[following - 1].pause or lemma in language.reported_speech.own_voice:
            return None
        if lemma in other_groups.other_marks:
            return following
        if lemma not in other_groups.groups and lemma not in language.supposition.linking:
            return None
    return None


def _past(hit: Hit, scope: Scope) -> Iterator[Cue]:
    """Yield a word of the past before a hit (``Tadinya mah kompak``: they used to be united).

    It suggests that the thing is no longer so. There is no cue if the change itself is mentioned.
    """
    words, language = scope.words, scope.language
    for index in range(scope.begin, hit.first):
        if words.forms[index].lower in language.once:
            has_changed = not language.changes.isdisjoint(words.lemmas(index, hit.first))
            end = min(len(words.forms), scope.end + _LOOK_AHEAD)
            if not has_changed and not _shifts_to_now(scope, index, end):
                yield scope.cue(CueKind.ONCE, index)
            return


def _shifts_to_now(scope: Scope, begin: int, end: int) -> bool:
    """Return whether the words ``[begin, end)``, also beyond the scope, contain "now"."""
    words, time_after = scope.words, scope.language.time_after
    pairs = zip(words.lowercase(begin, end), words.lowercase(begin + 1, end + 1), strict=False)
    return any(form in time_after or f"{form} {following}" in time_after for form, following in pairs)
