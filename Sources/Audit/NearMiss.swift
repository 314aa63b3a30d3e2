import Records
import Rules
import Storage

/// Looks for the smallest change of the day or of a parameter with which a rule says the opposite about a subject. The
/// rule's own SELECT is asked again and again, so its predicate stands once.
struct NearMiss {
  private let connection: SQLConnection
  private let run: LastRun
  private let rule: RuleFile
  private let settings: RuleSettings
  private let limits: QueryLimits
  private let subject: (account: String, kind: String, name: String)

  /// How far ahead is looked.
  private static let days = 30
  /// With so many profiles not every day is tried.
  private static let large = 20_000

  init(
    _ connection: SQLConnection, _ run: LastRun, _ rule: RuleFile, _ settings: RuleSettings, _ limits: QueryLimits,
    account: String, kind: String, subject: String
  ) {
    self.connection = connection
    self.run = run
    self.rule = rule
    self.settings = settings
    self.limits = limits
    self.subject = (account, kind, subject)
  }

  private func fires(_ settings: RuleSettings) throws -> Bool {
    try RuleRun.found(
      rule, settings: settings, account: subject.account, kind: subject.kind, subject: subject.name, connection,
      limits: limits) != nil
  }

  /// - Parameter firesNow: what the rule says of the subject as things are.
  func borders(firesNow: Bool) throws -> [Explanation.Border] {
    var borders = try rule.parameters.compactMap { try border($0, firesNow: firesNow) }
    if !firesNow, let border = try day() { borders.insert(border, at: 0) }
    return borders
  }

  // MARK: - Parameters

  private func border(_ parameter: RuleFile.Parameter, firesNow: Bool) throws -> Explanation.Border? {
    guard let range = parameter.range, let now = (settings.parameters[parameter.name] ?? parameter.standard).number
    else { return nil }
    func differs(_ value: Int) throws -> Bool {
      var changed = settings
      changed.parameters[parameter.name] = .number(value)
      return try fires(changed) != firesNow
    }
    /// The value nearest to `now` that differs, where the one at the end does.
    func nearest(_ end: Int) throws -> Int? {
      guard end != now, try differs(end) else { return nil }
      var (same, other) = (now, end)
      while abs(other - same) > 1 {
        let middle = same + (other - same) / 2
        if try differs(middle) { other = middle } else { same = middle }
      }
      return other
    }
    let found = [try nearest(range.lowerBound), try nearest(range.upperBound)].compactMap { $0 }
    guard let value = found.min(by: { abs($0 - now) < abs($1 - now) }) else { return nil }
    let shown = parameter.shown(.number(value))
    return Explanation.Border(
      what: parameter.name, value: shown,
      sentence: "with '\(parameter.name)' at \(shown) instead of \(parameter.shown(.number(now))) it would "
        + (firesNow ? "not be found" : "be found"))
  }

  // MARK: - Days

  private func day() throws -> Explanation.Border? {
    defer { try? restore() }
    let profiles = try connection.integer("select count(*) from profile") ?? 0
    let candidates = profiles <= NearMiss.large ? Array(1...NearMiss.days) : [1, 7, 14, NearMiss.days]
    guard var first = try candidates.first(where: firesIn) else { return nil }
    // Between the last day that was tried and the first that differs.
    var last = candidates.last { $0 < first } ?? 0
    while first - last > 1 {
      let middle = (first + last) / 2
      if try firesIn(middle) { first = middle } else { last = middle }
    }
    let day = Day(number: run.asOf.number + first).iso
    return Explanation.Border(
      what: "as-of", value: day,
      sentence: "if nothing changes it will be found in \(first) day\(first == 1 ? "" : "s"), on \(day)")
  }

  private func firesIn(_ days: Int) throws -> Bool {
    try connection.execute("drop table if exists temp.tonight")
    try connection.execute(
      "create temp table tonight as select run, :day as as_of from main.tonight",
      ["day": .text(Day(number: run.asOf.number + days).iso)])
    try connection.shadowPlainViews()
    try connection.workOutViews(for: .night)
    return try fires(settings)
  }

  private func restore() throws {
    try connection.dropShadows()
    try connection.execute("drop table if exists temp.tonight")
    try connection.workOutViews(for: .night)
  }
}
