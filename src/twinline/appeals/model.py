"""The appeal: what a person wants, in the words as said, with exactly one owner (R12)."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from twinline.kernel.errors import Conflict, NotFound
from twinline.kernel.ledger import Audience

Platform = Literal["12345", "110"]
PLATFORMS: tuple[Platform, Platform] = ("12345", "110")
CHANNELS = ("voice", "web", "app", "wechat", "sms", "rcs", "video", "letter", "visit", "import")
TYPES = ("咨询", "求助", "投诉", "举报", "建议", "报警", "其他")
DOMAINS = ("经济调节", "市场监管", "社会管理", "公共服务", "生态环境保护", "公安警务")


def other(platform: str) -> str:
    """The other of the two platforms."""
    return "110" if platform == "12345" else "12345"


class AppealNotFound(NotFound):
    """No such appeal, or not one the caller may see."""

    code: ClassVar[str] = "appeals.not_found"


class AlreadyMerged(Conflict):
    """The appeal is merged into another one already, or would be merged into itself or a merged one."""

    code: ClassVar[str] = "appeals.already_merged"


class ComplainedOf(Conflict):
    """The unit is the one that the appeal complains of: it may not see it, so an order about it would lie there."""

    code: ClassVar[str] = "appeals.complained_of"


class AppealClosed(Conflict):
    """The appeal is closed."""

    code: ClassVar[str] = "appeals.closed"


@dataclass(frozen=True, slots=True)
class Contact:
    """One session on one channel. Name and phone are sealed (SM4-GCM); ``phone_idx`` is their blind index."""

    id: UUID
    platform: str
    channel: str
    client: str
    external_id: str | None
    account_id: UUID | None
    received_at: datetime
    recorded_at: datetime
    caller_name_enc: bytes | None
    phone_enc: bytes | None
    phone_idx: bytes | None
    seed: bool


@dataclass(frozen=True, slots=True)
class Appeal:
    """One row of appeal. ``owner_platform`` and ``owner_unit_id`` are never empty (promise 1)."""

    id: UUID
    contact_id: UUID
    number: str
    title: str
    words: str
    type: str
    domain: str
    matter: str
    department: str
    division: str | None
    address: str
    lon: float | None
    lat: float | None
    datum: str | None
    urgent: bool
    danger: bool
    confidential: bool
    restricted: bool
    shared: bool
    complained_unit_id: UUID | None
    owner_platform: str
    owner_unit_id: UUID
    first_receiver: str
    received_at: datetime
    merged_into: UUID | None = None
    split_from: UUID | None = None
    division_from: str = "form"
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 0
    head: bytes | None = None

    @property
    def appeal_id(self) -> UUID:
        return self.id

    @property
    def audience(self) -> Audience:
        platforms = PLATFORMS if self.shared else (self.first_receiver,)
        return Audience(platforms, (), self.division, self.restricted)

    @property
    def state(self) -> str:
        if self.merged_into is not None:
            return "merged"
        return "closed" if self.closed_at else "open"


CONTACT_COLUMNS = tuple(f.name for f in fields(Contact))
APPEAL_COLUMNS = tuple(f.name for f in fields(Appeal))
