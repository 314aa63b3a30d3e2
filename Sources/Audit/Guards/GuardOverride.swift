import Policy

/// What somebody allows for one run, by name and with a reason: `shrunk:users=Berlin site sold, CHG-1`, or
/// `clock=REASON` for a guard of the night as a whole.
struct GuardOverride: Sendable {
  let guardian: String
  /// Empty for a guard of the night.
  let source: String
  let reason: String

  /// How the command line says it.
  static func argument(_ guardian: String, source: String) -> String {
    "--allow \"\(guardian)\(source.isEmpty ? "" : ":\(source)")=REASON\""
  }

  /// - Throws: `AuditFailure` for what names no guard or source, or gives no reason.
  static func read(_ arguments: [String], _ policy: PolicyFile) throws(AuditFailure) -> [GuardOverride] {
    var all: [GuardOverride] = []
    for argument in arguments {
      let override = try read(argument, policy)
      if all.contains(where: { $0.guardian == override.guardian && $0.source == override.source }) {
        throw AuditFailure(.invalid, "--allow '\(argument)': this is allowed already; give it once")
      }
      all.append(override)
    }
    return all
  }

  private static func read(_ argument: String, _ policy: PolicyFile) throws(AuditFailure) -> GuardOverride {
    func fail(_ message: String) -> AuditFailure { AuditFailure(.invalid, "--allow '\(argument)': \(message)") }
    let end = argument.firstIndex { $0 == ":" || $0 == "=" }
    guard let end else { throw fail("expected GUARD:SOURCE=REASON, such as shrunk:users=\"Berlin site sold, CHG-1\"") }
    let guardian = String(argument[..<end])
    let rest = argument[argument.index(after: end)...]
    let ofNight = Guards.ofNight.map(\.name)
    guard ofNight.contains(guardian) || Guards.known.contains(where: { $0.name == guardian }) else {
      let names = Guards.known.map(\.name) + ofNight
      let hint =
        NearestWord.of(guardian, among: names).map { "did you mean '\($0)'?" }
        ?? "there are \(names.sorted().joined(separator: ", "))"
      throw fail("there is no guard '\(guardian)'; \(hint)")
    }
    if ofNight.contains(guardian) {
      guard argument[end] == "=" else { throw fail("'\(guardian)' is of no source; write \(guardian)=REASON") }
      return GuardOverride(guardian: guardian, source: "", reason: try reason(rest, fail))
    }
    guard argument[end] == ":" else { throw fail("name the source: \(guardian):SOURCE=REASON") }
    // A name may hold a sign of equality itself: the longest that fits is meant.
    let names = policy.sources.map(\.name).filter { rest.hasPrefix($0 + "=") }
    guard let source = names.max(by: { $0.count < $1.count }) else {
      let written = rest.prefix { $0 != "=" }
      let known = policy.sources.map { "'\($0.name)'" }.joined(separator: ", ")
      throw fail(
        rest.contains("=") ? "the policy has no source '\(written)'; it has \(known)" : "a reason is missing: =REASON")
    }
    return GuardOverride(
      guardian: guardian, source: source, reason: try reason(rest.dropFirst(source.count + 1), fail))
  }

  private static func reason(
    _ text: Substring, _ fail: (String) -> AuditFailure
  ) throws(AuditFailure) -> String {
    let words = text.split(whereSeparator: { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } })
    guard !words.isEmpty else { throw fail("say why, behind the '='; the report shows it on its first page") }
    return words.joined(separator: " ")
  }
}
