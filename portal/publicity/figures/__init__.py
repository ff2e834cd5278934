"""Figures as official bulletins count: read from the kept counters, small groups of tips withheld."""
