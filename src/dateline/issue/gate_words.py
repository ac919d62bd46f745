"""Words by which the gate tells what of a sentence may be left out without changing what it says."""

from __future__ import annotations

SPEECH = frozenset(
    """
say says said saying tell tells told telling announce announces announced add adds added adding note notes noted
report reports reported reporting claim claims claimed allege alleges alleged argue argues argued warn warns warned
state states stated write writes wrote explain explains explained insist insists insisted declare declares declared
confirm confirms confirmed deny denies denied suggest suggests suggested estimate estimates estimated believe believes
believed think thinks thought expect expects expected predict predicts predicted forecast forecasts hope hopes hoped
promise promises promised call calls called describe describes described according quoted citing cited cite cites
caution cautions cautioned reply replies replied ask asks asked admit admits admitted concede concedes conceded
acknowledge acknowledged propose proposes proposed consider considers considered understood rumoured rumored
""".split()
)
# What stands with one of these qualifies more than itself: it is never left out.
_DOUBTS = """
no not nor never none nobody nothing neither without hardly barely scarcely rarely seldom cannot few little lacks lack
lacked lacking fail fails failed failing failure refuse refused refuses reject rejected rejects
may might could would should must can shall ought need needs needed require requires required requiring requirement
likely unlikely probably possibly perhaps maybe apparently reportedly allegedly supposedly presumably seemingly
purportedly potentially theoretically nominally officially seem seems seemed appear appears appeared
plan plans planned planning intend intends intended aim aims aimed due scheduled set target targets targeted goal
draft preliminary provisional tentative interim initial trial pilot experimental conditional temporary temporarily
if unless until provided providing subject pending depending depends assuming whether approval approve approved
permission permit consent condition conditions otherwise except excluding exception exempt apart only merely solely
limited limit limits restricted partly partially part half certain but though although however despite yet
while-not instead rather contrary unlike whereas other
false falsely fake hoax wrong wrongly error mistake mistaken mistakenly incorrect untrue alleged unverified unconfirmed
unproven disputed dispute disputes doubt doubts doubtful questioned question unclear uncertain controversial
criticised criticized retracted retract corrected correction denial withdrawn withdrew withdraw cancelled canceled
cancel revoked revoke annulled annul overturned overturn reversed reverse suspended suspend halted halt scrapped scrap
abandoned abandon postponed postpone delayed delay banned ban stopped blocked lost collapsed bankrupt acquitted
dropped former formerly once then-called previously respectively latter each together combined altogether jointly
both alone between ever died dies die killed dead
""".split()
SENSITIVE = (SPEECH | frozenset(_DOUBTS)) - frozenset(("called", "set"))
BLOCKING = frozenset("respectively latter former neither either whether unless if".split())
VERBS = frozenset(
    """
is are was were be been has have had do does did will would shall should can could may might must
said says told announced made makes took takes won wins lost loses rose rises fell falls sold sells bought buys led
leads held holds began begins went goes came comes gave gives got gets kept keeps left leaves met meets paid pays put
puts ran runs saw sees sent sends spent spends spoke speaks stood stands wrote writes built builds cut cuts grew grows
hit hits set sets plans wants owns became becomes found finds brought brings thought thinks taught drew draws drove
drives fought flew shut broke breaks chose chooses lay lies sat sits struck shows showed shown remains serves sits
covers starts ends opens closes operates employs produces provides includes contains costs expects hopes works lives
""".split()
)
TITLES = frozenset(
    """
president director head chief chairman chairwoman chair deputy secretary founder co-founder professor spokesman
spokeswoman spokesperson capital author editor manager vice senior partner analyst researcher minister mayor governor
engineer economist general owner
""".split()
)
CONNECTIVES = tuple(
    tuple(one.split())
    for one in (
        "meanwhile ,", "also ,", "in addition ,", "additionally ,", "moreover ,", "furthermore ,", "separately ,",
        "besides ,", "at the same time ,", "however ,",
    )
)  # fmt: skip
RESULTS = frozenset("making bringing setting marking giving creating becoming joining helping including".split())
SUBORDINATORS = frozenset(
    """
although though while when whenever if after before since because as once until unless despite with without in on at
under for by from during following given whether even not rather instead besides except unlike according
""".split()
)
CLAUSES = SUBORDINATORS - frozenset("in on at under for by from during following".split())
WEEKDAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
PRONOUNS = frozenset("it he she they this that these those we i you who which".split())
FIRST_PERSON = frozenset("i we our ours us my me".split())
# Words that begin in a capital only at the head of a sentence.
CAPITALS = frozenset("The A An In On At For Of It Its This That These Those Some More Most Nearly About Over".split())
# Subjects that mean what a sentence before named.
BARE_NOUNS = frozenset(
    """
company firm group agency ministry court plant project deal university institute team bank fund committee commission
bureau department office government minister president director spokesman spokeswoman official officials researchers
scientists study report paper survey plan law rule rules measure measures move decision device system app service
product robot satellite probe rocket ship vehicle car battery factory school hospital city province county district
village region country state island park bridge line station site programme program scheme conference meeting event
figure figures total sum price number rate man woman boy girl couple family victim suspect author authors letter move
two three four five pair trio latter former other others same
""".split()
)
CHINESE_SENSITIVE = tuple(
    """
不 没 未 无 非 否 但 然而 虽 尽管 如果 若 假如 除 仅 只 据 称 说 表示 指出 认为 透露 介绍 宣布 强调
或 可能 也许 预计 有望 计划 拟 估计 预测 前提 条件 须 需 批准 待 暂 尚 撤 取消 驳回 推翻 失败 叫停
谣 假 误 质疑 争议 例外 以内 以下 反 却 而 计算 口径 分别 部分 约定 试点 试 涉嫌 疑 左右 原 曾 共
合计 各 “ ” 「 」 " ‘ ’
""".split()
)
CHINESE_HEADS = tuple(
    """
对于 在 当 随着 由于 如 虽 尽管 除 据 自 从 为 根据 按 经 若 即 无论 不管 不仅 不但 只 一方面 既 与
因 通过 面对 针对 关于 至于
""".split()
)
CHINESE_TAILS = tuple(
    """
上 中 时 后 前 下 的 日 月 年 说 称 表示 指出 认为 与 和 及 对 为 在 介绍 透露 宣布 强调 告诉记者 里
内 间 来 以来 起 等 比 显示 方面 而言 看来 得知 获悉 报道 消息 指 坦言 坦承 回应 解释 警告 预计 估计
认定 相信 提醒 告诉 本报 直言 承认 建议 分析 测算 是 判断 呼吁 要求 主张 公布 推测 评价 回忆 写道 获知
""".split()
)
CHINESE_BLOCKING = tuple(
    """
不仅 不但 虽 尽管 如果 若 无论 只要 只有 除非 即使 一方面 分别 既 一旦 任何 每当 越 前提 条件 取决
""".split()
)
# Begins of what completes the clause before it.
CHINESE_TIES = tuple("就 便 才 则 都 也 即 再 那么 越 因此 所以 致 从而 使".split())
CHINESE_VERBS = tuple(
    """
了 将 已 是 有 完成 公布 发生 启动 开始 成立 达 增 下降 推出 发布 签署 建成 建设 制定 承担 进入 升空 维持 提高
举行 召开 投产 减少 获 超过 上升 下跌 征求 使用 采用 动工 破土 落户 落子 送走 突破 涨 创 通过 实施
收购 出售 销售 招收 生产 拥有 覆盖 接入 收到 发表 回顾 位于 面向 来自 取出 关闭 裁 开放 试制 停 走访 涉及 总投资
""".split()
)
CHINESE_CONNECTIVES = ("此外，", "同时，", "另外，", "与此同时，", "此外,")
