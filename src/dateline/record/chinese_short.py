"""Places of one character in Chinese text: 中 and 美 in 中美关系, 华 in 访华, 京 in 来京, 俄 in 俄总理."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STATES = "中美俄日韩朝英法德印越以巴欧澳加意泰缅蒙港澳台叙古埃波苏非南新"
_TWO = r"[中美俄日韩朝英法德印越以巴欧澳加泰蒙苏叙非]"
_PAIR = re.compile(
    rf"(?<![其集当途高空心])(?:{_TWO}(?=[、和与同]?{_TWO})[、和与同]?){{1,3}}{_TWO}"
    r"(?=关系|两国|三国|四国|双方|三方|双边|边界|边境|经贸|贸易|友好|友谊|建交|联合|首脑|会谈|谈判|外长|战争|之间|合资|合作|"
    r"文化|科技|经济|人民|领导人|学者|专家|军事|安全|条约|协定|磋商|对话|冲突|和谈|关系|自由|结盟|同盟|大战)"
    r"|(?<![一-鿿])港澳台?(?=同胞|地区|各界|事务|委员|[、，和])|京津沪|京津冀|沪宁杭|苏浙[皖沪]|粤港澳?(?!台)|滇黔|川陕|川黔滇?|"
    r"(?<=[、，在对与和向])港澳台?(?=同胞|地区|各界|事务|委员)"
)
_SIDE = re.compile(
    r"(?<![其集当地对我双])[中美日俄韩英法德朝越以巴印泰缅澳加意蒙](?=方(?:[的在与和对就将表认提强重希愿也已同则、，。首]|代表|官员|专家|人员|要求|向|军|企业|主人|坚持|承诺|感谢|深))"
)
_TITLED = re.compile(
    rf"(?:(?<![一-鿿])|(?<=[据同与和由前]))[{_STATES[1:]}](?=(?:前|副|新任)?(?:总统|首相|总理|外长|外相|国务卿|国防部长|财长|防长|外交大臣)|"
    r"众议院|参议院|驻[一-鿿]大使|联社电)"
)
_GOING = re.compile(
    r"(?<=[访驻来抵赴离侵援])华(?![盛山东北南中阴容联润侨人裔夏西纳沙尔])|(?<=[在对])华(?=投资|贸易|政策|关系|企业|业务|出口|访问|市场|期间|工作|的|设)"
    r"|(?<=[来赴抵离返进驻回])京(?![剧城都戏东津沪九胡华味广西族山])|(?<=[来赴抵离返驻])沪(?![一-鿿]?杭|宁|指)"
    r"|(?<=[访赴抵])台(?![上下前面阶风儿])|(?<=[对涉])台(?=[湾办胞商]?(?:工作|政策|事务|出售|军售|关系|贸易|办))"
    r"|(?<=[访赴抵驻返])港(?![口务区商币元])"
    r"|(?<=[访驻旅])[日美俄韩朝欧英法德印](?![国本元洲语货罗鲜度期客])|(?<=赴)[日美俄韩欧英法德](?![国本元洲罗])"
)


def abbreviated_places(text: str) -> Iterator[tuple[int, int]]:
    """Where a country or town is written with one character, as newspapers do."""
    for match in _PAIR.finditer(text):
        for at in range(match.start(), match.end()):
            if text[at] not in "、和与同":
                yield at, at + 1
    for pattern in (_SIDE, _TITLED, _GOING):
        for match in pattern.finditer(text):
            yield match.span()
