from django.contrib.auth.models import Permission
from django_fastapi import api


@api.get("/python/permissions", tags=["test_api"])
def permissions():
    return list(Permission.objects.values())


@api.get("/python/async/permissions", tags=["test_api"])
async def async_permissions():
    return [p async for p in Permission.objects.values()]
