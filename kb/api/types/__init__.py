"""The types of the schema. Each wraps a thing of the model; lists and lookups go through the request's loaders."""
