"""The audit trail of what people did that is no order event: sign-ins, keys, looks at personal data (R43)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from twinline.kernel.db import Tx, execute
from twinline.kernel.hashing import canonical_json

AUDIT_SQL = """
    INSERT INTO audit (id, at, account_id, action, subject_id, data)
    VALUES (%(id)s, %(at)s, %(account_id)s, %(action)s, %(subject_id)s, %(data)s::json)
"""


async def audit(
    tx: Tx,
    action: str,
    *,
    account_id: UUID | None,
    subject_id: UUID | None = None,
    data: Mapping[str, Any] | None = None,
) -> None:
    """Write one row in the caller's transaction; ``action`` reads ``noun.verb``, ``data`` holds no personal data."""
    row = {"id": tx.new_id(), "at": tx.now, "account_id": account_id, "action": action, "subject_id": subject_id}
    await execute(tx.conn, AUDIT_SQL, {**row, "data": canonical_json(data or {}).decode()})
