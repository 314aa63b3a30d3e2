import Exports
import Policy
import Records

/// A pattern that matches fewer files than last night: a page or a site is missing, and with it its people.
enum FilesGuard: ExportGuard {
  static let name = "files"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.opened

  static func judge(_ export: GuardedExport) throws -> GuardVerdict? {
    guard Glob.isPattern(export.source.path), !export.files.isEmpty,
      let before = try export.memory.files(of: export.source.name)
    else { return nil }
    guard export.files.count < before else { return .passed }
    return .objects(
      "\(export.files.count) files match where the last run read \(before)", hint: "find out where the others are")
  }
}
