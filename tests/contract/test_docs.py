"""What README and CONTRIBUTING tell people to type works as it stands."""

import re
import shlex
import shutil
from pathlib import Path

import docx
import pytest

from assistant.cli import main
from assistant.demo.firms import QINGHE
from assistant.demo.interview import write_interview
from tests.e2e.conftest import Run, command

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
INDENTED = re.compile(r"^    (?P<line>\S.*)$", re.MULTILINE)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def commands(text: str) -> list[list[str]]:
    """Lines of code blocks that begin with ``tallystick``, comments dropped."""
    lines = [match["line"] for match in INDENTED.finditer(text)]
    return [
        shlex.split(line, comments=True)[1:] for line in lines if line.startswith("tallystick ")
    ]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, firm_files: Path) -> Path:
    """A folder with the files that the README names."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copy(firm_files / "发票数据.xlsx", folder / "invoices.xlsx")
    shutil.copy(firm_files / "财务报表.xlsx", folder / "statements.xlsx")
    contracts = folder / "contracts"
    contracts.mkdir()
    shutil.copy(firm_files / "厂房租赁合同.docx", contracts)
    write_interview(folder).rename(folder / "interview.txt")
    return folder


def test_the_readme_s_commands_run_one_after_the_other(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    run: Run = command(place / "home")
    lines = commands(README)
    assert len(lines) >= 10, "the README shows the main commands"
    for words in lines:
        given = [QINGHE.uscc if word.endswith("...") else word for word in words]
        run(*given)
    assert (place / "memo.docx").is_file()


def test_the_underwriter_s_guide_runs_one_after_the_other(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("TALLYSTICK_EMBEDDINGS", "off")
    lines = commands((ROOT / "docs" / "guides" / "underwriter.md").read_text("utf-8"))
    assert len(lines) >= 15
    for words in lines:
        if "--import" in words:
            _written_in(place / words[words.index("--import") + 1])
        if "--due" in words:
            words[words.index("--due") + 1] = "2999-02-28"
        _type(words, place / "guided", capsys)
    assert (place / "prescreen.md").is_file()


@pytest.fixture(scope="module")
def office(place: Path) -> Path:
    """A home with the main firm's statements and invoices, and a talk with its owner to read."""
    home = place / "office"
    for words in (
        ("case", "new", QINGHE.name_zh),
        ("add", "青禾", str(place / "invoices.xlsx"), str(place / "statements.xlsx")),
        ("set", "青禾", "request.amount=300万", "request.tenor_months=12"),
    ):
        assert main([*words, "--home", str(home)]) == 0
    return home


@pytest.mark.parametrize(
    ("guide", "least"), [("relationship-manager", 7), ("risk-team", 9), ("administrator", 6)]
)
def test_a_role_s_guide_runs_one_after_the_other(
    guide: str,
    least: int,
    office: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(office.parent)
    monkeypatch.setenv("TALLYSTICK_EMBEDDINGS", "off")
    lines = commands((ROOT / "docs" / "guides" / f"{guide}.md").read_text("utf-8"))
    assert len(lines) >= least
    for words in lines:
        _type(words, office, capsys)


def _type(words: list[str], home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A command in this process: forty starts of Python would take longer than all they do."""
    code = main([*words, "--home", str(home)])
    assert code == 0, (words, capsys.readouterr())


def _written_in(path: Path) -> None:
    """What a person does in Word: what was seen, in the first section."""
    document = docx.Document(str(path))
    heading = next(p for p in document.paragraphs if p.text.startswith("2. "))
    heading.insert_paragraph_before("我们走访了工厂和仓库。仓库约有货物420托。")
    document.save(str(path))


@pytest.mark.parametrize("page", ["promises.md", "architecture.md"])
def test_what_a_page_of_the_docs_names_is_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    linked = re.findall(r"\]\(([\w./-]+)\)", text)
    named = re.findall(r"`((?:assistant|retrieval|evals|tests|audio)/[\w./]+)`", text)
    assert linked or named
    missing = [one for one in linked if not (ROOT / "docs" / one).exists()]
    missing += [one for one in named if not (ROOT / one).exists()]
    assert not missing


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_make_target_that_is_named_exists(text: str) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", text))
    assert named
    assert named <= TARGETS


@pytest.mark.parametrize("text", [README, CONTRIBUTING], ids=["README", "CONTRIBUTING"])
def test_every_folder_of_code_that_is_named_exists(text: str) -> None:
    named = set(
        re.findall(r"`((?:assistant|evals|tests|requirements|prompts|tui)/[\w./*]*)`", text)
    )
    missing = [name for name in named if not list(ROOT.glob(name.rstrip("/")))]
    assert not missing
