"""What the public reads: bulletins and typical cases, page by page and as a feed."""
