"""A list of items with labelled fields: 整改目标：… 整改措施：… 整改时限：…, in whatever dress."""

from loaders.items import Check, Layout
from loaders.layouts.item_list import ItemList, read_list
from loaders.source import Source

PLAN_FIELDS = {"goal", "measures", "deadline", "units", "leader"}


def claims(source: Source) -> bool:
    """Most items have a labelled field that a plan has; two of them have two, or the only one has four."""
    return _found(source) is not None


def read(source: Source, *, in_brackets: bool = False) -> Layout:
    """`in_brackets`: for documents in which nothing else is a list, 1.污水直排。（责任单位：县水利局；完成时限：2024年底）"""
    found = _found(source, in_brackets)
    if found is None:
        return Layout("labelled_items", "plan")
    reported = [
        item for item in found.items if any(part.name in ("progress", "status") for part in item.fields)
    ]
    kind = "progress_report" if len(reported) * 2 > len(found.items) else "plan"
    return Layout("labelled_items", kind, found.items, found.not_understood, numbering_checks(found))


def _found(source: Source, in_brackets: bool = False) -> ItemList | None:
    found = read_list(source, in_brackets=in_brackets)
    if found is None:
        return None
    of_plan = [len({part.name for part in item.fields if part.label} & PLAN_FIELDS) for item in found.items]
    is_list = sum(count >= 2 for count in of_plan) >= 2 or (len(of_plan) == 1 and of_plan[0] >= 4)
    return found if is_list and sum(count >= 1 for count in of_plan) * 2 > len(of_plan) else None


def numbering_checks(found: ItemList) -> tuple[Check, ...]:
    """For lists without numbers: what stands as an item's number is its place."""
    if found.is_numbered:
        return ()
    return (Check("清单编号", None, None, None, f"清单没有编号，按先后次序编为1至{len(found.items)}。"),)
