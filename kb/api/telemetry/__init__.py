"""What operators see of requests: log lines with ids, metrics and traces. None of it shows variables, tokens or addresses."""
