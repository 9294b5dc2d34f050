"""Indicator mining: proposals, their measured effect, and the changes that answers make in the file."""

import pytest
from mining_study import ANSWERS, BOOK, SULKING, answer_span, decide, make_study, transcript

from kubecode.codebook import Group
from kubecode.codebook.indicators import parse_indicator
from kubecode.coder import code_document, compile_codebook
from kubecode.errors import ExitStatus, FilePosition, KubecodeError
from kubecode.language.custom_lexicon import EMPTY_LEXICON
from kubecode.model import Presence, Valence
from kubecode.store import documents as document_store
from kubecode.store import runs
from kubecode.study.codebooks.load import language_for, study_codebook
from kubecode.study.evaluation.track_record import track_record
from kubecode.study.indicator_mining.mining import (
    MiningAction,
    MiningAnswer,
    MiningOptions,
    MiningSession,
    list_proposals,
    run_mining,
)
from kubecode.study.indicator_mining.proposals import (
    ChangeKind,
    candidate_changes,
    measure_candidate,
    proposal_record,
)
from kubecode.study.indicator_mining.replay import build_replay, effect_of_adding, effect_of_removing
from kubecode.study.ingest.tag import TagOptions, tag
from kubecode.study.judgements import judged_segments
from kubecode.study.session import opened
from kubecode.yaml_node import YamlText


@pytest.fixture
def session(tmp_path):
    with make_study(tmp_path) as study:
        yield study


def book_text(session):
    return (session.path.parent / "buku.yaml").read_text("utf-8")


def play(session, *answers):
    """Give the answers in order, then quit; return (result, arguments of each call of the decider)."""
    shown = []
    script = iter(answers)

    def decider(proposal, left, outcome):
        shown.append((proposal and proposal.candidate.key, left, outcome))
        return next(script, MiningAnswer(MiningAction.QUIT))

    return run_mining(MiningSession(session, "a", MiningOptions()), decider), shown


ACCEPT, REFUSE, LATER, UNDO = (
    MiningAnswer(action)
    for action in (MiningAction.ACCEPT, MiningAction.REFUSE, MiningAction.LATER, MiningAction.UNDO)
)
ADD, REMOVE = ("add", "konflik", "cemberut"), ("remove", "komunikasi", "rapat")


def test_key_word_is_proposed_and_rejected_indicator_is_to_be_removed(session):
    proposals, judged = list_proposals(session, MiningOptions())
    assert judged == 12
    assert [proposal.candidate.key for proposal in proposals] == [REMOVE, ADD]
    removal, addition = proposals
    assert (removal.candidate.track.accepted, removal.candidate.track.rejected) == (0, 5)
    assert (addition.candidate.keyness.with_code, addition.candidate.keyness.elsewhere) == (4, 0)
    assert (addition.candidate.voices, addition.candidate.indicator.group) == (2, Group.HINDERS)
    assert (addition.effect.before.recall, addition.effect.after.recall) == (0.0, 1.0)
    assert (addition.effect.before.precision, addition.effect.after.precision) == (None, 1.0)
    assert {example.coding.text for example in addition.examples} <= {ANSWERS[name][n] for name, n in SULKING}
    assert book_text(session) == BOOK


def test_proposal_record_has_the_json_fields(session):
    removal, addition = (proposal_record(one) for one in list_proposals(session, MiningOptions())[0])
    assert (addition["change"], addition["code"], addition["subcode"], addition["indicator"]) == (
        "add", "konflik", None, "cemberut",
    )  # fmt: skip
    assert addition["keyness"]["g2"] > 6.63
    assert (removal["track"], removal["keyness"]) == ({"fired": 5, "accepted": 0, "rejected": 5}, None)


def test_accepted_change_is_in_the_file_before_the_next_proposal(session):
    seen = []

    def decider(proposal, left, outcome):
        seen.append(book_text(session))
        return ACCEPT if proposal else MiningAnswer(MiningAction.QUIT)

    result = run_mining(MiningSession(session, "a", MiningOptions()), decider)
    assert seen == [
        BOOK,
        BOOK.replace("{any: [rapat]}", "{any: []}"),
        BOOK.replace("{any: [rapat]}", "{any: []}")
        .replace("]\n", "]\n", 1)
        .replace("    ]\n", "    ]\n      hinders: [cemberut]\n"),
    ]
    assert [candidate.key for candidate in result.accepted] == [REMOVE, ADD]
    assert result.left == 0


def test_new_indicator_gives_suggestions_after_tagging_again(session):
    play(session, ACCEPT, ACCEPT)
    tag(session.path, [], TagOptions())
    found = [(name, s.code, s.valence) for name, s in runs.get_suggestions(session.connection)]
    assert found == [(name, "konflik", Valence.HINDERS) for name, _ in SULKING]


def test_answer_may_choose_another_group(session):
    play(session, LATER, MiningAnswer(MiningAction.ACCEPT, Group.ANY))
    assert "        marah, # marah-marah\n        cemberut\n" in book_text(session)
    assert study_codebook(session).codebook.find("konflik").indicators[-1].group is Group.ANY


@pytest.mark.parametrize(
    ("valence", "presence", "group"),
    [
        (Valence.HINDERS, Presence.PRESENT, Group.HINDERS),
        (Valence.SUPPORTS, Presence.DENIED, Group.HINDERS),
        (Valence.SUPPORTS, Presence.RARE, Group.HINDERS),
        (Valence.NEUTRAL, Presence.PRESENT, Group.ANY),
        (Valence.HINDERS, Presence.HYPOTHETICAL, Group.ANY),
        (None, Presence.PRESENT, Group.ANY),
    ],
)
def test_group_follows_valence_and_presence_of_accepted_codings(session, valence, presence, group):
    decide(session, *(answer_span(*answer) for answer in SULKING), valence=valence, presence=presence)
    assert list_proposals(session, MiningOptions())[0][1].candidate.indicator.group is group


def test_group_is_any_if_codings_disagree(session):
    decide(session, answer_span(*SULKING[0]), valence=Valence.SUPPORTS)
    addition = list_proposals(session, MiningOptions())[0][1].candidate
    assert (addition.indicator.group, addition.agree, addition.stated) == (Group.ANY, 3, 4)


def test_refused_change_is_proposed_again_only_on_request(session):
    result, _ = play(session, REFUSE)
    assert [candidate.key for candidate in result.refused] == [REMOVE]
    assert [one.candidate.key for one in list_proposals(session, MiningOptions())[0]] == [ADD]
    again = list_proposals(session, MiningOptions(again=True))[0]
    assert [one.candidate.key for one in again] == [REMOVE, ADD]
    assert book_text(session) == BOOK


def test_change_left_for_later_is_proposed_again(session):
    assert play(session, LATER)[0].left == 2
    assert [one.candidate.key for one in list_proposals(session, MiningOptions())[0]] == [REMOVE, ADD]


def test_answers_can_be_undone_one_by_one(session):
    result, shown = play(session, REFUSE, ACCEPT, UNDO, UNDO, UNDO)
    assert [key for key, _, _ in shown] == [REMOVE, ADD, None, ADD, REMOVE, REMOVE]
    assert [outcome and outcome.candidate and outcome.candidate.key for _, _, outcome in shown] == [
        None, REMOVE, ADD, ADD, REMOVE, None,
    ]  # fmt: skip
    assert (book_text(session), result.accepted, result.refused) == (BOOK, (), ())
    assert len(list_proposals(session, MiningOptions())[0]) == 2


def test_code_option_limits_proposals_and_unknown_names_are_errors(session):
    assert [one.candidate.key for one in list_proposals(session, MiningOptions(code="konflik"))[0]] == [ADD]
    with pytest.raises(KubecodeError, match="konflik"):
        list_proposals(session, MiningOptions(code="konflk"))
    with pytest.raises(KubecodeError, match="no coder"):
        list_proposals(session, MiningOptions(coder="z"))


def test_word_of_one_voice_is_not_proposed(session):
    path = session.path.parent / "melati_B_02.txt"
    path.write_text(f"---\ninforman: A\n---\n{path.read_text('utf-8')}", "utf-8")
    tag(session.path, [path], TagOptions())
    assert {j.voice for j in judged_segments(session)} == {("melati", "A")}
    assert ADD not in [one.candidate.key for one in list_proposals(session, MiningOptions())[0]]


def test_word_of_an_exclusion_is_not_proposed(session):
    path = session.path.parent / "buku.yaml"
    for line_ in ("exclude: [cemberut]", 'exclude: ["cemberut"]', "codes: []"):
        path.write_text(BOOK.replace("direction: inverse", f"direction: inverse\n    {line_}"), "utf-8")
        keys = [one.candidate.key for one in list_proposals(session, MiningOptions())[0]]
        assert (ADD in keys) is (line_ == "codes: []"), line_


def test_file_changed_by_another_program_is_not_overwritten(session):
    mining = MiningSession(session, "a", MiningOptions())
    mining.apply(ACCEPT)
    other = book_text(session) + "# dari editor\n"
    (session.path.parent / "buku.yaml").write_text(other, "utf-8")
    for answer in (ACCEPT, UNDO):
        with pytest.raises(KubecodeError) as error:
            mining.apply(answer)
        assert error.value.exit_status is ExitStatus.CONFLICT
        assert book_text(session) == other


@pytest.mark.parametrize(
    ("encoding", "newline"), [("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("utf-16", "\r\n"), ("utf-8", "\n")]
)
def test_encoding_byte_order_mark_and_line_ends_are_kept(session, encoding, newline):
    path = session.path.parent / "buku.yaml"
    path.write_bytes(BOOK.replace("\n", newline).encode(encoding))
    play(session, ACCEPT)
    wanted = BOOK.replace("{any: [rapat]}", "{any: []}").replace("\n", newline)
    assert path.read_bytes() == wanted.encode(encoding)


def test_bundled_codebook_cannot_be_changed(tmp_path):
    (tmp_path / "melati_A_01.txt").write_text(transcript("melati_A_01.txt"), "utf-8")
    tag(tmp_path / "kubecode.db", [tmp_path / "melati_A_01.txt"], TagOptions())
    with opened(tmp_path / "kubecode.db") as session:
        with pytest.raises(KubecodeError, match="comes with kubecode") as error:
            MiningSession(session, "a", MiningOptions())
        assert "codebook new FILE.yaml --from dinamika-kelompok" in error.value.hint
        assert list_proposals(session, MiningOptions()) == ([], 0)


def test_missing_or_read_only_codebook_is_an_error(session, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("os.access", lambda *_: False)
        with pytest.raises(KubecodeError, match="may not be written"):
            MiningSession(session, "a", MiningOptions())
    (session.path.parent / "buku.yaml").unlink()
    with pytest.raises(KubecodeError, match="not there any more"):
        MiningSession(session, "a", MiningOptions())


@pytest.fixture(scope="module")
def replayed_samples(samples):
    """The replay of the samples with the first coder's decisions, and the candidate changes."""
    with opened(samples) as session:
        documents = list(document_store.get_documents(session.connection))
        judged = judged_segments(session)
        codebook = study_codebook(session).codebook
        replay = build_replay(documents, judged, codebook, EMPTY_LEXICON)
        record = track_record(codebook, list(runs.get_suggestions(session.connection)), judged)
        return replay, candidate_changes(replay, record)


def recoded(replay, codebook, top):
    """Return (suggested, hits) of a code over its judged segments, with every document coded again."""
    compiled = compile_codebook(codebook, language_for(codebook))
    found = {
        (document.name, suggestion.start)
        for document in replay.documents
        for suggestion in code_document(document, compiled).suggestions
        if suggestion.code.split("/")[0] == top
    }
    verdicts = {key: j.verdicts[top] for key, j in replay.judged.items() if top in j.verdicts}
    return len(found & set(verdicts)), sum(verdicts[key] for key in found & set(verdicts))


def test_measured_effect_equals_coding_everything_again(replayed_samples):
    replay, candidates = replayed_samples
    for candidate in candidates[::3]:
        if candidate.change is ChangeKind.ADD:
            codebook = replay.codebook.with_indicators(
                candidate.path, lambda i, new=candidate.indicator: (*i, new)
            )
        else:
            codebook = replay.codebook.with_indicators(
                candidate.path, lambda i, text=candidate.indicator.text: tuple(x for x in i if x.text != text)
            )
        after = measure_candidate(replay, candidate, "id").effect.after
        top = candidate.path.split("/")[0]
        assert (after.suggested, after.hits) == recoded(replay, codebook, top), candidate.key


@pytest.mark.parametrize(
    "text", ['"warung"', "ga pernah", "warung + jaga", "kerja sama", "wakwaw", "ngumpul-ngumpul", "Cempaka"]
)
def test_effect_of_any_indicator_equals_coding_everything_again(replayed_samples, text):
    replay, _ = replayed_samples
    indicator = parse_indicator(YamlText(text, FilePosition("")), Group.ANY)
    codebook = replay.codebook.with_indicators("suasana", lambda i: (*i, indicator))
    after = effect_of_adding(replay, "suasana", indicator).after
    assert (after.suggested, after.hits) == recoded(replay, codebook, "suasana")


def test_removing_an_absent_indicator_changes_nothing(replayed_samples):
    replay, _ = replayed_samples
    assert (
        effect_of_removing(replay, "suasana", "tidak ada di sini").after
        == effect_of_removing(replay, "suasana", "malas").before
    )


def test_every_candidate_of_the_samples_meets_the_thresholds(replayed_samples):
    _, candidates = replayed_samples
    assert {candidate.change for candidate in candidates} == {ChangeKind.ADD, ChangeKind.REMOVE}
    for candidate in candidates:
        if candidate.change is ChangeKind.ADD:
            assert candidate.keyness.is_key
            assert candidate.keyness.with_code >= 3
            assert candidate.voices >= 2
            assert len(candidate.helps) >= 2 * len(candidate.harms)
        else:
            assert candidate.track.is_mostly_rejected
