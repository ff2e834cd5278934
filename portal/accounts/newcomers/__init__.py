"""Platforms that nobody registered yet (新平台): invited from a case about them, and what becomes of it."""
