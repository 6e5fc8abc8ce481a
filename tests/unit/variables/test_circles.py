"""Circular invoicing over several firms' invoices."""

from datetime import date

from assistant.variables.circles import Circle, Edge, circles_in, edges_between

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def test_a_circle_of_three_is_found_once_with_its_smallest_leg() -> None:
    edges = [Edge("B", "C", 300), Edge("C", "A", 200), Edge("A", "B", 500), Edge("A", "D", 900)]
    assert circles_in(edges) == (Circle(("A", "B", "C"), 200),)
    assert circles_in(edges, least=201) == ()


def test_two_and_four_close_and_five_is_too_long() -> None:
    ring = [Edge(a, b, 10) for a, b in zip("ABCDE", "BCDEA", strict=True)]
    assert circles_in(ring) == ()
    assert circles_in(ring, longest=5) == (Circle(("A", "B", "C", "D", "E"), 10),)
    square = [Edge(a, b, 10) for a, b in zip("ABCD", "BCDA", strict=True)]
    assert circles_in([*square, Edge("B", "A", 7)]) == (
        Circle(("A", "B", "C", "D"), 10),
        Circle(("A", "B"), 7),
    )


def test_edges_are_read_from_either_side_by_id_or_name(write, row, tmp_path) -> None:
    """The fixture's firm is F1; G and H are known by name only, from F1's own records."""
    rows = [
        row("sale", "1", "2024-03-01", "乙公司", 1_000),
        row("sale", "1", "2024-03-01", "乙公司", 1_000),
        row("sale", "2", "2024-04-01", "乙公司", -400),
        row("sale", "3", "2024-04-01", "乙公司", 9_000, "void"),
        row("purchase", "4", "2024-05-01", "H", 250),
        row("sale", "5", "2023-05-01", "H", 777),
        row("sale", "6", "2024-05-01", "F1", 5),
    ]
    names = {"乙公司": "G", "G": "G", "H": "H", "F1": "F1"}
    found = edges_between([write(rows).path], names, *YEAR)
    # 1,000 - 400 to G; 250 from H; the void, the older and the one with itself are left out.
    assert found == (Edge("F1", "G", 60_000), Edge("H", "F1", 25_000))
