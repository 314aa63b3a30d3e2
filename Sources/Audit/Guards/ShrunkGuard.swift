import Exports
import Policy
import Records

/// Much less than the last run read.
enum ShrunkGuard: ExportGuard {
  static let name = "shrunk"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.read

  /// So many records may always go: in a small company two leavers are a fifth.
  private static let alwaysAllowed = 5

  static func judge(_ export: GuardedExport) throws -> GuardVerdict? {
    // Of an empty export another guard speaks.
    guard export.rows > 0, let before = try export.memory.rows(of: export.source.name) else { return nil }
    let lost = before - export.rows
    guard lost > alwaysAllowed, Double(lost) > Double(before) * export.source.maxShrink else { return .passed }
    return .objects(
      "it has \(export.rows) records where the last run read \(before): \(lost) are gone, more than max_shrink allows",
      hint: "export it again without a filter")
  }
}
