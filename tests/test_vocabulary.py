"""What all that reads words leans on."""

import pytest

from loaders import vocabulary


@pytest.mark.parametrize(
    "pattern, letters",
    [
        ("污水集中处理率", ["污水集中处理率"]),
        ("秸秆…利用?率", ["秸秆利率"]),  # 用 may be missing
        ("PM2\\.?5|细颗粒物", ["PM", "细颗粒物"]),
        ("(?<!农村)污(?:水|泥)[^。量]{0,3}率(?=增长)", ["污率"]),  # what stands around it is not in it
        ("(?P<w>赤泥|锰渣)", [""]),
        ("进水(?:COD(?:cr)?|总磷)", ["进水"]),
    ],
)
def test_the_letters_of_every_match(pattern: str, letters: list[str]) -> None:
    assert vocabulary.always_in(pattern) == [frozenset(each) for each in letters]
