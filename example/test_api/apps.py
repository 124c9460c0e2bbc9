from django.apps import AppConfig


class TestApiConfig(AppConfig):
    name = "test_api"
    verbose_name = "The smallest API, in both languages"
