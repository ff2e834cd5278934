"""The pages of the desk that checks: the queue, a case, and one address per verb."""

from portal.verification.routes import arranging, asking, case, ending, files, measures, passing_on, queue, quiet, words

__all__ = ["arranging", "asking", "case", "ending", "files", "measures", "passing_on", "queue", "quiet", "words"]
