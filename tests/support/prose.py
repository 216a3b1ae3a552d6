"""The words of an invented report: bodies that do not exist, sentences of our own."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.support.truth import Entry

_PLACES = ("澜汀", "霁川", "苇泽", "栖梧", "枕溪", "砚湾", "鹭屿", "槐塬", "芦荡", "禾坪")
_UNDER = ("临澄市", "云岫省望舒市", "望舒市", "苍岚州", "")
_KINDS = {
    "zero": ("镇", "乡", "街道办事处", "镇人民政府"),
    "township": ("镇人民政府", "乡人民政府", "街道办事处", "县档案馆"),
    "county": ("县人民政府", "县水务局", "区教育体育局", "县市场监督管理局"),
    "city": ("市人民政府", "市交通运输局", "市住房和城乡建设局"),
}

_OPENING = (
    "{year}年，{body}围绕中心工作，把公开贯穿于决策、执行、管理、服务和结果各环节，各项任务按期完成。",
    "一年来，本机关按照上级部署，以群众看得到、听得懂、能监督为目标，继续做好信息公开各项工作。",
    "{year}年，本单位以《中华人民共和国政府信息公开条例》为遵循，公开的内容更实、渠道更宽、答复更规范。",
)
_PROACTIVE = (
    "全年通过门户网站发布信息{a}条，其中工作动态{b}条、通知公告{c}条，政务新媒体推送{d}篇。",
    "主动公开规划计划{c}项、财政预决算信息{d}条、重大项目信息{b}条，更新机构职能信息{c}次。",
    "编制并调整基层政务公开标准目录{c}类{b}项，印制办事明白卡{a}份，覆盖{d}个行政村（社区）。",
    "本年制发行政规范性文件{c}件，规章0件，均在印发后20个工作日内公开，并配发解读材料{d}份。",
)
_ON_REQUEST = (
    "全年共收到政府信息公开申请{received}件，均在法定期限内答复，未收取信息处理费。",
    "本年新收政府信息公开申请{received}件，上年结转{carried_in}件，予以公开{granted}件，结转下年度继续办理{carried_out}件。",
    "完善登记、审核、办理、答复、归档流程，当面及网络渠道受理申请{received}件，接待来电咨询{a}人次。",
)
_MANAGEMENT = (
    "落实“先审查、后公开”制度，全年审查信息{a}条，发现并纠正表述不当{c}处；对{d}份历史文件重新评估公开属性。",
    "规范文件生成时的属性认定，公文拟稿环节同步注明主动公开、依申请公开或不予公开，并说明理由。",
)
_PLATFORM = (
    "改版信息公开专栏{c}个，上线智能检索，全年访问量{a}次；政务公开专区配备查阅电脑{d}台、打印机1台。",
    "对3个政务新媒体账号开展日常巡查，清理长期不更新栏目{c}个，网站与新媒体内容一体发布。",
)
_SUPERVISION = (
    "全年召开专题会议{d}次，组织业务培训{c}场、{b}人次参加，将公开工作纳入年度考核，占分值的4%。",
    "开展社会评议，发放问卷{a}份，满意率{percent}%；全年未发生因公开工作被追究责任的情形。",
)
_PROBLEMS = (
    "一是部分信息公开不够及时，个别栏目更新间隔超过{c}天。",
    "二是政策解读形式单一，图解、视频类解读仅占{percent}%。",
    "三是基层公开人员变动较多，业务熟悉程度参差不齐。",
    "一是申请答复的说理性不足，存在格式化表述；二是主动公开的深度与群众期待仍有距离。",
)
_PLANS = (
    "{next}年，本机关将健全信息发布清单，明确责任人和时限，每季度通报一次；组织答复案例研讨{d}次。",
    "下一步，一是加强队伍建设，全年培训不少于2次；二是丰富解读方式，做到政策与解读同步；三是优化平台功能。",
)
_OTHER = (
    "无。",
    "无其他需要报告的事项。",
    "本年度未收取信息处理费。",
    "依据国务院办公厅《政府信息公开信息处理费管理办法》，本机关{year}年度收取信息处理费0元。",
    "{year}年承办人大代表建议{c}件、政协提案{d}件，均已办结并按规定公开答复摘要。",
)
_LEAD_IN = (
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条规定，现公布{body}{year}年度政府信息公开工作年度报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{body}办公室联系（地址：望舒大道{d}号；邮编：{post}；电话：0{area}-{phone}）。",
    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。",
    "现将{body}{year}年政府信息公开工作情况报告如下：",
)


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in a report that is not a table."""

    body: str
    title: tuple[str, ...]
    lead_in: str
    prose: dict[int, tuple[str, ...]]


def random_words(rng: Random, year: int, size: str, entries: dict[str, Entry]) -> Words:
    """Body, title and sections of prose for a report whose numbers are known."""
    body = rng.choice(_UNDER) + rng.choice(_PLACES) + rng.choice(_KINDS[size])
    fill = _filling(rng, body, year, entries)
    return Words(
        body=body,
        title=_title(rng, body, year),
        lead_in=rng.choice(_LEAD_IN).format(**fill) if rng.random() < 0.8 else "",
        prose={
            1: _overall(rng, fill),
            5: _problems(rng, fill),
            6: (rng.choice(_OTHER).format(**fill),),
        },
    )


def _title(rng: Random, body: str, year: int) -> tuple[str, ...]:
    tail = rng.choice(
        ("政府信息公开工作年度报告", "政府信息公开工作年度报告", "政府信息公开年度报告")
    )
    if rng.random() < 0.25:
        return body, f"{year}年{tail}"
    return (f"{body}{year}年{rng.choice(('', '度'))}{tail}",)


def _filling(rng: Random, body: str, year: int, entries: dict[str, Entry]) -> dict[str, object]:
    def total(row: str) -> object:
        value = entries[f"requests.{row}.total"].value
        return 0 if value is None else value

    return {
        "body": body,
        "year": year,
        "next": year + 1,
        "a": rng.randint(100, 40_000),
        "b": rng.randint(10, 400),
        "c": rng.randint(1, 30),
        "d": rng.randint(2, 20),
        "percent": round(rng.uniform(5, 99), 1),
        "post": rng.randint(100_000, 899_999),
        "area": rng.randint(310, 998),
        "phone": rng.randint(2_000_000, 8_999_999),
        "received": total("received"),
        "carried_in": total("carried_in"),
        "granted": total("granted"),
        "carried_out": total("carried_out"),
    }


def _overall(rng: Random, fill: dict[str, object]) -> tuple[str, ...]:
    topics = (
        ("主动公开情况", _PROACTIVE),
        ("依申请公开情况", _ON_REQUEST),
        ("政府信息管理情况", _MANAGEMENT),
        ("平台建设情况", _PLATFORM),
        ("监督保障情况", _SUPERVISION),
    )
    lines = [rng.choice(_OPENING).format(**fill)]
    heads = rng.choice(("line", "inline", "none"))
    for number, (head, bank) in zip("一二三四五", topics, strict=True):
        text = "".join(s.format(**fill) for s in rng.sample(bank, rng.randint(1, 2)))
        if heads == "line":
            lines += [f"（{number}）{head}", text]
        elif heads == "inline":
            lines.append(f"（{number}）{head}。{text}")
        else:
            lines.append(text)
    return tuple(lines)


def _problems(rng: Random, fill: dict[str, object]) -> tuple[str, ...]:
    problems = [s.format(**fill) for s in rng.sample(_PROBLEMS, 2)]
    plans = [s.format(**fill) for s in rng.sample(_PLANS, rng.randint(1, 2))]
    if rng.random() < 0.4:
        return ("（一）存在的主要问题", *problems, "（二）改进情况", *plans)
    return (*problems, *plans)
