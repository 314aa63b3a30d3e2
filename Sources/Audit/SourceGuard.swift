import Exports
import Policy
import Records

/// Refuses exports that can be read and still cannot be what the account has: too old, empty, or much smaller than the
/// night before. Taken at their word they would resolve findings that nobody has mended.
struct SourceGuard {
  /// The wall clock: how old an export is does not depend on the as-of day.
  let now: Instant
  /// Records of the same source in the last run that read it.
  let previousRows: (_ source: String) throws -> Int?

  /// So many records may always go: in a small company two leavers are a fifth.
  private static let alwaysAllowed = 5

  /// Before it is read.
  func confirmFresh(_ source: SourcePolicy, _ file: ExportFile) throws {
    guard let limit = source.maxAge else { return }
    let age = now.seconds - file.modified.seconds
    guard age > limit else { return }
    throw ExportRefusal(
      "it was written \(SourceGuard.hours(age)) ago, and at most \(SourceGuard.hours(limit)) are allowed (max_age)",
      at: Position(file: source.path), hint: "find out why no newer export came")
  }

  /// After it was read.
  func confirmFull(_ source: SourcePolicy, rows: Int) throws {
    guard rows > 0 else {
      throw ExportRefusal(
        "there are no records in it", at: Position(file: source.path),
        hint: "export it again; an empty export is not used")
    }
    guard let before = try previousRows(source.name) else { return }
    let lost = before - rows
    guard lost > SourceGuard.alwaysAllowed, Double(lost) > Double(before) * source.maxShrink else { return }
    throw ExportRefusal(
      "it has \(rows) records where the last run read \(before): \(lost) are gone, more than max_shrink allows",
      at: Position(file: source.path),
      hint: "export it again without a filter; if they really are gone, raise max_shrink of source '\(source.name)' "
        + "for one run")
  }

  private static func hours(_ seconds: Int) -> String {
    seconds % 3600 == 0 || seconds > 7200 ? "\(seconds / 3600) hours" : "\(seconds / 60) minutes"
  }
}
