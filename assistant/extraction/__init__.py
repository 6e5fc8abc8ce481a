"""Candidate values from tables and text, and their verification."""
