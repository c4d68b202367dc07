"""Who is named: names and common nouns of an article, what kind each is, which of them are one actor."""
