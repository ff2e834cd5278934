"""Bringing in another office's file of tips: streamed, re-runnable, every refused row with its reason."""
