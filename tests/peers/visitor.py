"""Somebody who opens the page at the address `argv[1]`, sends the photo `argv[2]` and waits for its delivery.

A program of its own, which needs Python alone: it is also run inside a network that the tests are not in.
Prints how many bytes the smallest of its versions has, and its id.
"""

from __future__ import annotations

import http.cookiejar
import json
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

BOUNDARY = "a-photo-for-heirloom"
PATIENCE_SECONDS = 180.0


def main(address: str, photo: Path) -> None:
    """Send the photo and wait for what comes back."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)
    browser.open(address).read()
    sent = json.load(browser.open(_upload(address, photo)))
    said = _finished(browser, f"{address}api/photos/{sent['id']}")
    if said["state"] != "delivered":
        raise SystemExit(f"{said['state']}: {said['text']}")
    sizes = [len(browser.open(address.rstrip("/") + path).read()) for path in said["versions"].values()]
    print(min(sizes), said["id"])


def _finished(browser: urllib.request.OpenerDirector, photo: str) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        said: dict[str, Any] = json.load(browser.open(photo))
        if said["state"] in ("delivered", "failed"):
            return said
        time.sleep(0.1)
    raise SystemExit(f"not delivered in {PATIENCE_SECONDS:.0f} s: {said['text']}")


def _upload(address: str, photo: Path) -> urllib.request.Request:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename="{photo.name}"\r\n\r\n'
    body = head.encode() + photo.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Origin": address.rstrip("/")}
    return urllib.request.Request(f"{address}api/photos", body, kind)  # noqa: S310 -- http on this machine


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
