from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client, override_settings

from django_fastapi.worker.templates import render

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def page(template: str = "page.html", headers: list[str] | None = None, **params: Any) -> Any:
    request = {
        "method": "GET",
        "path": "/caf%C3%A9",
        "query": "a=1&b=%20",
        "headers": ["Host", "shop.example:8443", *(headers or [])],
        "scheme": "https",
        "host": "shop.example:8443",
        "client": ["192.0.2.7", 4711],
        "rootPath": "",
    }
    defaults = {"context": {}, "contentType": None, "status": None, "using": None, "request": request}
    return render({"template": template, **defaults, **params})


def cookies(answer: Any) -> list[str]:
    return [value for name, value in answer["headers"] if name == "Set-Cookie"]


@pytest.fixture(autouse=True)
def _allowed_host() -> Iterator[None]:
    with override_settings(ALLOWED_HOSTS=["shop.example"]):
        yield


class TestRender:
    def test_the_request_is_the_clients(self) -> None:
        answer = page(context={"name": "N"})
        assert answer["body"].strip() == "N at /café, True"
        assert answer["status"] == 200
        assert ["Content-Type", "text/html; charset=utf-8"] in answer["headers"]

    def test_status_and_type(self) -> None:
        answer = page(status=404, contentType="text/plain")
        assert answer["status"] == 404
        assert ["Content-Type", "text/plain"] in answer["headers"]

    @pytest.mark.usefixtures("db")
    @override_settings(MIDDLEWARE=MIDDLEWARE)
    def test_the_session_says_who_the_user_is(self) -> None:
        user = User.objects.create_user("reader", password="x")
        client = Client()
        client.force_login(user)
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        assert page(headers=["Cookie", cookie])["body"].strip().endswith("False")
        assert page()["body"].strip().endswith("True")

    @override_settings(MIDDLEWARE=MIDDLEWARE)
    def test_a_csrf_token_comes_with_its_cookie(self, tmp_path: Any) -> None:
        (tmp_path / "form.html").write_text(
            "{% csrf_token %}{{ request.META.REMOTE_ADDR }} {{ request.is_secure }}"
        )
        engine = {**settings.TEMPLATES[0], "DIRS": [tmp_path]}
        with override_settings(TEMPLATES=[engine]):
            answer = page("form.html")
        assert "csrfmiddlewaretoken" in answer["body"]
        assert answer["body"].endswith("192.0.2.7 True")
        assert cookies(answer)[0].startswith(f"{settings.CSRF_COOKIE_NAME}=")
        assert cookies(page()) == []

    @pytest.mark.skipif(django.VERSION < (6, 0), reason="Django 6.0's content security policy")
    def test_a_page_with_a_nonce_has_its_policy(self, tmp_path: Any) -> None:
        (tmp_path / "script.html").write_text("{% if scripts %}<script nonce='{{ csp_nonce }}'>{% endif %}")
        options = {"context_processors": ["django.template.context_processors.csp"]}
        engine = {**settings.TEMPLATES[0], "DIRS": [tmp_path], "OPTIONS": options}
        middleware = ["django.middleware.csp.ContentSecurityPolicyMiddleware"]
        policy = {"script-src": ["'self'", "<CSP_NONCE_SENTINEL>"]}
        with override_settings(TEMPLATES=[engine], MIDDLEWARE=middleware, SECURE_CSP=policy):
            nonced, plain = (page("script.html", context={"scripts": scripts}) for scripts in (True, False))
        nonce = nonced["body"].split("'")[1]
        assert ["Content-Security-Policy", f"script-src 'self' 'nonce-{nonce}'"] in nonced["headers"]
        assert "Content-Security-Policy" not in dict(plain["headers"])
