"""What whoever runs the portal looks at: its health, its queue of work, and in the demo its letters."""
