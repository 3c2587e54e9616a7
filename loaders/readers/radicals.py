"""What fonts put in the place of the characters they look like: radicals, ⾸⻚ for 首页, and the signs of Wingdings."""

import unicodedata

# CJK Radicals Supplement; normalisation leaves these alone. Only those that look like a character of their own.
SUPPLEMENT = (
    "⺁厂⺄乙⺇几⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺕彐⺛旡⺜日⺝月⺟母⺠民⺩王⺪疋⺬示⺮竹⺯糸⺶羊⺷羊⺻聿⺼肉⺽臼⻁虎⻃覀⻄西⻅见⻆角⻇角"
    "⻉贝⻊足⻋车⻏邑⻑長⻒镸⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜"
    "⻲亀⻳龟"
)
CHARACTERS = {ord(radical): SUPPLEMENT[i + 1] for i, radical in enumerate(SUPPLEMENT) if i % 2 == 0}
CHARACTERS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

# Bullets, ticks and boxes of Word's symbol fonts, in the private area where they are boxes without that font
CHARACTERS |= dict.fromkeys((0xF06C, 0xF06E, 0xF075, 0xF0A7, 0xF0B7, 0xF0D8), "•")
CHARACTERS |= {0xF0FC: "✓", 0xF052: "☑", 0xF0FE: "☑", 0xF06F: "□", 0xF0A3: "□", 0xF0A8: "□"}


def as_characters(text: str) -> str:
    """One character for one, so that places stay.

    >>> as_characters("⾸⻚⽅案")
    '首页方案'
    """
    return text.translate(CHARACTERS)
