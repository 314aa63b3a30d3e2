import Records

/// Which runs stay, and which go.
struct RetentionPlan {
  enum Reason: Equatable {
    case last, lastGood, signed, reviewed, nightly
    case monthly(String)

    var words: String {
      switch self {
      case .last: "the last run"
      case .lastGood: "the last complete run"
      case .signed: "somebody signed it, or refused to"
      case .reviewed: "its review came back"
      case .nightly: "a recent night"
      case .monthly(let month): "the last of \(month)"
      }
    }
  }

  struct Entry {
    var run: PastRun
    /// Why it stays; nil where it goes.
    var reason: Reason?
  }

  /// Runs that can still be shown, in their order.
  private(set) var entries: [Entry] = []

  var kept: [PastRun] { entries.filter { $0.reason != nil }.map(\.run) }
  var dropped: [PastRun] { entries.filter { $0.reason == nil }.map(\.run) }

  /// - Parameters:
  ///   - today: the day from which ages are counted.
  ///   - nightly: days for which every night stays, and so on.
  ///   - signed: runs that somebody signed.
  ///   - reviewed: runs whose review came back.
  init(
    _ all: [PastRun], today: Day, nightly: Int, monthly: Int, signed: Set<Int> = [], reviewed: Set<Int> = []
  ) {
    let runs = all.filter { !$0.isPruned }
    let last = runs.last?.number
    let lastGood = runs.last { $0.isComplete && $0.manifest != nil }?.number
    // Of each month the last complete night, and where none is, the last.
    var ofMonth: [Substring: PastRun] = [:]
    for run in runs {
      let month = run.asOf.iso.prefix(7)
      if let other = ofMonth[month], RetentionPlan.rank(other) > RetentionPlan.rank(run) { continue }
      ofMonth[month] = run
    }
    entries = runs.map { run in
      let age = today.number - run.asOf.number
      let month = run.asOf.iso.prefix(7)
      let reason: Reason? =
        run.number == last
        ? .last
        : run.number == lastGood
          ? .lastGood
          : signed.contains(run.number)
            ? .signed
            : reviewed.contains(run.number)
              ? .reviewed
              : age < nightly
                ? .nightly
                : age < monthly && ofMonth[month]?.number == run.number ? .monthly(String(month)) : nil
      return Entry(run: run, reason: reason)
    }
  }

  private static func rank(_ run: PastRun) -> (Int, Day, Int) { (run.isComplete ? 1 : 0, run.asOf, run.number) }

  /// Runs that follow each other and go: `1-9`, with their first and last day and how many they are.
  var ranges: [(first: PastRun, last: PastRun, count: Int)] {
    var ranges: [(first: PastRun, last: PastRun, count: Int)] = []
    var isOpen = false
    for entry in entries {
      if entry.reason != nil {
        isOpen = false
      } else if isOpen {
        ranges[ranges.count - 1].last = entry.run
        ranges[ranges.count - 1].count += 1
      } else {
        ranges.append((entry.run, entry.run, 1))
        isOpen = true
      }
    }
    return ranges
  }
}
