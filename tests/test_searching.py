"""What a search looks through."""

import pytest

from loaders.searching import folding


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("廢渣", "废渣"),
        ("PM２．５", "pm2.5"),
        ("塵－（ＡＢ）", "尘-(ab)"),
        ("邵阳市，第1项。", "邵阳市,第1项。"),  # 。 has no narrow sister
    ],
)
def test_characters_are_searched_as_their_plain_sisters_one_for_one(written, folded):
    found = written.translate(str.maketrans(folding()))
    assert found == folded
    assert len(found) == len(written)
