import Exports
import Policy
import Records

/// Too many rows that could not be read. It ends no night: the run goes on, and is not fit for sign-off.
enum RejectedGuard: ExportGuard {
  static let name = "rejected"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.read
  static let endsNight = false

  static func judge(_ export: GuardedExport) -> GuardVerdict? {
    guard export.rows > 0 else { return nil }
    let rejected = export.outcome.rejectedCount
    guard Double(rejected) / Double(export.rows) > export.source.maxRejected else { return .passed }
    return .objects(
      "\(rejected) of \(export.rows) rows were rejected, more than max_rejected allows", hint: "see rejected.csv")
  }
}
