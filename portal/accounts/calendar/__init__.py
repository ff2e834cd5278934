"""The calendar the clocks count on, for whoever runs the portal: read-only, for the years are files of the release."""
