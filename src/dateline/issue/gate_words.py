"""Words by which the gate tells whether a sentence says the same where its neighbours are not printed."""

from __future__ import annotations

VERBS = frozenset(
    """
is are was were be been has have had do does did will would shall should can could may might must
said says told announced made makes took takes won wins lost loses rose rises fell falls sold sells bought buys led
leads held holds began begins went goes came comes gave gives got gets kept keeps left leaves met meets paid pays put
puts ran runs saw sees sent sends spent spends spoke speaks stood stands wrote writes built builds cut cuts grew grows
hit hits set sets plans wants owns became becomes found finds brought brings thought thinks taught drew draws drove
drives fought flew shut broke breaks chose chooses lay lies sat sits struck shows showed shown remains serves
covers starts ends opens closes operates employs produces provides includes contains costs expects hopes works lives
sank sinks beat beats shook warns adds believes needs seems appears aims seeks uses
""".split()
)
WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS = frozenset(
    """
January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep
Sept Oct Nov Dec
""".split()
)
FIRST_PERSON = frozenset("i we our ours us my me".split())
# Words that begin in a capital only at the head of a sentence.
FUNCTION_WORDS = frozenset(
    """
the a an in on at for of from with by to as about over under after before since until during among between within
some more most nearly almost around up both all each every no two three four five six seven eight nine ten
""".split()
)
# What “the …” without more means is what a sentence before named.
POINTED = frozenset(
    """
company firm group agency ministry court plant project deal university institute team bank fund committee commission
bureau department office government minister president director spokesman spokeswoman official scientist researcher
study report paper survey plan law rule measure move decision device system app service product robot satellite probe
rocket ship vehicle car battery factory school hospital city province county district village region country state
island park bridge line station site programme program scheme conference meeting event figure total sum price number
rate man woman boy girl couple family victim suspect author letter pair trio latter former other others same rival
brother sister father mother wife husband son daughter boss chairman owner buyer seller parent subsidiary brand lawyer
claim case fine verdict ruling contract agreement merger offer bid drug treatment vaccine patient watch machine chip
model reactor mission launch start-up startup maker chain operator regulator supplier carmaker airline mine
association council party union foundation museum college laboratory lab centre center executive founder engineer
analyst professor mayor governor judge two three four five panel device van game film book exchange
""".split()
)
# Subjects that are somebody's, and do not say whose.
OWNED = frozenset(
    """
revenue revenues sales profit profits output production turnover earnings losses orders income staff workers employees
costs shares deliveries margins debt debts assets management shareholders investors lawyers prosecutors police
regulators officials authorities critics rivals customers clients users victims engineers scientists researchers
executives directors managers experts analysts residents villagers witnesses trading work construction demand supply
""".split()
)
# What stands near with one of these may be said to be untrue.
DOUBTED = (
    r"claims?|claimed|claiming|alleg\w+|rumou?rs?|rumou?red|fak(?:e|es|ed|ery)|forge[ds]?|forger\w*|hoax\w*"
    r"|den(?:y|ies|ied|ial|ials)"
    r"|false|falsely|falsehoods?|untrue|true|truth|that is what|that was what|lie[ds]?|liars?|lying|fiction\w*"
    r"|films?|movies?|novels?"
    r"|play|plays|scenes?|episodes?|satir\w+|parod\w+|jokes?|joked|spoofs?|simulat\w+|drill|exercise|hypothe\w+"
    r"|made up|made-up"
    r"|invent(?:ed|ion of)|fabricat\w+|retract\w*|withdrew|withdrawn|mistak\w+|incorrect\w*|wrong\w*|mislead\w*"
    r"|misled|disput\w+"
    r"|no evidence|without evidence|correction|unconfirmed|unverified|unproven|supposed\w*|purported\w*"
    r"|imagin\w+|suppose"
    r"|what if|myths?|scripts?|dreams?|dreamed|dreamt|accus\w+|shook (?:his|her|their) heads?|nonsense"
    r"|debunk\w*|refut\w+"
    r"|rejected|dismiss\w+|baseless|unfounded|propaganda|disinformation|misinformation|deepfakes?|bogus|phony"
    r"|phoney|scams?"
    r"|gossip|hearsay|speculat\w+|overturned|reversed|annulled|not so|conspiracy|slander|libel|tall tale|legend"
    r"|prank|april fool\w*"
)
CHINESE_DOUBTED = (
    "谣|传言|传闻|网传|误传|谣传|流言|辟谣|否认|不实|失实|虚假|虚构|据称|声称|号称|伪造|编造|捏造|杜撰|造假"
    "|作假|假消息|假的|假人|假信|假冒"
    "|并非|属实|真实|子虚乌有|没有的事|并无此事|无此事|愚人节|电影|影片|小说|剧中|剧情|剧集|情节|剧本|讽刺"
    "|恶搞|玩笑|演习|模拟|更正|撤回|收回"
    "|翻供|指控|指责|摇头|质疑|澄清|说谎|撒谎|谎|诽谤|误导|错误|有误|未经证实|不真|反驳|推翻|改判|梦|传说|假设"
    "|假想|想象|阴谋"
)
# What means the one or the time that a sentence before named.
POINTING = (
    r"\b(?:that|those|these|such|this) (?:same )?(?:date|day|time|year|month|week|weekend|point|moment|period"
    r"|case|event|deal|decision"
    r"|reason|purpose|figure|number|level|limit|cap|place|area|group|meeting|plan|rule|project|one|way)s?\b"
    r"|\b(?:then|thereafter|afterwards?|therefore|thus|thereby|hence|instead|likewise|meanwhile|elsewhere|earlier|later|latter"
    r"|former ones?|respectively|the same|the other|the others|the former|the rest|so far|here|hers|theirs"
    r"|(?:another|others))\b"
    r"|\bthere\b(?! (?:is|are|was|were|will|has|have|had|may|can|could|would)\b)"
    r"|\b(?:day|week|month|year|hour|decade|minute)s? (?:later|before|earlier|after|afterwards)\b(?! [A-Z\d])"
    r"|\bthe (?:same|next|following|previous|preceding) (?:day|week|month|year|evening|morning|night)\b"
)
CHINESE_POINTING = (
    r"[他她它](?!国|乡|人|山)|其(?!中|他|它|余|次|实|间)|(?<![应活])该|此(?!次|外)|上述|这|(?<!刹)那(?!达|不勒斯|瓦|曲)"
    r"|双方|两家|两人|二者|两者|前者|后者|对方|对手|对面"
    r"|当时|当地|当天|当日|当年|当晚|同日|同年|同月|次日|翌日|次年|次月|届时|随后|其后|之后|此后|此前|之前|同期"
    r"|[天日周月年]后(?!续)|事后|本[人公校院厂县市省报刊]|我们?|自己|家属|母公司|子公司|旗下|另外|另有|同样"
    r"|而且|对此"
)
CHINESE_BARE = (
    "公司|集团|企业|工厂|厂方|厂家|校方|院方|警方|检方|法院|监管部门|部门|当局|政府|项目|团队|银行|基金|机构"
    "|医院|学校|委员会|主管部门"
    "|研究所|研究人员|专家|官员|部长|市长|省长|行长|校长|董事长|总裁|总经理|发言人|负责人|律师|股东|工人|员工"
    "|用户|患者|学生|村民|居民|车间|火箭|卫星|飞船|法规|规定|新规|办法|药物|疫苗"
)
CHINESE_OWNED = (
    "营业收入|营业额|营收|收入|净利润|净利|利润|销量|销售额|股价|股份|产量|产值|订单"
    "|成本|亏损|盈利|市值|债务|资产|交付量|毛利率|出货量|管理层|工程|施工|消息|数字"
    "|数据|结果|研究|报告|调查|交易|协议|合同"
)
