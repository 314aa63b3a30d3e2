import Exports
import Policy
import Records

/// Asks the guards, holds what they say against the policy and the command line, and keeps it.
final class GuardKeeper {
  private let now: Instant
  private let memory: GuardMemory
  private let overrides: [GuardOverride]
  private(set) var results: [GuardResult] = []
  /// What each override allowed; those that were not needed are not here.
  private var told: [Int: String] = [:]
  /// Accounts that tonight's accounts know; nil for none.
  var knownAccounts: Set<[UInt8]>?

  init(now: Instant, memory: GuardMemory, overrides: [GuardOverride] = []) {
    self.now = now
    self.memory = memory
    self.overrides = overrides
  }

  /// Several refusals of one export at once, so that nobody has to come back for the second.
  struct Refusals: Error {
    var all: [ExportRefusal]
  }

  /// - Returns: whether its rows make the run incomplete.
  /// - Throws: `Refusals`.
  func judge(
    _ moment: GuardMoment, _ source: SourcePolicy, _ outcome: SourceOutcome, _ files: [GuardedExport.OpenedFile] = []
  ) throws -> Bool {
    let export = GuardedExport(
      source: source, outcome: outcome, files: files, now: now, memory: memory, knownAccounts: knownAccounts)
    var refusals: [ExportRefusal] = []
    var isIncomplete = false
    for guardian in Guards.all where guardian.moment == moment {
      let action = source.guards.actions[guardian.name] ?? guardian.standard
      var result = GuardResult(source: source.name, guardian: guardian.name, state: .passed)
      result.measure = try guardian.measure(export)
      if action == .off {
        result.state = .off
      } else if let verdict = try guardian.judge(export) {
        if let refusal = settle(verdict, action, &result, at: export.position) {
          if guardian.endsNight { refusals.append(refusal) } else { isIncomplete = true }
        }
      } else if result.measure == nil {
        continue
      }
      results.append(result)
    }
    if !refusals.isEmpty { throw Refusals(all: refusals) }
    return isIncomplete
  }

  /// The guards of the night as a whole.
  func judgeNight(_ actions: [String: GuardAction], database: String) throws {
    let action = actions[ClockGuard.name] ?? ClockGuard.standard
    var result = GuardResult(source: "", guardian: ClockGuard.name, state: action == .off ? .off : .passed)
    if action != .off {
      guard let verdict = try ClockGuard.judge(now: now, memory) else { return }
      let refusal = settle(verdict, action, &result, at: Position(file: database))
      if let refusal { throw Refusals(all: [refusal]) }
    }
    results.append(result)
  }

  private func settle(
    _ verdict: GuardVerdict, _ action: GuardAction, _ result: inout GuardResult, at position: Position
  ) -> ExportRefusal? {
    switch verdict {
    case .passed: return nil
    case .remarks(let reason):
      result.reason = reason
      return nil
    case .warns(let reason):
      (result.state, result.reason) = (.warned, reason)
      return nil
    case .objects(let reason, let place, let hint):
      result.reason = reason
      let name = (result.guardian, result.source)
      if let index = overrides.firstIndex(where: { ($0.guardian, $0.source) == name }) {
        told[index] = reason
        result.state = .overridden
        return nil
      }
      guard action == .refuse else {
        result.state = .warned
        return nil
      }
      result.state = .refused
      let way = GuardOverride.argument(result.guardian, source: result.source)
      return ExportRefusal(reason, at: place ?? position, hint: "\(hint); if it is right, run once with \(way)")
    }
  }

  /// Every override of the command line, with what it allowed; nil where it was not needed.
  var uses: [(override: GuardOverride, told: String?)] {
    overrides.enumerated().map { ($0.element, told[$0.offset]) }
  }
}
