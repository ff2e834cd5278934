"""The routing registry, as the administration keeps it."""
