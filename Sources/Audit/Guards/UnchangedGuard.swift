import Exports
import Policy
import Records

/// The same bytes, night after night: the export is copied and not made, or whatever makes it has stopped.
///
/// Most exports may rightly stay as they are: a small company hires nobody for weeks, and its accounts never change. Only
/// where every login leaves its time does the same file for a week mean that it is no new one. So without a setting only
/// users exports with `last_login` are held against a limit.
enum UnchangedGuard: ExportGuard {
  static let name = "unchanged"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.read

  private static let week = 7

  static func judge(_ export: GuardedExport) throws -> GuardVerdict? {
    let isAlive = export.source.kind == .users && export.outcome.summary?.fields.contains("last_login") == true
    guard let limit = export.source.guards.maxUnchanged ?? (isAlive ? week : nil) else { return nil }
    let digests = export.outcome.files.map(\.sha256)
    guard let nights = try export.memory.nights(of: export.source.name, with: digests, before: export.now) else {
      return nil
    }
    let said = "its bytes are those of the \(nights == 1 ? "night" : "\(nights) nights") before"
    if nights >= limit {
      return .objects(
        "\(said), and at most \(limit == 1 ? "1 night" : "\(limit) nights") are allowed (max_unchanged)",
        hint: "look whether the export is still being made")
    }
    guard nights * 2 > limit else { return .passed }
    return .warns("\(said); from \(limit) on it is refused (max_unchanged)")
  }
}
