"""Starts Django the same way in each of our processes."""

from __future__ import annotations


def set_up_django() -> None:
    """``django.setup()``; whatever it raises is the project's own failure, to be shown as it is."""
    import django

    django.setup()
