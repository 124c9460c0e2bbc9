"""
Named URLs that TypeScript can reverse itself. In Python because the URLconf is Python; what needs Python at each
reversal (languages, custom converters, unnamed groups) is left out, and asked for when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLResolver, converters, get_resolver
from django.urls.resolvers import get_ns_resolver
from django.utils import translation

from django_fastapi.manifest.warning import Warnings

_CONVERTERS = {type(converter): name for name, converter in converters.DEFAULT_CONVERTERS.items()}


def describe_urls(warnings: Warnings) -> list[dict[str, Any]]:
    """``urls`` of src/manifest/schema.ts: what stands first is what reverse() tries first."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    try:
        python: set[str] = set()
        urls = list(_walk(get_resolver(), (), "", {}, python))
        other = next((code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE), None)
        if settings.USE_I18N and other is not None:
            with translation.override(other):
                elsewhere = list(_walk(get_resolver(), (), "", {}, python))
            python.update(url["name"] for url in urls if url not in elsewhere)
    except Exception as problem:  # the URLconf imports every view; Django tells of it too
        warnings.add(str(settings.ROOT_URLCONF), problem)
        return []
    # A name with one pattern that only Python can reverse is Python's: it may be the one that comes first.
    return [url for url in urls if url["name"] not in python]


def _walk(
    resolver: URLResolver,
    namespaces: tuple[str, ...],
    prefix: str,
    prefix_converters: dict[str, Any],
    python: set[str],
) -> Iterator[dict[str, Any]]:
    # As django.urls.reverse() goes down the namespaces.
    scoped = get_ns_resolver(prefix, resolver, tuple(prefix_converters.items())) if prefix else resolver
    for name in scoped.reverse_dict:
        if not isinstance(name, str):  # views are keys too
            continue
        for possibilities, _, _, known in scoped.reverse_dict.getlist(name):
            for pattern, parameters in possibilities:
                full_name = ":".join((*namespaces, name))
                described = _describe(full_name, pattern, parameters, known)
                if described is None:
                    python.add(full_name)
                else:
                    yield described
    for namespace, (path, nested) in resolver.namespace_dict.items():
        nested_converters = {**prefix_converters, **nested.pattern.converters}
        yield from _walk(nested, (*namespaces, namespace), prefix + path, nested_converters, python)


def _describe(name: str, pattern: str, parameters: list[str], known: dict[str, Any]) -> dict[str, Any] | None:
    kinds = {parameter: known.get(parameter) for parameter in parameters}
    is_custom = any(kind is not None and type(kind) not in _CONVERTERS for kind in kinds.values())
    if is_custom or any(parameter.startswith("_") for parameter in parameters):
        return None
    return {
        "name": name,
        "pattern": f"/{pattern}",
        "parameters": list(parameters),
        "converters": {
            parameter: None if kind is None else _CONVERTERS[type(kind)] for parameter, kind in kinds.items()
        },
    }
