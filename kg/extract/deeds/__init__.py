"""Words that tell what one actor does to another, and who stands at their ends: what interactions.py puts together."""
