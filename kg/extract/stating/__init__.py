"""Which phrases name policies, and whose position on them a word states: what stances.py puts together."""
