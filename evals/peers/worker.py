"""Runs one published checker over JSON lines; stands alone, since it runs in another environment.

``python worker.py NAME`` reads ``{"sources": [text...], "text"}`` a line from stdin and prints
``true`` where the checker passes the text, ``false`` where not; exit code 3: it isn't installed.
"""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

Passes = Callable[[str, Sequence[str]], bool]
_ABSENT: Final = 3


def corroborate() -> Passes:
    """``check_answer`` with every source as a chunk: passed where nothing critical is found."""
    import corroborate as peer  # type: ignore[import-not-found]  # in the peers' environment only

    def passes(text: str, sources: Sequence[str]) -> bool:
        return bool(peer.check_answer("", list(sources), text).ok())

    return passes


def opengate_grounding() -> Passes:
    """``check_grounding`` with the sources as context: passed where grounded."""
    from opengate_grounding import check_grounding  # type: ignore[import-not-found]  # as above

    def passes(text: str, sources: Sequence[str]) -> bool:
        return bool(check_grounding(answer=text, context=list(sources)).grounded)

    return passes


def ancora_rag() -> Passes:
    """The grounding checker at its own thresholds: passed where each checkable claim is supported.

    Retrieval is left out: every source is evidence, in the peer's favour.
    """
    from ancora.grounding import GroundingChecker  # type: ignore[import-not-found]  # as above
    from ancora.types import Chunk  # type: ignore[import-not-found]  # as above

    checker: Any = GroundingChecker()

    def passes(text: str, sources: Sequence[str]) -> bool:
        chunks = [Chunk(str(n), str(n), words, 0, len(words)) for n, words in enumerate(sources)]
        return all(claim.supported for claim in checker.check_answer(text, chunks))

    return passes


def hallucination_gate() -> Passes:
    """The release gate without neural models: passed where released.

    The statement is its own question, so that no source is put aside as beside the point.
    """
    from hallucination_gate import HallucinationGate  # type: ignore[import-not-found]  # as above

    gate: Any = HallucinationGate(use_heuristic=True, policy="balanced")

    def passes(text: str, sources: Sequence[str]) -> bool:
        return bool(gate.check(text, text, context=list(sources)).released)

    return passes


CHECKERS: Final[dict[str, Callable[[], Passes]]] = {
    "corroborate": corroborate,
    "opengate-grounding": opengate_grounding,
    "ancora-rag": ancora_rag,
    "hallucination-gate": hallucination_gate,
}


def main(name: str) -> int:
    """Answer line after line."""
    try:
        passes = CHECKERS[name]()
    except ImportError:
        return _ABSENT
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(passes(asked["text"], asked["sources"])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
