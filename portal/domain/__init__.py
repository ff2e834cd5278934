"""The rules of the work, true even on paper: plain Python, no web, no database, no clock."""
