import Exports
import Policy
import Records

/// A clock that goes backwards: with it nobody can tell how old an export is, or which night was before which.
enum ClockGuard {
  static let name = "clock"
  static let standard = GuardAction.refuse

  /// Clocks are corrected by seconds every day.
  private static let slack = 3600

  static func judge(now: Instant, _ memory: GuardMemory) throws -> GuardVerdict? {
    guard let last = try memory.lastStart() else { return nil }
    guard now.seconds < last.seconds - slack else { return .passed }
    return .objects(
      "the clock of this machine says \(now.iso), and the last run began at \(last.iso)", hint: "correct the clock")
  }
}
