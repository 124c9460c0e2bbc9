from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin

from .models import User


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ["username", "email", "tier", "loyalty_points", "is_staff", "is_active"]
    list_filter = ["tier", "newsletter", *DjangoUserAdmin.list_filter]
    fieldsets = [
        *DjangoUserAdmin.fieldsets,
        ("Shop", {"fields": ["phone", "birth_date", "newsletter", "tier", "loyalty_points"]}),
    ]
