"""What an API that is open to the internet has to stand, as a table: `python -m tests.attacks` prints it with its verdicts."""
