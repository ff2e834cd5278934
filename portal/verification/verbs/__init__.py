"""The verbs of the desk that checks, cut by stage; each takes a case whose row the caller holds."""
