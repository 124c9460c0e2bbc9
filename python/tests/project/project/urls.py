from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path, re_path, register_converter


class YearConverter:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


register_converter(YearConverter, "year")


def tell(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """What Django sees of a request."""
    return JsonResponse(
        {
            "method": request.method,
            "path": request.path,
            "client": request.META.get("REMOTE_ADDR", ""),
            "scheme": request.scheme,
            "host": request.get_host(),
            "port": request.get_port(),
            "gateway": request.headers.get("x-django-fastapi-gateway"),
            "body": len(request.body),
        }
    )


nested = ([path("<int:pk>/<slug:slug>/", tell, name="detail"), path("", tell, name="list")], "books")

urlpatterns = [
    path("admin/", admin.site.urls),
    path("tell/", tell, name="tell"),
    path("both", tell, name="both"),
    path("shelf/<uuid:shelf>/", include(nested, namespace="books")),
    path("year/<year:year>/", tell, name="by-year"),
    re_path(r"^old/(?P<code>[a-z]+)/$", tell, name="old"),
    re_path(r"^unnamed/([a-z]+)/$", tell, name="unnamed"),
    path("plain/", tell),
    *i18n_patterns(path("translated/", tell, name="translated")),
]
