"""An exported memo's footers and chart labels are checked once, where they are tagged; no more."""

from pathlib import Path

import pytest
import typst

from assistant.services.checking import checked_text

_FOOTER = "[Memo on Q], [1 / 1], [Draft 4 · #0123456789ab]"
_MEMO = """
#set page(width: 14cm, height: 16cm, footer: grid(columns: (1fr, auto, 1fr), FOOTER))
#set text(lang: "en")
#text(size: 20pt)[Memo on Q]

Draft 4 · 2026-01-20 09:00 UTC

BODY

#table(columns: 3, table.header([Item], [2023], [2024]), [Sales], [3.12], [3.87], [Costs], [2.10], [2.55])
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='300' height='30'>LABELS</svg>"), format: "svg", alt: "a chart")
"""


def label(x: int, text: str) -> str:
    return f"<text x='{x}' y='20'>{text}</text>"


def read(folder: Path, *, footer: str = _FOOTER, body: str = "Fine.", labels: str = "") -> str:
    path = folder / "memo.pdf"
    source = _MEMO.replace("FOOTER", footer.replace("#", "\\#")).replace("BODY", body)
    path.write_bytes(typst.compile(source.replace("LABELS", labels).encode()))
    return checked_text(path)


def test_the_footer_and_a_label_of_a_tagged_row_are_left_out(tmp_path: Path) -> None:
    text = read(tmp_path, labels=label(5, "Sales") + label(200, "3.87"))
    assert text.count("Memo on Q") == text.count("Draft 4") == text.count("3.87") == 1
    assert "1 / 1" not in text


@pytest.mark.parametrize(
    "footer",
    [
        "[Memo on Q: profit 9], [1 / 1], [Draft 4 · #0123456789ab]",
        "[Memo on Q], [9 / 1], [Draft 4 · #0123456789ab]",
        "[Memo on Q], [1 / 9], [Draft 4 · #0123456789ab]",
        "[Memo on Q], [1 / 1], [Draft 9 · #0123456789ab]",
        "[Memo on Q], [1 / 1], [Draft 4 · profit 9]",
        "[Memo on Q], [1 / 1], [Draft 4 · #0123456789ab, profit 9]",
    ],
)
def test_a_footer_that_says_anything_else_is_checked(tmp_path: Path, footer: str) -> None:
    assert "9" in read(tmp_path, footer=footer).replace("2026-01-20 09:00", "")


def test_a_paragraph_that_looks_like_a_footer_is_checked(tmp_path: Path) -> None:
    text = read(tmp_path, body="Memo on Q 1 / 1 Draft 4 · \\#0123456789ab")
    assert "Memo on Q 1 / 1 Draft 4 · #0123456789ab" in text
    text = read(tmp_path, body="#place(bottom)[Sales were 9 in 2023.  1 / 1  Draft 4]")
    assert "Sales were 9 in 2023." in text


def test_a_label_may_be_the_name_in_a_row_s_label(tmp_path: Path) -> None:
    body = "#table(columns: 2, [Item], [2024], [share of: Ann], [7.1], [share of: Bob], [7.2])"
    drawn = label(5, "Ann") + label(200, "7.1")
    assert "Ann  7.1" not in read(tmp_path, body=body, labels=drawn)
    drawn = label(5, "Ann") + label(200, "7.2")
    assert "Ann  7.2" in read(tmp_path, body=body, labels=drawn)


@pytest.mark.parametrize(
    ("name", "value"), [("Sales", "9.99"), ("Sales", "2.55"), ("Profit", "3.87")]
)
def test_a_label_that_no_tagged_row_has_is_checked(tmp_path: Path, name: str, value: str) -> None:
    text = read(tmp_path, labels=label(5, name) + label(200, value))
    assert f"{name}  {value}" in text


def test_labels_stay_apart(tmp_path: Path) -> None:
    """However long a label is, the next one doesn't go on with it."""
    long = "share of sales with customers of the year before"
    drawn = "".join(
        f"<text x='5' y='{y}'>{words}</text><text x='350' y='{y}'>5/5</text>"
        for y, words in ((10, long), (25, "churn"))
    ).replace("'350'", "'280'")
    text = read(tmp_path, labels=drawn.replace("<text", "<text font-size='8'"))
    assert f"{long}  5/5\n\n" in text
