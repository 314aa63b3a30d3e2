import Exports
import Policy
import Records

/// Much more than the last run read: another account's people, or the same ones twice.
enum GrownGuard: ExportGuard {
  static let name = "grown"
  static let standard = GuardAction.warn
  static let moment = GuardMoment.read

  private static let alwaysAllowed = 5

  static func judge(_ export: GuardedExport) throws -> GuardVerdict? {
    guard let before = try export.memory.rows(of: export.source.name) else { return nil }
    let gained = export.rows - before
    guard gained > alwaysAllowed, gained * 100 > before * export.source.guards.maxGrowth else { return .passed }
    return .objects(
      "it has \(export.rows) records where the last run read \(before) (max_growth \(export.source.guards.maxGrowth)%)",
      hint: "look whether somebody else's records are among them")
  }
}
