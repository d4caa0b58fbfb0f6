"""The verb `serve`: the page and the API."""

import errno
import logging
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from assistant.errors import HostUnavailable, PortForbidden, PortInUse
from assistant.messages import text
from assistant.settings import Settings, load_settings


def serve(
    speech: Annotated[Path | None, typer.Option(help="Another document to ask")] = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on; 0.0.0.0 for all of them")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on; 0 for any free one")] = None,
    root_path: Annotated[str | None, typer.Option(help="The path below which a proxy shows the server")] = None,
) -> None:
    """Serve the page and the API until interrupted; running answers end first."""
    settings = load_settings(speech=speech, host=host, port=port, root_path=root_path)
    # uvicorn raises a SIGTERM again when it has stopped: then the process ends in order, its files cleaned up.
    signal.signal(signal.SIGTERM, _end)
    with listen(settings.host, settings.port) as listener:
        try:
            _serve(settings, listener)
        except KeyboardInterrupt:
            typer.echo(text("serve.stopped", settings.lang), err=True)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at once: what connects while the assistant is opened waits, nobody else gets the port.

    Raises:
        PortInUse, PortForbidden, HostUnavailable: it cannot listen there.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise HostUnavailable(host=host, reason=error.strerror or str(error)) from error
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(host=host, port=port, next=port + 1 if port < 65535 else 7860) from error
        if error.errno == errno.EACCES:
            raise PortForbidden(port=port) from error
        raise HostUnavailable(host=host, reason=error.strerror or str(error)) from error
    return listener


def address_of(listener: socket.socket, root_path: str) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104  compared, not listened on
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{root_path}/"


def _serve(settings: Settings, listener: socket.socket) -> None:
    # Before any library does: what is logged is one plain line on stderr.
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Which answers of a language model were not shown as they were, and why.
    logging.getLogger("assistant").setLevel(logging.INFO)
    from assistant.web.app import create_app
    from assistant.web.server import GracefulServer

    typer.echo(text("serve.opening", settings.lang, speech=settings.speech.name), err=True)
    server = GracefulServer(create_app(settings), settings.grace)
    typer.echo(text("serve.ready", settings.lang, address=address_of(listener, settings.root_path)))
    sys.stdout.flush()
    # From here on uvicorn ends the running answers first, and then raises the signal again for whoever waits for it.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    server.run(sockets=[listener])


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
