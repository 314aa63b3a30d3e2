import Policy
import Records
import Testing

struct WaiverFileTests {
  private static let whole = """
    - finding: k7q2-m4td               # or rule + account + subject
      reason: Reception phone, nobody behind it; extension locked to internal calls.
      owner: J.Ortiz@abc.example
      approved_by: c.lam@abc.example   # not the owner
      created: 2026-06-01
      until: 2026-11-30
      ticket: CHG-8812
    - rule: name-filler
      account: ACME
      subject: u-1042
      reason: >
        Her name
        is Reception.
      owner: a@abc.example
      approved_by: b@abc.example
      created: 2026-06-01
      until: 2027-06-01
    """

  private func read(_ text: String) -> WaiverReading {
    WaiverFile.read(text: text, file: "waivers.yml", rules: rules.map(\.id) + ["waiver-expired"])
  }

  @Test func `waivers are read as written`() throws {
    let reading = read(Self.whole)
    #expect(reading.diagnostics == [])
    #expect(
      reading.waivers.map(\.target) == [
        .finding("K7Q2-M4TD"), .subject(rule: "name-filler", account: "ACME", subject: "u-1042"),
      ])
    #expect(reading.waivers.first?.owner == "j.ortiz@abc.example")
    #expect(reading.waivers.first?.until == Day(iso: "2026-11-30"))
    #expect(reading.waivers.first?.ticket == "CHG-8812")
    #expect(reading.waivers.last?.reason == "Her name is Reception.")
    #expect(reading.waivers.last?.position.line == 8)
  }

  @Test(arguments: ["", "[]", "# none yet\n", "---\n"])
  func `an empty file is no waivers`(_ text: String) {
    #expect(read(text).diagnostics == [])
    #expect(read(text).waivers == [])
  }

  @Test(arguments: [
    (
      "finding: k7q2-m4td", "finding: K7Q2M4TD",
      "1:12: error: expected the name of a finding such as K7Q2-M4TD, found 'K7Q2M4TD'"
    ),
    (
      "finding: k7q2-m4td", "finding: K7Q2-M4TU",
      "1:12: error: expected the name of a finding such as K7Q2-M4TD, found 'K7Q2-M4TU'"
    ),
    ("finding: k7q2-m4td", "notes: x", "1:3: error: missing key 'finding'; or give rule, account and subject"),
    (
      "finding: k7q2-m4td", "finding: K7Q2-M4TD\n  rule: name-filler",
      "2:9: error: a waiver names its finding once: by 'finding', or by rule, account and subject; remove one of the two"
    ),
    ("  account: ACME\n", "", "8:3: error: missing key 'account'; rule, account and subject belong together"),
    (
      "rule: name-filler", "rule: waiver-expired",
      "8:9: error: a finding about a waiver cannot be waived; mend the waiver that it is about"
    ),
    ("rule: name-filler", "rule: name-filer", "8:9: error: unknown rule 'name-filer'; did you mean 'name-filler'?"),
    (
      "c.lam@abc", "J.ORTIZ@ABC",
      "4:16: error: the owner cannot approve a waiver of his own; somebody else has to approve it"
    ),
    (
      "until: 2026-11-30", "until: 2027-06-02",
      "6:10: error: a waiver holds for 365 days at most; 2027-06-01 is the latest day for this one"
    ),
    (
      "until: 2026-11-30", "until: 2026-05-31",
      "6:10: error: 'until' is before 'created'; it is the last day on which the waiver holds"
    ),
    ("until: 2026-11-30", "until: 30.11.2026", "6:10: error: expected a day such as 2026-11-30, found '30.11.2026'"),
    ("  until: 2026-11-30\n", "", "1:3: error: missing key 'until'; expected a day such as 2026-11-30"),
    ("ticket: CHG", "tickets: CHG", "7:3: error: unknown key 'tickets'; did you mean 'ticket'?"),
    ("- finding", "waivers:\n- finding", "1:1: error: expected a list, each item a waiver, found a map"),
  ])
  func `a malformed waiver is named with its place, and none is given`(_ old: String, _ new: String, _ message: String)
  {
    let text = old == "- finding" ? "waivers: []" : Self.whole.replacing(old, with: new)
    let reading = read(text)
    #expect(reading.waivers == [])
    #expect(reading.diagnostics.first?.description == "waivers.yml:" + message)
  }
}
