"""Answers put together from the speech's own sentences, without a language model.

The shortest true answer stands first: the clauses that hold the figure, the date or
the department. Then the sentence that they come from, and those that may as well be the
answer, exactly as they stand. Nothing is ever said that is not in the speech.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.answer import Answer, AnswerSentence, Reason
from assistant.citing import CitationBook
from assistant.evidence import Evidence, Found, looked_up, nearest
from assistant.extraction.calibration import Calibration, load_calibration
from assistant.extraction.match import Match, Matcher
from assistant.extraction.outline_lookup import OutlineLookup
from assistant.extraction.refusal import off_topic, reason_for, refuses
from assistant.messages import Lang
from assistant.messages import text as message
from assistant.understanding.clauses import abridged
from assistant.understanding.condense import read_condensed
from assistant.understanding.question import Ask, Question
from index.outline import Outline, Sentence

CANDIDATES: Final = 10
"""Sentences of a query that are looked at closely, best first."""
_MOST: Final = 3
"""Sentences that are given for a question, or a part of one, at the most."""
_TOP: Final = 5
"""Best sentences among which siblings must come up together."""
_WITHIN: Final = frozenset((Ask.FIGURE, Ask.DATE, Ask.WHO, Ask.PLACE))
"""What stands within a sentence: points that list something else are no answer."""
_BRIEF: Final = _WITHIN | {Ask.LIST}
_Said = list[tuple[str, Found]]
"""The sentences chosen for a question, the best first, each with the shortest words that answer, or ""."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, how it matches the question, and its rank score."""

    found: Found
    match: Match
    rank: float


class ExtractiveAnswerer:
    """Answers over one outline."""

    def __init__(self, outline: Outline, calibration: Calibration | None = None) -> None:
        self.outline = outline
        self.lookup = OutlineLookup(outline)
        self.matcher = Matcher(outline, self.lookup)
        self.calibration = calibration or load_calibration()

    def answer(
        self, asked: str, understood: str, asking: str, evidence: Sequence[Evidence], lang: Lang = "zh"
    ) -> Answer:
        """The answer to ``understood``, the self-contained form of what was ``asked``.

        ``asking`` holds the words that say what is asked for, and ``evidence`` is one
        for each of its parts (:attr:`assistant.understanding.question.Question.parts`).
        """
        whole = read_condensed(understood, asking)
        reply = _Reply(self.outline, asked, understood, evidence[0], lang)
        if off_topic(asked, self.matcher):
            return reply.refusal("off_topic", ())
        if items := self.enumerated(understood, asking, evidence):
            return reply.enumeration(items)
        ranked = [
            (question, self.candidates(question, part))
            for question, part in zip(whole.questions(), evidence, strict=True)
        ]
        said = [self._said(question, found) for question, found in ranked]
        if not any(said) and len(ranked) > 1:
            # What no part finds by its own words, it may by those of the whole.
            parts = [replace(question, about=question.about or understood) for question, _ in ranked]
            said = [self._said(part, self.candidates(part, found)) for part, found in zip(parts, evidence, strict=True)]
        if not any(said):
            near = self._nearest(understood, evidence[0])
            return reply.refusal(reason_for(understood, self.matcher), near)
        left = [question.text for (question, _), items in zip(ranked, said, strict=True) if not items]
        return reply.quotation(_each_once(said), left)

    def enumerated(self, understood: str, asking: str, evidence: Sequence[Evidence]) -> tuple[Sentence, ...]:
        """The items that the answer is, as the outline has them; none where the question wants something else."""
        whole = read_condensed(understood, asking)
        if Ask.SUMMARY in whole.asks and (items := self.lookup.named_items(understood)):
            return items
        return self._whole_list(whole, evidence[0]) if len(evidence) == 1 else ()

    def candidates(self, question: Question, evidence: Evidence) -> list[Candidate]:
        """The sentences of ``evidence`` that may answer ``question``, best first."""
        found = evidence.sentences[:CANDIDATES]
        if not found:
            return []
        matches = self.matcher.matches(question, found)
        ranked = [
            Candidate(item, match, self.calibration.order(match)) for item, match in zip(found, matches, strict=True)
        ]
        return sorted(ranked, key=lambda item: -item.rank)

    def _chosen(self, question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
        """The best sentence, and the next ones where they may as well be that one; none if it must not be given."""
        # A note in brackets says who is responsible, or where to look; nothing else is answered by it.
        ranked = [item for item in ranked if Ask.WHO in question.asks or not _is_note(item.found.text)]
        ranked = [item for item in ranked if not item.match.lead] or list(ranked)
        if not ranked or refuses(question, ranked[0].match, self.calibration):
            return []
        return ranked[:1] + [
            item
            for item in ranked[1:_MOST]
            if self.calibration.is_close(ranked[0].rank, item.rank)
            and not refuses(question, item.match, self.calibration)
        ]

    def _said(self, question: Question, ranked: Sequence[Candidate]) -> _Said:
        return [(self._brief(question, item), item.found) for item in self._chosen(question, ranked)]

    def _whole_list(self, question: Question, evidence: Evidence) -> tuple[Sentence, ...]:
        """Every sibling, where the question wants them all and leads are what was found.

        One lead alone may be a topic that the question names; when siblings come up
        together, the question is about what they share.
        """
        if not question.asks & {Ask.LIST, Ask.OPEN} or question.asks & _WITHIN:
            return ()
        top = [item.sentence for item in evidence.sentences[:_TOP]]
        for sentence in top:
            items = self.lookup.siblings(sentence)
            if sum(item in top for item in items) >= 2:
                return items
        return ()

    def _nearest(self, understood: str, evidence: Evidence) -> list[Found]:
        """The sentences that name what the question names, retrieved or not, then the best retrieved."""
        retrieved = {item.sentence.number for item in evidence.sentences}
        shares = self.matcher.named(understood)
        named = [
            Found(sentence, self.outline.quote(sentence), float("-inf"), 0.0)
            for sentence, share in zip(self.outline.sentences, shares, strict=True)
            if share and sentence.number not in retrieved
        ]

        def closeness(item: Found) -> tuple[float, float]:
            return shares[item.sentence.number], item.score

        return sorted((*evidence.sentences, *named), key=closeness, reverse=True)

    def _brief(self, question: Question, item: Candidate) -> str:
        """The shortest words that answer, or "" where the sentence is hardly longer."""
        if not question.asks & _BRIEF:
            return ""
        words = self.matcher.short(question, item.found)
        return words if len(words) <= 0.7 * len(item.found.text) else ""


def _is_note(text: str) -> bool:
    return text.startswith(("（", "(")) and text.endswith(("）", ")"))


def _each_once(said: Sequence[_Said]) -> list[_Said]:
    """``said`` without a next sentence that another part has, too: it would be quoted twice, cut in two ways."""
    taken = {items[0][1].sentence.number for items in said if items}
    kept = []
    for items in said:
        others = [item for item in items[1:] if item[1].sentence.number not in taken]
        taken.update(found.sentence.number for _, found in others)
        kept.append([*items[:1], *others])
    return kept


@dataclass(frozen=True, slots=True)
class _Reply:
    """Writes the answer to one question in its forms."""

    outline: Outline
    asked: str
    understood: str
    evidence: Evidence
    lang: Lang

    def quotation(self, chosen: Sequence[_Said], left: Sequence[str]) -> Answer:
        """The brief answer to each part first, then the sentences that were chosen for the parts; a note names those ``left``.

        Only the best sentence of a part is said in brief: the next ones are there to be read, not asserted.
        """
        book = CitationBook(self.outline)
        best = [found[0] for found in chosen if found]
        briefs = [AnswerSentence(f"{brief}。", (book.cite(found.sentence),)) for brief, found in best if brief]
        quotes = [self._quote(book, found.sentence, brief) for part in chosen for brief, found in part]
        answer = self._answer((*_distinct(briefs), *_distinct(quotes)), book)
        return replace(answer, note=message("answer.left", self.lang, parts="；".join(left))) if left else answer

    def enumeration(self, items: Sequence[Sentence]) -> Answer:
        """Every item, in order, counted; sentences that open a section are not counted beside its heading."""
        book = CitationBook(self.outline)
        sentences = tuple(AnswerSentence(self.outline.quote(item), (book.cite(item),), quoted=True) for item in items)
        headings = [item for item in items if item.heading]
        counted = headings or items
        count = AnswerSentence(
            message("answer.count", self.lang, count=len(counted)),
            tuple(book.cite(item) for item in counted),
            counts=len(counted),
        )
        answer = self._answer((count, *sentences), book)
        return replace(answer, passages=looked_up(items, self.evidence.passages))

    def refusal(self, reason: Reason, near: Sequence[Found]) -> Answer:
        """That the speech does not say, and what comes nearest."""
        shown = nearest(near)
        lines = [AnswerSentence(message(f"refusal.{reason}", self.lang))]
        if shown:
            best = shown[0]
            lines.append(AnswerSentence(message("refusal.nearest", self.lang, quote=best.quote, address=best.address)))
        return Answer(
            question=self.asked,
            understood=self.understood,
            sentences=tuple(lines),
            refused=True,
            reason=reason,
            nearest=shown,
            passages=self.evidence.passages,
        )

    def _quote(self, book: CitationBook, sentence: Sentence, brief: str) -> AnswerSentence:
        """The sentence; only what is around ``brief`` of a long one, whose citation has the whole."""
        quote = abridged(self.outline.quote(sentence), brief)
        words = message("answer.quote", self.lang, address=sentence.address, quote=quote)
        return AnswerSentence(words, (book.cite(sentence),), quoted=True)

    def _answer(self, sentences: tuple[AnswerSentence, ...], book: CitationBook) -> Answer:
        return Answer(
            question=self.asked,
            understood=self.understood,
            sentences=sentences,
            citations=book.citations,
            passages=self.evidence.passages,
        )


def _distinct(items: Iterable[AnswerSentence]) -> tuple[AnswerSentence, ...]:
    return tuple(dict.fromkeys(items))
