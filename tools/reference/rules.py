"""The catalogue of checks."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.checking import RuleSpec, catalogue
from gongkai.cli.language import say
from gongkai.cli.rules import formats_of
from tools.reference.markdown import block, table

_INTRO = """# 检查规则 · Rules

`gongkai check` 依次运行以下规则；`gongkai rules ID` 在终端显示其中一条。级别：错误＝肯定有错；警告＝很可能有错，请人工核对；提示＝值得知道。

`gongkai check` runs these rules; `gongkai rules ID` shows one of them. An *error* is wrong for
certain, a *warning* very likely wrong, a *note* worth knowing.

"""


def page() -> str:
    """The page ``rules.md``."""
    specs = catalogue()
    overview = table(
        ["编号 id", "级别 severity", "检查", "what"],
        (
            [
                f"[{spec.id}](#{spec.id.lower()})",
                f"{say(f'check.{spec.severity}', 'zh')} {spec.severity}",
                spec.title.zh,
                spec.title.en,
            ]
            for spec in specs
        ),
    )
    return _INTRO + overview + "".join(map(_rule, specs))


def _rule(spec: RuleSpec) -> str:
    return (
        f"\n## {spec.id}\n\n**{spec.title.zh}** · {spec.title.en} (`{spec.slug}`)\n\n"
        + "\n".join(_facts(spec))
    )


def _facts(spec: RuleSpec) -> Iterator[str]:
    yield f"- 级别 severity: {say(f'check.{spec.severity}', 'zh')} `{spec.severity}`"
    yield f"- 理由: {spec.why.zh}"
    yield f"- why: {spec.why.en}"
    if spec.legal_basis:
        yield f"- 依据: {spec.legal_basis.zh}"
        yield f"- legal basis: {spec.legal_basis.en}"
    if spec.since or spec.until:
        yield f"- 适用: {formats_of(spec, 'zh')}"
        yield f"- formats: {formats_of(spec, 'en')}"
    yield ""
    yield "有误 wrong:\n"
    yield block(spec.example.bad)
    yield "正确 right:\n"
    yield block(spec.example.good)
