"""The app in a browser, on this machine only and behind a one-time key.

textual-serve has no access control and its page asks a font server: a middleware admits only
requests that carry the key and come from our own page, and forbids every foreign address.
"""

import asyncio
import hmac
import secrets
import shlex
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server

from assistant.domain.quantities import Lang
from assistant.errors import UsageError
from assistant.notices import note
from tui.messages import Words

_HOST = "127.0.0.1"
_COOKIE = "tallystick"
_PARTING_S = 5
"""How long the app behind a page may take to end."""
_FOCUS = """<script>
const typing = () => document.querySelector(".xterm-helper-textarea")?.focus();
new MutationObserver(typing).observe(document.body, {childList: true, subtree: true});
setTimeout(typing, 0);
</script></body>"""
"""The page's own script leaves the keyboard elsewhere until somebody clicks."""
_FILL = "<style>html, body { margin: 0; overflow: hidden; }</style></head>"
"""With a margin the page is taller than the window: the focus scrolls half of its first row off."""


class GuardedServer(Server):
    """textual-serve, for one user of one machine."""

    def __init__(self, command: str, port: int, key: str, words: Words) -> None:
        """Serve ``command`` on the loopback to whoever has ``key``."""
        super().__init__(command, host=_HOST, port=port, title="Tallystick")
        self.key = key
        self._words = words
        self._pages: set[asyncio.Task[object]] = set()

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard())
        return app

    def _guard(self) -> Middleware:
        home = f"{_HOST}:{self.port}"
        rules = f"default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws://{home}"

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            shown = request.query.get("key", "")
            kept = request.cookies.get(_COOKIE, "")
            has_key = any(hmac.compare_digest(k.encode(), self.key.encode()) for k in (shown, kept))
            origin = request.headers.get("Origin", f"http://{home}")
            if not has_key or request.host != home or origin != f"http://{home}":
                return web.Response(status=403, text=self._words("serve.refused"))
            with self._while_open():
                response = await handler(request)
            if isinstance(response, web.Response) and response.content_type == "text/html":
                page = (response.text or "").replace("</head>", _FILL)
                response.text = page.replace("</body>", _FOCUS)
            if not response.prepared:
                response.headers["Content-Security-Policy"] = rules
                response.headers["Referrer-Policy"] = "no-referrer"
                response.set_cookie(_COOKIE, self.key, httponly=True, samesite="Strict")
            return response

        return guard

    @contextmanager
    def _while_open(self) -> Iterator[None]:
        if page := asyncio.current_task():
            self._pages.add(page)
        try:
            yield
        finally:
            self._pages.discard(page)

    async def on_shutdown(self, app: web.Application) -> None:
        """Close the pages: leaving would wait a minute for each that is open."""
        del app
        pages = [*self._pages]
        for page in pages:
            page.cancel()
        if pages:
            await asyncio.wait(pages, timeout=_PARTING_S)

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is, in the user's language."""
        del app
        note(self._words("serve.ready", url=f"{self.public_url}/?key={self.key}"))

    def initialize_logging(self) -> None:
        """Keep quiet: access logs would hold the key."""


def serve(flags: Sequence[str], port: int, lang: Lang) -> None:
    """Serve the app until Ctrl+C.

    Raises:
        UsageError: the port is taken.
    """
    words = Words(lang)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            hint = words("serve.port_hint", port=port + 1)
            raise UsageError(words("serve.port_taken", port=port), hint) from error
    command = shlex.join([sys.executable, "-m", "tui", *flags])
    GuardedServer(command, port, secrets.token_urlsafe(16), words).serve()
