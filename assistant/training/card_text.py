"""A model card in Markdown: what it was fitted on, how well it does, what it is not for."""

from assistant.scoring.trained import TrainedCard

_NAMES = {
    "auc": "AUC",
    "ks": "KS",
    "pr_auc": "PR-AUC",
    "brier": "Brier",
    "log_loss": "log loss",
    "top20_recall": "recall in the riskiest 20 %",
    "calibration_slope": "calibration slope",
}


def card_markdown(card: TrainedCard) -> str:
    """The card as a document."""
    lines = [
        f"# {card.name}",
        "",
        f"- Fitted on {card.firms} firms, {card.defaults} of which defaulted, as of {card.as_of}.",
        f"- Points: {card.base_score} at odds of {card.base_odds}:1, doubling every {card.pdo}.",
        f"- Artefact `{card.digest}`, data `{card.data_digest}`, seed {card.seed}, "
        f"code {card.code_version}.",
        f"- Settings chosen inside the sample: {_said(card)}.",
        "",
        "## Quality by repeated cross-validation, every choice inside the fold",
        "",
        "| measure | value | 95 % interval |",
        "|---|---|---|",
    ]
    for key, found in card.measures.items():
        name = _NAMES.get(key, key)
        lines.append(f"| {name} | {found.value:.3f} | {found.low:.3f} to {found.high:.3f} |")
    lines += ["", "## Points", "", "| variable | bins | points | missing |", "|---|---|---|---|"]
    for variable in card.variables:
        bins = ", ".join(f"{cut:g}" for cut in map(float, variable.cuts))
        points = ", ".join(str(p) for p in variable.points)
        name = f"{variable.label_en} (`{variable.key}`)"
        lines.append(f"| {name} | {bins} | {points} | {variable.missing_points} |")
    lines += [
        "",
        "## Limits",
        "",
        "Few defaults mean wide intervals. It says nothing of firms unlike those it was fitted on, "
        "and it is used only after a named person promoted it.",
    ]
    return "\n".join(lines) + "\n"


def _said(card: TrainedCard) -> str:
    return ", ".join(f"{key} {value}" for key, value in card.settings.items())
