"""A model's reading proves a number only where nothing else than it can be meant."""

import pytest

from assistant.domain.checks import Claim, Proof, SourceText, TextCheck
from assistant.domain.readings import ClaimReading, Operand, Operation, SentenceReading, WordPair
from assistant.proof.stated import check_stated

FIRM = """Firm: Okoye Cold Storage
Gross profit FY2023: USD 1,284k
Operating profit FY2023: USD 517k
Profit before tax FY2023: USD 402k
Profit before tax FY2022: USD 371k
Loan margin until June 2023: 310 bps
Loan margin from July 2023: 265 bps
Sales budget 2023: USD 3,400k
Sales 2023: USD 3,160k
Purchases 2023: USD 2,000k
Purchases from related parties 2023: USD 400k
"""


def checked(text: str, claim: str, operation: str, *quotes: str, firm: str = FIRM) -> TextCheck:
    """A sentence judged with one reading of one of its claims."""
    reading = ClaimReading(
        claim=claim,
        operation=Operation(operation),
        operands=tuple(Operand(source=1, quote=quote) for quote in quotes),
        words=(WordPair(said="earned", source="Profit"),),
    )
    sources = [SourceText(source="1", source_name="firm", page=1, text=firm)]
    readings = [SentenceReading(sentence=text, claims=(reading,))]
    return check_stated(text, sources, readings=readings)


def claim_of(check: TextCheck, words: str) -> Claim:
    return next(c for s in check.sentences for c in s.claims if c.text == words)


EARNED = "The firm earned USD 402 thousand before tax in 2023."


def test_a_reading_proves_what_rules_leave_and_the_claim_says_so() -> None:
    sources = [SourceText(source="1", source_name="firm", page=1, text=FIRM)]
    assert check_stated(EARNED, sources).verdict is Proof.UNCHECKED
    check = checked(EARNED, "USD 402 thousand", "stated", "Profit before tax FY2023: USD 402k")
    assert check.verdict is Proof.PROVED
    claim = claim_of(check, "USD 402 thousand")
    assert claim.reading.startswith("read by a model: stated “Profit before tax FY2023: USD 402k”")
    assert "“earned” as “Profit”" in claim.reading
    assert check.read(Proof.PROVED) == 1


@pytest.mark.parametrize(
    ("text", "claim", "operation", "quotes"),
    [
        # 265 bps less 310 bps: down by 0.45 points.
        ("The loan margin was cut by 0.45 percentage points in July 2023.",
         "0.45 percentage points", "difference", ("265 bps", "310 bps")),
        # 400 of 2,000: one fifth.
        ("Around a fifth of the goods purchased in 2023 came from related parties.",
         "a fifth", "ratio", ("related parties 2023: USD 400k", "Purchases 2023: USD 2,000k")),
    ],
)  # fmt: skip
def test_operations_on_quoted_operands(
    text: str, claim: str, operation: str, quotes: tuple[str, ...]
) -> None:
    check = checked(text, claim, operation, *quotes)
    assert claim_of(check, claim).verdict is Proof.PROVED, check


@pytest.mark.parametrize(
    ("text", "claim", "operation", "quotes"),
    [
        # Words that no source has: the quotation is made up.
        (EARNED, "USD 402 thousand", "stated", ("Profit before tax: USD 402k",)),
        # The arithmetic doesn't close.
        (EARNED, "USD 402 thousand", "stated", ("Operating profit FY2023: USD 517k",)),
        # Two numbers in one quotation, a source that isn't there, a claim of other words.
        (EARNED, "USD 402 thousand", "stated",
         ("Profit before tax FY2023: USD 402k\nProfit before tax FY2022: USD 371k",)),
        (EARNED, "USD 371 thousand", "stated", ("Profit before tax FY2022: USD 371k",)),
    ],
)  # fmt: skip
def test_what_does_not_stand_or_close_leaves_no_trace(
    text: str, claim: str, operation: str, quotes: tuple[str, ...]
) -> None:
    check = checked(text, claim, operation, *quotes)
    assert check.verdict is Proof.UNCHECKED
    assert not any(check.read(verdict) for verdict in Proof)


@pytest.mark.parametrize(
    ("text", "claim", "operation", "quotes"),
    [
        # Another year's value.
        ("The firm earned USD 371 thousand before tax in 2023.",
         "USD 371 thousand", "stated", ("Profit before tax FY2022: USD 371k",)),
        # Another quantity than the words name: 517 is the operating profit.
        ("The firm earned USD 517 thousand before tax in 2023.",
         "USD 517 thousand", "stated", ("Operating profit FY2023: USD 517k",)),
        # A level is no movement, and a fall is no rise.
        ("The firm's takings rose by USD 402 thousand in 2023.",
         "USD 402 thousand", "stated", ("Profit before tax FY2023: USD 402k",)),
        ("The loan margin was lifted by 0.45 percentage points in July 2023.",
         "0.45 percentage points", "difference", ("265 bps", "310 bps")),
        # A fifth of something that the words don't name: 400 of 2,000, not of sales.
        ("Around a fifth of sales in 2023 went to the founder.",
         "a fifth", "ratio", ("related parties 2023: USD 400k", "Purchases 2023: USD 2,000k")),
    ],
)  # fmt: skip
def test_what_the_words_do_not_bear_out_is_not_proved(
    text: str, claim: str, operation: str, quotes: tuple[str, ...]
) -> None:
    check = checked(text, claim, operation, *quotes)
    assert claim_of(check, claim).verdict is not Proof.PROVED, check


def test_a_gap_has_the_sign_of_its_words() -> None:
    budget = "Budgeted sales 2023: USD 3,400k\nActual sales 2023: USD 3,160k\n"
    quotes = ("Budgeted sales 2023: USD 3,400k", "Actual sales 2023: USD 3,160k")
    for text, verdict in (
        ("Sales missed the 2023 budget by $240,000.", Proof.PROVED),
        ("Sales beat the 2023 budget by $240,000.", Proof.UNCHECKED),
    ):
        check = checked(text, "$240,000", "difference", *quotes, firm=budget)
        assert claim_of(check, "$240,000").verdict is verdict, check


def test_an_operand_that_no_word_names_better_than_another_is_only_suggested() -> None:
    orders = "在手订单：3,985万元\n主机厂订单2,940万元，售后订单1,045万元\n"  # 73.8 %
    text = "Nearly three quarters of orders in hand come from car makers."
    check = checked(
        text, "three quarters", "ratio", "主机厂订单2,940万元", "在手订单：3,985万元", firm=orders
    )
    claim = claim_of(check, "three quarters")
    assert (claim.verdict, claim.reading[:16]) == (Proof.UNCHECKED, "a model suggests")


def test_a_closing_reading_is_kept_as_a_suggestion() -> None:
    hotel = "Room nights available 2023: 17,520\nRoom nights sold 2023: 11,388\n"  # 65.0 %
    check = checked(
        "Occupancy stood at 65% in 2023.", "65%", "ratio", "11,388", "17,520", firm=hotel
    )
    claim = claim_of(check, "65%")
    assert claim.verdict is Proof.UNCHECKED
    assert claim.reading.startswith("a model suggests, for a person to confirm: ")


def test_false_stays_false() -> None:
    text = "Operating profit was USD 402k in FY2023."
    check = checked(text, "USD 402k", "stated", "Profit before tax FY2023: USD 402k")
    assert check.verdict is Proof.FALSE
    assert not any(check.read(verdict) for verdict in Proof)
