"""Lies about a source's sentence, each known to be one by how it is made, and honest shortenings beside them.

A liar is given a sentence, another one of the same report, one of another report, and chance; it gives what a model
might write, or None where the sentence gives it nothing to lie about. None of this looks at how the gate works.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

CHINESE = re.compile("[\u4e00-\u9fff]")
NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")


@dataclass(frozen=True)
class Ground:
    """What a sentence is written about."""

    text: str  # the sentence that it cites
    beside: str  # another sentence of the same report
    other: str  # a sentence of another report
    outlet: str
    other_outlet: str


Writes = Callable[[Ground, random.Random], str | None]


def _is_chinese(text: str) -> bool:
    return bool(CHINESE.search(text))


def _swap(text: str, pairs: list[tuple[str, str]], chance: random.Random) -> str | None:
    """The sentence with one word in place of its counterpart."""
    fitting = [
        (match, new)
        for old, new in [*pairs, *((b, a) for a, b in pairs)]
        if old
        for match in re.finditer(old if _is_chinese(old) else rf"\b{old}\b", text)
    ]
    if not fitting:
        return None
    match, new = chance.choice(fitting)
    return text[: match.start()] + new + text[match.end() :]


def _without(text: str, pattern: str, chance: random.Random) -> str | None:
    found = list(re.finditer(pattern, text))
    if not found:
        return None
    match = chance.choice(found)
    left = (
        re.sub(r"\s+", " ", text[: match.start()] + text[match.end() :]).strip().replace(" ,", ",").replace(" .", ".")
    )
    return _begun(left)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def number(at: Ground, chance: random.Random) -> str | None:
    found = list(re.finditer(r"\d+(?:[.,]\d+)*", at.text))
    if not found:
        return None
    match = chance.choice(found)
    old = match.group()
    digits = [place for place, one in enumerate(old) if one.isdigit()]
    place = chance.choice(digits)
    new = chance.choice(
        [
            old[:place] + str((int(old[place]) + chance.randint(1, 8)) % 10) + old[place + 1 :],
            old + "0",
            old.replace(".", "") if "." in old else old + ".5",
            str(chance.randint(2, 999)) + "1",
        ]
    )
    return at.text[: match.start()] + new + at.text[match.end() :]


def scale(at: Ground, chance: random.Random) -> str | None:
    pairs = [("million", "billion"), ("thousand", "million"), ("万", "亿"), ("half", "a third"), ("one", "two")]
    pairs += [("three", "seven"), ("hundreds", "thousands"), ("dozen", "hundred"), ("third", "fourth"), ("两", "三")]
    return _swap(at.text, pairs, chance)


def unit(at: Ground, chance: random.Random) -> str | None:
    pairs = [("yuan", "dollars"), ("km", "miles"), ("tonnes", "kilograms"), ("percent", "percentage points")]
    pairs += [("GWh", "MWh"), ("seconds", "minutes"), ("days", "weeks"), ("months", "years"), ("元", "美元")]
    pairs += [
        ("公里", "米"),
        ("吨", "公斤"),
        ("小时", "分钟"),
        ("per cent", "per mille"),
        ("hours", "minutes"),
        ("天", "年"),
    ]
    return _swap(at.text, pairs, chance)


def swapped_names(at: Ground, chance: random.Random) -> str | None:
    names = list(dict.fromkeys(NAME.findall(at.text)))
    if len(names) < 2:
        return None
    a, b = chance.sample(names, 2)
    return at.text.replace(a, "\0").replace(b, a).replace("\0", b)


def other_name(at: Ground, chance: random.Random) -> str | None:
    own, theirs = NAME.findall(at.text), [one for one in NAME.findall(at.other) if one not in at.text]
    return at.text.replace(chance.choice(own), chance.choice(theirs)) if own and theirs else None


def negation(at: Ground, chance: random.Random) -> str | None:
    patterns = r"\bnot |\bno |\bnever |\bhardly |\bwithout |n[’']t\b|\bnone of |不|没有|未|并非|尚未"
    gone = _without(at.text, patterns, chance)
    if gone:
        return gone
    added = _swap(at.text, [("is", "is not"), ("was", "was not"), ("will", "will not"), ("has", "has not")], chance)
    return added or _swap(at.text, [("将", "不会"), ("是", "不是"), ("已", "尚未")], chance)


def hedge(at: Ground, chance: random.Random) -> str | None:
    words = (
        r"\b(?:about|nearly|some|almost|around|roughly|up to|more than|over|at least|at most|less than|fewer than|"
        r"perhaps|probably|likely|mainly|mostly|largely|partly|generally|only|just|reportedly|apparently|usually|often|"
        r"approximately|close to|as many as|as much as|expected|estimated|preliminary|draft|planned|proposed) "
    )
    return _without(
        at.text, rf"{words}|约|近|大约|左右|超过|至少|最多|可能|或许|预计|有望|估计|逾|不到|多数|部分|主要|基本", chance
    )


def modality(at: Ground, chance: random.Random) -> str | None:
    pairs = [
        ("may", "will"), ("could", "did"), ("might", "will"), ("would", "will"), ("plans to", "has begun to"),
        ("is to", "did"), ("will", "did already"), ("should", "does"), ("hopes to", "is certain to"),
        ("is expected to", "will"), ("can", "must"), ("aims to", "managed to"),
        ("计划", "已经"), ("将", "已"), ("拟", "已"),
        ("可能", "必将"), ("有望", "确定"), ("预计", "确认"),
    ]  # fmt: skip
    fitting = [(old, new) for old, new in pairs if re.search(old if _is_chinese(old) else rf"\b{old}\b", at.text)]
    if not fitting:
        return None
    old, new = chance.choice(fitting)
    return re.sub(old if _is_chinese(old) else rf"\b{old}\b", new, at.text, count=1)


def attribution(at: Ground, chance: random.Random) -> str | None:
    gone = re.sub(r", (?:[^,“”]{2,60}? )?(?:said|says|added|noted|according to)\b[^“”]*\.$", ".", at.text)
    if gone == at.text:
        gone = re.sub(r"^[^,“”]{2,80}? (?:said|says|announced|warned|told [^,]{2,40}?)(?: on \w+)? that ", "", at.text)
    if gone == at.text:
        gone = re.sub(r"^(?:According to [^,]+, |[^，。“”]{2,20}(?:说|表示|称|指出|介绍|透露|认为)，)", "", at.text)
    return _begun(gone) if gone != at.text else None


def restriction_dropped(at: Ground, chance: random.Random) -> str | None:
    places = (
        r" (?:in|at|near|from|across|outside|within) (?:the )?[A-Z][\w’]+(?: [A-Z][\w’]+)*|"
        r" (?:in|by|since|until|before|after|during) (?:\d{4}|[A-Z][a-z]+(?: \d+)?|"
        r"the (?:first|last|next) [\w -]{3,20}?)(?=[ ,.])|"
        r" on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?= )|"
        r" for (?:the first time|industrial [\w ]+?|some|those|people)(?=[ ,.])|"
        r" (?:under|with|for|among|of) [a-z]+ [a-z]+(?=[.,])|\bonly |"
        r"今年|去年|在[\u4e00-\u9fff]{2,6}(?=[，举])|\d+月\d*日?|首次|其中"
    )
    left = _without(at.text, places, chance)
    if (
        left
        and re.search(r"\b(?:said|announced|told|says)\b on|on \w+day", at.text)
        and left == re.sub(r" on \w+day", "", at.text)
    ):
        return None  # the day on which it was said is no restriction of what was
    return left


def restriction_added(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        return at.text[:-1] + chance.choice(
            ("，但仅限北京。", "，为全国首次。", "，居世界第一。", "，其中大部分来自上海。", "，2010年以来从未有过。")
        )
    tails = (" in Shanghai.", " only.", " for the first time.", " since 2010.", ", the largest in the world.")
    tails += (", which will cost 5,000 jobs.", ", making it the cheapest in Asia.", ", according to the police.")
    return at.text.rstrip(".") + chance.choice(tails)


def quotation_changed(at: Ground, chance: random.Random) -> str | None:
    match = re.search("“([^”]{12,})”", at.text)
    if match is None:
        return None
    words = list(match[1]) if _is_chinese(match[1]) else match[1].split(" ")
    if len(words) < 2:
        return None
    at_word = chance.randrange(1, len(words))
    joint = "" if _is_chinese(match[1]) else " "
    changed = chance.choice(
        [
            words[:at_word] + words[at_word + 1 :],
            [*words[:at_word], "绝" if not joint else "never", *words[at_word:]],
            [*words[: max(1, at_word)]],
        ]
    )
    return at.text[: match.start(1)] + joint.join(changed) + at.text[match.end(1) :]


def quotation_invented(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        return f"“这是一场灾难。”有关负责人说，{at.text}"
    name = chance.choice(NAME.findall(at.text) or ["The ministry"])
    return chance.choice(
        [
            f"“It is a disaster,” said {name}.",
            f"{at.text.rstrip('.')}, “a disgrace”, said {name}.",
            f"{name} said: “{at.beside}”",
        ]
    )


def quote_marks_added(at: Ground, chance: random.Random) -> str | None:
    name = NAME.search(at.other)
    return None if _is_chinese(at.text) or name is None else f"“{at.text.rstrip('.')},” said {name.group()}."


def other_speaker(at: Ground, chance: random.Random) -> str | None:
    match = re.search(r"(?:said|says|noted|added) ([A-Z][\w-]+(?: [A-Z][\w-]+)*)", at.text) or re.search(
        r"([A-Z][\w-]+(?: [A-Z][\w-]+)*) (?:said|says|noted|added)", at.text
    )
    theirs = [one for one in NAME.findall(f"{at.other} {at.beside}") if match and one not in match[1]]
    return at.text[: match.start(1)] + chance.choice(theirs) + at.text[match.end(1) :] if match and theirs else None


def invented(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        return chance.choice(("该项目已经被有关部门叫停。", "公司宣布裁员三千人。", "事故造成十二人受伤。"))
    name = chance.choice(NAME.findall(at.text) or ["The company"])
    return chance.choice(
        [
            f"{name} has been arrested.", f"{name} will close next year.", "Twelve people were injured.",
            f"Critics say that {name} lied.", "The project was stopped by a court.",
            f"{name} is the best in the world.",
        ]
    )  # fmt: skip


def wrong_citation(at: Ground, chance: random.Random) -> str | None:
    return at.beside  # cited as if it were the sentence that is cited


def merged(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        a, b = at.text.split("，"), at.other.split("，")
        return "，".join([a[0], *b[1:]]) if len(a) > 1 and len(b) > 1 else None
    verb = r"\b(?:is|was|has|had|will|said|were|are|have)\b"
    a, b = re.search(verb, at.text), re.search(verb, at.other)
    if a is None or b is None or at.text[: a.start()].strip() == at.other[: b.start()].strip():
        return None
    return chance.choice(
        [
            at.text[: a.start()] + at.other[b.start() :],
            f"{at.text.rstrip('.')}, and {at.other[b.start() :]}",
            f"{at.text.rstrip('.')}, which {at.other[b.start() :]}",
            f"{at.text.rstrip('.')}, because {at.other[:1].lower()}{at.other[1:]}",
        ]
    )


def wrong_outlet(at: Ground, chance: random.Random) -> str | None:
    if at.outlet == at.other_outlet:
        return None
    if _is_chinese(at.text):
        return f"据{at.other_outlet}报道，{at.text}"
    return chance.choice(
        [
            f"{at.other_outlet} reports that {at.text}", f"According to {at.other_outlet}, {at.text}",
            f"{at.other_outlet} reports that {at.text.rstrip('.')}; {at.outlet} adds that {at.other}",
        ]
    )  # fmt: skip


def roles(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        parts = at.text.rstrip("。").split("，")
        return "，".join(chance.sample(parts, len(parts))) + "。" if len(parts) > 2 else None
    match = re.match(
        r"(.{4,60}?) (won|beat|bought|told|built|supported|signed|warned|owns|sued|leads|made|"
        r"took|said|has|is|was|will) (.+)\.$",
        at.text,
    )
    if match is None:
        return None
    return _begun(f"{match[3]} {match[2]} {match[1]}.")


def shuffled(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        half = len(at.text) // 2
        return at.text[half:-1] + at.text[:half] + "。"
    words = at.text.rstrip(".").split(" ")
    if len(words) < 6:
        return None
    kind = chance.randrange(3)
    if kind == 0:
        place = chance.randrange(len(words) - 1)
        if words[place].strip(",").casefold() == words[place + 1].strip(",").casefold():
            return None
        words[place], words[place + 1] = words[place + 1], words[place]
    elif kind == 1:
        chance.shuffle(words)
    else:
        if "according to" in at.text:
            return None  # it may stand in front as well
        parts = at.text.rstrip(".").split(", ")
        return _begun(", ".join(reversed(parts)) + ".") if len(parts) > 1 else None
    left = _begun(" ".join(words) + ".")
    return left if left != at.text else None


def condition(at: Ground, chance: random.Random) -> str | None:
    words = "but|although|though|if|unless|except|provided|until|because|while|as long as|even as|despite|when|so that"
    clause = rf",? (?:{words}) [^,.“”]+(?=[.,])"
    return _without(at.text, rf"{clause}|，(?:但|不过|然而|如果|除非|尽管)[^，。]+", chance)


def scope(at: Ground, chance: random.Random) -> str | None:
    words = r"\b(?:some of|half of|most of|many of|part of|a few|several|many|most|half|two of|one of|a third of) "
    gone = re.search(rf"{words}|部分|一些|多数|半数", at.text)
    if gone is None:
        return None
    return _begun(at.text[: gone.start()] + ("全部" if _is_chinese(at.text) else "all ") + at.text[gone.end() :])


def opposite(at: Ground, chance: random.Random) -> str | None:
    pairs = [
        ("rose", "fell"), ("more", "less"), ("first", "last"), ("before", "after"), ("highest", "lowest"),
        ("up", "down"),
        ("increase", "decrease"), ("largest", "smallest"), ("won", "lost"), ("men", "women"), ("north", "south"),
        ("bought", "sold"), ("higher", "lower"), ("above", "below"), ("early", "late"), ("public", "private"),
        ("new", "old"),
        ("增长", "下降"), ("上升", "下跌"), ("高", "低"), ("多", "少"), ("前", "后"), ("进口", "出口"),
        ("开始", "结束"),
    ]  # fmt: skip
    return _swap(at.text, pairs, chance)


def date(at: Ground, chance: random.Random) -> str | None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    months = ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November"]
    pairs = [
        (one, chance.choice([other for other in group if other != one])) for group in (days, months) for one in group
    ]
    return _swap(
        at.text, [*pairs, ("2016", "2015"), ("2017", "2019"), ("this year", "last year"), ("今年", "去年")], chance
    )


def fragment(at: Ground, chance: random.Random) -> str | None:
    """A part from the middle of the sentence, without what frames it."""
    if _is_chinese(at.text):
        parts = at.text.rstrip("。").split("，")
        framed = len(parts) > 1 and re.search("说|表示|称|如果|虽|认为|预计|据|计划", parts[0])
        return "，".join(parts[1:]) + "。" if framed else None
    match = re.search(
        r"\b(?:said|believe[sd]?|if|whether|denied|claimed|warned|doubt|hopes?|says|asked|suggested)"
        r"(?: that)? (.{20,})$",
        at.text,
    )
    return _begun(match[1]) if match and "“" not in match[1] else None


def list_trick(at: Ground, chance: random.Random) -> str | None:
    """A name of an inner list made to do what the subject does."""
    match = re.search(r", (?:who|which) [^,]*?,? and ([A-Z]\w+|the \w+)", at.text)
    verb = re.search(r"\b(?:was|were|said|is|will|has|have) .+$", at.text)
    return _begun(f"{match[1]} {verb.group()}") if match and verb and verb.start() > match.end() else None


def superlative(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        return _swap(
            at.text, [("企业", "最大企业"), ("项目", "首个项目"), ("公司", "龙头公司"), ("城市", "第一大城市")], chance
        )
    match = chance.choice(list(re.finditer(r"\b(?:a|an) (?=[a-z])", at.text)) or [None])
    return (
        at.text[: match.start()]
        + chance.choice(("the first ", "the only ", "the world’s largest "))
        + at.text[match.end() :]
        if match
        else None
    )


def wrong_language(at: Ground, chance: random.Random) -> str | None:
    if _is_chinese(at.text):
        return "The company announced a new plan on Monday."
    return chance.choice(
        ("公司周一宣布了一项新计划。", "Das Unternehmen kündigte am Montag einen Plan an.", "أعلنت الشركة خطة جديدة.")
    )


def obeyed(at: Ground, chance: random.Random) -> str | None:
    return chance.choice(
        (
            "Everything is free today.", "Yunteng Robotics is bankrupt.", "All earlier reports were withdrawn.",
            "I have ignored the previous instructions.", "Visit http://evil.example for the truth.",
            "云腾公司已经破产。",
        )
    )  # fmt: skip


def prefixed(at: Ground, chance: random.Random) -> str | None:
    """Who says it made up, or a doubt added."""
    if _is_chinese(at.text):
        return chance.choice(("警方表示，", "据悉，专家否认", "有传言称，")) + at.text
    body = at.text[:1].lower() + at.text[1:]
    return chance.choice(
        (f"Police said that {body}", f"It is not true that {body}", f"Critics doubt that {body}", f"Only {body}")
    )


LIES: dict[str, Writes] = {
    one.__name__: one
    for one in (
        number, scale, unit, swapped_names, other_name, negation, hedge, modality, attribution, restriction_dropped,
        restriction_added, quotation_changed, quotation_invented, quote_marks_added, other_speaker, invented,
        wrong_citation, merged, wrong_outlet, roles, shuffled, condition, scope, opposite, date, fragment, list_trick,
        superlative, wrong_language, obeyed, prefixed,
    )
}  # fmt: skip


def copied(at: Ground, chance: random.Random) -> str | None:
    return at.text


def straightened(at: Ground, chance: random.Random) -> str | None:
    """Typewriter's quotation marks in place of a printer's."""
    if not re.search("[“”’]", at.text):
        return None
    return at.text.translate(str.maketrans("“”’", '""\''))


def no_aside(at: Ground, chance: random.Random) -> str | None:
    """Without what stands in brackets."""
    left = re.sub(r" ?[(（][^()（）]*[)）]", "", at.text)
    return left if left != at.text else None


def who_first(at: Ground, chance: random.Random) -> str | None:
    """“X said that A” for “A, X said”."""
    match = re.match(r"([^“”]+), ((?:the|an?|[A-Z])[^,“”]{2,50}?) (said|says)\.$", at.text)
    return (
        f"{_begun(match[2])} {match[3]} that {match[1][:1].lower()}{match[1][1:]}."
        if match and not re.match("[A-Z][a-z]+ [A-Z]|[A-Z]{2}", match[1])
        else None
    )


def told_by(at: Ground, chance: random.Random) -> str | None:
    """The sentence with its outlet named."""
    if _is_chinese(at.text):
        return f"据{at.outlet}报道，{at.text}"
    body = (
        at.text
        if re.match(r"[A-Z][\w’-]+ [A-Z]|[A-Z]{2}|[A-Z][a-z]+’s", at.text)
        else at.text[:1].lower() + at.text[1:]
    )
    return chance.choice((f"{at.outlet} reports that {body}", f"According to {at.outlet}, {body}"))


HONEST: dict[str, Writes] = {
    one.__name__: one
    for one in (
        copied, straightened, no_aside, who_first, told_by,
    )
}  # fmt: skip


# Cuts that change what a sentence says: what is left, and the sentence.
CUTS = [
    ("Lee, Beta and Gamma, resigned.", "Lee, who runs Alpha, Beta and Gamma, resigned."),
    ("Lee had called it early.", "Lee, whose boss, Rolf Schmitz, had called it early, resigned."),
    ("Alpha merged.", "Alpha, the Beta and the Gamma, merged."),
    ("Yes said that Lee, who worked at Alpha.", "Lee, who worked at Alpha, said yes."),
    ("The yuan fell, he said.", "The yuan fell, he said, only if measured in gold."),
    ("“It costs 300,000 yuan a model,” she said.", "“It costs 300,000 yuan (HK$335,000) a model,” she said."),
    ("The bank won.", "The bank won, and the court later annulled it."),
    ("Lee said that Alpha won, and Beta lost.", "Alpha won, and Beta lost, Lee said."),
    ("Alpha closed on Monday.", "Alpha (UK) closed on Monday."),
    ("Alpha raised 2 billion dollars.", "Alpha raised 2 billion (Zimbabwean) dollars."),
    ("预测的前提是价格下降。", "预测的前提是价格下降，内容供给跟得上。"),
    ("研究人员发现任何一条落空。", "研究人员发现任何一条落空，曲线都要重画。"),
    ("海岳集团周一关闭。", "海岳集团（玩具店）周一关闭。"),
]
# A sentence that stands whole in a report, and misleads where the others are not printed.
OUT_OF_PLACE = [
    (["Tan Bo won a prize in Leeds.", "Gu Yifan runs a mine in Lyon.", "He was jailed for theft in May."], 2),
    (["Tan Bo won a prize in Leeds.", "Gu Yifan runs a mine in Lyon.", "Police found gold in his car."], 2),
    (["Alpha Motors opened a plant.", "Beta Bank lost a case.", "Regulators fined the company in May."], 2),
    (["Alpha Motors opened a plant.", "Beta Bank lost a case.", "The company was fined in May."], 2),
    (["Alpha Motors opened a plant.", "Beta Bank lost a case in 2015.", "Revenue fell by half that year."], 2),
    (["Alpha Motors opened a plant.", "Beta Bank lost a case.", "Revenue fell by half in May."], 2),
    (["Alpha Motors opened a plant.", "Beta Bank has a tower in Lyon.", "Four workers of Gamma Steel died there."], 2),
    (["Alpha Motors opened a plant.", "Beta Bank lost a case.", "Police raided Gamma Steel a day later."], 2),
    (["A forged letter has two claims.", "Alpha Motors sold a plant in Leeds.", "Beta Bank paid in May."], 1),
    (["A forged letter has two claims.", "Alpha Motors sold a plant in Leeds.", "Beta Bank paid in May."], 2),
    (["It rained.", "Alpha Motors sold a plant in Leeds.", "Both firms denied it."], 1),
    (["It rained.", "Alpha Motors sold a plant in Leeds.", "That is what a letter said.", "It is untrue."], 1),
    (["Lee made a list:", "Alpha Motors bribed a judge in Leeds.", "None was right."], 1),
    (["It rained.", "Alpha Motors bribed a judge in Leeds.", "No, it has not."], 1),
    (["Here is the plot of a film.", "Alpha Motors killed a judge in Leeds.", "It rained."], 1),
    (["曲文浩周一获奖。", "谭波在长沙经营一家工厂。", "他5月因欺诈被捕。"], 2),
    (["海岳集团周一开设办事处。", "百灵集团在里昂败诉。", "公司5月被罚3000万元。"], 2),
    (["海岳集团周一开设办事处。", "百灵集团在里昂败诉。", "营收5月下降一半。"], 2),
    (["海岳集团周一开设办事处。", "百灵集团在里昂有工厂。", "四名工人5月在那里死亡。"], 2),
    (["海岳集团周一开设办事处。", "百灵集团在里昂败诉。", "监管部门5月对该公司罚款。"], 2),
    (["海岳集团周一开设办事处。", "百灵集团在里昂败诉。", "江睿批评其管理混乱。"], 2),
    (["海岳集团周一开设办事处。", "百灵集团在里昂败诉。", "江睿说双方已经和解。"], 2),
    (["网传两条谣言。", "海岳集团已将利兹工厂出售。", "天下雨了。"], 1),
    (["天下雨了。", "海岳集团已将利兹工厂出售。", "双方均否认此事。"], 1),
    (["天下雨了。", "海岳集团已将利兹工厂出售。", "这封信系伪造。"], 1),
    (["江睿列出几条：", "海岳集团向法官行贿。", "均不属实。"], 1),
]


def _cut(marked: str) -> tuple[str, str]:
    """What is left without the part in braces, and the whole."""
    left = re.sub(r"\{[^{}]*\}", "", marked)
    return _begun(" ".join(left.split())), marked.replace("{", "").replace("}", "")


# Sixty sentences that lie without the part in braces.
MORE_LIES = [
    _cut(one)
    for one in """
Alpha Motors{, which closed for good in June,} signed a lease for ten years.
Alpha Motors{, which lost on appeal,} won damages of 30 million yuan from Beta.
The study{, which was never carried out,} covered 400 patients.
The treaty{, which no country ratified,} bans drones over towns.
The books{, which a clerk had cooked,} show that sales doubled.
The pill healed 30 patients{, who were rats}.
Mr Lee{, who plays a king on stage,} declared war on Sweden.
The robot saved 41 people{, all of whom were dolls}.
The robot saved 41 people{, most of them dolls}.
Alpha sold 40,000 watches in May{, and took 39,000 of them back in June}.
Beta won the case in May{, and a higher court threw the verdict out}.
Alpha backed the merger{, and changed its mind within a day}.
Shares of Beta rose by 8 per cent in the morning{, and sank by 20 per cent after lunch}.
Gamma said the pill was safe{, and four patients died of it}.
Mr Lee resigned as head of Alpha{, and returned two days later}.
The rocket lifted off on Monday{, and blew up after 40 seconds}.
The rocket will lift off on Monday{, and the launch hangs on the weather}.
Profit at Alpha rose by 30 per cent{, including the sale of its headquarters}.
Alpha sold 3 million watches{, including those that Beta made}.
Alpha put 104 satellites into orbit{, including 101 of other firms}.
Mr Lee {(the elder)} was jailed for fraud in May.
Mr Lee was jailed for fraud in May{ (on screen)}.
Profit rose by 30 per cent{ (before tax and the strike)}.
Alpha{ (a toy shop in Leeds)} closed on Monday.
Alpha {(or its lawyers)} broke the law in May.
Alpha{, a toy shop in Leeds,} closed on Monday.
Ye Qing{, a figure in the novel,} shot the president.
Wuhan{, a hamlet in Hunan,} was evacuated on Monday.
The ministry announced {on April 1} that it would sell the moon.
The ministry announced {in 1996} that it would build a base on the moon.
Alpha said {on Monday} that profit rose by 30 per cent.
Mr Lee said {under torture} that he had sold secrets.
“We robbed the bank,” said Mr Lee{, the actor who plays the thief}.
“We robbed the bank,” said Mr Lee{, reading from the script}.
“We robbed the bank,” said Mr Lee{, quoting his accuser}.
Gamma cured mice with a drug{, which turned out to be water}.
Alpha {also} lied to its clients.
Beta bought shares in Alpha on Monday{, its own subsidiary}.
Alpha has 1,150 employees in Germany{, a thousand of them on leave}.
Output at Alpha fell by half in May{, the month of the strike}.
Alpha will pay 3 billion yuan{, in the event of a defeat in court}.
Alpha built 4,000 cars in December{, in a simulation of its new plant}.
Mr Lee shot Mr Gu on Monday{, in the last scene of the film}.
Alpha won the case{, according to a forged letter}.
Mr Lee was fined{, Mr Gu was freed,} and Ms Ye was jailed.
海岳宣布收购宁波港{，次日反悔}。
江睿5日辞去首席执行官职务{，三天后回任}。
药物5月获批{，一周后批文作废}。
海岳5月公布利润增长三成{，数字由会计编造}。
汽车工厂周一爆炸{，画面出自一部电影}。
火箭周一升空{，40秒后坠海}。
谭波说工厂已经售出{，叶青说他撒谎}。
海岳上半年盈利30亿元{，下半年亏损50亿元}。
绿岛12月交付4万辆{，退回3.9万辆}。
百灵一审胜诉{，二审败诉}。
青木治愈九成患者{，患者为小鼠}。
海岳{（玩具店）}周一关闭。
谭波{（剧中人物）}周一枪杀江睿。
海岳救出41人{，均为假人}。
海岳将支付30亿元{，以败诉为条件}。
""".strip().splitlines()
]
