"""Words in a model's sentence that nothing in what it cites stands behind."""

import re
from collections.abc import Iterable
from typing import Final

from assistant.understanding.clauses import clauses
from assistant.verification.counterparts import exchanged_word
from assistant.verification.quantities import dates, quantities
from assistant.verification.surroundings import tokens
from index.numerals import ordinal

_EVERYDAY: Final = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:来|地|而|上)(?:说|看|讲|言)|从[^,;]{1,8}看|(?:可以|不难|能够)看[出到]|[^,;]{2,4}(?:显示|表明)|值得注意的是|需要说明的是|综上(?:所述)?|(?:另)?一方面|也就是说|换句话说|据此|可见|由此|例如|比如|相关|有关|"
    r"讲话|报告|方案|原文|提出|指出|强调|要求|今年|去年|目前|上半年|下半年|计划|预期|目标|其中|分别|包括|主要|以下|方面|"
    r"[二三四五六两\d][个项块类种大][^,;。]{0,3}中(?=,)|按照?(?:部署|安排|规定|讲话|方案|通知|报告)|这(?:一点|一目标|些|一切)|没有|还没|全部|尚未|仍|均|即|已经?|将|要|再|也|都|并|还|就|是|的|了|和|与|及|把|被|对|因此|以及|所以|原因|同时|此外|确保|必须|\d+(?:\.\d+)?"
)
_OWN_REMARK: Final = re.compile(
    r"比|更|最|次之|持平|够|不多|不少|同样|相当|多于|少于|高于|低于|用来|为此|其次|一致|略|同步|两者|二者|前者|后者|之间|差距|相比|依次"
)
"""What a comparison adds of its own to figures that are checked."""
_STEPS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"立项|批复|获批|批下来|核准",
        r"开工|动工|破土|开建",
        r"建成(?!功|区)|竣工|完工|建好|修好|封顶",
        r"通车|投产|投用|投入使用|投入运[行营]|运营|试运行|开放|开业|通航|启用|投运|开馆",
        r"贯通",
        r"开幕|举办|举行",
        r"闭幕",
        r"蓄水",
        r"上线",
    )
)
"""The steps of a project, each by its words: none of them stands for another."""
_FOLDS: Final = (
    (re.compile("减半|砍半"), re.compile("减半|砍半|一半|50%|五成")),
    (re.compile("翻了?[两2]番"), re.compile("翻了?[两2]番|[四4]倍|300%")),
    (re.compile("翻了?[一1]?[番倍]|倍增"), re.compile("翻了?[一1]?[番倍]|倍增|一倍|1倍|[两2]倍|100%")),
)
"""Doubled, fourfold, halved, and how a text may give that."""
_FINISHED: Final = re.compile(r"完成(?=$|[,;。])")
_ENDED: Final = re.compile(r"完|办结|销号|清零|到位|实现|结束|建成|竣工|已|了")
"""What is said to be finished, and the signs of it."""
_SEASON: Final = re.compile(r"春节|国庆|元旦|中秋|端午|五一|汛期|雨季|寒假|暑假|开学")
_EVERY: Final = re.compile(r"每(?:个)?(半年|[天日周月季年人户辆亩])")
_EACH: Final = re.compile(r"每(?:个)?((?![半天日周月季年])[^\W\d]{2})")
_CLASSIFIERS: Final = "名位家户人台辆条项件处所次"
"""Behind 每 these count what the noun, or nothing, names."""
_RANK: Final = re.compile(
    r"(全国|全省|全市|全州|全县|全区)[^,;。、\d]{0,4}?(?:第|排名?第?|居)([一二三四五六七八九十\d]{1,3}|首)(?!季|期|批|产|个)"
)
_RANKED: Final = re.compile(r"(?:第|排名?第?|居|列)([一二三四五六七八九十]{1,2}|首)(?=位|名|[,;。]|$)")
_ORDINALS: Final = {
    word: n
    for n, words in enumerate(
        (
            "first 1st top no.1",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "seventh 7th",
            "eighth 8th",
            "ninth 9th",
            "tenth 10th",
        ),
        start=1,
    )
    for word in words.split()
}
_ENGLISH_RANK: Final = re.compile(
    rf"\b(?:rank(?:ed|s|ing)?|placed?|came|stood|stands)\b(?: (?:the|in|at|number|among))*? ({'|'.join(map(re.escape, _ORDINALS))})\b",
    re.IGNORECASE,
)
_ENGLISH_ONLY_WITH: Final = (
    (
        re.compile(
            r"\bthe (?!second|third|fourth|fifth)(?:\w+ )?(?:best(?! use)|worst|largest|biggest|greatest|fastest|finest)\b",
            re.IGNORECASE,
        ),
        re.compile(r"最|第[一1]|首|冠|领先|前列|居前|[大高强]于"),
    ),
    (
        re.compile(
            r"\b(?:cancel|abolish|revok|terminat|suspend|scrap|postpon|repeal|withdraw)\w*|\bno longer\b(?! allowed| permitted)",
            re.IGNORECASE,
        ),
        re.compile(
            r"取消|废[止除]|停|终止|撤|推迟|延[期后缓]|暂缓|不再|失效|退出|清退|淘汰|关闭|解除|结束|销号|告别|报废|吊销|注销|提取|中止|破除"
        ),
    ),
)
"""What English says with a word, and the signs one of which a Chinese text has where it says so."""
_COVERED: Final = 0.3
_FEWEST: Final = 4
_LONGEST_REMARK: Final = 4
_FUNCTION: Final = frozenset("这那其尤来去起下上头些个们着过得地为有在从到以于向由")
_WRITTEN: Final = 0.6
"""Share of a sentence's characters by which it is a freer paraphrase."""
_ELSEWHERE: Final = (0.4, 0.7)
"""Shares of a clause's words: below the first of what is cited, from the second of another sentence, it is said there."""


def unfounded_word(text: str, cited: str) -> str:
    """A step of a project, or how often something is done, that is not in ``cited``; "" if there is none."""
    for pattern in _STEPS:
        if (match := pattern.search(text)) and not pattern.search(cited) and match.group()[-2:] not in cited:
            return match.group()
    for pattern, signs in _FOLDS:
        if (match := pattern.search(text)) and not signs.search(cited):
            return match.group()
    if (match := _FINISHED.search(text)) and not _ENDED.search(cited):
        return match.group()
    for match in _SEASON.finditer(text):
        if match.group()[:2] not in cited:
            return match.group()
    return _unfounded_every(text, cited) or exchanged_word(text, cited)


def _unfounded_every(text: str, cited: str) -> str:
    """How often, or of each of what, something is done, where ``cited`` says otherwise."""
    stated = {_often(match) for match in _EVERY.finditer(cited)}
    for match in _EVERY.finditer(text):
        if _often(match) not in stated and not _told_short(match, text, cited):
            return match.group()
    each = {match[1][0] for match in _EACH.finditer(cited)}
    for match in _EACH.finditer(text.replace("每度", "每千瓦时")):
        if each and match[1][0] not in each | set(_CLASSIFIERS) and match[1] not in cited:
            return match.group()
    return ""


def unfounded_rank(text: str, scope: str) -> str:
    """A rank (全省第二, 全省排二) in ``text`` that ``scope`` does not give; "" if there is none."""
    stated = {(match[1], _place(match[2])) for match in _RANK.finditer(scope)}
    for match in _RANK.finditer(text):
        if stated and (match[1], _place(match[2])) not in stated:
            return match.group()
    return ""


def unfounded_in_english(text: str, scope: str) -> str:
    """A rank (ranked first, the best), or an end (cancelled), in English that ``scope`` does not give; "" if there is none."""
    for pattern, signs in _ENGLISH_ONLY_WITH:
        if (match := pattern.search(text)) and not signs.search(scope):
            return match.group()
    stated = {_place(match[2]) for match in _RANK.finditer(scope)} | {_place(one) for one in _RANKED.findall(scope)}
    for match in _ENGLISH_RANK.finditer(text):
        if _ORDINALS.get(match[1].lower(), 0) not in stated:
            return match.group()
    return ""


def _place(written: str) -> int:
    return 1 if written == "首" else ordinal(written)


def uncovered(text: str, scope: str, others: Iterable[str]) -> str:
    """The part of ``text`` whose words ``scope`` does not have; "" where there is none.

    A paraphrase shares words with what it says again: a clause that shares none, or a
    sentence that shares few, says something else; and one that one of ``others``, the
    sentences that are not cited, has the words of is said there.
    """
    known, characters = tokens(scope), set(scope)
    words = _content(text)
    if len(words) >= _FEWEST and len(words & known) < _COVERED * len(words) and _share(words, characters) < _WRITTEN:
        return text
    for start, end in clauses(text):
        clause = text[start:end]
        own = _content(clause)
        if len(own) < _LONGEST_REMARK - 1:
            continue
        checked = quantities(clause) or dates(clause)
        if not checked and not own & known and not _OWN_REMARK.search(clause):
            return clause
        if len(own & known) < _ELSEWHERE[0] * len(own) and any(
            len(own & tokens(other)) >= _ELSEWHERE[1] * len(own) for other in others
        ):
            return clause
    return ""


def _share(words: frozenset[str], characters: set[str]) -> float:
    """The share of the characters in ``words`` that are among ``characters``."""
    own = set("".join(words)) - _FUNCTION
    return len(own & characters) / max(1, len(own))


def _content(text: str) -> frozenset[str]:
    return tokens(_EVERYDAY.sub("|", text))


def _told_short(match: "re.Match[str]", text: str, cited: str) -> bool:
    """Whether ``cited`` says 周调度 or 按周 for 每周."""
    behind = re.escape(text[match.end() : match.end() + 2])
    return re.search(f"{match[1]}{behind}|[按逐]{match[1]}|{match[1]}度", cited) is not None


def _often(match: "re.Match[str]") -> str:
    return match[1].replace("天", "日")
