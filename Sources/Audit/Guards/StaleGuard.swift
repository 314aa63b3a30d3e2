import Exports
import Policy
import Records

/// An export that nobody made anew. It refuses beyond `max_age`, and warns from `warn_age` on: the night before it is
/// too old is the night to look after it.
enum StaleGuard: ExportGuard {
  static let name = "stale"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.opened

  static func judge(_ export: GuardedExport) -> GuardVerdict? {
    let limit = export.source.maxAge
    guard let warning = export.source.guards.warnAge ?? limit.map({ $0 / 4 * 3 }),
      let oldest = export.files.min(by: { $0.modified < $1.modified })
    else { return nil }
    let age = export.now.seconds - oldest.modified.seconds
    if let limit, age > limit {
      return .objects(
        "it was written \(age.asHours) ago, and at most \(limit.asHours) are allowed (max_age)",
        at: Position(file: oldest.name), hint: "find out why no newer export came")
    }
    guard age > warning else { return .passed }
    let rest = limit.map { "; from \($0.asHours) on it is refused (max_age)" } ?? ""
    return .warns("it was written \(age.asHours) ago\(rest)")
  }
}
