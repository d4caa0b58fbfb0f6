"""Who is named in a text, and who a question wants: a person, a company, a department, or any of them."""

import re
from collections.abc import Iterator

from assistant.understanding.names import asks_which

_ACTING_PLACE = r"(?<![^\W\d_*])\**(?!各|全|我|本|该|有关|相关)[^\W\d_*]{0,5}(?:经开区|高新区|开发区|[县市区州镇乡])(?=要|将|应|须|等地?区|负责|牵头|承办)"
"""A place that acts for itself: 石门县要…."""
_ROLE = (
    r"部门|单位|机关|机构|委员会|办公室|指挥部|专班|工作组|领导小组|政府|党委|纪委|法院|检察院|公安|"
    r"[^\W\d]{1,6}局|[^\W\d]{1,5}委(?!托|屈)|[^\W\d]{1,5}办(?![理法公结事])|集团|公司|企业|协会|"
    r"书记|市长|县长|区长|州长|局长|主任|秘书长|领导|干部|党员|负责人|责任人|指挥长|乡镇|街道|支队|中心|群众|居民"
)
_WHO = re.compile(rf"{_ROLE}|{_ACTING_PLACE}")
_BODY = re.compile(
    r"部门|单位|机关|委员会|办公室|指挥部|专班|工作组|领导小组|政府|党委|纪委|法院|检察院|支队|中心|银行|大队|"
    r"[^\W\d]{1,6}局|[^\W\d]{1,5}委(?!托|屈)|[^\W\d]{1,5}(?<![督承主交举创开严])办(?![理法公结事])|乡镇|街道|县区|县市|公司|集团|供销社|管委会|协会|"
    r"由[^，。；]{2,12}(?:牵头|负责|统筹|组建|承担|组织|会同)|[^，。；由]{2,10}(?:牵头|负责)|" + _ACTING_PLACE
)
_ANY_BODY = re.compile(
    r"[^\W\d_]{1,12}(?:组织|集团|公司|委员会|小组|机构|企业|部门|人大|政协|海关|公安|消防|税务|"
    r"发改|财政|人社|工信|督察|巡视|人员|同志|代表|专家|力量|学校|家庭|大户|农户|业主|县市|市县|县区|中心|群众|居民|"
    r"(?:厅|局|委|办|部|署|院|行|社|站|所|队|处|科|室|组|会)(?=[，。；、：和与及同要将应须来负牵承组统主制定等共]|$))|书记|长(?=[，。、牵负])|党员|干部|领导"
)
_PEOPLE = ("人员", "同志", "代表", "专家", "家庭", "大户", "农户", "业主", "群众", "居民", "力量")
"""Who is no department where one is asked for."""
_COMPANY = re.compile(
    r"[^\W\d]{2,8}(?:公司|集团|厂(?![房区址])|研究院|设计院|银行|医院|学校|大学|学院|院团)|"
    r"(?<=由)[^\W\d]{2,10}?(?<![局委办厅部府中心])(?=负责|投资|承建|建[造设]|运营|开发|施工|中标|揭榜|承担|承[运储办]|管理|供[货应])"
)
_NO_COMPANY = re.compile(
    r"(?:航空|第三方|资产管理|[有相]关|物业|保险|国有|上市|民营|龙头|骨干|平台|外资|本地|各[类家]?|[一两三四五六七八九十\d]家|该|等|关联|担保|金融)(?:类|的)?(?:公司|集团|厂|银行|医院|学校|大学|学院)$"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范"
    "廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃戴莫孔汤"
)
_PERSON = re.compile(
    rf"(?:书记|[省市县区州局院处科厅镇乡村]长|主任|秘书长|指挥长|负责人|工程师|联系人|同志|经理|主席)[：:]?([{_SURNAMES}](?:[^\W\d_，。、牵负主分]{{1,2}}|[×X*]{{1,3}})|\*{{2,}}|×{{2,}})"
)
_ROLES = r"(?:书记|[省市县区州局院处科厅镇乡村组会校所社链站]长|主任|秘书长|指挥长|总指挥|负责人|联系人|经理|主席|院士)"
_ROLE_ASKED = re.compile(rf"副?{_ROLES}")
_ASKS_PERSON = re.compile(
    rf"叫什么|叫啥|名字|姓名|(?:{_ROLES}|一把手)(?:是|叫)?(?:谁|哪位|哪个)|(?:{_ROLES}|一把手)[由是让请]?(?:谁|哪位|哪个|什么人)(?:来)?(?:担任|兼任|[任当])|"
    rf"谁(?:来)?(?:担任|兼任|[任当]){_ROLES}|哪[位一]?位(?:[省市州县区]?(?:级)?(?:领导|干部)|副?{_ROLES})"
)
_CALLED = re.compile(r"叫(?:什么|啥)|名字")
_FIRM = re.compile(r"公司|企业|集团|厂|银行|农商行|医院|院校|学校|机构|老板|大户")
_SOMEBODY = re.compile(rf"{_FIRM.pattern}|{_ROLES}|谁|[人位]|同志|姓")
_HELD_BY = re.compile(
    rf"由(?![一两\d])[^，。；一两\d]{{2,14}}?(?=担任|兼任|任)|(?<![^，。；：])[^，。；：一两\d]{{2,14}}?(?=(?:兼任|担任|任)[^，。；]{{0,8}}{_ROLES})|"
    r"(?:常务|分管)?副?[省市县区州]长(?=包|牵|负|任|担)"
)
"""An office told with who holds it (由分管副州长担任组长): not one of several (由一名副县长)."""
_ASKS_COMPANY = re.compile(
    r"(?:哪|什么|啥)(?:几|些|个|一)?[家户]?[^\W\d]{0,4}(?:公司|企业|集团|厂|银行|开发商|医院|学校|大学|学院|事务所|机构|平台)|第三方(?:机构)?是|哪(?:一|几)?家(?=[^\W\d]{0,3}(?:盖|造|建的|施工|开发|供|飞))|"
    r"施工方|业主|(?:施工|设计|监理|承建)单位|负责施工|承建|中标|开发商"
)
_ASKS_BODY = re.compile(r"部门|单位|机构|机关|哪个?(?:局|委|办)|牵头|body|department|bureau|office")
_ASKS_ANY_NAME = re.compile(r"哪(?:一|几|[两二三四五六七八九十\d]+)?家")
_ANY_NAME = re.compile(
    rf"{_BODY.pattern}|{_COMPANY.pattern}|"
    r"[^\W\d_]{2,10}(?:[站所队院社厅部处科室]|基地|联盟|商会|学会|基金会|合作社|理事会)(?=[，。；、牵负承主组会等揭作]|$)"
)


def people(text: str, question: str) -> list[tuple[int, int]]:
    """The spans of those named in ``text``, not in ``question``; where an office's holder is asked for, of its holder."""
    pattern = _who(question)
    role = _ROLE_ASKED.search(question) if pattern is _PERSON else None
    found = [span for span in _spans(pattern, text, question) if not _NO_COMPANY.search(text[slice(*span)])]
    if role and not _CALLED.search(question):
        found += [span for span in _spans(_HELD_BY, text, question) if role.group() not in text[slice(*span)]]
    if role is None:
        return found
    holds = re.compile(rf"(?<!副){role.group()}")
    return [(start, end) for start, end in found if holds.search(_clause(text, start))]


def _clause(text: str, place: int) -> str:
    return re.split(r"[，；。]", text[:place])[-1] + re.split(r"[，；。]", text[place:])[0]


def _spans(pattern: "re.Pattern[str]", text: str, stated: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text) if match.group() not in stated)


def _who(question: str) -> "re.Pattern[str]":
    if _ASKS_PERSON.search(question) and not (_CALLED.search(question) and _FIRM.search(question)):
        return _PERSON
    if _ASKS_COMPANY.search(question) or _CALLED.search(question):
        return _COMPANY
    if _ASKS_BODY.search(question):
        return _BODY
    return _ANY_NAME if _ASKS_ANY_NAME.search(question) else _WHO


def wants_a_thing(question: str) -> bool:
    """Whether a name is wanted that nobody bears: which project, not which department."""
    if _CALLED.search(question):
        return not _SOMEBODY.search(question)
    somebody = _ASKS_PERSON.search(question) or _ASKS_COMPANY.search(question) or _ASKS_BODY.search(question)
    return not somebody and asks_which(question)


def asks_for_a_holder(question: str) -> bool:
    """Whether ``question`` wants the name of who holds an office (指挥长是谁): nothing but a name will do."""
    return bool(_ROLE_ASKED.search(question) and _ASKS_PERSON.search(question))


def may_name_somebody(question: str, said: str) -> bool:
    """Whether ``said`` speaks of some body or people, of a kind without a sure sign.

    Where a person's or a company's name is asked for, only a name will do.
    """
    named = _ASKS_PERSON.search(question) or _ASKS_COMPANY.search(question) or wants_a_thing(question)
    found = [match.group() for match in _ANY_BODY.finditer(said) if match.group() not in question]
    if _ASKS_BODY.search(question):
        found = [body for body in found if not body.endswith(_PEOPLE)]
    return not named and bool(found)
