import Findings
import Records
import Storage
import Testing

/// The life of one finding over the nights.
@Suite struct LifeTests {
  enum Night: String, Sendable {
    case there, gone, notEvaluated, rejected, off, noRule, rejectedOther

    /// Nights are five days apart.
    func tonight(_ number: Int) -> Tonight {
      var tonight = Tonight(asOf: Day(number: 20_000 + 5 * number).iso)
      switch self {
      case .there: tonight.fired = [Fired()]
      case .gone: break
      case .notEvaluated: tonight.rules["my-rule"] = ("not-evaluated", "a source is missing tonight")
      case .rejected: tonight.rejected = [.init(account: "A", subject: "u1")]
      case .rejectedOther:
        tonight.rejected = [("A", "u2"), ("B", "u1"), ("A", "U1")].map { .init(account: $0, subject: $1) }
      case .off: tonight.rules["my-rule"] = ("off", "the policy switches it off")
      case .noRule: tonight.rules = ["other": ("evaluated", nil)]
      }
      return tonight
    }
  }

  struct Life: CustomTestStringConvertible, Sendable {
    let nights: [Night]
    /// State, first and last seen (nights), in the report of each night; nil where it is not listed.
    let listed: [String?]
    let why: [String]
    var testDescription: String { nights.map(\.rawValue).joined(separator: ", ") }

    init(_ nights: [Night], _ listed: [String?], why: [String]) {
      (self.nights, self.listed, self.why) = (nights, listed, why)
    }
  }

  static let lives: [Life] = [
    Life([.there], ["new 0 0"], why: []),
    Life([.there, .there, .there], ["new 0 0", "open 0 1", "open 0 2"], why: []),
    Life(
      [.there, .gone, .gone, .there, .there], ["new 0 0", "resolved 0 0", nil, "reopened 0 3", "open 0 4"],
      why: ["1 resolved data", "3 reopened it is there again"]),
    Life([.there, .there, .gone], ["new 0 0", "open 0 1", "resolved 0 1"], why: ["2 resolved data"]),
    Life(
      [.there, .notEvaluated, .there], ["new 0 0", "not-assessed 0 0", "open 0 2"],
      why: ["1 not-assessed a source is missing tonight", "2 open it could be assessed again"]),
    Life(
      [.there, .there, .notEvaluated, .gone], ["new 0 0", "open 0 1", "not-assessed 0 1", "resolved 0 1"],
      why: ["2 not-assessed a source is missing tonight", "3 resolved data"]),
    Life(
      [.there, .rejected, .there], ["new 0 0", "not-assessed 0 0", "open 0 2"],
      why: [
        "1 not-assessed a row of source \"the users\" that it may rest on was rejected",
        "2 open it could be assessed again",
      ]),
    Life([.there, .rejectedOther], ["new 0 0", "resolved 0 0"], why: ["1 resolved data"]),
    Life(
      [.there, .off, .there], ["new 0 0", "resolved 0 0", "reopened 0 2"],
      why: [
        "1 resolved the policy switched the rule off",
        "2 reopened it is there again: the policy switched the rule on again",
      ]),
    Life(
      [.there, .notEvaluated, .off], ["new 0 0", "not-assessed 0 0", "resolved 0 0"],
      why: ["1 not-assessed a source is missing tonight", "2 resolved the policy switched the rule off"]),
    Life(
      [.there, .noRule], ["new 0 0", "not-assessed 0 0"],
      why: ["1 not-assessed the rule is no longer part of the program"]),
    Life(
      [.there, .gone, .notEvaluated, .off, .noRule], ["new 0 0", "resolved 0 0", nil, nil, nil],
      why: ["1 resolved data"]),
    Life([.gone, .notEvaluated, .there], [nil, nil, "new 2 2"], why: []),
    Life(
      [.there, .gone, .there, .gone], ["new 0 0", "resolved 0 0", "reopened 0 2", "resolved 0 2"],
      why: ["1 resolved data", "2 reopened it is there again", "3 resolved data"]),
  ]

  @Test("a finding goes from state to state, and says when it was seen and why it changed", arguments: lives)
  func life(_ life: Life) throws {
    let nights = try LedgerNights()
    func number(_ day: Day?) -> String { day.map { "\(($0.number - 20_000) / 5)" } ?? "never" }
    for (index, night) in life.nights.enumerated() {
      let listed = try nights.compare(night.tonight(index))
      let texts = listed.map { "\($0.state.rawValue) \(number($0.firstSeen)) \(number($0.lastSeen))" }
      #expect(texts == [life.listed[index]].compactMap { $0 }, "night \(index)")
      for finding in listed { #expect(finding.ageDays == 5 * index - 5 * (Int(number(finding.firstSeen)) ?? 0)) }
    }
    let events = try nights.texts("select (run - 1) || ' ' || state || ' ' || why from finding_event order by run")
    #expect(events.compactMap { $0[0] } == life.why)
  }

  @Test("a change of a rule's text is the cause of what comes and goes with it, also when the rule is new or was gone")
  func ruleText() throws {
    let nights = try LedgerNights()
    let other: [String: (state: String, reason: String?)] = ["other": ("evaluated", nil)]
    try nights.compare(Tonight(asOf: "2026-11-01", fired: [Fired()], ruleDigest: "a"))
    try nights.compare(Tonight(asOf: "2026-11-02", ruleDigest: "b"))
    try nights.compare(Tonight(asOf: "2026-11-03", fired: [Fired(), Fired(subject: "u2")], ruleDigest: "c"))
    try nights.compare(Tonight(asOf: "2026-11-04", rules: other, ruleDigest: "c"))
    try nights.compare(
      Tonight(
        asOf: "2026-11-05", fired: [Fired(), Fired(rule: "newest")],
        rules: ["my-rule": ("evaluated", nil), "newest": ("evaluated", nil)], ruleDigest: "c"))
    let events = try nights.texts(
      "select run || ' ' || state || ' ' || cause || ': ' || why from finding_event order by run, state")
    #expect(
      events.compactMap { $0[0] } == [
        "2 resolved rule: the rule was changed", "3 new rule: the rule was changed",
        "3 reopened rule: it is there again: the rule was changed",
        "4 not-assessed rule: the rule is no longer part of the program",
        "4 not-assessed rule: the rule is no longer part of the program", "5 new rule: the rule is new",
        "5 open missing-input: it could be assessed again", "5 resolved data: data",
      ])
  }

  @Test("a finding that stays not assessed makes one event, not one a night")
  func stillNotAssessed() throws {
    let nights = try LedgerNights()
    for (index, night) in [Night.there, .notEvaluated, .notEvaluated, .rejected, .noRule].enumerated() {
      try nights.compare(night.tonight(index))
    }
    #expect(try nights.texts("select state from finding") == [["not-assessed"]])
    #expect(try nights.texts("select last_seen from finding") == [[Day(number: 20_000).iso]])
    #expect(try nights.texts("select count(*) from finding_event") == [["1"]])
  }

  @Test("an unchanged finding is not written again")
  func untouched() throws {
    let nights = try LedgerNights()
    for index in 0..<2 { try nights.compare(Night.there.tonight(index)) }
    let before = try nights.texts(
      "select json_array(finding, id, state, reason, first_run, last_run, last_seen) from finding")
    for index in 2..<5 { try nights.compare(Night.there.tonight(index)) }
    let after = try nights.texts(
      "select json_array(finding, id, state, reason, first_run, last_run, last_seen) from finding")
    #expect(after == before)
    #expect(try nights.texts("select count(*) from finding_event") == [["0"]])
  }

  @Test("a night for an earlier day than the one before moves no first day")
  func earlierDay() throws {
    let nights = try LedgerNights()
    try nights.compare(Tonight(asOf: "2026-11-21", fired: [Fired()]))
    let listed = try nights.compare(Tonight(asOf: "2026-11-01", fired: [Fired()]))
    #expect(listed.map(\.state) == [.open])
    #expect(listed.map(\.firstSeen) == [Day(iso: "2026-11-21")])
    #expect(listed.map(\.lastSeen) == [Day(iso: "2026-11-01")])
  }
}
