import Exports
import Policy
import Records

/// An answer of an API that says that it was filtered: whoever was filtered out looks as if they were gone.
enum FilterGuard: ExportGuard {
  static let name = "filter"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.read

  static func judge(_ export: GuardedExport) -> GuardVerdict? {
    let pages = export.outcome.files.compactMap(\.page)
    guard !pages.isEmpty else { return nil }
    guard let filter = pages.compactMap(\.filter).first(where: \.value) else { return .passed }
    return .objects(
      "it was filtered: '\(filter.name)' is set", at: filter.position, hint: "export it again without a filter")
  }
}
