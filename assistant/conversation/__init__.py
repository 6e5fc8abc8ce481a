"""One turn of the chat: plan, tools, answer, check; as events."""
