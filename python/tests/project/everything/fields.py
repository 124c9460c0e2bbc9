"""Custom fields as projects have them."""

from typing import Any

from django.db import models


class UpperCaseField(models.CharField):
    """Converts on the way in and out."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value and value.upper()

    def get_prep_value(self, value: Any) -> Any:
        return value and value.lower()


class ShortTextField(models.CharField):
    """Only another constructor: its values are a CharField's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 20, **kwargs})


class StampField(models.CharField):
    """Fills itself at each save."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return "stamped"


class Colour:
    def __init__(self, code: str) -> None:
        self.code = code


class ColourField(models.CharField):
    """Its values are objects that cannot travel."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return Colour(value)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Colour) else Colour(value)

    def get_prep_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Colour) else value
