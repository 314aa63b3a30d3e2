import Records

/// The presets at hand while a policy is read. One is read when a source names it, and then once.
final class PresetShelf {
  private let texts: [PresetText]
  private let remarks: Remarks
  private var read: [String: Preset?] = [:]
  /// Those that sources named, in the order of the policy, each with the place of its first name.
  private(set) var named: [(preset: Preset, position: Position)] = []
  private var catalogue: [RoleEntry]?

  init(_ texts: [PresetText], _ remarks: Remarks) {
    self.texts = texts
    self.remarks = remarks
  }

  var names: [String] { texts.map(\.name) }

  func preset(_ name: String, at position: Position) -> Preset? {
    if let known = read[name] { return known }
    var preset: Preset?
    if let text = texts.first(where: { $0.name == name }) {
      let reading = Preset.read(text)
      preset = reading.preset
      for diagnostic in reading.diagnostics where diagnostic.level == .error {
        remarks.error(diagnostic.message, at: diagnostic.position ?? position)
      }
    }
    read[name] = preset
    if let preset { named.append((preset, position)) }
    return preset
  }
}

// MARK: - The catalogue of roles

extension PresetShelf {
  /// The policy's roles, and behind them those of the presets. A role of the policy stands for that of a preset with the
  /// same name, and has its aliases too. Of two presets with one name for different roles, the one that the policy names
  /// first is right, and the other is told of. Worked out once, when all sources are read.
  func catalogue(_ own: [RoleEntry]) -> [RoleEntry] {
    if let catalogue { return catalogue }
    let roles = merged(own)
    catalogue = roles
    return roles
  }

  private func merged(_ own: [RoleEntry]) -> [RoleEntry] {
    var roles = own
    // Bytes, because two names in different Unicode forms are two, and equal as strings.
    var owners: [[UInt8]: (role: Int, preset: String?)] = [:]
    for (index, role) in own.enumerated() {
      for name in role.names { owners[Array(name.utf8)] = (index, nil) }
    }
    for (preset, position) in named {
      for role in preset.roles {
        let owner = owners[Array(role.name.utf8)]
        let index = owner?.role ?? roles.count
        if let owner, let other = owner.preset, !roles[index].grantsTheSame(as: role) {
          remarks.warning(
            "role \(role.name.quoted) is not the same in the presets '\(other)' and '\(preset.name)': that of "
              + "'\(other)' is used", at: position, hint: "say what it allows under 'roles:' of the policy")
        }
        if owner == nil { roles.append(RoleEntry(role, aliases: [])) }
        for name in role.names {
          let bytes = Array(name.utf8)
          if let taken = owners[bytes] {
            if taken.role != index, let other = taken.preset, !roles[taken.role].grantsTheSame(as: role) {
              remarks.warning(
                "\(name.quoted) is an alias of '\(roles[taken.role].name.shown)' in preset '\(other)', and of "
                  + "'\(role.name.shown)' in preset '\(preset.name)': the first is used", at: position,
                hint: "say what it allows under 'roles:' of the policy")
            }
            continue
          }
          owners[bytes] = (index, owner?.preset ?? (owner == nil ? preset.name : nil))
          if name != role.name { roles[index].aliases.append(name) }
        }
      }
    }
    for role in roles.dropFirst(own.count) {
      guard let preset = owners[Array(role.name.utf8)]?.preset else { continue }
      let privileges = role.privileges.map(\.rawValue).joined(separator: ", ")
      remarks.assumption(
        "roles.\(role.name)", role.isInternal ? "internal" : "[\(privileges)]", origin: "preset \(preset)")
    }
    return roles
  }
}

extension RoleEntry {
  fileprivate var names: [String] { [name] + aliases }

  fileprivate init(_ role: RoleEntry, aliases: [String]) {
    self = role
    self.aliases = aliases
  }

  fileprivate func grantsTheSame(as other: RoleEntry) -> Bool {
    isInternal == other.isInternal && Set(privileges) == Set(other.privileges)
  }
}
