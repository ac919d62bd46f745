"""What an address says by itself: trackers, a later page, the day in it, the words in it, and when two are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from dateline.urls import canonical, host_of

_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|[gdwy]clid|g[bs]raid|wbraid|msclkid|twclid|ttclid|igshid|igsh|mc_[ce]id|spm|scm|_hs(?:enc|mi)"
    r"|mkt_tok|vero_(?:id|conv)|oly_\w+_id|icid|cmpid|ncid|ocid|ftag|xtor|ref_(?:src|url)|s_cid|smid|smtyp"
    r"|guccounter|guce_\w+|at_\w+|__twitter_impression|isappinstalled|nsukey|share_token|sharefrom|share_from|trk"
    r"|trkinfo|sr_share|elqtrack\w*|pk_\w+|piwik_\w+|hss_channel|sc_campaign|_ga|_gl|emci|emdi|ceid)$",
    re.I,
)
_TRACKING_VALUES = re.compile(
    r"^(?:rss|newsletter|e?mail|twitter|facebook|weibo|wechat|weixin|timeline|\w+message)$", re.I
)
_VALUED = frozenset(("ref", "from", "source", "src", "campaign", "medium"))  # trackers with such a value only
_TRACKING_FRAGMENT = re.compile(r"^(?:xtor=|utm_|echobox=|\.[\w-]{8,}$|(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{10,16}$)", re.I)
_SHORTENERS = re.compile(
    r"^(?:t\.co|t\.cn|bit\.ly|ow\.ly|buff\.ly|lnkd\.in|dlvr\.it|is\.gd|goo\.gl|tinyurl\.com|url\.cn|dwz\.cn|trib\.al"
    r"|fb\.me|j\.mp|rb\.gy|tcrn\.ch|on\.ft\.com|nyti\.ms|reut\.rs|cnb\.cx|mailchi\.mp)$"
)
_TRACKER_HOSTS = re.compile(
    r"^(?:click|clicks|clk|trk|track|tracking|tracker|lnk|email|redirect)\d*\.(?:[\w-]+\.)+\w+$"
    r"|^(?:links?|go|e|t|url\d*)\.(?:e?mail|news|newsletter|mg|mkt|send)\.(?:[\w-]+\.)+\w+$"
    r"|(?:^|\.)(?:list-manage\d*\.com|sendgrid\.net|awstrack\.me|hubspotlinks\.com|feedproxy\.google\.com|rs6\.net"
    r"|feeds\.feedburner\.com|cmail\d+\.com|createsend\d*\.com|exct\.net|emltrk\.com|doubleclick\.net|mlsend\.com"
    r"|safelinks\.protection\.outlook\.com|urldefense\.(?:proofpoint\.)?com|lm?\.facebook\.com|out\.reddit\.com)$"
)
_REDIRECTS = re.compile(r"^(?:www\.)?google\.\w+(?:\.\w+)?/url$|^(?:www\.)?substack\.com/redirect|^link\.zhihu\.com/")
_TARGETS = ("url", "u", "q", "target", "to", "redirect", "dest")

_PAGE_KEYS = re.compile(r"^(?:page|pageno|page_?num(?:ber)?|pg|paged|currentpage|pageindex|page_no|p|pn)$", re.I)
_PAGE_PATHS = (
    re.compile(r"^(?P<head>.*\S)/page[/_-]?(?P<page>\d{1,2})(?P<tail>/?)$", re.I),
    re.compile(r"^(?P<head>.*?[\w)])[-_]p(?:age)?[-_]?(?P<page>\d{1,2})(?P<tail>/?|\.\w{3,5})$", re.I),
    re.compile(
        r"^(?P<head>.*/[\w%,-]*(?:\d{5,}|[\w%,]-[\w%,-]{8,}))_(?P<page>\d{1,2})(?P<tail>\.(?:s?html?|php|aspx?))$"
    ),
    re.compile(r"^(?P<head>.*/[^/]*(?:[^\d/][^/]{11,}|\d{6,}|\.s?html?))/(?P<page>\d{1,2})(?P<tail>/?)$"),
)
_LAST_PAGE = 30  # a larger number is an id

_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_DAYS = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)[/_-]?(?P<m2>[01]?\d)[/_-](?P<d2>[0-3]?\d)(?=[/_.-]|$)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)/(?P<m3>[a-z]{3})[a-z]*/(?P<d3>[0-3]?\d)(?=/|$)",
    re.I,
)
_MONTH = re.compile(r"/(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2])(?=/|$)")
_ID_YEAR = 2050  # from here on it is an id that looks like a day
_WORD = re.compile(r"[a-z]{3,}|[a-z]\d+|\d+[a-z]+", re.I)
_FORMS = frozenset("html htm shtml php aspx article articles news content story post index www".split())
_INDEX = re.compile(r"/(?:index|default)\.\w{3,5}$|/$")


@dataclass(frozen=True, slots=True)
class Moment:
    """The day that an address names, or only its month."""

    year: int
    month: int
    day: int | None  # None: the address names the month only

    def days_from(self, other: date) -> int:
        """How many days lie between it and another day; none within a month that is only named."""
        if self.day is not None:
            return abs((date(self.year, self.month, self.day) - other).days)
        return 28 * abs((self.year - other.year) * 12 + self.month - other.month)


def key(url: str) -> str:
    """The form in which two addresses of one page are the same: without scheme, www., trackers and final slash."""
    parts = _split(untracked(url) or canonical(url))
    if parts is None:
        return url.strip()
    path = _INDEX.sub("", unquote(parts.path))
    return f"{host_of(url)}{path}" + (f"?{parts.query}" if parts.query else "")


def is_deep(url: str) -> bool:
    """Whether an address leads to a page of a site, not to its front."""
    parts = _split(url)
    return parts is not None and (len(parts.path.strip("/")) > 1 or bool(parts.query))


def is_tracker(url: str) -> bool:
    """Whether the address leads to a counter or shortener, which hides the page behind it."""
    parts = _split(url)
    if parts is None:
        return False
    host = host_of(url)
    return bool(
        (_SHORTENERS.match(host) and len(parts.path) > 1)
        or _TRACKER_HOSTS.search(host)
        or _REDIRECTS.match(f"{host}{parts.path}")
    )


def untracked(url: str) -> str | None:
    """The address without its tracking parameters, or the one behind a counter; None: nothing to take away."""
    parts = _split(url)
    if parts is None:
        return None
    if is_tracker(url):
        behind: list[str] = [value for name, value in parse_qsl(parts.query) if name.lower() in _TARGETS]
        return next((value for value in behind if value.startswith(("http://", "https://"))), None)
    pieces = parts.query.split("&") if parts.query else []
    kept = [piece for piece in pieces if not _is_tracking(piece)]
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    if len(kept) == len(pieces) and fragment == parts.fragment:
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), fragment))


def first_page(url: str) -> str | None:
    """The address of page one, of an address that leads to a later page of an article; None: it does not."""
    parts = _split(url)
    if parts is None:
        return None
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    pieces = parts.query.split("&") if parts.query else []
    kept = [piece for piece in pieces if not _is_page(piece, parts.path)]
    if len(kept) < len(pieces):
        return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), fragment))
    for pattern in _PAGE_PATHS:
        match = pattern.match(parts.path)
        if match and 2 <= int(match["page"]) <= _LAST_PAGE and not _ends_a_date(match["head"], match["page"]):
            path = str(match["head"] + match["tail"])
            return urlunsplit((parts.scheme, parts.netloc, path, parts.query, fragment))
    return None


def _ends_a_date(head: str, number: str) -> bool:
    return bool(_DAYS.search(f"{head[-9:]}/{number}/"))


def moment_in(url: str) -> Moment | None:
    """The day or the month of publication that stands in the address; None: none does."""
    parts = _split(url)
    path = unquote(parts.path) if parts else ""
    for match in _DAYS.finditer(path):
        year, month, day = (match[name] or match[f"{name}2"] or match[f"{name}3"] for name in "ymd")
        number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
        if _is_day(int(year), number, int(day)):
            return Moment(int(year), number, int(day))
    found = _MONTH.search(path)
    return Moment(int(found["y"]), int(found["m"]), None) if found else None


def words_in(url: str) -> frozenset[str]:
    """The words of the last telling part of the path, folded."""
    parts = _split(url)
    if parts is None:
        return frozenset()
    pieces = [
        frozenset(one.casefold() for one in _WORD.findall(piece)) - _FORMS
        for piece in parts.path.rstrip("/").split("/")[-2:]
    ]
    return max(reversed(pieces), key=len, default=frozenset())


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.netloc else None


def _is_tracking(piece: str) -> bool:
    name, _, value = piece.partition("=")
    named = unquote(name)
    return bool(_TRACKING.match(named) or (named.lower() in _VALUED and _TRACKING_VALUES.match(unquote(value))))


def _is_page(piece: str, path: str) -> bool:
    name, _, value = piece.partition("=")
    if not _PAGE_KEYS.match(name) or not value.isdigit() or not 2 <= int(value) <= _LAST_PAGE:
        return False
    return len(name) > 1 or len(path) > 12  # ?p=17 behind a bare host is the article's number


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day)) and year < _ID_YEAR
    except ValueError:
        return False
