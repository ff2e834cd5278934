"""Conflicts of interest: the page of a case that says who stays out of it, and where that is said."""
