"""An S3 server on loopback that checks signatures and rights, as moto brings it, with one bucket and one key.

What it holds outlives a stop: it lies in this process.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
import requests
from moto.server import ThreadedMotoServer

BUCKET = "photos"
REGION = "eu-central-1"
_MAY = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


@dataclass
class S3:
    """The server, the key that it knows, and what lies in its bucket."""

    port: int
    key: str
    secret: str = field(repr=False)
    server: ThreadedMotoServer

    @property
    def endpoint(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environ(self) -> dict[str, str]:
        """What a process needs to come in."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": self.key,
            "AWS_SECRET_ACCESS_KEY": self.secret,
        }

    def names(self) -> list[str]:
        """What lies in the bucket."""
        found = _client("s3", self.endpoint, self.key, self.secret).list_objects_v2(Bucket=BUCKET)
        return [entry["Key"] for entry in found.get("Contents", [])]

    def stop(self) -> None:
        """Be away."""
        self.server.stop()

    def start(self) -> None:
        """Be there again, at the same address with the same content."""
        self.server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self.server.start()


@pytest.fixture
def s3() -> Iterator[S3]:
    """An S3 server with an empty bucket."""
    with s3_server() as server:
        yield server


@contextmanager
def s3_server() -> Iterator[S3]:
    """A server with an empty bucket."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    try:
        requests.post(f"{endpoint}/moto-api/reset", timeout=10).raise_for_status()
        _signatures(endpoint, checked=False)
        people = _client("iam", endpoint, "anybody", "anything")
        people.create_user(UserName="heirloom")
        policy = json.dumps({"Version": "2012-10-17", "Statement": [_MAY]})
        people.put_user_policy(UserName="heirloom", PolicyName="all", PolicyDocument=policy)
        made = people.create_access_key(UserName="heirloom")["AccessKey"]
        s3 = S3(port, made["AccessKeyId"], made["SecretAccessKey"], server)
        place = {"LocationConstraint": REGION}
        client = _client("s3", endpoint, s3.key, s3.secret)
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
        _signatures(endpoint, checked=True)
        try:
            yield s3
        finally:
            server = s3.server
            _signatures(endpoint, checked=False)
    finally:
        server.stop()


def _client(service: str, endpoint: str, key: str, secret: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
    )


def _signatures(endpoint: str, *, checked: bool) -> None:
    """From which request on the server looks at who asks."""
    first = "0" if checked else "inf"
    requests.post(f"{endpoint}/moto-api/reset-auth", data=first, timeout=10).raise_for_status()
