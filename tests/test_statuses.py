"""Words for progress as cities write them, and the status that they make."""

from datetime import date

import pytest

from loaders.grammar.statuses.reported import read_statuses


def read(text: str, field: str = "progress", issue: str = "", **known):
    """The reports in text, which the problem's words, if given, stand in front of."""
    whole = issue + text
    known = {"reporting_year": 2024, "reported_on": None} | known
    found = read_statuses(
        whole, len(issue), len(whole), issue=(0, len(issue)) if issue else None, field=field, **known
    )
    for report in found:
        assert len(issue) <= report.start < report.end <= len(whole)
    return found, whole


def whole_status(text: str, field: str = "progress", issue: str = "", **known) -> str | None:
    found, _ = read(text, field, issue, **known)
    decided = [report.status for report in found if report.scope == "whole"]
    assert len(decided) <= 1
    return decided[0] if decided else None


WHOLE = [
    # closed
    ("已销号", "closed"),
    ("已完成整改并销号。", "closed"),
    ("完成整改并销号", "closed"),
    ("该问题已完成整改销号。", "closed"),
    ("该项任务已完成整改，同意销号。", "closed"),
    ("经市级验收组现场核查，达到整改目标，同意予以销号。", "closed"),
    ("该问题已通过省级验收并销号。", "closed"),
    ("整改任务已于2023年12月通过市级验收销号。", "closed"),
    ("2023年12月销号", "closed"),  # a date stands for 已
    ("目前，该问题已按程序完成销号工作。", "closed"),
    ("已整改完成并销号，长期坚持。", "closed"),  # 长期坚持 takes nothing back
    ("销号", "closed"),  # alone in its cell
    ("验收合格，准予销号", "closed"),
    ("交账销号", "closed"),
    ("2023年5月18日在市政府网站公示期满无异议后完成销号。", "closed"),
    ("2023年11月盟市级销号", "closed"),
    ("2023年11月3日州整改办印发同意销号的函。", "closed"),
    ("2023年11月，省整改办出具销号意见（某整改办函〔2023〕45号）。", "closed"),
    ("该问题已于2023年12月由省生态环境厅予以销号备案。", "closed"),
    # completed
    ("已完成", "completed"),
    ("整改结束。", "completed"),
    ("完成，已报云岭市销号。", "completed"),
    ("2023年8月11日云岭市林草局验收通过。", "completed"),
    ("州生态环境局组织专家验收合格。", "completed"),
    ("完成率41%，未达到年度目标要求。", "overdue"),
    ("垂直防渗墙完成70%，工期延后。", "overdue"),
    ("接近序时进度", "on_track"),
    ("未按计划", "overdue"),
    ("比计划滞后一个月", "overdue"),
    ("11宗违建已拆除9宗，剩余2宗诉讼未结，整改时限已过。", "overdue"),
    ("省厅已核查销号", "closed"),
    ("三门峡市2024年1月10日验收销号", "closed"),
    ("未按期销号", "overdue"),
    ("综合利用率达到91.2%，超过整改目标1.2个百分点。", "completed"),
    ("建成固化站9处，综合利用率达到91%，超过年度目标。", "completed"),
    ("园区14家企业用上集中供热，剩余6家年底前接入。", "on_track"),
    ("仍有320吨飞灰超期贮存，尚未完成整改。", "on_track"),  # the problem is late, not its rectification
    ("治理面积4.2万亩，完成三年任务的81%，进度符合要求。", "on_track"),
    ("尾水处理站均已建成运行，但仍未达到水功能区标准，需持续推进。", "on_track"),
    ("发现复养13户，已全部清栏拆除，建立联防联控长效机制。", "completed"),
    ("超过整改方案规定时限6个月。", "overdue"),
    ("2020年12月29日，省农业农村厅核查认定完成。", "completed"),
    ("推进中（滞后）", "overdue"),
    ("2023年4月18日市级验收组实地验收合格。", "completed"),
    ("未按时限启动封场施工。", "overdue"),
    ("5月22日市生态环境局验收", "completed"),
    ("2024年1月25日自治区验收", "completed"),
    ("2023年2月9日，市住建局组织复验，同意通过验收并报省整改办备案。", "completed"),
    ("2023年3月9日，州住建局组织验收，同意通过。", "completed"),
    ("2024年2月省厅核查通过", "completed"),
    ("已按时限要求完成整改任务。", "completed"),
    ("整改率100%", "completed"),
    ("完结", "completed"),
    ("问题已清零", "completed"),
    ("各项措施均按要求落实。", "completed"),
    ("已按要求完成整改，并报市级验收。", "completed"),
    ("水源地一级保护区内居民全部迁出，整改目标全面实现。", "completed"),
    ("完成整改并长期保持。", "completed"),
    ("已完成整改上报。", "completed"),
    ("待验收", "completed"),
    ("整改工作达到预期目标。", "completed"),
    ("已督促企业完成整改。", "completed"),
    ("问题整改销号材料已报送省整改办。", "completed"),
    ("该问题已通过市级初验，待省级复核。", "completed"),
    ("完成", "completed"),
    ("已完成整改。", "completed"),
    (
        "该问题已完成整改。一是制定方案，加快管网建设。二是持续加强巡查。",
        "completed",
    ),  # the lead sentence decides
    ("该问题已整改到位。", "completed"),
    ("整改到位", "completed"),
    ("已全部整改完成", "completed"),
    ("已办结", "completed"),
    ("办结", "completed"),
    ("该问题已得到有效解决。", "completed"),
    ("已完成，长期坚持", "completed"),
    ("已完成整改，并长期坚持。", "completed"),
    ("已通过市级验收。", "completed"),  # 验收 without 销号
    ("经验收组验收合格，已完成整改任务。", "completed"),
    ("已完成整改，待销号", "completed"),
    ("待销号", "completed"),
    ("拟销号", "completed"),
    ("经审核，该项问题符合销号条件，拟予以销号，现予以公示。", "completed"),  # a notice before 销号
    ("已完成整改，尚未销号。", "completed"),
    ("整改工作已全面完成，已申请销号。", "completed"),
    ("该问题已立行立改，完成整改。", "completed"),
    ("截至2024年12月底，该问题已完成整改。", "completed"),
    ("已完成整改。下一步，将加快推进后续工程，确保2026年完成。", "completed"),
    ("该项目已于2023年9月建成投运，目前运行稳定。", "completed"),
    # on_track
    ("达到序时进度", "on_track"),
    ("推进中", "on_track"),
    ("达序时进度。", "on_track"),
    ("已达到序时进度，长期坚持。", "on_track"),
    ("按序时进度推进", "on_track"),
    ("正在推进", "on_track"),
    ("整改中", "on_track"),
    ("正在整改", "on_track"),
    ("有序推进", "on_track"),
    ("该问题正在有序推进整改。", "on_track"),
    ("基本完成", "on_track"),
    ("全县燃煤锅炉基本淘汰完毕，仅余2台作为备用。", "on_track"),
    ("该问题整改任务已完成90%，其余部分将于年底前完成。", "on_track"),
    ("修复面积35公顷，完成总任务的70%。", "on_track"),
    ("项目已开工建设，形象进度60%。", "on_track"),
    ("正在开展前期工作。", "on_track"),
    ("建成收集池6个，在建处理站1座。", "on_track"),
    ("目前工程已进入收尾阶段。", "on_track"),
    ("该问题已基本完成整改。", "on_track"),
    ("阶段性完成", "on_track"),
    ("已取得阶段性成效。", "on_track"),
    ("已完成80%", "on_track"),
    ("尚未完成整改，正在加快推进。", "on_track"),
    ("未达到整改目标。", "on_track"),
    ("未完成", "on_track"),  # not finished is all that is said
    (
        "正在推进。1.已完成老旧管网普查；2.新建管网7.4公里已完工。",
        "on_track",
    ),  # the first words, not the list
    ("达到序时进度。一是清淤工程已完成。", "on_track"),
    ("应于2024年6月底前完成，目前尚未完成。", "on_track"),  # the report may be older than that day
    ("现已追赶至序时进度。", "on_track"),
    ("阶段性目标已完成。", "on_track"),
    ("大部分已完成", "on_track"),
    ("整改完成率85%。", "on_track"),
    ("已完成2023年度整改任务，正在推进2024年度任务。", "on_track"),
    ("一期已建成投运，二期计划2025年建成。", "on_track"),  # done in part, the rest planned
    ("项目进展顺利。", "on_track"),
    ("用水量下降14%，达到阶段目标要求。", "on_track"),
    ("积存量已减少七成，剩余部分正加紧处置。", "on_track"),
    ("工程已进入扫尾阶段。", "on_track"),
    ("达到时间节点要求，下步将加快推进。", "on_track"),
    ("累计完成管网改造38公里，预计2025年底前全部完成。", "on_track"),
    ("已完成立项、可研批复，计划2025年3月开工建设。", "on_track"),
    ("绿灯（达到序时进度）", "on_track"),
    ("4家医院已完成改造，另外2家设备已采购，待安装。", "on_track"),
    ("已转运处置1.7万吨，剩余0.6万吨按计划在2024年8月底前处置完毕。", "on_track"),
    ("主体结构已封顶，预计2025年底投运。", "on_track"),
    ("工程量完成过半。", "on_track"),
    ("在推进", "on_track"),
    # ongoing
    ("长期坚持", "ongoing"),
    ("常态长效", "ongoing"),
    ("动态清零", "ongoing"),
    ("开展拉网式排查，实现散煤动态清零。", "completed"),  # what was reached
    ("垃圾焚烧发电项目2022年5月点火试运行，覆盖全县28个乡镇。", "on_track"),
    ("改造错混接点163处，仍有14处溢流点未消除。", "on_track"),
    ("未启动拆除。两处违建正在履行司法程序。", "not_started"),
    ("企业全面完成改造，已报省级销号。", "completed"),
    ("已启动", "on_track"),
    ("设计阶段", "on_track"),
    ("正常", "on_track"),
    ("未到整改时限", "on_track"),
    ("申请销号中", "completed"),
    ("淘汰柴油货车4216辆，完成淘汰任务。", "completed"),
    ("全年未发现火点，将常态化抓好巡查。", "ongoing"),
    ("安装取水计量设施126套，尚有31户取水口未安装。", "on_track"),
    ("利用率由41%提高到76%，尚未达到80%的目标。", "on_track"),
    ("未完成。因管网迁改影响，工程延期，计划2020年10月完工。", "overdue"),
    ("植被恢复率97%，剩余部分2021年秋季补植。", "on_track"),
    ("因资产处置，原定2021年底完成的边坡治理推迟至2022年9月。", "overdue"),
    ("生态流量达标率达98%，需长期坚持。", "ongoing"),
    ("常态长效推进。", "ongoing"),
    ("12个断面均达到Ⅲ类。将持续做好日常管护。", "ongoing"),
    ("持续推进", "ongoing"),
    ("将持续推进。", "ongoing"),
    ("长期坚持，持续整改", "ongoing"),
    ("常态化推进", "ongoing"),
    # overdue, not_started
    ("未达到序时进度", "overdue"),
    ("整改进度未达预期，主要原因是资金缺口大。", "overdue"),
    ("因企业破产，整改工作陷入停滞。", "overdue"),
    ("未能按照整改时限完成。", "overdue"),
    ("未完成整改。", "on_track"),
    ("未达序时进度。", "overdue"),
    ("未按期完成整改。", "overdue"),
    ("逾期未完成", "overdue"),
    ("整改进度滞后", "overdue"),
    ("滞后", "overdue"),
    ("欠序时进度", "overdue"),
    ("进度不达预期", "overdue"),
    ("改造工程自2023年8月停工至今，无法按期完成整改任务。", "overdue"),
    ("该项目未能在规定时限内完成，现已调整施工方案加快推进。", "overdue"),
    ("未完成。现阶段进度已滞后。", "overdue"),
    ("红灯（滞后）", "overdue"),
    ("一期完工，二期因资金缺口未开工，未达到时限要求。", "overdue"),
    ("整改工作处于停滞状态。", "overdue"),
    ("62家中已完成58家，剩余4家逾期未完成。", "overdue"),
    ("未完成整改，已超过时限3个月。", "overdue"),
    ("待启动", "not_started"),
    ("超期未完成", "overdue"),
    ("未启动", "not_started"),
    ("尚未启动整改。", "not_started"),
    ("尚未开展", "not_started"),
    ("应急清运工作未达到序时进度。目前已清运3.2万方，剩余1.1万方。", "overdue"),  # goes on about what is late
    ("应于2023年6月底前完成，目前尚未完成。", "overdue"),  # a day that is past
    # half done, half said: the words that decide
    ("未如期完成整改任务", "overdue"),  # 未 wins over the longer 完成整改任务
    ("已上报销号", "completed"),
    ("已完成整改，正在履行销号程序。", "completed"),
    ("已完成未销号", "completed"),
    ("已完成阶段性整改任务，持续推进", "on_track"),
    ("3个问题已完成2个，1个正在推进。", "on_track"),
    ("3个问题中，2个已完成整改，1个正在整改。", "on_track"),
    ("已完成整改销号21个，剩余3个正在推进。", "on_track"),
    (
        "已完成6个入河排污口整治，正在推进其余5个。",
        "on_track",
    ),  # the number stands inside the words of being done
    ("已完成28家养殖场整治，第二批正在整治。", "on_track"),
    ("共排查问题35个，已完成整改35个。", "completed"),  # as many as there were
    ("市住建局：已完成整改。市水利局：正在推进。", "on_track"),
    ("已于2021年12月完成整改，2022年3月15日市整改办批复同意销号（某整改办〔2022〕5号）。", "closed"),
    ("某整改办〔2022〕12号同意销号", "closed"),
    ("经省生态环境厅组织现场核查，同意销号。", "closed"),
    ("该问题未完成整改，超过整改时限。", "overdue"),
    ("生态修复工程尚未启动。", "not_started"),
    ("按照整改方案要求，各项整改措施均已落实到位，整改目标已实现。", "completed"),
    ("省生态环境保护督察整改领导小组办公室已于2024年6月12日批复同意销号。", "closed"),
    # begun anew, or one step of many
    ("2023年已完成销号，2024年再次返黑返臭，目前正在重新整治。", "on_track"),
    ("经“回头看”，整改不到位，已重新启动整改。", "on_track"),
    ("（一）已完成整改。（二）已完成整改。（三）正在整改。", "on_track"),
    ("该公司已停产，正在实施搬迁。", "on_track"),
    ("剩余1栋因产权纠纷暂未拆除，其余28栋已全部拆除。", "on_track"),
    ("现已提交省整改办，等待验收。", "completed"),
    ("原计划淘汰20台，实际淘汰23台，超额完成任务。", "completed"),
    ("各县（市、区）均已完成整改。", "completed"),
    ("**已完成整改**。", "completed"),  # bold
    # begun, late by its own words, the rest for later
    ("已开工建设。", "on_track"),
    ("已于2022年3月开工建设，2023年12月已全部建成投运。", "completed"),  # begun is no more when it is done
    ("按照时间节点有序推进整改，已铺设管网12公里。", "on_track"),
    ("已完成6个，剩余2个计划于2025年6月完成。", "on_track"),
    ("未能在2024年6月底前完成整改任务。", "overdue"),
    ("整改时限已过，主体工程仍未完工。", "overdue"),
    ("该项工作为长期性任务，将常抓不懈。", "ongoing"),
    ("已完成整改并持续巩固。", "completed"),
    ("目前已向某市生态环境局申请销号。", "completed"),  # who is asked is no subject
    ("已组织自验，向市级提出销号申请。", "completed"),
    ("市林业局下文销号。", "closed"),
    ("已完成前期工作，2024年10月进场施工。", "on_track"),
    ("12项措施已完成10项，其余2项持续推进。", "on_track"),
    ("正在编制方案。", "on_track"),
    ("完成年度目标任务，按序时进度推进。", "on_track"),
    ("截至10月底，完成投资3200万元，占总投资的64%。", "on_track"),
    ("未按整改时限完成，已申请延期。", "overdue"),
    ("未按2024年9月底前的时限要求完成。", "overdue"),
    ("该问题尚未完成整改，未达到2023年10月底完成的时限要求。", "overdue"),
    ("工程已全部完工并投入使用，正在办理竣工验收手续。", "completed"),
    ("已建成，试运行，正在办理环保验收。", "on_track"),
    ("主体完工，目前处于试运行阶段。", "on_track"),
    ("扩建工程2024年9月投入试运行，正在办理环保验收。", "on_track"),
    ("37家企业中，11家已关停，26家已于2021年2月28日安装除尘设施。", "completed"),
    ("2024年5月进入试运行阶段，8月通过竣工验收，已完成整改。", "completed"),
    ("2023年4月27日通过自治区验收组验收。", "completed"),
    ("已完成整改并通过县级自验，正在申请市级验收。", "completed"),
    ("已立行立改。", "completed"),
    ("尚未启动招标。", "not_started"),
    ("已完成整改销账。", "closed"),
    ("2022年该问题未整改到位，再次督办后已全部整改到位。", "completed"),
    ("前期手续已办结，即将开工。", "on_track"),
    ("整改进度85%。", "on_track"),
    ("达到年度进度要求。", "on_track"),
    ("已销号结案。", "closed"),
    ("2022年12月省水利厅验收通过。", "completed"),
    ("泵站尚未投运，较整改时限已滞后2个月。", "overdue"),
    # no report
    ("若未按期完成，将严肃问责。", None),
    ("防止整改滞后。", None),
    ("巩固已完成整改问题的成效。", None),
    ("督促各镇对照整改时限，按期完成整改任务。", None),
    ("为按期完成整改任务，成立了专班。", None),
    ("治理面积1560亩，占应治理面积的78%。", "on_track"),
    ("供热管网完成总长度的92%。", "on_track"),
    ("处理设施招标完成，设备进场安装中。", "on_track"),
    ("工程较计划推迟3个月。", "overdue"),
    ("水质退出劣Ⅴ类，目标已实现。", "completed"),
    ("1—9月断面水质Ⅲ类，达到考核要求。", "completed"),
    ("煤棚钢结构封顶，预计11月投入使用。", "on_track"),
    ("立行立改，已于督察期间整改到位。", "completed"),
    ("粪污收集点建成62个，占计划的77%。", "on_track"),
    ("2个围填海项目处于整改方案报批阶段。", "on_track"),
    ("2020年4月通过省级销号验收。", "closed"),
    ("严格落实整改要求，做到不完成不放过、不到位不销号。", None),
    ("已完成整改\n清理垃圾3吨，新建围挡2处。", "completed"),  # a status alone on the first line
    ("预计2025年3月进场施工。", None),
    ("该问题2022年曾进展滞后，目前建设管网3公里。", None),
    ("该项工作前期滞后，目前已全面提速，能够按期完成。", "on_track"),  # then, not now
    ("前期受疫情影响进度滞后，现已达到序时进度。", "on_track"),
    ("项目前期工作滞后。", "overdue"),  # a kind of work, no time
    ("该问题前期已完成整改并销号。", "closed"),
    ("完成销号（某整改办〔2022〕56号）", "closed"),  # not 完成…整改 across a bracket
    ("经现场查看，认定该问题整改到位。", "completed"),
    ("73家企业中，68家完成提升改造，5家关停。", "completed"),  # add up
    ("已完成整改，2023年11月8日通过市级验收销项。", "closed"),  # in Shanghai
    ("已完成整改，待销项。", "completed"),
    ("2024年4月，省整改办以某整改办〔2024〕12号文同意销号。", "closed"),
    ("按照“边督边改”要求已立即整改。", "completed"),
    ("因企业破产清算，暂无法推进。", "on_track"),
    ("治理14户，尚有3户未完成治理，未达到2022年6月底前完成的要求。", "overdue"),
    ("2023年3月17日省林业局验收通过，现已进入销号公示。", "completed"),
    ("73家企业中，68家完成提升改造，4家关停。", "on_track"),
    ("对逾期未完成整改的企业依法处罚。", None),
    ("该任务应于2024年底完成整改。", None),
    ("2024年6月30日前，全面完成整改。", None),
    ("应于2024年6月30日前，全面完成整改。", None),
    ("甲县工程进展滞后。乙县已完成验收。", None),  # two counties
    ("针对整改进度滞后的问题，开展督导。", None),
    ("不存在未完成整改的情况。", None),
    ("确保2025年12月底前完成整改。", None),
    ("2020年完成投资1.2亿元，新建管网35公里。", None),
    ("2025年12月底前完成整改并销号。", None),
    ("将于年底前完成验收销号。", None),
    ("严格按照方案要求开展整改销号工作。", None),
    ("实行挂账销号、限期办结。", None),
    ("整改完成后，及时组织验收。", None),
    ("对已完成整改的问题开展回头看。", None),
    ("下一步，加快推进剩余工程，确保按期完成整改。", None),
    ("印发《关于已完成整改问题的通知》。", None),  # a name
    ("督促企业限期完成整改。", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "status"), WHOLE)
def test_status_of_the_whole_task(text, status):
    assert whole_status(text) == status


@pytest.mark.parametrize(("text", "status"), [pair for pair in WHOLE if pair[1]])
def test_line_breaks_of_a_pdf_change_nothing(text, status):
    """A PDF may break a line in the middle of any word."""
    middle = len(text) // 2
    assert whole_status(text[:middle] + "\n" + text[middle:]) == status


COMPLETED_ON = [
    ("2024年9月通过省级验收销号", date(2024, 9, 30)),  # a month means its last day
    ("2024年52个排污口于12月底已全部整治并销号", date(2024, 12, 31)),  # the year stands apart from its month
    ("该问题已于2023年6月15日完成整改。", date(2023, 6, 15)),
    ("2024年底，两个问题全部按时完成整改，并通过省级验收销号。", date(2024, 12, 31)),
    ("已完成整改（2023年11月）", date(2023, 11, 30)),
    ("截至2024年12月底，该问题已完成整改", date(2024, 12, 31)),
    ("该问题已完成整改，从2024年1月1日起执行新标准。", None),  # the day a rule starts
    ("按照《2023年12月整改方案》，该问题已完成整改", None),  # the date of a name
    ("已完成整改。", None),
    ("2024年1—5月总磷均值达到Ⅲ类标准，该问题已通过市级验收，待销号。", None),  # how long it was measured
    (
        "4座尾矿库于2023年11月30日全部完工，复绿率97.2%，达到整改目标。",
        date(2023, 11, 30),
    ),  # in the same sentence
    ("2023年8月30日通过市局验收，9月12日予以销号。", date(2023, 9, 12)),  # the year named before
    ("全部完成尾水治理，2022年8月20日县级验收。", date(2022, 8, 20)),
    ("清理网箱213口，2022年12月验收。", date(2022, 12, 31)),
    ("2022年5月启动整改，同年6月完成整改。", date(2022, 6, 30)),
    ("2021年通过验收。当年12月销号。", date(2021, 12, 31)),
    ("2023年第三季度已完成整改。", date(2023, 9, 30)),
    ("2021.12销号", date(2021, 12, 31)),
    ("5月27日区级自验", date(2024, 5, 27)),
    ("已按要求重新覆土，2023年10月经市资规局复验通过。", date(2023, 10, 31)),
    ("1.铺设防渗膜1.2万平方米；2.2023年10月12日，市住建局、市水利局联合验收通过。", date(2023, 10, 12)),
    ("【已完成】库面覆土绿化14.6万平方米，今年6月完成。", date(2024, 6, 30)),
    ("2023年12月关停，手续已注销。", date(2023, 12, 31)),
    ("已按要求完成2024年度目标。", None),
    ("5月20日，完成管网修复3.2公里，已完成整改。", date(2024, 5, 20)),
    ("9月12日通过市级验收，完成整改销号。", date(2024, 9, 12)),  # the year that the document reports on
    ("已整改完成，于2023年10月末报市销号。", date(2023, 10, 31)),
    ("6月8日至14日在网上公示。2022年6月30日，经县整改领导小组审定，准予销号。", date(2022, 6, 30)),
    ("该问题已整改完毕，并于2024年3月15日在县政府网站公示，现已申请销号。", None),  # told of, not done
    ("2021年连续6个月达标，通过市级验收，已申请销号。", None),  # how long it was measured
    ("已销号。2023年11月14日，市整改办印发销号意见书。", date(2023, 11, 14)),
    (
        "2020年完成安全利用1.26万亩，超额完成目标任务。2020年12月29日，省农业农村厅核查认定完成。",
        date(2020, 12, 29),
    ),
    ("PM10浓度较2021年下降9.3%，达到整改目标要求。", None),
    ("2023年长江经济带警示片反馈问题已整改完成。", None),  # the year of a name
    ("养殖场已于2023年11月自行清栏关闭，市整改办已同意销号。", date(2023, 11, 30)),
    # told behind or before: the last day on which something is said to be all done
    ("已完成。一期均于2022年5月建成，二期均于2022年8月建成，出水达标。", date(2022, 8, 31)),
    ("该问题已完成整改。9户养殖户于2023年8月底前全部搬迁退出。", date(2023, 8, 31)),
    ("该问题已完成整改。关停企业3家，2022年5月新建管网2公里。", None),
    ("市城管局牵头验收，2021年12月10日通过", date(2021, 12, 10)),
    ("该企业已于2022年11月关停，2023年4月设备全部拆除。", date(2023, 4, 30)),
    ("已完成。收回草原1.2万亩，2021年6月全部播种牧草。", date(2021, 6, 30)),
    ("该矿已拆除完毕。2021年12月10日市级验收通过。", date(2021, 12, 10)),
]


@pytest.mark.parametrize(("text", "completed_on"), COMPLETED_ON)
def test_date_of_completion(text, completed_on):
    found, _ = read(text)
    assert found[0].completed_on == completed_on


def test_a_part_never_decides_the_task():
    found, text = read(
        "一是欧美黑杨全部清退，违规种植已销号；二是正按方案分阶段修复湿地。",
        issue="保护区生态破坏问题突出。",
    )
    assert [(report.status, report.scope) for report in found] == [
        ("on_track", "whole"),
        ("completed", "part"),
        ("closed", "part"),
    ]
    assert text[found[2].start : found[2].end] == "违规种植已销号"


def test_the_first_words_stand_above_a_step_that_names_the_problem():
    issue = "湖泊内源污染严重，生态修复滞后。"
    for text in (
        "达到序时进度。一是完成清淤；二是完成湖泊修复整治。下一步，确保2025年底前完成整改。",
        "该问题达到序时进度。一是湖泊整治已完成。",
        "达到序时进度，一是完成湖泊整治。",
    ):
        assert whole_status(text, issue=issue) == "on_track"


def test_some_of_many_are_a_part():
    found, _ = read("12家企业中，其中10家已完成整改，2家尚未完成。", issue="12家企业废气超标。")
    assert [(report.status, report.scope) for report in found] == [
        ("on_track", "whole"),
        ("completed", "part"),
    ]


FEWER_OR_ALL = [
    ("8个中完成6个。", "on_track"),
    ("12个排口已整治9个。", "on_track"),
    ("8家企业中6家已安装并联网，2家停产。", "on_track"),
    ("4座填埋场中，除1座外，其余均已完成封场。", "on_track"),
    ("11条黑臭水体中9条已完成治理。", "on_track"),
    ("应治理矿山23座，已完成治理18座。", "on_track"),
    ("3座尾矿库中，2座已完成治理，1座进度滞后。", "overdue"),
    ("25座矿山已建成绿色矿山17座。", "on_track"),
    ("3家化工企业中1家已搬迁入园，2家已关停。", "completed"),  # all together
    ("3家化工企业中1家已搬迁入园，1家已关停。", "on_track"),
    ("6家砖厂关停2家、改造4家。", "completed"),
    ("37处弃土点整治完成36处，1处因滑坡治理暂缓实施。", "on_track"),
    ("排查问题35个，整改35个。", "completed"),
    ("共排查问题35个，已全部整改到位。", "completed"),
    ("27户中搬迁19户。", "on_track"),
    ("12家作坊取缔9家、入园3家。", "completed"),
    ("堆存污泥4800吨，已处置4100吨，未能在10月底前完成清零。", "overdue"),
    ("疏通管网600米，整改不到位。", "on_track"),
    ("超载率降至4%，尚需继续减畜。", "on_track"),
    ("设施建成，但调试效果不理想，尚需整改。", "on_track"),
    ("已完成整改，仍需持续巩固。", "completed"),
    ("回收率由41%提升至85%，超过80%的目标。", "completed"),
    ("尚处于施工准备阶段，已不能满足2024年9月底的时限要求。", "overdue"),
    ("整改销号资料已报云岭市。", "completed"),
    ("第4座暂未治理，未完成二季度目标。", "overdue"),
    ("消除明火点9处，但仍存在冒烟现象，需继续治理。", "on_track"),
    ("建设单位未按要求于10月底前完成植被恢复。", "overdue"),
    ("31家砖厂，依法关闭19家，12家完成深度治理。", "completed"),
    ("7处砂石料场已平整覆土，因错过播种期，草籽尚未播撒。", "on_track"),
    ("【未按时限】2024年6月底前应完成管网修复，实际完成78%。", "overdue"),
    ("预计2025年完工。", None),  # a plan for later is no report
    ("逐项整改，目前已销号27个，剩余5个。", "on_track"),
    ("已基本完成整改任务。", "on_track"),
    ("阶段性完成整改任务。", "on_track"),
    ("12处中的9处已整改到位，其余3处计划于2026年3月底前完成。已纳入日常监管，长期坚持。", "on_track"),
    ("组织了排查。该企业已关停。异味有所缓解，未根本解决。", "on_track"),
]


@pytest.mark.parametrize(("text", "status"), FEWER_OR_ALL)
def test_fewer_than_there_are_is_on_its_way(text, status):
    assert whole_status(text) == status


def test_all_of_what_the_problem_names_done_is_done():
    text = "涉及的9宗矿业权已全部注销，矿山地质环境恢复治理通过验收。"
    assert whole_status(text, issue="自然保护地矿业权退出不到位。") == "completed"


def test_what_is_left_under_way_is_not_all_done():
    issue = "雨污管网错接混接37处，污水直排。"
    text = "37处错接混接点位全部整改，管网改造完成11.2公里，剩余1.4公里正在施工。"
    assert whole_status(text, issue=issue) == "on_track"
    assert whole_status(text.replace("正在施工", "已完成施工"), issue=issue) == "completed"


def test_the_rest_done_too_is_all():
    issue = "11条黑臭水体未完成治理。"
    assert whole_status("11条黑臭水体中9条已完成治理，其余2条已完成清淤。", issue=issue) == "completed"


def test_work_done_answers_the_problem_that_names_it():
    text = "2条农村黑臭水体已完成治理。"
    assert whole_status(text, issue="农村黑臭水体整治工作推进慢。") == "completed"
    assert whole_status(text, issue="医疗废物处置不规范。") is None
    named_before = "对62家洗车场开展整治，已全部安装沉淀池。"
    assert whole_status(named_before, issue="洗车场废水直排。") == "completed"


def test_of_how_many_a_number_is_done():
    assert whole_status("已清退采石点5处中的3处。", issue="采石点5处未清退。") == "on_track"
    looked_at = "抽查的22家汽修企业中，8家危险废物贮存不规范。"
    assert whole_status("8家汽修企业问题已全部整改到位，正在准备销号资料。", issue=looked_at) == "completed"


def test_who_did_it_changes_nothing():
    issue = "旅游设施未批先建。"
    assert whole_status("旅游设施已全部自行拆除，地表恢复原状。", issue=issue) == "completed"

    accepted, _ = read("县住建局2022年9月15日验收通过。", issue=issue)
    assert [(report.status, report.scope) for report in accepted] == [("completed", "whole")]


def test_what_is_put_off_is_late_though_something_is_done():
    put_off = "该问题尚未完成整改。原定2024年6月底前建成的岸电设施推迟至2025年6月，目前已完成招标。"
    assert whole_status(put_off, issue="港口岸电设施使用率低。") == "overdue"


def test_the_quote_is_what_is_said_of_all():
    found, text = read("该问题整改达到时序进度。已关停12家，其余4家正在施工。")
    assert text[found[0].start : found[0].end] == "该问题整改达到时序进度"


def test_a_wish_to_keep_it_so_takes_nothing_back():
    issue = "排污口整治不到位。"
    kept = "6个排污口已全部整治完成，水质达标。长期坚持日常巡查。"
    assert whole_status(kept, issue=issue) == "completed"


def test_what_is_late_is_not_done():
    issue = "2座尾矿库未闭库。"
    assert whole_status("1号尾矿库已销号，2号尾矿库逾期未完成。", issue=issue) == "overdue"
    assert whole_status("1号尾矿库已销号，2号因资金不到位，逾期未完成。", issue=issue) == "overdue"
    assert whole_status("1号尾矿库已销号。", issue=issue) == "closed"


def test_the_day_of_what_the_problem_names_is_that_of_the_task():
    text = "已整改。烧结机脱硝设施2020年9月28日投运，浓度低于50毫克/立方米。"
    found, _ = read(text, issue="钢铁企业烧结机脱硝不到位。")
    assert [report.completed_on for report in found] == [date(2020, 9, 28)]
    found, _ = read(text.replace("已整改", "已销号"), issue="钢铁企业烧结机脱硝不到位。")
    assert [report.completed_on for report in found] == [None]  # it was closed later


def test_the_day_may_stand_before_its_clause():
    issue = "污水处理厂二期未建。"
    found, _ = read("2024年6月底，污水处理厂二期工程建成投运。", issue=issue)
    assert [(report.status, report.completed_on) for report in found] == [("completed", date(2024, 6, 30))]
    ahead, _ = read("2024年6月底，污水处理厂二期工程建成投运。", issue=issue, reported_on=date(2024, 5, 1))
    assert not ahead


def test_some_of_what_the_problem_names_is_not_all_of_it():
    issue = "入河排污口整治滞后，沿河违建未清。"
    assert whole_status("312个入河排污口，已完成整治298个。", issue=issue) == "on_track"
    assert whole_status("312个入河排污口，已完成整治312个。", issue=issue) == "completed"
    assert whole_status("已拆除沿河违建1200平方米。", issue=issue) is None
    assert whole_status("已全部拆除沿河违建1200平方米。", issue=issue) == "completed"


def test_a_negation_in_the_subject_denies_nothing():
    assert whole_status("未批先建问题已整改完成。", issue="3家企业未批先建。") == "completed"


def test_standing_work_alone_is_ongoing():
    assert whole_status("一是定期开展巡查；二是建立长效机制，严防反弹。") == "ongoing"
    assert whole_status("一是召开会议；二是印发方案。") is None  # nothing is said of where it stands


def test_of_a_deadline_only_what_is_finished_speaks():
    assert whole_status("已完成", field="deadline") == "completed"
    assert whole_status("已完成整改，长期坚持", field="deadline") == "completed"
    assert whole_status("2024年12月底前完成整改", field="deadline") is None
    assert whole_status("2023年主体完工，2024年6月投用", field="deadline") is None
    assert whole_status("2023年12月已完成", field="deadline") == "completed"
    assert whole_status("立行立改，长期坚持", field="deadline") is None


def test_a_date_ahead_of_the_report_is_a_plan():
    assert whole_status("2024年10月完成整改", reported_on=date(2024, 6, 1)) is None
    assert whole_status("2024年5月完成整改", reported_on=date(2024, 6, 1)) == "completed"
    assert whole_status("2024年6月完成整改", reported_on=date(2024, 6, 20)) == "completed"
    assert whole_status("2024年6月底完成整改", reported_on=date(2024, 6, 20)) is None
    assert read("整改方案明确2024年5月底前完成整改。", reported_on=date(2024, 6, 20))[0] == []
    by_its_day, _ = read("2024年5月20日前改造完毕，并接入在线监控。", reported_on=date(2024, 6, 20))
    assert [(report.status, report.completed_on) for report in by_its_day] == [
        ("completed", date(2024, 5, 20))
    ]


def test_a_month_without_a_year_is_of_the_year_before_in_a_report_of_january():
    told_in = {"reported_on": date(2024, 1, 8)}
    found, _ = read("12月28日市城管局组织验收，已完成整改。", **told_in)
    assert [report.completed_on for report in found] == [date(2023, 12, 28)]
    assert whole_status("6月底完成整改。", **told_in) is None


def test_what_is_not_yet_in_use_is_not_completed():
    assert whole_status("尚未投入运行。") == "on_track"
    assert whole_status("因管网未接通，尚未投入运行，整改滞后。") == "overdue"


def test_a_column_may_name_what_is_under_way():
    assert whole_status("前期手续办理中", field="status") == "on_track"
    assert whole_status("前期手续办理中") is None  # a measure


def test_what_is_kept_within_its_limit_answers_its_problem():
    kept = "全区煤炭消费总量控制在指标以内。"
    assert [report.status for report in read(kept, issue="煤炭消费总量超标。")[0]] == ["completed"]
    assert whole_status(kept, issue="扬尘污染严重。") is None
    assert whole_status("取缔采砂点12个，河道已恢复。", issue="河道非法采砂。") == "completed"
    accepting = "升级改造已完工，环保验收手续正在办理。"
    assert whole_status(accepting, issue="焚烧炉未升级改造。") == "completed"
    assert whole_status("企业已恢复生产。", issue="企业废气超标。") is None


def test_a_rate_of_all_answers_its_problem():
    text = "除治互花米草1.36万亩，除治率100%，转入后期管护。"
    assert whole_status(text, issue="互花米草蔓延。") == "completed"
    assert whole_status("新建设施41座，治理率达到63.8%。", issue="农村污水治理率低。") is None  # a figure
    text = "建成乡镇污水处理设施21座，实现建制镇全覆盖。后续将加强监管，确保稳定运行。"
    assert whole_status(text, issue="乡镇环境基础设施短板。") == "completed"


def test_a_place_cleared_answers_its_problem():
    text = "非法采砂得到有效遏制，采砂设备全部清场，河道恢复原貌。"
    assert whole_status(text, issue="河道非法采砂。") == "completed"


def test_the_day_of_a_step_is_not_that_of_the_task():
    steps = "一是更换设备3台套；二是实施废水处理站改造，2023年5月完成；三是2023年6月以来废水达标排放。"
    found, _ = read(steps, "progress", "")
    assert [(report.status, report.completed_on) for report in found] == [("completed", None)]
