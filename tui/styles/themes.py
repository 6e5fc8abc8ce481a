"""The themes: dark slate, paper, high contrast, and those of the user's own."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

from assistant.errors import UsageError

DARK: Final = "tallystick-dark"
LIGHT: Final = "tallystick-light"
CONTRAST: Final = "tallystick-contrast"

_DARK_ROLES: Final = {
    "tally-dim": "#8b93a1",
    "tally-good": "#86c99a",
    "tally-warn": "#e5b567",
    "tally-bad": "#ef7f85",
    "tally-accent": "#e0a458",
    "tally-label": "#86b3d1",
    "tally-link": "#7cc7bd",
    "tally-mark-text": "#1a1408",
    "tally-mark": "#e5b567",
    "tally-found": "#3d4a2a",
}
_LIGHT_ROLES: Final = {
    "tally-dim": "#6b6a63",
    "tally-good": "#2b6e3f",
    "tally-warn": "#8f5600",
    "tally-bad": "#ad2630",
    "tally-accent": "#8a5a10",
    "tally-label": "#2c5d83",
    "tally-link": "#12685c",
    "tally-mark-text": "#2b2107",
    "tally-mark": "#f5d07a",
    "tally-found": "#dbe8b8",
}
_CONTRAST_ROLES: Final = {
    "tally-dim": "#d0d0d0",
    "tally-good": "#5dff8f",
    "tally-warn": "#ffd75f",
    "tally-bad": "#ff8f8f",
    "tally-accent": "#ffd75f",
    "tally-label": "#9fd8ff",
    "tally-link": "#7ffff0",
    "tally-mark-text": "#000000",
    "tally-mark": "#ffd75f",
    "tally-found": "#004f4f",
}
ROLE_DEFAULTS: Final = _DARK_ROLES
"""Role colours under a theme that isn't ours."""

THEMES: Final = (
    Theme(
        name=DARK,
        primary="#5ba89c",
        secondary="#86b3d1",
        accent="#e0a458",
        warning="#e5b567",
        error="#ef7f85",
        success="#86c99a",
        foreground="#d9dde4",
        background="#14171c",
        surface="#191d23",
        panel="#222831",
        boost="#262d37",
        dark=True,
        variables={
            **_DARK_ROLES,
            "block-cursor-background": "#2f4f4b",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#242c35",
            "block-cursor-blurred-foreground": "#d9dde4",
            "block-hover-background": "#20262e",
            "border": "#5ba89c",
            "border-blurred": "#2d343e",
            "footer-background": "#191d23",
            "footer-key-foreground": "#e0a458",
            "footer-description-foreground": "#aab1bd",
            "input-selection-background": "#5ba89c 40%",
            "scrollbar": "#2d343e",
            "scrollbar-hover": "#3c4653",
            "scrollbar-active": "#5ba89c",
            "scrollbar-background": "#14171c",
            "scrollbar-background-hover": "#14171c",
            "scrollbar-background-active": "#14171c",
            "scrollbar-corner-color": "#14171c",
            "markdown-h1-color": "#e0a458",
            "markdown-h2-color": "#e0a458",
            "markdown-h2-text-style": "bold",
            "markdown-h3-color": "#86b3d1",
            "link-color": "#7cc7bd",
            "link-style": "none",
        },
    ),
    Theme(
        name=LIGHT,
        primary="#1f6f63",
        secondary="#2c5d83",
        accent="#8a5a10",
        warning="#b06a00",
        error="#ad2630",
        success="#2b6e3f",
        foreground="#26282c",
        background="#faf7f0",
        surface="#f5f1e7",
        panel="#ebe5d6",
        boost="#efe9db",
        dark=False,
        variables={
            **_LIGHT_ROLES,
            "block-cursor-background": "#c9e0d8",
            "block-cursor-foreground": "#10201c",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#e6e0d0",
            "block-cursor-blurred-foreground": "#26282c",
            "block-hover-background": "#efe9db",
            "border": "#1f6f63",
            "border-blurred": "#d6cdb8",
            "footer-background": "#f0eadc",
            "footer-key-foreground": "#8a5a10",
            "footer-description-foreground": "#55534b",
            "input-selection-background": "#1f6f63 25%",
            "scrollbar": "#d6cdb8",
            "scrollbar-hover": "#bfb59d",
            "scrollbar-active": "#1f6f63",
            "scrollbar-background": "#faf7f0",
            "scrollbar-background-hover": "#faf7f0",
            "scrollbar-background-active": "#faf7f0",
            "scrollbar-corner-color": "#faf7f0",
            "markdown-h1-color": "#8a5a10",
            "markdown-h2-color": "#8a5a10",
            "markdown-h2-text-style": "bold",
            "markdown-h3-color": "#2c5d83",
            "link-color": "#12685c",
            "link-style": "none",
        },
    ),
    Theme(
        name=CONTRAST,
        primary="#7ffff0",
        secondary="#9fd8ff",
        accent="#ffd75f",
        warning="#ffd75f",
        error="#ff8f8f",
        success="#5dff8f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        boost="#262626",
        dark=True,
        variables={
            **_CONTRAST_ROLES,
            "block-cursor-background": "#00309a",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": "#3a3a3a",
            "block-cursor-blurred-foreground": "#ffffff",
            "block-hover-background": "#303030",
            "border": "#ffffff",
            "border-blurred": "#a0a0a0",
            "footer-background": "#000000",
            "footer-key-foreground": "#ffd75f",
            "footer-description-foreground": "#ffffff",
            "scrollbar": "#a0a0a0",
            "scrollbar-background": "#000000",
            "markdown-h1-color": "#ffd75f",
            "markdown-h2-color": "#ffd75f",
            "markdown-h3-color": "#9fd8ff",
            "link-color": "#7ffff0",
        },
    ),
)

_COLOURS: Final = (
    *("primary", "secondary", "accent", "warning", "error", "success"),
    *("foreground", "background", "surface", "panel", "boost"),
)


def own_themes(folder: Path) -> Sequence[Theme]:
    """Themes of ``folder``: a TOML file each, with Textual's colours, ``dark`` and ``variables``.

    Raises:
        UsageError: a file can't be read, or names no colour where one belongs.
    """
    return [_own_theme(path) for path in sorted(folder.glob("*.toml"))]


def _own_theme(path: Path) -> Theme:
    try:
        given = tomllib.loads(path.read_text("utf-8"))
        colours: dict[str, Any] = {k: str(v) for k, v in given.items() if k in _COLOURS}
        variables = {str(k): str(v) for k, v in dict(given.get("variables", {})).items()}
        for colour in colours.values():
            Color.parse(colour)
        return Theme(
            name=path.stem, dark=bool(given.get("dark", True)), variables=variables, **colours
        )
    except (OSError, ValueError, TypeError, ColorParseError) as error:
        raise UsageError(
            f"theme {path}: {error}",
            'it holds lines like primary = "#5ba89c", dark = true, and a table [variables]',
            zh=f"主题 {path}：{error}",
            zh_hint='每行如 primary = "#5ba89c"、dark = true，另可有 [variables] 一节',
        ) from error
