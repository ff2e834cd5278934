"""What is kept: the nouns that more than one desk needs."""
