"""Which template a body's letters of a kind are made from, and keeping those an office uploads."""

from __future__ import annotations

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from gongkai.web.accounts.models import User
from gongkai.web.bodies.models import Body
from gongkai.web.cases.letters.default import default_template
from gongkai.web.cases.letters.errors import LetterError
from gongkai.web.cases.letters.kinds import Kind
from gongkai.web.cases.letters.making import check_template
from gongkai.web.cases.letters.package import MOST_BYTES
from gongkai.web.cases.models import LetterTemplate


def template_in_use(body: Body, kind: Kind) -> LetterTemplate | None:
    """The body's own template of the kind; None where it uses the default."""
    return LetterTemplate.objects.filter(body=body, kind=kind.id, is_used=True).first()


def template_bytes(body: Body, kind: Kind) -> bytes:
    """The template that letters of the kind are made from. Raises LetterError for a lost file."""
    own = template_in_use(body, kind)
    return default_template(kind) if own is None else read(own)


def read(template: LetterTemplate) -> bytes:
    """The file of an own template. Raises LetterError where it is gone."""
    try:
        with template.file.open("rb") as stream:
            data: bytes = stream.read()
    except FileNotFoundError as fault:
        raise LetterError(_("模板文件不见了。请重新上传，或者恢复默认模板。")) from fault
    return data


@transaction.atomic
def adopt(body: Body, kind: Kind, upload: File[bytes], user: User) -> LetterTemplate:
    """Check an uploaded file and use it from now on; the earlier ones stay in the history.

    Raises TemplateFaultsError with everything that is wrong with it.
    """
    data = upload.read(MOST_BYTES + 1)
    check_template(data, kind)
    back_to_default(body, kind, reason=_("换用新模板"))
    made = LetterTemplate(body=body, kind=kind.id, by=user)
    made.file.save(f"{kind.id}.docx", ContentFile(data), save=False)
    made.save()
    return made


@transaction.atomic
def back_to_default(body: Body, kind: Kind, *, reason: str) -> None:
    """Use the default from now on."""
    for each in LetterTemplate.objects.filter(body=body, kind=kind.id, is_used=True):
        each.is_used = False
        each.save(reason=reason)
