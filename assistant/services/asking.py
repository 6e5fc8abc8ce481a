"""One turn of the conversation over a stored case: run, keep, and log what left the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from assistant.conversation.events import Answer, Event, TurnFinished
from assistant.conversation.turn import run_turn
from assistant.domain.case import MAIN, CaseId
from assistant.domain.progress import Cancelled
from assistant.llm.analysts import analyst_from
from assistant.llm.endpoint import EndpointSettings, ProbeCache, Sent
from assistant.llm.offline_analyst import PlainAnalyst
from assistant.llm.steps import Analyst, Said
from assistant.services.office import Office
from assistant.services.results import Beside
from assistant.services.searching import Searcher
from assistant.services.sending import log_request
from assistant.services.view import ServiceView
from assistant.settings import Settings
from assistant.storage.case_store import CaseStore

_MEMORY = 6
"""Earlier messages that a question may lean on."""


def endpoint_settings(settings: Settings) -> EndpointSettings | None:
    """The configured endpoint; None where there is none."""
    if not settings.llm_base_url:
        return None
    endpoint = EndpointSettings(
        base_url=settings.llm_base_url,
        model=settings.llm_model,
        api_key=settings.llm_api_key.get_secret_value(),
        timeout_s=settings.llm_timeout_s,
    )
    return EndpointSettings(**{**endpoint.__dict__, "masked": not endpoint.is_local})


class Analysts:
    """Whoever answers in one office, and the record of what is sent to an endpoint."""

    def __init__(self, office: Office) -> None:
        """Nothing is loaded before the first question."""
        self._office = office
        self._answered: tuple[CaseStore, str] | None = None
        self._views: dict[CaseId, tuple[str, ServiceView]] = {}

    def view(self, case: CaseId, searcher: Searcher) -> ServiceView:
        """The case as it stands; read anew only after it changed."""
        stamp = self._office.store(case).stamp()
        held = self._views.get(case)
        if held is None or held[0] != stamp:
            held = stamp, ServiceView(self._office, case, searcher)
            self._views[case] = held
        return held[1]

    @cached_property
    def analyst(self) -> Analyst:
        """The configured model, or the offline analyst."""
        endpoint = endpoint_settings(self._office.settings)
        probes = ProbeCache(self._office.home.root / "probes.json" if endpoint else None)
        return analyst_from(endpoint, probes, self.log)

    @property
    def name(self) -> str:
        """The model's name, or ``offline-analyst``."""
        endpoint = endpoint_settings(self._office.settings)
        return endpoint.model if endpoint else PlainAnalyst().name

    @contextmanager
    def answering(self, store: CaseStore, by: str) -> Iterator[None]:
        """What is sent during the block goes into this case's log, in the name of who asked."""
        self._answered = store, by
        try:
            yield
        finally:
            self._answered = None

    def log(self, sent: Sent) -> None:
        """Write one request into the case's log, before it leaves: unlogged, nothing does.

        Raises:
            StorageError: it can't be written.
        """
        if self._answered is None:
            return
        store, by = self._answered
        log_request(store, by, self._office.clock, sent)


def ask(
    office: Office,
    case: CaseId,
    question: str,
    helpers: tuple[Analysts, Searcher],
    cancelled: Cancelled,
    thread: str = MAIN,
) -> Iterator[Event]:
    """One turn; the question is kept before it is answered, the answer when it is complete.

    Where the turn is called off and no longer listened to, what was checked by then is kept.

    Args:
        office: whose home.
        case: which case.
        question: in Chinese or English.
        helpers: who answers, and who searches.
        cancelled: asked between steps.
        thread: which conversation; it begins with its first question.
    """
    analysts, searcher = helpers
    store = office.store(case)
    history = [
        Said(message.role, message.text)
        for message in store.messages(thread)[-_MEMORY:]
        if message.role in ("user", "assistant")
    ]
    with store.writing(office.by, "ask", "", office.clock, question[:80]) as writer:
        writer.add_message("user", question, thread=thread)
    turn = run_turn(
        question,
        view=analysts.view(case, searcher),
        analyst=analysts.analyst,
        history=history,
        lang=office.lang,
        cancelled=cancelled,
    )
    with analysts.answering(store, office.by):
        try:
            for event in turn:
                if isinstance(event, TurnFinished):
                    _keep(office, store, event.answer, thread)
                yield event
        except GeneratorExit:
            if cancelled():
                rest = [e.answer for e in turn if isinstance(e, TurnFinished)]
                _keep_each(office, store, rest, thread)
            raise


def _keep_each(office: Office, store: CaseStore, answers: list[Answer], thread: str) -> None:
    for answer in answers:
        if answer.text:
            _keep(office, store, answer, thread)


def _keep(office: Office, store: CaseStore, answer: Answer, thread: str) -> None:
    beside = Beside.model_validate({name: getattr(answer, name) for name in Beside.model_fields})
    with store.writing(office.by, "answer", "", office.clock, answer.model) as writer:
        writer.add_message("assistant", answer.text, beside.model_dump_json(), thread)
        writer.detail(model=answer.model, struck=len(answer.struck))
