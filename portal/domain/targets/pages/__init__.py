"""The table of permalinks, by what the platforms are for; the first row that fits names the page."""
