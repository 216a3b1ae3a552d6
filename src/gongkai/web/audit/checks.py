"""The site does not start when a model with personal data is not in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

from gongkai.web.audit.tracking import Tracked
from gongkai.web.site.encryption import EncryptedField


@register()
def personal_data_is_tracked(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[CheckMessage]:
    """Every model with an encrypted field writes its changes into the trail."""
    del app_configs
    return [
        Error(
            f"{model._meta.label} 含有个人信息，却没有接入审计。",  # noqa: SLF001 - Django's public name
            hint="请让这个模型继承 audit.tracking.Tracked。",
            obj=model,
            id="audit.E001",
        )
        for model in apps.get_models()
        if any(isinstance(field, EncryptedField) for field in model._meta.fields)  # noqa: SLF001
        and not issubclass(model, Tracked)
    ]
