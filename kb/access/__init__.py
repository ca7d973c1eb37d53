"""Who may do what: callers and their roles, tokens, and bearers of other services."""
