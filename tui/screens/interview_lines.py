"""The interview review's duty for what people said: who speaks, corrections, consents."""

from collections.abc import Iterator
from functools import partial

from assistant.domain.claims import Proposals, SaidClaim
from assistant.domain.interviews import OWNER, Consent
from assistant.domain.progress import Cancelled
from tui.presenter.interview import role_text
from tui.presenter.lines import clean
from tui.screens.consent import ConsentDialog, Consented
from tui.screens.correct import AmountDialog, CorrectDialog, Corrected
from tui.screens.interview_playing import InterviewPlaying
from tui.screens.voices import RolesDialog
from tui.widgets.listed import Listed


class InterviewLines(InterviewPlaying):
    """The transcript's words, speakers and numbers, put right by a person; what they agreed to."""

    def action_owner(self) -> None:
        """Say that the speaker of the words under the cursor is the owner."""
        place = self.chosen_place
        if place is None or self.view is None:
            return
        interview = self.view.interview
        speaker = interview.lines[place].speaker
        desk, case = self.desk, self.case_id
        roles = {who: "" for who, role in interview.roles.items() if role == OWNER}
        roles[speaker] = OWNER

        def done(_: None) -> None:
            self.tell("interview.confirmed", who=speaker)
            self.reload()

        def call() -> None:
            desk.relabel(case, interview.name, roles, lambda: False)

        self.jobs.fetch("relabel", call, done)

    def action_roles(self) -> None:
        """Say of every speaker who it is, or join two that are one person."""
        if self.view is None:
            return
        interview = self.view.interview

        def done(_: None) -> None:
            self.tell("roles.done")
            self.reload()

        def answered(roles: dict[str, str] | None) -> None:
            if roles:
                desk, case, name = self.desk, self.case_id, interview.name
                call = partial(desk.relabel, case, name, roles, lambda: False)
                self.jobs.fetch("relabel", call, done)

        self.app.push_screen(RolesDialog(self.words, interview), answered)

    def action_propose(self) -> None:
        """Ask the configured model what numbers of unclear subject are about."""
        if self.view is None:
            return
        if self.jobs.is_busy("propose"):
            self.tell("notice.still_busy")
            return
        desk, case, name = self.desk, self.case_id, self.view.interview.name

        def steps(cancelled: Cancelled) -> Iterator[Proposals]:
            yield desk.propose_claims(case, name, cancelled)

        def checked(proposals: Proposals) -> None:
            self.notify(clean(proposals.text(self.words.lang)), timeout=10, markup=False)

        self.jobs.stream("propose", steps, checked, lambda _: self.followed())
        self.follow()

    def action_correct(self) -> None:
        """Put right the number of the claim, or the words or speaker under the cursor."""
        listed = self.query_one("#interview-raised", Listed)
        claim = self._claim(listed.chosen) if listed.has_focus else None
        if claim is not None and claim.number is not None:
            self._ask_amount(claim, claim.number)
        else:
            self._ask_words()

    def _claim(self, ident: str) -> SaidClaim | None:
        rows = self.view.claims if self.view else ()
        return next((row.claim for row in rows if row.claim.id == ident), None)

    def _ask_amount(self, claim: SaidClaim, number: tuple[int, int]) -> None:
        if self.view is None:
            return
        name, start, end = self.view.interview.name, *number
        said = self.view.interview.lines[claim.line].text[start:end]

        def answered(amount: str | None) -> None:
            if amount and amount != said:
                desk, case = self.desk, self.case_id
                call = partial(desk.correct_amount, case, name, claim.id, amount)
                self.jobs.fetch("correct", call, self._corrected)

        self.app.push_screen(AmountDialog(self.words, claim.words, said), answered)

    def action_consent(self) -> None:
        """Note a consent, for the case or for one speaker's voice."""
        desk, case = self.desk, self.case_id
        self.jobs.fetch("consents", lambda: tuple(desk.consents(case)), self._ask_consent)

    def _ask_consent(self, held: tuple[Consent, ...]) -> None:
        interview = self.view.interview if self.view else None
        dialog = ConsentDialog(self.words, interview, held)

        def answered(answer: Consented | None) -> None:
            if answer is None:
                return
            desk, case = self.desk, self.case_id
            of = (interview.name, answer.speaker) if interview and answer.speaker else None
            given = (answer.by, answer.how)

            def call() -> None:
                desk.consent(case, answer.to, given, withdrawn=not answer.given, of=of)

            self.jobs.fetch("consent", call, self._consented)

        self.app.push_screen(dialog, answered)

    def _consented(self, _: None) -> None:
        self.tell("consent.done")
        self.reload()

    def _ask_words(self) -> None:
        place = self.chosen_place
        if place is None or self.view is None:
            return
        interview = self.view.interview
        line = interview.lines[place]
        speakers = {s: f"{s} {role_text(interview, s, self.words)}" for s in interview.speakers}
        dialog = CorrectDialog(self.words, line.text, line.speaker, speakers)

        def answered(answer: Corrected | None) -> None:
            if answer is not None and answer != (line.text, line.speaker):
                self._correct(interview.name, place, answer)

        self.app.push_screen(dialog, answered)

    def _correct(self, name: str, place: int, answer: Corrected) -> None:
        desk, case = self.desk, self.case_id
        call = partial(desk.correct_line, case, name, place, answer)
        self.jobs.fetch("correct", call, self._corrected)

    def _corrected(self, _: None) -> None:
        self.tell("correct.done")
        self.reload()
