"""What reports usually write, in our own words: not one finding may come of it."""

import pytest

from gongkai.checking import check
from tests.checking.paper import make_report

TABLE = {
    "requests.received.natural_person": 7,
    "requests.received.total": 7,
    "requests.granted.natural_person": 7,
    "requests.granted.total": 7,
    "requests.concluded.natural_person": 7,
    "requests.concluded.total": 7,
    "art20_1.normative_documents.issued": 3,
    "art20_1.normative_documents.in_force": 18,
    "remedies.review.upheld": 1,
    "remedies.review.total": 1,
}

SENTENCES = [
    "2021年共收到政府信息公开申请7件，其中当面申请2件、网络申请5件，均在法定期限内答复。",
    "全年新收政府信息公开申请 7 件，较2020年收到的12件减少5件，办结率100%。",
    "共受理依申请公开7件，答复7件，予以公开7件，不予公开0件，结转下年度0件。",
    "本年度收到公民、法人和其他组织政府信息公开申请七件，已全部办结。",
    "2021年，我县将政府信息公开纳入年度绩效考核，按季度通报。",
    "截至2021年12月31日，累计主动公开政府信息2.3万条，其中部门信息1.8万余条。",
    "办理人大代表建议46件、政协提案52件，答复率100%，满意率98.7%。",
    "受理12345热线诉求1372件，按期办结率99%，群众满意度96%。",
    "全年作出行政许可决定5120件、行政处罚决定318件，均按时公示。",
    "制发行政规范性文件3件，废止2件，清理历年规范性文件60件。",
    "因政府信息公开被申请行政复议1件，结果维持；未发生行政诉讼案件。",
    "严格执行《政府信息公开条例》《青禾县政府信息公开保密审查制度》等规定，做到“先审查、后公开”。",
    "一是加强领导。二是完善制度。三是强化培训，全年举办培训班3期、培训220人次。",
    "2022年，我县将重点抓好以下工作：一是拓展公开内容；二是强化政策解读。",
    "通过政府网站（http://www.qinghe.gov.cn）、微信公众号“青禾发布”等渠道发布信息。",
    "对申请内容不明确的，一次性告知申请人补正；无正当理由大量反复申请的，依法处理。",
    "开展扫黄打非、禁毒禁赌宣传，严厉打击电信网络诈骗和跨境赌博，整治色情低俗信息。",
    "各乡镇人民政府、街道办事处和县政府各部门按照要求，及时更新信息公开指南和目录。",
    "联系地址：青禾县人民路1号，邮政编码：450000，电话：0371-60000000，传真：0371-60000001。",
    "收到涉及征地补偿的申请4件、涉及财政预算的申请3件。",
    "根据国办公开办函〔2021〕30号文件和《关于做好2021年政府信息公开工作年度报告编制工作的通知》要求，现予公布。",
    "本年度没有收取信息处理费。",
    "为什么申请？怎么申请？在哪里申请？网站设有专门说明。",
    "面积3×5公里，温度-5℃至10℃，比例为3:2，A＆B、C/D、“互联网+政务服务”。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("body", ["青禾县人民政府", "青禾县柳泉镇人民政府", "青禾县教育局"])
def test_usual_sentence(sentence: str, body: str) -> None:
    report = make_report(body, 2021, overview=sentence, cells=TABLE)

    assert [(f.rule, f.message()) for f in check(report)] == []


def test_all_of_them_together() -> None:
    report = make_report("青禾县人民政府", 2021, overview="\n".join(SENTENCES), cells=TABLE)

    assert [(f.rule, f.message()) for f in check(report)] == []
