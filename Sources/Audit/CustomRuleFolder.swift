import Glibc
import Records
import Rules
import Storage

/// The folder of the organization's own rules, as the policy names it.
struct CustomRuleFolder {
  private let base: String
  private let shipped: [RuleFile]
  private let limits: QueryLimits
  private(set) var rules: [RuleFile] = []
  private(set) var faults: [Diagnostic] = []
  /// Names and bytes of the files, for the digest of a run.
  private(set) var bytes: [[UInt8]] = []
  /// The files as they are written, to be kept with the run that they decide.
  private(set) var texts: [(name: String, text: String)] = []

  /// - Parameter base: the folder of the policy file, with a slash behind it; empty for the current one.
  init(_ base: String, shipped: [RuleFile], limits: QueryLimits) {
    self.base = base
    self.shipped = shipped
    self.limits = limits
  }

  static let suffix = ".sql"
  /// Where new rules are written when the policy does not say where.
  static let usual = "rules"

  /// Where a file of the folder is, as the policy would write it.
  static func file(_ name: String, in folder: String) -> String { folder + (folder.hasSuffix("/") ? "" : "/") + name }

  /// Reads the usual folder, where it is there.
  mutating func readBeside(_ position: Position) {
    if Files.isFolder(base + CustomRuleFolder.usual) { read(CustomRuleFolder.usual, position) }
  }

  /// Reads every `*.sql` of the folder. What is wrong goes into `faults`.
  mutating func read(_ folder: String, _ position: Position) {
    let path = folder.hasPrefix("/") ? folder : base + folder
    guard Files.isFolder(path) else {
      let hint = "'rollcall rules new NAME' makes it, with a rule to begin with"
      faults.append(Diagnostic(.error, "there is no folder '\(folder)'", at: position, hint: hint))
      return
    }
    var files: [(name: String, path: String, bytes: [UInt8])] = []
    do {
      for name in try Files.names(in: path) where name.hasSuffix(CustomRuleFolder.suffix) && !name.hasPrefix(".") {
        let written = CustomRuleFolder.file(name, in: folder)
        do throws(FileFailure) {
          guard let bytes = try Files.read(path + "/" + name, limit: CustomRules.longestFile) else {
            throw FileFailure(written, "read it", code: ENOENT)
          }
          files.append((name, written, bytes))
        } catch {
          let reason =
            error.isTooLarge
            ? "a rule is no longer than \(CustomRules.longestFile >> 10) KB" : "cannot \(error.action): \(error.reason)"
          faults.append(Diagnostic(.error, reason, at: Position(file: written)))
        }
      }
      let read = CustomRules.read(files, shipped: shipped)
      faults += read.faults
      let wrong = try CustomRules.faults(read.rules, limits)
      faults += wrong
      rules = read.rules
      bytes = files.flatMap { [Array($0.name.utf8), $0.bytes] }
      texts = files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
    } catch {
      faults.append(Diagnostic(.error, "\(error)", at: position))
    }
  }
}
