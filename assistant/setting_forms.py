"""The forms that settings take: each type reads one value, or says by its code what is wrong with it."""

import re
from ipaddress import ip_network
from typing import Annotated, Final
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_ORIGIN: Final = re.compile(r"(?P<scheme>https?)://(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:(?P<port>\d{1,5}))?/?")
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
_IMPLIED: Final = {"http": "80", "https": "443"}


def masked(url: str) -> str:
    """``url`` with stars for the user and the password in it."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=f"***@{parts.netloc.rpartition('@')[2]}"))


def _web_address(url: str) -> str:
    if urlsplit(url).scheme not in _IMPLIED or not urlsplit(url).hostname:
        raise PydanticCustomError("web_address", "not an address like http://10.0.0.5:8000")
    return url


def _model_name(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_]+:\S+", name):
        raise PydanticCustomError("model_name", "not a name like openai:qwen3-32b")
    return name


def _rate(rate: str) -> str:
    from limits import parse  # 0.1 s that only a server needs, which has it anyway

    try:
        parse(rate)
    except ValueError as error:
        raise PydanticCustomError("rate", "not a rate like 30/minute") from error
    return rate


def _networks(listed: str) -> str:
    try:
        return ",".join(str(ip_network(one.strip(), strict=False)) for one in listed.split(",") if one.strip())
    except ValueError as error:
        raise PydanticCustomError("networks", "not addresses like 10.0.0.5 or 10.0.0.0/24") from error


def _origins(listed: str) -> str:
    return " ".join(dict.fromkeys(_origin(one) for one in re.split(r"[\s,，]+", listed) if one))


def _origin(listed: str) -> str:
    """``listed`` as a browser names that origin: in small letters, without the port that its scheme implies."""
    if "*" in listed:
        raise PydanticCustomError("any_origin", "no wildcards")
    found = _ORIGIN.fullmatch(listed.lower())
    if not found or int(found["port"] or 0) > 65535:
        raise PydanticCustomError("origin", "not an origin: {origin}", {"origin": listed})
    port = f":{found['port']}" if found["port"] and found["port"] != _IMPLIED[found["scheme"]] else ""
    return f"{found['scheme']}://{found['host']}{port}"


def _hosts(listed: str) -> str:
    return " ".join(dict.fromkeys(_host(one) for one in re.split(r"[\s,，]+", listed) if one))


def _host(listed: str) -> str:
    if not _HOST.fullmatch(listed.lower()):
        raise PydanticCustomError("host", "not a host name: {host}", {"host": listed})
    return listed.lower()


WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An address with http or https and a host."""
ModelName = Annotated[str, AfterValidator(_model_name)]
"""``PROVIDER:MODEL``."""
Rate = Annotated[str, AfterValidator(_rate)]
"""A rate in the notation of the library ``limits``."""
Networks = Annotated[str, AfterValidator(_networks)]
"""Addresses and networks, joined by commas."""
Origins = Annotated[str, AfterValidator(_origins)]
"""Origins as a browser names them, joined by blanks."""
Hosts = Annotated[str, AfterValidator(_hosts)]
"""Host names in small letters, joined by blanks."""
