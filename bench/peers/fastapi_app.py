"""The bench's operations by FastAPI over Django's ORM."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import django
from fastapi import FastAPI, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field

django.setup()

from catalog.models import Book, Tag  # noqa: E402

app = FastAPI()


class AuthorOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str


class BookOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    title: str
    slug: str
    format: str
    published: date | None
    price: Decimal
    stock: int
    author: AuthorOut


class TagIn(BaseModel):
    name: str = Field(max_length=50)
    slug: str = Field(max_length=50, pattern=r"^[-a-zA-Z0-9_]+$")


class TagOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    name: str
    slug: str


@app.get("/hello")
def hello():
    return {"hello": "world"}


@app.get("/books", response_model=list[BookOut])
def books(limit: Annotated[int, Query(ge=1, le=100)] = 20, offset: Annotated[int, Query(ge=0)] = 0):
    return list(Book.objects.select_related("author").order_by("id")[offset : offset + limit])


@app.get("/books/{book_id}", response_model=BookOut)
def book(book_id: int):
    found = Book.objects.select_related("author").filter(id=book_id).first()
    if found is None:
        raise HTTPException(404)
    return found


@app.post("/tags", response_model=TagOut, status_code=201)
def create_tag(tag: TagIn):
    return Tag.objects.create(**tag.model_dump())
