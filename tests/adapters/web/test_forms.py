"""The promises of `adapters/web/forms.py`: any cut gives the same fields, and none longer than it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.forms import Form
from adapters.web.problems import Problem
from tests.properties import steady

LIMITS = {"photo": 1000, "recipe": 100}
TYPE = "multipart/form-data; boundary=edge"


def field(name: str, content: bytes, more: str = "") -> bytes:
    return (
        f'--edge\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"
    )


END = b"--edge--\r\n"


def taken(body: bytes, cut: int = 1 << 16) -> dict[str, bytes]:
    form = Form(TYPE, LIMITS)
    for start in range(0, len(body), cut):
        form.write(body[start : start + cut])
    return form.fields()


@steady
@given(photo=st.binary(max_size=1000), recipe=st.binary(max_size=100), cut=st.integers(1, 200))
def test_fields_are_the_same_wherever_the_bytes_are_cut(photo: bytes, recipe: bytes, cut: int) -> None:
    if b"\r\n--edge" in photo + recipe:
        return  # a sender picks a boundary that its fields do not hold
    body = field("photo", photo, '; filename="großmutter.jpg"\r\nContent-Type: image/jpeg')
    assert taken(body + field("recipe", recipe) + END, cut) == {"photo": photo, "recipe": recipe}


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "multipart/form-data", f"multipart/x; boundary={'x' * 500}"]
)
def test_what_names_no_boundary_is_no_form(kind: str) -> None:
    with pytest.raises(Problem) as problem:
        Form(kind, LIMITS)
    assert problem.value.code == "page.problem.form"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (field("photo", b"x"), "form"),  # the end is missing
        (b"--other\r\n", "form"),
        (field("portrait", b"x") + END, "field"),
        (field("photo", b"x") + field("photo", b"y") + END, "field"),
        (b"--edge\r\nContent-Type: image/jpeg\r\n\r\nx\r\n" + END, "field"),
        (field("photo", bytes(1001)) + END, "too_large"),
        (field("recipe", bytes(101)) + END, "too_large"),
        (field("photo", b"x") + END + bytes(20_000), "too_large"),
        (b"--edge\r\n" + b"X: y\r\n" * 1_000, "form"),
    ],
)
def test_a_form_that_is_wrong_or_too_long_is_refused(body: bytes, code: str) -> None:
    for cut in (7, 1 << 16):
        with pytest.raises(Problem) as problem:
            taken(body, cut)
        assert problem.value.code == f"page.problem.{code}"
