"""Words that say little of an affair, where the stored background has seen too few texts to tell."""

from __future__ import annotations

from functools import cache

from dateline.stories.features import terms

_WORDS = """
aber alle als also am an auch auf aus bei bereits bis da damit dann das dass dem den denn der des die dies diese
diesem diesen dieser doch dort drei durch ein eine einem einen einer eines er erst es etwa für gab gegen gibt habe
haben hat hatte hatten ihr ihre ihrem ihren ihrer im immer in ist jahr jahre jahren kein keine können mehr millionen
mit muss nach nicht noch nun nur ob oder ohne rund sagte schon sei seien sein seine seinem seinen seiner seit sich sie
sind so soll sollen sowie über um und uhr unter vom von vor war waren was wegen weil weiter welche wenn wer werden wie
wieder will wird wo worden wurde wurden zehn zu zum zur zwei zwischen prozent euro laut am montag dienstag mittwoch
donnerstag freitag samstag sonntag al algo años antes año aunque así aún cada casi como con contra cual cuando cuatro
de del desde después día días donde dos durante el ella ellos en entre era eran es esa ese eso esta estaba estaban
estado este esto está están fue fueron ha había han hace hacia hasta hay horas hoy la las le les lo los más me menos
mientras millones mil muy ni no nos otra otras otro otros para pero personas poco por porque primera primer puede que
quien se sea según ser si sido sin sobre solo son su sus también tan tiene tienen todo todos tras tres tu un una unas
uno unos ya y lunes martes miércoles jueves viernes sábado domingo dijo según a alors après au aucun aussi autre
autres aux avait avant avec avoir ans bien ce cela ces cet cette ceux chaque ci comme contre dans de depuis des deux
devait dit doit donc dont du elle elles en encore entre est et eu été être euros fait faire font heures il ils jour
jours la le les leur leurs lors lui mais même mille millions moins mois ne ni non nos notre nous on ont ou où par pas
pendant peu peut plus pour près qu que quatre qui sa sans se selon sera ses si son sont sous sur tous tout toute
toutes très trois un une vers y était étaient lundi mardi mercredi jeudi vendredi samedi dimanche
"""

# Bigrams of the words that Chinese news is made of; what is not among them is more likely part of a name.
_COMMON_HAN = """
公司 集团 企业 宣布 发布 表示 称为 认为 指出 介绍 透露 报道 消息 记者 新闻 媒体 人士 专家 负责 责人 部门 机构 组织
协会 中心 委员 员会 政府 国家 国务 国际 全球 世界 中国 国内 国外 境外 海外 省份 城市 地区 当地 本地 周边 区域 市场
行业 产业 领域 经济 金融 银行 投资 融资 资金 资本 基金 股份 股票 股价 股东 控股 上市 退市 停牌 复牌 公告 财报 业绩
营收 收入 利润 净利 亏损 增长 同比 环比 下降 上涨 下跌 上升 减少 增加 提高 降低 扩大 缩小 达到 超过 不足 约为 接近
左右 以上 以下 之间 其中 此外 同时 目前 此前 随后 近日 日前 今年 去年 明年 前年 年内 年底 年初 月底 月初 上月 本月
下月 上周 本周 下周 周一 周二 周三 周四 周五 周六 周日 星期 上午 下午 凌晨 晚间 当天 当日 昨日 今日 明天 昨天 首次
首个 首批 首款 第一 第二 第三 最大 最高 最低 最新 最终 正式 全面 全线 启动 开始 完成 结束 开通 运营 建设 建成 施工
工程 项目 计划 方案 规划 目标 预计 预期 有望 将于 将在 已经 正在 继续 推进 推动 促进 加快 实现 实施 执行 落实 开展
进行 举行 召开 会议 大会 论坛 峰会 会谈 谈判 协议 合作 合同 签署 签约 达成 一致 双方 各方 共同 支持 反对 同意 拒绝
批准 审批 许可 获批 获得 取得 通过 公布 征求 意见 草案 法案 法律 法规 规定 规则 条例 办法 标准 政策 措施 要求 禁止
限制 管制 监管 处罚 罚款 调查 立案 起诉 诉讼 法院 中院 高院 法官 判决 裁定 宣判 一审 二审 上诉 仲裁 受理 破产 重整
清算 债务 债权 权人 管理 理人 被告 原告 嫌疑 逮捕 警方 案件 犯罪 有罪 刑事 民事 检察 公安 事故 事件 火灾 爆炸 地震
台风 洪水 暴雨 灾害 救援 伤亡 死亡 受伤 遇难 失踪 伤者 医院 患者 病例 疫情 疫苗 药物 药品 治疗 临床 试验 研究 研发
团队 科学 学家 技术 科技 产品 设备 系统 平台 数据 模型 智能 人工 工智 机器 器人 芯片 半导 导体 电池 汽车 新能 能源
车企 车辆 车型 召回 销量 销售 价格 成本 产能 生产 工厂 停产 复产 投产 量产 订单 供应 应链 客户 用户 消费 费者 出口
进口 贸易 关税 制裁 清单 谷物 石油 天然 然气 电力 发电 核电 风电 光伏 煤炭 碳排 排放 气候 环境 环保 污染 水库 河流
铁路 高铁 动车 列车 车站 地铁 机场 航班 航空 飞机 港口 船舶 公路 高速 桥梁 大桥 隧道 贯通 通车 铺轨 联调 联试 时速
公里 千米 平方 万元 亿元 美元 欧元 人民 民币 万吨 万辆 万人 千人 百万 千万 十亿 大学 学校 学生 教育 教授 论文 期刊
成果 发现 卫星 火箭 发射 航天 轨道 飞船 空间 间站 望远 远镜 天文 太空 探测 测器 观测 博物 物馆 文物 展览 电影 票房
演出 音乐 艺术 文化 旅游 游客 景区 体育 比赛 冠军 决赛 球队 球员 教练 联赛 奥运 赛事 选手 马拉 拉松 总统 总理 首相
部长 外长 主席 主任 董事 事长 总裁 首席 经理 创始 始人 员工 职工 工资 裁员 招聘 岗位 就业 离职 辞职 任命 选举 投票
议会 议员 政党 军队 军方 导弹 袭击 冲突 停火 战争 安全 风险 影响 问题 原因 情况 结果 作用 关系 机制 条件 情形 方面
方式 方向 重点 重要 主要 关键 核心 基础 服务 业务 模式 品牌 渠道 门店 网络 互联 联网 软件 手机 游戏 视频 应用 升级
版本 开源 代码 云计 计算 算力 数字 信息 通信 信号 基站 频谱 实验 验室 样本 材料 金属 稀土 锂电 氢能 储能 充电 电动
动力 发动 动机 自动 驾驶 无人 人机 股权 收购 并购 重组 出售 转让 持股 增持 减持 分红 回购 债券 利率 降息 加息 通胀
汇率 央行 财政 税收 补贴 预算 赤字 援助 贷款 违约 信用 评级 保险 理财 房地 地产 楼市 住房 租金 土地 农业 粮食 种子
养殖 食品 餐饮 零售 电商 物流 快递 仓库 仓储 运输 货运 货物 乘客 旅客 司机 车主 居民 村民 市民 群众 家属 老人 儿童
孩子 妇女 男子 女子 女士 先生 本人 对方 有关 相关 部分 所有 全部 多个 多名 多家 数百 数千 一些 一名 一家 一个 两家
两个 三个 这个 这些 那些 没有 不会 不能 可以 可能 应该 需要 必须 如果 因为 由于 因此 所以 但是 不过 然而 而且 并且
以及 或者 对于 关于 根据 按照 作为 成为 属于 包括 涉及 提供 使用 采用 利用 采取 加强 保障 保护 维护 确保 避免 防止
解决 处理 发生 出现 存在 导致 造成 引发 带来 产生 形成 恢复 暂停 取消 推迟 延长 提前 结合 显示 表明 说明 证明 确认
证实 否认 回应 强调 呼吁 希望 相信 担心 关注 讨论 分析 评估 检查 检测 监测 测试 验收 报告 文件 通知 通报 声明 公开
披露 申请 提交 登记 注册 名单 名额 报名 招标 中标 投标 采购 交付 安装 吊装 运抵 抵达 前往 访问 出席 参加 参与 代表
成员 官员 官方 外交 交部 商务 务部 工信 信部 改委 证监 监会 交易 易所 审议 审查 审理 调整 修订 修改 改革 创新 发展
转型 开放 竞争 优势 挑战 机遇 压力 危机 下调 上调 上限 下限 规模 比例 占比 份额 总额 总量 人数 数量 面积 长度
"""


@cache
def common_han() -> frozenset[str]:
    """The bigrams that say little in Chinese news."""
    return frozenset(_COMMON_HAN.split())


@cache
def function_words() -> frozenset[int]:
    """The ids, as `features.terms` gives them, of the words that are passed over."""
    return _ids(_WORDS.split())


@cache
def common_words() -> frozenset[int]:
    """The ids of the words that say little, in addition to those that the stored background counts."""
    return _ids([*common_han()])


def _ids(words: list[str]) -> frozenset[int]:
    found: set[int] = set()
    for at in range(0, len(words), 100):
        some = terms(" ".join(words[at : at + 100]), "")
        found.update(some.ids[: some.words].tolist())
    return frozenset(found)
