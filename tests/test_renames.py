"""Offices under old and new names."""

import pytest

from loaders.grammar.units.organisations import identify
from loaders.grammar.units.renames import later_names
from loaders.vocabulary import rows


@pytest.mark.parametrize(
    ("written", "city", "later"),
    [
        ("市环境保护局", "衡阳市", {("衡阳市生态环境局", "renamed")}),
        ("蒸湘区安全生产监督管理局", "衡阳市", {("衡阳市蒸湘区应急局", "renamed")}),
        ("市国土资源局", "衡阳市", {("衡阳市自然资源局", "merged"), ("衡阳市自然资源规划局", "merged")}),
        ("邵东县党委政府", "邵阳市", {("邵阳市邵东市党委政府", "renamed")}),
        ("邵东县环境保护局", "邵阳市", {("邵阳市邵东市环保局", "renamed"), ("邵阳市邵东市生态环境局", "renamed")}),
        ("邵阳县环境保护局", "邵阳市", {("邵阳市邵阳县生态环境局", "renamed")}),  # still a county
        ("市生态环境局", "衡阳市", set()),
        ("市环境保护局蒸湘分局", "衡阳市", set()),  # a branch is not the office
        ("各县市区环境保护局", "衡阳市", set()),
    ],
)  # fmt: skip
def test_what_an_office_may_go_by_now(written, city, later):
    assert set(later_names(identify(written, city=city, area=None))) == later


def test_the_vocabulary_has_standard_names():
    for row in rows("renamed_offices"):
        assert row["how"] in ("renamed", "merged")
        for name in (row["former"], row["present"]):
            assert identify(f"市{name}", city="衡阳市", area=None).unit_id == f"衡阳市{name}", row
