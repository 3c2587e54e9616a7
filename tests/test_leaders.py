"""Leaders: names without their posts, posts where there is no name."""

import pytest

from loaders.grammar.leaders import split_leaders


@pytest.mark.parametrize(
    ("words", "leaders"),
    [
        ("李  嵩", ["李嵩"]),  # spaces widen a name of two characters
        ("郑  刚、阳宏伟", ["郑刚", "阳宏伟"]),
        ("阳宏伟 高兵生", ["阳宏伟", "高兵生"]),
        ("彭玉明\u00a0", ["彭玉明"]),
        ("张三\n李四", ["张三", "李四"]),
        ("市委书记、市长", ["市委书记", "市长"]),
        ("分管生态环境工作的副市长", ["分管生态环境工作的副市长"]),
        ("分管发展和改革工作的副市长", ["分管发展和改革工作的副市长"]),  # 和 does not split
        ("分管生态环境、自然资源工作的副市长", ["分管生态环境、自然资源工作的副市长"]),
        ("联系邵阳县的市委常委", ["联系邵阳县的市委常委"]),
        ("常务副市长", ["常务副市长"]),
        ("江油市市长", ["江油市市长"]),  # 江油 is no name of a person
        ("市委、市政府分管领导", ["市委、市政府分管领导"]),
        ("市委书记 市长", ["市委书记", "市长"]),
        ("市政府分管领导", ["市政府分管领导"]),
        ("张三（市委常委、副市长）、李四（县长）", ["张三", "李四"]),
        ("副市长（张三）", ["张三"]),
        ("副市长张三", ["张三"]),
        ("副市长 张三", ["张三"]),
        ("张三副市长", ["张三"]),
        ("张三 副市长", ["张三"]),
        ("张三同志", ["张三"]),
        ("李明，副市长", ["李明"]),
        ("王强 市委副书记、市长", ["王强"]),
        ("市委常委、副市长李四", ["李四"]),  # one person with two posts
        ("市委常委、常务副市长、市政府党组副书记张三", ["张三"]),
        ("市委书记、市人大常委会主任郑建新", ["郑建新"]),
        ("市委书记张三、市长李四", ["张三", "李四"]),
        ("市委书记、市长李四", ["市委书记", "李四"]),  # nobody is both
        ("分管副县长王强、公安局长赵六", ["王强", "赵六"]),
        ("阿不都·热合曼", ["阿不都·热合曼"]),
        ("责任领导：张三", ["张三"]),
        ("张三、李四等", ["张三", "李四"]),
        ("无", []),
        ("/", []),
        ("", []),
    ],
)
def test_split_leaders(words: str, leaders: list[str]) -> None:
    text = f"督办市领导：{words}\n整改时限"
    found = split_leaders(text, 6, 6 + len(words))
    assert [leader.leader for leader in found] == leaders
    assert all(6 <= leader.start < leader.end <= 6 + len(words) for leader in found)
