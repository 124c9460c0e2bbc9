from django.contrib import admin
from django.http import HttpRequest

from .models import AuditEntry, Coupon, Order, OrderItem


class OrderItemInline(admin.TabularInline):
    model = OrderItem
    extra = 0
    autocomplete_fields = ["book"]
    readonly_fields = ["total"]


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    list_display = ["number", "customer", "status", "total", "placed_at"]
    list_filter = ["status", "placed_at"]
    list_select_related = ["customer"]
    search_fields = ["number", "customer__username", "customer__email"]
    date_hierarchy = "placed_at"
    autocomplete_fields = ["customer", "coupon"]
    readonly_fields = ["number", "total"]
    inlines = [OrderItemInline]


@admin.register(OrderItem)
class OrderItemAdmin(admin.ModelAdmin):
    list_display = ["order", "book", "quantity", "unit_price", "total"]
    list_select_related = ["order", "book"]
    search_fields = ["book__title"]
    autocomplete_fields = ["order", "book"]


@admin.register(Coupon)
class CouponAdmin(admin.ModelAdmin):
    list_display = ["code", "percent", "valid_until"]
    search_fields = ["code"]


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """To read only: a log that can be edited is none."""

    list_display = ["written_at", "action", "order_number", "status", "ip_address"]
    list_filter = ["action", "status"]
    search_fields = ["order_number"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False
