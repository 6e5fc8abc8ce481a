"""The workbench's duty for the conversation: questions out, events in."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple, assert_never

from textual import on

from assistant.conversation.events import (
    Answer,
    Event,
    Notice,
    SentenceShown,
    SentenceStruck,
    ToolCalled,
    ToolReturned,
    TurnFinished,
    TurnStarted,
)
from assistant.domain.case import MAIN
from assistant.domain.checks import SentenceCheck, Struck
from assistant.domain.progress import Cancelled
from assistant.services.results import Beside, Message
from tui.messages import Words
from tui.presenter.chat import (
    Chip,
    chips_from,
    cited_markdown,
    marked_answer,
    model_label,
    next_questions,
    proof_line,
    streamed,
    struck_lines,
    tool_line,
)
from tui.presenter.lines import Line, Span, clean, line, span
from tui.screens.case_screen import CaseScreen
from tui.widgets.chat_pane import ChatPane
from tui.widgets.talk import Kept
from tui.widgets.turn import Told, Turn
from tui.work import Job


class _Call(NamedTuple):
    called: ToolCalled
    place: int
    """Among the steps of its turn."""


def talk_key(key: str, thread: str) -> str:
    """Under which key something about a conversation is remembered."""
    return key if thread == MAIN else f"{key}.{thread}"


class ChatDuty(CaseScreen):
    """One turn at a time; the screen goes on meanwhile."""

    thread = MAIN
    """The open conversation."""

    _turn: Turn | None = None
    _model: str | None = None
    """The model's name, once it was looked up."""
    _calls: list[_Call]
    """Tools that have not come back yet."""
    _struck: list[Struck]
    _sentences: list[SentenceCheck]

    @property
    def chat(self) -> ChatPane:
        """The chat tab."""
        return self.query_one(ChatPane)

    async def show_messages(self, messages: Sequence[Message]) -> None:
        """Show the kept conversation."""
        kept: list[Kept] = []
        question = ""
        for message in messages:
            if message.role == "user":
                if question:
                    kept.append(self._kept(question, None))
                question = clean(message.text)
            else:
                kept.append(self._kept(question, message))
                question = ""
        if question:
            kept.append(self._kept(question, None))
        await self.chat.show_turns(kept)
        self._suggest()

    def _suggest(self) -> None:
        """Offer what is worth asking next, once something was asked."""
        talk = self.chat.talk
        known = self.case if talk.questions else None
        talk.suggest(
            next_questions(known, self.figures, talk.questions, self.words) if known else ()
        )

    def _kept(self, question: str, message: Message | None) -> Kept:
        said = f"{question}\n{message.text}" if message else question
        return Kept(question, lambda: said, partial(self._turn_of, question, message))

    def _turn_of(self, question: str, message: Message | None) -> Turn:
        if message is None:
            unanswered = line(Span("■ ", "warn"), span(self.words("chat.unanswered"), "dim"))
            return Turn(question, told=Told((), unanswered))
        if message.role == "notice":
            return Turn(question, f"*{clean(message.text)}*")
        return Turn(question, *self._shown(message))

    def _shown(self, message: Message) -> tuple[str, tuple[Chip, ...], Told]:
        """A kept answer as Markdown, its citations and figures, what stands below it."""
        words, beside = self.words, message.beside
        marked = marked_answer(message.text, beside.sentences, words)
        text = cited_markdown(marked, len(beside.passages))
        chips = chips_from(beside.passages, beside.figures, self.figures, words)
        return text, chips, _told(beside, words)

    def warm_up(self) -> None:
        """Bring what answers into memory, in the background; learn the model's name."""
        desk = self.desk

        def known(name: str) -> None:
            self._model = name

        self.jobs.fetch("model", lambda: desk.model_name, known)

    @on(ChatPane.Asked)
    async def _asked(self, event: ChatPane.Asked) -> None:
        if self.jobs.is_busy("ask"):
            self.tell("chat.busy")
            return
        desk, case, question, thread = self.desk, self.case_id, event.question, self.thread
        self.chat.talk.suggest(())
        self._turn = await self.chat.begin(question)
        self._struck, self._sentences, self._calls = [], [], []
        name = self._model
        self.chat.show_status(
            self.words("chat.looking")
            if name is None
            else self.words("chat.thinking", model=model_label(name, self.words))
        )

        def steps(cancelled: Cancelled) -> Iterator[Event]:
            return desk.ask(case, question, cancelled, thread)

        self.jobs.stream("ask", steps, self._event, self._ask_ended)
        self.keep(talk_key("draft", thread), self.chat.prompt.text)

    async def _event(self, event: Event) -> None:
        turn = self._turn
        if turn is None:
            return
        words = self.words
        match event:
            case TurnStarted():
                pass
            case ToolCalled():
                shown = tool_line(event.name, event.arguments, "", words, refused=False)
                self._calls.append(_Call(event, turn.add_step(shown)))
            case ToolReturned():
                self._returned(turn, event)
            case SentenceShown():
                self._sentences.append(event.check)
                await turn.append(streamed(event.text, event.check.verdict, words))
            case SentenceStruck():
                self._struck.append(Struck(text=event.text, reason=event.reason))
                turn.show_struck(struck_lines(self._struck, words))
            case Notice():
                self._notice(event)
            case TurnFinished():
                await self._finish(turn, event)
            case _:
                assert_never(event)

    def _returned(self, turn: Turn, event: ToolReturned) -> None:
        """Put what a tool brought where its call stands: several may be under way."""
        call = next((c for c in self._calls if c.called.name == event.name), None)
        args = call.called.arguments if call else ""
        shown = tool_line(event.name, args, event.summary, self.words, refused=event.refused)
        if call is None:
            turn.add_step(shown)
        else:
            self._calls.remove(call)
            turn.show_step(call.place, shown)

    def _notice(self, notice: Notice) -> None:
        lines = [clean(notice.text)]
        if notice.hint:
            lines.append(self.words("notice.hint", hint=clean(notice.hint)))
        self.notify("\n".join(lines), severity="warning", timeout=10, markup=False)
        if self._turn is not None:
            text = span("! " + "  ".join(lines), "warn")
            self._turn.show_notice(line(text))

    async def _finish(self, turn: Turn, event: TurnFinished) -> None:
        answer, words = event.answer, self.words
        sentences = answer.sentences or tuple(self._sentences)
        text = answer.text.strip()
        if text:
            marked = marked_answer(answer.text, answer.sentences, words)
            markdown = cited_markdown(marked, len(answer.passages))
        else:
            markdown = f"*{words('chat.empty_answer')}*"
        chips = chips_from(answer.passages, answer.figures, self.figures, words)
        told = _told(answer.model_copy(update={"sentences": sentences}), words)
        await turn.finish(markdown, chips, told)
        await self.chat.talk.catch_up(turn)
        self._turn = None

    async def _ask_ended(self, job: Job) -> None:
        self.chat.show_status("")
        self._suggest()
        turn, self._turn = self._turn, None
        if turn is not None:
            await turn.settle()
            if job.is_stopped:
                turn.show_notice(_stopped(self.words))
                self._finish_stopped(turn)

    def _finish_stopped(self, turn: Turn) -> None:
        """Show a stopped answer as it was kept: with its citations and on whose word it stands."""
        desk, case, thread = self.desk, self.case_id, self.thread

        async def show(messages: Sequence[Message]) -> None:
            asked, last = messages[-2:] if len(messages) > 1 else (None, None)
            is_it = asked is not None and clean(asked.text) == turn.question
            if is_it and last is not None and last.beside.stopped:
                await turn.finish(*self._shown(last))

        self.jobs.fetch("stopped", lambda: desk.messages(case, thread), show)

    def stop_asking(self) -> bool:
        """Call the running turn off; False when there is none."""
        if not self.jobs.is_busy("ask"):
            return False
        self.jobs.stop("ask")
        self.chat.show_status(self.words("chat.stopping"))
        return True


def _told(answer: Answer | Beside, words: Words) -> Told:
    """What stands below an answer, whether it just came or was kept."""
    elapsed = f"{answer.elapsed_s:.1f}" if answer.elapsed_s else ""
    struck, model = answer.struck, answer.model
    proof = proof_line(answer.sentences, len(struck), model, elapsed, words) if model else ()
    if isinstance(answer, Beside) and answer.stopped:
        proof = (*_stopped(words), span("  "), *proof)
    return Told(struck_lines(struck, words), proof)


def _stopped(words: Words) -> Line:
    return line(Span("■ ", "warn"), span(words("chat.stopped"), "dim"))
