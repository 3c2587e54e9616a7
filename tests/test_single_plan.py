"""A plan for one problem, each of its fields a chapter."""

import pytest

from loaders.layouts import read_layout
from loaders.source import Source

PLAN = """云渡县云溪黑臭问题整改方案
针对督察反馈的典型案例，制定本方案。
一、存在问题
云溪县城段水体黑臭，沿岸12个排口直排。
二、整改目标
消除黑臭，水质达到Ⅳ类。
三、整改措施
（一）封堵12个排口。
（二）新建管网3公里。
四、责任单位
牵头单位：县住建局
责任单位：县水利局
五、整改时限
2024年12月底前
六、保障措施
（一）加强领导。
"""


def fields(text: str) -> dict[str, str]:
    (item,) = read_layout(Source("plan.txt", "", "txt", text)).items
    return {field.role or field.name: text[field.start : field.end] for field in item.fields}


def test_a_plan_of_chapters_is_one_task() -> None:
    layout = read_layout(Source("plan.txt", "", "txt", PLAN))
    assert (layout.shape, layout.kind, len(layout.items)) == ("single_plan", "plan", 1)
    assert fields(PLAN) == {
        "issue": "云溪县城段水体黑臭，沿岸12个排口直排。",
        "goal": "消除黑臭，水质达到Ⅳ类。",
        "measures": "（一）封堵12个排口。\n（二）新建管网3公里。",
        "lead": "县住建局",
        "responsible": "县水利局",
        "deadline": "2024年12月底前",
    }


def test_the_chapter_behind_the_last_field_is_no_part_of_it() -> None:
    text = PLAN.replace(
        "四、责任单位\n牵头单位：县住建局\n责任单位：县水利局\n五、整改时限\n2024年12月底前\n六、", "四、"
    )
    assert fields(text)["measures"] == "（一）封堵12个排口。\n（二）新建管网3公里。"


@pytest.mark.parametrize(
    "text",
    [
        PLAN.replace("整改方案", "水质公报"),  # no plan by its title
        PLAN.replace("二、整改目标\n消除黑臭，水质达到Ⅳ类。\n", "").replace(
            "五、整改时限\n2024年12月底前\n", ""
        ),
    ],
)
def test_what_lacks_the_title_or_the_labels_of_a_plan_is_none(text: str) -> None:
    assert read_layout(Source("plan.txt", "", "txt", text)).shape != "single_plan"
