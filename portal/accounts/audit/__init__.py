"""What an auditor reads: who opened which case, and who changed what in the administration."""
