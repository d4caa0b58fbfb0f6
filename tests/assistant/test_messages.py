import re
from string import Formatter

import pytest

import assistant.evaluation.errors  # these are imported for the errors in them
import assistant.web.errors
import index.corpus_files
import index.errors
from assistant.errors import PortInUse
from assistant.messages import MESSAGES, explain, text
from index.errors import SpeechError

WHERE_ERRORS_ARE = (assistant.evaluation.errors, assistant.web.errors, index.corpus_files, index.errors)


def leaves(root: type[SpeechError] = SpeechError) -> list[type[SpeechError]]:
    """Every error that has a message of its own."""
    found = [leaf for child in root.__subclasses__() for leaf in leaves(child)]
    return found + ([root] if "code" in vars(root) else [])


def places(sentence: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("leaf", leaves(), ids=lambda leaf: leaf.__name__)
def test_every_error_has_its_sentence(leaf: type[SpeechError]) -> None:
    assert f"error.{leaf.code}" in MESSAGES


def test_no_two_errors_share_a_code() -> None:
    codes = [leaf.code for leaf in leaves()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_say_the_same_values(key: str) -> None:
    chinese, english = MESSAGES[key]
    assert places(chinese) == places(english)


def test_every_error_of_the_table_belongs_to_one() -> None:
    codes = {leaf.code for leaf in leaves()} | {"unexpected"}
    assert {key.removeprefix("error.") for key in MESSAGES if key.startswith("error.")} <= codes


@pytest.mark.parametrize("key", [key for key in MESSAGES if key.startswith("error.")])
def test_an_error_is_chinese_first_and_english_second(key: str) -> None:
    chinese, english = MESSAGES[key]
    assert re.search(r"[一-鿿]", chinese)
    assert not re.search(r"[一-鿿]", english.replace("另存为", ""))


def test_an_error_is_explained_in_one_line() -> None:
    error = PortInUse(host="127.0.0.1", port=7860, next=7861)
    assert explain(error) == (
        "127.0.0.1:7860 已被其他程序占用。请换一个端口：--port 7861，或设置 ASSISTANT_PORT=7861。"
    )
    assert "\n" not in explain(index.errors.ServerUnreachable(server="s", reason="first\nsecond"), "en")


def test_a_missing_value_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        text("error.port_in_use", host="127.0.0.1")
