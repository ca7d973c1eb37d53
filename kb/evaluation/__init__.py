"""How good a ranking is: what it would have said on an earlier day, judged by what happened afterwards."""
