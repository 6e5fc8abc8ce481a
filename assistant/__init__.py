"""The underwriting assistant: everything but the screen."""
