"""What one body has: one of everything that an address can open, made when it is first asked for."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.core.files.base import ContentFile

from gongkai.law.clock.events import EventKind
from gongkai.web.accounts.hand_over import hand_over
from gongkai.web.accounts.models import Post, User
from gongkai.web.accounts.roles import Role
from gongkai.web.bodies.models import Body
from gongkai.web.cases.letters.given import Given
from gongkai.web.cases.letters.kinds import kinds
from gongkai.web.cases.letters.sending import draft
from gongkai.web.cases.letters.templates import adopt
from gongkai.web.cases.models import Attachment, CalendarException, Case, Event, Letter, Outcome
from gongkai.web.cases.stages import Stage
from gongkai.web.cases.workflow import locked, take
from gongkai.web.publications.models import Document, DocumentKind
from gongkai.web.remedies.models import Instance, Proceeding
from gongkai.web.reports.models import AnnualReport, Upload
from gongkai.web.reports.stages import ReportStage
from gongkai.web.reports.workflow import correct, sign, start
from gongkai.web.reports.workflow import locked as locked_report
from gongkai.web.reports.workflow import take as take_report
from gongkai.web.site.models import Job, JobState
from tests.web.support.cases import enter, make_case
from tests.web.support.people import make_user
from tests.web.support.reports import Desk, make_report, zeros

_WAY = (
    (Stage.HANDLING, "accept", Role.OFFICER),
    (Stage.IN_REVIEW, "submit", Role.OFFICER),
    (Stage.SECRECY_REVIEW, "pass_review", Role.REVIEWER),
    (Stage.APPROVAL, "pass_secrecy_review", Role.SECRECY_REVIEWER),
    (Stage.APPROVED, "approve", Role.HEAD),
)


class Affairs:
    """The people and the ledgers of one body."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._cases: dict[str, Case] = {}
        self._reports: dict[str, AnnualReport] = {}
        self._staff: dict[Role, User] = {}

    def holder(self, role: Role) -> User:
        """Whoever has that role there."""
        if role not in self._staff:
            name = f"{role.value.replace('_', '-')}-of-{self.body.pk}"
            self._staff[role] = make_user(name, self.body, role)
        return self._staff[role]

    @property
    def officer(self) -> User:
        """Who handles the requests."""
        return self.holder(Role.OFFICER)

    def case_in(self, stage: Stage) -> Case:
        """A request that has come as far as that stage, by its steps."""
        if stage not in self._cases:
            made = make_case(self.body, self.officer, title=f"申请公开批复（{stage.label}）")
            for reached, step, role in _WAY:
                if made.stage == stage:
                    break
                with locked(made.pk) as held:
                    if reached is Stage.HANDLING:
                        held.draft_outcome, held.draft_text = "granted", "现答复如下。"
                        held.drafted_by = self.officer
                    take(held, step, self.holder(role))
                made.refresh_from_db()
            assert made.stage == stage, f"no way to {stage}"
            self._cases[stage] = made
        return self._cases[stage]

    @cached_property
    def closed_case(self) -> Case:
        """A request that was withdrawn."""
        from gongkai.law.clock.events import Event as LawEvent
        from gongkai.web.cases.workflow import conclude

        made = make_case(self.body, self.officer)
        with locked(made.pk) as held:
            ended = LawEvent(EventKind.WITHDRAWN, date(2026, 3, 10), outcome="other")
            conclude(held, ended, "close", self.officer, reason="申请人撤回。")
        made.refresh_from_db()
        return made

    @property
    def case(self) -> Case:
        """A request that is being handled."""
        return self.case_in(Stage.HANDLING)

    @cached_property
    def event(self) -> Event:
        """Something that happened with another request."""
        case = make_case(self.body, self.officer, title="征求意见中的申请")
        enter(case, EventKind.THIRD_PARTY_ASKED, date(2026, 3, 9), self.officer, party="甲方")
        return case.events.latest("pk")

    @cached_property
    def paper(self) -> Attachment:
        """A paper of the request."""
        file = ContentFile(b"%PDF-1.4", name="paper.pdf")
        made = Attachment(case=self.case, file=file, name="申请表", by=self.officer)
        made.save()
        return made

    def letter(self, kind: str) -> Letter:
        """The draft of a letter of the request."""
        found = self.case.letters.filter(kind=kind).first()
        if found is None:
            until = date(2026, 4, 24) if kind == "extension" else None
            given = Given(text="请写明文号。", days=10, until=until)
            with locked(self.case.pk) as held:
                found = draft(held, kinds()[kind], given, self.officer)
            self.case.refresh_from_db()
        return found

    @cached_property
    def template(self) -> object:
        """A template of the body's own."""
        from gongkai.web.cases.letters.default import default_template

        kind = kinds()["clarification"]
        file = ContentFile(default_template(kind), name="template.docx")
        return adopt(self.body, kind, file, self.holder(Role.REVIEWER))

    @cached_property
    def outcome(self) -> Outcome:
        """An outcome of the body's own."""
        made = Outcome(body=self.body, key="told_by_phone", name="电话告知", like="granted")
        made.save()
        return made

    @cached_property
    def closure(self) -> CalendarException:
        """A day that is no working day here."""
        made = CalendarException(body=self.body, day=date(2026, 9, 3), reason="县庆")
        made.save()
        return made

    @cached_property
    def colleague(self) -> User:
        """Somebody who works there, with open work of no kind."""
        return make_user(f"colleague-of-{self.body.pk}", self.body, Role.PUBLISHER)

    @property
    def post(self) -> Post:
        """The role of the colleague."""
        return self.colleague.posts.get()

    @cached_property
    def left(self) -> User:
        """Somebody whose work was handed over today."""
        user = make_user(f"left-{self.body.pk}", self.body, Role.PUBLISHER)
        hand_over(user, None, self.holder(Role.HEAD), "调离")
        return user

    @cached_property
    def instance(self) -> Instance:
        """A review over a reply, with its one instance."""
        review = Proceeding(body=self.body, route="review", claimant="沈青禾")
        review.save()
        made = Instance(proceeding=review, organ="云岫县人民政府", filed_on=date(2026, 3, 3))
        made.save()
        return made

    @property
    def proceeding(self) -> Proceeding:
        """The review."""
        return self.instance.proceeding

    @cached_property
    def document(self) -> Document:
        """A normative document."""
        made = Document(
            body=self.body, kind=DocumentKind.NORMATIVE, title="取水许可管理办法",
            mark="云水规〔2026〕1号", issued_on=date(2026, 1, 15),
        )  # fmt: skip
        made.save()
        return made

    @cached_property
    def report(self) -> AnnualReport:
        """An annual report that is being written."""
        return start(self.body, 2025, self.officer, scope="own", ledger_parts=["requests"])

    def report_in(self, stage: ReportStage) -> AnnualReport:
        """The report of another year, as far as that stage, by its steps."""
        if stage not in self._reports:
            desk = Desk(self.officer, self.holder(Role.REVIEWER), self.holder(Role.HEAD))
            made = make_report(self.body, desk, 2021 + len(self._reports), parts=[])
            zeros(made)
            for before, step, user in (
                (ReportStage.DRAFT, "submit", desk.officer),
                (ReportStage.IN_REVIEW, "pass_review", desk.reviewer),
                (ReportStage.REVIEWED, "sign", desk.head),
            ):
                if made.stage == stage:
                    break
                assert made.stage == before
                with locked_report(made.pk, made.version) as held:
                    if step == "sign":
                        sign(held, user, date(2026, 3, 2), f"{self.body.name}\n2026年3月2日")
                    else:
                        take_report(held, step, user)
                made.refresh_from_db()
            self._reports[stage] = made
        return self._reports[stage]

    @cached_property
    def corrected(self) -> AnnualReport:
        """The second version of a report that was signed."""
        return correct(self.report_in(ReportStage.SIGNED), self.officer, "收费数填错。")

    def upload(self, by: User) -> Upload:
        """A file that somebody read for the report."""
        from gongkai.report import dumps
        from gongkai.web.reports.tables import report_value

        found = self.report.uploads.filter(by=by).first()
        if found is None:
            found = Upload(report=self.report, file="report.xlsx", digest="0" * 64, by=by)
            found.contents = [dumps(report_value(self.report))]
            found.save()
        return found

    def job(self, user: User, kind: str = "export") -> Job:
        """A piece of somebody's background work."""
        given = {"kind": "documents"}
        result = {"problem_count": 0}
        made, _new = Job.objects.get_or_create(
            kind=kind, user=user, body=self.body,
            defaults={"title": "导入", "state": JobState.FAILED, "given": given, "result": result},
        )  # fmt: skip
        return made
