"""Recordings: decoding, transcription, speakers, prosody. Imports nothing of ours."""
