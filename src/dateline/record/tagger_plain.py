"""Words that are no names though they have capitals: function words by language, dates, common acronyms."""

from __future__ import annotations

import re

FUNCTION_WORDS = {
    "en": frozenset(
        """About Above Across After Again Against Ahead All Almost Along Already Also Although Amid Among An And
        Another Any Anybody Anyone Anything Everybody Everything Somebody Someone Something Anyway Apparently
        Are Around As At Back Because Before Behind Being Below Besides Between Beyond Both But By Can Could
        Currently Despite Did Do Does During Each Earlier Either Else Elsewhere Even Eventually Every Everyone
        Except Few Finally For From Further Had Has Have Having Hence Here His Her How However If Imagine In
        Including Indeed Initially Inside Instead Into Is It Its Just Later Lastly Lately Less Like Likewise
        Many Meanwhile Might Moreover More Most Much Must My Near Nearly Neither Never Nevertheless No Nobody
        Nonetheless Nor Not Nothing Now Of Off Often On Once Only Or Other Others Otherwise Our Outside Over
        Overall Particularly Per Perhaps Previously Rather Recently Secondly Several She Should Similarly Since
        So Some Sometimes Somewhere Soon Still Such Suddenly Than Thanks That Their Them Then There Thereafter
        Therefore These They This Those Though Through Throughout Thus To Today Together Tomorrow Tonight Too
        Toward Towards Ultimately Under Unlike Unless Until Unfortunately Upon Usually Via Was We Were What
        Whatever When Whenever Where Whereas Wherever Whether Which While Who Whoever Whose Why With Within
        Without Would Yes Yesterday Yet You Your""".split()
    ),
    "de": frozenset(
        """Aber Als Also Am An Auch Auf Aus Außerdem Bei Beim Bis Bisher Da Dabei Dafür Damit Dann Danach Daneben
        Dazu Deshalb Doch Durch Eigentlich Ein Eine Einige Er Erst Es Für Gegen Gerade Heute Hier Hinter Im In
        Inzwischen Ist Jedoch Jetzt Kein Keine Laut Mit Nach Nachdem Neben Nicht Noch Nun Nur Ob Obwohl Ohne
        Schon Sehr Seit Sie So Sogar Sondern Statt Trotz Um Und Unter Viele Vom Von Vor Wann Warum Was Wegen
        Weil Wenn Wer Wie Wo Während Zu Zudem Zum Zur Zwar Zwischen Über""".split()
    ),
    "es": frozenset(
        """Además Ahora Al Ante Antes Así Aunque Bajo Como Con Contra Cuando De Desde Después Donde Durante En
        Entre Entonces Esta Este Esto Hasta Hoy Luego Mientras Muchos Ni No O Para Pero Por Porque Pues Que
        Quien Según Si Sin Sobre Solo Sólo También Tampoco Tras Un Una Y Ya""".split()
    ),
    "fr": frozenset(
        """Afin Ainsi Alors Après Aussi Aujourd'hui Avant Avec Car Cependant Chez Comme Comment Contre Dans Depuis
        Des Donc Dès Elle Elles En Enfin Ensuite Entre Et Hier Il Ils Lorsque Mais Malgré Ni Non Nous Où On Ou
        Par Parce Pendant Plusieurs Pour Pourquoi Pourtant Puis Quand Que Quelques Qui Sans Selon Seul Si Sous
        Sur Tandis Tout Toutefois Très Un Une Vers Voici Vous""".split()
    ),
}
DATES = frozenset(
    """january february march april may june july august september october november december jan jan. feb feb.
        mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec. januar
        februar märz mai juni juli oktober dezember""".split()
)
GENERIC = frozenset(  # capitals that name no one thing
    """GDP CEO CFO CTO COO CIO CMO IPO TV PC AI VR AR XR MR DNA RNA GPS SUV CO2 USB LED OLED LCD PDF FAQ PhD
        MBA HIV AIDS NGO LTE 2G 3G 4G 5G 6G GPU CPU NPU TPU SoC API SDK SaaS IoT UI UX ID IP IT SMS URL HTML APP
        R&D M&A B2B B2C O2O P2P C2C D2C PPP CPI PPI PMI PE VC LP GP KPI ROI ESG FDI QR EV BEV PHEV ICE UAV RMB
        kW MW GW TW kWh MWh GWh TWh kHz MHz GHz MB GB TB Hz OK AM PM GMT UTC BBQ DIY DVD CD HR PR VIP ICU PPE
        MRI CT UV HD FM GmbH Inc Ltd Co Corp No.""".split()
)
_NUMERAL = re.compile(r"\d+(?:st|nd|rd|th|\.)?$")


def is_generic(word: str) -> bool:
    """Whether a word is a common acronym or the plural of one: LEDs, M&As, CEO."""
    return word in GENERIC or (word[-1] == "s" and len(word) > 2 and word[:-1] in GENERIC)


def is_numeral(word: str) -> bool:
    """Whether a word is a number as dates have it: 20, 20th, 3."""
    return _NUMERAL.match(word) is not None
