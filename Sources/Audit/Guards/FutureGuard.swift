import Exports
import Policy
import Records

/// A file that is dated later than the clock: one of the two is wrong, and with either its age means nothing.
enum FutureGuard: ExportGuard {
  static let name = "future"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.opened

  static func judge(_ export: GuardedExport) -> GuardVerdict? {
    let limit = export.now.seconds + export.source.guards.maxFuture
    guard let file = export.files.first(where: { $0.modified.seconds > limit }) else { return .passed }
    return .objects(
      "it is dated \(file.modified.iso), and the clock of this machine says \(export.now.iso) (max_future)",
      at: Position(file: file.name), hint: "correct the clock, or the clock of the machine that wrote it")
  }
}
