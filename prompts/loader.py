"""Loads prompt files, checks what they declare and fills their placeholders once."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

_FOLDER: Final = Path(__file__).parent
_HEAD: Final = re.compile(r"\A\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_PARTS: Final = re.compile(r"\A\s*## system\n(?P<system>.*?)\n## user\n(?P<user>.*)\Z", re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"\{\{([a-z_]+)\}\}")
"""Figure references such as ``{{sales.net@2024}}`` hold a dot or an ``@`` and are left alone."""
_FENCE: Final = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_FIELDS: Final = frozenset({"id", "version", "purpose", "inputs", "untrusted", "output", "evals"})


class PromptError(ValueError):
    """A prompt file or its inputs are not in order; a programmer's error."""


class Filled(NamedTuple):
    """A prompt ready to send."""

    system: str
    user: str


@dataclass(frozen=True)
class Prompt:
    """One released version of a prompt."""

    id: str
    version: int
    purpose: str
    inputs: tuple[str, ...]
    """Placeholders that must be given; exactly those that the text uses."""
    untrusted: tuple[str, ...]
    """Inputs whose text comes from documents, recordings or models: only in fences of ``user``."""
    output: str
    """What the answer is parsed into, or ``text``."""
    evals: tuple[str, ...]
    """Evaluations that guard it."""
    system: str
    user: str
    digest: str
    """SHA-256 of the file."""

    @property
    def ref(self) -> str:
        """``id@version#digest`` as the audit log keeps it."""
        return f"{self.id}@{self.version}#{self.digest[:12]}"

    def fill(self, **given: str) -> Filled:
        """Put the inputs in; text inside an input is never filled again.

        Raises:
            PromptError: an input is absent or not declared.
        """
        if set(given) != set(self.inputs):
            msg = f"{self.id}: needs {sorted(self.inputs)}, was given {sorted(given)}"
            raise PromptError(msg)
        values = {
            name: text.replace("```", "'''") if name in self.untrusted else text
            for name, text in given.items()
        }
        return Filled(_filled(self.system, values), _filled(self.user, values))


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text).strip()


def _parsed(text: str, name: str) -> Prompt:
    whole = _HEAD.match(text)
    parts = _PARTS.match(whole["body"]) if whole else None
    if whole is None or parts is None:
        msg = f"{name}: needs a head between +++ lines, then '## system' and '## user'"
        raise PromptError(msg)
    head = tomllib.loads(whole["head"])
    if set(head) != _FIELDS:
        msg = f"{name}: the head declares {sorted(head)}, not {sorted(_FIELDS)}"
        raise PromptError(msg)
    prompt = Prompt(
        id=head["id"],
        version=head["version"],
        purpose=head["purpose"],
        inputs=tuple(head["inputs"]),
        untrusted=tuple(head["untrusted"]),
        output=head["output"],
        evals=tuple(head["evals"]),
        system=parts["system"],
        user=parts["user"],
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    _verify_inputs(prompt, name)
    return prompt


def _verify_inputs(prompt: Prompt, name: str) -> None:
    used = set(_PLACEHOLDER.findall(prompt.system + prompt.user))
    if used != set(prompt.inputs):
        msg = f"{name}: declares {sorted(prompt.inputs)} but uses {sorted(used)}"
        raise PromptError(msg)
    outside = set(_PLACEHOLDER.findall(prompt.system + _FENCE.sub("", prompt.user)))
    if loose := outside & set(prompt.untrusted):
        msg = f"{name}: {sorted(loose)} stand outside the fenced blocks of the user part"
        raise PromptError(msg)


@lru_cache(maxsize=64)
def load_prompt(name: str, version: int | None = None, folder: Path = _FOLDER) -> Prompt:
    """The prompt ``name``; its highest version unless one is asked for.

    Raises:
        PromptError: there is no such prompt, or its file is not in order.
    """
    found = {int(p.stem[1:]): p for p in (folder / name).glob("v*.md")}
    number = version if version is not None else max(found, default=0)
    if number not in found:
        msg = f"no prompt {name} version {version or 'at all'} in {folder}"
        raise PromptError(msg)
    prompt = _parsed(found[number].read_text("utf-8"), f"{name}/v{number}.md")
    if (prompt.id, prompt.version) != (name, number):
        msg = f"{name}/v{number}.md says it is {prompt.id} version {prompt.version}"
        raise PromptError(msg)
    return prompt


def prompt_digests(folder: Path = _FOLDER) -> dict[str, str]:
    """``name@version`` -> SHA-256 of every prompt file in ``folder``."""
    files = sorted(folder.glob("*/v*.md"))
    loaded = (load_prompt(p.parent.name, int(p.stem[1:]), folder) for p in files)
    return {f"{prompt.id}@{prompt.version}": prompt.digest for prompt in loaded}


def released(folder: Path = _FOLDER) -> dict[str, str]:
    """``name@version`` -> digest as ``manifest.toml`` recorded it at release."""
    stored = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    return {str(ref): str(digest) for ref, digest in stored["digests"].items()}
