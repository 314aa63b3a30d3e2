"""Opens every table of a run in LibreOffice: spreadsheet_tests.py PROGRAM. No formula, dates as dates, ids as text."""
import csv, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as tree

import nights

OFFICE, TABLE, TEXT = ("{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}" % name for name in ("office", "table", "text"))
# Days; a point in time with its zone is text, which no spreadsheet takes for a date.
MOMENTS = {"first_seen", "last_seen", "waived_until", "granted", "last_login"}
COUNTS = {"age_days", "line"}
# Comma, quote, UTF-8, from the first row, English; quoted cells are text, dates are recognized.
FILTER = "CSV:44,34,76,1,,1033,true,true"


def opened(office, path, folder):
    """The cells of a CSV file as LibreOffice has them: type, value, text, whether a formula."""
    subprocess.run([office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "fods",
                    f"--infilter={FILTER}", "--outdir", folder, path], check=True, capture_output=True, timeout=180)
    rows = []
    sheet = tree.parse(f"{folder}/{os.path.basename(path)[:-4]}.fods").getroot().find(f".//{TABLE}table")
    for row in sheet.iter(f"{TABLE}table-row"):
        cells = []
        for cell in row.iter(f"{TABLE}table-cell"):
            kind = cell.get(f"{OFFICE}value-type")
            value = cell.get(f"{OFFICE}date-value") or cell.get(f"{OFFICE}value")
            text = "\n".join("".join(shown(line)) for line in cell.findall(f"{TEXT}p"))
            cells += [(kind, value, text, cell.get(f"{TABLE}formula"))] * int(cell.get(f"{TABLE}number-columns-repeated", 1))
        rows += [cells] * (int(row.get(f"{TABLE}number-rows-repeated", 1)) if any(c[0] for c in cells) else 0)
    return rows


def shown(line):
    """The text of a paragraph; blanks in a row are an element of their own."""
    yield line.text or ""
    for part in line:
        yield " " * int(part.get(f"{TEXT}c", 1)) if part.tag == f"{TEXT}s" else "".join(shown(part))
        yield part.tail or ""


def plain(text):
    """Without blanks and what LibreOffice keeps in another way, such as control characters."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufeff]", "", text)


def check(office, path, folder):
    problems = []
    with open(path, newline="", encoding="utf-8") as file:
        wanted = list(csv.reader(file))
    found = opened(office, path, folder)
    if len(found) != len(wanted):
        return [f"{len(found)} rows instead of {len(wanted)}"]
    columns = wanted[0]
    for number, (row, cells) in enumerate(zip(wanted[1:], found[1:]), 2):
        for column, expected, (kind, value, text, formula) in zip(columns, row, cells):
            place = f"row {number}, {column}"
            if formula:
                problems.append(f"{place} is a formula")
            elif not expected:
                if kind: problems.append(f"{place} is not empty")
            elif column in MOMENTS and len(expected) == 10:
                if kind != "date" or value != expected:
                    problems.append(f"{place} is no date: {kind} {value} {text}")
            elif column in COUNTS:
                if kind != "float" or value != expected: problems.append(f"{place} is no number: {kind} {value}")
            elif kind != "string" or plain(text) != plain(expected):
                problems.append(f"{place} is not the text: {kind} {text[:60]!r} instead of {expected[:60]!r}")
    return problems


def main():
    program, office = os.path.realpath(sys.argv[1]), sys.argv[2]
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        control = os.path.join(folder, "control.csv")
        with open(control, "w") as file:
            file.write("a,b\n=1+1,x\n")
        if not opened(office, control, folder)[1][0][3]:
            sys.exit("✘ a formula is not seen as one, so that its absence says nothing")
        for name, night in (("example", lambda place: nights.Night(program, place).run()),
                            ("naughty", lambda place: nights.named(program, place, nights.NAUGHTY + ["007", "1E5", "2026-01-02"]))):
            made = night(os.path.join(folder, name))
            for table in ("findings.csv", "access.csv", "review.csv", "rejected.csv"):
                problems = check(office, os.path.join(os.path.dirname(made.page), table), folder)
                failed = failed or bool(problems)
                print(f"{'✘' if problems else '✔'} {table} of {name} opens in LibreOffice" + "".join(f"\n  {p}" for p in problems[:5]))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
