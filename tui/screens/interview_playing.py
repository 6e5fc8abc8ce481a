"""The interview review's duty for sound: play, go on from here, loop, another speed, cut out."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from assistant.domain.interviews import InterviewView
from assistant.domain.progress import Cancelled
from tui.player import player, playing
from tui.presenter.interview import InterviewRow
from tui.presenter.lines import clean
from tui.presenter.strip import Track
from tui.screens.interview_adding import InterviewAdding
from tui.widgets.listed import Listed
from tui.widgets.strip import SoundStrip
from tui.work import Job

_SPEEDS: Final = (1.0, 1.25, 1.5, 2.0, 0.75)


class InterviewPlaying(InterviewAdding):
    """The recording, heard through the machine's player; without one, passages are cut out."""

    view: InterviewView | None = None
    rows: Mapping[str, InterviewRow] = {}
    track: Track | None = None
    speed = 1.0
    loops = False

    def show_how(self) -> None:
        """Say how passages are played, where that isn't once and as they were spoken."""
        raise NotImplementedError

    @property
    def chosen_place(self) -> int | None:
        """The utterance under the cursor of the transcript."""
        row = self.rows.get(self.query_one("#interview-lines", Listed).chosen)
        return None if row is None or self.view is None else row.place

    def action_play(self) -> None:
        """Play the utterance under the cursor; while something plays, stop it."""
        self._play(goes_on=False)

    def action_play_on(self) -> None:
        """Play from the utterance under the cursor on; the cursor follows what is heard."""
        self._play(goes_on=True)

    def action_loop(self) -> None:
        """Play passages over and over, or once again."""
        self.loops = not self.loops
        self.tell("play.loops" if self.loops else "play.once")
        self.show_how()

    def action_speed(self) -> None:
        """The next speed; the pitch stays."""
        self.speed = _SPEEDS[(_SPEEDS.index(self.speed) + 1) % len(_SPEEDS)]
        self.tell("play.speed", speed=f"{self.speed:g}×")
        self.show_how()

    def _play(self, *, goes_on: bool) -> None:
        if self.jobs.is_busy("play"):
            self.jobs.stop("play")
            return
        place, command = self.chosen_place, player()
        if place is None or self.view is None:
            return
        interview = self.view.interview
        clock = interview.lines[place].clock
        if not command:
            self.tell("play.none", clock=clock)
            self._cut_out(interview.name, place, clock)
            return
        self.tell("play.playing", clock=clock)
        desk, case, speed = self.desk, self.case_id, self.speed

        def steps(stopped: Cancelled) -> Iterator[float]:
            sound = desk.passage(case, interview.name, place, speed, goes_on=goes_on)
            for elapsed_s in playing(sound.wav, command, lambda: self.loops, stopped):
                yield sound.start_s + elapsed_s * speed

        def ended(_: Job) -> None:
            self.refresh_bindings()

        self.jobs.stream("play", steps, self._heard if goes_on else self._at, ended)

    def _at(self, at_s: float) -> None:
        self.query_one(SoundStrip).at(at_s)

    def _heard(self, at_s: float) -> None:
        self.go_to(at_s)
        self._at(at_s)

    def go_to(self, at_s: float) -> None:
        """The transcript's cursor goes to what is said at a moment."""
        if self.track is not None:
            listed = self.query_one("#interview-lines", Listed)
            place = self.track.place_at(at_s)
            if listed.highlighted != place:
                with self.prevent(Listed.OptionHighlighted):
                    listed.highlighted = place

    def _cut_out(self, name: str, place: int, clock: str) -> None:
        desk, case = self.desk, self.case_id
        stem = Path(clean(name)).stem or "interview"
        self.write_to(
            f"{stem}-{clock.replace(':', '')}.wav",
            (".wav",),
            "clip",
            lambda path: desk.export_clip(case, name, place, path),
        )
