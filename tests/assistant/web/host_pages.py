"""Pages of another site: served as they are written, from an origin of their own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class HostPages:
    """A site at ``origin``; ``pages`` are its pages by path, ``asked`` the paths that were asked for."""

    origin: str
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, path: str, body: str, head: str = "") -> str:
        """The address of a new page."""
        self.pages[path] = (
            f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
            f"<title>县政府门户</title>{head}</head><body>{body}</body></html>"
        )
        return self.origin + path


@contextmanager
def hosting(name: str = "localhost") -> Iterator[HostPages]:
    """A site of its own on this machine, called by ``name``."""
    site = HostPages("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            page = site.pages.get(self.path.partition("?")[0])
            content = (page or "").encode()
            self.send_response(200 if page is not None else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: what was asked is in ``site.asked``."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.origin = f"http://{name}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join(20)
