"""The fields of deployed 接警单, 派警单 and 反馈单, so that any of them can be carried without loss (R36, R72).

Names, order and lengths follow the forms found in deployed systems (the project's domain notes, B2.2). Fields that
Twinline computes itself (numbers, states, stamps) are columns of their own; these are the rest. All are optional:
no missing field may hold a police order up.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from twinline.identity.api import Body
from twinline.kernel.limits import Flag, Moment, refuse_control

Code = Annotated[str, StringConstraints(max_length=32, pattern=r"^[0-9A-Za-z._-]*$")]
PLAIN = AfterValidator(refuse_control)
Short = Annotated[str, StringConstraints(max_length=100), PLAIN]
Long = Annotated[str, StringConstraints(max_length=4000), PLAIN]
Count = Annotated[int, Field(ge=0, le=100_000, strict=True)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, strict=True)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, strict=True)]
Many = 50


class Form(Body):
    model_config = ConfigDict(extra="forbid")


class IntakeForm(Form):
    """接警单: what the call-taker writes besides the words, the place and the class."""

    area_code: Annotated[str, StringConstraints(pattern=r"^\d{12}$")] | None = Field(
        default=None, description="行政区划代码"
    )
    receiving_unit: Annotated[str, StringConstraints(max_length=12), PLAIN] | None = Field(
        default=None, description="接警单位代码"
    )
    source_number: Annotated[str, StringConstraints(max_length=30), PLAIN] | None = Field(
        default=None, description="接警单编号"
    )
    main_number: Annotated[str, StringConstraints(max_length=30), PLAIN] | None = Field(
        default=None, description="关联主接警单编号"
    )
    relation: Literal["repeat", "chase", "officer_feedback", "harassment"] | None = Field(
        default=None, description="关联类型"
    )
    intake_kind: Literal["110", "122", "119", "self"] | None = Field(default=None, description="接警类型")
    origin: Code | None = Field(default=None, description="警情来源方式")
    source_kind: Code | None = Field(default=None, description="接警来源类型")
    source_id: Short | None = Field(default=None, description="接警来源编号")
    call_kind: Code | None = Field(default=None, description="来话类型")
    recording: Short | None = Field(default=None, description="录音号")
    taker_number: Code | None = Field(default=None, description="接警员编号")
    taker_name: Short | None = Field(default=None, description="接警员姓名")
    called_at: Moment | None = Field(default=None, description="报警时间")
    answered_at: Moment | None = Field(default=None, description="接警时间")
    ended_at: Moment | None = Field(default=None, description="接警完成时间")
    line_owner: Short | None = Field(default=None, description="用户名")
    line_address: Short | None = Field(default=None, description="装机地址")
    caller_sex: Literal["0", "1", "2", "9"] | None = Field(default=None, description="报警人性别")
    scene_address: Short | None = Field(default=None, description="警情地址")
    supplement: Long | None = Field(default=None, description="补充接警内容")
    landmark: Code | None = Field(default=None, description="特征点编号")
    offenders: Count | None = Field(default=None, description="作案人数")
    weapons: Short | None = Field(default=None, description="有无武器")
    hazards: Short | None = Field(default=None, description="危险物质")
    explosion: Short | None = Field(default=None, description="爆炸泄漏")
    trapped: Short | None = Field(default=None, description="被困说明")
    injured: Short | None = Field(default=None, description="受伤说明")
    dead: Short | None = Field(default=None, description="死亡说明")
    foreign_language: Flag | None = Field(default=None, description="外语报警")
    caller_lon: Longitude | None = Field(default=None, description="报警人经度")
    caller_lat: Latitude | None = Field(default=None, description="报警人纬度")
    located_lon: Longitude | None = Field(default=None, description="反向定位经度")
    located_lat: Latitude | None = Field(default=None, description="反向定位纬度")
    rescue_grade: Annotated[int, Field(ge=1, le=4, strict=True)] | None = Field(
        default=None, description="应急救援等级"
    )
    plates: Annotated[list[Short], Field(max_length=Many)] | None = Field(default=None, description="涉及车牌")
    hazmat_vehicle: Flag | None = Field(default=None, description="危化车")
    linked_service: Annotated[str, StringConstraints(max_length=6), PLAIN] | None = Field(
        default=None, description="社会联动单位代码"
    )
    tags: Annotated[list[Short], Field(max_length=Many)] | None = Field(default=None, description="警情标签")
    ministry_code: Annotated[str, StringConstraints(max_length=32), PLAIN] | None = Field(
        default=None, description="部级编码"
    )


class DispatchForm(Form):
    """派警单: what goes to the unit."""

    opinion: Long | None = Field(default=None, description="派警意见")
    recording: Short | None = Field(default=None, description="录音号")
    officers: Annotated[list[Short], Field(max_length=Many)] | None = Field(default=None, description="出动人员")
    vehicles: Annotated[list[Short], Field(max_length=Many)] | None = Field(default=None, description="出动车辆")
    boats: Annotated[list[Short], Field(max_length=Many)] | None = Field(default=None, description="出动船艇")
    automatic: Flag | None = Field(default=None, description="自动调派标记")
    parent_number: Annotated[str, StringConstraints(max_length=30), PLAIN] | None = Field(
        default=None, description="上级派警单"
    )
    linked_service: Annotated[str, StringConstraints(max_length=6), PLAIN] | None = Field(
        default=None, description="社会联动单位代码"
    )


class FeedbackForm(Form):
    """反馈单: what the unit found and did."""

    set_out_at: Moment | None = Field(default=None, description="实际出警时间")
    arrived_at: Moment | None = Field(default=None, description="到达现场时间")
    happened_at: Moment | None = Field(default=None, description="警情发生时间")
    lon: Longitude | None = Field(default=None, description="处置经度")
    lat: Latitude | None = Field(default=None, description="处置纬度")
    grade: Annotated[int, Field(ge=1, le=4, strict=True)] | None = Field(default=None, description="警情等级")
    situation: Long | None = Field(default=None, description="出警情况")
    officers: Count | None = Field(default=None, description="出动人员数")
    vehicles: Count | None = Field(default=None, description="出动车辆数")
    rescued: Count | None = Field(default=None, description="救助人数")
    freed: Count | None = Field(default=None, description="解救人数")
    injured: Count | None = Field(default=None, description="受伤人数")
    dead: Count | None = Field(default=None, description="死亡人数")
    notes: Long | None = Field(default=None, description="人员情况说明")
    losses: Long | None = Field(default=None, description="损失情况")
    hazards: Long | None = Field(default=None, description="危险品情况")
    damaged_motor_vehicles: Count | None = Field(default=None, description="损坏机动车数")
    damaged_other_vehicles: Count | None = Field(default=None, description="损坏非机动车数")
