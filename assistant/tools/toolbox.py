"""The tools a model may call, put together over one case."""

from collections.abc import Callable, Mapping
from typing import Final

from assistant.domain.quantities import Lang
from assistant.domain.toolspec import ToolArg, ToolResult, ToolSpec
from assistant.errors import TallystickError, ToolRefusal
from assistant.llm.derived import DERIVED
from assistant.tools import (
    breaking_down,
    comparing,
    deriving,
    documents,
    drafting,
    explaining,
    figures,
    findings,
    parties,
    scoring,
    supposing,
)
from assistant.tools.arguments import Arguments, arguments_from
from assistant.tools.context import ToolContext
from assistant.tools.view import CaseView

_Function = Callable[[ToolContext, Arguments], ToolResult]


class Toolbox:
    """The tools over one case, in one language. Calling one reads; nothing writes."""

    def __init__(self, view: CaseView, lang: Lang) -> None:
        """Take the case as it stands now."""
        self.context = ToolContext(view, lang)

    @property
    def specs(self) -> tuple[ToolSpec, ...]:
        """What the tools are called and take."""
        return tuple(spec for spec, _ in _TOOLS.values())

    def call(self, name: str, args: Mapping[str, object]) -> ToolResult:
        """Run one tool.

        Raises:
            ToolRefusal: there is no such tool, an argument doesn't fit, or the case can't answer.
        """
        if name not in _TOOLS:
            msg = f"there is no tool {name!r}; there are: {', '.join(_TOOLS)}"
            raise ToolRefusal(msg)
        spec, function = _TOOLS[name]
        try:
            return function(self.context, arguments_from(spec, args))
        except TallystickError as error:
            msg = " ".join(part for part in error.told(self.context.lang) if part)
            raise ToolRefusal(msg) from error


def _spec(name: str, description: str, *args: ToolArg) -> ToolSpec:
    return ToolSpec(name=name, description=description, args=args)


def _text(name: str, description: str, *, required: bool = True) -> ToolArg:
    return ToolArg(name=name, type="string", description=description, required=required)


_METRIC: Final = _text(
    "metric", "Name or key of the measure, in Chinese or English, e.g. net sales, 净利润, dscr"
)
_PERIOD: Final = _text(
    "period",
    "Only if the question names one: 2024, 2024Q3, 2024-05, 2024-12-31, L12M",
    required=False,
)

_TOOLS: Final[Mapping[str, tuple[ToolSpec, _Function]]] = {
    spec.name: (spec, function)
    for spec, function in (
        (
            _spec(
                "statements",
                "Ready sentences about a measure: value, trend, shares, comparisons, gaps.",
                _METRIC,
                _PERIOD,
            ),
            figures.statements,
        ),
        (
            _spec(
                "figures",
                "Values of a measure of this firm (sales, ratios, customers, loan request, ...).",
                _METRIC,
                _PERIOD,
                _text(
                    "entity", "Only if the question names a customer or supplier", required=False
                ),
            ),
            figures.figures,
        ),
        (
            _spec("warnings", "Warnings, risks and inconsistencies found in the file."),
            findings.warnings,
        ),
        (
            _spec("missing", "What the file lacks, and what couldn't be computed or tested."),
            findings.missing,
        ),
        (
            _spec(
                "search",
                "Search the firm's documents (contracts, reports, forms) and quote them with page.",
                _text("query", "Words to look for, in the language of the documents"),
            ),
            documents.search,
        ),
        (
            _spec(
                "read_page",
                "The text of one page of a document.",
                _text("source", "Document name"),
                ToolArg(name="page", type="integer", description="Page number, from 1"),
            ),
            documents.read_page,
        ),
        (
            _spec(
                "score",
                "Score, grade, limit, rate, what cost points, tests not passed. With a measure: "
                "the policy's test of that measure, its verdict and headroom.",
                _text("measure", "Only if the question asks whether it passes", required=False),
            ),
            scoring.score,
        ),
        (
            _spec(
                "what_if",
                "The score if one field were different. Use only for a hypothetical question.",
                _text("field", "Field, e.g. requested amount, tenor, collateral value"),
                _text("value", "The other value with its unit as the question has it: 300万元"),
            ),
            supposing.what_if,
        ),
        (
            _spec(
                "compare",
                "A measure over its years or between two periods, or beside another measure.",
                _METRIC,
                _PERIOD,
                _text("other", "Only if the question names a second measure", required=False),
            ),
            comparing.compare,
        ),
        (
            _spec(
                "explain",
                "How a measure is calculated, where its value stands, and what moved it.",
                _METRIC,
                _PERIOD,
            ),
            explaining.explain,
        ),
        (
            _spec(
                "derive",
                "A ratio of statement lines with its formula: "
                f"{', '.join(one.key for one in DERIVED)}.",
                _text("measure", "One of these keys"),
                _PERIOD,
                ToolArg(
                    name="decimals",
                    type="integer",
                    description="Only if the question asks for so many decimals",
                    required=False,
                ),
            ),
            deriving.derive,
        ),
        (
            _spec(
                "break_down",
                "What revenue consists of by segment, region or product, and which grew most.",
                _text("query", "The question"),
                _PERIOD,
            ),
            breaking_down.break_down,
        ),
        (
            _spec(
                "party",
                "Amount, share and last invoice of one customer or supplier.",
                _text("name", "Name of the customer or supplier as the question has it"),
                _PERIOD,
            ),
            parties.party,
        ),
        (
            _spec(
                "draft_section",
                "Draft one section of the credit memo.",
                _text("section", "Section, e.g. repayment, collateral, risks, recommendation"),
            ),
            drafting.draft_section,
        ),
    )
}


def toolbox(view: CaseView, lang: Lang) -> Toolbox:
    """The tools over ``view``."""
    return Toolbox(view, lang)
