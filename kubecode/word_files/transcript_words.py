"""The words by which a transcript is read. A language has them, and ``transcript`` is given them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class TranscriptWords:
    """Words of speaker labels, file names, facts above the speech and sentences; lower case but for initials.

    Compared by identity, so that a pattern made of the words can be cached by them.
    """

    # Labels of speakers: parts in the interview, posts in the group, words of address.
    interviewers: frozenset[str]
    interviewer_initials: frozenset[str]
    moderator_initials: frozenset[str]
    informants: frozenset[str]
    informant_initials: frozenset[str]
    question_labels: frozenset[str]
    answer_labels: Mapping[str, str]
    posts: frozenset[str]
    shared_posts: frozenset[str]
    kinship: frozenset[str]
    titles: frozenset[str]
    elder_titles: frozenset[str]
    younger_titles: frozenset[str]
    answer_words: frozenset[str]
    research_words: frozenset[str]
    group_voices: frozenset[str]
    unknown_voices: frozenset[str]
    # What looks like the label of a speaker and is none.
    metadata_labels: frozenset[str]
    aside_labels: frozenset[str]
    aside_endings: frozenset[str]
    capital_abbreviations: frozenset[str]
    telling_label_words: frozenset[str]
    first_persons: frozenset[str]
    backchannels: frozenset[str]
    remarks: frozenset[str]
    greetings: frozenset[str]
    # What programs and libraries write between speech.
    system_sentences: frozenset[str]
    media_notes: frozenset[str]
    message_notes: frozenset[str]
    running_lines: frozenset[str]
    library_words: frozenset[str]
    note_labels: frozenset[str]
    section_titles: frozenset[str]
    participant_remarks: frozenset[str]
    # Tables and forms: what a column holds, by its title.
    column_titles: Mapping[str, str]
    column_title_fillers: frozenset[str]
    consent_phrases: frozenset[str]
    asking_words: frozenset[str]
    # Facts above the speech, page marks, file names.
    fact_labels: Mapping[str, str]
    legend_titles: frozenset[str]
    name_labels: frozenset[str]
    code_labels: frozenset[str]
    date_labels: frozenset[str]
    date_label_companions: frozenset[str]
    withheld_names: frozenset[str]
    title_ends: frozenset[str]
    page_words: frozenset[str]
    page_total_words: frozenset[str]
    interview_file_words: frozenset[str]
    observation_file_words: frozenset[str]
    document_file_words: frozenset[str]
    file_name_words: frozenset[str]
    # Speech: questions, sentence ends, and words around which a long sentence is cut.
    question_tags: frozenset[str]
    question_words: frozenset[str]
    prompts: frozenset[str]
    sentence_abbreviations: frozenset[str]
    speech_breaks: frozenset[str]
    speech_closings: frozenset[str]
    time_before: frozenset[str]
    time_after: frozenset[str]

    @cached_property
    def roles(self) -> frozenset[str]:
        """Words for a part in the interview or a post in the group."""
        return self.interviewers | self.informants | self.posts
