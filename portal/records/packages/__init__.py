"""Sealed packages (封存包): what an authority outside is given of a case, to be checked without us."""
