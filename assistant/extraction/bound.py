"""The thing of a sentence that would be given as the answer, and whether there is any."""

from collections.abc import Sequence

from assistant.extraction.binding import Binding, bind
from assistant.extraction.contrast import as_asked
from assistant.extraction.rivals import Setting, is_of_another, own_things
from assistant.understanding.answer_type import Given
from assistant.understanding.question import Question


def bound_thing(question: Question, setting: Setting, things: Sequence[Given]) -> Binding:
    """The one of ``things`` that stands nearest to the question's words, of those that may be what is asked for."""
    own = own_things(question, setting, things)
    return bind(setting.text, question.topic, as_asked(question, setting.text, own))


def all_of_another(question: Question, setting: Setting, things: Sequence[Given]) -> bool:
    """Whether ``things`` of the sentence are all said of others than the question names; not where there is none."""
    return bool(things) and all(is_of_another(question, setting, thing) for thing in things)
