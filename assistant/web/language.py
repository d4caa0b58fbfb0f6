"""Which of the two languages a browser asks for."""

from collections.abc import Mapping

from assistant.messages import Lang


def language(headers: Mapping[str, str]) -> Lang:
    """Chinese where the browser's first language is Chinese or not told, or else English.

    The same rule as the page's own script, which sees only ``navigator.language``.

    >>> language({"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}), language({"accept-language": "fr,en;q=0.5"})
    ('zh', 'en')
    """
    first = headers.get("accept-language", "").split(",")[0].strip().lower()
    return "zh" if first.startswith(("zh", "*")) or not first else "en"
