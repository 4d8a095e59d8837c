#!/usr/bin/env python3
# SPDX-License-Identifier: ISC
"""Selects the tables of ontology/gazetteer from the reference facts beside the repository.

usage: select_gazetteer.py [FACTS_DIR] [OUT_DIR]

Only rows whose sources allow it are read (class A): at least one source that is no check-only list. What is selected, and by
which criteria, stands at the head of each table. Names that people of the trade use and the facts lack are
in USUAL below: they are given by country, never for one document. Run it again when facts or criteria change; the result is
sorted, so that a diff shows what a change did.
"""
import collections
import csv
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FACTS = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "..", "shared", "facts")
TEXTS = os.path.join(FACTS, "..", "texts")
OUT = sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "ontology", "gazetteer")
LEXICON = os.path.join(OUT, "..", "lexicon", "en")
csv.field_size_limit(1 << 24)
CHECK_ONLY = ("peppercat", "supraverden")
SHORT = {"US", "UK", "EU", "UN", "AU", "D.C.", "G7", "G8", "G20"}
WESTERN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ0-9'’ʻʼ.,&–\- ]+$")
COLUMNS = "type kind name qid country aliases prior flags source".split()


def rows(name):
    with open(os.path.join(FACTS, name), encoding="utf-8", newline="") as f:
        out = list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
    for r in out:
        for c in ("qid", "country_qid", "person_qid", "body_qid"):
            if c in r and not re.match(r"^Q[1-9][0-9]*$", r[c] or ""):
                r[c] = ""
    return out


def allowed_sources(sources):
    return [s for s in sources.split(",") if s and not s.startswith(CHECK_ONLY)]


def extra(row):
    return dict(p.split("=", 1) for p in row["extra"].split("; ") if "=" in p)


def bare(s):
    """Without diacritics, folded."""
    s = s.replace("’", "'").replace("ʻ", "'").replace("ʼ", "'").replace("ß", "ss").replace("ø", "o").replace("Ø", "O")
    s = s.replace("ł", "l").replace("Ł", "L").replace("đ", "d").replace("Đ", "D").replace("ı", "i").replace("ə", "a")
    return "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c)).lower()


def words(s):
    return [w for w in re.split(r"[^a-z0-9']+", bare(s)) if w]


def initials(s):
    return "".join(w[0] for w in re.split(r"[\s\-–]+", bare(s)) if w and w[0].isalnum())


def is_subsequence(short, long):
    rest = iter(long)
    return all(c in rest for c in short)


def is_acronym(alias):
    letters = re.sub(r"[.\-–&0-9 ]", "", alias)
    return 2 <= len(letters) <= 8 and sum(c.isupper() for c in letters) * 3 >= len(letters) * 2 and " " not in alias


def acronym_fits(alias, names):
    """The letters are among the initials of one of the names, in order, the first letter first."""
    letters = re.sub(r"[^a-z0-9]", "", bare(alias))
    for name in names:
        first = initials(name)
        small = "".join(w[0] for w in words(name) if w not in SMALL)
        if letters and first and letters[0] == first[0] and is_subsequence(letters, re.sub(r"[^a-z0-9]", "", bare(name))):
            if is_subsequence(letters, first) or is_subsequence(small, letters) or len(letters) > 3:
                return True
    return False


SMALL = set("of the and for in on de la le du des et y e der die und fur to a an".split())


def shares_word(alias, name):
    a, b = set(words(alias)) - SMALL, set(words(name)) - SMALL
    if a & b:
        return True
    return any(x[:5] == y[:5] for x in a for y in b if len(x) > 4 and len(y) > 4)


# -- Common words: words that this press writes in lower case ---------------------------------------------------

def press_words():
    """word -> (lower-case count, capitalised count) over the press texts; cached beside the temporary files."""
    import bz2, gzip, io, tarfile, zipfile  # noqa: E401
    counts = collections.defaultdict(lambda: [0, 0])
    total, texts = 0, []

    def add(data):
        nonlocal total
        text = data.decode("utf-8", "replace")
        text = re.sub(r"<[^>]*>", " ", text)
        texts.append(re.sub(r"\s+", " ", text))
        for w in re.findall(r"[A-Za-z][A-Za-z'’\-]*", text):
            counts[w.lower()][w[0].isupper()] += 1
            total += 1

    for folder in ("state", "un-general-debate", "european-parliament", "kremlin", "us-presidents"):
        for base, _, files in os.walk(os.path.join(TEXTS, folder)):
            for name in sorted(files):
                path = os.path.join(base, name)
                try:
                    if name.endswith((".tar.zst",)):
                        import subprocess
                        add(subprocess.run(["tar", "--zstd", "-xOf", path], capture_output=True, check=False).stdout)
                    elif name.endswith(".tar.gz"):
                        with tarfile.open(path) as t:
                            for member in t:
                                if member.isfile():
                                    add(t.extractfile(member).read())
                    elif name.endswith(".zip"):
                        with zipfile.ZipFile(path) as z:
                            for member in z.namelist():
                                add(z.read(member))
                    elif name.endswith(".gz"):
                        add(gzip.open(path).read())
                    elif not name.endswith((".md", ".tsv")):
                        add(open(path, "rb").read())
                except (OSError, EOFError):
                    pass
    return counts, "\n".join(texts)


PRESS, PRESS_TEXT = press_words()


def is_common_word(word):
    """A word that stands in lower case a fifth of the time or more is no name by itself."""
    lower, upper = PRESS.get(bare(word), (0, 0))
    return lower >= 5 and lower * 4 > upper


# -- Aliases ----------------------------------------------------------------------------------------------------

def clean(name):
    name = re.sub(r"\s+", " ", name).strip(" ,;.'\"") if not re.search(r"\.[A-Z]?\.?$", name) else name.strip(" ,;")
    name = re.sub(r" \((?!Q)[^)]*\)$", "", name)
    return name


def alias_of(alias, names, per=False):
    """The alias as a cell of the table, or None where it is refused."""
    alias = clean(alias)
    if not alias or not WESTERN.match(alias) or alias in names:
        return None
    if alias in SHORT:
        return alias + "=c"
    if len(alias) < 3 or not alias[0].isalnum() or alias[0].islower() or re.match(r"^[A-Z]?\d+$", alias):
        return None
    if is_acronym(alias):
        return alias + "=c" if not per and acronym_fits(alias, names) else None
    if " " not in alias and (per or is_common_word(alias)):
        return None
    if not any(shares_word(alias, n) for n in names):
        return None
    return alias


def aliases_of(row, name, more=(), per=False):
    out = []
    for a in list(row["aliases"].split("|")) + list(more):
        cell = alias_of(a, [name] + [x.split("=")[0] for x in out if not x.endswith("=c")], per)
        if cell and cell not in out:
            out.append(cell)
    return out


def article_free(name):
    return name[4:] if name.startswith("The ") else name


class Table:
    def __init__(self, file, head, columns=COLUMNS):
        self.file, self.head, self.columns, self.rows = file, head, columns, []

    def add(self, **cells):
        cells["aliases"] = "|".join(dict.fromkeys(cells.get("aliases", [])))
        cells["prior"] = "%.2f" % cells["prior"]
        self.rows.append(cells)

    def write(self):
        self.rows.sort(key=lambda r: tuple(bare(r.get(c, "")) + "\0" + r.get(c, "") for c in self.order()))
        with open(os.path.join(OUT, self.file), "w", encoding="utf-8") as f:
            for line in self.head.strip().split("\n"):
                f.write("# %s\n" % line)
            f.write("\t".join(self.columns) + "\n")
            for r in self.rows:
                f.write("\t".join(r.get(c, "") for c in self.columns) + "\n")
        print(self.file, len(self.rows))

    def order(self):
        return self.columns[:4] if self.columns is COLUMNS else ("of", "title", "from", "person")


# -- Usual names by country: what the trade writes and the facts lack ------------------------------------------

USUAL = {
    "United States": "US=c U.S. USA=c U.S.A. America The_States=x",
    "United Kingdom": "UK=c U.K. Britain Great_Britain",
    "Russia": "Russian_Federation RF=c R.F.=x",
    "Soviet Union": "USSR=c U.S.S.R. SSSR=x Soviet_Russia=x Union_of_Soviet_Socialist_Republics U.S.S.R",
    "China": "PRC=c P.R.C. People's_Republic_of_China Communist_China Mainland_China=x Red_China P.R._China PR_China",
    "Taiwan": "Republic_of_China ROC=c Nationalist_China Formosa Chinese_Taipei",
    "North Korea": "DPRK=c Democratic_People's_Republic_of_Korea D.P.R.K. Democratic_People’s_Republic_of_Korea=x",
    "South Korea": "ROK=c R.O.K. Republic_of_Korea",
    "Türkiye": "Turkey Turkiye Republic_of_Turkey Republic_of_Türkiye Republic_of_Turkiye",
    "Germany": "Federal_Republic_of_Germany FRG=c",
    "West Germany": "FRG=c Federal_Republic_of_Germany F.R.G.",
    "East Germany": "GDR=c German_Democratic_Republic G.D.R.",
    "Democratic Republic of the Congo": "DRC=c DR_Congo Congo-Kinshasa Congo Democratic_Republic_of_Congo D.R._Congo Zaire",
    "Republic of the Congo": "Congo-Brazzaville Congo_Brazzaville Congo",
    "Myanmar": "Burma Republic_of_the_Union_of_Myanmar",
    "Ivory Coast": "Côte_d'Ivoire Cote_d'Ivoire Republic_of_Côte_d'Ivoire",
    "Czechia": "Czech_Republic",
    "Eswatini": "Swaziland Kingdom_of_Eswatini",
    "North Macedonia": "Macedonia Republic_of_North_Macedonia FYROM=c Former_Yugoslav_Republic_of_Macedonia",
    "Cape Verde": "Cabo_Verde",
    "Timor-Leste": "East_Timor Timor_Leste",
    "Netherlands": "Holland Kingdom_of_the_Netherlands",
    "Sri Lanka": "Ceylon",
    "Thailand": "Siam",
    "Iran": "Persia Islamic_Republic_of_Iran IRI=x",
    "Cambodia": "Kampuchea Democratic_Kampuchea Kingdom_of_Cambodia Khmer_Republic",
    "United Arab Emirates": "UAE=c U.A.E. Emirates",
    "Saudi Arabia": "KSA=c Kingdom_of_Saudi_Arabia",
    "Bosnia and Herzegovina": "BiH Bosnia Bosnia-Herzegovina Bosnia_Herzegovina Bosnia_&_Herzegovina",
    "State of Palestine": "Palestine",
    "Vietnam": "Viet_Nam Viet-Nam Socialist_Republic_of_Vietnam Socialist_Republic_of_Viet_Nam SRV=c",
    "Laos": "Lao_People's_Democratic_Republic Lao_PDR",
    "Syria": "Syrian_Arab_Republic SAR=x",
    "Libya": "Libyan_Arab_Jamahiriya State_of_Libya",
    "Holy See": "Vatican Vatican_City",
    "Kyrgyzstan": "Kyrgyz_Republic Kirghizia Kirgizia",
    "Moldova": "Republic_of_Moldova Moldavia",
    "Belarus": "Republic_of_Belarus Byelorussia Belorussia",
    "Slovakia": "Slovak_Republic",
    "Switzerland": "Swiss_Confederation",
    "Egypt": "Arab_Republic_of_Egypt",
    "Israel": "State_of_Israel",
    "Greece": "Hellenic_Republic",
    "Australia": "Commonwealth_of_Australia",
    "Papua New Guinea": "PNG=c",
    "New Zealand": "NZ=c Aotearoa_New_Zealand",
    "Central African Republic": "CAR=c",
    "Burkina Faso": "Upper_Volta",
    "Benin": "Dahomey",
    "Zimbabwe": "Southern_Rhodesia",
    "Gambia": "The_Gambia Republic_of_The_Gambia",
    "Bahamas": "The_Bahamas Commonwealth_of_The_Bahamas",
    "South Africa": "Republic_of_South_Africa RSA=c",
    "Czechoslovakia": "CSSR=c Czecho-Slovakia Czech_and_Slovak_Federal_Republic CSFR=c",
    "Yugoslavia": "SFRY=c FRY=c Federal_Republic_of_Yugoslavia Socialist_Federal_Republic_of_Yugoslavia",
    "Tanzania": "United_Republic_of_Tanzania",
    "Nagorno-Karabakh": "Karabakh Nagorny_Karabakh Nagorno_Karabakh Mountainous_Karabakh Nagorno-Karabagh",
    "Republic of Artsakh": "Artsakh Nagorno-Karabakh_Republic",
    "Transnistria": "Transdniestria Trans-Dniester Pridnestrovie Transdnistria Pridnestrovian_Moldavian_Republic",
    "Chechnya": "Chechen_Republic",
    "Luxembourg": "Grand_Duchy_of_Luxembourg Luxemburg", "Trinidad and Tobago": "Trinidad_&_Tobago Trinidad",
    "Romania": "Rumania Roumania", "Ireland": "Eire Éire", "Guinea": "Guinea-Conakry", "Jordan": "Transjordan", "Kuwait": "Koweit",
    "Saint Vincent and the Grenadines": "St._Vincent_and_the_Grenadines St_Vincent_and_the_Grenadines",
    "Saint Kitts and Nevis": "St._Kitts_and_Nevis St_Kitts_and_Nevis",
    "Saint Lucia": "St._Lucia St_Lucia",
    "São Tomé and Príncipe": "Sao_Tome_and_Principe",
    "Antigua and Barbuda": "Antigua_&_Barbuda",
    "Hong Kong": "HKSAR=c Hong_Kong_SAR",
    "Kyiv": "Kiev", "Odesa": "Odessa", "Beijing": "Peking", "Kharkiv": "Kharkov", "Lviv": "Lvov", "Donetsk": "Donyetsk=x",
    "Yangon": "Rangoon", "Mumbai": "Bombay", "Ho Chi Minh City": "Saigon", "Istanbul": "Constantinople", "Chennai": "Madras",
    "Kolkata": "Calcutta", "Saint Petersburg": "St._Petersburg St_Petersburg Leningrad", "Volgograd": "Stalingrad",
    "Washington, D.C.": "Washington Washington_DC Washington_D.C. Washington,_DC D.C.", "New York City": "New_York NYC=c",
    "Nur-Sultan": "Astana Nur-Sultan", "Astana": "Nur-Sultan Nursultan", "Mexico City": "Ciudad_de_México", "Almaty": "Alma-Ata",
    "Brussels": "Bruxelles", "The Hague": "Hague", "Geneva": "Genève", "N'Djamena": "Ndjamena", "Sana'a": "Sanaa Sana Sana’a=x",
    "Jerusalem": "Al-Quds", "Ulaanbaatar": "Ulan_Bator", "Dhaka": "Dacca", "Guangzhou": "Canton", "Chişinău": "Chisinau Kishinev",
    "Chișinău": "Chisinau Kishinev", "Yerevan": "Erevan", "Tbilisi": "Tiflis", "Bishkek": "Frunze", "Dushanbe": "Stalinabad=x",
    "Kinshasa": "Leopoldville Léopoldville", "Harare": "Salisbury", "Port of Spain": "Port-of-Spain", "Aden": "", "Nicosia": "Lefkosia",
    "Gdańsk": "Gdansk Danzig", "Kraków": "Krakow Cracow", "Wrocław": "Wroclaw", "Łódź": "Lodz", "Poznań": "Poznan",
    "São Paulo": "Sao_Paulo", "Bogotá": "Bogota", "Asunción": "Asuncion", "Malé": "Male", "Lomé": "Lome", "Yaoundé": "Yaounde",
    "Brasília": "Brasilia", "Reykjavík": "Reykjavik", "San José": "San_Jose", "Zürich": "Zurich", "Cologne": "Köln", "Munich": "München",
    "Kaesŏng": "Kaesong", "Nuku'alofa": "Nukualofa", "Pristina": "Prishtina", "Deir ez-Zor": "Deir_Ezzor Deir-ez-Zor Deir_al-Zor",
    "Idlib": "Idleb", "Homs": "", "Mosul": "", "Kandahar": "Qandahar", "Aleppo": "", "Daraa": "Dara'a Deraa Dar'a", "Sirte": "Surt",
    "Abkhazia": "Republic_of_Abkhazia", "South Ossetia": "Republic_of_South_Ossetia Tskhinvali_region=x",
    "Northern Cyprus": "Turkish_Republic_of_Northern_Cyprus TRNC=c", "Puerto Rico": "", "West Bank": "", "Gaza Strip": "Gaza",
    "Golan Heights": "Golan", "Kurdistan Region": "Iraqi_Kurdistan Kurdistan_Region_of_Iraq", "Kashmir": "Jammu_and_Kashmir",
    "Crimea": "Crimean_Peninsula", "Republika Srpska": "RS=x", "Western Sahara": "", "Falkland Islands": "Falklands Malvinas",
}


FULL_NAMES = {"DR Congo": "Democratic Republic of the Congo", "Congo-Brazzaville": "Republic of the Congo"}


def usual(name):
    return [a.replace("_", " ") for a in USUAL.get(name, "").split() if not a.endswith("=x")]


# -- Places -----------------------------------------------------------------------------------------------------

NO_GOVERNMENT = re.compile(
    r"(Island|Islands|Isla|Reef|Atoll|Shoal|Bank|Cayes|Rocks?|Glacier|Heights|Valley|Triangle|Tract|Area|Icefield|Ice Field|Strip|"
    r"Line|Zone|Base|Airport|farms|Parvat|fort|Peninsula|Mainland .*|Cyberspace|Indian Ocean Territory)$|^(Mainland|Contiguous|Crown "
    r"Dependencies|Outermost|Overseas|Countries of|Autonomous Regions|US )")
NOT_PLACES = re.compile(r"(Outlying|Disengagement|Dependencies|Outermost|Overseas Countries|Countries of|Autonomous Regions of|US States|"
                        r"US Territories|Territories$|Cyberspace|Mainland |Contiguous|Metropolitan |Peninsular |Plazas|of the EU)")
GPE_THOUGH = {"West Bank", "Gaza Strip", "Kashmir", "Crimea", "Nagorno-Karabakh", "Marshall Islands", "Solomon Islands"}


OFFICIAL = re.compile(r"\b(Republic|Kingdom|State|States|Union|Federation|Emirates?|Sultanate|Principality|Commonwealth|Confederation|Duchy|Islands?|"
                      r"Territory|Bailiwick|SSR|[A-Z]+SR|Jamahiriya|Saint|St\.?|SFR|Realm|Southern|Western|Eastern|Northern|Darussalam|Dominion|Metropolitan|Colony|Isles|FYR|FR|Conakry|Turks|Cayman|Åland)\b")
DIRECTION = re.compile(r"^(North|South|East|West|Upper|Lower|Cent)[a-z\-A-Z]*$")


def select_places(core):
    states = Table("states.tsv", """States and territories with a government.
Criterion: GPE rows of class A with a `state` (UN member or observer, partially recognised, dependency, historical), or
without a subdivision code, which name neither a mere island, reef or zone nor a set of territories.
Prior: 0.95 member or observer, 0.80 partially recognised, 0.70 other and historical, 0.50 dependency.""")
    cities = Table("cities.tsv", """Capitals and large cities.
Criterion: GPE rows of class A of kind capital or city. `country` is the state; kind `capital` lets a reader take the city for it.
Prior: 0.80 capital, 0.60 city known to two sources, else 0.45.""")
    regions = Table("regions.tsv", """First-order regions with a government: provinces, oblasts, federated states.
Criterion: GPE rows of class A of kind admin1 which bear the name that English texts use and are known to two sources, or which
this press names in our reading of 7 million words.
Prior: 0.60 where two sources or more, else 0.30.""")
    seen, capital_of = set(), {}
    city_names = {(clean(r["name"]), r["country_qid"]) for r in core if r["type"] == "GPE" and re.search("kind=(city|capital)", r["extra"])}
    city_names_only = {n for n, _ in city_names} | {"Tunis"}
    people_words = {w for line in open(os.path.join(LEXICON, "demonyms.tsv"), encoding="utf-8") for w in line.split("\t")[:1]}
    state_qid = {r["name"]: r["qid"] for r in core if r["type"] == "GPE" and "state=" in r["extra"]}
    for units, names in UNITS.items():
        for n in names.split("|"):
            if n in state_qid:
                UNIT_OF[state_qid[n]] = units.split()
    for r in core:
        if r["type"] == "GPE" and "capital_qid" in extra(r):
            capital_of[extra(r)["capital_qid"]] = r["country_qid"] or r["qid"]
    for r in core:
        if r["type"] != "GPE" or not allowed_sources(r["source"]) or r["qid"] in seen:
            continue
        x, name = extra(r), article_free(clean(r["name"]))
        name = FULL_NAMES.get(name, name)
        kind, state, n = x.get("kind", ""), x.get("state", ""), len(allowed_sources(r["source"]))
        if NOT_PLACES.search(name) or not WESTERN.match(name):
            continue
        if kind in ("city", "admin1") and not state and " " not in name and (is_common_word(name) or DIRECTION.match(name)):
            continue
        if kind in ("city", "admin1") and not state and r["qid"] not in capital_of and is_rather_a_person(name, 9 if n < 2 else 29):
            continue
        country = r["country_qid"]
        cells = dict(type="GPE", name=name, qid=r["qid"], country=country, source="+".join(allowed_sources(r["source"])[:3]))
        more = [x.get("official", "")] if state != "historical" else []
        names = list(dict.fromkeys(usual(name) + usual(r["name"]) + aliases_of(r, name, more)))
        names = [a for a in names if a.split("=")[0] != name and a not in people_words and a.split("=")[0].lower() != "jewish" and not
                 (a in (city_names_only if kind != "city" else set()) | (set(state_qid) - {name}) and a not in usual(name) + usual(r["name"]))]
        if state:
            names = [a for a in names if a in usual(name) + usual(r["name"]) or OFFICIAL.search(a) and "," not in a]
        if "(" in r["name"] and "Occupied" in r["name"]:
            kind, longest = "admin1", max(names or [name], key=len)
            cells["name"], names = longest, [a for a in names if a != longest and " " in a]
        if state or (not kind and "iso3166_2" not in x) or name in GPE_THOUGH or ("iso3" in x and not kind):
            if not state and NO_GOVERNMENT.search(name) and name not in GPE_THOUGH and "iso2" not in x:
                continue
            prior = {"un_member": .95, "un_observer": .95, "partially_recognised": .8, "dependency": .5}.get(state, .7)
            kind = {"un_member": "state", "un_observer": "state", "historical": "former_state", "dependency": "territory",
                    "partially_recognised": "state"}.get(state, "territory")
            if x.get("historical") == "yes":
                kind, prior = "former_state", min(prior, .7)
            states.add(kind=kind, aliases=names, prior=prior, **cells)
        elif kind in ("capital", "city"):
            if r["qid"] in capital_of:
                kind, cells["country"] = "capital", capital_of[r["qid"]]
            cities.add(kind=kind, aliases=names, prior=.8 if kind == "capital" else .6 if n > 1 else .45, **cells)
        else:
            if n < 2 and press_count(name) < 1:
                continue
            names += [a for a in region_names(name, country) if a not in names]
            namesake = (name, country) in city_names and "Occupied" not in r["name"]
            regions.add(kind="region", aliases=names, prior=.3 if n < 2 or namesake else .6, **cells)
        seen.add(r["qid"])
    return states, cities, regions


# What English texts call the first-order units of states, beside their bare names.
UNITS = {"Governorate Province": "Syria|Iraq|Egypt|Yemen|Jordan|Lebanon|Tunisia|Kuwait|Oman|State of Palestine",
         "Province": "Afghanistan|China|Canada|Türkiye|Iran|Argentina|Pakistan|Vietnam|Cambodia|Cuba|Indonesia|South Africa|Zambia|Angola|"
                     "Mozambique|Thailand|Laos|Papua New Guinea|Democratic Republic of the Congo|Burundi|Rwanda|Turkmenistan|Saudi Arabia",
         "Region Oblast": "Russia|Ukraine|Belarus|Kazakhstan|Uzbekistan|Kyrgyzstan|Bulgaria",
         "Region": "Ethiopia|Tanzania|Ghana|Georgia|Chad|Mali|Niger|Senegal|Cameroon|Namibia|Italy|Chile|Peru|Eritrea|Somalia|Burkina Faso",
         "State": "India|Brazil|Nigeria|Mexico|Australia|Malaysia|Venezuela|Myanmar|South Sudan|Sudan|Germany"}
UNIT_OF = {}
HAS_UNIT = re.compile(r"(Governorate|Province|Oblast|Region|State|Krai|Republic|County|District|Territory|City|Prefecture|Department|Emirate|"
                      r"Canton|Federal|Okrug|Island|Islands|Autonomous)", re.I)


def region_names(name, country):
    swapped = re.match(r"^(.*) (Oblast|Krai|Governorate)$", name)
    if swapped:
        return ["%s %s" % (swapped.group(1), {"Oblast": "Region", "Krai": "Territory", "Governorate": "Province"}[swapped.group(2)])]
    if HAS_UNIT.search(name):
        return []
    return ["%s %s" % (name, unit) for unit in UNIT_OF.get(country, [])]


def press_count(name):
    """How often the rarest word of a name stands capitalised in the press."""
    parts = [w for w in re.findall(r"[A-Za-z][A-Za-z'’\-]*", name) if w.lower() not in SMALL]
    return min((PRESS.get(w.lower(), (0, 0))[1] for w in parts), default=0)


LARGE = {"continent", "ocean", "sea", "gulf", "strait", "channel", "bay", "desert", "geoarea", "", "isthmus", "peninsula", "pen/cape",
         "valley", "delta", "basin", "sound"}


def person_words(core, more):
    """(given names, last names) -> how many persons bear them."""
    given, last = collections.Counter(), collections.Counter()
    for r in core + more:
        parts = r["name"].split()
        if r["type"] == "PER" and len(parts) > 1:
            given[parts[0]] += 1
            last[parts[-1]] += 1
    return given, last


GIVEN, LAST = collections.Counter(), collections.Counter()


def is_rather_a_person(name, most):
    return " " not in name and (GIVEN[name] > most or LAST[name] > most)


def select_land(core):
    place_names = {clean(r["name"]) for r in core if r["type"] == "GPE"}
    land = Table("land.tsv", """Places without a government: seas, straits, regions of the world, rivers, ranges, islands.
Criterion: LOC rows of class A. Continents, oceans, seas, gulfs, straits, peninsulas, deserts and large regions all; islands, rivers,
ranges, lakes and the rest where this press names them in our reading of 7 million words.
Prior: 0.80 large and named often, 0.60 large, 0.35 the rest.""")
    for r in core:
        name = clean(r["name"])
        name = name[0].upper() + name[1:]
        x = extra(r)
        kind = x.get("kind", "")
        if r["type"] != "LOC" or not allowed_sources(r["source"]) or not WESTERN.match(name):
            continue
        if kind not in LARGE and press_count(name) < 10 or is_common_word(name) and " " not in name:
            continue
        if kind not in LARGE and is_rather_a_person(name, 2) or len(name) < 3:
            continue
        bare_name, names = name, aliases_of(r, name)
        if "lake" in kind and "Lake" not in name:
            name, names = "Lake " + name, []
        if kind.startswith("river"):
            names += ["%s River" % name, "River %s" % name]
            if bare_name in place_names:
                name = name + " River"
        names = [a for a in dict.fromkeys(names) if a not in place_names and a != name]
        often = press_count(name) >= 100
        land.add(type="LOC", kind=kind or "region", name=name, qid=r["qid"], country="", aliases=names,
                 prior=.8 if kind in LARGE and often else .6 if kind in LARGE else .35, source="+".join(allowed_sources(r["source"])[:3]))
    return land


# -- Bodies -----------------------------------------------------------------------------------------------------

def adjectives():
    out = collections.defaultdict(list)
    path = os.path.join(LEXICON, "demonyms.tsv")
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 3 and cells[1] == "demonym":
            out[cells[2]].append(cells[0])
    return out


MINISTRY = re.compile(r"^(?:Federal |Union |National |State )?(Ministry|Department|Minister?ium) (?:of|for) (?:the )?(.+?)(?: (?:of|and Trade of) (.+))?$")
SHORT_MINISTRY = {"foreign affairs": "Foreign", "foreign and european affairs": "Foreign", "external affairs": "External Affairs",
                  "defence": "Defence", "defense": "Defense", "national defence": "Defence", "national defense": "Defense",
                  "finance": "Finance", "justice": "Justice", "interior": "Interior", "internal affairs": "Interior", "economy": "Economy",
                  "health": "Health", "education": "Education", "energy": "Energy", "culture": "Culture", "agriculture": "Agriculture",
                  "emergency situations": "Emergencies", "transport": "Transport", "information": "Information", "trade": "Trade"}


def states_by_name(states):
    return {n: r["qid"] for r in states.rows for n in [r["name"]] + [a for a in r["aliases"].split("|") if a and "=" not in a]}


ADJ = {}


def ministry_names(field, state, qid):
    """Usual names of the ministry for `field` of a state."""
    out, short = [], SHORT_MINISTRY.get(field.lower())
    the = "the " if state in WITH_THE else ""
    full = "Ministry of " + field
    out += ["%s of %s%s" % (full, the, state)]
    for adjective in ADJ.get(qid, [])[:2]:
        out += ["%s %s" % (adjective, full)]
        if short:
            out += ["%s %s Ministry" % (adjective, short)]
    if short:
        out += ["%s Ministry of %s%s" % (short, the, state)]
    return out


WITH_THE = {"United States", "United Kingdom", "Netherlands", "Philippines", "United Arab Emirates", "Maldives", "Bahamas", "Gambia",
            "Soviet Union", "Czech Republic", "Marshall Islands", "Solomon Islands", "Seychelles", "Comoros",
            "Democratic Republic of the Congo", "Republic of the Congo", "Central African Republic", "Dominican Republic"}


def state_in(text, names):
    """The state that a description or name speaks of, by name or adjective."""
    found = [q for n, q in names.items() if re.search(r"\b%s\b" % re.escape(n), text)]
    return found[0] if len(set(found)) == 1 else ""


def select_bodies(core, more, offices, states):
    by_name = states_by_name(states)
    for qid, adjectives_of in ADJ.items():
        for a in adjectives_of:
            by_name.setdefault(a, qid)
    name_of = {r["qid"]: r["name"] for r in states.rows}
    igos = Table("organisations.tsv", """International bodies, their organs, agencies, courts, banks, funds.
Criterion: ORG rows of class A that are members of a family of bodies, or bodies without a country that international lists know, or
nonprofit, media and armed bodies which this press names.
Prior: 0.70 known to two sources, else 0.50; armed groups, media and non-governmental bodies 0.40.""")
    parties = Table("parties.tsv", """Political parties and movements.
Criterion: ORG rows of class A of kind party with a country, known to two sources and named in our reading of this press.
Prior: 0.30; names borne by parties of many countries are told apart by country only.""")
    ministries = Table("ministries.tsv", """Ministries, parliaments, armed forces and agencies of states.
Criterion: ORG rows of class A of kind ministry, or of kind government which are ministries, departments, parliaments, central banks,
armed forces or agencies of a national government by their name. Usual names (adjective + Foreign Ministry) are made from the
state and the field. To these come the ministries that offices.tsv names, and for every state whose ministries of foreign affairs or
defence the facts lack an entry without an item. Prior: 0.50 ministry with a state, 0.40 without an item, else 0.30.""")
    organ = re.compile(r"\b(Ministry|Department of|Parliament|Assembly|Senate|Congress|Duma|Bundestag|Armed Forces|Army|Navy|Air Force|Marine|"
                       r"Central Bank|National Bank|Reserve Bank|Federal Reserve|Security Council|Supreme Court|Constitutional Court|"
                       r"Intelligence|Commission|Council|Treasury|Office|Agency|Administration|Service|Bureau|Command|Guard|Police|"
                       r"Institute of Health|Centers for|Corps|Authority|Embassy|Secretariat|Foreign|Peace|House of|Cabinet)\b")
    national = re.compile(r"^(U\.?S\.?|United States|National|Federal|State|Foreign|Central|Supreme|Ministry|Department)\b")
    for r in core + more:
        srcs = allowed_sources(r.get("source") or r.get("sources") or "")
        if r["type"] != "ORG" or not srcs:
            continue
        x, name = extra(r), article_free(clean(r["name"]))
        kind, desc = x.get("kind", ""), x.get("desc", "")
        if not WESTERN.match(name) or len(name) > 90:
            continue
        n = len(srcs)
        cells = dict(type="ORG", name=name, qid=r["qid"], country=r["country_qid"], source="+".join(srcs[:3]))
        names = aliases_of(r, name)
        if kind == "party":
            if n >= 2 and r["country_qid"] and (" " in name or not is_common_word(name)) and name in PRESS_TEXT:
                parties.add(kind="party", aliases=names, prior=.3, **cells)
            continue
        m = MINISTRY.match(name)
        international = x.get("family") or x.get("hq") and not r["country_qid"] or n >= 3 and kind == "government" and not r["country_qid"]
        if kind == "government" and not m and not r["country_qid"] and not state_in(name + " " + desc, by_name):
            international = international or name in PRESS_TEXT
        if (kind == "ministry" or m or kind == "government") and not international:
            country = r["country_qid"] or state_in(name + " " + desc, by_name)
            if not country and not x.get("family") or re.match(r"^(Ministry|Department) [^,]*$", name) and country not in name_of:
                continue
            local = re.search(r"\b(Provinc|State of|County|City|Municipal|District|Regional|Council$|Territory|Canton)", name + " " + desc)
            if kind == "government" and (local or not (organ.search(name) and (press_count(name) >= 5))):
                continue
            if local and kind != "government":
                continue
            if m and country in name_of:
                field, state = m.group(2), name_of[country]
                for tail in (" of " + state, " of the " + state, " of the Republic of " + state, ", " + state):
                    if field.endswith(tail):
                        field = field[:-len(tail)]
                if m.group(1) == "Department" and state_in(name, by_name) == "" and country != "Q30":
                    cells["name"] = "%s of %s%s" % (name, "the " if state in WITH_THE else "", state)
                if m.group(1) != "Department":
                    names += [a for a in ministry_names(field, state, country) if a != name]
                    if name == m.group(1) + " of " + field or name.startswith("Ministry") and state not in name:
                        cells["name"] = "Ministry of %s of %s%s" % (field, "the " if state in WITH_THE else "", state)
                        names = [a for a in names if a != cells["name"]]
            cells["country"] = country
            ministries.add(kind="ministry" if m or kind == "ministry" else "government", aliases=names, prior=.5 if country else .3, **cells)
            continue
        if kind in ("facility", "funder", "other", "archive", "nonprofit", "media", "armed group") and not international:
            if press_count(name) < 3 or kind in ("facility", "archive") and press_count(name) < 50 and n < 2:
                continue
            prior = .4
        else:
            country = r["country_qid"] or state_in(name + " " + desc, by_name)
            if not x.get("family") and not x.get("hq") and desc and press_count(name) < 5:
                continue
            cells["country"] = country if not x.get("family") and not x.get("hq") else ""
            prior = .7 if n > 1 else .5
        if is_common_word(name) and " " not in name:
            continue
        igos.add(kind="body" if international else {"": "body", "armed group": "armed_group"}.get(kind, kind), aliases=names, prior=prior, **cells)
    taken = {(r["country"], field) for r in ministries.rows for field in ("foreign", "defen") if re.search(field, r["name"], re.I)}
    for r in offices:
        name, country = article_free(clean(r["body"])), r["country_qid"]
        if not class_a(r["source"]) or not r["body_qid"] or not country or not re.match(r"(\w+ )?(Ministry|Department)\b", name):
            continue
        if r["body_qid"] in {x["qid"] for x in ministries.rows} or country not in name_of or not WESTERN.match(name):
            continue
        state = name_of[country]
        the = "the " if state in WITH_THE else ""
        full = name if state_in(name, by_name) else "%s of %s%s" % (name, the, state)
        field = re.sub(r" of (the )?(Republic of |State of )?%s$" % re.escape(state), "", re.sub(r"^\w* ?(Ministry|Department) (of|for) (the )?", "", name))
        ministries.add(type="ORG", kind="ministry", name=full, qid=r["body_qid"], country=country, prior=.5, source="eps-wd",
                       aliases=[a for a in ministry_names(field, state, country) if a != full])
        taken |= {(country, f) for f in ("foreign", "defen") if re.search(f, name, re.I)}
    for r in states.rows:
        if r["kind"] not in ("state", "former_state") or r["prior"] < "0.80" and r["kind"] != "former_state":
            continue
        for key, field in (("foreign", "Foreign Affairs"), ("defen", "Defence")):
            if (r["qid"], key) in taken or r["qid"] in ("Q30", "Q145"):
                continue
            names = ministry_names(field, r["name"], r["qid"]) + [a.replace("Defence", "Defense") for a in ministry_names(field, r["name"], r["qid"])]
            names = list(dict.fromkeys(names))
            ministries.add(type="ORG", kind="ministry", name=names[0], qid="", country=r["qid"], aliases=names[1:], prior=.4, source="")
    return igos, parties, ministries


# -- Agreements and events --------------------------------------------------------------------------------------

def select_named(core, more, kind_of_row, file, head, prior):
    t = Table(file, head)
    for r in core + more:
        srcs = allowed_sources(r.get("source") or r.get("sources") or "")
        if r["type"] != kind_of_row or not srcs or not WESTERN.match(clean(r["name"])):
            continue
        x, name = extra(r), clean(r["name"])
        if x.get("date", "9999") < "1900" or is_common_word(name) and " " not in name:
            continue
        kind = x.get("kind", "") or ("agreement" if kind_of_row == "AGR" else "event")
        if kind_of_row == "EVT" and kind == "event":
            small = re.match(r"^(Battle|Siege|Operation|Attack|Raid|Bombing|Assassination|.*(attack|bombing|massacre|shooting|incident|"
                             r"hijacking|crash|attempt|raid|offensive|ambush|airstrike|assassination|riots?|clashes))\b", name)
            if small and (press_count(name) < 20 or len(srcs) < 2):
                continue
        names = aliases_of(r, name)
        year = re.match(r"^(\d{4}) (.+)$", name)
        if year and not names and kind_of_row == "EVT" and "war" in name.lower():
            names.append("%s of %s" % (year.group(2), year.group(1)))
        t.add(type=kind_of_row, kind=kind.replace(" ", "_"), name=name, qid=r["qid"], country="", aliases=names,
              prior=min(.9, prior + .1 * (len(srcs) - 1)), source="+".join(srcs[:3]))
    return t


# -- Persons and offices ----------------------------------------------------------------------------------------

HEADS = re.compile(r"^(President|Prime Minister|Premier|Chancellor|King|Queen|Emir|Sultan|Emperor|Monarch|Supreme Leader|Taoiseach|Pope|"
                   r"Federal Chancellor|President of (?!the (Senate|National|Chamber|House|Legislat|Supreme|Court|Parliament|Federal Council"
                   r"|Constit|Assembly|Regional|Government of)).*|Prime Minister of .*|Chairman of the (Council of Ministers|Presidium).*|"
                   r"General Secretary.*|Secretary[- ]General( of .*)?|Head of (State|Government)|Vice[- ]President( of .*)?|"
                   r"(First )?(Deputy|Vice)[- ](Prime Minister|Premier).*|Crown Prince.*|Paramount Leader|State Counsellor.*|First Vice President.*)$")
FOREIGN = re.compile(r"(Foreign|External|Secretary of State$|International Relations|International Cooperation|European Affairs)")
DEFENCE = re.compile(r"(Defen[cs]e|of War$)")
ENVOYS = re.compile(r"(Ambassador|Permanent Representative|Representative to|High Representative|High Commissioner|Special (Envoy|"
                    r"Representative)|National Security (Advis|Council)|Security Council|Under.?Secretary|Deputy Secretary|"
                    r"Assistant Secretary of State|Director[- ]General|President of the (European|Parliament|National Assembly|Senate|"
                    r"Constituent|Security)|Speaker|European Commission|Chief of (the )?(General|Defen|Joint)|Chairman of the Joint|"
                    r"Director of (the )?(Central|National) Intelligence|Trade Representative|Counselor of|Chief of Staff|"
                    r"Head of the (Office|Administration|Presidential)|Presidential (Administration|Aide|Adviser))")
MINISTERS = re.compile(r"^(Minister (of|for) (the )?(Finance|Economy|Interior|Internal Affairs|Justice|Trade|Commerce|Energy|Emergenc.*|Industry.*|"
                       r"Health|National Security|Information|Economic.*)|Attorney General|Secretary of (the Treasury|Commerce|Energy|Homeland "
                       r"Security|Defense|the Interior|Health.*|Agriculture|Labor|Transportation|Education)|Chancellor of the Exchequer|"
                       r"Home Secretary|Governor of the Central Bank|.*(House of Representatives|United States Senat).*|White House .*)$")


OTHERS = re.compile(r"^(Federal )?Minister (of|for) |^(Governor[- ]General|Chairman of the (Presidency|Cabinet)|Captain Regent|Government Spokes)")


def wanted_post(post, last):
    if HEADS.match(post) or FOREIGN.search(post) and "Deputy" not in post or re.match(r"(Minister|Secretary) .*(Defen[cs]e|War)$", post):
        return 3
    if ENVOYS.search(post):
        return 2
    if MINISTERS.match(post) or OTHERS.match(post) and last >= "2005":
        return 1
    return 0


def class_a(source):
    return any(t.split(":")[0] in ("eps-wd", "wd-history", "pocom", "congress-executive", "wd-fixture", "wikipeople") or
               t.startswith("core-facts:") and all(not p.startswith(CHECK_ONLY) for p in t[11:].split("+")) for t in source.split(","))


SUBNATIONAL = re.compile(r"\b(Oblast|Krai|Province|Region|County|Ohio|State of|Governor of|Mayor|Okrug|Canton|Bavaria|Catalonia|Quebec|Ontario)\b")
EASTERN = {"Q148", "Q423", "Q884", "Q865", "Q881", "Q424", "Q836", "Q819"}
PARTICLES = set("van von der den de del della di da dos das du la le el al bin ibn ben abu abd ter ten zu af av bint".split())


def surname_of(name, country):
    parts = [p for p in name.split() if not re.match(r"^(Jr\.?|Sr\.?|I{1,3}|IV)$", p)]
    if len(parts) < 2:
        return ""
    if country in EASTERN and country not in ("Q881", "Q424", "Q836", "Q819"):
        return parts[0]
    if country in ("Q881", "Q424", "Q836", "Q819"):
        return ""
    at = len(parts) - 1
    while at > 1 and bare(parts[at - 1]).rstrip("'") in PARTICLES:
        at -= 1
    return " ".join(parts[at:])


def select_people(core, more, offices, places):
    people, tenures, aliases = {}, [], {}
    info = {r["qid"]: r for r in core + more if r["type"] == "PER" and allowed_sources(r.get("source") or r.get("sources"))}
    for r in offices:
        if not class_a(r["source"]) or (r["to"] or "9999") < "1945":
            continue
        qid = r["person_qid"]
        if "qid-match" in r["source"] and not (qid in info and is_named(info[qid], r["person"])):
            continue
        post, of = r["post"], r["country_qid"] or r["body_qid"]
        rank = wanted_post(post, r["to"] or r["from"] or "9999")
        if SUBNATIONAL.search(post) and not re.search("Ambassador|Governor of the Central", post):
            rank = 0
        if not rank or not of or not qid or not WESTERN.match(r["person"]):
            continue
        p = people.setdefault(qid, dict(name=r["person"], rank=0, last="", of=collections.Counter(), sources=set(), first="9999"))
        p["rank"] = max(p["rank"], rank)
        p["last"] = max(p["last"], r["to"] or "9999")
        p["first"] = min(p["first"], r["from"] or "9999")
        p["of"][r["country_qid"]] += 1
        p["sources"] |= {t.split(":")[0] for t in r["source"].split(",") if ":" in t or t in ("pocom",)}
        if "date-mixed" not in r["source"]:
            tenures.append((r, qid, of))
    return people, tenures, info


def is_named(row, name):
    """An inferred item stands only where the facts know the item by the very name."""
    return bare(name) in {bare(n) for n in [row["name"]] + row["aliases"].split("|")}


def end_of(r, following):
    """An end that is unknown is the next holder's start; without one the start's own day is all that is known."""
    if r["to"] or "end-unknown" not in r["source"]:
        return r["to"]
    return following or r["from"]


# One name, several spellings: what transliteration from Russian, Ukrainian and Armenian changes.
SPELLINGS = [(r"^Sergey\b", "Sergei"), (r"^Sergei\b", "Sergey"), (r"^Alexey\b", "Alexei"), (r"^Aleksey\b", "Alexei"), (r"^Alexei\b", "Alexey"),
             (r"^Andrey\b", "Andrei"), (r"^Andrei\b", "Andrey"), (r"^Dmitriy\b", "Dmitry"), (r"^Dmitri\b", "Dmitry"), (r"^Dmitry\b", "Dmitri"),
             (r"^Yevgeny\b", "Evgeny"), (r"^Yevgeniy\b", "Yevgeny"), (r"^Aleksandr\b", "Alexander"), (r"^Nikolay\b", "Nikolai"),
             (r"^Nikolai\b", "Nikolay"), (r"^Yuriy\b", "Yuri"), (r"^Yury\b", "Yuri"), (r"^Yuri\b", "Yury"), (r"^Vitaliy\b", "Vitaly"),
             (r"^Anatoliy\b", "Anatoly"), (r"^Vasiliy\b", "Vasily"), (r"^Grigoriy\b", "Grigory"), (r"^Arkadiy\b", "Arkady"),
             (r"^Valeriy\b", "Valery"), (r"^Gennadiy\b", "Gennady"), (r"^Maksim\b", "Maxim"), (r"^Mikhail\b", "Michail"), (r"iy$", "y"),
             (r"^Oleksandr\b", "Alexander"), (r"^Volodymyr\b", "Vladimir"), (r"^Petro\b", "Pyotr"), (r"^Pyotr\b", "Petr"),
             (r"yan$", "ian"), (r"ian$", "yan"), (r"ay(?=[vz])", "ai"), (r"ai(?=[vz])", "ay")]
SPELT_BY = "Russia|Ukraine|Belarus|Armenia|Kazakhstan|Kyrgyzstan|Tajikistan|Uzbekistan|Turkmenistan|Moldova|Soviet Union|Azerbaijan|Georgia"
OLD_DUTCH = [(r"oe", "u"), (r"u(?=[^aeiou])", "oe"), (r"Dj", "J"), (r"tj", "c")]
HISPANIC = ("Spain|Mexico|Argentina|Chile|Colombia|Peru|Ecuador|Bolivia|Paraguay|Uruguay|Venezuela|Panama|Costa Rica|Nicaragua|Honduras|"
            "El Salvador|Guatemala|Cuba|Dominican Republic|Equatorial Guinea|Philippines")


def spellings(name):
    """The name with one given-name rule, one surname rule, and both."""
    out = [name]
    for rule, by in SPELLINGS:
        out += [v for n in out[:6] for v in [re.sub(rule, by, n, count=1)] if v != n]
    return list(dict.fromkeys(out))[1:7]


TITLED = re.compile(r"^(Prime|President(-elect)?|Minister|Dr\.?|Mr\.?|M\.|Gen\.?|General|Sir|Ambassador|Senator|Secretary|Colonel|Major|King,) ")


def make_people(core, more, offices, tables):
    place_words = {bare(r["name"]) for t in tables for r in t.rows}
    people, tenures, info = select_people(core, more, offices, tables)
    qid_of = {r["name"]: r["qid"] for r in core if r["type"] == "GPE" and "state=" in r["extra"]}
    spelt = {qid_of[n] for n in SPELT_BY.split("|")}
    hispanic = {qid_of[n] for n in HISPANIC.split("|")}
    first_words = collections.Counter(p["name"].split()[0] for p in people.values())
    t = Table("people.tsv", """Holders of offices: heads of state and government, foreign, defence and other chief ministers, ambassadors,
permanent representatives, envoys, speakers, heads of international bodies and their deputies, since 1945.
Criterion: persons with an item in a tenure of class A of such a post of a state or body (offices.tsv); all ministers of a state that
were in office in 2005 or later; of posts of provinces and cities none.
Prior: 0.60 head of state or government, foreign or defence minister, 0.45 envoy or head of a body, 0.35 other minister; a tenth more
for offices held after 2015, a tenth less where all ended before 1990. A surname is an alias (=s) of the first two groups.""")
    for qid, p in people.items():
        row = info.get(qid)
        name = clean(row["name"] if row else p["name"])
        if " " not in name and len(name) < 4 or not WESTERN.match(name):
            name = p["name"]
        country = p["of"].most_common(1)[0][0]
        name = re.sub(r"\b[A-ZÀ-Þ]{4,}\b", lambda m: m.group(0).capitalize(), name)
        names = [a for a in ([p["name"]] if bare(p["name"]) != bare(name) else []) + (aliases_of(row, name, per=True) if row else [])
                 if " " in a and not TITLED.match(a) and not a.isupper()]
        middle = re.match(r"^(\S+) (?:[A-Z]\.? )+(\S+(?: Jr\.?)?)$", name)
        if middle:
            names.append("%s %s" % middle.groups())
        if country == qid_of["Indonesia"]:
            names += [v for rule, by in OLD_DUTCH for v in [re.sub(rule, by, name, count=1)] if v != name]
        if country in spelt:
            names += [v for n in [name] + names for v in spellings(n)]
        surname = surname_of(name, country)
        parts = name.split()
        if country in hispanic and len(parts) == 3 and first_words[parts[1]] < 3 and bare(parts[1]) not in PARTICLES:
            names += [" ".join(parts[:2])]
            surname = parts[1]
        if p["rank"] >= 2 and len(surname) > 2 and not is_common_word(surname) and bare(surname) not in place_words and surname != name:
            names.append(surname + "=s")
        prior = {3: .6, 2: .45, 1: .35}[p["rank"]] + (.1 if p["last"] >= "2015" else -.1 if p["last"] < "1990" else 0)
        t.add(type="PER", kind="person", name=name, qid=qid, country=country, aliases=[a for a in names if a != name], prior=prior,
              source="+".join(sorted(p["sources"]))[:40])
    return t, tenures


def same_post(a, b):
    """Two titles with the word in common that tells what the post is."""
    telling = {"president", "prime", "premier", "chancellor", "foreign", "external", "defence", "defense", "king", "queen", "secretary", "director",
               "vice", "representative", "adviser", "advisor", "leader", "counsellor"}
    return bool(telling & set(words(a)) & set(words(b))) and ("vice" in words(a)) == ("vice" in words(b))


def make_offices(tenures, known):
    t = Table("offices.tsv", """Offices with their dates.
Criterion: tenures of class A, without those of mixed dates, that ended in 1945 or later, of the posts and persons of people.tsv. An
empty `to` is open as of the sources (2022 to 2026). Where the source does not know the end, the next holder's start stands, or the start
itself. `of` is the state, or the body where the post is of one. The kind of a post is computed from its title. Tenures that
leaders-offices.tsv has are left out.""",
              "title of person from to source".split())
    starts = collections.defaultdict(list)
    for r, qid, of in tenures:
        starts[(r["post"], of)].append(r["from"])
    for v in starts.values():
        v.sort()
    seen, by_hand = set(), collections.defaultdict(list)
    for line in open(os.path.join(OUT, "leaders-offices.tsv"), encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if not line.startswith("#") and len(cells) == 6:
            by_hand[cells[2], cells[1]].append(cells)
    for r, qid, of in tenures:
        if of not in known:
            continue
        if any(same_post(r["post"], h[0]) and (not h[4] or r["from"] <= h[4]) and (not r["to"] or r["to"] >= h[3][:len(r["to"])])
               for h in by_hand[qid, of]):
            continue
        following = next((s for s in starts[(r["post"], of)] if s > r["from"]), "")
        start, end = r["from"], end_of(r, following)
        if "start-unknown" in r["source"] and not start:
            start = end
        if end and start and end[:len(start)] < start[:len(end)] or not (start or end):
            continue
        key = (r["post"], of, qid, start, end)
        if key in seen:
            continue
        seen.add(key)
        t.rows.append(dict(title=r["post"], of=of, person=qid, **{"from": start}, to=end,
                           source="+".join(dict.fromkeys(s.split(":")[0] for s in r["source"].split(",")))))
    return t


# -- Given names and particles ----------------------------------------------------------------------------------

def write_given_names(core, more, offices, places):
    persons = {}
    for r in core + more:
        if r["type"] == "PER":
            persons[r["qid"]] = (r["name"], r["country_qid"])
    for r in offices:
        if r["person_qid"]:
            persons.setdefault(r["person_qid"], (r["person"], r["country_qid"]))
    first = collections.defaultdict(set)
    for qid, (name, country) in persons.items():
        parts = name.split()
        if len(parts) > 1 and country not in EASTERN:
            first[parts[0]].add(parts[-1])
    taken = {bare(r["name"]) for t in places for r in t.rows} | {bare(w) for w in SMALL}
    lines = []
    for word, surnames in first.items():
        if len(surnames) < 3 or len(word) < 3 or not re.match(r"^[A-ZÀ-Þ][^\W\d_]+(?:[-'’][^\W\d_]+)*$", word) or not WESTERN.match(word):
            continue
        if is_common_word(word) or bare(word) in taken or bare(word) in TITLES:
            continue
        lines.append(word)
    with open(os.path.join(LEXICON, "given_names.tsv"), "w", encoding="utf-8") as f:
        f.write("# Given names: the first word of the names of three persons or more with different last names in the facts, which\n"
                "# is no word that this press writes in lower case and no name of a place. Persons of states that write the\n"
                "# family name first are left out. Made by tests/corpus/select_gazetteer.py.\n# phrase\tclass\n")
        f.write("".join("%s\tgiven\n" % w for w in sorted(lines)))
    print("given_names.tsv", len(lines))


TITLES = set("sir lord lady dame sheikh sheik shaikh prince princess king queen mr mrs ms dr general colonel major captain admiral haji hajji "
             "tan dato datuk mullah ayatollah imam pope saint san santa don doña mohamad-ali".split())

if __name__ == "__main__":
    core, more, offices = rows("core-facts.tsv"), rows("more-facts.tsv"), rows("offices.tsv")
    os.makedirs(OUT, exist_ok=True)
    ADJ.update(adjectives())
    for mine, theirs in zip((GIVEN, LAST), person_words(core, more)):
        mine.update(theirs)
    places = select_places(core)
    land = select_land(core)
    igos, parties, ministries = select_bodies(core, more, offices, places[0])
    agreements = select_named(core, more, "AGR", "treaties.tsv", """Treaties and agreements that the facts know.
Criterion: AGR rows of class A of the twentieth century or later. The agreements that the facts lack are in agreements.tsv.
Prior: 0.60, a tenth more for each further source.""", .6)
    events = select_named(core, more, "EVT", "conflicts.tsv", """Wars, conflicts, revolutions, conferences, summits that the facts know.
Criterion: EVT rows of class A since 1900; single battles, attacks and incidents only where two sources have them and this press
names them. What the facts lack is in events.tsv. Prior: 0.40, a tenth more for each further source.""", .4)
    people, tenures = make_people(core, more, offices, places + (land,))
    known = {r["qid"] for t in (*places, land, igos, parties, ministries) for r in t.rows}
    for t in (*places, land, igos, parties, ministries, agreements, events, people, make_offices(tenures, known)):
        t.write()
    write_given_names(core, more, offices, places + (land,))
