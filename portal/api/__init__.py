"""The portal for machines: the citizen's verbs as JSON under /api/v1, described by its OpenAPI document."""

from portal.api.routes import blueprint

__all__ = ["blueprint"]
