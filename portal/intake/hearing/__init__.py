"""Whoever a joint decision strikes is heard here (ADR 0021): reads the case by the code on the service copy."""
