"""Notices of decisions (处置通知书): issued with a joint decision, served by who carries it out, checked by anybody."""
