"""A marketplace of a few lines on loopback: says exactly what a test wants, also the unheard-of."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ORDERS = "/orders/2026-01-01/orders"
REPORTS = "/reports/2021-06-30/reports"
DOCUMENTS = "/reports/2021-06-30/documents"
TOKEN = "/auth/o2/token"


@dataclass(frozen=True)
class Reply:
    """What is sent back. `claims` lies about the length; `cut` resets; `delay` keeps waiting."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    claims: int | None = None
    cut: bool = False
    delay: float = 0.0


@dataclass(frozen=True)
class Heard:
    """What was asked."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


def said(value, status=200, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(value).encode(), named)


def amazon_error(status, code="InvalidInput", message="", details="", **headers):
    body = {"errors": [{"code": code, "message": message, "details": details}]}
    return said(body, status, x_amzn_RequestId="req-1", **headers)


def granted(token="Atza|one", expires_in=3600):
    return said({"access_token": token, "token_type": "bearer", "expires_in": expires_in})


def throttled():
    """As recorded from Amazon: neither Retry-After nor a limit."""
    return amazon_error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")


class Loopback:
    """Replies by path, in order; the last one stays. One may be worked out from what is heard."""

    def __init__(self, url):
        self.url = url
        self.heard: list[Heard] = []
        self._replies = defaultdict(deque)
        self._lock = threading.Lock()

    def answers(self, path, *replies):
        self._replies[path] = deque(replies)

    def asked(self, path):
        return [heard for heard in self.heard if heard.path == path]

    def next_reply(self, heard):
        with self._lock:
            self.heard.append(heard)
            replies = self._replies[heard.path]
            if not replies:
                return amazon_error(404, "NotFound", heard.path)
            reply = replies.popleft() if len(replies) > 1 else replies[0]
            return reply(heard) if callable(reply) else reply


class _Handler(BaseHTTPRequestHandler):
    loopback: Loopback

    def _answer(self):
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        heard = Heard(self.command, parts.path, query, headers, body)
        reply = self.loopback.next_reply(heard)
        time.sleep(reply.delay)
        if reply.cut:
            now = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, now)
            self.connection.close()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        length = len(reply.body) if reply.claims is None else reply.claims
        self.send_header("content-length", str(length))
        self.end_headers()
        self.wfile.write(reply.body)

    def do_GET(self):
        self._answer()

    def do_POST(self):
        self._answer()

    def do_PUT(self):
        self._answer()

    def do_DELETE(self):
        self._answer()

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, *_):
        """A client that hung up, or a connection that was cut on purpose: nothing to report."""


@contextmanager
def loopback():
    server = _Server(("127.0.0.1", 0), _Handler)
    amazon = Loopback(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"loopback": amazon})
    amazon.answers(TOKEN, granted())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield amazon
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
