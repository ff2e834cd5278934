"""What every colleague sees of their own account."""
