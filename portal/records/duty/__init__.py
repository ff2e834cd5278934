"""Duty (值班): who is there for a desk at any hour."""
