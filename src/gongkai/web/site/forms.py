"""How forms look: a label, the field, its help, and its faults beside it."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Each field as ``site/field.html``, each form as its fields one below the other."""

    form_template_name = "site/form.html"
    field_template_name = "site/field.html"
    formset_template_name = "site/formset.html"
