"""The application as a server imports it."""

from portal import create_app

app = create_app()
