"""The settings: the only module that reads the environment.

Each field is a variable ``ASSISTANT_<NAME>``. An empty variable counts as unset.
"""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingInvalid, SettingUnknown
from assistant.messages import MESSAGES, text
from assistant.setting_forms import Hosts, ModelName, Networks, Origins, Rate, WebAddress, masked

ROOT: Final = Path(__file__).resolve().parents[1]
PREFIX: Final = "ASSISTANT_"
READING: Final = 1_800
"""Tokens that a model must be able to read: its rules, the longest question, and some sentences of the speech."""
_AROUND: Final = 1.0
"""Seconds that an answer takes before and after its model."""
_SECRET: Final = re.compile(r"(?:^|_)(?:API_?KEY|ACCESS_?KEY|KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD)$")
_HARMLESS: Final = re.compile(r".{0,3}|[A-Za-z]{1,11}|\d{1,5}")
"""A word such as ollama or EMPTY, or a number: stars for it would hide what is said."""
_USER: Final = re.compile(r"(?<=://)[^/@\s]+@")
_IN_QUERY: Final = re.compile(
    r"(?i)([?&][^=&#\s]*(?:key|token|secret|passw|pwd|sig|auth|code)[^=&#\s]*=)[^&#\s\"'<>),:;]+"
)


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
    reranker: str | None = Field(
        default=None,
        description="A cross-encoder of sentence-transformers that puts the best ten passages in order: a local "
        "folder, or the name of one in the local hub cache",
    )
    chroma_url: WebAddress | None = Field(
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

    model: ModelName | None = Field(
        default=None,
        description="The language model that writes the answers, such as openai:qwen3-32b; its address and key are "
        "OPENAI_BASE_URL and OPENAI_API_KEY; unset, answers are the speech's own sentences",
    )
    model_temperature: float = Field(default=0.2, ge=0, le=2, description="How freely the model chooses its words")
    model_max_tokens: int = Field(
        default=2048, ge=64, description="The longest answer of the model, its thinking included, in tokens"
    )
    model_context: int = Field(
        default=8192, ge=2048, description="How much the model can read and write together, in tokens"
    )
    model_whole: bool = Field(
        default=False,
        description="Whether the model reads the whole speech where that fits, rather than what was found in it",
    )
    model_history: int = Field(
        default=1000, ge=0, description="How much of the earlier questions the model reads, in tokens; 0 for none"
    )
    model_connect: float = Field(default=5.0, gt=0, description="How long connecting to the model may take, in seconds")
    model_first: float = Field(
        default=30.0, gt=0, description="How long the model may take to its first token, thinking too, in seconds"
    )
    model_between: float = Field(
        default=15.0, gt=0, description="How long the model may pause between two tokens, in seconds"
    )
    model_total: float = Field(
        default=120.0, gt=0, description="How long an answer with a model may take in all, in seconds"
    )

    answers: int | None = Field(
        default=None,
        ge=1,
        le=256,
        description="How many answers are made at a time; unset, 2, or 16 where a language model writes them",
    )
    waiting: int = Field(
        default=100,
        ge=0,
        le=10_000,
        description="How many questions wait when so many answers are being made; the next is told that all are busy",
    )
    wait_seconds: float = Field(
        default=15.0,
        ge=1,
        le=3600,
        description="How long a question waits for its turn until it is told that all are busy, in seconds",
    )
    answer_seconds: float = Field(
        default=150.0,
        ge=1,
        le=3600,
        description="How long a question may take, waiting included, in seconds",
    )
    rate_user: Rate = Field(
        default="30/minute",
        description="How often one user may ask, such as 30/minute or 500/day; needs ASSISTANT_USER_HEADER",
    )
    rate_address: Rate = Field(
        default="300/minute",
        description="How often may be asked from one address, such as 300/minute",
    )
    proxies: Networks = Field(
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
    embed_origins: Origins = Field(
        default="",
        description="The sites that may embed the assistant and call its API: origins such as "
        "http://portal.example.com, apart by spaces; unset, none but the server's own",
    )

    hosts: Hosts = Field(
        default="",
        description="The names that the server is called by, such as qa.example.com, apart by spaces; addresses and "
        "localhost always hold; unset, any name",
    )

    def __init__(self, **values: Any) -> None:
        """Reads the environment; ``values`` go before it."""
        refuse_unknown(os.environ)
        super().__init__(**values)

    @field_validator("speech", "data")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        """The sites that may embed, as a browser names them."""
        return tuple(self.embed_origins.split())

    @property
    def known_hosts(self) -> tuple[str, ...]:
        """The names of ``hosts``."""
        return tuple(self.hosts.split())

    @property
    def feedback_file(self) -> Path:
        """Where feedback on answers is kept."""
        return self.data / "feedback" / "feedback.sqlite"

    @property
    def trusted_proxies(self) -> tuple[str, ...]:
        """The addresses and networks of ``proxies``."""
        return tuple(self.proxies.split(",")) if self.proxies else ()

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        """What a model is given must leave room: its answer for what it reads, its deadline for what comes before."""
        if self.model and self.model_total + _AROUND > self.answer_seconds:
            limit = self.answer_seconds - _AROUND
            known: dict[str, Any] = {"field": "model_total", "value": self.model_total, "limit": limit}
            raise PydanticCustomError("model_total", "at most {limit} s, by ASSISTANT_ANSWER_SECONDS", known)
        if self.model and self.model_max_tokens + READING > self.model_context:
            limit = self.model_context - READING
            known = {"field": "model_max_tokens", "value": self.model_max_tokens, "limit": limit}
            raise PydanticCustomError("model_room", "at most {limit} tokens, by ASSISTANT_MODEL_CONTEXT", known)
        return self

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


def is_set(name: str) -> bool:
    """Whether the environment has a variable ``name``, which a library reads by itself."""
    return bool(os.environ.get(name, "").strip())


def without_secrets(said: str) -> str:
    """``said`` with stars for every key, token and password that the environment holds."""
    for name, value in os.environ.items():
        if _SECRET.search(name.upper()) and not _HARMLESS.fullmatch(value):
            said = said.replace(value, "***")
    return _IN_QUERY.sub(r"\1***", _USER.sub("***@", said))


def variable(field: str) -> str:
    """The name of the environment variable that sets ``field``."""
    return f"{PREFIX}{field.upper()}"


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
    known = fault.get("ctx", {})
    field = str(fault["loc"][0] if fault["loc"] else known["field"])
    given = known.get("value", fault["input"])
    value = masked(given) if isinstance(given, str) else given
    if "SecretStr" in str(Settings.model_fields[field].annotation):
        value = "***"
    key = f"setting.{fault['type']}"
    reason = text(key, language(), **known) if key in MESSAGES else fault["msg"]
    return SettingInvalid(name=variable(field), value=value, reason=reason)
