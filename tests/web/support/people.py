"""An invented county with its offices, and people who work there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body, Kind, Level

PASSWORD = "yunxiu-2026-gongkai"  # noqa: S105 - of invented people


def make_body(name: str = "云岫县水务局", parent: Body | None = None, **fields: Any) -> Body:
    """A department of a county unless the fields say otherwise."""
    settings: dict[str, Any] = {
        "level": Level.COUNTY,
        "kind": Kind.DEPARTMENT,
        "office": "办公室",
        "address": "云岫县青石路 8 号",
        "phone": "0999-5550123",
        "document_mark": "云水公开",
        "court": "云岫县人民法院",
    } | fields
    body = Body(name=name, parent=parent, **settings)
    body.save()
    return body


def make_user(username: str, body: Body, *roles: Role, **fields: Any) -> User:
    """A user of that body with those roles since long ago; the password is ``PASSWORD``."""
    settings: dict[str, Any] = {"name": f"员工{username}"} | fields
    user = User.objects.create_user(username, PASSWORD, body=body, **settings)
    for role in roles:
        Post(user=user, role=role, since=date(2019, 5, 15)).save()
    return user


@dataclass(frozen=True)
class County:
    """A county government, its office, one department, one township; a foreign county beside it."""

    government: Body
    office: Body
    department: Body
    township: Body
    foreign: Body


def make_county() -> County:
    """The tree, saved."""
    government = make_body("云岫县人民政府", kind=Kind.GOVERNMENT)
    office = make_body("云岫县人民政府办公室", government, kind=Kind.OFFICE)
    department = make_body("云岫县水务局", government, review_body=government)
    township = make_body(
        "云岫县松溪镇人民政府",
        government,
        level=Level.TOWNSHIP,
        kind=Kind.GOVERNMENT,
        review_body=government,
    )
    foreign = make_body("临溪县人民政府", kind=Kind.GOVERNMENT)
    return County(government, office, department, township, foreign)
