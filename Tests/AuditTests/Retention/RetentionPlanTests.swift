import Records
import Testing

@testable import Audit

/// Which runs stay.
@Suite struct RetentionPlanTests {
  private static func day(_ text: String) -> Day { Day(iso: text) ?? Day(number: 0) }

  private static func run(_ number: Int, _ asOf: String, isComplete: Bool = true, isPruned: Bool = false) -> PastRun {
    PastRun(
      number: number, asOf: day(asOf), isComplete: isComplete, programVersion: "", rulesSHA256: "", manifest: "m",
      isPruned: isPruned)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var runs: [(day: String, isComplete: Bool)]
    var signed: Set<Int> = []
    var reviewed: Set<Int> = []
    let kept: [Int]

    init(_ what: String, _ runs: [String], signed: Set<Int> = [], reviewed: Set<Int> = [], kept: [Int]) {
      testDescription = what
      // A question mark is an incomplete run.
      self.runs = runs.map { ($0.replacing("?", with: ""), !$0.hasSuffix("?")) }
      self.signed = signed
      self.reviewed = reviewed
      self.kept = kept
    }
  }

  /// Seen from 2026-11-21, with ten nights and a hundred days of months.
  static let cases: [Case] = [
    Case("nights of ten days, the border on both sides", ["2026-11-11", "2026-11-12", "2026-11-21"], kept: [2, 3]),
    Case("of a month the last one", ["2026-09-01", "2026-09-29", "2026-10-02", "2026-11-21"], kept: [2, 3, 4]),
    Case("of a month the last complete one", ["2026-09-01", "2026-09-29?", "2026-11-21"], kept: [1, 3]),
    Case("of a month without a complete one the last", ["2026-09-01?", "2026-09-29?", "2026-11-21"], kept: [2, 3]),
    Case("two of one day: the later", ["2026-09-29", "2026-09-29", "2026-11-21"], kept: [2, 3]),
    Case("months of a hundred days, the border", ["2026-08-13", "2026-11-21"], kept: [2]),
    Case("months of a hundred days, the border's other side", ["2026-08-14", "2026-11-21"], kept: [1, 2]),
    Case("the last run, however old", ["2025-01-01", "2025-01-02"], kept: [2]),
    Case("the last complete one, however old", ["2025-01-01", "2025-01-02", "2025-01-03?"], kept: [2, 3]),
    Case(
      "what was signed and reviewed", ["2025-01-01", "2025-01-02", "2025-01-03", "2026-11-21"], signed: [1],
      reviewed: [3], kept: [1, 3, 4]),
    Case("a day of the future", ["2027-01-01", "2026-11-21"], kept: [1, 2]),
    Case("days out of order", ["2026-11-21", "2026-01-01"], kept: [1, 2]),
  ]

  @Test("recent nights, one of each month, the last, and what was signed stay", arguments: cases)
  func kept(_ example: Case) {
    let runs = example.runs.enumerated().map { RetentionPlanTests.run($0 + 1, $1.day, isComplete: $1.isComplete) }
    let plan = RetentionPlan(
      runs, today: RetentionPlanTests.day("2026-11-21"), nightly: 10, monthly: 100, signed: example.signed,
      reviewed: example.reviewed)
    #expect(plan.kept.map(\.number) == example.kept)
    #expect((plan.kept + plan.dropped).count == runs.count)
  }

  @Test("runs that are gone are not asked again, and those that go are told as ranges")
  func ranges() {
    let runs = (1...9).map {
      RetentionPlanTests.run($0, "2025-01-0\($0)", isPruned: $0 < 3)
    }
    let plan = RetentionPlan(runs, today: RetentionPlanTests.day("2026-11-21"), nightly: 1, monthly: 1, signed: [5])
    #expect(plan.dropped.map(\.number) == [3, 4, 6, 7, 8])
    #expect(plan.ranges.map { [$0.first.number, $0.last.number, $0.count] } == [[3, 4, 2], [6, 8, 3]])
  }
}
