"""How fast the portal is, beside a bare Flask application on the same machine in the same run."""
