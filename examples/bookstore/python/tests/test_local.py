"""Calls the bookstore without AWS: `apigwv2 start` serves the app until the test closes standard input."""

import json
import os
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

APIGWV2 = shlex.split(os.environ.get("APIGWV2", "npx apigwv2"))


@pytest.fixture(scope="module")
def local():
    command = [*APIGWV2, "start", "--port", "0", "--json", "--app", f'"{sys.executable}" app.py']
    tokens = ["--token", "reader", "--token", "editor:books/write"]
    process = subprocess.Popen(
        [*command, *tokens],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        assert process.wait(timeout=20) == 0


@pytest.fixture
def call(local):
    shop = next(api for api in local["apis"] if api["name"] == "bookstore")
    tokens = {token["user"]: token["token"] for token in local["tokens"]}

    def send(method, path, user=None, body=None):
        headers = {"content-type": "application/json"}
        if user is not None:
            headers["authorization"] = f"Bearer {tokens[user]}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(shop["stages"][0]["url"] + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    return send


def test_orders_need_a_token(call):
    assert call("GET", "/orders")[0] == 401


def test_changing_a_book_needs_the_scope(call):
    assert call("PUT", "/books/1", user="reader", body={})[0] == 403


def test_the_handler_validates_books(call):
    status, body = call("PUT", "/books/1", user="editor", body={"title": "No author"})
    assert status == 400
    assert json.loads(body) == {"message": "A book needs a title, an author and a price"}


def test_suggestions_go_to_the_queue(call):
    assert call("POST", "/suggestions", user="reader", body={"MessageBody": "More poems"})[0] == 200
