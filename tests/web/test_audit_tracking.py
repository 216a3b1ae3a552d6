"""No change of a ledger goes past the trail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from gongkai.web.accounts.models import User
from gongkai.web.audit import checks
from gongkai.web.audit.models import Entry
from gongkai.web.audit.tracking import UnrecordedChangeError
from gongkai.web.bodies.models import Body
from gongkai.web.cases.models import Applicant, Case
from gongkai.web.site.encryption import EncryptedField
from tests.web.support.cases import make_case
from tests.web.support.people import County, make_body


def test_a_change_in_bulk_is_refused_unless_it_goes_into_the_trail(county: County) -> None:
    rows = Body.objects.filter(pk=county.department.pk)
    for change in (
        lambda: rows.update(name="别的局"),
        lambda: rows.update(parent=None),
        rows.delete,
        lambda: Body.objects.bulk_create([Body(name="甲")]),
        lambda: Body.objects.bulk_update([county.department], ["name"]),
        lambda: county.government.children.update(name="全部改名"),
    ):
        with pytest.raises(UnrecordedChangeError):
            change()
    assert Body.objects.get(pk=county.department.pk).name == "云岫县水务局"
    assert rows.as_one_entry("数据迁移").update(name="云岫县水利局") == 1
    written = Entry.objects.order_by("-number")[0]
    assert (written.reason, written.after) == ("数据迁移", {"rows": 1, "fields": ["name"]})


def test_what_is_only_computed_may_be_changed_in_bulk(county: County) -> None:
    case = make_case(county.department)
    before = Entry.objects.count()
    assert Case.objects.filter(pk=case.pk).update(late_days=3) == 1
    assert Entry.objects.count() == before


def test_only_what_is_saved_is_recorded(county: County) -> None:
    body = Body.objects.get(pk=county.department.pk)
    body.name, body.phone = "没有保存的名称", "0999-5550100"
    body.save(update_fields=["phone"])
    written = Entry.objects.order_by("-number")[0]
    assert written.after == {"phone": "0999-5550100"}
    body.save()
    assert Entry.objects.order_by("-number")[0].before == {"name": "云岫县水务局"}


def test_before_is_what_the_database_held_when_it_was_read_last(county: County) -> None:
    mine = Body.objects.get(pk=county.department.pk)
    other = Body.objects.get(pk=county.department.pk)
    other.name = "甲"
    other.save()
    mine.refresh_from_db()
    mine.name = "乙"
    mine.save()
    assert Entry.objects.order_by("-number")[0].before == {"name": "甲"}


def test_a_field_that_was_not_loaded_is_not_told_as_changed(county: County) -> None:
    body = Body.objects.only("name").get(pk=county.department.pk)
    assert body.phone
    body.name = "甲"
    body.save()
    assert Entry.objects.order_by("-number")[0].after == {"name": "甲"}


def test_personal_data_is_in_the_trail_only_as_a_fingerprint(county: County) -> None:
    make_case(county.department)
    everything = str(list(Entry.objects.values_list("before", "after", "label", "reason")))
    for personal in ("999901199001011234", "19900001234", "青石路 21 号", "shen@example.org"):
        assert personal not in everything


def test_every_model_with_personal_data_of_this_site_is_tracked() -> None:
    assert checks.personal_data_is_tracked(None) == []


@isolate_apps("gongkai.web.cases")
def test_the_site_does_not_start_with_a_model_that_forgot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Forgetful(models.Model):
        phone = EncryptedField()

        class Meta:
            app_label = "cases"

        def __str__(self) -> str:
            return "forgetful"

    known = list(apps.get_models())

    def get_models() -> Iterator[type[models.Model]]:
        return iter([*known, Forgetful])

    monkeypatch.setattr("gongkai.web.audit.checks.apps.get_models", get_models)
    found = checks.personal_data_is_tracked(None)
    assert [each.id for each in found] == ["audit.E001"]
    assert "Forgetful" in found[0].msg
    assert found[0].is_serious()


def test_personal_fields_are_where_they_are_expected() -> None:
    assert any(isinstance(f, EncryptedField) for f in Applicant._meta.concrete_fields)
    assert "password" in User.untracked


def test_deleting_one_keeps_what_was_there(county: County) -> None:
    body = make_body("云岫县临时办", county.government)
    body.delete(reason="录错了")
    written = Entry.objects.order_by("-number")[0]
    assert (written.act, written.reason) == ("delete", "录错了")
    assert written.before["name"] == "云岫县临时办"
