"""What persons corrected becomes evidence for rules, and training data (R1, R30, R68) without what names them (R43)."""

from __future__ import annotations

import asyncio
import csv
import io
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import settings_for
from support.city import appeal, problem, register
from support.people import People, Person
from twinline.commands import _evidence
from twinline.commands._labelled import LabelledFile
from twinline.commands.triage import command
from twinline.intake import overrides
from twinline.kernel.db import Database
from twinline.trials import evidence
from twinline.trials.masking import masked

LAMP = "天河区石牌东路路灯坏了三盏，晚上看不清路，联系我199-0000-1234"
KNIFE = "天河区棠下有人拿着刀在追人，快来救命"


async def corrected(person: Person, appeal_id: str, *, expect: int = 200, **body: Any) -> Any:
    wanted = {"owner": "12345", "reason_code": "wrong_matter", **body}
    reply = await person.api.post(f"/api/v1/appeals/{appeal_id}/override", json=wanted)
    assert reply.status_code == expect, reply.text
    return reply


async def exported(db: Database) -> list[dict[str, str]]:
    target = io.StringIO()
    async with db.transaction() as tx:
        assert await evidence.export(tx, target) == len(list(csv.DictReader(io.StringIO(target.getvalue()))))
    return list(csv.DictReader(io.StringIO(target.getvalue())))


async def test_an_override_needs_a_known_reason(people: People, db: Database) -> None:
    made = await register(people.agent, LAMP)
    await corrected(people.agent, made["id"], reason_code="because", expect=422)
    problem(await corrected(people.agent, made["id"], reason_code="other", expect=422), "intake.note_needed", 422)
    await corrected(people.agent, made["id"], reason_code="other", reason="楼道灯属物业")
    newest = (await appeal(people.agent, made["id"]))["decisions"][-1]
    assert (newest["n"], newest["reason_code"], newest["reason"]) == (2, "other", "楼道灯属物业")
    codes = (await people.agent.api.get("/api/v1/triage/override-reasons")).json()["items"]
    assert [one["code"] for one in codes] == list(overrides.REASONS)


async def test_overcalled_danger_is_noted_but_never_lowered(people: People, db: Database) -> None:
    made = await register(people.call_taker, KNIFE)
    await corrected(people.call_taker, made["id"], owner="110", reason_code="danger_overcalled")
    seen = await appeal(people.call_taker, made["id"])
    assert seen["danger"] is True
    assert [one["danger"] for one in seen["decisions"]] == [True, True]
    (row,) = await exported(db)
    assert (row["owner"], row["danger"]) == ("110", "0")


async def test_missed_danger_is_a_label(people: People, db: Database) -> None:
    made = await register(people.agent, LAMP)
    await corrected(people.agent, made["id"], owner="110", reason_code="danger_missed")
    (row,) = await exported(db)
    assert (row["owner"], row["danger"]) == ("110", "1")


async def test_the_list_says_what_misled(people: People, db: Database) -> None:
    made = await register(people.agent, LAMP)
    await corrected(people.agent, made["id"], matter="M-HOUS-01")
    await corrected(people.agent, made["id"], matter="M-HOUS-02", reason_code="rule_outdated", reason="新职责")
    first = (await appeal(people.agent, made["id"]))["decisions"][0]
    reply = await people.leader_12345.api.get("/api/v1/triage/overrides", params={"reason_code": "rule_outdated"})
    (one,) = reply.json()["items"]
    assert (one["id"], one["words"], one["note"]) == (made["id"], LAMP, "新职责")
    assert (one["machine"]["matter"], one["person"]["matter"]) == (first["matter"], "M-HOUS-02")
    spoke = [reason["words"] for reason in first["reasons"] if reason["words"]]
    assert [found["words"] for found in one["misled_by"]] == spoke
    (figure,) = (await people.leader_12345.api.get("/api/v1/triage/override-figures")).json()["items"]
    assert (figure["from_matter"], figure["to_matter"], figure["overrides"]) == (first["matter"], "M-HOUS-02", 1)
    (hidden,) = (await people.steward.api.get("/api/v1/triage/overrides")).json()["items"]
    assert (hidden["words"], hidden["note"], hidden["misled_by"]) == (None, None, [])
    assert (await people.leader_110.api.get("/api/v1/triage/overrides")).json()["items"] == []


async def test_training_rows_hold_the_last_word_and_no_numbers(people: People, db: Database) -> None:
    made = await register(people.agent, LAMP)
    await corrected(people.agent, made["id"], owner="utility", type="投诉")
    await corrected(people.agent, made["id"], owner="12345", matter="M-HOUS-01", type="求助")
    for hidden in ({"confidential": True}, {"restricted": True}):
        other = await register(people.leader_12345, LAMP, **hidden)
        await corrected(people.leader_12345, other["id"])
    await register(people.agent, LAMP)
    (row,) = await exported(db)
    assert row["id"] == made["id"]
    assert (row["owner"], row["matter"], row["type"]) == ("12345", "M-HOUS-01", "求助")
    assert not [word for word in ("1234", "石牌") if word in row["text"]]
    assert "路灯坏了三盏" in row["text"]


async def test_the_command_writes_what_train_reads(
    people: People, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await register(people.agent, LAMP)
    await corrected(people.agent, made["id"], owner="utility")
    monkeypatch.setattr(_evidence, "settings", lambda: settings_for(db.url, tmp_path))
    out = tmp_path / "evidence.csv"
    ran = await asyncio.to_thread(CliRunner().invoke, command, ["evidence", "--out", str(out)], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    assert [name for name in os.listdir(tmp_path) if "evidence" in name] == ["evidence.csv"]
    source = LabelledFile(out, columns=(), labels={}, encoding=None)
    assert source.layout.words == "text"
    assert {"owner", "danger", "joint", "type", "matter", "department"} <= source.layout.labels.keys()
    ((_, words, labels),) = source.rows()
    assert "路灯坏了三盏" in words
    assert (labels["owner"], labels["danger"]) == ("utility", "0")


@pytest.mark.parametrize(
    ("words", "gone", "kept"),
    [
        ("打我手机199-0000-1234", "1234", "打我手机"),
        ("电话１９９００００１２３４快", "1234", "快"),
        ("座机0371 6600 0000", "6600", "座机"),
        ("身份证110101190001010019没带", "19000101", "没带"),
        ("卡号6200 0000 0000 0000 000被转走", "0000", "被转走"),
        ("粤A·12345追尾", "12345", "追尾"),
        ("豫a1234挂逃逸", "1234", "逃逸"),
        ("号码是幺九九零零零零幺二三四", "幺二三四", "号码是"),
        ("加微信xiaoman_0001说", "xiaoman", "说"),
        ("发到he.xiaoman@example.org", "xiaoman", "发到"),
    ],
)
def test_numbers_of_persons_are_masked(words: str, gone: str, kept: str) -> None:
    assert gone not in masked(words)
    assert kept in masked(words)


@pytest.mark.parametrize(
    "words",
    [
        "2026-11-22下午3点",
        "欠了12000元",
        "打过12345和110",
        "国办发〔2022〕12号",
        "第三天没吃，一二三楼",
        "120路公交",
        "我在超市买的酸奶，他迷路了，被街道劝过",
    ],
)
def test_what_is_no_number_of_a_person_stays(words: str) -> None:
    assert masked(words) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("石牌东路28号门口的路灯坏了三盏", "某路某号门口的路灯坏了三盏"),
        ("天河区阳光花园3栋501房，夫妻吵架", "天河区某花园某栋某房，夫妻吵架"),
        ("我住在天河大道北88号保利中心2单元", "我住在某大道北某号某中心某单元"),
        ("市第九人民医院的黎医生不给看", "市某医院的某医生不给看"),
        ("住6栋1204", "住某栋某房"),
        ("我叫樊小满，住棠下街道", "我叫某某，住棠下街道"),
        ("联系人：冉一禾 电话说没人接", "联系人：某某 电话说没人接"),
        ("邻居柯大鹏打我", "邻居某某打我"),
        ("老板叫倪长发，欠我三个月工资", "老板叫某某，欠我三个月工资"),
        ("欧阳晓晓女士反映", "某女士反映"),
        ("祁师傅把水管弄坏了", "某师傅把水管弄坏了"),
    ],
)
def test_names_and_addresses_are_masked_and_what_they_are_stays(words: str, said: str) -> None:
    assert masked(words) == said


def test_long_texts_are_masked_to_their_end() -> None:
    assert "石牌" not in masked("楼上漏水。" * 300 + "在石牌东路28号")
