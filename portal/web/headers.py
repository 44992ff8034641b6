"""Security headers, and who may keep a copy of an answer."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.web.asking import current_user
from portal.web.log import log

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FIXED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
LINES = [(name, name.lower(), value) for name, value in FIXED.items()]  # as `setdefault` compares them, once
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.before_request(refuse_cross_site)
    app.after_request(protect)
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)


def refuse_cross_site():
    """A second wall beside the CSRF token: a browser says where a request was born."""
    from flask import abort

    request.host  # noqa: B018 – reading it makes Werkzeug hold it against TRUSTED_HOSTS
    if request.method not in ("GET", "HEAD", "OPTIONS") and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        log.warning("cross-site write refused", rule=str(request.url_rule))
        abort(403)


def protect(response):
    there = {name.lower() for name, _value in response.headers}
    for name, lower, value in LINES:
        if lower not in there:
            response.headers.add(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={2 * YEAR}; includeSubDomains")
    if response.mimetype == "text/html":
        response.vary.update(("HX-Request", "Cookie"))
        response.headers.setdefault("Cache-Control", "no-store, private" if current_user.is_authenticated else "no-store")
    response.headers.setdefault("Cache-Control", "no-store")  # a file too is kept only where its route says so
    return response
