#!/usr/bin/env python3
"""The findings of one night, worked out a second time without rollcall, SQL or SQLite: plain dictionaries.

    oracle.py DIR [--json] [--as-of 2026-11-21] [--kinds]        print the findings, sorted: rule,account,subject
    oracle.py DIR [...] --against FINDINGS.csv                   compare with the findings.csv of a report

DIR holds accounts, users, roles and roster, each .csv (or .json with --json). A comparison looks at the rules below
and at rows that are not resolved; it prints what is missing (-) and extra (+), and exits 1 when there is any.
"""
import argparse, csv, json, os, re, sys, unicodedata
from collections import Counter
from datetime import date, datetime, timedelta, timezone

# --- what the exports are called: file, field, the headers it may have --------------------------------------------

COLUMNS = {
    "accounts": {"id": ["Account ID"], "name": ["Account Name"], "channel": ["Channel"],
                 "primary_admin": ["Primary Admin"], "passphrase_set": ["Passphrase Set"],
                 "changed": ["Passphrase Changed"], "reseller_contact": ["Reseller Contact"]},
    "users": {"account": ["Account ID"], "id": ["User ID"], "user_name": ["Username"],
              "email": ["Primary Email", "Email Address"], "given_name": ["First Name"], "family_name": ["Last Name"],
              "status": ["Status"], "employee_number": ["Employee ID"], "created": ["Created On"],
              "last_login": ["Last Login"], "mfa": ["MFA Enabled"], "passphrase_set": ["Passphrase Set"],
              "extension": ["Extension"]},
    "roles": {"account": ["Account ID"], "user": ["Assign to"], "role": ["Role"], "scope": ["Scope"],
              "granted_by": ["Granted By"]},
    "roster": {"employee_number": ["Employee ID"], "email": ["Work Email"], "status": ["Employment Status"],
               "hired": ["Hire Date"], "ended": ["Termination Date"], "given_name": ["First Name"],
               "family_name": ["Last Name"]},
}
DAYS = {"created", "last_login", "hired", "ended", "changed"}   # fields that hold a day or a time
REQUIRED = {"users": ["id"], "roles": ["user", "role"], "accounts": ["id"]}   # a row without one is rejected

# --- what the words mean ------------------------------------------------------------------------------------------

PROFILE = {"active": "active", "enabled": "active", "inactive": "inactive", "disabled": "inactive",
           "suspended": "inactive", "pending": "pending", "locked": "locked"}
DEPARTED = {"terminated", "departed"}   # of the roster
ON_LEAVE = {"on leave", "on-leave", "leave"}

# The role catalogue: name or alias, and what it allows. More of them with --role.
ROLES = {
    "Super Admin": {"admin-console", "assign-roles", "api-keys"},
    "Company Admin": {"admin-console", "api-keys"},
    "IT Admin": {"admin-console"},
    "VCC Admin": {"contact-center"},
    "My 8x8 Admin": {"support-portal", "billing", "orders", "passphrase"},
    "My8x8 Admin": {"support-portal", "billing", "orders", "passphrase"},
    "Basic User": set(),
}
INTERNAL = {"Basic User"}   # roles that the vendor keeps for itself

FILLER = set(re.split(r",\s+", """extension user, abc company, test user, new user, temp user, guest user,
    default user, demo user, sample user, spare user, unassigned, unassigned user, unknown, unknown user, no name,
    first last, john doe, jane doe, user one, admin user, phone user, front desk, conference room, help desk,
    service desk, sales team, support team, main office, shared mailbox, system administrator, company name, your name,
    user name, last name, first name"""))

RULES = """name-missing name-filler leaver-privileged leaver-active leaver-login inactive-privileged orphan-profile
    admin-no-backup primary-admin-unusable role-unknown role-dangling role-internal passphrase-missing portal-nobody
    portal-wholesale mfa-missing dormant-privileged never-logged-in dormant passphrase-stale passphrase-old
    channel-unknown reseller-unreachable portal-role-missing email-shared person-twice shared-privileged
    name-extension name-company name-place name-repeated name-unsafe name-lookalike name-differs name-duplicate
    leaver-due leave-privileged roster-conflict admin-none-top primary-admin-unknown admin-too-many role-duplicate
    role-self-granted""".split()

# In front of the @ of a mailbox that is a task's.
ROLE_MAILBOX = set("""accounting accounts admin administrator billing contact enquiries facilities finance frontdesk hello
    help helpdesk hr info invoices invoicing it itsupport mail noc office operations ops payroll postmaster reception
    sales security service servicedesk support sysadmin team telecom telephony voip webmaster""".split())

# The lists of names are data, not rules; they are read where the program has them, folded below.
def phrases(name):
    with open(os.path.join(os.path.dirname(__file__), "../schema/lists", name + ".txt"), encoding="utf-8") as f:
        return {" ".join(line.lower().split()) for line in f if line.strip() and not line.startswith("#")}

PLACES, SUFFIXES, RUBBISH = phrases("place"), phrases("company-suffix"), phrases("rubbish")
COMPANY_WORDS = PLACES | phrases("company-word")

ASCII_LOWER = {c: c + 32 for c in range(ord("A"), ord("Z") + 1)}

def low(text):
    """E-mail addresses and user names are compared in ASCII lower case."""
    return text.translate(ASCII_LOWER)

def fold(given, family):
    """A name for comparing: lower case, no diacritics, blanks collapsed."""
    name = f"{given} {family}".lower()
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.split())

def is_no_name(name):
    """Empty, a single Latin letter, or without any letter. One Chinese or Korean character is a name."""
    name = unicodedata.normalize("NFC", name)
    return not any(map(str.isalpha, name)) or len(name) == 1 and unicodedata.name(name).startswith("LATIN")

def core(company):
    """A company's name, folded and without its suffixes."""
    words = fold(company, "").replace(",", " ").split()
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
        while len(words) > 1 and words[-1] == "&":
            words.pop()
    return "" if words and words[0] in SUFFIXES and len(words) == 1 else " ".join(words)

def name_fault(given, family, extension, company):
    """The first of the rules about bad names that applies, or None."""
    name = fold(given, family)
    if is_no_name(given) or is_no_name(family):
        return "name-missing"
    if name in FILLER:
        return "name-filler"
    number = re.escape(extension) if extension.isdigit() else None
    if number and re.search(rf"(?<!\d){number}(?!\d)", name) or re.search(r"(?<![a-z])ext(ension)?[ .:#-]{0,2}\d", name):
        return "name-extension"
    if company and (name == company or (f" {company} " in f" {name} " if " " in company else any(
            name in (f"{company} {word}", f"{word} {company}") for word in COMPANY_WORDS))):
        return "name-company"
    if name.split()[-1] in SUFFIXES:
        return "name-company"
    if name in PLACES or (len(name.split()) == 2 and set(name.split()) <= PLACES):
        return "name-place"
    half = len(name) // 2
    if name[:half] == name[half + 1:] or any(
            part.lower() in RUBBISH or len(part) > 2 and len(set(part.lower())) == 1 for part in (given, family)):
        return "name-repeated"
    return None

def is_unsafe(name):
    return bool(re.search(r"[^ ]@[^ ]*\.[^ ]|://|www\.|[<>]|&[#a-zA-Z].*;", name, re.I) or name[:1] in set("=+-@")
                or any(unicodedata.category(c) in ("Cc", "Cf") for c in name))

def is_other_name(mine, theirs):
    """Whether two folded names are those of two people; initials, middle names, hyphens and order do not tell."""
    def plain(name):
        for two, one in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("-", " "), (".", " "), ("'", "")):
            name = name.replace(two, one)
        return name.split()
    a, b = plain(mine), plain(theirs)
    if "".join(a) == "".join(b) or "".join(a[1:] + a[:1]) == "".join(b) or "".join(b[1:] + b[:1]) == "".join(a):
        return False
    initial = len(a[0]) == 1 or len(b[0]) == 1
    return not (a[-1] == b[-1] and (a[0] == b[0] or initial and a[0][0] == b[0][0]))

# --- reading ------------------------------------------------------------------------------------------------------

def day(text):
    """The day, in UTC, of an ISO 8601 day or time; None when there is none. ValueError: the row is rejected."""
    if not text:
        return None
    if len(text) == 10 or (text[10:11] in ("T", " ") and text.endswith("Z")):
        date.fromisoformat(text[:10])
        return sys.intern(text[:10])
    stamp = datetime.fromisoformat(text)
    return str((stamp.astimezone(timezone.utc) if stamp.tzinfo else stamp).date())

def json_records(path):
    """The objects of a JSON array one by one, so that only one is in memory at a time."""
    with open(path, encoding="utf-8-sig") as f:
        text = f.read()
    decode, at = json.JSONDecoder().raw_decode, text.index("[") + 1
    gap = re.compile(r"[\s,]*")
    while text[at := gap.match(text, at).end()] != "]":
        record, at = decode(text, at)
        yield {k: v if isinstance(v, str) else "" if v is None else json.dumps(v) for k, v in record.items()}

def csv_records(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        rows = csv.reader(f, strict=True)
        header = [h.strip() for h in next(rows)]
        for row in rows:
            if len(row) == len(header):   # any other is rejected
                yield dict(zip(header, row))

def read(folder, kind, as_json):
    """The rows of one export as lists of fields in the order of COLUMNS. Rows that cannot be read are left out."""
    path = os.path.join(folder, f"{kind}.{'json' if as_json else 'csv'}")
    fields, headers = COLUMNS[kind], None
    for record in (json_records if as_json else csv_records)(path):
        if headers is None:
            headers = [next((h for h in names if h in record), names[0]) for names in fields.values()]
        row = dict(zip(fields, (record.get(h, "").strip() for h in headers)))
        try:
            if all(row[f] for f in REQUIRED.get(kind, ())):
                yield [day(v) if f in DAYS else v for f, v in row.items()]
        except ValueError:
            pass

class Roster:
    """People by employee number and by e-mail. Of several records the one hired last decides, then the later row."""
    def __init__(self, rows, as_of):
        self.by_number, self.by_email, self.words = {}, {}, {}
        for number, email, status, hired, ended, given, family in rows:
            left = (status.lower() in DEPARTED and (ended or "") <= as_of) or \
                   (ended is not None and (hired or "") <= ended <= as_of)
            name = fold(given, family) if given and family else ""
            person = (hired or "", left, ended, status.lower() in ON_LEAVE, name, number)
            word = "departed" if status.lower() in DEPARTED else status.lower()
            for index, key in ((self.by_number, number), (self.by_email, low(email))):
                if key:
                    self.words.setdefault((index is self.by_number, key), set()).add(word)
                if key and (key not in index or index[key][0] <= person[0]):
                    index[key] = person

    def find(self, number, email):
        """None, or (day hired, whether departed, last day, whether on leave, folded name, employee number)."""
        return self.by_number.get(number) or self.by_email.get(low(email))

    def is_contested(self, number, email):
        """Whether records that match by number, else by e-mail, disagree on the status."""
        key = (True, number) if number in self.by_number else (False, low(email))
        return len(self.words.get(key, ())) > 1

class Profile:   # what the rules ask of a row of users
    __slots__ = """id user_name email number status created last_login mfa passphrase extension person contested given
        family name fault roles""".split()

    def __init__(self, roster, id, user_name, email, given, family, status, number, *rest):
        self.id, self.user_name, self.email = id, low(user_name), low(email)
        self.status, self.roles = PROFILE.get(status.lower(), "unknown"), set()
        self.created, self.last_login, self.mfa, self.passphrase, self.extension = rest
        self.person, self.contested = roster.find(number, email), roster.is_contested(number, email)
        self.number = number or (self.person[5] if self.person else "")
        self.given, self.family, self.name = sys.intern(given), sys.intern(family), sys.intern(fold(given, family))
        self.fault = None

# --- the rules ----------------------------------------------------------------------------------------------------

def audit(folder, as_json, as_of, break_glass):
    """Yields (rule, account, kind of subject, subject), account after account."""
    dormant_before, new_since, unused_before, old_before = (
        str(date.fromisoformat(as_of) - timedelta(days=n)) for n in (90, 30, 180, 365))
    due_until = str(date.fromisoformat(as_of) + timedelta(days=14))
    roster = Roster(read(folder, "roster", as_json), as_of)
    listed = {row[0]: row[1:] for row in read(folder, "accounts", as_json)}
    assignments, profiles = {}, {}
    for account, user, role, scope, granted_by in read(folder, "roles", as_json):
        assignments.setdefault(account, []).append((user, sys.intern(role), sys.intern(scope), sys.intern(granted_by)))
    for account, *values in read(folder, "users", as_json):
        profiles.setdefault(account, {}).setdefault(values[0], Profile(roster, *values))

    for account in listed.keys() | profiles.keys() | assignments.keys():
        by_id = profiles.get(account, {})
        by_name, by_email = {}, {}
        for p in sorted(by_id.values(), key=lambda p: p.id):
            by_name.setdefault(p.user_name, p)
            by_email.setdefault(p.email, p)

        def named(text):
            """The profile that a text means: by id, else user name, else e-mail."""
            return text and (by_id.get(text) or by_name.get(low(text)) or by_email.get(low(text)))

        company, channel, primary_admin, passphrase, changed, reseller = listed.get(
            account, ("", "", "", "", None, ""))
        channel, company, held, same_ids, same_names = channel.lower(), core(company), set(), {}, {}
        for p in by_id.values():
            p.fault = name_fault(p.given, p.family, p.extension, company)
            same_ids.setdefault(low(p.id), set()).add(p.id)
            same_names.setdefault(p.name, []).append(p)
        for user, role, scope, granted_by in assignments.get(account, []):
            holder = named(user)
            if holder:
                holder.roles.add(role)
                one = (holder.id, "My 8x8 Admin" if role == "My8x8 Admin" else role, scope)
                if one in held:
                    yield "role-duplicate", account, "profile", holder.id
                held.add(one)
                if granted_by and (granted_by == holder.id or low(granted_by) in (holder.user_name, holder.email)):
                    yield "role-self-granted", account, "profile", holder.id
            else:
                yield "role-dangling", account, "user", user
            if role not in ROLES:
                yield "role-unknown", account, "role", role
        primary, usable, top, active_count, active_privileged = named(primary_admin) or None, 0, 0, 0, 0
        emails = Counter(p.email for p in by_id.values())
        numbers = Counter(p.number for p in by_id.values() if p.status == "active")
        for p in by_id.values():
            can = set().union(*(ROLES.get(r, ()) for r in p.roles))
            privileged, active = bool(can) or p is primary, p.status == "active"
            departed, ended, on_leave, known_as = p.person[1:5] if p.person else (False, None, False, "")
            twins = [q for q in same_names[p.name] if q.status == "active"] if active and not p.fault else []
            written = (p.given, p.family)
            exempt = not break_glass.isdisjoint((p.email, p.user_name, low(p.id)))
            acts = active and not departed and "admin-console" in can and p.fault not in (
                "name-filler", "name-company", "name-extension", "name-place")
            usable, top = usable + acts, top + (acts and "assign-roles" in can)
            active_count, active_privileged = active_count + active, active_privileged + (active and privileged)
            mailbox = re.sub("[-_.]", "", re.split("[+@]", p.email)[0])
            if p.fault:
                yield p.fault, account, "profile", p.id
            for rule, applies in (
                ("name-unsafe", is_unsafe(p.given) or is_unsafe(p.family)),
                ("name-lookalike", len(same_ids[low(p.id)]) > 1 or any(
                    written != (q.given, q.family) and [low(w) for w in written] == [low(q.given), low(q.family)]
                    for q in same_names[p.name] if p.name)),
                ("name-differs", p.given and p.family and known_as and not p.fault and is_other_name(p.name, known_as)
                                 and bool(re.search("[a-z]", p.name)) == bool(re.search("[a-z]", known_as))),
                ("name-duplicate", len({q.email for q in twins if q.email}) > 1),
                ("leaver-due", privileged and ended and as_of < ended <= due_until and p.person[0] <= ended),
                ("leave-privileged", privileged and active and on_leave and not departed),
                ("roster-conflict", p.person and p.contested),
                ("leaver-privileged", departed and can),
                ("leaver-active", departed and active and not privileged),
                ("leaver-login", departed and ended and p.last_login and p.last_login > ended),
                ("inactive-privileged", p.status == "inactive" and not departed and can),
                ("orphan-profile", active and not p.person and not exempt),
                ("primary-admin-unusable", p is primary and (p.status in ("inactive", "pending", "locked") or departed
                                                             or p.fault or "admin-console" not in can)),
                ("role-internal", not p.roles.isdisjoint(INTERNAL)),
                ("passphrase-missing", privileged and p.passphrase.lower() == "no"),
                ("mfa-missing", privileged and active and p.mfa.lower() == "no"),
                ("dormant-privileged", privileged and active and not exempt
                                       and p.last_login and p.last_login < dormant_before),
                ("never-logged-in", privileged and active and not p.last_login
                                    and p.created and p.created < new_since),
                ("dormant", not privileged and active and p.last_login and p.last_login < unused_before),
                ("portal-role-missing", channel in ("direct", "partner") and "support-portal" not in can and active
                                        and not departed and (acts or p is primary)),
                ("email-shared", p.email and emails[p.email] > 1),
                ("person-twice", active and p.number and numbers[p.number] > 1),
                ("shared-privileged", privileged and mailbox in ROLE_MAILBOX),
            ):
                if applies:
                    yield rule, account, "profile", p.id

        portal = [p for p in by_id.values() if any("support-portal" in ROLES.get(r, ()) for r in p.roles)]
        for rule, applies in (
            ("admin-none-top", not top and (account in listed or by_id)),
            ("primary-admin-unknown", not primary and (account in listed or by_id)),
            ("admin-too-many", active_privileged > 8 and active_privileged * 100 > 20 * active_count),
            ("admin-no-backup", usable < 2 and (account in listed or by_id)),
            ("passphrase-missing", passphrase.lower() == "no"),
            ("portal-nobody", channel in ("direct", "partner") and all(p.status != "active" for p in portal)),
            ("portal-wholesale", channel == "wholesale" and portal),
            ("channel-unknown", channel not in ("direct", "partner", "wholesale") and (account in listed or by_id)),
            ("reseller-unreachable", channel == "wholesale" and not reseller),
            ("passphrase-old", passphrase.lower() != "no" and
                               (changed < old_before if changed else passphrase.lower() == "yes")),
            ("passphrase-stale", passphrase.lower() != "no" and changed and primary and primary.person
                                 and primary.person[1] and (primary.person[2] or as_of) >= changed),
        ):
            if applies:
                yield rule, account, "account", account

def reported(path):
    """The findings of a report's findings.csv; the quote that disarms a formula is taken off again."""
    with open(path, encoding="utf-8-sig", newline="") as f:
        for row in csv.DictReader(f):
            if row["rule"] in RULES and row["state"] != "resolved":
                cells = (row[c] for c in ("rule", "account", "subject_kind", "subject"))
                yield tuple(re.sub(r"^'(?=[=+\-@\t\r])", "", cell) for cell in cells)

def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", metavar="DIR")
    p.add_argument("--json", action="store_true", help="read .json instead of .csv")
    p.add_argument("--as-of", default="2026-11-21", metavar="DAY", help="the day the rules look at")
    p.add_argument("--kinds", action="store_true", help="print the kind of subject as a fourth column")
    p.add_argument("--against", metavar="FINDINGS.csv", help="compare instead of printing")
    p.add_argument("--break-glass", action="append", default=[], metavar="NAME", help="an emergency profile")
    p.add_argument("--role", action="append", default=[], metavar="NAME=PRIVILEGE,...", help="one more role")
    a = p.parse_args()
    for name, privileges in (role.split("=") for role in a.role):
        ROLES[name] = set(filter(None, privileges.split(",")))

    findings = set(audit(a.folder, a.json, a.as_of, {low(n) for n in a.break_glass}))
    out = csv.writer(sys.stdout, lineterminator="\n")
    if a.against:
        theirs = set(reported(a.against))
        differences = sorted([(f, "-") for f in findings - theirs] + [(f, "+") for f in theirs - findings])
        out.writerows([sign, *finding] for finding, sign in differences)
        print(f"{len(findings)} expected, {len(theirs)} reported, {len(differences)} different", file=sys.stderr)
        sys.exit(1 if differences else 0)
    width = 4 if a.kinds else 3
    out.writerows(sorted({(rule, account, subject, kind)[:width] for rule, account, kind, subject in findings}))

main()
