"""The forms of the desk that checks, by stage; each carries the version of the case that was seen."""
