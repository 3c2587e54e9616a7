"""What a task is about."""

import pytest

from loaders.grammar.themes import find_themes
from loaders.vocabulary import rows


def themes(issue: str | None, goal: str | None = None, measures: str | None = None) -> dict[str, str]:
    """Theme -> the words that say so."""
    text, spans = "", []
    for part in (issue, goal, measures):
        spans.append((len(text), len(text) + len(part)) if part else None)
        text += part or ""
    return {found.theme: text[found.start : found.end] for found in find_themes(text, *spans)}


@pytest.mark.parametrize(
    ("issue", "found"),
    [
        ("城管部门对城区餐饮油烟管控不力。", {"餐饮油烟"}),
        ("建筑扬尘污染防治还不到位，秸秆禁烧管控不严。", {"扬尘", "散煤与露天焚烧"}),
        ("尾矿库环境风险隐患整治不彻底，渗滤液外溢。", {"尾矿库", "固废与垃圾"}),
        ("原岚江农药厂地块土壤污染治理不彻底。", {"土壤与重金属"}),  # the factory's name is no farming
        ("2023年PM2.5平均浓度为37μg/m3，未达到考核目标。", {"空气质量"}),  # a target that is assessed
        ("考核“指挥棒”作用发挥不够。", {"机构与责任"}),
        ("进水水质浓度低，污水管网空白。", {"污水收集处理"}),  # what flows into a plant is no river
        ("县级饮用水水源水质不稳定。", {"饮用水水源"}),
        ("未按《湖南省大气污染防治条例》的要求办理。", set()),  # a law's name
        ("人工湿地停运。", set()),  # a works, no reserve
        ("工作开展进度慢。", set()),
    ],
)
def test_an_issue_says_what_it_is_about(issue, found):
    assert set(themes(issue)) == found


def test_examples_that_nobody_sets_out_to_mend_are_no_theme():
    issue = "一些地方思想认识仍存在偏差。对尾矿库治理、污水直排等问题，认为主要是历史原因。"
    assert set(themes(issue, "切实提高政治站位。", "推进污水管网建设。")) == {"机构与责任"}
    assert set(themes(issue, "完成尾矿库治理。")) == {"机构与责任", "尾矿库"}


def test_the_first_sentence_may_say_nothing():
    assert set(themes("进展缓慢。全市仍有14条黑臭水体。")) == {"黑臭水体"}


def test_the_goal_speaks_where_the_issue_does_not_and_measures_never_do():
    assert themes("整改未完成。", "完成尾砂库闭库。") == {"尾矿库": "尾砂"}
    assert themes(None, "完成尾砂库闭库。") == {"尾矿库": "尾砂"}
    assert themes("整改未完成。", None, "清运垃圾。") == {}


def test_a_theme_has_the_place_of_its_first_words():
    assert themes("城区有2条黑臭水体，黑臭水体返黑返臭。") == {"黑臭水体": "黑臭水体"}


def test_themes_are_named_once():
    names = [row["theme"] for row in rows("themes")]
    assert len(set(names)) == len(names)
