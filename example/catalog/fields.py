from typing import Any

from django.db import models


class CommaListField(models.CharField):
    """A list of words in one column, "en,fr": a custom field as many projects have one.

    It overrides how values are converted, so TypeScript sees `unknown` until its type is registered.
    """

    def from_db_value(self, value: str | None, expression: object, connection: object) -> list[str] | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str] | None:
        if value is None or isinstance(value, list):
            return value
        return [word for word in str(value).split(",") if word]

    def get_prep_value(self, value: Any) -> str | None:
        return ",".join(value) if isinstance(value, list) else value

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"help_text": "Words with commas between.", **kwargs})
