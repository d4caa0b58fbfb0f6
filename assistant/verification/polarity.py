"""Whether a sentence denies, forbids or says of all what the text does not.

A negation governs what stands behind it in its clause: where the other side says the
same words with no negation anywhere near, one of the two says the opposite.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from assistant.understanding.clauses import clauses
from assistant.verification.quantities import quantities
from assistant.verification.surroundings import tokens

_NO_NEGATION: Final = "断|仅|但|少|低|超|高|大|小|多|长|短|到|满|良|动产|同|确定|合理|准确|再|足|强|是|必|过|平衡|适应|适|如|及时|利|顾|惜|管|论|止"
"""What 不 makes a word or a comparative with, and denies nothing."""
_NEGATION: Final = re.compile(
    rf"不(?:得|能|可以?|应|许|准|会|允许|再)(?![少低小多高大长短晚]于|超)|不(?!{_NO_NEGATION}|[得能可应许准会允])|"
    r"未(?!来|必|到|满|达|免)|没有?|无需|无须|严禁|禁止|暂缓|暂停|停止|并非|绝不|尚未"
)
_NEGATIVE: Final = re.compile(
    r"[不未没无非否零难仅只拒缺少低]|暂缓|停[止产用业建工]|暂停|关停|禁|避免|免除|防止|防范|杜绝|控制|遏制|严格|告别|摆脱|结束|退出|取消|消除|解决|终止"
)
"""Signs by which the same can be said without the negation: 难以 for 不能, 杜绝 for 不得有."""
_ALL: Final = re.compile(r"全部|所有|(?<![平人户亩年月日天])均(?!衡|价|等)|全都|一律|悉数|无一例外")
_PART: Final = re.compile(r"大部分|多数|部分|个别|基本|初步|除[^,]{0,8}外|一些|少数|逐步")
_REST: Final = re.compile(r"其余|其他|剩余|剩下|余下")
_OF_THEM: Final = re.compile(
    "[\u4e00-\u9fff]{0,8},?(?:已经?)?(?:办结|完成|销号|整改|解决|建成|开工|竣工|投用|达标|通过|验收)(?:了)?"
)
_FEWEST: Final = 2
_SAME: Final = 0.5
"""Share of the pairs of characters behind a negation from which a clause says the same."""


def denied(said: str, source: str) -> str:
    """The clause of ``said`` that denies what ``source`` says, or says what that denies; "" if there is none."""
    for one, other, ours in ((source, said, False), (said, source, True)):
        there = _texts(other)
        for clause, scope in _negated(one):
            same = [place for place, text in enumerate(there) if _says(text, scope)]
            signs = any(_NEGATIVE.search(" ".join(there[max(0, place - 1) : place + 1])) for place in same)
            if same and not signs and not any(_nearer(there[place], clause, scope, one) for place in same):
                return clause if ours else there[same[0]]
    return ""


def _negated(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each clause with a negation, and the words that it governs; all of its words where those are too few."""
    for clause in _texts(text):
        if match := _NEGATION.search(clause):
            scope = tokens(clause[match.end() :].partition("的")[0])
            # A case that is provided for (与本方案不一致的) can be put in other words.
            if len(scope) < _FEWEST and not clause.endswith("的"):
                scope = tokens(f"{clause[: match.start()]}{clause[match.end() :]}")
            if len(scope) >= _FEWEST:
                yield clause, scope


def _nearer(clause: str, negated: str, scope: frozenset[str], text: str) -> bool:
    """Whether a clause of ``text`` that says ``scope`` with no negation is nearer to ``clause`` than ``negated`` is."""
    words = tokens(clause)
    others = (one for one in _texts(text) if not _NEGATION.search(one) and _says(one, scope))
    return any(len(words & tokens(one)) > len(words & tokens(negated)) for one in others)


def _says(clause: str, scope: frozenset[str]) -> bool:
    return len(scope & tokens(clause)) >= max(_FEWEST, _SAME * len(scope))


def all_for_part(said: str, source: str, before: str, behind: str = "") -> bool:
    """Whether ``said`` says of all what ``source``, with the clause before it or ``behind`` it, says of most."""
    scope = before.rstrip(",").rpartition(",")[2] + source
    if not before.endswith(","):
        scope = before.rpartition(",")[2] + source
    scope = scope.rpartition(";")[2]
    part = _PART.search(scope) or (not _ALL.search(source) and _some_of(scope + behind))
    return bool(_ALL.search(said) and not _PART.search(said) and part and not _REST.search(said))


def _some_of(text: str) -> bool:
    """Whether ``text`` gives a number and then how many of them: 227个问题办结219个."""
    counted = quantities(text)
    return any(
        whole.like(part) and whole.value > part.value and _OF_THEM.fullmatch(text[whole.end : part.start])
        for whole, part in pairwise(counted)
    )


def _texts(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in clauses(text))
