"""Which of several rows of one invoice counts."""

from decimal import Decimal


def value(figures, key):
    return next(f.value for f in figures.figures if f.key == key)


def test_a_later_file_wins_on_status(compute, row) -> None:
    valid = row("sale", "1", "2024-01-15", "C", 1000)
    other = row("sale", "2", "2024-01-31", "C", 10)
    void = valid._replace(status="void")
    assert value(compute([valid, other], [void]), "sales.net@2024") == Decimal("10.00")
    assert value(compute([void, other], [valid]), "sales.net@2024") == Decimal("1010.00")


def test_inside_a_file_void_wins_whatever_the_order(compute, row) -> None:
    valid = row("sale", "1", "2024-01-31", "C", 1000)
    void = valid._replace(status="void")
    for rows in ([valid, void], [void, valid]):
        figures = compute(rows)
        assert value(figures, "sales.invoice_count@2024") == 0
        assert value(figures, "sales.void_count@2024") == 1
        assert value(figures, "records.repeats@2024-01-31") == 1
        assert value(figures, "records.conflicts@2024-01-31") == 0


def test_a_number_alone_does_not_make_an_invoice(compute, row) -> None:
    first = row("sale", "1", "2024-01-31", "C", 1000)
    rows = [
        first,
        first._replace(counterparty="D"),
        first._replace(issued="2024-01-30"),
        first._replace(direction="purchase"),
    ]
    figures = compute(rows)
    assert value(figures, "sales.net@2024") == Decimal("3000.00")
    assert value(figures, "purchases.net@2024") == Decimal("1000.00")


def test_one_invoice_with_two_amounts_counts_once_and_is_told(compute, row) -> None:
    rows = [
        row("sale", "1", "2024-01-31", "C", 1000),
        row("sale", "1", "2024-01-31", "C", 900),
    ]
    figures = compute(rows)
    assert value(figures, "sales.net@2024") == Decimal("900.00")
    assert value(figures, "records.conflicts@2024-01-31") == 1
