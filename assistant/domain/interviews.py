"""A recorded interview as the case holds it: lines by speaker, roles, consents. Pure values."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pydantic import Field

from assistant.domain.claims import Compared, Proposals, SaidClaim
from assistant.domain.findings import Finding
from assistant.domain.model import Record
from assistant.domain.quantities import Lang

OWNER: Final = "owner"
MANAGER: Final = "manager"
ROLES: Final = (OWNER, MANAGER)
"""What a speaker may be; anything else is another person."""
_ROLE_WORDS: Final = {OWNER: ("企业主", "owner"), MANAGER: ("客户经理", "manager")}


class ConsentTo(StrEnum):
    """What somebody agreed to; each is asked for by itself."""

    RECORDING = "recording"
    VOICE = "voice"


class Person(Record):
    """One speaker of one interview."""

    interview: str
    """Id of its recording."""
    speaker: str


class Consent(Record):
    """That a named person agreed, or took it back."""

    to: ConsentTo
    by: str
    """Who agreed."""
    how: str
    """Signed form, said on the recording."""
    when: datetime
    noted_by: str
    given: bool = True
    """False once it was taken back."""
    person: Person | None = None
    """Whose voice alone it is about; None for the whole case."""


class SaidLine(Record):
    """What one speaker said without a break."""

    start_s: Decimal
    end_s: Decimal
    speaker: str
    text: str
    confidence: Decimal | None = None
    """0..1 as heard; None where the words were given as text."""
    weak: tuple[str, ...] = ()
    """Why it should be listened to before it is believed."""
    unsure: tuple[tuple[int, int], ...] = ()
    """Stretches of ``text`` that were heard unsurely: first character, and one past the last."""

    @property
    def clock(self) -> str:
        """Where it begins, ``mm:ss`` or ``h:mm:ss``."""
        return clock_text(self.start_s)


class Departure(Record):
    """A line whose delivery lies apart from the same speaker's others."""

    line: int
    """Place of the line in the transcript, counting from 0."""
    score: Decimal
    zh: str
    """Which measures and how far, never what it might mean."""
    en: str


class Interview(Record):
    """One interview."""

    source: str
    """Id of the recording or transcript in the case."""
    name: str
    lines: tuple[SaidLine, ...]
    duration_s: Decimal = Decimal(0)
    model: str = ""
    """What heard it; '' where it was given as text."""
    method: str = ""
    """How voices were told apart; '' where it was given as text."""
    dropped: Mapping[str, int] = Field(default_factory=dict)
    """Stretches of recognised text that each rule left out."""
    notices: tuple[str, ...] = ()
    """What a reader must know, in both languages (``domain.tongues``)."""
    roles: Mapping[str, str] = Field(default_factory=dict)
    """What a person said of each speaker: ``owner``, ``manager``, or a name."""
    guess: str = ""
    """The speaker who seems to be the owner, until a person has said so."""
    departures: tuple[Departure, ...] = ()
    levels_db: tuple[int, ...] = ()
    """Level of each second, dB below the loudest; empty where the interview came as text."""
    pitch_hz: tuple[tuple[int, int], ...] = ()
    """Seconds with the owner's pitch in them; only where delivery may be looked at."""
    voice: str = ""
    """Why delivery wasn't looked at, or how it was; in both languages (``domain.tongues``)."""
    rtf: Decimal | None = None
    """Seconds of work for a second of sound."""
    proposals: Proposals | None = None
    """What a model made of numbers of unclear subject; None where none was asked."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Speakers in order of their first line."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines))

    @property
    def owners(self) -> frozenset[str]:
        """Speakers whose words count as the firm's: those confirmed, else the one guessed."""
        said = frozenset(who for who, role in self.roles.items() if role == OWNER)
        return said or (frozenset((self.guess,)) if self.guess else frozenset())

    @property
    def is_confirmed(self) -> bool:
        """Whether a person said who the owner is."""
        return OWNER in self.roles.values()

    def place_text(self, line: int) -> str:
        """Where a line stands, as findings name it: file and time."""
        return f"{self.name} {self.lines[line].clock}"

    def raised(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that this interview raised."""
        begin = f"{self.name} "
        return tuple(f for f in findings if f.evidence and f.evidence[0].startswith(begin))

    def role(self, speaker: str) -> str:
        """``owner``, ``manager``, a name, or the label."""
        if speaker in self.roles:
            return self.roles[speaker]
        return OWNER if speaker in self.owners else speaker

    def role_word(self, speaker: str, lang: Lang) -> str:
        """The role in words; with ``?`` where the owner is only guessed."""
        role = self.role(speaker)
        zh, en = _ROLE_WORDS.get(role, (role, role))
        guessed = role == OWNER and not self.is_confirmed
        return (zh if lang is Lang.ZH else en) + ("?" if guessed else "")

    def who(self, line: SaidLine, lang: Lang) -> str:
        """Whose words a line has; with ``(?)`` where it should be listened to first."""
        return self.role_word(line.speaker, lang) + (" (?)" if line.weak else "")


class Question(Record):
    """Something to ask the owner."""

    id: str
    """Stable: the same reason gives the same id."""
    zh: str
    en: str
    why: str
    """Finding, rule or figure that raises it."""
    is_answered: bool = False
    """Whether the owner spoke of it."""


class ClaimRow(Record):
    """A claim beside the file."""

    claim: SaidClaim
    compared: Compared


class InterviewView(Record):
    """An interview with what follows from it, as screens and scripts show it."""

    interview: Interview
    claims: tuple[ClaimRow, ...]
    questions: tuple[Question, ...]
    """Before the interview: what the file raises; ticked off by what was said."""
    follow_up: tuple[Question, ...]
    """After it: what still has to be asked."""


def clock_text(seconds: Decimal | int) -> str:
    """Seconds as ``mm:ss`` or ``h:mm:ss``."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"


def consent_to(consents: Iterable[Consent], to: ConsentTo) -> Consent | None:
    """The consent that stands for the case; None where there is none or it was taken back."""
    last = next((c for c in reversed(tuple(consents)) if c.to is to and c.person is None), None)
    return last if last is not None and last.given else None


def has_opted_out(consents: Iterable[Consent], person: Person) -> bool:
    """Whether one speaker's voice is left out, whatever was agreed for the case."""
    last = next((c for c in reversed(tuple(consents)) if c.person == person), None)
    return last is not None and not last.given
