"""The floor: the same rows as one appeal writes, written by pgbench with prepared statements on the same database."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass

from bench.rig import Rig, texts, tree_cpu_s

ROWS_PER_APPEAL = 8

KEY = "(lpad(to_hex(:hi::bigint), 12, '0') || '{}' || '00' || lpad(to_hex(:lo::bigint), 16, '0'))::uuid"

# Keys are of the last minute, in time order but for a second or so, as UUIDv7 keys are.
# One appeal: contact, appeal, work order, two clocks, judgement, ledger event, outbox — constants of usual length.
SCRIPT = """
\\set hi random({now_ms} - 60000, {now_ms})
\\set lo random(0, 1152921504606846975)
\\set n random(0, 999999999999)
BEGIN;
INSERT INTO contact (id, platform, channel, client, account_id, received_at, recorded_at, caller_name_enc, phone_enc,
    phone_idx, seed)
VALUES ({contact}, '12345', 'voice', 'floor',
    '{unit}', now(), now(), '\\x{name}', '\\x{phone}', decode(md5(:n::text) || md5(:lo::text), 'hex'), false);
INSERT INTO appeal (id, contact_id, number, title, words, type, domain, matter, department, division, address, urgent,
    danger, confidential, restricted, owner_platform, owner_unit_id, first_receiver, received_at)
VALUES ({appeal},
    {contact},
    'S' || :hi::bigint || '-' || :lo::bigint, '{title}', '{words}',
    '求助', '公共服务', 'M-LIGHT-01', 'urban_management', '440106',
    '天河区石牌东路', false, false, false, false, '12345', '{unit}', '12345', now());
INSERT INTO work_order (id, appeal_id, number, platform, state, version, head, type, domain, matter, department,
    deadline_class, urgent, danger, restricted, division, title, form, opened_at)
VALUES ({order},
    {appeal}, 'G' || :hi::bigint || '-' || :lo::bigint,
    '12345', 'registered', 1, '\\x{hash}', '求助', '公共服务', 'M-LIGHT-01', 'urban_management', 'help', false, false,
    false, '440106', '{title}', '{{}}', now());
INSERT INTO clock (order_id, kind, n, appeal_id, platform, rule, amount, unit, calendar, started_at, state, due_at,
    next_alert_at)
VALUES ({order}, 'case_dispatch', 1,
    {appeal}, '12345', 'case-dispatch-general',
    86400, 'seconds', 'always', now(), 'running', now() + interval '1 day', now() + interval '19 hours');
INSERT INTO clock (order_id, kind, n, appeal_id, platform, rule, amount, unit, calendar, started_at, state, due_at,
    next_alert_at)
VALUES ({order}, 'case_result', 1,
    {appeal}, '12345', 'case-result-help',
    10, 'working_days', 'work', now(), 'running', now() + interval '14 days', now() + interval '11 days');
INSERT INTO triage_decision (appeal_id, n, at, owner, joint, danger, type, matter, department, deadline_class,
    confidence, reasons, versions)
VALUES ({appeal}, 1, now(), '12345', false,
    false, '求助', 'M-LIGHT-01', 'urban_management', 'help', 0.8, '{reasons}', '{versions}');
INSERT INTO order_event (subject_id, seq, subject_kind, appeal_id, event, to_state, at, platform, actor_id, unit_id,
    data, hash)
VALUES ({order}, 1, 'case',
    {appeal}, 'open', 'registered', now(),
    '12345', '{unit}', '{unit}', '{data}', '\\x{hash}');
INSERT INTO outbox (topic, subject_kind, subject_id, appeal_id, seq, at, platforms, units, division, restricted, data)
VALUES ('case.open', 'case', {order},
    {appeal}, 1, now(), '{{12345}}', '{{}}',
    '440106', false, '{{"state": "registered","from": null,"platform": "12345"}}');
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """Appeals a second that bare prepared inserts reach, and their CPU milliseconds (database and pgbench)."""

    per_second: float
    cpu_ms: float


def script(made: Rig) -> str:
    words = sorted(texts(), key=len)
    usual = words[len(words) // 2].replace("'", "")
    reason = '{"kind": "matter","text": "命中职责清单事项","words": "路灯坏了"}'
    return SCRIPT.format(
        contact=KEY.format("70"), appeal=KEY.format("71"), order=KEY.format("72"),
        now_ms=int(time.time() * 1000), unit=made.sql("SELECT id FROM unit WHERE code = '12345'"), name="ab" * 37,
        phone="cd" * 41, hash="ef" * 32,
        title=usual[:40], words=usual, reasons=f"[{reason},{reason}]",
        versions='{"responsibility_list": "0123456789ab","danger_rules": "0123456789ab","wording": "0123456789ab"}',
        data='{"appeal": "S440106202611220000123L","channel": "voice","danger": false,"judged": "12345",'
        '"matter": "M-LIGHT-01","owner": "12345","words": "' + "0f" * 32 + '"}',
    )  # fmt: skip


def measure(made: Rig, *, seconds: int = 5, clients: int = 16) -> Floor:
    """Run pgbench with prepared statements; the best of two runs."""
    path = made.folder / "floor.sql"
    path.write_text(script(made), "utf-8")
    return max((_run(made, str(path), seconds, clients) for _ in range(2)), key=lambda f: f.per_second)


def _run(made: Rig, path: str, seconds: int, clients: int) -> Floor:
    command = [
        str(made.cluster.bin_dir / "pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "1",
        "-T", str(seconds), "-f", path, "-d", made.url,
    ]  # fmt: skip
    command[-2:] = [made.url]
    cpu = tree_cpu_s(made.cluster.pid or 0)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    used = tree_cpu_s(made.cluster.pid or 0) - cpu
    tps = float(re.search(r"tps = ([0-9.]+)", done.stdout)[1])  # type: ignore[index]
    count = int(re.search(r"actually processed: (\d+)", done.stdout)[1])  # type: ignore[index]
    return Floor(tps, used / count * 1000)
