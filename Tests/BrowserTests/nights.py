"""Makes the reports that the browser opens, with the built program."""
import csv, os, shutil, subprocess, sys

AS_OF = "2026-11-21"
NAUGHTY = [
    "<script>document.title='ran'</script>", "\"><img src=x onerror=\"document.title='ran'\">", "'onmouseover='alert(1)",
    "</td></tr></table></section><h1>Forged", "<svg onload=document.title='ran'>", "javascript:alert(1)", "&lt;b&gt;&amp;",
    "</script><script>document.title='ran'</script>", "<!-- -->", "]]>", "{{7*7}}${7*7}", "=cmd|' /C calc'!A0",
    "\u202egpj.exe", "Ann\u200ba\ufeff", "\u05e9\u05dc\u05d5\u05dd", "\u5c71\u7530\u3000\u592a\u90ce", "Ω≈ç√∫˜µ≤≥÷",
    "ÅÍÎÏ˝ÓÔ\uf8ffÒÚÆ☃", "👩🏽‍🚀", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "Robert'); DROP TABLE profile;--", "%s%n", "../../etc/passwd", "\\u003cb\\u003e",
]


class Night:
    """A folder with a policy, its exports and its reports."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([program, "init", folder], check=True, capture_output=True)
        for name in os.listdir(f"{folder}/exports"):
            os.utime(f"{folder}/exports/{name}", (1795226400, 1795226400))

    def run(self):
        command = [self.program, "run", "--policy", f"{self.folder}/rollcall.yml", "--as-of", AS_OF]
        ending = subprocess.run(command, capture_output=True, text=True)
        if ending.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)} ended with {ending.returncode}:\n{ending.stderr}")
        return self

    @property
    def page(self):
        return os.path.realpath(f"{self.folder}/reports/latest") + "/index.html"

    def file(self, name):
        return open(os.path.dirname(self.page) + "/" + name, newline="", encoding="utf-8").read()

    def rewrite(self, name, change):
        """Changes the rows of an export, each a dictionary; 'change' returns those that stand in their place."""
        path = f"{self.folder}/exports/{name}"
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            rows, columns = change(list(reader)), reader.fieldnames
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        return self


def named(program, folder, words):
    """The example company with two profiles for each word: one that has it as its names, and one that has no name."""
    def change(rows):
        for index, word in enumerate(words):
            for number, name in enumerate((word, "")):
                row = dict(rows[0])
                row.update({"User ID": f"n-{index}-{number}", "Email Address": f"n{index}.{number}@larkfield.example",
                            "Username": f"n{index}.{number}", "First Name": name, "Last Name": name, "Job Title": word,
                            "Employee ID": "", "Site": word})
                rows.append(row)
        return rows
    return Night(program, folder).rewrite("users.csv", change).run()


def fleet(program, folder, accounts, each):
    """Many accounts with many nameless profiles: a long list of findings."""
    def change(rows):
        first = rows[0]
        made = []
        for account in range(accounts):
            for number in range(each):
                row = dict(first)
                row.update({"Account ID": f"A{account:05}", "User ID": f"u{account:05}-{number}", "First Name": "",
                            "Last Name": "", "Employee ID": "", "Username": f"u{account}.{number}",
                            "Email Address": f"u{number}@a{account:05}.example"})
                made.append(row)
        return made
    return Night(program, folder).rewrite("users.csv", change).run()
