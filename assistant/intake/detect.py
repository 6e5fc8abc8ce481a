"""Tells what a file is by its content; its name is not looked at."""
