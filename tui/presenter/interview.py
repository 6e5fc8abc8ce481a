"""An interview as lists: who said what, what it raises, claims beside figures, what to ask."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from assistant.domain.claims import Relation
from assistant.domain.figures import Figure
from assistant.domain.findings import Finding, ReviewState
from assistant.domain.interviews import (
    MANAGER,
    OWNER,
    ClaimRow,
    Consent,
    ConsentTo,
    Interview,
    InterviewView,
    Question,
    SaidLine,
    clock_text,
    consent_to,
)
from assistant.domain.progress import Progress
from assistant.domain.quantities import Lang
from tui.messages import Words
from tui.presenter.findings import SEVERITY_MARKS
from tui.presenter.lines import Line, Role, Span, line, one_line, shortened, span, told

_RELATIONS: Final[dict[Relation, tuple[str, Role]]] = {
    Relation.AGREES: ("✓", "good"),
    Relation.CONTRADICTS: ("✗", "bad"),
    Relation.UNVERIFIABLE: ("?", "dim"),
}
_INLINE_CELLS: Final = 44
"""How much of a finding stands under the words that it is about."""
_STATE_ROLES: Final[dict[ReviewState, Role]] = {
    ReviewState.OPEN: "warn",
    ReviewState.KEPT: "good",
    ReviewState.DISMISSED: "dim",
}


class InterviewRow(NamedTuple):
    """One line of a list."""

    id: str
    mark: Line
    lines: tuple[Line, ...]
    place: int = -1
    """The utterance that it is about; -1 where there is none."""
    is_heading: bool = False
    figures: tuple[str, ...] = ()
    """Keys of what it rests on."""


def role_text(interview: Interview, speaker: str, words: Words) -> str:
    """Who a speaker is; with a question mark where that is a guess."""
    role = interview.role(speaker)
    known = {OWNER: words("interview.owner"), MANAGER: words("interview.manager")}
    guessed = role == OWNER and not interview.is_confirmed
    return known.get(role, one_line(role)) + ("?" if guessed else "")


def places_of(interview: Interview, findings: Sequence[Finding]) -> Mapping[str, tuple[int, ...]]:
    """The utterances that each finding is about, by its id."""
    held: dict[str, list[int]] = {}
    for place in range(len(interview.lines)):
        held.setdefault(interview.place_text(place), []).append(place)
    return {
        finding.id: tuple(sorted(n for told in finding.evidence for n in held.get(told, ())))
        for finding in findings
    }


def transcript_rows(
    interview: Interview, findings: Sequence[Finding], words: Words
) -> tuple[InterviewRow, ...]:
    """One row an utterance, marked where something was raised."""
    marks: dict[int, Finding] = {}
    places = places_of(interview, findings)
    for finding in findings:
        if finding.review.state is not ReviewState.DISMISSED:
            for place in places[finding.id]:
                marks.setdefault(place, finding)
    return tuple(_said(interview, n, marks.get(n), words) for n in range(len(interview.lines)))


def _said(interview: Interview, place: int, finding: Finding | None, words: Words) -> InterviewRow:
    said = interview.lines[place]
    sign, role = SEVERITY_MARKS[finding.severity] if finding else (" ", "")
    who = role_text(interview, said.speaker, words)
    speaker: Role = "accent" if said.speaker in interview.owners else "label"
    head = line(span(f"{said.clock}  ", "dim"), span(who, speaker))
    rows: tuple[Line, ...] = (head, _shaded(said))
    if finding is not None:
        told = shortened(finding.statement.text(words.lang), _INLINE_CELLS)
        rows = (*rows, line(span(told, role)))
    return InterviewRow(f"line{place}", (Span(f"{sign} ", role),), rows, place)


def _shaded(said: SaidLine) -> Line:
    """The words; those heard unsurely are dim, or all of them where the doubt concerns all."""
    if not said.unsure:
        return line(span(one_line(said.text), "dim" if said.weak else ""))
    pieces: list[Span] = []
    at = 0
    for start, end in said.unsure:
        pieces += [span(said.text[at:start]), span(said.text[start:end], "dim")]
        at = end
    return tuple(p for p in (*pieces, span(said.text[at:])) if p.text)


def raised_rows(
    view: InterviewView,
    findings: Sequence[Finding],
    figures: Mapping[str, Figure],
    words: Words,
) -> tuple[InterviewRow, ...]:
    """Findings, claims, what is still to ask, and the questions from before."""
    places = places_of(view.interview, findings)
    return (
        *_titled("findings", [_finding(f, places[f.id], words) for f in findings], words),
        *_titled("claims", [_claim(row, figures, words) for row in view.claims], words),
        *_titled("follow_up", _questions("ask", view.follow_up, words), words),
        *_titled("before", _questions("before", view.questions, words), words),
    )


def _titled(name: str, rows: list[InterviewRow], words: Words) -> list[InterviewRow]:
    if not rows:
        return []
    title = line(span(words(f"interview.{name}"), "label"))
    return [InterviewRow(f"head.{name}", (), (title,), is_heading=True), *rows]


def _finding(finding: Finding, places: Sequence[int], words: Words) -> InterviewRow:
    sign, role = SEVERITY_MARKS[finding.severity]
    state = finding.review.state
    dismissed = state is ReviewState.DISMISSED
    head = span(words(f"review_state.{state}"), _STATE_ROLES[state])
    text = span(one_line(finding.statement.text(words.lang)), "struck" if dismissed else "")
    place = next(iter(places), -1)
    mark = (Span(f"{sign} ", "dim" if dismissed else role),)
    keys = finding.statement.figures
    return InterviewRow(finding.id, mark, ((head,), (text,)), place, figures=keys)


def _claim(row: ClaimRow, figures: Mapping[str, Figure], words: Words) -> InterviewRow:
    claim, compared = row.claim, row.compared
    sign, role = _RELATIONS[compared.relation]
    said = claim.value_text(words.lang)
    first = line(
        span(f"{clock_text(claim.start_s)}  ", "dim"),
        span(f"“{one_line(claim.words)}”"),
        span(claim.words_text(words.lang).removeprefix(claim.words), "dim"),
        span(f"  {said}" if said else "", "label"),
    )
    figure = figures.get(compared.figure or "")
    from assistant.interview.wording import file_text  # the app starts without its patterns

    beside = file_text(claim, compared, figure).text(words.lang) if figure else ""
    told_ = span(words(f"relation.{compared.relation}"), role)
    second = line(told_, span(f"  {one_line(beside)}", "dim"))
    keys = (compared.figure,) if compared.figure else ()
    mark = (Span(f"{sign} ", role),)
    return InterviewRow(claim.id, mark, (first, second), claim.line, figures=keys)


def _questions(name: str, asked: Sequence[Question], words: Words) -> list[InterviewRow]:
    return [
        InterviewRow(
            f"{name}.{q.id}",
            (Span("✓ " if q.is_answered else "○ ", "good" if q.is_answered else "dim"),),
            (line(span(one_line(q.zh if words.lang is Lang.ZH else q.en))),),
        )
        for q in asked
    ]


def interview_head(interview: Interview, words: Words) -> tuple[Line, ...]:
    """Length, speakers, and what a reader must know."""
    named = ((one_line(s), role_text(interview, s, words)) for s in interview.speakers)
    who = "  ".join(s if s == role else f"{s}={role}" for s, role in named)
    lines = [line(span(f"{clock_text(interview.duration_s)}  ", "label"), span(who, "dim"))]
    if interview.guess and not interview.is_confirmed:
        lines.append(line(span(words("interview.guessed"), "warn")))
    notices = (*interview.notices, interview.voice)
    lines += [line(span(told(n, words), "dim")) for n in notices if n]
    return tuple(lines)


def consent_lines(
    held: Sequence[Consent], interview: Interview | None, words: Words
) -> tuple[Line, ...]:
    """What stands: of the case, and of this interview's speakers alone."""
    people = ((c.person, c) for c in held if c.person is not None)
    source = interview.source if interview else ""
    last = {person: c for person, c in people if person.interview == source}
    standing = [(words(f"consent.{to}"), consent_to(held, to)) for to in ConsentTo]
    own = [(f"{words('consent.voice')} {p.speaker}", c) for p, c in last.items()]
    return tuple(
        line(span(f"{label}: {words('consent.yes' if c.given else 'consent.no')}  {c.by}"))
        for label, c in (*standing, *own)
        if c is not None
    )


def interview_summary(view: InterviewView, findings: Sequence[Finding], words: Words) -> Line:
    """How many claims agree, contradict or stay open."""
    counted = Counter(row.compared.relation for row in view.claims)
    counts = {relation.value: counted[relation] for relation in Relation}
    still = sum(f.review.state is ReviewState.OPEN for f in findings)
    return line(span(words("interview.summary", **counts, open=still), "dim"))


def before_rows(asked: Sequence[Question], words: Words) -> tuple[InterviewRow, ...]:
    """What the file raises before anybody is asked."""
    return tuple(_titled("before", _questions("before", asked, words), words))


def questions_text(asked: Sequence[Question], words: Words) -> str:
    """Questions, one a line, to take along."""
    zh = words.lang is Lang.ZH
    return "\n".join(one_line(q.zh if zh else q.en) for q in asked)


def busy_line(
    group: str, step: Progress | None, left_s: int | None, ran_s: int, words: Words
) -> Line:
    """What is heard or asked, how far it is, what is left, and for how long it has run."""
    ran = span(words("interview.ran", clock=clock_text(ran_s)), "dim")
    if step is None:
        return line(span(words(f"{group}.starting"), "accent"), ran)
    total = f"/{clock_text(step.total)}" if step.total else ""
    done = f"{clock_text(step.done)}{total}"
    name, stage = one_line(step.subject), words(f"stage.{step.stage}")
    told_ = span(words("interview.adding", stage=stage, name=name, done=done), "accent")
    left = "" if left_s is None else words("interview.left", clock=clock_text(left_s))
    return line(told_, span(left, "accent"), ran)
