"""Following changes: the change log by pages, a subscription to it, and tags by which a client sees that nothing changed."""
