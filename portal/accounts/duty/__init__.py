"""The duty roster of an organization, as its heads and the administration keep it."""
