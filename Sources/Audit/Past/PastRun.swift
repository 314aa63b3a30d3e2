import Records
import Rules
import Storage

/// One of the runs that a database holds, as somebody chooses it by its number or a day.
struct PastRun {
  let number: Int
  let asOf: Day
  let isComplete: Bool
  let programVersion: String
  let rulesSHA256: String
  let manifest: String?
  /// Whether retention removed its rows.
  let isPruned: Bool
  /// Whether it is the last one.
  var isLast = false

  static func all(_ connection: SQLConnection) throws -> [PastRun] {
    var runs = try connection.rows(
      """
      select run, as_of, complete, program_version, rules_sha256, manifest_sha256,
             exists (select 1 from prune_run where prune_run.run = run.run and removed = 'yes')
        from main.run
       order by run
      """
    ) { row in
      guard let day = row.text(1).flatMap(Day.init(iso:)) else { throw StorageError.damaged("a run has no as-of day") }
      return PastRun(
        number: row.integer(0) ?? 0, asOf: day, isComplete: row.text(2) == "yes", programVersion: row.text(3) ?? "",
        rulesSHA256: row.text(4) ?? "", manifest: row.text(5), isPruned: row.integer(6) == 1)
    }
    if !runs.isEmpty { runs[runs.count - 1].isLast = true }
    return runs
  }

  /// The run that shows how things stood on a day: the last one on or before it; the last of all where no day is given.
  static func standing(on day: Day?, in runs: [PastRun]) throws -> PastRun {
    guard let last = runs.last else { throw AuditFailure(.invalid, "there is no run yet; 'rollcall run' makes one") }
    guard let day else { return last }
    guard
      let run = runs.filter({ $0.asOf <= day && !$0.isPruned }).max(by: { ($0.asOf, $0.number) < ($1.asOf, $1.number) })
    else {
      let kept = runs.filter { !$0.isPruned }
      let first = kept.map(\.asOf).min().map(\.iso) ?? ""
      let what = kept.count == runs.count ? "there is no run" : "no run is kept"
      throw AuditFailure(.invalid, "\(what) on or before \(day.iso); the first one looked at \(first)")
    }
    return run
  }

  static func numbered(_ number: Int, in runs: [PastRun]) throws -> PastRun {
    guard let last = runs.last else { throw AuditFailure(.invalid, "there is no run yet; 'rollcall run' makes one") }
    guard let run = runs.first(where: { $0.number == number }) else {
      throw AuditFailure(.invalid, "there is no run \(number); the last one is \(last.number)")
    }
    guard !run.isPruned else {
      throw AuditFailure(
        .invalid, "run \(number) of \(run.asOf.iso) was removed by 'rollcall prune'; 'rollcall history' has its line")
    }
    return run
  }

  /// Puts this run in the place of the last one, for as long as the connection lasts, and works out its shared words.
  func show(_ connection: SQLConnection) throws {
    if !isLast {
      guard let lists = try KeptDocuments(connection).text(.lists, run: number) else {
        throw AuditFailure(
          .invalid,
          "run \(number) was made by a version of rollcall that did not keep what its policy came to: it cannot be shown "
            + "again; its report stands as it was published")
      }
      try connection.turnBack(to: number, lists: lists)
    }
    try connection.workOutViews(for: .night)
  }
}

/// The days on which nothing ran.
struct MissingNights {
  /// Between runs, first and last day of each gap, and how long they are together.
  private(set) var gaps: [(first: Day, last: Day)] = []

  /// - Parameters:
  ///   - days: the days of the runs, and the day up to which nights are looked for.
  ///   - every: how many days may lie between two nights.
  init(between days: [Day], every: Int) {
    let days = Set(days).sorted()
    for (earlier, later) in zip(days, days.dropFirst()) where later.number - earlier.number > max(1, every) {
      gaps.append((Day(number: earlier.number + 1), Day(number: later.number - 1)))
    }
  }

  /// `nothing ran on 2026-11-22, from 2026-11-24 to 2026-11-26`; nil where no night is missing.
  var sentence: String? {
    guard !gaps.isEmpty else { return nil }
    let shown = gaps.suffix(5).map {
      $0.first == $0.last ? "on \($0.first.iso)" : "from \($0.first.iso) to \($0.last.iso)"
    }
    let more = gaps.count > shown.count ? " and in \(gaps.count - shown.count) earlier gaps" : ""
    return "nothing ran \(shown.joined(separator: ", "))\(more)"
  }
}
