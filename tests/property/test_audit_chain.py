"""The chain under hypothesis: any change of any line, and any other order, shows."""

from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.storage.chain import (
    AuditLine,
    Entry,
    chain_problems,
    first_previous,
    line_digest,
)

CASE = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
FIELDS = ("at", "who", "action", "subject", "why", "detail")
texts = st.text(max_size=12)
entries = st.lists(st.builds(Entry, *(texts for _ in FIELDS)), min_size=1, max_size=6)


def chain_of(entries, case_id=CASE):
    lines, previous = [], first_previous(case_id)
    for seq, entry in enumerate(entries, start=1):
        digest = line_digest(previous, seq, entry)
        lines.append(AuditLine(seq=seq, previous=previous, digest=digest, **entry._asdict()))
        previous = digest
    return lines


@given(entries)
def test_an_honest_chain_has_no_problems(entries):
    assert chain_problems(CASE, chain_of(entries)) == ()


@given(entries, st.data())
def test_any_changed_field_shows(entries, data):
    lines = chain_of(entries)
    n = data.draw(st.integers(0, len(lines) - 1))
    field = data.draw(st.sampled_from((*FIELDS, "previous", "digest")))
    value = data.draw(texts)
    assume(value != getattr(lines[n], field))
    lines[n] = lines[n].model_copy(update={field: value})
    assert chain_problems(CASE, lines)


@given(entries, st.data())
def test_any_other_order_shows(entries, data):
    lines = chain_of(entries)
    other = data.draw(st.permutations(lines))
    assume(other != lines)
    assert chain_problems(CASE, other)
    # Renumbering doesn't help.
    renumbered = [line.model_copy(update={"seq": n}) for n, line in enumerate(other, start=1)]
    assert chain_problems(CASE, renumbered)


@given(entries, st.data())
def test_any_line_taken_out_before_the_end_shows(entries, data):
    lines = chain_of(entries)
    assume(len(lines) > 1)
    del lines[data.draw(st.integers(0, len(lines) - 2))]
    renumbered = [line.model_copy(update={"seq": n}) for n, line in enumerate(lines, start=1)]
    assert chain_problems(CASE, lines)
    assert chain_problems(CASE, renumbered)


@given(entries)
def test_a_chain_belongs_to_its_case(entries):
    assert chain_problems("01ARZ3NDEKTSV4RRFFQ69G5FAW", chain_of(entries))


@given(entries, entries)
def test_two_entries_share_a_digest_only_if_they_are_the_same(first, second):
    digests = [line_digest("p", 1, entry) for entry in (first[0], second[0])]
    assert (digests[0] == digests[1]) == (first[0] == second[0])
