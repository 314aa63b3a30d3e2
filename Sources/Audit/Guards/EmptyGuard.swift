import Exports
import Policy
import Records

/// No record at all, or fewer than the policy knows that there must be.
enum EmptyGuard: ExportGuard {
  static let name = "empty"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.read

  static func judge(_ export: GuardedExport) -> GuardVerdict? {
    let least = export.source.guards.minRows
    guard export.rows < least else { return .passed }
    let what =
      export.rows == 0
      ? "there are no records in it"
      : "it has \(export.rows) records, and at least \(least) are expected (min_rows)"
    return .objects(what, hint: "export it again; an empty export is not used")
  }
}
