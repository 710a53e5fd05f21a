"""Who takes part: offices, municipalities, organisations, networks, people and their roles."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LanguageForm(models.TextChoices):
    """The form of Norwegian an organisation has adopted (språklova § 15); a letter to it follows this."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    NEUTRAL = "neutral", _("Neutral")
    UNKNOWN = "", _("Not known")


class Office(models.Model):
    """A county governor's office (embete)."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    organisation_number = models.CharField(max_length=9, unique=True)
    counties = models.JSONField(help_text="county numbers, e.g. ['18']")
    language_form = models.CharField(max_length=7, choices=LanguageForm.choices, default=LanguageForm.BOKMAL)
    email = models.EmailField(blank=True)
    region_name = models.CharField(max_length=80, help_text="what the area is called, e.g. Nordland")
    main_scheme = models.SlugField(
        max_length=40,
        default="collective",
        help_text="code of the scheme that is meant if an address or command names none",
    )

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """One of the municipalities, with the office that answers for it. `number` is the key: names are not unique."""

    number = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=60)
    official_name = models.CharField(max_length=120)
    county_number = models.CharField(max_length=2)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="municipalities")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY_AUTHORITY = "county_authority", _("County authority")
    PRIVATE_OWNER = "private_owner", _("Private owner")
    UNIVERSITY = "university", _("University or university college")
    VOCATIONAL_COLLEGE = "vocational_college", _("Vocational college")
    OTHER_PROVIDER = "other_provider", _("Other provider")


PARTNER_KINDS = (
    OrganisationKind.UNIVERSITY,
    OrganisationKind.VOCATIONAL_COLLEGE,
    OrganisationKind.OTHER_PROVIDER,
)


class Organisation(models.Model):
    """A legal party: an owner that reports needs, or a provider that takes part in measures."""

    organisation_number = models.CharField(max_length=9, unique=True, null=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT)
    language_form = models.CharField(max_length=7, choices=LanguageForm.choices, blank=True, default="")
    language_form_source = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="where a loaded form is from; empty if somebody chose it",
    )
    language_form_on = models.DateField(null=True, help_text="the date of the source, or when somebody chose it")
    source = models.CharField(max_length=20, help_text="register, import or manual")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(organisation_number__isnull=True) | Q(organisation_number__regex=r"^[0-9]{9}$"),
                name="organisation_number_nine_digits",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kind"], name="organisation_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_partner(self) -> bool:
        return self.kind in PARTNER_KINDS


class OrganisationAlias(models.Model):
    """Another name an organisation is known by; `key` is the name folded for comparison."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.name


class Network(models.Model):
    """Owners who work together (nettverk), within one office."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="networks")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["office", "key"], name="network_once_per_office")]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, name: str, password: str | None = None) -> Person:
        """A person who can sign in; without a password nobody can sign in as them with one."""
        person = self.model(email=self.normalize_email(email).lower(), name=name)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do follows their roles."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, blank=True, default="")
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()


class Role(models.TextChoices):
    CASE_OFFICER = "case_officer", _("Case officer")
    APPROVER = "approver", _("Approver")
    OWNER = "owner", _("Owner")
    PARTNER = "partner", _("Partner")
    FORUM_MEMBER = "forum_member", _("Forum member")
    NATIONAL_READER = "national_reader", _("National reader")
    AUDITOR = "auditor", _("Auditor")


# Where a role comes from. One from a sign-in service (`oidc:` and its id) goes when the service says so no longer.
ROLE_SOURCES = ("office", "invitation", "join_request", "seat")
OIDC_SOURCE = "oidc:"
OFFICE_ROLES = (Role.CASE_OFFICER, Role.APPROVER, Role.FORUM_MEMBER)
ORGANISATION_ROLES = (Role.OWNER, Role.PARTNER)


_PLACE_FITS_ROLE = (
    Q(role__in=OFFICE_ROLES, office__isnull=False, organisation__isnull=True)
    | Q(role__in=ORGANISATION_ROLES, organisation__isnull=False)
    | Q(role__in=(Role.NATIONAL_READER, Role.AUDITOR), organisation__isnull=True)
)


class RoleAssignment(models.Model):
    """A person in a role: at an office, for an organisation, or (Udir, auditor) for the whole country."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE)
    is_administrator = models.BooleanField(default=False, help_text="may let others in at the same place")
    may_sign = models.BooleanField(
        default=False, help_text="may sign for the organisation; given by an administrator of it"
    )
    source = models.CharField(max_length=60, default="office", help_text="who gave it: see ROLE_SOURCES")
    chosen_at = models.DateTimeField(null=True, blank=True, help_text="when the person last chose to act in it")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=_PLACE_FITS_ROLE,
                name="role_assignment_place_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(may_sign=False) | Q(organisation__isnull=False), name="role_assignment_signs_for_somebody"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "office", "organisation"],
                nulls_distinct=False,
                name="role_assignment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"


class SignInMethod(models.TextChoices):
    CODE = "code", _("Code by e-mail")
    PASSWORD = "password", _("Password")
    AUTHENTICATOR = "authenticator", _("Password and authenticator app")
    PASSKEY = "passkey", _("Passkey")
    PROVIDER = "provider", _("Another sign-in service")
    DEMO = "demo", _("One click in the demo")


class SignInResult(models.TextChoices):
    SIGNED_IN = "signed_in", _("Signed in")
    WRONG_PASSWORD = "wrong_password", _("Wrong password")
    WRONG_CODE = "wrong_code", _("Wrong code")
    LOCKED = "locked", _("Too many attempts")
    REFUSED = "refused", _("Refused")


class SignIn(models.Model):
    """One attempt to sign in as somebody we know: when, how and what came of it. Goes when the person is erased."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField()
    method = models.CharField(max_length=20, choices=SignInMethod.choices)
    result = models.CharField(max_length=20, choices=SignInResult.choices)
    provider = models.CharField(max_length=40, blank=True, default="", help_text="id of the sign-in service")
    browser = models.CharField(max_length=60, blank=True, default="", help_text="e.g. Firefox, Windows")
    session_key = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="sign_in_of_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.result}"


class GuessCount(models.Model):
    """Wrong guesses in a row against one account. `account` is a keyed hash, so that it says nothing by itself."""

    kind = models.CharField(max_length=20)
    account = models.CharField(max_length=64)
    guesses = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "account"], name="guess_count_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.guesses}"


class InvitationState(models.TextChoices):
    OPEN = "open", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Invitation(models.Model):
    """A way in for the holder of one e-mail address. The token itself is in the mail only; here is its hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices)
    office = models.ForeignKey(Office, null=True, blank=True, on_delete=models.CASCADE)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.CASCADE)
    is_administrator = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=InvitationState.choices, default=InvitationState.OPEN)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_PLACE_FITS_ROLE, name="invitation_place_fits_role"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="invitation_ends_once",
            ),
            models.UniqueConstraint(
                fields=["email", "role", "office", "organisation"],
                condition=Q(state="open"),
                nulls_distinct=False,
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.role}"

    @property
    def place_name(self) -> str:
        place = self.organisation or self.office
        return place.name if place else ""


class JoinRequestState(models.TextChoices):
    PENDING = "pending", _("Waits for an answer")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class JoinRequest(models.Model):
    """A person who asks to act for an organisation; its administrator or the office answers."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="join_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_requests")
    message = models.TextField(blank=True, max_length=1000)
    state = models.CharField(max_length=20, choices=JoinRequestState.choices, default=JoinRequestState.PENDING)
    created_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, max_length=1000)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | (~Q(state="pending") & Q(decided_at__isnull=False)),
                name="join_request_decided_once",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(state="pending"), name="join_request_pending_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class RegisterAnswer(models.Model):
    """What a public register answered, kept so that it is asked seldom, and used when it is away."""

    register = models.CharField(max_length=20)
    key = models.CharField(max_length=400)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField(null=True)
    fetched_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["register", "key"], name="register_answer_once")]

    def __str__(self) -> str:
        return f"{self.register} {self.key}"
