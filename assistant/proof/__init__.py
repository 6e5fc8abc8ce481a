"""Proof of prose: every number and direction word against figures, statements and passages.

Usable alone: it imports ``assistant.domain`` and reaches no model, store or screen.

    book = FactBook(figures, statements, passages, metrics)
    check_text(text, book)                 verdict of every claim of a finished text
    compose(text, book, lang)              a model's draft with references: printed, checked, struck
    SentenceStream(book, lang).feed(delta) the same, sentence by sentence as a draft streams in
"""
