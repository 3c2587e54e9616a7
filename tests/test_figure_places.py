"""Whose a figure is: the place named before it, in its sentence, or by the problem."""

import pytest

from loaders.grammar.figures.home import Home
from loaders.grammar.figures.indicators import find_indicators
from tests.figure_words import read, told

PLACES = [
    ("全市PM2.5浓度35微克/立方米", None, "临江市"),
    ("全市PM2.5浓度35微克/立方米", "青河区", "临江市"),  # a district's 全市 is its city
    ("全市PM2.5浓度35微克/立方米", "白石市", "白石市"),  # a county-level city's 全市 is itself
    ("全区PM2.5浓度35微克/立方米", "青河区", "青河区"),
    ("PM2.5浓度35微克/立方米", "青河区", "青河区"),
    ("市城区PM2.5浓度35微克/立方米", "青河区", "临江市城区"),
    ("城区PM2.5浓度35微克/立方米", "云山县", "云山县城区"),
    ("县城污水处理率95%", "云山县", "云山县城"),
    ("城市环境空气质量优良率90%", None, "临江市城区"),
    ("各县市区（含高新区）PM2.5浓度35微克/立方米", None, "各县市区（含高新区）"),
    ("全国PM2.5平均浓度35微克/立方米", None, "全国"),
    ("石桥区省控站点PM2.5浓度52微克/立方米", None, "石桥区省控站点"),
    ("南湖入湖口断面总磷浓度0.12毫克/升", None, "南湖入湖口断面"),
    ("城市污水处理厂进水BOD浓度90毫克/升", None, "临江市"),  # of a kind, no name
    ("该矿区污染严重，废水pH值仅为3.3", None, "临江市"),  # no mine was named
    ("关于“临江市南太湖水质为劣Ⅴ类”", None, "临江市南太湖"),
    ("临江经济开发区部分企业露天堆放物料，厂界颗粒物浓度最高达1.86mg/m³", None, "临江经济开发区"),
    ("大岭电镀废水处理站运行不正常，外排废水总镍浓度1.8毫克/升", None, "大岭电镀废水处理站"),
    ("到2021年底白石河断面水质为Ⅲ类", None, "白石河断面"),
    ("国控白石断面总磷浓度0.31毫克/升", None, "白石断面"),
    ("入江河流白石河氨氮浓度2.6毫克/升", None, "白石河"),
    ("其上游白石河氨氮浓度1.9毫克/升", None, "白石河"),
    ("集中式生活饮用水源地白云湖总氮浓度1.8毫克/升", None, "白云湖"),
    ("上述断面氨氮浓度均超过2毫克/升", None, "临江市"),
    ("渗滤液送往东山污水处理厂处理，出水总氮浓度18.6毫克/升", None, "东山污水处理厂"),
    ("中心城区空气质量反弹。2021年PM2.5平均浓度47微克/立方米", None, "临江市中心城区"),
    ("祁东县、衡南县填埋场管理粗放，积存渗滤液约9.6万立方米", None, "祁东县、衡南县"),  # of both together
    ("东津新区污水收集系统不完善，污水集中收集率仅为41%", None, "东津新区"),
    ("白石县水源地保护不力，饮用水水源水质达标率92%", None, "白石县"),  # a county in no list
    ("工程滞后，蒸湘城区PM2.5浓度35微克/立方米", None, "蒸湘城区"),
    ("大岭矿区遗留问题突出，水体发黄。目前，整个矿区废水直排，废水pH值仅为3.3", None, "大岭矿区"),
]


@pytest.mark.parametrize(("text", "area", "place"), PLACES)
def test_the_place_a_figure_is_said_of(text: str, area: str | None, place: str) -> None:
    assert [row.place for row in read(text, "baseline", area=area)] == [place]


def test_the_province_is_the_citys() -> None:
    assert [row.place for row in read("全省PM2.5平均浓度35微克/立方米", "baseline", city="衡阳市")] == [
        "湖南省"
    ]


def test_a_site_goes_on_being_meant_for_what_is_measured_there() -> None:
    found = "东山县污水处理厂运行不正常。2022年12月外排废水总氮浓度最高达28.4毫克/升，污水集中收集率仅为45%"
    assert [row.place for row in read(found, "baseline")] == ["东山县污水处理厂", "东山县"]


def test_an_area_that_a_clause_opens_with_ends_what_was_said_of_a_site() -> None:
    found = read("大岭污水处理厂进水COD浓度85毫克/升。城区仍有3个直排口，日均直排污水约1.1万吨", "baseline")
    assert [told(row, "baseline") for row in found] == [
        "大岭污水处理厂 进水COD浓度 - =85 mg/L",
        "临江市城区 污水直排量 - =11000 t/d",
    ]


PROBLEMS = [
    (
        "东山县污水处理厂外排废水总氮浓度最高达28.4毫克/升，2021年全国PM2.5浓度为40微克/立方米。",
        "确保外排废水总氮浓度不高于15毫克/升，PM2.5浓度控制在35微克/立方米以内",
        ["东山县污水处理厂", "临江市"],
    ),
    (
        "清水河白石国控断面2021年氨氮年均浓度1.6毫克/升，沿线污水直排。",
        "2024年断面氨氮浓度控制在1毫克/升以下，水质达到Ⅲ类",
        ["清水河白石国控断面", "清水河白石国控断面"],
    ),
    (
        "清水河白石断面氨氮浓度1.6毫克/升。",
        "该断面2025年氨氮浓度不高于1毫克/升",
        ["清水河白石断面"],
    ),
    ("白石断面、石桥断面不达标。", "断面氨氮浓度不高于1毫克/升", ["临江市"]),  # which of the two?
    (
        "龙泉湖应急水源地一级保护区内仍有网箱养殖320亩。",
        "全面清理水源保护区内网箱，水源地水质稳定达到Ⅲ类标准",
        ["龙泉湖应急水源地"],
    ),
    (
        "青河县龙泉园区6家电镀企业废水未经预处理排放。",
        "园区污水集中处理率达到100%，园区PM10年均浓度不高于65微克/立方米",
        ["龙泉园区", "龙泉园区"],
    ),
    (
        "云山区锰渣库堆存锰渣约120万吨，渗滤液收集池锰浓度为9.5毫克/升。",
        "锰渣库渗滤液全收集、全处理，外排水锰浓度控制在2毫克/升以内",
        ["云山区锰渣库"],
    ),
    (
        "城东工业园污水处理厂长期低负荷运行，进水COD浓度均值为72毫克/升。",
        "园区企业废水应纳尽纳，污水处理厂进水COD浓度达到140毫克/升以上",
        ["城东工业园污水处理厂"],
    ),
    (
        "祁东县第二污水处理厂长期超负荷运行，负荷率达118%。",
        "新增污水处理能力2万吨/日，县城建成区黑臭水体消除比例达到90%",
        ["祁东县", "祁东县城建成区"],
    ),
    ("城东污水处理厂进水COD浓度偏低。", "2025年进水COD浓度达到130毫克/升以上", ["城东污水处理厂"]),
    ("祁东县、衡南县生活垃圾直排。", "生活垃圾无害化处理率达到100%", ["祁东县、衡南县"]),
    (
        "青河区第二污水处理厂进水COD浓度72毫克/升。",
        "全市污水集中收集率达到70%，污水处理厂进水BOD浓度达到100毫克/升以上",  # of all of them
        ["临江市", "临江市"],
    ),
    ("城东污水处理厂管理混乱。", "出水总磷浓度控制在0.3毫克/升以下", ["城东污水处理厂"]),
    ("白石河截污不彻底，沿线污水直排。", "氨氮浓度控制在1.5毫克/升以下，水质达到Ⅳ类", ["白石河", "白石河"]),
    (
        "祁东县、衡南县乡镇污水处理设施运行不正常。",
        "两县农村生活污水治理率分别达到65%、68%",
        ["祁东县", "衡南县"],
    ),
    ("大水桥水库总磷偏高，乡镇级水源地保护不力。", "乡镇级水源地水质达标率达到90%", ["临江市"]),
    ("青湖、白潭湖总磷浓度分别为0.087mg/L和0.142mg/L。", "两湖总磷浓度不高于0.1mg/L", ["青湖", "白潭湖"]),
    ("蒸水衡南县桥头断面氨氮浓度1.2毫克/升。", "农村生活污水治理率达到65%", ["衡南县"]),
    (
        "县城、青山开发区污水处理厂进水BOD浓度分别为62mg/L和55mg/L。",
        "2024年底前两座污水处理厂进水BOD浓度均提高到80mg/L以上",
        ["县城污水处理厂", "青山开发区污水处理厂"],
    ),
    (
        "襄州区、枣阳市乡镇污水处理厂平均负荷率分别为27.3%、31.8%。",
        "2023年6月底前平均负荷率均达到60%以上",
        ["襄州区", "枣阳市"],
    ),
    (
        "白石镇大气污染治理不力。",
        "2023年白石镇PM10年均浓度低于85微克/立方米，SO2浓度同比下降15%",
        ["白石镇", "白石镇"],
    ),
    (
        "秸秆露天焚烧管控不力。全市火点58个，其中衡南县21个、祁东县17个。",
        "秸秆综合利用率稳定在95%以上",
        ["临江市"],
    ),
    (  # 城区 is the town that the problem opens with, not the city's
        "衡南县城区污水收集处理短板明显。城区仍有污水直排口12个。",
        "城区生活污水集中收集率达到70%以上，改造雨污合流管网23公里",
        ["衡南县城区", "衡南县城区"],
    ),
    ("酿酒公司站点PM2.5浓度52微克/立方米。", "优良天数比例达到80%以上", ["临江市"]),
]


@pytest.mark.parametrize(("problem", "goal", "places"), PROBLEMS)
def test_a_goal_is_of_the_place_that_the_problem_told(problem: str, goal: str, places: list[str]) -> None:
    rows = find_indicators(
        problem + goal,
        len(problem),
        len(problem + goal),
        role="target",
        home=Home("临江市", None),
        reporting_year=2022,
        deadline_period=None,
        problem=(0, len(problem)),
    )
    assert [row.place for row in rows] == places
    assert {row.role for row in rows} == {"target"}


PROVINCES = [
    ("全省国考断面水质优良比例95.5%", "江西省贯彻落实中央督察反馈意见整改落实情况", "江西省"),
    ("2022年PM2.5平均浓度27微克/立方米", "江西省贯彻落实中央督察反馈意见整改落实情况", "江西省"),
    ("全省PM2.5平均浓度27微克/立方米", "2023年甘肃省生态环境状况公报", "甘肃省"),
    ("鸡西、七台河PM2.5平均浓度均为27微克/立方米", "黑龙江省环境质量状况", "鸡西市 七台河市"),
    ("全区PM2.5平均浓度27微克/立方米", "关于宁夏回族自治区督察整改情况的报告", "宁夏回族自治区"),
    ("2022年PM2.5平均浓度27微克/立方米", "督察反馈意见整改落实情况", ""),
    ("全市PM2.5平均浓度27微克/立方米", "督察反馈意见整改落实情况", "全市"),
]


@pytest.mark.parametrize(("text", "title", "place"), PROVINCES)
def test_a_document_of_no_city_speaks_of_the_province_in_its_title(text: str, title: str, place: str) -> None:
    rows = read(text, "actual", city=None, title=title)
    assert [row.place for row in rows] == (place.split() or [""])


def test_the_city_of_a_municipality_s_district_is_the_municipality() -> None:
    text = "全市污水集中收集率为72.1%，全区污水集中收集率为65%，城区污水集中收集率为80%"
    rows = read(text, "baseline", city="重庆市", area="梁平区")
    assert [row.place for row in rows] == ["重庆市", "梁平区", "梁平区城区"]


def test_waters_named_in_the_clause_before_share_its_figures() -> None:
    rows = read("城区龙潭渠、杨柳沟返黑返臭，氨氮浓度分别为11.3毫克/升、9.7毫克/升", "baseline")
    assert [(row.place, row.value) for row in rows] == [("龙潭渠", 11.3), ("杨柳沟", 9.7)]


def test_what_a_sentence_is_about_its_other_measures_may_tell() -> None:
    text = "非化石能源消费占比24.5%以上，原煤消费总量占全市能源消费的48%以下"
    assert [row.place for row in read(text, "target", area="青河区")] == ["临江市", "临江市"]


def test_steps_counted_below_a_site_are_of_that_site() -> None:
    text = "完成青河区大岭乡垃圾填埋场整改。一是提升能力，将渗滤液处理规模提高至400吨/日。二是新建管网3公里。"
    rows = read(text, "target")
    assert [row.place for row in rows] == ["青河区大岭乡垃圾填埋场", "临江市"]
