"""What documents say of themselves: the published ones, and the ways in which others say it."""

import json
from datetime import date
from pathlib import Path

import pytest

from loaders.grammar.document.inspections import find_inspection, level_of
from loaders.grammar.document.issuing import find_last_past_day
from loaders.grammar.document.masthead import read_masthead
from loaders.grammar.document.titles import find_title
from loaders.parse import parse_document

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = (
    "title", "city", "area", "inspection", "inspection_level", "document_number", "issued_on", "published_on",
    "stated_task_count",
)  # fmt: skip


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "documents").glob("*.txt")), ids=lambda p: p.stem)
def test_published_documents(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    golden = json.loads((ROOT / "tests" / "golden" / f"{path.stem}.json").read_text(encoding="utf-8"))
    expected = golden["documents"][0]
    list_start = golden["tasks"][0]["source_start"] if golden["tasks"] else None
    masthead = read_masthead(text, list_start, {})
    for column in COLUMNS:
        value = getattr(masthead, column)
        assert (value.isoformat() if isinstance(value, date) else value) == expected[column], column


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云岭市贯彻落实省级环境保护\n督察反馈意见整改方案\n\n为落实要求，制定本方案。\n", "云岭市贯彻落实省级环境保护督察反馈意见整改方案"),
        # the plan inside its notice
        ("云岭市人民政府办公室\n关于印发《云岭市督察整改方案》的通知\n各县：\n", "云岭市督察整改方案"),
        ("云岭市人民政府办公室关于印发\n云岭市贯彻落实督察\n反馈意见整改方案的通知\n各县：\n", "云岭市贯彻落实督察反馈意见整改方案"),
        # 关于… needs the body above it
        ("中共云岭市委\n关于督察整改进展情况的通报\n现将情况通报如下。\n", "中共云岭市委关于督察整改进展情况的通报"),
        # the site's name and its path are no part of the title
        ("云岭县人民政府\n云岭县督察反馈问题整改方案\n发布时间：2023-08-16\n一、目标\n", "云岭县督察反馈问题整改方案"),
        ("首页 > 环保督察 > 通知公告\n云岭市督察整改任务清单\n2024年。\n", "云岭市督察整改任务清单"),
        # one filled cell in a row of a sheet
        ("云岭市督察反馈问题整改台账（截至2025年6月30日）,,,,\n序号,问题,,,\n", "云岭市督察反馈问题整改台账"),
        ("云岭市督察反馈问题整改方案\n（共5项，2024年3月）\n为抓好整改，制定本方案。\n", "云岭市督察反馈问题整改方案"),
        ("云岭市督察反馈问题整改台账（共6项）\n序号\t问题\t目标\t措施\n", "云岭市督察反馈问题整改台账"),
        ("云岭市督察反馈问题整改方案（2024年8月12日印发）\n", "云岭市督察反馈问题整改方案"),
        ("云岭市督察反馈问题整改方案（2024年8月）\n", "云岭市督察反馈问题整改方案"),  # a report's month is of its title
        # a site's header run into the title, which stands by itself below
        ("网站首页 云岭市贯彻落实督察整改方案\n\n云岭市贯彻落实督察整改方案\n\n制定本方案。\n", "云岭市贯彻落实督察整改方案"),
        ("市委办公室、市政府办公室印发《云岭市督察整改方案》\n云岭日报　2022-01-17\n", "云岭市督察整改方案"),
        ("关于对《云岭市督察整改方案》进行公示的公告\n现予公示。\n", "云岭市督察整改方案"),
        ("云岭市贯彻落实中央生态环境保护督察报告\n整改方案\n为抓好整改，制定本方案。\n", "云岭市贯彻落实中央生态环境保护督察报告整改方案"),
        ("云岭市督察整改方案\n（2024—2025年）\n制定本方案。\n", "云岭市督察整改方案（2024—2025年）"),
        ("标 题\t云岭市督察整改任务清单\n云岭市督察整改任务清单\n督察反馈4个问题。\n", "云岭市督察整改任务清单"),
        ("附件：云岭市贯彻落实督察报告\n整改清单\n\n共3项。\n", "云岭市贯彻落实督察报告整改清单"),
        # a heading in Markdown
        ("# 云岭市督察整改任务清单\n\n| 序号 |\n", "云岭市督察整改任务清单"),
        # no title but the annex's
        ("为落实要求，制定本方案。\n一、目标\n改善。\n附件：云岭市督察报告\n整改清单\n\n附件\n", "云岭市督察报告整改清单"),
        # what stands above 关于… is no part of it, unless it is a body; 意见 goes on
        ("内部资料 注意保存\n关于云岭县督察反馈问题整改情况的报告\n一、", "关于云岭县督察反馈问题整改情况的报告"),
        ("云岭州督察反馈意见\n整改任务（编号22）验收销号公示表\n", "云岭州督察反馈意见整改任务（编号22）验收销号公示表"),
        ("云岭市督察整改销号情况公示\n（第三批）\n", "云岭市督察整改销号情况公示（第三批）"),
        ("云岭县人民政府 2019-12-13 16:36 来源: 县城管中心\n关于云岭县督察整改情况的公示\n根据。", "关于云岭县督察整改情况的公示"),
        ("云岭市人民政府门户网站\n首页 政务公开 通知公告\n云岭市督察“回头看”\n第三十一项反馈问题整改销号公告\n", "云岭市督察“回头看”第三十一项反馈问题整改销号公告"),
        ("云岭市督察整改公示\n云岭市第二轮中央生态环境保护督察反馈问题整改销号情况公示\n", "云岭市第二轮中央生态环境保护督察反馈问题整改销号情况公示"),
        ("云岭市迎接中央生态环境保护督察工作专报\n第5期\n", "云岭市迎接中央生态环境保护督察工作专报"),
        # a sheet with sums before that of the list
        ("整改任务完成情况汇总表\n任务总数\t已销号\t已完成\t推进中\n7\t2\t2\t3\n云岭市中央生态环境保护督察整改台账\n", "云岭市中央生态环境保护督察整改台账"),
        ("任务编号,问题来源,整改时限,督察整改情况说明\n", None),  # a row of cells
        ("发布机构：云岭市政府  成文日期：2022-05-11\n标题：云岭市督察反馈意见整改方案\n文号：云政〔2022〕1号\n", "云岭市督察反馈意见整改方案"),
        ("关于《云岭市督察反馈意见整改方案》的公示\n", "云岭市督察反馈意见整改方案"),
        ("富顺县邓井关街道\n四川省第二轮生态环境保护督察反馈问题整改方案\n", "富顺县邓井关街道四川省第二轮生态环境保护督察反馈问题整改方案"),
        # a headline of news
        ("首页 > 要闻\n督察组向云岭市转办第十批信访件\n来源：云岭日报 发布时间：2021-04-18\n", "督察组向云岭市转办第十批信访件"),
        # broken so that a line only seems to begin with a place
        ("四川省阿坝州贯彻落实第二\n轮自治区生态环境保护督察\n反馈问题整改方案\n", "四川省阿坝州贯彻落实第二轮自治区生态环境保护督察反馈问题整改方案"),
        ("督察专班\n积石山保安族东乡族撒拉族自治县督察整改方案\n", "积石山保安族东乡族撒拉族自治县督察整改方案"),
        # the plan inside its notice, without 《》, under a printed head
        ("云岭市人民政府办公室文件\n关于印发云岭市督察反馈意见整改方案的通知\n各县：\n", "云岭市督察反馈意见整改方案"),
        # its place stands in its second line
        ("贯彻落实中央生态环境保护督察反馈意见\n云岭县整改方案\n", "贯彻落实中央生态环境保护督察反馈意见云岭县整改方案"),
        ("云岭市贯彻落实第二轮中央生态环境保护督察\n\n\n报告整改方案\n", "云岭市贯彻落实第二轮中央生态环境保护督察报告整改方案"),
        # run into a page's head
        ("云岭县督察反馈意见整改方案 发布时间：2022-06-20 来源：县环委办 一、", "云岭县督察反馈意见整改方案"),
        ("云岭县督察反馈意见整改清单 云办发〔2018〕3号 2018年1月18日 (一)", "云岭县督察反馈意见整改清单"),
        ("信息名称：云岭县督察反馈意见整改方案\n文号：云政〔2022〕1号\n", "云岭县督察反馈意见整改方案"),
        ("分  类: 综合政务(其他) ; 通知\n标   题: 云岭县督察反馈意见整改方案\n发布日期: 2022年06月15日\n", "云岭县督察反馈意见整改方案"),
        ("现将有关情况说明如下。\n", None),
    ],
)  # fmt: skip
def test_titles(head: str, title: str | None) -> None:
    assert find_title(head, len(head)) == title


@pytest.mark.parametrize(
    ("title", "city", "area"),
    [
        ("衡阳市蒸湘区督察整改方案", "衡阳市", "蒸湘区"),
        ("祁东县督察整改方案", "衡阳市", "祁东县"),
        ("衡阳县督察整改方案", "衡阳市", "衡阳县"),  # not the city
        ("益阳市生态环境局沅江分局整改情况的通报", "益阳市", "沅江市"),  # the office of an area
        ("成都市龙泉驿区督察整改方案", "成都市", "龙泉驿区"),
        ("北京市朝阳区督察整改方案", "北京市", "朝阳区"),  # a city of its own, like a province
        ("湘西州督察整改方案", "湘西土家族苗族自治州", None),
        ("湘西自治州督察整改方案", "湘西土家族苗族自治州", None),
        ("石柱县督察整改方案", "重庆市", "石柱土家族自治县"),
        ("株洲经开区督察整改方案", "株洲市", "株洲经开区"),  # a zone
        ("苏州工业园区贯彻落实督察整改方案", "苏州市", "苏州工业园区"),
        ("济源示范区贯彻落实督察整改方案", "济源市", "济源示范区"),
        ("长白山保护开发区贯彻落实督察整改方案", None, "长白山保护开发区"),  # not of 长白县
        ("云泉管理区贯彻落实督察整改方案", None, "云泉管理区"),  # a zone nobody has listed
        ("湖南省贯彻落实督察报告整改方案", None, None),
        ("城市管理局督察整改方案", None, None),
        ("青岚市贯彻落实督察反馈意见整改方案", "青岚市", None),  # invented: in no list of places
        ("青岚市云渡县贯彻落实督察反馈意见整改方案", "青岚市", "云渡县"),
        ("黔城市关于督察反馈问题整改落实情况的公开", "黔城市", None),
        ("牧云州贯彻落实督察反馈问题整改清单", "牧云州", None),  # 云州区 is elsewhere
        ("罗源州督察反馈问题整改台账", "罗源州", None),  # 罗源县 is elsewhere
        ("白水市云阳县督察整改方案", "白水市", "云阳县"),  # not the 云阳县 of 重庆市
    ],
)
def test_places(title: str, city: str | None, area: str | None) -> None:
    masthead = read_masthead(f"{title}\n\n为落实要求，制定本方案。\n", 20, {})
    assert (masthead.city, masthead.area) == (city, area)


@pytest.mark.parametrize(
    ("title", "text", "inspection", "level"),
    [
        ("云岭市第二轮中央生态环境保护督察整改方案", "", "第二轮中央生态环境保护督察", "central"),
        ("云岭市自治区党委第三轮生态环境保护督察整改方案", "", "自治区党委第三轮生态环境保护督察", "provincial"),
        ("云岭市中央生态环境保护督察及长江经济带生态环境警示片整改方案", "", "中央生态环境保护督察", "central"),
        ("云岭市自治区生态环境警示片整改清单", "", "自治区生态环境警示片", "provincial"),
        ("云岭市省级环境保护督察整改方案", "", "省级环境保护督察", "provincial"),
        ("云岭市2022年度省级生态环境保护例行督察整改方案", "", "2022年度省级生态环境保护例行督察", "provincial"),
        ("关于专项巡察整改进展情况的通报", "", "专项巡察", "special"),
        ("云岭市长江经济带生态环境警示片整改方案", "", "长江经济带生态环境警示片", "central"),
        ("云岭市2021年云南省长江经济带生态环境警示片整改方案", "", "2021年云南省长江经济带生态环境警示片", "provincial"),
        ("云岭市2021年长江（安徽）经济带生态环境警示片整改方案", "", "2021年长江（安徽）经济带生态环境警示片", "provincial"),
        ("云岭市关于省委、省政府第四环境保护督察组督察反馈意见的整改方案", "", "省委、省政府环境保护督察", "provincial"),
        ("云岭县贯彻落实湖南省洞庭湖生态环境专项督察反馈问题整改方案", "", "湖南省洞庭湖生态环境专项督察", "provincial"),
        ("云岭市贯彻落实国家海洋督察反馈意见整改方案", "", "国家海洋督察", "central"),
        ("云岭市贯彻落实中央第四环境保护督察组“回头看”反馈意见整改方案", "", "中央环境保护督察“回头看”", "central"),
        ("关于第二轮中央督察反馈第3项整改销号的公示", "", "第二轮中央督察", "central"),
        ("云岭市贯彻落实中央第四生态环境保护督察反馈意见整改方案", "", "中央生态环境保护督察", "central"),
        ("云岭县领导干部自然资源资产离任审计发现问题整改方案", "", "领导干部自然资源资产离任审计", "special"),
        ("云岭市国家移交2022年长江经济带生态环境突出问题整改方案", "", "2022年长江经济带生态环境突出问题", "central"),
        ("云岭市大气污染防治专项审计调查整改方案", "", "大气污染防治专项审计调查", "special"),
        ("云岭市水污染防治法执法检查发现问题整改清单", "", "水污染防治法执法检查", "special"),
        ("云岭市落实全国人大常委会长江保护法执法检查反馈意见整改方案", "", "全国人大常委会长江保护法执法检查", "central"),
        # the round stands in the text only
        ("云岭市配合湖南省生态环境保护督察简报", "第二轮第三批省生态环境保护督察信访件", "第二轮第三批省生态环境保护督察", "provincial"),
        ("云岭市配合省生态环境保护督察工作简报", "", "省生态环境保护督察", "provincial"),
        ("云渡县贯彻落实广西壮族自治区第二轮生态环境保护督察反馈意见整改方案", "", "广西壮族自治区第二轮生态环境保护督察", "provincial"),
        ("云岭市贯彻落实自治区生态环境保护督察反馈意见整改方案", "", "自治区生态环境保护督察", "provincial"),
        ("大理州省生态环境保护督察反馈问题整改台账", "", "省生态环境保护督察", "provincial"),
        ("云岭市央督反馈问题整改方案", "", "央督", "central"),
        ("云岭市生态环境保护督察整改方案", "第二轮中央督察反馈2项。\n附件1\n第二轮中央生态环境保护督察整改清单", "第二轮中央生态环境保护督察", "central"),
        ("云岭市督察整改方案", "统筹推进中央和自治区生态环境保护督察反馈问题整改。\n附件：1.第二轮中央生态环境保护督察清单\n2.2021年自治区生态环境保护督察清单", "第二轮中央生态环境保护督察", "central"),
        ("云岭市贯彻落实山东省第二轮省级生态环境保护督察反馈意见整改方案", "", "山东省第二轮省级生态环境保护督察", "provincial"),
        ("云岭市贯彻落实中央第四生态环境保护督察组督察反馈意见整改方案", "中央第四生态环境保护督察组对海南省开展了第二\n轮生态环境保护督察。", "第二轮中央生态环境保护督察", "central"),
        ("云岭县贯彻落实省委省政府环境保护督察反馈意见整改方案", "", "省委省政府环境保护督察", "provincial"),
        ("云岭市督促整改方案", "加强省督促检查，落实省督反馈意见。", "省督", "provincial"),
        ("关于云岭市转办河北省生态环境保护督察任务的公示", "", "河北省生态环境保护督察", "provincial"),
        # rules of closing are none
        ("云岭市第四批拟销号问题公示", "根据《甘肃省生态环境保护督察整改销号管理办法》，第二轮中央生态环境保护督察反馈问题", "第二轮中央生态环境保护督察", "central"),
        # so does the level
        ("云岭市关于省第二轮生态环境保护督察反馈问题整改情况的公示", "", "省第二轮生态环境保护督察", "provincial"),
        ("中央生态环境保护督察组交办我市第三批信访件情况", "", "中央生态环境保护督察", "central"),  # the inspectors
        ("交办信访件情况", "省第二环境保护督察组交办我市2件。", "省环境保护督察", "provincial"),
        ("云岭市整改方案", "湖北省第二生态环境保护督察组对云岭市开展了督察。", "湖北省生态环境保护督察", "provincial"),
        ("云岭州贯彻落实中央第八生态环境保护督察组督察反馈意见整改方案", "中央第八生态环境保护督察组对云南省开展了第二轮生态环境保护督察。", "第二轮中央生态环境保护督察", "central"),
        ("云岭县贯彻落实甘肃省第二轮生态环境保护督察反馈问题整改清单", "", "甘肃省第二轮生态环境保护督察", "provincial"),
        ("云岭区贯彻落实上海市生态环境保护督察反馈意见整改方案", "", "上海市生态环境保护督察", "provincial"),
        ("云岭县整改方案", "做好中央、省生态环境保护督察反馈问题整改。\n附件：1.第二轮中央生态环境保护督察整改清单", "第二轮中央生态环境保护督察", "central"),
        ("云岭市生态环境保护督察整改通报", "一、中央生态环境保护督察反馈问题", "中央生态环境保护督察", "central"),
        ("云岭市生态环境保护督察信访件办理情况通报", "中央第五生态环境保护督察组移交5件。", "中央生态环境保护督察", "central"),
    ],
)  # fmt: skip
def test_inspections(title: str, text: str, inspection: str, level: str) -> None:
    found = find_inspection(title, f"{title}\n{text}\n")
    assert (found, level_of(found)) == (inspection, level)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("对照督察报告涉及的 28 项具体整改任务逐一建立问题清单。", 28),
        ("对8类40个具体问题逐一明确了整改目标。", 40),
        ("省督察组反馈的8个问题，2024年底前完成4个。", 8),
        ("我县共承担整改任务8项，已完成整改2项。", 8),
        ("现将7项整改任务予以公开。", 7),
        ("共梳理出3个方面4项整改任务。", 4),
        ("（共5项）", 5),
        ("第二部分  整改任务（共5项）", 5),
        ("云岭市督察反馈问题整改清单（共6项）", 6),
        ("督察组反馈督察报告，其中涉及我县问题4个。", 4),
        ("督察期间交办的278件信访举报件、1个典型案例、3个需要关注的其他问题。", None),
        ("移交的4个涉及责任追究的问题清单。", None),
        ("关于第8、14、21项问题整改销号的公示。", None),
        ("主要包括思想认识有待提高等三个方面3项整改任务。", None),  # of one category
        ("加强对2个重点问题的调度。", None),
        ("涉及我县典型案例1个、反馈问题5个，共6个问题。", 6),
        ("督察报告指出的6个问题按期完成整改。", 6),
        ("督察反馈的两个问题予以销号。", 2),
        ("督察反馈的两个问题予以销号。", 2),
        ("反馈问题共四类9个，均已采取措施。", 9),
        ("反馈了督察意见，指出4个方面共5个问题。", 5),
        ("6月反馈了督察意见，指出我市存在三个方面4个问题。", 4),
        ("涉及我州的4项问题整改，制定本方案。", 4),
        ("反馈问题涉及我区34个。", 34),
        ("为做好2项督察反馈问题整改，制定本方案。", 2),
        ("现制定2项任务整改方案如下。", 2),
        ("为扎实做好我县27个反馈问题整改，制定本方案。", 27),
        ("类别\t任务数\n中央督察\t3\n省级督察\t2\n合计\t5\n", 5),  # a summary sheet
        ("序号\t类别\t任务数\n1\t中央督察\t3\n2\t省级督察\t2\n\t合计\t5\n", 5),
        ("序号\t问题\n合计\t\t共12项，已销号2项\n", 12),  # the last row of a table
        ("序号\t问题\n备注：本清单共4项整改任务，按月报送。\n", 4),
        ("（共3项，2021年3月）", 3),
        ("审计发现我县存在2个方面3个问题。", 3),
        ("以下3项省级生态环境保护督察整改任务符合销号条件。", 3),
        ("下列2项第二轮中央生态环境保护督察反馈问题达到销号标准。", 2),
        ("我县已完成下列2项整改任务的验收工作。", 2),
    ],
)
def test_stated_totals(words: str, count: int | None) -> None:
    text = f"云岭市督察整改方案\n{words}\n"
    masthead = read_masthead(text, len(text), {})
    assert masthead.stated_task_count == count
    if masthead.stated_task_count_place:
        start, end = masthead.stated_task_count_place
        assert str(count) in text[start:end].replace("两", "2")


def test_what_a_municipality_inspects_is_provincial() -> None:
    text = "重庆市渝北区第二轮市级生态环境保护督察反馈问题整改方案\n"
    assert read_masthead(text, len(text), {}).inspection_level == "provincial"


def test_a_name_that_several_cities_have_is_that_of_the_city_named() -> None:
    text = "城关区贯彻落实督察整改方案\n按照兰州市统一部署，制定本方案。\n"
    masthead = read_masthead(text, len(text), {})
    assert (masthead.city, masthead.area) == ("兰州市", "城关区")


def test_the_problems_of_a_film_are_those_of_the_plan_that_answers_it() -> None:
    text = "云岭市黄河流域生态环境警示片整改方案\n抓好警示片反映的6个问题整改。\n"
    assert read_masthead(text, len(text), {}).stated_task_count == 6


def test_a_zone_behind_its_city() -> None:
    masthead = read_masthead("南京市江北新区贯彻落实督察整改方案\n", 20, {})
    assert (masthead.city, masthead.area) == ("南京市", "江北新区")


def test_a_number_above_the_article_of_a_page() -> None:
    head = "云岭市督察整改方案\n云党办发〔2021〕15号　发布日期：2021年08月30日　字体：[大][中][小]\n"
    assert read_masthead(head, len(head), {}).document_number == "云党办发〔2021〕15号"
    head = "云岭市督察整改清单 云办发〔2018〕3号 2018年1月18日 "
    masthead = read_masthead(head + "(一)扬尘。", len(head), {})
    assert (masthead.document_number, masthead.issued_on) == ("云办发〔2018〕3号", date(2018, 1, 18))
    head = "[ 发文字号 ]\t云府办发〔2023〕35号\t[ 成文日期 ]\t2023-07-14\n云岭市督察整改方案\n"
    masthead = read_masthead(head, len(head), {})
    assert (masthead.document_number, masthead.issued_on) == ("云府办发〔2023〕35号", date(2023, 7, 14))
    head = "云政文〔2022〕31号          签发人：李明\n云岭市督察整改方案\n"
    assert read_masthead(head, len(head), {}).document_number == "云政文〔2022〕31号"


def test_the_tasks_of_two_inspections_are_added() -> None:
    text = "云岭县督察整改方案\n中央督察反馈的3项问题、省级督察反馈的2项问题全部完成整改。\n"
    assert read_masthead(text, len(text), {}).stated_task_count == 5
    text = "云岭市督察整改方案\n中央督察反馈我市的2项任务，第二轮省督察反馈的3项任务按期完成。\n"
    assert read_masthead(text, len(text), {}).stated_task_count == 5


def test_a_number_and_a_date_in_the_table_above_a_page() -> None:
    head = "云岭市督察整改方案\n发布机构\t市督察办\t成文日期\t2022年04月12日\n文 号\t云督改办〔2022〕7号\n"
    masthead = read_masthead(head, len(head), {})
    assert (masthead.document_number, masthead.issued_on) == ("云督改办〔2022〕7号", date(2022, 4, 12))


def test_a_number_and_a_date_together_under_the_title() -> None:
    head = "云岭市督察整改方案\n（云办发〔2022〕15号　2022年3月30日）\n\n"
    masthead = read_masthead(head, len(head), {})
    assert (masthead.document_number, masthead.issued_on) == ("云办发〔2022〕15号", date(2022, 3, 30))
    head = "关于印发《云岭市督察整改方案》的通知云办发〔2022〕15号\n"  # a PDF's lines that were joined
    assert read_masthead(head, len(head), {}).document_number == "云办发〔2022〕15号"


def test_numbers_and_dates_of_other_papers_are_not_its_own() -> None:
    text = "云岭市整改方案\n根据《通告》（云政通〔2022〕4号）要求，2024年8月22日督察组进驻。\n"
    masthead = read_masthead(text, len(text), {})
    assert masthead.document_number is masthead.issued_on is masthead.published_on is None


@pytest.mark.parametrize(
    "text",
    [
        "云岭市信访举报办理专刊\n2022年第4期\n截至6月19日，交办24件。\n",
        "督察整改专报\n第8期\n2023年10月12日\n我市整改任务37项。\n",
        "督察组交办我市第二十一批环境信访案件\n发布时间：2018-06-28\n6月27日，督察组向我市交办12宗。\n",
        "云岭收到第六批群众信访举报件68件\n5月15日，督察组向云岭交办第六批群众信访举报件68件，其中来电38件。\n",
        "白水县督察反馈问题整改进展情况汇总\n截至2022年8月31日\n",
        "白水生态环境督察整改工作简报\n第19期\n白水县督察办\n◆整改总体情况\n已完成整改25项。\n",
    ],
)
def test_titles_of_bulletins_and_news(text: str) -> None:
    assert read_masthead(text, None, {}).title == text.partition("\n")[0]


@pytest.mark.parametrize(
    ("words", "issued_on", "published_on"),
    [
        ("云岭市督察反馈问题整改清单（2024年4月10日）\n", date(2024, 4, 10), None),
        ("云岭市人民政府\n2024年6月28日\n", date(2024, 6, 28), None),
        ("20247月25日\n", date(2024, 7, 25), None),
        ("２０２４年７月２５日\n", date(2024, 7, 25), None),
        ("单位：云岭市生环委办            日期：2024年11月5日\n", date(2024, 11, 5), None),
        ("云岭市人民政府\n二〇二四年六月二十八日\n", date(2024, 6, 28), None),
        ("云岭市人民政府\n二O二四年六月二十八日\n", date(2024, 6, 28), None),
        ("（2024年6月28日）\n", date(2024, 6, 28), None),
        ("（2024年6月28日印发）\n", date(2024, 6, 28), None),
        (",,,2024年6月28日,\n", date(2024, 6, 28), None),  # the one filled cell of its row
        ("来源:市环保局   发布时间:2019-01-24 09:38\n", None, date(2019, 1, 24)),
        ("2023-09-28　来源：云岭市生态环境局\n", None, date(2023, 9, 28)),
        ("2023-09-28 09:12\n", None, date(2023, 9, 28)),
        ("来源：云岭新闻网—云岭日报  2021-04-18\n", None, date(2021, 4, 18)),
        ("来源：云岭市人民政府   2018-06-16 17:24   字号：[ 大 中 小 ]\n", None, date(2018, 6, 16)),
        ("【信息时间：2023-06-02 阅读次数： 341 】\n", None, date(2023, 6, 2)),
        ("时间 : 20180420日  来源 : 县环保局\n", None, date(2018, 4, 20)),  # marks lost
        ("201856日　　来源：云岭日报\n", None, date(2018, 5, 6)),
        ("2019年04月02日作者：来源：云岭市生态环境局\n", None, date(2019, 4, 2)),
        ("云岭日报　2022-01-17\n", None, date(2022, 1, 17)),
        ("2022年8月3日　　作者：水科　　来源：云岭市住建局\n", None, date(2022, 8, 3)),
        ("报送单位（公章）：云岭市政府　　报送时间：2023年11月6日\n", date(2023, 11, 6), None),
        ("来源:云岭县环保局   发布时间:20180514   点击数:88\n", None, date(2018, 5, 14)),
        ("[ 发布日期 ]\n2022-04-01\n", None, date(2022, 4, 1)),
        ("云岭发布 2022-04-01 18:20 湖南\n", None, date(2022, 4, 1)),
        ("发布日期：[2022-04-01] 来源：县督察办\n", None, date(2022, 4, 1)),
        ("制表：云岭县环委办   日期：2023年5月22日\n", date(2023, 5, 22), None),
        ("刊发日期:2022-04-01 阅读次数: 作者:\n", None, date(2022, 4, 1)),
        ("时间：[2022-04-01]  来源：云岭县分局\n", None, date(2022, 4, 1)),
        ("2019年8月5日  10:23  信息来源：云岭州生态环境局\n", None, date(2019, 8, 5)),
        ("颁布部门：云岭市政府\n颁布日期：2017-04-27生效日期：2017-04-27\n", date(2017, 4, 27), None),
        ("填报日期：2023年10月20日,,,\n", date(2023, 10, 20), None),
        ("统计截止时间：2023-10-20\n", date(2023, 10, 20), None),
        ("云岭市协调联络组　2024年5月20日\n", date(2024, 5, 20), None),
        ("——2024年5月20日在市第十届人大常委会会议上\n", date(2024, 5, 20), None),
        ("云岭市整改办  2020年1月8日编印\n", date(2020, 1, 8), None),
        ("调度时间：2024年6月30日      单位：市整改办\n", date(2024, 6, 30), None),
        ("202076日\n", date(2020, 7, 6), None),  # marks lost
        ("2019126日\n", None, None),  # 12月6日 or 1月26日
        ("云岭市配合保障督察工作领导小组办公室2021年4月20日\n", date(2021, 4, 20), None),
        ("2024年13月40日\n", None, None),
    ],
)
def test_dates(words: str, issued_on: date | None, published_on: date | None) -> None:
    text = f"云岭市督察整改方案\n{words}一、目标\n"
    masthead = read_masthead(text, len(text), {})
    assert (masthead.issued_on, masthead.published_on) == (issued_on, published_on)


def test_the_day_above_a_sheet_is_that_of_its_issue() -> None:
    head = "云岭市督察整改台账,,\n时间：2024年12月5日,,\n序号,问题,时限\n"
    masthead = read_masthead(head, len(head), {}, is_sheet=True)
    assert (masthead.issued_on, masthead.published_on) == (date(2024, 12, 5), None)


def test_a_date_behind_the_list_is_the_signature_or_the_printing_line_never_a_deadline() -> None:
    plan = "云岭市整改方案\n一、甲。\n整改时限：\n2024年12月31日\n"
    assert read_masthead(plan, 8, {}).issued_on is None
    signed = plan + "责任单位：市水利局\n云岭市人民政府办公室\n2024年3月1日\n"
    assert read_masthead(signed, 8, {}).issued_on == date(2024, 3, 1)
    in_one_line = plan + "责任单位：市水利局\n云岭市生态环境局   2024年3月1日\n"
    assert read_masthead(in_one_line, 8, {}).issued_on == date(2024, 3, 1)
    without_body = plan + "责任单位：市水利局\n公示期间如有异议，请向市督察办反映。\n2024年3月1日\n"
    assert read_masthead(without_body, 8, {}).issued_on == date(2024, 3, 1)
    below_sentences = plan.replace("\n2024年12月31日", "") + "整改情况：已完成整改。\n2024年3月1日\n"
    assert read_masthead(below_sentences, 8, {}).issued_on == date(2024, 3, 1)
    cells = plan + "整改情况：\n已完成整改。\n2024年11月30日\n"
    assert read_masthead(cells, 8, {}).issued_on is None
    printed = plan + "中共云岭市委办公室      2024年3月2日印发\n— 2 —\n"
    assert read_masthead(printed, 8, {}).issued_on == date(2024, 3, 2)


@pytest.mark.parametrize(
    ("title", "words", "year"),
    [
        # reported back in 2018, published in 2019
        ("整改方案", "2018年6月21日,督察组进驻我市,9月11日反馈了督察意见。\n2019年1月24日\n", 2018),
        # inspected in 2020, reported back in 2021
        (
            "整改方案",
            "2020年11月10日至25日，督察组对我市开展督察，2021年3月5日反馈了意见。\n2021年4月12日\n",
            2021,
        ),
        ("整改方案", "2024年6月28日\n", 2024),
        ("整改进展情况的报告", "2023年6月，督察组进驻我市。\n2024年11月5日\n", 2024),
        ("整改方案", "没有日期。\n", None),
        ("工作简报", "2023年第5期（总第38期）\n", 2023),
        ("工作简报", "2022年第12期　云岭市督察办　2023年1月5日\n", 2023),
    ],
)
def test_the_year_that_this_year_means(title: str, words: str, year: int | None) -> None:
    text = f"云岭市督察{title}\n{words}"
    assert read_masthead(text, len(text), {}).reporting_year == year


@pytest.mark.parametrize(
    ("words", "is_plan", "day"),
    [
        (
            "2023年12月20日反馈，2024年1月5日前报送，2024年2月起巡查，2026年12月31日复核",
            True,
            date(2023, 12, 20),
        ),
        ("2023年全年超标，到2024年底完成", True, date(2023, 1, 1)),
        ("2023年全年超标，进行生态修复（已于2024年3月完成）", True, date(2024, 3, 1)),
        ("2024年5月已竣工，2025年底前完成", False, date(2024, 5, 1)),
        ("到2025年完成", False, None),
        ("整改时限2025年12月31日，2025年3月销号", False, date(2025, 3, 1)),
        ("2022年超标。措施：2023年设备安装", True, date(2022, 1, 1)),  # a year alone is that of a step
        ("2022年超标。措施：已于2023年完成设计", True, date(2023, 1, 1)),
    ],
)
def test_the_last_day_that_a_text_names_as_past(words: str, is_plan: bool, day: date | None) -> None:
    assert (
        find_last_past_day(
            words,
            [(4, 14)] if "销号" in words else [(8, 99)] if "措施" in words else [],
            is_plan=is_plan,
            first_deadline=date(2024, 6, 30),
        )
        == day
    )


@pytest.mark.parametrize(
    ("head", "told_until"),
    [
        ("云岭市督察整改台账（截至2023年9月底）,,,\n序号", date(2023, 9, 30)),
        ("云岭市督察整改台账（2024年10月）\n", date(2024, 10, 31)),
        ("云岭市督察整改进展情况\n截至2022年10月31日，已完成整改3项。", date(2022, 10, 31)),
        ("云岭市督察整改台账（2022年第四季度）\n", date(2022, 12, 31)),
        ("云岭市督察整改进展情况（2022年上半年）\n", date(2022, 6, 30)),
        ("云岭市督察整改台账（2021—2025年）\n", None),
        ("云岭市督察整改方案\n截至2020年12月底，全市仍有黑臭水体2条。", None),  # a plan reports nothing
    ],
)
def test_the_day_that_a_report_tells_until(head: str, told_until: date | None) -> None:
    masthead = read_masthead(head, len(head), {})
    assert masthead.told_until == told_until
    assert masthead.reporting_year == (told_until and told_until.year)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("序号,存在问题,整改状态,完成日期\n1,某厂污水直排。,已完成,2024-03-20\n2,渣土乱倒。,推进中,\n", date(2024, 3, 20)),
        ("2024年1—4月，云州市区PM2.5平均浓度为32微克/立方米。", date(2024, 4, 30)),  # nobody knows April before its end
        ("2023年，云州市区PM2.5平均浓度为32微克/立方米。", date(2023, 1, 1)),  # of a year alone its beginning is sure
        ("云州市督察整改情况通报\n截至2024年5月6日，累计受理信访件12件，办结9件。", date(2024, 5, 6)),
        ("序号,存在问题,整改状态\n1,某厂污水直排。,已完成\n", None),
    ],
)  # fmt: skip
def test_the_last_day_of_what_a_document_without_a_date_reports(
    tmp_path: Path, text: str, day: date | None
) -> None:
    path = tmp_path / ("ledger.csv" if text.startswith("序号") else "bulletin.txt")
    path.write_text(text, encoding="utf-8")
    said = parse_document(path).document
    assert (said.stated_on, said.known_from) == (None, day)


def test_the_card_goes_first() -> None:
    text = "云岭县督察整改方案\n"
    masthead = read_masthead(
        text, len(text), {"city": "青岚市", "area": "云岭县", "issued_on": date(2024, 1, 2)}
    )
    assert (masthead.city, masthead.area, masthead.issued_on) == ("青岚市", "云岭县", date(2024, 1, 2))
    assert masthead.title == "云岭县督察整改方案"


def test_a_county_s_city_is_that_of_the_plan_it_follows() -> None:
    text = "云渡县督察整改方案\n根据《青岚市贯彻落实督察反馈问题整改方案》要求，制定本方案。\n"
    masthead = read_masthead(text, len(text), {})
    assert (masthead.city, masthead.area) == ("青岚市", "云渡县")


@pytest.mark.parametrize(
    ("text", "city", "area"),
    [
        # what was arranged above it, the signature, the page; never a quarter named in passing
        ("云渡市督察整改情况的通报\n按照青岚市统一安排，通报如下。\n", "青岚市", "云渡市"),
        ("灵台县督察整改情况公示\n按照清岚市督察整改办要求，公示如下。\n", "清岚市", "灵台县"),  # not that of 平凉市
        ("督察整改方案\n园区公安分局\n青岚市人民政府\n2024年1月2日\n", "青岚市", None),  # no branch of 公安县
        ("督察整改情况的通报\n涉及市中区5件。\n青岚市人民政府\n2024年1月2日\n", "青岚市", None),
        ("青岚市人民政府 \t 2024年1月2日\n督察整改情况的通报\n涉及市中区5件。\n", "青岚市", None),
        ("序号\t存在问题\t牵头单位\n1\t油烟扰民\t市城市管理局\n", None, None),
    ],
)  # fmt: skip
def test_a_place_that_the_title_does_not_name_in_full(text: str, city: str, area: str | None) -> None:
    masthead = read_masthead(text, len(text), {})
    assert (masthead.city, masthead.area) == (city, area)


def test_a_provinces_list_is_of_no_city_though_its_last_unit_is() -> None:
    for title, unit in (
        ("湖南省贯彻落实中央生态环境保护督察报告整改方案", "衡阳市人民政府"),
        ("广西壮族自治区贯彻落实中央生态环境保护督察报告整改方案", "自治区生态环境厅"),
    ):
        found = read_masthead(f"{title}\n\n一、污水直排。\n责任单位：{unit}\n", len(title) + 2, {})
        assert (found.city, found.area) == (None, None)
    for title in ("中央督察组转交我省第二十三批信访件情况", "督察组向浙江省转办第九批信访举报件132件"):
        text = f"{title}\n来源：杭州日报\n从区域分布上看，杭州市45件、宁波市9件。\n"
        assert read_masthead(text, None, {}).city is None


def test_what_comes_to_a_province_is_of_no_city_though_it_counts_them() -> None:
    for told in (
        "向湖北省移交的第27批信访举报件83件，其中武汉28件",
        "云日报海口12月23日讯，督察组向我省转交的第二十三批84件，其中海口8件",
        "已转办湖北省环境问题信访件100件，其中武汉25件",
        "已向湖南转办4230件，其中长沙市1121件",
    ):
        assert read_masthead(f"6月13日，督察组{told}。\n", None, {}).city is None
    of_city = "6月13日，督察组向湖北省移交第27批信访举报件，我市2件，武汉市已办结。\n"
    assert read_masthead(of_city, None, {}).city == "武汉市"


def test_the_day_above_a_page_is_not_that_of_its_signature() -> None:
    text = "2024-05-29\n督察组向我市转办信访件8件。\n云州市协调联络组\n2024年5月8日\n"
    found = read_masthead(text, None, {})
    assert (found.published_on, found.issued_on) == (date(2024, 5, 29), date(2024, 5, 8))
    alone = read_masthead(text.removesuffix("2024年5月8日\n"), None, {})
    assert (alone.published_on, alone.issued_on) == (None, date(2024, 5, 29))


def test_an_inspection_that_only_an_item_names_is_not_the_documents() -> None:
    text = "凉峰区突出环境问题整改台账\n序号\t问题\n1\t省生态环境保护督察指出的农家乐直排。\n"
    assert read_masthead(text, text.index("1\t"), {}).inspection is None
