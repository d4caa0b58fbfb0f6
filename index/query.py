"""The words of a question that can stand in an answer."""

import re

_ASKING = re.compile(
    # What a question is asked with stands in no official text, but its characters do: 多 and 少 in 多少.
    r"请问|(?:^|(?<=[，。？！；,;\s]))请|有没有|是不是|能不能|会不会|要不要|是否|有无|多少|多大|多高|多长|什么时候|什么|啥"
    "|哪些|哪里|哪儿|哪[一几]?[个项条家种类点年月天]?(?:方面)?|几[个项条家种类点](?:方面)?|谁|怎么样|怎么|怎样|如何|为什么|为何"
    # Within a word they are no particles: 网吧, 这么.
    r"|[吗呢吧啊么](?=\W|$)"
    r"|\b(?:what|which|who|when|where|why|how many|how much|how|is|are|was|were|be|the|of|in|to|an?"
    r"|does|did|do|by|for|on|and)\b",
    re.IGNORECASE,
)


def keywords(query: str) -> str:
    """``query`` without the words that ask; as it is where nothing else would be left.

    >>> keywords("上半年不良贷款率是多少？"), keywords("什么？")
    ('上半年不良贷款率是 ？', '什么？')
    """
    rest = _ASKING.sub(" ", query)
    return rest if re.search(r"\w", rest) else query
