"""Proof of statements against plain sources: texts with facts in any layout, no case needed.

    check_stated(text, [SourceText(...), ...])  every claim of a text: proved, false or unchecked

A source is read once into facts: a number with the words, time, unit and place that name it.
A statement is taken apart the same way; each of its numbers must be a fact that its words name,
or what an operation that they name gives (a change, gap, share, total, mean, rank, count);
words of movement, order, quantity and negation must hold of the facts that they name. A claim
that no fact decides is unchecked, and so is a sentence with a name or date that no fact has.
"""

from assistant.proof.stated.check import check_stated

__all__ = ["check_stated"]
"""The public interface; every other module is the engine's own."""
