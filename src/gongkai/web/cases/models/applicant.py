"""Who asks: what Art. 29 lets a body know of an applicant, and no more."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongkai.web.audit.tracking import Tracked
from gongkai.web.bodies.models import Body
from gongkai.web.site.encryption import EncryptedField, digest, masked


class ApplicantClass(models.TextChoices):
    """The columns of the annual report's table of requests; the ids are those of the format."""

    NATURAL_PERSON = "natural_person", _("自然人")
    BUSINESS = "business", _("商业企业")
    RESEARCH = "research", _("科研机构")
    PUBLIC_INTEREST = "public_interest", _("社会公益组织")
    LEGAL_SERVICE = "legal_service", _("法律服务机构")
    OTHER_ORGANISATION = "other_organisation", _("其他")


class IdentityKind(models.TextChoices):
    """What proves who the applicant is."""

    IDENTITY_CARD = "identity_card", _("居民身份证")
    PASSPORT = "passport", _("护照")
    RESIDENCE_PERMIT = "residence_permit", _("港澳台居民居住证")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")
    OTHER = "other", _("其他证明")


class Applicant(Tracked):
    """One applicant as given in one request.

    Identity number, phone, address and e-mail are encrypted at rest; the digests let the same
    person be recognised without decrypting anybody.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="applicants")
    applicant_class = models.CharField(
        _("申请人类别"), max_length=20, choices=ApplicantClass.choices
    )
    name = models.CharField(_("姓名或名称"), max_length=80)
    contact = models.CharField(_("联系人"), max_length=40, blank=True)
    representative = models.CharField(_("法定代表人"), max_length=40, blank=True)
    identity_kind = models.CharField(
        _("证件类型"), max_length=20, choices=IdentityKind.choices, blank=True
    )
    identity_number = EncryptedField(_("证件号码"), blank=True)
    identity_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    phone = EncryptedField(_("联系电话"), blank=True)
    phone_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    address = EncryptedField(_("通信地址"), blank=True)
    email = EncryptedField(_("电子邮箱"), blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True)

    untracked = frozenset({"identity_digest", "phone_digest"})

    class Meta:
        verbose_name = _("申请人")
        indexes = (models.Index(fields=("body", "name")),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, reason: str = "", **kwargs: Any) -> None:
        """Save with the digests that belong to the numbers."""
        self.identity_digest = digest(self.identity_number)
        self.phone_digest = digest(self.phone)
        super().save(*args, reason=reason, **kwargs)

    @property
    def is_organisation(self) -> bool:
        """Whether it is anything but a natural person."""
        return self.applicant_class != ApplicantClass.NATURAL_PERSON

    def masked(self) -> dict[str, str]:
        """The personal data with their middle hidden, for the screen."""
        return {
            "identity_number": masked(self.identity_number, front=4, back=2),
            "phone": masked(self.phone, front=3, back=2),
            "address": masked(self.address, front=6, back=0),
            "email": masked(self.email, front=2, back=4),
        }
