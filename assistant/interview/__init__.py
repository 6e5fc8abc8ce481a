"""What an owner says, read by code and set beside the file: claims, contradictions, questions.

Nothing here scores, saves or listens: transcripts come in as lines, findings go out as statements.
"""
