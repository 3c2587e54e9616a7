"""Counts of complaints as bulletins write them."""

from datetime import date

import pytest

from loaders.grammar.petitions.counts import find_petition_counts


def counts(text: str, year: int | None = 2024, dated: date | None = None):
    found = find_petition_counts(text, 0, len(text), year=year, dated=dated)
    for row in found:
        assert 0 <= row.start < row.end <= len(text)
    return found


def by_dimension(text: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in counts(text):
        found.setdefault(row.dimension, {})[row.key] = row.cases
    return found


FORMS = [
    (
        "截至4月2日，督察组累计向我市转办信访举报件94件，其中来电61件，来信33件。"
        "主要涉及水污染问题11个、大气污染问题20个、辐射类问题1个、其他污染问题3个。",
        {
            "total": {"合计": 94},
            "channel": {"来电": 61, "来信": 33},
            "pollution": {"水污染": 11, "大气污染": 20, "辐射类": 1, "其他污染": 3},
        },
    ),
    (
        "共收到督察组交办信访件69件（包括来电60件、来信9件），其中重点交办件13件。",
        {"total": {"合计": 69}, "channel": {"来电": 60, "来信": 9}},
    ),
    (
        "督察组向我市移交第三批群众信访举报件10件。从区域分布上看，东坡区5件、彭山区2件、高新区2件、彭祖山风景区1件。",
        {"total": {"本批": 10}, "area": {"东坡区": 5, "彭山区": 2, "高新区": 2, "彭祖山风景区": 1}},
    ),
    (
        "第五批信访投诉件共计127件，已办结63件，阶段性办结60件，正在办理4件。其中，责令整改28件，立案处罚11件。",
        {
            "total": {"本批": 127},
            "handling": {"办结": 63, "阶段性办结": 60, "正在办理": 4},
        },
    ),
    (
        "累计交办信访件120件，属实40件，部分属实50件，基本属实20件，不属实10件；未办结3件。",
        {
            "total": {"合计": 120},
            "handling": {"未办结": 3},
        },
    ),
    (
        "督察组累计交办信访件48件。涉及水、噪声、土壤和其他环境污染问题的分别为33个、9个、4个、2个。",
        {"total": {"合计": 48}, "pollution": {"水": 33, "噪声": 9, "土壤": 4, "其他环境污染问题": 2}},
    ),
    (
        "督察组累计交办我市信访件48件，涉及长沙县、浏阳市、宁乡市，分别有30件、10件、8件。",
        {"total": {"合计": 48}, "area": {"长沙县": 30, "浏阳市": 10, "宁乡市": 8}},
    ),
    (
        "累计受理群众投诉件10件。按县（市、区）分：道县4件，东安、江永各2件，宁远县2件。",
        {"total": {"合计": 10}, "area": {"道县": 4, "东安": 2, "江永": 2, "宁远县": 2}},
    ),
    (
        "累计交办信访件5件。按行业分类：餐饮3件\n建筑施工2件",
        {"total": {"合计": 5}, "industry": {"餐饮": 3, "建筑施工": 2}},
    ),
    (
        "截至7月2日，全盟已对1-26批38件信访件进行调查处理，其中，已办结15件、阶段性办结23件。",
        {"total": {"合计": 38}, "handling": {"办结": 15, "阶段性办结": 23}},
    ),
    (
        "本批交办信访件6件，重复件2件。按污染类型分，大气污染4件，水污染2件。",
        {"total": {"本批": 6, "重复件": 2}, "pollution": {"大气污染": 4, "水污染": 2}},
    ),
    (
        "截至5月1日，收到交办信访件7件，已办结5件，办结率71.4%，罚款金额70万元，约谈8人。",
        {"total": {"合计": 7}, "handling": {"办结": 5}},
    ),
    (
        "督察组累计转办信访件104件，其中信件举报4件、电话举报100件。已办结61件、阶段性办结25件，其余18件正在办理。",
        {
            "total": {"合计": 104},
            "channel": {"来信": 4, "来电": 100},
            "handling": {"办结": 61, "阶段性办结": 25, "正在办理": 18},
        },
    ),
    (
        "截至8月4日，我市共接到督察组交办案件14批62宗，其中重点案件5宗。各县（市、区）办理情况如下表：\n"
        "单位\t交办案件数（宗）\t已办结（宗）\n梅东区\t40\t25\n宁兴市\t22\t5\n合计\t62\t30\n",
        {"total": {"合计": 62}, "area": {"梅东区": 40, "宁兴市": 22}, "handling": {"办结": 30}},
    ),
    (
        "督察组累计转办信访举报件45件，剔除重复举报3件，实际42件。",
        {"total": {"合计": 45, "重复件": 3}},
    ),
    ("督察组累计转办信访举报件45件；重复信访3件。", {"total": {"合计": 45, "重复件": 3}}),
    (
        "督察组累计交办信访件33件。当日交办信访件2件。按县区分：道县20件，蓝山县13件。33件信访件中，已办结8件，正在办理25件。",
        {
            "total": {"合计": 33, "本批": 2},
            "area": {"道县": 20, "蓝山县": 13},
            "handling": {"办结": 8, "正在办理": 25},
        },
    ),
    # of a batch and of all batches, the breakdown of all is kept
    (
        "6月26日，督察组转办信访举报件共8件，其中来电5件，来信3件。"
        "截至6月26日，督察组累计向我市转办信访举报件80件，其中来电50件，来信30件。",
        {"total": {"本批": 8, "合计": 80}, "channel": {"来电": 50, "来信": 30}},
    ),
    # 当日 counts the batch; what is larger belongs to the total before it
    (
        "累计转办信访件48件。当日交办第9批信访件7件。按区域分：道县30件，蓝山县18件。其中来电4件，来信3件。",
        {
            "total": {"合计": 48, "本批": 7},
            "area": {"道县": 30, "蓝山县": 18},
            "channel": {"来电": 4, "来信": 3},
        },
    ),
    # areas that no list of places has, behind words that belong to the first
    (
        "督察组交办我市信访举报件13件。本批信访件涉及历溪区7件（重点1件）、南部山区管委会4件、市直部门2件。"
        "其中水污染问题6个、大气污染问题9个。",
        {
            "total": {"合计": 13},
            "area": {"历溪区": 7, "南部山区管委会": 4},
            "pollution": {"水污染": 6, "大气污染": 9},
        },
    ),
    # a second dimension announced within the sentence; each area after a colon is no total
    (
        "督察组累计转办信访件20件。一、按污染类型分：水污染11件、其它污染4件；二、按行业类别分：工业类12个，其他类3个。",
        {
            "total": {"合计": 20},
            "pollution": {"水污染": 11, "其它污染": 4},
            "industry": {"工业类": 12, "其他类": 3},
        },
    ),
    (
        "督察组累计向我市转办信访举报件4件。各地累计信访举报件为：天溪新区2件、东坡区2件。",
        {"total": {"合计": 4}, "area": {"天溪新区": 2, "东坡区": 2}},
    ),
    # a table as copied from a page, a cell a line; the line of sums has no number
    (
        "督察组累计交办我州信访件130件。\n转办统计表\n序号\n县市\n总计\n来电\n来信\n1\n怀岸市\n75\n62\n13\n"
        "2\n罗平彝族自治县\n55\n40\n15\n合计\n130\n102\n28\n下一步，抓紧办理。\n",
        {
            "total": {"合计": 130},
            "area": {"怀岸市": 75, "罗平彝族自治县": 55},
            "channel": {"来电": 102, "来信": 28},
        },
    ),
    (
        "督察组交办我市第九批举报件10件。从污染类型看，大气7件、水3件；从区域看，泽东区6件、泽西区4件。",
        {"total": {"本批": 10}, "pollution": {"大气": 7, "水": 3}, "area": {"泽东区": 6, "泽西区": 4}},
    ),
    (
        "督察组累计交办举报件81件。\n县区\t本批件数\t累计件数\n泽东区\t4\t50\n湖口县\t2\t31\n合计\t6\t81\n",
        {"total": {"合计": 81}, "area": {"泽东区": 50, "湖口县": 31}},
    ),
    # our share of a larger total; a name that several places have between two areas; adverbs
    (
        "督察组向云岭市交办第二批信访举报件122件，涉及我区2件（重点交办件0件）。截至8月13日，督察组累计交办我市信访案件3582件，其中涉及我区群众投诉信访案件279件。"
        "279件案件中，重复投诉55个问题170件次，实际投诉164件，水污染投诉43件。交办我区的279件信访案件，余下24件正有序办理中。",
        {
            "total": {"本批": 2, "合计": 279},
            "pollution": {"水污染": 43},
            "handling": {"正在办理": 24},
        },
    ),
    (
        "中央督察组进驻云岭省以来，截至5月6日18时，共向云岭市转办群众信访举报件133件，其中重点关注件9件。",
        {"total": {"合计": 133}},
    ),
    (
        "我市已对督察组交办的第十七批涉及云岭市11件信访举报件进行调查处理，其中，已办结8件。",
        {"total": {"本批": 11}, "handling": {"办结": 8}},
    ),
    # a dimension without a comma behind it; cases; each; a kind of two names that no number parts
    (
        "12月8日，督察组交办我市第二十一批举报案件5件，涉及涿州市2件；按环境污染类型分为大气污染案件4件，固废污染、水污染案件各1件。",
        {
            "total": {"本批": 5},
            "area": {"涿州市": 2},
            "pollution": {"大气污染": 4, "固废污染": 1, "水污染": 1},
        },
    ),
    (
        "督察组交办我市第二批举报件2件，反映安远镇扬尘、噪声污染问题1件，云溪区水污染问题1件。已办结累计1件。",
        {"total": {"本批": 2}, "handling": {"办结": 1}},
    ),
    # two batches of a day; offices; the parts of the key cases are no cases
    (
        "督察组向云岭市交办第十二、十三批信访举报件30件，分别为市经信委1件，涉及空气污染；泽东区2件。截至当日，已累计收到督察组交办的信访举报件160件。",
        {"total": {"本批": 30, "合计": 160}, "department": {"市经信委": 1}, "area": {"泽东区": 2}},
    ),
    (
        "督察组交办第2批涉及环境领域群众举报件65件。其中列为重点关注件8件，分别为岳阳2件、长沙1件。由高到低分别为：大气21件占比32.3%，水9件。",
        {"total": {"本批": 65}, "pollution": {"大气": 21, "水": 9}},
    ),
    # a table copied with its bars
    (
        "督察组共计交办130件交办件。\n各州市转办统计\n序号\n|\n州市\n|\n总计\n|\n来电\n|\n1\n|\n昆明市\n|\n75\n|\n62\n|\n"
        "2\n|\n红河州\n|\n55\n|\n40\n|\n合计\n|\n130\n|\n102\n|\n",
        {"total": {"合计": 130}, "area": {"昆明市": 75, "红河州": 55}, "channel": {"来电": 102}},
    ),
    # 均有 is each; the parts that a total is taken apart into are no total; the rest is no area
    (
        "进驻至今，督察组已累计向我市交办24件信访举报件，分解后交办26件，其中重点件4件。按区域分：岳阳市、郴州市均有10件，张家界市3件；其余1件属合办件。",
        {"total": {"合计": 24}, "area": {"岳阳市": 10, "郴州市": 10, "张家界市": 3}},
    ),
    (
        "督察组移交我市第二批信访件89件。涉及水、噪声、生态污染的分别为31件、24件、2件。",
        {"total": {"本批": 89}, "pollution": {"水": 31, "噪声": 24, "生态污染": 2}},
    ),
    (
        "9月18日，省督察组向我市转交信访事项7件。截至9月18日，累计转交59件，其中重点关注6件；已办结24件。",
        {"total": {"合计": 59, "本批": 7}, "handling": {"办结": 24}},
    ),
    (
        "督察组累计转办信访件97件。\n各县区累计交办情况：\n县区\t件数\t县区\t件数\n金台区\t19\t渭滨区\t17\n眉县\t61\t\t\n",
        {"total": {"合计": 97}, "area": {"金台区": 19, "渭滨区": 17, "眉县": 61}},
    ),
    (
        "9月17日，督察组转办信访件（第十九批次）11件。截至9月17日，共转办信访件168件（市直12件、泽东区41件、云渡县33件），重点件14件。",
        {"total": {"本批": 11, "合计": 168}, "area": {"泽东区": 41, "云渡县": 33}},
    ),
    (
        "督察组累计转办信访件76件。按责任部门分：市生态环境局牵头49件，市住建局牵头27件。",
        {"total": {"合计": 76}, "department": {"市生态环境局": 49, "市住建局": 27}},
    ),
    # thousands with their comma
    (
        "截至9月24日，督察组共向我市转办举报问题30批1,286件。已办结1,012件。\n县区\t累计件数\n泽东区\t1,050\n湖口县\t236\n",
        {"total": {"合计": 1286}, "handling": {"办结": 1012}, "area": {"泽东区": 1050, "湖口县": 236}},
    ),
    # the batch named again; what its number counts before its first part
    (
        "截至12月11日，督察组转办的第31批109件信访问题中，已办结55件，正在办理54件。109件信访问题的查处情况均已公开。累计转办件中大气54件。",
        {"total": {"本批": 109}, "handling": {"办结": 55, "正在办理": 54}, "pollution": {"大气": 54}},
    ),
    # numbers in brackets; 收到 is no 到 that spans days
    (
        "5月18日，收到督察组转办信访件6件。截至5月18日，共接收督察组转办信访件26件。从属地看：锦东区（17件）、澜江县（9件）。",
        {"total": {"本批": 6, "合计": 26}, "area": {"锦东区": 17, "澜江县": 9}},
    ),
    # a table of tasks is none of complaints
    ("督察类别\t任务总数\t已完成\n中央第二轮\t4\t2\n省级第二轮\t3\t2\n合计\t7\t4\n", {}),
    # what is left, by other words; key cases stand beside the total that they are of
    (
        "督察组累计转来信访件81件。已办结57件，正在查办20件，另有4件正在调查处理。",
        {"total": {"合计": 81}, "handling": {"办结": 57, "正在办理": 20}},
    ),
    # a heading's line is no part of the sentence below it
    (
        "督察组累计转办信访件119件。\n一、举报方式\n来电举报86件，来信举报33件。\n（二）办理情况\n已办结58件。",
        {"total": {"合计": 119}, "channel": {"来电": 86, "来信": 33}, "handling": {"办结": 58}},
    ),
    (
        "督察组累计转办信访件18件，其中大气类9件、生态类5件。\n县区\t交办件\t办结件\n泽东区\t12\t7\n湖口县\t6\t5\n",
        {"total": {"合计": 18}, "pollution": {"大气类": 9, "生态类": 5}, "area": {"泽东区": 12, "湖口县": 6}},
    ),
    # a row a batch
    (
        "督察组转办信访件26件。\n批次\t件数\t来电\t已办结\n第1批\t8\t3\t6\n第2批\t18\t6\t9\n合计\t26\t9\t15\n",
        {"total": {"合计": 26}, "channel": {"来电": 9}, "handling": {"办结": 15}},
    ),
    # the city's share of a batch of the province; the sum behind a comma; parts told after 数量
    (
        "督察组向四川移交第三批群众信访举报件。涉及岚阳3件（来电举报3件，来信举报0件），其中重点关注1件。",
        {"total": {"本批": 3}, "channel": {"来电": 3, "来信": 0}},
    ),
    (
        "我市接到督察组转办的第18批信访件，共计59件。涉及2个区和一个市直部门，分别是泽东区50件、湖口县8件，市城管局1件。",
        {"total": {"本批": 59}, "area": {"泽东区": 50, "湖口县": 8}, "department": {"市城管局": 1}},
    ),
    (
        "督察组移交第十三批信访举报件共126件。其次为土壤、水和海洋，数量分别为62个、59个和14个。",
        {"total": {"本批": 126}, "pollution": {"土壤": 62, "水": 59, "海洋": 14}},
    ),
    # the lines of the page above the text; numbers before their words; a kind before its sum
    (
        "督察组交办我区信访举报件办理情况\n发布时间：2025-06-17\n督察组交办的第二十批156件信访件中，经查属实152件；50件已办结，106件正在办理中。"
        "投诉集中的是大气污染问题，共57件。全省已办结信访件50件。",
        {"total": {"本批": 156}, "handling": {"办结": 50, "正在办理": 106}, "pollution": {"大气污染": 57}},
    ),
    # our share of what the province got
    (
        "督察组向湖北移交群众举报件106件，其中来电80件，来信26件。其中，交办我市信访件4件。",
        {"total": {"合计": 4}},
    ),
    # a batch told of again after all batches; a title without a stop above the text
    (
        "2个市中长沙最多，达31件\n12月3日，督察组转办第四批12月2日8时至20时的信访举报件3件。至此，督察组已转办40件信访件。\n"
        "第四批举报件中，按地区分布为：长沙市2件，岳阳市1件。\n四批累计交办40件。分别为：长沙市31件，岳阳市9件。",
        {"total": {"本批": 3, "合计": 40}, "area": {"长沙市": 31, "岳阳市": 9}},
    ),
    (
        "截至5月10日，督察组向我省交办群众反映问题十二批，共计1042件。其中，太原市1042件。",
        {"total": {"合计": 1042}, "area": {"太原市": 1042}},
    ),
    # of both kinds, so of neither
    (
        "督察组转办信访件3件。按污染类型分，土壤污染类2件；同时涉及大气、噪音污染类1件。",
        {"total": {"合计": 3}, "pollution": {"土壤污染类": 2}},
    ),
    # passed on by the province's office, 涉及 the place
    (
        "截至4月25日，省边督边改组交办涉及怒江州群众举报投诉生态环境问题共31件（来电19件、来信12件）。其中泸水市31件。",
        {"total": {"合计": 31}, "channel": {"来电": 19, "来信": 12}, "area": {"泸水市": 31}},
    ),
    (
        "我市收到省第六督察组转办的信访案件（第20批）7件，其中：涉水3件、涉气2件、涉固废2件。",
        {"total": {"本批": 7}, "pollution": {"水": 3, "气": 2, "固废": 2}},
    ),
    # all batches told from the first to the last
    (
        "9月14日，督察组向我市交办第十批信访举报件21件。第一批至第十批共交办信访件163件，其中来电88件、来信75件。",
        {"total": {"本批": 21, "合计": 163}, "channel": {"来电": 88, "来信": 75}},
    ),
    # all problems that the cases tell of are no kind of pollution
    (
        "截至6月18日，督察组累计向我市交办信访件5件，涉及生态环境问题7个，其中水污染问题3个、大气污染问题4个。",
        {"total": {"合计": 5}, "pollution": {"水污染": 3, "大气污染": 4}},
    ),
    # a second breakdown behind a semicolon
    (
        "督察组受理群众信访举报21件，其中，泽东区21件；按照污染类型分类，其中大气污染9件，建设项目2件。",
        {"total": {"合计": 21}, "area": {"泽东区": 21}, "pollution": {"大气污染": 9, "建设项目": 2}},
    ),
    # no counts of complaints that inspectors passed on
    ("2022年，县12345热线受理餐饮油烟投诉136件，占生态环境类投诉的42%。", {}),
    ("2023年全市共受理生态环境投诉举报1360件，同比下降5%。", {}),
    ("全市立案查处环境违法案件35件，移送公安机关3件。", {}),
    ("会议研究了12件议题，审议文件3件。", {}),
    ("切实做到件件有着落、事事有回音。", {}),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms_of_bulletins(text, expected):
    assert by_dimension(text) == expected


def test_key_cases_stand_in_brackets_or_after_the_total():
    text = "累计转办信访件5件，其中重点件1件。按县市区分类：道县3件，蓝山2件（重点件1件）。"
    assert [(row.key, row.cases, row.key_cases) for row in counts(text)] == [
        ("合计", 5, 1),
        ("道县", 3, 0),  # the marks add up to the total's, so there is none here
        ("蓝山", 2, 1),
    ]


def test_a_count_is_of_the_day_that_the_text_names_not_of_its_page():
    text = "督察组向我省移交第三批信访举报件126件\n2019-07-28\n5月27日，督察组向我省移交第三批信访举报件126件，其中来电90件。"
    found = find_petition_counts(text, 0, len(text), year=2019, dated=date(2019, 7, 28))
    assert {(row.key, row.cases, row.as_of) for row in found} == {
        ("本批", 126, date(2019, 5, 27)),
        ("来电", 90, date(2019, 5, 27)),
    }


def test_a_count_is_of_the_day_of_its_handing_on_not_of_its_coming_in():
    text = "11月27日，督察组移交11月26日受理群众举报件100件。11月28日，督察组转办第三批11月27日8时至20时的举报件，共9件。"
    found = find_petition_counts(text, 0, len(text), year=2018, dated=date(2018, 11, 29))
    assert [(row.cases, row.as_of) for row in found] == [(100, date(2018, 11, 27))]
    text = "29日，督察组移交第五批（8月28日8时至20时）信访件16件。按污染类型分，大气污染9件。"
    found = find_petition_counts(text, 0, len(text), year=2021, dated=date(2021, 8, 30))
    assert {row.as_of for row in found} == {date(2021, 8, 29)}
    text = "自上月27日以来，我省接收督察组转来信访件1911件。截至26日，已办结1432件。"
    found = find_petition_counts(text, 0, len(text), year=2016, dated=date(2016, 12, 28))
    assert found[-1].as_of == date(2016, 12, 26)


def test_key_cases_of_a_total_may_stand_in_brackets():
    assert [(row.key, row.key_cases) for row in counts("累计交办信访件124件（重点件11件）。")] == [
        ("合计", 11)
    ]


def test_year_comes_from_the_bulletin():
    assert counts("截至3月15日，我市收到信访件3件。", 2024)[0].as_of == date(2024, 3, 15)
    assert counts("我市收到信访件3件。", 2024)[0].as_of is None


def test_a_day_whose_year_nobody_tells_is_one_day_all_the_same():
    (found,) = counts("9月24日，督察组向我市交办信访件31件。", year=None)
    assert (found.key, found.as_of) == ("本批", None)


def test_what_came_in_all_is_told_without_the_inspectors_where_a_batch_was_told_before():
    text = "9月12日，督察组转办第十批举报件5件。截至9月13日，累计接到十批48件，其中：云渡县21件、云栖县27件。"
    assert by_dimension(text) == {"total": {"本批": 5, "合计": 48}, "area": {"云渡县": 21, "云栖县": 27}}


def test_a_day_without_a_month_is_the_last_one_before_the_bulletin():
    text = "2024-08-30 20:48\n29日，督察组交办我市第二批举报件65件。"
    assert [row.as_of for row in counts(text, dated=date(2024, 8, 30))] == [date(2024, 8, 29)]
    text = "6月7日11时，督察组移交第二批（6月6日8时至20时）信访件5件。"
    assert [row.as_of for row in counts(text)] == [date(2024, 6, 7)]
    text = "截至8月13日，收到督察组交办举报件5件。"
    assert [row.as_of for row in counts("2023年9月1日\n" + text, None)] == [date(2023, 8, 13)]


def test_counts_without_a_day_are_of_the_day_before_them_or_of_the_bulletin():
    text = "5月19日，市长检查整治工程。截至5月20日，督察组向我市交办信访件12批共8件。当日交办信访件2件。按区域分：道县8件。"
    assert {(row.key, row.as_of) for row in counts(text, dated=date(2024, 5, 21))} == {
        ("合计", date(2024, 5, 20)),
        ("本批", date(2024, 5, 20)),
        ("道县", date(2024, 5, 20)),
    }
    text = "督察组向我市交办信访件8件。已办结3件。"
    assert {row.as_of for row in counts(text, dated=date(2024, 5, 21))} == {date(2024, 5, 21)}


def test_parts_know_their_total():
    found = counts("本批交办信访件6件。按区域分：道县6件。截至3月15日，累计交办信访件60件。")
    assert {(row.key, row.cases, row.of) for row in found} == {
        ("本批", 6, None),
        ("道县", 6, "本批"),
        ("合计", 60, None),
    }


def test_table_by_county():
    text = (
        "截至3月15日信访件办理情况\n"
        "序号\t县市区\t累计交办\t重点件\t办结\t阶段性办结\t正在办理\n"
        "1\t零陵区\t5\t1\t3\t1\t1\n"
        "2\t道县\t2\t0\t2\t0\t0\n"
        "合计\t\t7\t1\t5\t1\t1\n"
    )
    assert [(row.dimension, row.key, row.cases, row.key_cases) for row in counts(text)] == [
        ("area", "零陵区", 5, 1),
        ("area", "道县", 2, 0),
        ("total", "合计", 7, 1),
        ("handling", "办结", 5, None),
        ("handling", "阶段性办结", 1, None),
        ("handling", "正在办理", 1, None),
    ]


def test_an_office_among_the_towns_of_a_table_is_none():
    table = "信访件办理情况\n单位\t交办总数\t已办结\n双江镇\t6\t6\n区住建委\t5\t3\n合计\t11\t9\n"
    found = by_dimension(table)
    assert (found["area"], found["department"]) == ({"双江镇": 6}, {"区住建委": 5})


def test_key_cases_stand_behind_the_total_that_they_are_of():
    text = (
        "截至3月15日信访件办理情况\n"
        "县市区\t本批件数\t其中重点\t累计件数\t其中重点\n"
        "零陵区\t3\t0\t5\t1\n"
        "道县\t1\t0\t2\t2\n"
    )
    assert [(row.key, row.cases, row.key_cases) for row in counts(text)] == [("零陵区", 5, 1), ("道县", 2, 2)]


def test_table_a_cell_a_line_below_a_title_that_names_the_counties_too():
    cells = [
        "区县",
        "交办件数",
        "重点件",
        "办结",
        "自流区",
        "52",
        "4",
        "30",
        "荣县",
        "34",
        "3",
        "21",
        "合计",
        "86",
        "7",
        "51",
    ]
    text = "\n".join(["截至9月24日，督察组累计交办我市信访件86件。", "各区县办理情况表", *cells, ""])
    rows = [(row.key, row.cases, row.key_cases) for row in counts(text)]
    assert rows == [("合计", 86, 7), ("自流区", 52, 4), ("荣县", 34, 3), ("办结", 51, None)]


def test_days_in_a_table_of_batches_are_not_that_of_what_is_counted():
    table = "批次\t接收日期\t交办件数\n第一批\t8月28日\t7\n第二批\t8月29日\t5\n合计\t\t12\n"
    text = f"截至9月10日，我市共接收督察组转办信访件12件，情况如下：\n{table}按区县：王益区8件，耀州区4件。\n"
    assert {row.as_of for row in counts(text)} == {date(2024, 9, 10)}


def test_table_of_names_and_numbers_alone():
    text = "截至3月18日，督察组向我县交办信访件情况：\n乡镇 件数\n开云镇 5\n白果镇 7\n合计 12\n"
    assert [(row.key, row.cases) for row in counts(text)] == [("开云镇", 5), ("白果镇", 7), ("合计", 12)]


@pytest.mark.parametrize("between", ["　", "  ", " "])
def test_table_whose_cells_only_spaces_part(between: str):
    rows = [["县（区）", "交办件数", "重点件", "办结"], ["零陵区", "5", "1", "3"], ["道县", "2", "—", "2"]]
    table = "".join(between.join(row) + "\n" for row in rows)
    text = f"截至3月15日，累计收到信访件7件（重点件1件）。\n各县（区）办理情况\n{table}报：市委。\n"
    assert [(row.dimension, row.key, row.cases, row.key_cases) for row in counts(text)] == [
        ("total", "合计", 7, 1),
        ("area", "零陵区", 5, 1),
        ("area", "道县", 2, 0),
    ]


def test_table_with_two_lines_of_titles_and_dashes_for_none():
    text = (
        "9月7日，市长要求对督察组交办的7件信访件逐一核实，其中属实5件。\n"
        "信访件办理情况统计表（截至9月8日）\n"
        "县（市、区）\t交办件数\t\t办理情况\t\n\t合计\t重点件\t办结\t正在办理\n"
        "合计\t9\t1\t5\t4\n道县\t6\t1\t4\t2\n蓝山县（含开发区）\t3\t—\t1\t2\n"
    )
    found = counts(text)
    assert {row.as_of for row in found} == {date(2024, 9, 8)}
    assert [(row.dimension, row.key, row.cases, row.key_cases) for row in found] == [
        ("total", "合计", 9, 1),
        ("handling", "办结", 5, None),
        ("handling", "正在办理", 4, None),
        ("area", "道县", 6, 1),
        ("area", "蓝山县（含开发区）", 3, 0),
    ]


def test_quotes_hold_key_and_number():
    text = "累计转办信访件5件。按区域分：道县3件，涉及大气\n污染2件。"
    assert [text[row.start : row.end] for row in counts(text)][1:] == ["道县3件", "大气\n污染2件"]


def test_the_first_of_numbers_told_respectively_is_no_total():
    assert "total" not in by_dimension("来电举报和来信举报分别为45件、12件。")
