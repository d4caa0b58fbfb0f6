"""Which of the two languages a browser asks for, or an address."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.messages import LANGUAGES, Lang


def language(headers: Mapping[str, str]) -> Lang:
    """Chinese where the browser's first language is Chinese or not told, or else English.

    The same rule as the page's own script, which sees only ``navigator.language``.

    >>> language({"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}), language({"accept-language": "fr,en;q=0.5"})
    ('zh', 'en')
    """
    first = headers.get("accept-language", "").split(",")[0].strip().lower()
    return "zh" if first.startswith(("zh", "*")) or not first else "en"


class ChosenLanguage:
    """Wraps ``app``: ``?lang=en`` in an address, which a site that embeds the page can set, goes before the browser's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope.get("query_string", b"").decode("latin-1")
        if query and (chosen := parse_qs(query).get("lang", [""])[0]) in LANGUAGES:
            others = [pair for pair in scope["headers"] if pair[0] != b"accept-language"]
            scope = {**scope, "headers": [*others, (b"accept-language", chosen.encode())]}
        await self.app(scope, receive, send)
