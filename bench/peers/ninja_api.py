"""The bench's operations by Django Ninja."""

from datetime import date
from decimal import Decimal

from catalog.models import Book, Tag
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

api = NinjaAPI(docs_url=None, openapi_url=None)


class AuthorOut(Schema):
    id: int
    name: str


class BookOut(Schema):
    id: int
    title: str
    slug: str
    format: str
    published: date | None
    price: Decimal
    stock: int
    author: AuthorOut


class TagIn(Schema):
    name: str = Field(max_length=50)
    slug: str = Field(max_length=50, pattern=r"^[-a-zA-Z0-9_]+$")


class TagOut(Schema):
    id: int
    name: str
    slug: str


@api.get("/hello")
def hello(request: HttpRequest):
    return {"hello": "world"}


@api.get("/books", response=list[BookOut])
def books(request: HttpRequest, limit: int = Query(20, ge=1, le=100), offset: int = Query(0, ge=0)):
    return Book.objects.select_related("author").order_by("id")[offset : offset + limit]


@api.get("/books/{int:book_id}", response=BookOut)
def book(request: HttpRequest, book_id: int):
    return get_object_or_404(Book.objects.select_related("author"), id=book_id)


@api.post("/tags", response={201: TagOut})
def create_tag(request: HttpRequest, tag: TagIn):
    return 201, Tag.objects.create(**tag.dict())


urlpatterns = [path("", api.urls)]
