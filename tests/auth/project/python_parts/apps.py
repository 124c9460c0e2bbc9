from django.apps import AppConfig


class PythonPartsConfig(AppConfig):
    name = "python_parts"

    def ready(self) -> None:
        from python_parts import receivers  # noqa: F401
