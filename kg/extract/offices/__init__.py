"""Which role is told, of whom, where it is held and when: what memberships.py puts together."""
