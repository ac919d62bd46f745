"""Agreement: subject and verb at a short distance, number, and this or these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.issue.copydesk.running import Fault

_START = (
    r"(?:^|(?<=[.!?;:] )|(?<=[.!?][”\"] )|(?<=[“\"])|(?<=, but )|(?<=, and )|(?<=, "
    r"so )|(?<=\bthat )|(?<=\bbecause )|(?<=\bwhile )|(?<=\bwhen )|(?<=\bsaid )|(?<=\bsays "
    r")|(?<=\bif ))"
)
_PLURALS = (
    "people companies firms countries officials researchers scientists engineers ministers "
    "shares prices users customers workers "
    "employees analysts investors authorities regulators students residents products "
    "services apps robots results talks rules "
    "sales figures cars vehicles factories plants banks models experts executives "
    "leaders governments lawmakers drivers "
    "carmakers automakers startups start-ups founders chips phones smartphones shops "
    "stores standards projects plans reports "
    "documents measures changes exports imports profits losses costs wages jobs homes "
    "schools universities hospitals doctors "
    "patients children women men families voters protesters soldiers troops police "
    "members teams players companies’ networks "
    "sanctions tariffs satellites rockets batteries panels turbines ports airports "
    "flights airlines passengers tourists visitors "
    "scholars teachers makers suppliers retailers buyers sellers owners developers "
    "publishers reporters journalists"
).split()
_PLURAL = "(?:" + "|".join(re.escape(word) for word in sorted(set(_PLURALS) - {"police", "sales", "figures"})) + ")"
_NUMBER = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|many|both|most|some|these|"
    r"those|few|\d[\d,]*)"
)
_SPANS = (
    "years|months|weeks|days|hours|minutes|seconds|dollars|euros|yuan|percent|miles|"
    "points|pounds|degrees|kilomet|metres|meters|news|politics|economics|series|means|"
    "species|physics|ways|times|things|cents|tons|tonnes"
)
_ADVERB = r"(?:(?:also|now|still|already|currently|often|usually|\w+ly) )?"

_TABLE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (
            rf"{_START}(?i:the (?:\w+ )?){_PLURAL} {_ADVERB}(?:is|was|has|does|doesn[’']t|isn[’']t|"
            rf"wasn[’']t|hasn[’']t)\b(?! (?:a|an|the) )",
            "a plural with a verb in the singular",
        ),
        (
            rf"{_START}(?i:{_NUMBER}) (?:(?!of\b)\w+ )?(?!{_SPANS})(?!\w*(?:ss|us|is) )\w+s "
            rf"{_ADVERB}(?:is|was|has)\b(?! (?:a|an|the|not|enough|too|more|what|why|how|all|"
            rf"one) )",
            "a plural with a verb in the singular",
        ),
        (
            rf"{_START}(?i:{_NUMBER}) (?:\w+ )?(?:people|men|women|children) (?:is|was|has)\b",
            "a plural with a verb in the singular",
        ),
        (
            rf"{_START}(?i:each|either|neither|one) of (?:the|these|those|its|their|his|her|"
            rf"our) (?:(?!\w+s )\w+ ){{0,2}}\w+s (?:are|were|have)\b",
            "“one of”, “each of” want a singular",
        ),
        (
            rf"{_START}(?i:the number) of (?:(?!who|that|which)\w+ ){{1,4}}(?<!who )(?<!that "
            rf")(?<!which )(?<!they )(?<!we )(?:are|were|have)\b",
            "“the number” is a singular",
        ),
        (r"(?i)\ba (?:growing |large |small )?number of \w+s (?:is|was|has)\b", "“a number of” is a plural"),
        (
            rf"{_START}(?i:this|another|every|each|a|an) (?!few|lot|million|dozen|majority|third|"
            rf"minority|handful|quarter|hundred|number|couple|group|team|range|side|week|month|"
            rf"year|day|series|variety|total|time|pair|host|trio|crowd|family|staff|slew|record|"
            rf"thousand|billion|half|combined|great|good|spate|string|array|mere|generation)"
            rf"[a-z]+(?<!s) (?:are|were|have)\b",
            "a singular with a verb in the plural",
        ),
        (
            r"(?:^|(?<=[.!?] )|(?<=, and )|(?<=, but ))(?i:he|she|it) (?:are|were not|have|"
            r"don[’']t|aren[’']t|haven[’']t)\b",
            "a singular with a verb in the plural",
        ),
        (
            r"(?i)\b(?<!of )(?<!like )(?:they|we) (?:is|was|has|does|doesn[’']t|isn[’']t|wasn[’']t)\b",
            "a plural with a verb in the singular",
        ),
        (
            r"(?i)\bthere (?:is|was|has been) (?:two|three|four|five|six|several|many(?! an? "
            r")|numerous|dozens|hundreds|thousands)\b",
            "“there is” before a plural",
        ),
        (
            r"(?i)\b(?:these|those) (?:kind|type|sort) of\b|\bthis (?:kinds|types|sorts) of\b",
            "number differs: these kinds, this kind",
        ),
        (
            rf"(?i)\b(?:this|a|an|each|every|another) (?:new |major |large |chinese |other )"
            rf"?(?!{_SPANS}){_PLURAL}(?= (?:is|was|are|were|has|have|had|will|can|said|to|in|"
            rf"on|from)\b|[.,])(?<!that people)(?<!a people)",
            "a singular word before a plural",
        ),
        (
            r"(?i)\b(?:these|those|many|several|various|numerous) (?:new |major |large |other "
            r")?(?:company|country|firm|product|service|robot|user|customer|worker|startup|"
            r"start-up|student|bank|car|investor|official|expert|project|standard)(?= (?:is|"
            r"was|are|were|has|have|had|will|can|said|to|in|on|from)\b|[.,])",
            "a plural word before a singular",
        ),
        (
            r"(?i)\bless (?:people|users|customers|workers|students|jobs|cars|robots|deaths|"
            r"cases|vehicles|companies|countries|visitors|passengers|employees|patients|children)"
            r"\b",
            "“fewer” of what is counted",
        ),
        (
            r"(?i)\bamount of (?:people|users|customers|workers|students|jobs|cars|robots|deaths|"
            r"cases|vehicles|companies|countries|visitors|employees)\b",
            "“number” of what is counted",
        ),
        (
            r"(?i)\b(?:informations|equipments|advices|softwares|hardwares|furnitures|feedbacks|"
            r"knowledges|homeworks)\b",
            "the word has no plural",
        ),
        (
            r"(?i)\b(?:many|several|these|those|their|its|some|further|new|recent|\w+(?:ive|"
            r"ific|ical|ional|ental)) researches\b",
            "“research” has no plural",
        ),
        (
            r"(?i)\bmany (?:information|equipment|software|research|advice|evidence|traffic|"
            r"progress)(?= (?:is|was|are|on|about|to|that|from|of|in)\b|[.,])",
            "“much” of what is not counted",
        ),
        (
            r"(?i)\ba (?:information|equipment|advice|software|research|evidence|progress|news)"
            r"(?= (?:is|was|on|about|that|from|of|into)\b|[.,])",
            "the word takes no “a”",
        ),
        (r"\b\d[\d.,]* (?:millions|billions|thousands|hundreds)\b(?! of years)", "the number takes no plural here"),
        (
            r"(?i)\b(?<!per )(?:hundreds|thousands|millions|billions|dozens) (?:people|users|"
            r"customers|workers|residents|dollars|euros|jobs|homes|students|children|protesters|"
            r"companies|visitors)\b",
            "“of” is missing",
        ),
        (
            r"(?i)\ba (?:number|couple|series|lot|range|variety|handful) (?:companies|people|"
            r"users|products|countries|services|projects|firms|reports|cities|banks|startups|"
            r"start-ups)\b",
            "“of” is missing",
        ),
    )
)


def agreement(text: str) -> Iterator[Fault]:
    """Words that do not agree in number."""
    for pattern, message in _TABLE:
        for match in pattern.finditer(text):
            yield Fault(*match.span(), message)
