"""The settings: the only module that reads the environment.

Each field is a variable ``ASSISTANT_<NAME>``. An empty variable counts as unset.
"""

import os
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingInvalid, SettingUnknown
from assistant.messages import MESSAGES, text

ROOT: Final = Path(__file__).resolve().parents[1]
PREFIX: Final = "ASSISTANT_"


class Settings(BaseSettings):
    """Everything that can be set. Frozen; relative paths count from the working directory.

    Raises:
        SettingUnknown: the environment has a variable ``ASSISTANT_…`` that is none of these.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    speech: Path = Field(
        default=ROOT / "index" / "corpus" / "speech.txt",
        description="The document that is asked about: text (UTF-8 or GB18030), .md, .docx, or .pdf with a text layer",
    )
    data: Path = Field(
        default=ROOT / ".data",
        description="A writable folder for the index, feedback and the logs of errors",
    )
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="The address that the server listens on; 0.0.0.0 for every address of the machine",
    )
    port: int = Field(
        default=7860,
        ge=0,
        le=65535,
        description="The port that the server listens on; 0 takes any free one",
    )
    root_path: str = Field(
        default="",
        pattern=r"^(/[^/?#\s]+)*$",
        description="The path below which a proxy shows the server, such as /portal/qa",
    )
    embedding_model: str | None = Field(
        default=None,
        description="Another sentence-transformers model: a local folder, or the name of one in the local hub cache",
    )
    chroma_url: str | None = Field(
        default=None,
        description="The address of a Chroma server, such as http://10.0.0.5:8000; unset, Chroma is embedded",
    )
    lang: Literal["zh", "en"] = Field(
        default="zh",
        description="The language of the command line: zh or en; the page takes the browser's",
    )
    grace: float = Field(
        default=10.0,
        ge=0,
        le=600,
        description="How long running answers may take to end when the server stops, in seconds",
    )

    answers: int = Field(
        default=4,
        ge=1,
        le=256,
        description="How many answers are made at a time; more where a language model writes them elsewhere",
    )
    waiting: int = Field(
        default=100,
        ge=0,
        le=10_000,
        description="How many questions wait when so many answers are being made; the next is told that all are busy",
    )
    answer_seconds: float = Field(
        default=150.0,
        ge=1,
        le=3600,
        description="How long a question may take, waiting included, in seconds",
    )
    rate_user: str = Field(
        default="30/minute",
        description="How often one user may ask, such as 30/minute or 500/day; needs ASSISTANT_USER_HEADER",
    )
    rate_address: str = Field(
        default="300/minute",
        description="How often may be asked from one address, such as 300/minute",
    )
    proxies: str = Field(
        default="127.0.0.1,::1",
        description="The proxies that are believed what they tell of a visitor: addresses and networks, "
        "with commas in between",
    )
    user_header: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9-]+$",
        description="The header in which those proxies name the user, such as X-Remote-User",
    )

    admin_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="What opens /admin/evaluate from other machines, 16 characters or more; "
        "unset, it opens on this machine only",
    )

    def __init__(self, **values: Any) -> None:
        """Reads the environment; ``values`` go before it."""
        refuse_unknown(os.environ)
        super().__init__(**values)

    @field_validator("speech", "data")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("chroma_url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname):
            raise PydanticCustomError("web_address", "not an address like http://10.0.0.5:8000")
        return url

    @field_validator("rate_user", "rate_address")
    @classmethod
    def _rate(cls, rate: str) -> str:
        from limits import parse  # 0.1 s that only a server needs, which has it anyway

        try:
            parse(rate)
        except ValueError as error:
            raise PydanticCustomError("rate", "not a rate like 30/minute") from error
        return rate

    @field_validator("proxies")
    @classmethod
    def _networks(cls, listed: str) -> str:
        try:
            return ",".join(str(ip_network(one.strip(), strict=False)) for one in listed.split(",") if one.strip())
        except ValueError as error:
            raise PydanticCustomError("networks", "not addresses like 10.0.0.5 or 10.0.0.0/24") from error

    @property
    def feedback_file(self) -> Path:
        """Where feedback on answers is kept."""
        return self.data / "feedback" / "feedback.sqlite"

    @property
    def trusted_proxies(self) -> tuple[str, ...]:
        """The addresses and networks of ``proxies``."""
        return tuple(self.proxies.split(",")) if self.proxies else ()

    def __repr_args__(self) -> Any:
        """The fields for ``repr``, without the password that an address may hold."""
        for name, value in super().__repr_args__():
            yield name, masked(value) if name == "chroma_url" and value else value


def load_settings(**values: object) -> Settings:
    """The settings of the environment; ``values`` other than None go before it.

    Raises:
        SettingUnknown: a variable ``ASSISTANT_…`` that is no setting.
        SettingInvalid: a value that the setting cannot take.
    """
    try:
        return Settings(**{name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        raise _invalid(error.errors()[0]) from error


def language() -> Literal["zh", "en"]:
    """The language of messages, even where the settings as a whole cannot be read."""
    return "en" if os.environ.get(f"{PREFIX}LANG", "").strip() == "en" else "zh"


def variable(field: str) -> str:
    """The name of the environment variable that sets ``field``."""
    return f"{PREFIX}{field.upper()}"


def masked(url: str) -> str:
    """``url`` with stars for the user and the password in it."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=f"***@{parts.netloc.rpartition('@')[2]}"))


def refuse_unknown(names: Any) -> None:
    """Checks variable names: one with our prefix must be a setting.

    Raises:
        SettingUnknown: one is not; a misspelt setting would otherwise be ignored silently.
    """
    known = [variable(field) for field in Settings.model_fields]
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1)
            hint = text("setting.suggestion", language(), name=near[0]) if near else ""
            raise SettingUnknown(name=name, hint=hint, known=", ".join(known))


def _invalid(fault: ErrorDetails) -> SettingInvalid:
    field = str(fault["loc"][0])
    value = masked(fault["input"]) if isinstance(fault["input"], str) else fault["input"]
    if "SecretStr" in str(Settings.model_fields[field].annotation):
        value = "***"
    key = f"setting.{fault['type']}"
    reason = text(key, language(), **fault.get("ctx", {})) if key in MESSAGES else fault["msg"]
    return SettingInvalid(name=variable(field), value=value, reason=reason)
