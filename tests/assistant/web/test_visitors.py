import asyncio
import threading
import time
from typing import Any

import pytest

from assistant.web.errors import RateExceeded
from assistant.web.visitors import Rates, Reception, Sweep, Visitor


def received(peer: str, headers: dict[str, str], **options: Any) -> tuple[Visitor, dict[str, Any]]:
    """The visitor of a request that ``peer`` sends, and the scope afterwards."""
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "client": (peer, 1234), "scheme": "http", "headers": raw}
    return asyncio.run(Reception(**options).receive(scope)), scope


TOLD = {"x-forwarded-for": "10.9.9.9, 10.1.1.1", "x-forwarded-proto": "https", "x-remote-user": "zhang"}


def test_a_proxy_that_is_trusted_is_believed() -> None:
    visitor, scope = received("10.0.0.7", TOLD, proxies=("10.0.0.0/24",), header="X-Remote-User")
    assert visitor == Visitor("10.1.1.1", "zhang")
    assert scope["scheme"] == "https"


@pytest.mark.parametrize("peer", ["10.0.1.7", "203.0.113.5", "testclient"])
def test_nobody_else_is(peer: str) -> None:
    visitor, scope = received(peer, TOLD, proxies=("10.0.0.0/24", "127.0.0.1"), header="X-Remote-User")
    assert visitor == Visitor(peer, "")
    assert scope["scheme"] == "http"


def test_no_user_is_read_where_no_header_is_set() -> None:
    assert received("127.0.0.1", TOLD, proxies=("127.0.0.1",))[0].user == ""


def test_a_user_who_asks_too_often_waits_and_no_one_else() -> None:
    rates = Rates("2/minute", "100/minute")
    for _ in range(2):
        rates.count(Visitor("10.0.0.1", "zhang"))
    with pytest.raises(RateExceeded) as caught:
        rates.count(Visitor("10.0.0.2", "zhang"))
    assert 1 <= int(caught.value.headers["retry-after"]) <= 60
    rates.count(Visitor("10.0.0.1", "li"))
    rates.count(Visitor("10.0.0.1"))


def test_an_address_is_counted_whoever_asks_from_it() -> None:
    rates = Rates("100/minute", "2/minute")
    rates.count(Visitor("10.0.0.1", "zhang"))
    rates.count(Visitor("10.0.0.1", "li"))
    with pytest.raises(RateExceeded):
        rates.count(Visitor("10.0.0.1"))
    rates.count(Visitor("10.0.0.2"))


def test_counting_starts_no_thread() -> None:
    rates = Rates("100/minute", "100/minute")
    time.sleep(0.1)  # the storage's own timer ends
    before = set(threading.enumerate())
    for number in range(5):
        rates.count(Visitor(f"10.0.0.{number}", "zhang"))
        assert set(threading.enumerate()) <= before
        time.sleep(0.02)


def test_what_has_expired_is_swept_out_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, swept = [100.0], []
    monkeypatch.setattr("assistant.web.visitors.time.monotonic", lambda: now[0])
    sweep = Sweep(10.0, lambda: swept.append(now[0]))
    for now[0] in (101.0, 109.9, 110.0, 112.0, 121.0):
        assert sweep.is_alive()
    assert swept == [110.0, 121.0]
