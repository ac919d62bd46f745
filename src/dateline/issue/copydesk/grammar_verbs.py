"""Verbs: their forms behind auxiliaries, and the small words they want."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.running import Fault

_BASE = (
    "(?:be|become|launch|reach|surpass|rise|fall|grow|take|make|hit|begin|open|announce|"
    "expand|sell|buy|invest|sign|have|give|help|provide|produce|build|create|join|"
    "develop|introduce|go|come|get|keep|leave|meet|pay|publish|say|send|show|use|win|"
    "work|see|compete|bring|increase|become|lose|return|continue|move|raise|offer|"
    "receive)"
)
_PURE = (
    "(?:be|become|buy|sell|make|take|see|get|keep|create|choose|invest|withdraw|participate|"
    "enjoy|receive|obtain|compare|send|find|learn|expand|join|become|reach|develop|"
    "operate)"
)
_THEM = "(?:it|them|him|her|us|people|users|companies|customers|workers|students|investors|countries|consumers|firms)"
_NOT_PAST = (
    "(?!need|feed|speed|proceed|exceed|succeed|breed|bleed|heed|seed|weed|embed|shed|"
    "wed|bed|indeed|red|led\\b|hundred|fed|ted|ned|fred)"
)
_RIVALS = (
    r"(?:(?:its|their|his|her|the|new|fresh|potential|foreign|local|smaller|younger|"
    r"bigger|larger|other|rising|domestic|chinese|western|(?!against\b|from\b|itself\b|"
    r"themselves\b|with\b|for\b)\w+) ){0,2}(?:challengers?|rivals?|competitors?|attackers?|"
    r"invaders?|intruders?|newcomers?|upstarts?)"
)
_NOUN_VERBS = (
    "slowdown|setup|rollout|shutdown|takeover|startup|backup|layoff|buyout|pickup|"
    "breakdown|crackdown|cutback|handover|payoff|sellout|signup|spinoff|turnaround|"
    "buildup|cleanup|standout|phaseout"
)

_TABLE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, 0 if "(?-i" in pattern else re.IGNORECASE), message)
    for pattern, message in (
        (r"\b(?:could|would|should|might|must)(?: not|n[’']t)? of\b(?! course)", "“have”, not “of”"),
        (
            r"\b(?:has|have|had|having|[’']ve)(?: not| also| already| never)? (?:went|did|took|"
            r"gave|wrote|began|grew|knew|drove|drew|threw|came|became|ate|spoke|chose|flew)"
            r"\b",
            "the participle is another one",
        ),
        (
            r"\b(?:was|were|been|being|is|are) (?:took|gave|wrote|chose|drew|drove|knew|threw|"
            r"spoke|began|went|stole|ate|saw)\b",
            "the participle is another one",
        ),
        (
            rf"(?<!the )(?<!his )(?<!her )(?<!their )(?<!free )(?<!good )(?<!a )(?<!own )(?-i:\b(?:will|"
            rf"would|can|could|should|must|might))(?: not| also| soon)? {_NOT_PAST}(?:has|is|"
            rf"are|was|were|had|does|did|went|took|became|said|gives|makes|takes|goes|comes|"
            rf"says|[a-z]{{3,}}(?<!e)ed)\b",
            "the verb behind the auxiliary is not in its base form",
        ),
        (
            rf"\b(?:did|does|do)(?:n[’']t| not) {_NOT_PAST}(?:has|is|was|went|took|became|made|"
            rf"came|goes|makes|takes|[a-z]{{3,}}(?<!e)ed)\b",
            "the verb behind “do” is not in its base form",
        ),
        (
            r"\b(?:continue|continues|continued|expected|likely|began|begins?|start|starts|"
            r"started|set|going|plans?|planned|wants?|wanted|able|try|tried|needs?|agreed|decided|"
            r"ordered|used|ready) to (?:went|became|took|gave|wrote|began|knew)\b",
            "the verb behind “to” is not in its base form",
        ),
        (
            rf"\b(?:continue|continues|continued|expected|likely|began|begins?|starts?|started|"
            rf"set|going|plans?|planned|wants?|wanted|able|try|tried|needs?|agreed|decided|ordered|"
            rf"ready|will|would|could|may|might|should|must|cannot|not) (?:to )?(?:{_NOUN_VERBS})"
            rf"\b(?= (?:in|by|on|the|a|an|its|their|next|this|after|when|because|for|to|with|"
            rf"as|over)\b|[.,])",
            "as a verb it is two words",
        ),
        (
            rf"(?<!to )\b(?:want|wants|wanted|hopes|hoped|refused|refuses|intends|intended) "
            rf"{_BASE}\b(?! (?:in|of|for)\b)",
            "“to” is missing",
        ),
        (
            rf"\b(?:is|are|was|were|be) (?:expected|scheduled|required|forced|allowed|designed|"
            rf"poised|willing|able|unable|likely|ready) (?!help\b|work\b|use\b|return\b|rise\b|"
            rf"increase\b|show\b|offer\b|launch\b|open\b|move\b|hit\b){_BASE}\b",
            "“to” is missing",
        ),
        (rf"\b(?:allow|enable|encourage|urge|permit|require)(?:s|d|ed|ing)? {_THEM} {_PURE}\b", "“to” is missing"),
        (rf"\blet(?:s|ting)? {_THEM} to {_PURE}\b", "“let” takes no “to”"),
        (rf"\bprevent(?:s|ed|ing)? {_THEM} to \w+", "prevent … from doing"),
        (
            r"\baccus(?:e|es|ed|ing) (?:it|them|him|her|us|people|companies|the \w+|[A-Z]\w+) for \w+ing\b",
            "accuse … of",
        ),
        (
            rf"\b(?:avoid|avoids|avoided|enjoys?|enjoyed|finish(?:es|ed)?|postponed?) to {_BASE}\b",
            "the verb takes the form in -ing",
        ),
        (
            r"\blook(?:s|ed|ing)? forward to (?:see|meet|hear|be|have|continue|make|receive)\b",
            "the verb takes the form in -ing",
        ),
        (
            rf"\bdefend(?:s|ed|ing)? (?!against){_RIVALS}\b(?! of)",
            "“against” is missing: one does not defend those who attack",
        ),
        (rf"\bcompet(?:e|es|ed|ing) (?!with|against|for|in|on|to){_RIVALS}\b", "“with” or “against” is missing"),
        (
            r"\b(?:rely|relies|relied|depend|depends|depended) (?:the|its|their|a|an|foreign|imported)\b",
            "“on” is missing",
        ),
        (
            r"\b(?:comply|complies|complied|cope|copes|collaborate|collaborates|collaborated|"
            r"cooperate|cooperates|cooperated) (?:the|its|their|an?|other|foreign)\b",
            "“with” is missing",
        ),
        (
            r"\b(?:belong|belongs|belonged|adhere|adheres|listen|listens|respond|responds|responded)"
            r" (?:the|its|their|an?)\b",
            "“to” is missing",
        ),
        (
            r"\b(?:participate|participates|participated|invested|investing|specializes|specialises)"
            r" (?:the|its|their|an)\b",
            "“in” is missing",
        ),
        (r"\baccording (?!to\b|as\b|with\b)\w+", "“according to”"),
        (
            r"\b(?:because|instead|regardless|in spite|on behalf|in front) (?<!because )(?:the|"
            r"its|their) \w+",
            "“of” is missing",
        ),
        (r"\bdespite of\b|\binspite\b|\bin spite the\b", "“despite”, or “in spite of”"),
        (
            r"\bdiscuss(?:es|ed|ing)? about\b|\bemphasi[sz](?:e|es|ed|ing) on\b|\bmentioned "
            r"about\b|\bfacilitat(?:e|es|ed|ing) in\b|\bcompris(?:es|ed|ing) of\b(?<!is comprised "
            r"of)(?<!are comprised of)(?<!was comprised of)(?<!were comprised of)|\bresembles? "
            r"to\b",
            "the verb takes no preposition",
        ),
        (
            r"\binvest(?:s|ed|ing)? (?:(?:about |some |over |more than |nearly |an estimated "
            r")?(?:[A-Z]{1,3})?[$€£¥]?[\d.,]+ (?:million|billion|trillion)(?: \w+)? )?(?:annually "
            r"|yearly |heavily )?on\b",
            "invest in, spend on",
        ),
        (
            r"\bspen(?:d|ds|t|ding) (?:[^.,;]{0,30} )?(?:million|billion|trillion)(?: \w+)? "
            r"in (?:mergers|acquisitions|research|marketing|advertising|subsidies|infrastructure)"
            r"\b",
            "invest in, spend on",
        ),
        (
            r"\bcompris(?:e|es|ed) (?:only |just |about |nearly )?\d+(?:\.\d+)? ?(?:%|per ?cent) of\b",
            "a part does not comprise the whole: make up",
        ),
        (
            r"\bcapable to \w+|\bresponsible of\b|\bdepend(?:s|ed|ing)? (?:of|from) (?:the|"
            r"its|their|how)\b|\bcompl(?:y|ies|ied) to\b|\bin accordance to\b|\bsuperior than\b|"
            r"\bin the other hand\b|\bmarried with\b|\barriv(?:e|es|ed) to the\b|\bconsists? "
            r"from\b|\bresulted to\b|\bparticipat(?:e|es|ed) to\b|\binsist(?:s|ed)? to\b|\bunder "
            r"(?:\w+ )?situations?\b(?! room)|\bin the purpose of\b",
            "the preposition is another one",
        ),
        (r"\bbetween (?:\$|€|£|US\$)?\d[\d.,]*%? to (?:\$|€|£|US\$)?\d", "between … and"),
        (r"\bboth (?!of\b)\w+(?: \w+){0,3}? as well as\b", "both … and"),
        (r"\bneither (?!of\b)(?:\w+ ){1,4}or\b", "neither … nor"),
        (
            r"\bmore (?:better|bigger|larger|faster|easier|cheaper|stronger|higher|lower|greater|"
            r"smaller|worse|safer|smarter|richer|poorer|slower|simpler|quicker|earlier|happier|"
            r"wider|older)\b(?!-)(?! \w+s\b)|\bmost (?:best|biggest|largest|fastest|easiest|"
            r"cheapest|strongest|highest|lowest|greatest|smallest|worst)\b",
            "compared twice",
        ),
        (
            r"\bit[’']s (?:own|parent company|headquarters|subsidiaries|predecessor|workforce|"
            r"share price|stock price|shareholders|competitors|rivals)\b",
            "“its”",
        ),
        (r"\bits (?:an?|the|been|not)\b(?![ -](?:for-profit|so))", "“it’s”"),
        (r"\btheir (?:is|are|was|were|has|have)\b", "“there”"),
        (
            r"\b(?:more|less|fewer|larger|higher|lower|greater|bigger|smaller|faster|rather)"
            r" then (?:\d|the|one|two|half|any|its|in)\b|\brather then\b",
            "“than”",
        ),
        (
            r"\b(?:an|the|its|any|no|big|significant|negative|positive) affect\b(?! theory)"
            r"|\b(?:will|would|could|might|can) effect (?:the|its|their|prices|sales)\b",
            "“effect” is the noun, “affect” the verb",
        ),
        (
            r"\b(?:to|will|would|could|may|might) loose (?:its|their|the|money|ground|market|"
            r"customers|users|jobs)\b",
            "“lose”",
        ),
        (
            r"(?-i:\b[Ss]ince (?:\d{4}|last \w+|[A-Z]\w+ \d{4}),? (?:the |its )?(?:\w+ ){1,3}(?:is|"
            r"are) \w+ing\b)",
            "since … has been",
        ),
        (
            r"\bvice president (?:external|global|digital|corporate|product|business)?\s?(?:innovation|"
            r"marketing|operations|strategy|sales|engineering|research|communications|development)"
            r"\b",
            "“of” or “for” is missing in the title",
        ),
        (
            r"\b(?:allow|enable|encourage|require|force|permit|help)(?:s|ed|d|ing)? (?:(?!to\b)"
            r"[^\s.,;:()“”\"]+ ){1,9}(?:such as|like|including) (?:[^\s.,;:()“”\"]+ ){0,5}[^\s.,;:()"
            r"“”\"]+, to [a-z]+",
            "the comma parts the verb from what it governs",
        ),
    )
)


def verbs(text: str) -> Iterator[Fault]:
    """Wrong forms of verbs, and the words they miss or have too many."""
    for pattern, message in _TABLE:
        for match in pattern.finditer(text):
            yield Fault(*match.span(), message)
