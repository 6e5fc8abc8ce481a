"""The only door to langchain and openai; the offline analyst."""
