import django
from django.db.models import CheckConstraint, Q


def check(name: str, condition: Q) -> CheckConstraint:
    """A check constraint on every Django that the example runs on: 5.1 renamed its argument."""
    argument = "condition" if django.VERSION >= (5, 1) else "check"
    return CheckConstraint(name=name, **{argument: condition})
