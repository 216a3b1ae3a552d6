"""Reports with much text of their own, and copies of them made as offices make them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from gongkai.formats import Part, cells_of
from gongkai.report import Cell, CellState, Report, Section, Signature

_FIRST = "澜霁苇栖枕砚鹭槐芦禾云望听松柳青石白玉清平安长兴永宝金双龙凤泉溪河湖山林桥塘营堡沟岭坪"
_SECOND = "汀川泽梧溪湾屿塬荡坪岫舒泉林庄桥坝岭滩洲塘坡店沟堡营口阳阴源头井湖台关岗峪台甸洼"
_KINDS = ("镇人民政府", "乡人民政府", "街道办事处")
_VERBS = (
    "推进", "完善", "健全", "落实", "规范", "梳理", "编制", "更新", "公布", "解读", "整合", "优化", "拓展", "强化",
    "组织", "开展", "回应", "核查", "修订", "汇总", "培训", "督促", "评估", "整改", "归集", "清理", "对接", "印发",
    "细化", "审核", "收集", "通报", "试行", "制作", "开设", "改版", "走访", "统筹", "协调", "固化",
)  # fmt: skip
_THINGS = (
    "惠农补贴", "财政预算", "民生实事", "办事指南", "政策问答", "权责清单", "招标采购", "征地拆迁", "养老服务", "义务教育",
    "医疗保障", "安全生产", "环境监测", "河道治理", "公交线路", "供水检修", "低保救助", "危房改造", "就业岗位", "技能补助",
    "农村道路", "食品抽检", "药品监管", "文物保护", "图书借阅", "垃圾分类", "老旧小区", "停车泊位", "应急预案", "防汛值守",
    "森林防火", "信访事项", "审计结果", "规划草案", "土地流转", "集体资产", "村务账目", "粮食收购", "农机补贴", "畜禽防疫",
    "水价听证", "燃气改造", "供热投诉", "校车运行", "学位摸底", "疫苗接种", "家庭医生", "残疾人辅具", "退役军人", "住房公积金",
    "不动产登记", "营商环境", "市场准入", "双随机抽查", "信用修复", "知识产权", "科技项目", "人才公寓", "旅游线路", "非遗传承",
)  # fmt: skip
_WAYS = (
    "通过村级公告栏", "借助网格微信群", "依托便民服务大厅", "在赶集日现场", "利用流动宣传车", "经由意见箱和热线", "以图表和漫画",
    "结合主题开放日", "面向沿街商户", "针对返乡青年", "围绕老年群体", "按月度台账", "分季度清单", "逐户入门", "会同驻村工作队",
    "联合派出所和司法所", "请人大代表监督", "邀请村民代表旁听", "由专班每周", "在年中和年末各一次",
)  # fmt: skip
_ENDS = (
    "使群众少跑路", "让账目看得懂", "做到件件有着落", "压缩了等候时间", "减少了重复询问", "问题当场答复", "结果同步上墙",
    "形成闭环管理", "全年共{n}次", "涉及{n}户", "覆盖{n}个村民小组", "收到建议{n}条", "发放资料{n}份", "满意度有所提高",
    "经验在全县交流", "留存备查", "纳入年度考核", "由专人负责", "定期回头看", "避免信息滞后",
)  # fmt: skip
_EVERYBODY = (
    "{name}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政务公开各项工作。",
    "一是主动公开的及时性有待提高，部分栏目更新不够及时。",
    "下一步，将进一步加强业务培训，提高工作人员的能力和水平。",
    "全年未发生因政府信息公开引起的行政复议和行政诉讼案件。",
    "严格执行“先审查、后公开”的信息发布审核制度。",
)


def place_names(rng: Random, count: int) -> list[str]:
    """So many different invented names of townships."""
    stems = sorted({a + b for a in _FIRST for b in _SECOND if a != b})
    rng.shuffle(stems)
    names = [stem + kind for kind in _KINDS for stem in stems]
    if count > len(names):
        # more of them, told apart by their county
        counties = [stem + "县" for stem in stems]
        names = [county + name for county in counties for name in names[: len(stems)]]
    assert len(names) >= count
    return names[:count]


def own_sentence(rng: Random, name: str) -> str:
    """A sentence that hardly any other report has."""
    clauses = []
    for at in range(rng.randint(2, 4)):
        way = rng.choice(_WAYS) if rng.random() < 0.6 else ""
        verb, thing, other = rng.choice(_VERBS), rng.choice(_THINGS), rng.choice(_THINGS)
        clause = f"{way}{verb}{thing}" + (f"和{other}" if rng.random() < 0.4 else "")
        clauses.append((name if at == 0 and rng.random() < 0.15 else "") + clause)
    clauses.append(rng.choice(_ENDS).format(n=rng.randint(2, 900)))
    return "，".join(clauses) + "。"


@dataclass(frozen=True)
class Prose:
    """What a report says in sections one and five, sentence by sentence."""

    body: str
    year: int
    overall: tuple[str, ...]
    problems: tuple[str, ...]
    signed: date | None = None

    @property
    def short(self) -> str:
        """The body's name as it speaks of itself."""
        return short_name(self.body)

    def report(self) -> Report:
        """The report, all numbers zero."""
        cells = {cell: Cell(0, CellState.NUMBER, "0") for cell in cells_of(_FORMATS)}
        signature = Signature(self.body, self.body, self.signed) if self.signed else None
        return Report(
            self.body,
            self.year,
            f"{self.body}{self.year}年政府信息公开工作年度报告",
            _FORMATS,
            cells,
            sections=(
                Section(1, "一、总体情况", _paragraphs(self.overall)),
                Section(5, "五、存在的主要问题及改进情况", _paragraphs(self.problems)),
                Section(6, "六、其他需要报告的事项", "无其他需要报告的事项。"),
            ),
            lead_in=f"根据《中华人民共和国政府信息公开条例》规定，{self.body}编制本报告。",
            signature=signature,
            file=f"{self.body}-{self.year}.txt",
        )


_FORMATS = dict.fromkeys(map(str, Part), "2021")


def short_name(body: str) -> str:
    """A township's name without the words for its government."""
    return re.sub(r"人民政府$|办事处$", "", body)


def prose(rng: Random, body: str, year: int = 2022, sentences: int = 24) -> Prose:
    """A report of its own, with the sentences that everybody writes among its own."""
    short = short_name(body)
    own = [own_sentence(rng, short) for _ in range(sentences - 1)]
    own.insert(0, f"{short}{own_sentence(rng, short)}")
    for phrase in rng.sample(_EVERYBODY, rng.randint(2, 4)):
        own.insert(rng.randrange(len(own)), phrase.format(name=short))
    cut = len(own) * 3 // 4
    return Prose(body, year, tuple(own[:cut]), tuple(own[cut:]))


def copied(
    rng: Random,
    source: Prose,
    into: Prose,
    share: float,
    *,
    change: str = "names",
    forgets: bool = False,
) -> Prose:
    """``into`` with so large a share of its sentences taken from ``source``, in one stretch.

    ``change``: ``names`` puts in the other name, ``numbers`` other numbers too, ``words``
    also another word here and there. ``forgets``: one sentence keeps the name of its source.
    """
    theirs, mine = list(source.overall), list(into.overall)
    count = min(len(theirs), max(1, round(share * (len(mine) + len(into.problems)))))
    count = min(count, len(mine))
    named = [at for at, text in enumerate(theirs) if source.short in text and "条例" not in text]
    kept = rng.choice(named) if forgets else None
    low = 0 if kept is None else max(0, kept - count + 1)
    high = len(theirs) - count if kept is None else min(kept, len(theirs) - count)
    start = rng.randint(low, high)
    made = [
        text if at == kept else _changed(rng, text, source.short, into.short, change)
        for at, text in enumerate(theirs[start : start + count], start)
    ]
    at = rng.randint(0, len(mine) - count)
    mine[at : at + count] = made
    return replace(into, overall=tuple(mine))


def _changed(rng: Random, text: str, old: str, new: str, change: str) -> str:
    text = text.replace(old, new)
    if change in ("numbers", "words"):
        text = re.sub(r"\d+", lambda _: str(rng.randint(2, 900)), text)
    if change == "words":
        verb = rng.choice(_VERBS)
        known = [each for each in _VERBS if each in text]
        text = text.replace(rng.choice(known), verb, 1) if known else text
    return text


def _paragraphs(sentences: Sequence[str]) -> str:
    return "\n".join("".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))
