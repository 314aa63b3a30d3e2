import Exports
import Policy
import Records

/// Many more privileged profiles than the night before.
enum AdminsGuard: ExportGuard {
  static let name = "admins"
  static let standard = GuardAction.warn
  static let moment = GuardMoment.linked

  private static let alwaysAllowed = 2

  static func measure(_ export: GuardedExport) throws -> Int? { try export.memory.privileged() }

  static func judge(_ export: GuardedExport) throws -> GuardVerdict? {
    guard let count = try export.memory.privileged(),
      let before = try export.memory.measure(of: export.source.name, by: name)
    else { return nil }
    let gained = count - before
    guard gained > alwaysAllowed, gained * 100 > before * export.source.guards.maxAdminGrowth else { return .passed }
    return .objects(
      "\(count) profiles are privileged where \(before) were in the last run "
        + "(max_admin_growth \(export.source.guards.maxAdminGrowth)%)",
      hint: "look who was given a role")
  }
}
