"""The invented county: its bodies and the people who work there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body, Kind, Level

PASSWORD = "yunxiu-demo-2026"  # noqa: S105 - of invented people, printed at the start
_SINCE = date(2019, 5, 15)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


@cache
def names() -> Mapping[str, Any]:
    """All invented names and words."""
    text = files("gongkai.web.demo").joinpath("names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True)
class County:
    """The tree: the government, its office, departments, townships."""

    government: Body
    office: Body
    departments: tuple[Body, ...]
    townships: tuple[Body, ...]

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All that keep a ledger."""
        return (self.office, *self.departments, *self.townships)


def make_county() -> County:
    """The bodies, saved."""
    county = names()["county"]
    government = _body(f"{county}人民政府", None, Kind.GOVERNMENT, "云政公开")
    office = _body(f"{county}人民政府办公室", government, Kind.OFFICE, "云府办公开")
    departments = tuple(
        _body(f"{county}{name}", government, Kind.DEPARTMENT, mark)
        for name, mark in names()["departments"]
    )
    townships = tuple(
        _body(
            f"{county}{name}人民政府",
            government,
            Kind.GOVERNMENT,
            f"{name[:1]}政公开",
            Level.TOWNSHIP,
        )
        for name in names()["townships"]
    )
    return County(government, office, departments, townships)


def _body(
    name: str, parent: Body | None, kind: Kind, mark: str, level: Level = Level.COUNTY
) -> Body:
    county = names()["county"]
    body = Body(
        name=name,
        short_name=name.removeprefix(county).removesuffix("人民政府") or name,
        parent=parent,
        kind=kind,
        level=level,
        division="999901" if level is Level.COUNTY else "999901100",
        office="政务公开办公室",
        address=f"{county}青石路 8 号",
        phone="0999-5550100",
        postcode="999901",
        hours="工作日 9:00—12:00，13:30—17:30",
        document_mark=mark,
        review_body=parent,
        court=f"{county}人民法院",
        since=date(2000, 1, 1),
    )
    body.save()
    return body


def make_staff(county: County, rng: Random) -> dict[Role, User]:
    """The people of every body; one login for each role of the body that is shown first."""
    shown: dict[Role, User] = {}
    for number, body in enumerate(county.bodies):
        is_first = body == county.departments[0]
        for role in (Role.OFFICER, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.HEAD, Role.PUBLISHER):
            login = role.value.replace("_", "-")
            username = login if is_first else f"{login}-{number:02d}"
            user = _user(username, body, rng, role, may_sign_in=is_first)
            if is_first:
                shown[role] = user
    for role in (
        Role.OVERSEER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDITOR,
    ):
        login = role.value.replace("_", "-")
        shown[role] = _user(login, county.government, rng, role, may_sign_in=True)
    return shown


def _user(username: str, body: Body, rng: Random, role: Role, *, may_sign_in: bool) -> User:
    user = User(username=username, name=person(rng), body=body)
    if may_sign_in:
        user.set_password(PASSWORD)
    else:
        user.set_unusable_password()
    user.save()
    Post(user=user, role=role, since=_SINCE).save()
    return user


def person(rng: Random) -> str:
    """A name of nobody."""
    return str(rng.choice(names()["surnames"])) + str(rng.choice(names()["given"]))


def identity_number(rng: Random) -> str:
    """A number with a right check character, of a division that does not exist."""
    born = date(1955, 1, 1).toordinal() + rng.randrange(365 * 50)
    digits = (
        f"9999{rng.randrange(1, 20):02d}{date.fromordinal(born):%Y%m%d}{rng.randrange(1000):03d}"
    )
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True))
    return digits + _CHECK[total % 11]
