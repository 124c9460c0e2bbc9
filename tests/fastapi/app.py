"""The FastAPI side of the comparison: app.ts declares the same operations with the same paths."""

import datetime
import decimal
import enum
import pathlib
import uuid
from typing import Annotated, Literal

from fastapi import (
    APIRouter,
    BackgroundTasks,
    Body,
    Cookie,
    Depends,
    FastAPI,
    File,
    Form,
    Header,
    HTTPException,
    Path,
    Query,
    Request,
    Response,
    Security,
    UploadFile,
)
from fastapi.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)
from fastapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    OAuth2PasswordBearer,
    SecurityScopes,
)
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field

app = FastAPI()


# Path parameters


class Color(str, enum.Enum):
    red = "red"
    green = "green"
    blue = "blue"


@app.get("/path/int/{value}")
def path_int(value: int):
    return {"value": value}


@app.get("/path/int-range/{value}")
def path_int_range(value: Annotated[int, Path(ge=1, lt=10)]):
    return {"value": value}


@app.get("/path/float/{value}")
def path_float(value: Annotated[float, Path(gt=0, allow_inf_nan=False)]):
    return {"value": value}


@app.get("/path/bool/{value}")
def path_bool(value: bool):
    return {"value": value}


@app.get("/path/str/{value}")
def path_str(value: Annotated[str, Path(min_length=2, max_length=5)]):
    return {"value": value}


@app.get("/path/enum/{value}")
def path_enum(value: Color):
    return {"value": value}


@app.get("/path/literal/{value}")
def path_literal(value: Literal["a", "b", "c"]):
    return {"value": value}


@app.get("/path/uuid/{value}")
def path_uuid(value: uuid.UUID):
    return {"value": value}


@app.get("/path/date/{value}")
def path_date(value: datetime.date):
    return {"value": value}


@app.get("/path/rest/{value:path}")
def path_rest(value: str):
    return {"value": value}


@app.get("/path/two/{first}/and/{second}")
def path_two(first: int, second: int):
    return {"first": first, "second": second}


# Query parameters


@app.get("/query/required")
def query_required(q: str):
    return {"q": q}


@app.get("/query/optional")
def query_optional(q: str | None = None, n: int = 3):
    return {"q": q, "n": n}


@app.get("/query/constraints")
def query_constraints(
    q: Annotated[str, Query(min_length=3, max_length=5, pattern="^[a-z]+$")] = "abc",
    n: Annotated[int, Query(ge=0, le=100, multiple_of=5)] = 0,
):
    return {"q": q, "n": n}


@app.get("/query/list")
def query_list(q: Annotated[list[int], Query(max_length=3)]):
    return {"q": q}


@app.get("/query/list-default")
def query_list_default(q: Annotated[list[str], Query()] = ["x", "y"]):  # noqa: B006
    return {"q": q}


@app.get("/query/set")
def query_set(q: Annotated[set[int], Query()]):
    return {"q": sorted(q)}


@app.get("/query/alias")
def query_alias(item: Annotated[str, Query(alias="item-query")]):
    return {"item": item}


@app.get("/query/bool")
def query_bool(q: bool = False):
    return {"q": q}


@app.get("/query/union")
def query_union(q: int | float):
    return {"q": q}


class Filters(BaseModel):
    limit: int = Field(100, gt=0, le=100)
    order_by: Literal["created", "updated"] = "created"
    tags: list[str] = []


class StrictFilters(Filters):
    model_config = ConfigDict(extra="forbid")


class NeededFilters(BaseModel):
    first: int
    second: int


@app.get("/query/model")
def query_model(filters: Annotated[Filters, Query()]):
    return filters


@app.get("/query/strict-model")
def query_strict_model(filters: Annotated[StrictFilters, Query()]):
    return filters


@app.get("/query/needed-model")
def query_needed_model(filters: Annotated[NeededFilters, Query()]):
    return filters


# Headers and cookies


@app.get("/header")
def header(
    x_trace: Annotated[int, Header()],
    user_agent: Annotated[str | None, Header()] = None,
):
    return {"x_trace": x_trace, "user_agent": user_agent}


@app.get("/header/list")
def header_list(x_token: Annotated[list[str] | None, Header()] = None):
    return {"x_token": x_token}


class CommonHeaders(BaseModel):
    x_tag: str
    if_modified: int | None = None


@app.get("/header/model")
def header_model(headers: Annotated[CommonHeaders, Header()]):
    return headers


@app.get("/cookie")
def cookie(session: Annotated[str, Cookie()], theme: Annotated[int, Cookie()] = 1):
    return {"session": session, "theme": theme}


class Cookies(BaseModel):
    session_id: str
    visits: int | None = None


@app.get("/cookie/model")
def cookie_model(cookies: Annotated[Cookies, Cookie()]):
    return cookies


# Bodies


class Tag(BaseModel):
    name: str = Field(min_length=2)
    weight: float = 1.0


class Item(BaseModel):
    name: str
    price: Annotated[float, Field(gt=0)]
    count: int = 1
    description: str | None = None
    tags: list[Tag] = []


class User(BaseModel):
    username: str
    age: int | None = None


class StrictItem(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str


@app.post("/body/item")
def body_item(item: Item):
    return item


@app.post("/body/optional")
def body_optional(item: Item | None = None):
    return item


@app.post("/body/strict")
def body_strict(item: StrictItem):
    return item


@app.put("/body/two")
def body_two(item: Item, user: User):
    return {"item": item, "user": user}


@app.put("/body/two-optional")
def body_two_optional(item: Item, user: User | None = None):
    return {"item": item, "user": user}


@app.put("/body/all-optional")
def body_all_optional(item: Item | None = None, user: User | None = None):
    return {"item": item, "user": user}


@app.post("/body/embed")
def body_embed(item: Annotated[Item, Body(embed=True)]):
    return item


@app.post("/body/scalar")
def body_scalar(user: User, importance: Annotated[int, Body(gt=0)]):
    return {"user": user, "importance": importance}


@app.post("/body/list")
def body_list(items: list[Tag]):
    return items


@app.post("/body/dict")
def body_dict(weights: dict[str, float]):
    return weights


@app.put("/body/path/{item_id}")
def body_and_path(item_id: int, item: Item, q: int = 0):
    return {"item_id": item_id, "item": item, "q": q}


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    good: bool


@app.post("/body/discriminated")
def body_discriminated(pet: Annotated[Cat | Dog, Body(discriminator="kind")]):
    return pet


class Extras(BaseModel):
    at: datetime.datetime
    day: datetime.date
    clock: datetime.time
    key: uuid.UUID
    color: Color


@app.post("/body/extras")
def body_extras(extras: Extras):
    return {"ok": True}


class Choice(BaseModel):
    value: int | bool


@app.post("/body/union")
def body_union(choice: Choice):
    return choice


# Forms and files


@app.post("/form")
def form(username: Annotated[str, Form()], age: Annotated[int, Form()] = 7):
    return {"username": username, "age": age}


class FormData(BaseModel):
    username: str
    password: str = Field(min_length=3)
    tags: list[str] = []


class StrictFormData(FormData):
    model_config = ConfigDict(extra="forbid")


@app.post("/form/model")
def form_model(data: Annotated[FormData, Form()]):
    return data


@app.post("/form/strict-model")
def form_strict_model(data: Annotated[StrictFormData, Form()]):
    return data


@app.post("/file")
async def file(upload: UploadFile):
    return {
        "filename": upload.filename,
        "type": upload.content_type,
        "size": upload.size,
        "content": (await upload.read()).decode(),
    }


@app.post("/files")
async def files(uploads: list[UploadFile], note: Annotated[str, Form()]):
    return {"names": [upload.filename for upload in uploads], "note": note}


@app.post("/file/optional")
async def file_optional(upload: Annotated[UploadFile | None, File()] = None):
    return {"filename": upload.filename if upload else None}


# Responses


class ItemOut(BaseModel):
    name: str
    price: float = 10.5
    tax: float | None = None


@app.get("/response/filtered", response_model=ItemOut)
def response_filtered():
    return {"name": "x", "price": 2.0, "secret": "s"}


@app.get("/response/list", response_model=list[ItemOut])
def response_list():
    return [{"name": "x"}, {"name": "y", "tax": 1.5}]


@app.get("/response/unset", response_model=ItemOut, response_model_exclude_unset=True)
def response_unset():
    return {"name": "x"}


@app.get("/response/none", response_model=ItemOut, response_model_exclude_none=True)
def response_none():
    return {"name": "x"}


@app.get("/response/defaults", response_model=ItemOut, response_model_exclude_defaults=True)
def response_defaults():
    return {"name": "x", "price": 10.5, "tax": 3}


class WriterOut(BaseModel):
    name: str
    born: int = 1929


class WorkOut(BaseModel):
    title: str
    stock: int = 0
    author: WriterOut
    editors: list[WriterOut] = []


WORK = {"title": "Dune", "author": {"name": "Frank"}, "editors": [{"name": "John"}]}


@app.get(
    "/response/include",
    response_model=WorkOut,
    response_model_include={"title": True, "author": {"name"}, "editors": {"__all__": {"born"}}},
)
def response_include():
    return WORK


@app.get(
    "/response/exclude",
    response_model=list[WorkOut],
    response_model_exclude={"__all__": {"stock": True, "editors": {"__all__": {"born"}}, "author": {"born"}}},
    response_model_exclude_unset=True,
)
def response_exclude():
    return [WORK, {**WORK, "stock": 2}]


@app.get("/response/values")
def response_values():
    return {
        "at": datetime.datetime(2024, 1, 2, 3, 4, 5, 678000, tzinfo=datetime.timezone.utc),
        "day": datetime.date(2024, 1, 2),
        "amount": str(decimal.Decimal("1.50")),
        "set": {1},
        "map": {"a": 1},
        "big": 2**60,
        "none": None,
        "text": 'é "quoted" \u2028',
    }


@app.post("/response/created", status_code=201)
def response_created():
    return {"created": True}


@app.delete("/response/empty", status_code=204)
def response_empty():
    return None


@app.get("/response/null")
def response_null():
    return None


@app.get("/response/status")
def response_status(response: Response):
    response.status_code = 202
    response.headers["X-Own"] = "yes"
    return {"accepted": True}


@app.get("/response/cookie")
def response_cookie(response: Response):
    response.set_cookie("session", "abc", max_age=60, httponly=True, secure=True, samesite="strict")
    response.set_cookie("plain", "value")
    return {}


@app.get("/response/direct")
def response_direct():
    return JSONResponse({"direct": True}, status_code=203, headers={"x-direct": "1"})


@app.get("/response/html", response_class=HTMLResponse)
def response_html():
    return "<p>hello</p>"


@app.get("/response/text")
def response_text():
    return PlainTextResponse("plain é")


@app.get("/response/redirect")
def response_redirect():
    return RedirectResponse("/path/int/1?q=a b")


@app.get("/response/redirect-class", response_class=RedirectResponse, status_code=302)
def response_redirect_class():
    return "https://example.com/é"


@app.get("/response/stream")
def response_stream():
    return StreamingResponse(iter(["one", "two"]), media_type="text/plain")


# Errors


@app.get("/error/http")
def error_http():
    raise HTTPException(404, "No such thing", headers={"x-error": "1"})


@app.get("/error/object")
def error_object():
    raise HTTPException(409, {"code": 7, "fields": ["a"]})


@app.get("/error/default")
def error_default():
    raise HTTPException(418)


@app.get("/error/no-body")
def error_no_body():
    raise HTTPException(304)


class OwnError(Exception):
    pass


class NarrowError(OwnError):
    pass


@app.exception_handler(OwnError)
def own_error(request: Request, error: OwnError):
    return JSONResponse({"own": True}, status_code=418)


@app.get("/error/own")
def error_own():
    raise NarrowError


# Dependencies


def common(q: str | None = None, skip: Annotated[int, Query(ge=0)] = 0):
    return {"q": q, "skip": skip}


def checked(x_key: Annotated[str, Header()]):
    if x_key != "secret":
        raise HTTPException(403, "Wrong key")
    return x_key


def nested(common: Annotated[dict, Depends(common)], limit: int = 10):
    return {**common, "limit": limit}


@app.get("/depends")
def depends(page: Annotated[dict, Depends(common)]):
    return page


@app.get("/depends/nested")
def depends_nested(page: Annotated[dict, Depends(nested)], other: int):
    return {"page": page, "other": other}


@app.get("/depends/checked/{item_id}")
def depends_checked(item_id: int, key: Annotated[str, Depends(checked)]):
    return {"item_id": item_id, "key": key}


guarded = APIRouter(prefix="/guarded", dependencies=[Depends(checked)])


@guarded.get("/{name}")
def guarded_name(name: str):
    return {"name": name}


app.include_router(guarded, prefix="/v1")


@app.post("/depends/body")
def depends_body(page: Annotated[dict, Depends(common)], item: Item):
    return {"page": page, "item": item}


# Security


@app.get("/security/bearer")
def security_bearer(credentials: Annotated[object, Depends(HTTPBearer())]):
    return {"scheme": credentials.scheme, "credentials": credentials.credentials}


@app.get("/security/bearer-optional")
def security_bearer_optional(
    credentials: Annotated[object, Depends(HTTPBearer(auto_error=False))],
):
    return {"anonymous": credentials is None}


@app.get("/security/basic")
def security_basic(
    credentials: Annotated[HTTPBasicCredentials, Depends(HTTPBasic(realm="shop"))],
):
    return {"username": credentials.username, "password": credentials.password}


@app.get("/security/key-header")
def security_key_header(key: Annotated[str, Depends(APIKeyHeader(name="X-Key"))]):
    return {"key": key}


@app.get("/security/key-query")
def security_key_query(key: Annotated[str, Depends(APIKeyQuery(name="api_key"))]):
    return {"key": key}


@app.get("/security/key-cookie")
def security_key_cookie(key: Annotated[str, Depends(APIKeyCookie(name="key"))]):
    return {"key": key}


oauth2 = OAuth2PasswordBearer(tokenUrl="token", scopes={"items": "Items", "me": "Me"})


def current_user(scopes: SecurityScopes, token: Annotated[str, Depends(oauth2)]):
    return {"token": token, "scopes": scopes.scopes}


def active_user(user: Annotated[dict, Security(current_user, scopes=["me"])]):
    return user


@app.get("/security/oauth2")
def security_oauth2(token: Annotated[str, Depends(oauth2)]):
    return {"token": token}


@app.get("/security/scopes")
def security_scopes(user: Annotated[dict, Security(active_user, scopes=["items"])]):
    return user


# Background


@app.get("/background")
def background(tasks: BackgroundTasks):
    tasks.add_task(lambda: None)
    return {"scheduled": True}


# Files

FOLDER = pathlib.Path(__file__).parent / "static"

app.mount("/static", StaticFiles(directory=FOLDER), name="static")
app.mount("/site", StaticFiles(directory=FOLDER / "site", html=True))
app.frontend("/app", directory=FOLDER / "spa")
app.frontend("/app-without", directory=FOLDER / "spa", fallback=None)


# URLs

located = FastAPI()


@located.get("/things/{thing_id}", name="readThing")
def read_thing(thing_id: int):
    return {"thing_id": thing_id}


app.mount("/located", located, name="located")


@app.get("/urls/{first}/{rest:path}", name="urls")
def urls(first: int, rest: str):
    return [
        app.url_path_for("urls", first=1, rest="a/b"),
        app.url_path_for("located:readThing", thing_id=7),
        app.url_path_for("static", path="css/style.css"),
    ]
