"""The FastAPI application whose document ours is compared with: `ours.ts` is the same in TypeScript."""

import datetime
import json
import sys
import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Cookie, Depends, FastAPI, Header, Path, Query
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, ConfigDict, Field

app = FastAPI(
    title="Shop",
    summary="A shop",
    description="What it sells",
    version="1.2.3",
    contact={"name": "Ann", "email": "ann@example.com"},
    license_info={"name": "ISC"},
    openapi_tags=[{"name": "books", "description": "All about books"}],
)


class Author(BaseModel):
    id: int
    name: str


class Review(BaseModel):
    stars: Annotated[int, Field(ge=1, le=5)]
    replies: list["Review"]


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Book(BaseModel):
    """A book."""

    # pydantic's way to say that what has a default is always there in a response: ours always says so.
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: int
    title: str = Field(description="Its title", max_length=200)
    price: float = 1.5
    tags: list[str] = []
    author: Author | None
    isbn: uuid.UUID
    published: datetime.date | None
    updated: datetime.datetime
    extra: dict[str, int]
    mascot: Annotated[Cat | Dog, Field(discriminator="kind")]


class Problem(BaseModel):
    message: str


@app.get(
    "/books/{book_id}", tags=["books"], responses={404: {"model": Problem}, "5XX": {"description": "Sorry"}}
)
def read_book(
    book_id: Annotated[int, Path(ge=1, description="The id")],
    xs: Annotated[list[int], Query()] = [],  # noqa: B006
    limit: Annotated[int, Query(le=100, deprecated=True)] = 20,
    order: Literal["title", "price"] = "title",
    x_trace: Annotated[str, Header(alias="x-trace")] = "none",
    session: Annotated[str, Cookie()] = "",
) -> Book:
    """Read one book.

    With all about it."""


@app.post("/books", status_code=201, summary="Add a book", response_description="The book")
def create_book(book: Book) -> Book: ...


@app.put("/two")
def two(author: Author, problem: Problem, number: Annotated[int, Body()]): ...


@app.get("/reviews")
def reviews() -> list[Review]: ...


@app.delete("/files/{name:path}", status_code=204, deprecated=True)
def delete_file(name: str) -> None: ...


@app.get("/hidden", include_in_schema=False)
def hidden(): ...


key = APIKeyHeader(name="x-key")


@app.get("/me", responses={401: {"description": "Who are you?"}})
def me(key: Annotated[str, Depends(key)]): ...


router = APIRouter(prefix="/v1", tags=["v1"])


@router.patch("/books/{book_id}", operation_id="patchBook")
def patch_book(book_id: int, title: Annotated[str, Body(embed=True)]): ...


app.include_router(router)


@app.webhooks.post("new-book")
def new_book(author: Author): ...


json.dump(app.openapi(), sys.stdout, indent=1, sort_keys=True)
