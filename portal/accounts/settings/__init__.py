"""The operator's settings, as the administration sets them."""
