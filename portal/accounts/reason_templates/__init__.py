"""An organization's reason templates, as its leads keep them."""
