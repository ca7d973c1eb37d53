"""The knowledge base over GraphQL: types hold fields, the service decides, one set of loaders per request batches."""
