import Exports
import Policy
import Records

/// One way in which an export can be read and still not be what the account has: too old, a page of many, much smaller
/// than the night before. Taken at its word it would resolve findings that nobody has mended.
///
/// A new guard is a type in a file of its own and its name in `Guards.all`; the policy's `guards:`, `--allow`, the database
/// and the report then know it.
protocol ExportGuard {
  /// In the policy, on the command line, in the database and in reports.
  static var name: String { get }
  /// What it does where the policy says nothing.
  static var standard: GuardAction { get }
  static var moment: GuardMoment { get }
  /// Nil where there is nothing to judge by, such as no night before.
  static func judge(_ export: GuardedExport) throws -> GuardVerdict?
  /// Whether its refusal ends the night; else the run goes on and is not fit for sign-off.
  static var endsNight: Bool { get }
  /// What it counts, for the next night to be held against; nil for most.
  static func measure(_ export: GuardedExport) throws -> Int?
}

extension ExportGuard {
  static var endsNight: Bool { true }
  static func measure(_ export: GuardedExport) throws -> Int? { nil }
}

/// When a guard looks.
enum GuardMoment {
  /// The files are open, and no byte of them is read.
  case opened
  /// All rows of the source were read.
  case read
  /// All sources were read, and the catalogue of roles is known.
  case linked
}

/// What a guard has to say. Words that depend on the wall clock stand only in what is more than passing, so that two
/// nights over the same exports give the same report.
enum GuardVerdict {
  case passed
  /// It can be said, and is not worth a warning: a renamed column that is known under both names.
  case remarks(String)
  /// Whatever the policy says: close to a limit, and not over it.
  case warns(String)
  /// Over the limit: the guard's action decides.
  case objects(String, at: Position? = nil, hint: String)
}

/// What a guard said of one source, as it is kept.
struct GuardResult {
  enum State: String { case passed, warned, overridden, refused, off }

  var source: String
  var guardian: String
  var state: State
  var reason: String?
  var measure: Int?
}

/// A source as guards see it.
struct GuardedExport {
  let source: SourcePolicy
  /// What was read so far; before that, nothing but the name.
  let outcome: SourceOutcome
  /// All that were opened.
  let files: [OpenedFile]
  /// The wall clock: how old an export is does not depend on the as-of day.
  let now: Instant
  let memory: GuardMemory
  /// Accounts that tonight's accounts exports or the policy know; nil where neither is there, or one is missing.
  let knownAccounts: Set<[UInt8]>?

  struct OpenedFile {
    var name: String
    var bytes: Int
    var modified: Instant
  }

  var position: Position { Position(file: source.path) }
  var rows: Int { outcome.summary?.rows ?? 0 }
}

/// All guards.
enum Guards {
  /// In the order in which they speak: what names the cause comes before what only sees the effect.
  static var all: [any ExportGuard.Type] {
    [
      FilesGuard.self, FutureGuard.self, StaleGuard.self, EmptyGuard.self, FilterGuard.self, PageGuard.self,
      AccountGuard.self, UnchangedGuard.self, ShrunkGuard.self, GrownGuard.self, HeaderGuard.self, RejectedGuard.self,
      AdminsGuard.self,
    ]
  }

  static var known: [KnownGuard] { all.map { KnownGuard(name: $0.name, standard: $0.standard) } }

  /// Guards of the night as a whole.
  static var ofNight: [KnownGuard] { [KnownGuard(name: ClockGuard.name, standard: ClockGuard.standard)] }
}

extension Int {
  /// Of seconds: `26 hours`, `45 minutes`.
  var asHours: String {
    if self > 7200 { return "\(self / 3600) hours" }
    return self % 3600 == 0 && self > 0 ? (self == 3600 ? "1 hour" : "\(self / 3600) hours") : "\(self / 60) minutes"
  }
}
