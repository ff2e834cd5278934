"""Refutations (辟谣): what a lead agency says of a rumour at once, while its case still runs."""
