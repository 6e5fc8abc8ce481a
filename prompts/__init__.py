"""Versioned prompt files and their loader. Imports nothing of ours."""

from prompts.loader import Filled, Prompt, PromptError, load_prompt, prompt_digests, released

__all__ = ["Filled", "Prompt", "PromptError", "load_prompt", "prompt_digests", "released"]
