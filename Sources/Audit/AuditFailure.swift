import Exports
package import Records
import Rules
import Storage

/// Why a command ended early: one exit status, and lines that say what, where and the way out.
package struct AuditFailure: Error, Sendable {
  package let status: ExitStatus
  package let lines: [String]

  package init(_ status: ExitStatus, _ lines: String...) {
    self.status = status
    self.lines = lines
  }

  package init(_ status: ExitStatus, lines: [String]) {
    self.status = status
    self.lines = lines
  }

  package init(_ status: ExitStatus, _ diagnostics: [Diagnostic]) {
    self.status = status
    lines = diagnostics.map(\.description)
  }

  /// What any error of the rooms means to the one who started the program.
  /// - Parameter database: the file that an error of storage is about.
  package init(_ error: any Error, database: String? = nil) {
    switch error {
    case let failure as AuditFailure: self = failure
    case let refusal as RuleRefusal: self.init(.invalid, [refusal.diagnostic])
    case let refusal as ExportRefusal: self.init(.refused, "refused: \(refusal)")
    case let refusals as GuardKeeper.Refusals:
      self.init(.refused, lines: refusals.all.map { "refused: \($0)" })
    case let error as StorageError:
      // Before anybody brings back a copy: a device that does not give its bytes is no damaged database.
      if case .damaged = error, let fault = database.flatMap(Files.faultOfReading) {
        self.init(fault)
      } else {
        self.init(AuditFailure.status(of: error), (database.map { $0 + ": " } ?? "") + "\(error)")
      }
    case let error as FileFailure: self.init(.storage, "\(error)")
    case let error as Diagnostic: self.init(.bug, "\(error)")
    default: self.init(.bug, "a bug in rollcall: \(error)")
    }
  }

  private static func status(of error: StorageError) -> ExitStatus {
    switch error {
    case .busy: .locked
    case .unavailable: .storage
    case .damaged: .integrity
    case .newer: .newer
    case .bug: .bug
    }
  }
}
