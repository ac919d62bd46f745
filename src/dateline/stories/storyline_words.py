"""Words that say nothing of an affair, of languages that the stored background lacks: German, Spanish, French."""

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


@cache
def function_words() -> frozenset[int]:
    """The ids, as `features.terms` gives them, of the words that are passed over."""
    found: set[int] = set()
    words = _WORDS.split()
    for at in range(0, len(words), 100):
        some = terms(" ".join(words[at : at + 100]), "")
        found.update(some.ids[: some.words].tolist())
    return frozenset(found)
