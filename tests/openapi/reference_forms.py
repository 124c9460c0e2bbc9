"""Forms and files in FastAPI, apart because they need python-multipart: `ours.ts` has the same."""

import json
import sys
from typing import Annotated

from fastapi import FastAPI, Form, UploadFile
from pydantic import BaseModel

app = FastAPI(title="Forms")


class Login(BaseModel):
    username: str
    password: str


@app.post("/form")
def form(name: Annotated[str, Form()], age: Annotated[int, Form()] = 3): ...


@app.post("/login")
def login(login: Annotated[Login, Form()]): ...


@app.post("/upload")
def upload(cover: UploadFile, pages: list[UploadFile], note: Annotated[str, Form()] = ""): ...


json.dump(app.openapi(), sys.stdout, indent=1, sort_keys=True)
