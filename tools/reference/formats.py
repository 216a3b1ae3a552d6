"""The formats and the ids of their cells."""

from __future__ import annotations

from itertools import groupby

from gongkai.cli.formats import years_of
from gongkai.formats import FORMAT_IDS, Axis, Format, Identity, Table, get_format
from tools.reference.markdown import code, table

_INTRO = """# 年报格式 · Formats

每个数字都有固定的编号 `表.行.列`，两种格式共有的指标编号相同。金额以万元计。

Every number has one lasting id, `TABLE.ROW.COLUMN`; an indicator that both formats have is the
same in both. Amounts are in 10 000 yuan (万元).

"""
_KINDS = {"count": "", "change": "（有正负 signed）", "amount": "（万元 10 000 yuan）"}


def page() -> str:
    """The page ``formats.md``."""
    forms = [get_format(format_id) for format_id in FORMAT_IDS]
    overview = table(
        ["格式 format", "年度 report years", "依据 set by", "格数 cells"],
        (
            [
                form.id,
                f"{years_of(form, 'zh')} · {years_of(form, 'en')}",
                form.notice,
                str(len(form.cells)),
            ]
            for form in forms
        ),
    )
    return _INTRO + overview + "".join(map(_format, forms))


def _format(form: Format) -> str:
    sections = "".join(f"{s.number}. {s.heading}\n" for s in form.sections)
    tables = "".join(map(_table, form.tables))
    identities = table(
        ["规则 rule", "每一 each", "相加 these", "等于 add up to", "条数 count"],
        (_family(list(members)) for _, members in groupby(form.identities, key=_rule)),
    )
    return (
        f"\n## {form.id}\n\n《{form.title}》（{form.notice}）\n\n{sections}{tables}"
        f"\n### {form.id} 勾稽关系 identities\n\n{identities}"
    )


def _table(block: Table) -> str:
    return (
        f"\n### {block.id}\n\n{block.title}\n\n"
        + table(["行 row", "标签 label", "在 under"], map(_row, block.rows))
        + "\n"
        + table(["列 column", "标签 label", "在 under"], map(_row, block.columns))
    )


def _row(axis: Axis) -> list[str]:
    return [code(axis.id), axis.label + _KINDS[axis.kind], " / ".join(axis.groups)]


def _rule(identity: Identity) -> str:
    return identity.rule


def _family(members: list[Identity]) -> list[str]:
    """The identities of one rule, told once: they differ only in the row or column they bind."""
    first = members[0]
    table_id, row, _ = first.left[0].split(".")
    by_row = all(cell.split(".")[1] == row for cell in first.cells)
    axis = "行 row" if by_row else "列 column"
    left, right = (
        " + ".join(code(cell.split(".")[2 if by_row else 1]) for cell in side)
        for side in (first.left, first.right)
    )
    rule = f"[{first.rule}](rules.md#{first.rule.lower()})"
    return [rule, f"{code(table_id)} {axis}", left, right, str(len(members))]
