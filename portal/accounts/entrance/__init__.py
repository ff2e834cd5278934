"""The way in and out: sign-in with two factors, invitations, sessions."""
