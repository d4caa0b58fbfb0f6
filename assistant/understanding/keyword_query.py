"""What a query of mere keywords wants: 总投资 张吉怀高铁, 开标 时间, without a word that asks.

It ends in the name of what is wanted, or a piece of it does, behind which only a period or
a polite word stands.
"""

import re
from typing import Final

PIECES: Final = re.compile(r"[\s，。；：、,;:?？!！]+")
_TAIL: Final = re.compile(
    r"(?:是|为|呢|的?情况|的?数据|目标值?|指标|[今去前明]年|上半年|下半年|全年|年初|年末|年底|同比|环比|合计|累计|目前|现在|各自|分别)+$"
)
"""What may stand behind the name of what is wanted."""
_TURN: Final = re.compile(r"(.)[不没]\1|什么|啥|哪|怎|咋|吗$|谁")
"""Signs of a question in words, whose last noun is not what it wants."""
FIGURE: Final = re.compile(
    r"(?:率|额|量|(?<!参)数|值|价|单产|速|幅|系数|库容|里程|造价|价格|面积|产值|规模|强度|密度|浓度|长度|宽度|高度|深度|"
    r"满意度|集中度|依存度|知名度|占比|比例|比重|份额|人次|户次|投资|资金|经费|预算|损失|收入|支出|利润|结余|余额|补助|补贴|"
    r"奖金|工资|得分|评分|排名|名次|位次|息差|价差|顺差|逆差|缺口|能耗|标准|[总单均]价|成本|费用|开支|花费|耗资|人口|编制|床位|学位|车位|装机|容量|流量|距离|时长|工期|周期|产能|数字|具体数据|水平|名额|订单|载重吨|亩|公里|万元|亿元|万人)$"
)
WHO: Final = re.compile(
    r"(?:单位|部门|处室|科室|机构|组长|局长|主任|院长|校长|所长|县长|区长|市长|州长|书记|指挥长|责任人|负责人|牵头人|"
    r"联系人|主体|(?:承建|施工|设计|建设|运营|管理)方)$"
)
PLACE: Final = re.compile(r"(?:地点|地址|位置|选址|所在|驻地|分布|布局|点位|[办建户属产归在]地|会址|校址|厂址|院址)$")
DATE: Final = re.compile(r"(?:时间表?|日程|日期|时限|期限|年份|节点)$")
WHY: Final = re.compile(r"(?:原因|缘由|成因|根源|症结)$")


def wanted(text: str) -> str | None:
    """The piece of the query ``text`` that names what it wants, without what may stand behind; None if it is none.

    >>> wanted("非税收入 上半年 同比"), wanted("市里支不支持发债规模")
    ('非税收入', None)
    """
    if _TURN.search(text):
        return None
    for piece in reversed(PIECES.split(text)):
        noun = _TAIL.sub("", piece)
        if any(pattern.search(noun) for pattern in (FIGURE, WHO, PLACE, DATE, WHY)):
            return noun
    return None
