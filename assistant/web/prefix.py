"""The path below which a proxy shows the server."""

from starlette.types import ASGIApp, Receive, Scope, Send


class BelowPath:
    """Wraps ``app``: it stands below ``root_path``, whether the proxy passes that path on or takes it off.

    Without a proxy it stands there too, beside its place at ``/``.
    """

    def __init__(self, app: ASGIApp, root_path: str = "") -> None:
        self.app = app
        self.root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.root_path and scope["type"] == "http":
            # In ASGI the path holds the root path.
            passed_on = f"{scope['path']}/".startswith(f"{self.root_path}/")
            path = scope["path"] if passed_on else self.root_path + scope["path"]
            scope = {**scope, "root_path": self.root_path, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)
