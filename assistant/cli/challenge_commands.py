"""``tallystick challenge|models``: whether the model in use still holds, and what came before."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.invoice_options import AsOf, Operations, Purchases, Sales
from assistant.cli.layout import columns
from assistant.cli.model_commands import (
    Firms,
    Label,
    ModelFile,
    Repeats,
    card_in_use,
    measures_text,
    sample_from,
    told_on,
)
from assistant.cli.session import Session
from assistant.notices import note

if TYPE_CHECKING:
    from assistant.services.challenging import Challenge
    from assistant.training.challenge import Contest

_VARIABLES = 10


def register(app: typer.Typer) -> None:
    """Add these commands to the tree."""
    app.command("challenge")(challenge)
    app.command("models")(models)


def challenge(  # noqa: PLR0913  one option each
    context: typer.Context,
    *,
    firms: Firms,
    sales: Sales,
    purchases: Purchases,
    operations: Operations = None,
    label: Label = "是否违约",
    as_of: AsOf = None,
    cohort: Annotated[
        str, typer.Option(help="Column such as the year of approval; the newest is held out.")
    ] = "",
    model: ModelFile = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="File for a challenger; none: test only.")
    ] = None,
    repeats: Repeats = 3,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Fit a challenger though no trigger fired.")
    ] = False,
) -> None:
    """Test the model in use on outcomes known since; fit a challenger where a trigger fires."""
    from assistant.services.challenging import challenge as turned
    from assistant.services.office import Office
    from assistant.training.samples import cohorts_from

    session: Session = context.obj
    office = Office(session.settings)
    card = card_in_use(office, model)
    cohorts = cohorts_from(firms, cohort) if cohort else None
    sample = sample_from(session, firms, label, (sales, purchases, operations or []), as_of)
    told = told_on(session)
    found = turned(
        office, card, sample, out, cohorts=cohorts, anyway=anyway, repeats=repeats, told=told
    )
    if found.own_data:
        note(
            session.pick(
                "这是模型的训练数据：检验结果偏乐观",
                "this is the model's own training data: the tests flatter it",
            )
        )
    session.emit(_shape(found, out), _text(session, found, out))


def _shape(found: "Challenge", out: Path | None) -> dict[str, object]:
    held = found.health
    return {
        "model": found.champion.name,
        "digest": found.champion.digest,
        "n": len(found.sample.firms),
        "defaults": found.sample.defaults,
        "as_of": found.sample.as_of,
        "own_data": found.own_data,
        "fired": list(held.fired),
        "score_psi": held.score_psi,
        "chance_psi": held.chance,
        "variables": dict(held.variables),
        "calibration_z": held.z,
        "groups": [group._asdict() for group in held.groups],
        **{name: m.model_dump() for name, m in held.measures.items()},
        "contest": None if found.contest is None else _contest_shape(found.contest),
        "challenger": None if found.challenger is None else str(out),
        "changes": [change._asdict() for change in found.changes],
        "promoted": None if found.promoted is None else found.promoted.model_dump(mode="json"),
    }


def _contest_shape(found: "Contest") -> dict[str, object]:
    return {
        "held_out": found.held,
        "n": found.firms,
        "defaults": found.defaults,
        "better": found.is_better,
        "measures": {
            name: {
                "champion": m.champion,
                "challenger": m.challenger,
                "difference": m.difference.model_dump(),
            }
            for name, m in found.measures.items()
        },
    }


def _text(session: Session, found: "Challenge", out: Path | None) -> str:
    from assistant.services.challenging import fired_text

    held, pick = found.health, session.pick
    psi = "-" if held.score_psi is None else f"{held.score_psi:.2f}"
    lines = [
        pick(
            f"模型 {found.champion.name}：{len(found.sample.firms)}家企业，"
            f"{found.sample.defaults}家违约，截至{found.sample.as_of}；",
            f"model {found.champion.name}: {len(found.sample.firms)} firms, "
            f"{found.sample.defaults} defaults as of {found.sample.as_of}; ",
        )
        + fired_text(held, session.lang),
        pick(
            f"得分稳定性指数（PSI）{psi}（偶然可达{held.chance:.2f}）；违约数偏离预期{held.z:+.1f}个标准差",
            f"stability index (PSI) of the scores {psi} (chance reaches {held.chance:.2f}); "
            f"defaults {held.z:+.1f} standard deviations off what was expected",
        ),
        measures_text(held.measures),
        _groups(session, found),
        columns(
            [(f"{psi:.2f}", key) for key, psi in list(held.variables.items())[:_VARIABLES]],
            indent="  PSI ",
        ),
        *_contest_lines(session, found, out),
    ]
    return "\n".join(line for line in lines if line)


def _groups(session: Session, found: "Challenge") -> str:
    titles = session.pick("风险分组|户数|预期违约|实际违约|z", "group|firms|expected|came|z")
    rows = [tuple(titles.split("|"))]
    rows += [
        (str(n), str(g.firms), f"{g.expected:.1f}", str(g.came), f"{g.z:+.1f}")
        for n, g in enumerate(found.health.groups, 1)
    ]
    return columns(rows, right=(1, 2, 3, 4), indent="  ")


def _contest_lines(session: Session, found: "Challenge", out: Path | None) -> list[str]:
    from assistant.services.challenging import change_text

    beside, pick, lang = found.contest, session.pick, session.lang
    if beside is None:
        return []
    where = (
        pick(f"留出最新一批 {beside.held}", f"newest cohort {beside.held} held out")
        if beside.held
        else pick("交叉验证（未按时间留出）", "cross-validated (not out of time)")
    )
    titles = pick("指标|在用|挑战者|差[95%区间]", "measure|champion|challenger|difference [95 %]")
    rows = [tuple(titles.split("|"))]
    rows += [
        (
            name,
            f"{m.champion:.3f}",
            f"{m.challenger:.3f}",
            f"{m.difference.value:+.3f} [{m.difference.low:+.3f}, {m.difference.high:+.3f}]",
        )
        for name, m in beside.measures.items()
    ]
    asked = (
        pick(
            f"挑战者较优；由具名的人批准：tallystick promote {out} --by 姓名 --why 理由",
            f"the challenger is better; a named person promotes it: "
            f"tallystick promote {out} --by NAME --why REASON",
        )
        if beside.is_better
        else pick("挑战者不优于在用模型", "the challenger is no better than the champion")
    )
    if found.promoted is not None:
        asked = pick(f"已由{found.promoted.by}批准", f"promoted by {found.promoted.by}")
    return [
        f"{where}: {beside.firms} / {beside.defaults}",
        columns(rows, indent="  "),
        pick("变化：", "what changed:"),
        *(f"  {change_text(change, lang)}" for change in found.changes[:_VARIABLES]),
        asked,
    ]


def models(context: typer.Context) -> None:
    """Every model that was ever in use: who promoted it, when and why; any can be used again."""
    from assistant.services.model_registry import promotions
    from assistant.services.office import Office

    session: Session = context.obj
    office = Office(session.settings)
    held = promotions(office)
    rows = [
        ("*" if line is held[-1] else " ", line.at[:19], line.by, line.model, line.why)
        for line in held
    ]
    shape = [
        {
            **line.model_dump(mode="json"),
            "path": str(office.home.models / line.model),
            "in_use": line is held[-1],
        }
        for line in held
    ]
    nothing = session.pick("尚未批准任何模型", "no model was promoted")
    session.emit(shape, columns(rows) or nothing)
