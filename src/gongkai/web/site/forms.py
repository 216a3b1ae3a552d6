"""How forms look: a label, the field, its help, and its faults beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Each field as ``site/field.html``, each form as its fields one below the other."""

    form_template_name = "site/form.html"
    field_template_name = "site/field.html"
    formset_template_name = "site/formset.html"


def set_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """What a field of choices offers, known only when the form is made."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
