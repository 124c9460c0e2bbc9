"""Answers Django queries, given as Python source in JSON on stdin, with their raw rows in JSON on stdout."""

import json
import sys

import django

django.setup()

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection
from django.db.models import F, Q

NAMES = {"F": F, "Q": Q, **{model.__name__: model for model in apps.get_models()}}


def answer(source):
    try:
        asked = eval(source, NAMES)
        if isinstance(asked, int):
            return [[asked]]
        sql, params = asked.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [list(row) for row in cursor.fetchall()]
    except EmptyResultSet:
        return []
    except DatabaseError:
        if django.VERSION >= (5, 2):
            raise
        # Older ones write SQL that no database takes for some nested exclusions (a table's alias outside its subquery).
        return None


json.dump([answer(source) for source in json.load(sys.stdin)], sys.stdout, default=str)
