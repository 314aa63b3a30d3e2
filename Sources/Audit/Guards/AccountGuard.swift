import Exports
import Policy
import Records

/// The export of another account: no row belongs to an account that is known, or to one that it spoke of last night.
enum AccountGuard: ExportGuard {
  static let name = "account"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.read

  static func judge(_ export: GuardedExport) throws -> GuardVerdict? {
    // A constant of the policy is not the export's to get wrong.
    guard export.source.mapping.account == nil, let accounts = export.outcome.accounts.all, !accounts.isEmpty else {
      return nil
    }
    let isCatalogue = export.source.kind == .accounts
    if !isCatalogue, let known = export.knownAccounts, known.isDisjoint(with: accounts) {
      return .objects(
        "none of its \(accounts.count) accounts is one that the accounts of tonight know",
        hint: "look whether it is the export of this organization, and whether its account column holds the id")
    }
    let before = try export.memory.accounts(of: export.source.name)
    if !before.isEmpty, before.isDisjoint(with: accounts) {
      return .objects(
        "none of its \(accounts.count) accounts is one of the \(before.count) that it had in the last run",
        hint: "look whether it is the export of this organization")
    }
    return before.isEmpty && (isCatalogue || export.knownAccounts == nil) ? nil : .passed
  }
}
