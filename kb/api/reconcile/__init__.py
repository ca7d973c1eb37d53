"""Names of a table find their ids, as OpenRefine asks: the Reconciliation Service API, version 0.2."""
