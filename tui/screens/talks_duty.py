"""The workbench's duty for several conversations: open, begin, pin, take up where one was left."""

from collections.abc import Callable, Sequence

from textual import on

from assistant.domain.case import CaseId, Conversation
from assistant.services.results import Message
from tui.desk import Desk
from tui.presenter.talks import Pin, pins_from, pins_text
from tui.screens.chat_duty import ChatDuty, talk_key
from tui.screens.talks import TalkChoice, TalksScreen
from tui.widgets.chat_pane import ChatPane

Left = dict[str, str]
"""What is remembered of a conversation: the unsent question, the turn that stood at the top."""


def left_off(desk: Desk, case: CaseId, thread: str) -> Left:
    """Where a conversation was left; it blocks."""
    return {key: desk.state(case, talk_key(key, thread)) or "" for key in ("draft", "place")}


class TalksDuty(ChatDuty):
    """Which conversation is open, and what is pinned in any of them."""

    _pins: tuple[Pin, ...] = ()

    async def take_up_talk(
        self, thread: str, messages: Sequence[Message], left: Left, pin: Pin | None = None
    ) -> None:
        """Show a conversation where it was left, or at a pinned turn."""
        self.thread = thread
        await self.show_messages(messages)
        self._show_pins()
        if not self.chat.prompt.text:
            self.chat.prompt.put(left["draft"])
        if pin is not None:
            await self.chat.talk.mark(self._place_of(pin))
        elif left["place"].isdecimal():
            await self.chat.talk.go_to(int(left["place"]))

    def take_pins(self, kept: str) -> None:
        """What was pinned."""
        self._pins = pins_from(kept)

    def _place_of(self, pin: Pin) -> int | None:
        """Where a pinned turn stands; another program may have asked in between."""
        asked = self.chat.talk.asked
        if pin.turn < len(asked) and asked[pin.turn] == pin.question:
            return pin.turn
        return next((n for n, q in reversed(list(enumerate(asked))) if q == pin.question), None)

    def _show_pins(self) -> None:
        places = (self._place_of(p) for p in self._pins if p.thread == self.thread)
        self.chat.talk.show_pins(frozenset(p for p in places if p is not None))

    @on(ChatPane.Typed)
    def _question_typed(self) -> None:
        """Remember what was typed, whatever becomes of the program."""
        self.keep(talk_key("draft", self.thread), self.chat.prompt.text)

    def draft_keeper(self) -> Callable[[], None]:
        """What remembers the unsent question and how far was scrolled; it blocks."""
        desk, case, thread = self.desk, self.case_id, self.thread
        left = {"draft": self.chat.prompt.text, "place": self.chat.talk.top}

        def keep() -> None:
            for key, value in left.items():
                desk.keep_state(case, talk_key(key, thread), value)

        return keep

    @on(ChatPane.ExportWanted)
    def _talk_export_wanted(self) -> None:
        desk, case, thread, lang = self.desk, self.case_id, self.thread, self.words.lang
        self.write_to(
            self.file_name(f"{self.words('tab.chat')}.md"),
            (".md", ".docx"),
            "export",
            lambda path: desk.export_talk(case, thread, path, lang),
        )

    @on(ChatPane.TalksWanted)
    def _talks_wanted(self) -> None:
        if self.jobs.is_busy("ask"):
            self.tell("chat.busy")
            return
        desk, case = self.desk, self.case_id
        self.jobs.fetch("talks", lambda: desk.conversations(case), self._list_talks)

    def _list_talks(self, talks: Sequence[Conversation]) -> None:
        screen = TalksScreen(talks, self._pins, self.thread, self.clock(), self.words)
        self.app.push_screen(screen, self._chosen)

    def _chosen(self, choice: TalkChoice | None) -> None:
        if choice is None:
            return
        if not choice.thread:
            self._begin_talk()
        else:
            self._switch(choice.thread, choice.pin)

    @on(ChatPane.NewTalkWanted)
    def _begin_talk(self) -> None:
        """Begin another conversation; it is kept with its first question."""
        self._switch(f"{self.clock():%Y%m%dT%H%M%S%f}", None)

    def _switch(self, thread: str, pin: Pin | None) -> None:
        if self.jobs.is_busy("ask"):
            self.tell("chat.busy")
            return
        if thread == self.thread and pin is not None:
            self.run_worker(self.chat.talk.mark(self._place_of(pin)))
            return
        desk, case, leave = self.desk, self.case_id, self.draft_keeper()

        def read() -> tuple[Sequence[Message], Left]:
            leave()
            desk.keep_state(case, "thread", thread)
            return desk.messages(case, thread), left_off(desk, case, thread)

        async def show(found: tuple[Sequence[Message], Left]) -> None:
            self.chat.prompt.text = ""
            await self.take_up_talk(thread, *found, pin)
            if pin is None:
                self.chat.prompt.focus()
            else:
                self.chat.talk.focus()

        self.jobs.fetch("talk", read, show)

    @on(ChatPane.PinWanted)
    def _pin(self, event: ChatPane.PinWanted) -> None:
        held = [p for p in self._pins if p.thread == self.thread]
        known = next((p for p in held if self._place_of(p) == event.turn), None)
        if known is not None:
            self._pins = tuple(p for p in self._pins if p is not known)
            self.tell("talks.unpinned")
        else:
            pin = Pin(self.thread, event.turn, event.question, event.answer)
            self._pins = (*self._pins, pin)
            self.tell("talks.pinned")
        self.keep("pins", pins_text(self._pins))
        self._show_pins()
