"""Who is meant: pronouns, descriptions and nouns that take up an actor named before."""
