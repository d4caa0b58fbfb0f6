"""Who may see the administrator's page: this machine's own browser, or whoever has the token."""

import hmac
from ipaddress import IPv6Address, ip_address
from typing import Final

from pydantic import SecretStr
from starlette.requests import Request

from assistant.web.errors import AdminForbidden, AdminTokenNeeded, AdminTokenWrong, CrossSite
from assistant.web.hosts import name_of

COOKIE: Final = "speech_admin"
_PROXIED: Final = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


class Access:
    """Decides on requests; ``token`` None: nobody but this machine's own browser is let in."""

    def __init__(self, token: SecretStr | None) -> None:
        self._token = token.get_secret_value() if token else ""

    @property
    def has_token(self) -> bool:
        """Whether one can enter with a token at all."""
        return bool(self._token)

    def admit(self, request: Request) -> None:
        """Passes who may come in.

        Raises:
            AdminForbidden, AdminTokenNeeded, AdminTokenWrong: the request may not.
            CrossSite: it may, but another site has made the browser send it.
        """
        if not (from_this_machine(request) or self._knows_token(request)):
            raise AdminTokenNeeded if self._token else AdminForbidden
        refuse_cross_site(request)

    def cookie(self, token: str) -> str:
        """What the browser is to keep after ``token`` was entered; not the token, and not to be turned into it.

        Raises:
            AdminForbidden: there is no token. AdminTokenWrong: it is another one.
        """
        if not self._token:
            raise AdminForbidden
        if not hmac.compare_digest(token.strip().encode(), self._token.encode()):
            raise AdminTokenWrong
        return self._sealed()

    def _sealed(self) -> str:
        return hmac.digest(self._token.encode(), b"admin/evaluate", "sha256").hex()

    def _knows_token(self, request: Request) -> bool:
        if not self._token:
            return False
        kept = request.cookies.get(COOKIE, "")
        if hmac.compare_digest(kept.encode(), self._sealed().encode()):
            return True
        scheme, _, offered = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return False
        self.cookie(offered)
        return True


def from_this_machine(request: Request) -> bool:
    """Whether a browser on this machine sent ``request`` straight here.

    Proxies on this machine have its address too; what they add, or the old protocol that
    nginx speaks unless told otherwise, tells of them. The name asked for must be this
    machine's as well: another site may point its own name here (DNS rebinding).
    """
    if request.scope.get("http_version") == "1.0" or any(name in request.headers for name in _PROXIED):
        return False
    client = request.client.host if request.client else ""
    return _is_loopback(client) and _is_loopback(name_of(request.headers.get("host", "")))


def refuse_cross_site(request: Request) -> None:
    """Passes a request that only reads, or that our own page or a program sends.

    Browsers tell where a request comes from: in Sec-Fetch-Site, or, on plain HTTP from
    other machines, in Origin alone.

    Raises:
        CrossSite: it comes from elsewhere.
    """
    if request.method in {"GET", "HEAD"}:
        return
    headers = request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        same = site == "same-origin"
    else:
        # No site can make a browser send X-Forwarded-Host: only a proxy that changes Host does.
        hosts = {headers.get("host"), headers.get("x-forwarded-host", "").split(",")[0].strip()}
        same = origin is None or origin.partition("://")[2] in hosts - {""}
    if not same:
        raise CrossSite


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (inner or address).is_loopback
