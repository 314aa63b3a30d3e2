package import Exports
package import Records

/// One source of the policy: a file, or several, of one kind.
package struct SourcePolicy: Sendable {
  package var name: String
  package var kind: SourceKind
  /// As written: relative to the policy file. With `*`, `?` or `[...]` in it, every file that matches is read.
  package var path: String
  /// The preset that it names.
  package var preset: String?
  /// Whether a roster lists people who left, too. `full` for every other kind.
  package var mode: Mode
  /// How an administrator gets the export, as the policy or else the preset says; printed beside the source.
  package var obtained: String?
  /// Seconds.
  package var maxAge: Int?
  /// Part of the last good night's rows that may be missing, 0...1.
  package var maxShrink: Double
  /// Part of the rows that may be unreadable, 0...1.
  package var maxRejected: Double
  /// What is held against the export before it is believed, beyond the three limits above.
  package var guards: GuardSettings
  package var mapping: SourceMapping
  package var position: Position

  package enum Mode: String, CaseIterable, Sendable {
    case full
    case activeOnly = "active-only"
  }

  package init(
    name: String, kind: SourceKind, path: String, preset: String? = nil, mode: Mode = .full, obtained: String? = nil,
    maxAge: Int? = nil, maxShrink: Double = 0.2, maxRejected: Double = 0.01, guards: GuardSettings = GuardSettings(),
    mapping: SourceMapping, position: Position
  ) {
    self.name = name
    self.kind = kind
    self.path = path
    self.preset = preset
    self.mode = mode
    self.obtained = obtained
    self.maxAge = maxAge
    self.maxShrink = maxShrink
    self.maxRejected = maxRejected
    self.guards = guards
    self.mapping = mapping
    self.position = position
  }
}

extension SourcePolicy {
  static func readAll(
    _ policy: Section, accounts: [InlineAccount], shelf: PresetShelf, timezone: String, guards: [KnownGuard]
  ) -> [SourcePolicy] {
    policy.require("sources", hint: "without one, nothing can be checked")
    let sections = policy.sections("sources", each: "a source")
    if policy.has("sources"), sections.isEmpty {
      policy.remarks.error(
        "expected at least one source", at: policy.position(of: "sources"),
        hint: "without one, nothing can be checked")
    }
    var names: Set<[UInt8]> = []
    return sections.compactMap { section in
      let source = read(section, accounts: accounts, shelf: shelf, timezone: timezone, guards: guards)
      if let name = source.name, !names.insert(Array(name.utf8)).inserted {
        section.remarks.error(
          "a source named \(name.quoted) is there already", at: section.position(of: "name"),
          hint: "history is kept by this name: give each source its own")
      }
      return source.policy
    }
  }

  private static func read(
    _ section: Section, accounts: [InlineAccount], shelf: PresetShelf, timezone: String, guards: [KnownGuard]
  ) -> (name: String?, policy: SourcePolicy?) {
    let name = section.required("name", .identifier)
    let kind = section.required("kind", Form<SourceKind>.word(of: "kind"))
    let path = section.required("path", .text)
    let preset = readPreset(section, shelf)
    var mode = Mode.full
    if kind == .roster || kind == nil {
      mode =
        kind == nil
        ? section.value("mode", .word(of: "mode")) ?? .full
        : section.value("mode", .word(of: "mode"), default: .full)
    } else if section.take("mode") != nil {
      section.remarks.error("only a roster has a 'mode'", at: section.position(of: "mode"), hint: "remove the line")
    }
    let presetSource = kind.flatMap { preset?.source($0) }
    var obtained = section.value("obtained", .prose)
    if !section.has("obtained"), let preset, let told = presetSource?.obtained {
      obtained = told
      section.remarks.assumption(section.path(of: "obtained"), told, origin: "preset \(preset.name)")
    }
    let maxAge = section.value("max_age", .duration)
    let maxShrink = section.value("max_shrink", .share, default: 0.2)
    let maxRejected = section.value("max_rejected", .share, default: 0.01)
    let settings = GuardSettings.read(section, guards)
    let mapping = MappingReading(
      section: section, source: name ?? "", shape: kind?.shape, preset: preset, accounts: accounts,
      timezone: timezone
    ).mapping()
    section.close()
    guard let name, let kind, let path, let mapping else { return (name, nil) }
    return (
      name,
      SourcePolicy(
        name: name, kind: kind, path: path, preset: preset?.name, mode: mode, obtained: obtained, maxAge: maxAge,
        maxShrink: maxShrink, maxRejected: maxRejected, guards: settings, mapping: mapping,
        position: section.position)
    )
  }

  private static func readPreset(_ section: Section, _ shelf: PresetShelf) -> Preset? {
    guard let name = section.value("preset", .word(shelf.names, of: "preset")) else { return nil }
    return shelf.preset(name, at: section.position(of: "preset"))
  }
}
