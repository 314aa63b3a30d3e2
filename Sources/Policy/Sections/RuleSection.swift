import Records

/// Which rules there are, for everything in a policy that names one.
struct RuleCatalogue {
  let known: [KnownRule]
  let later: Set<String>

  func rule(_ id: String) -> KnownRule? { known.first { $0.id == id } }

  var ids: [String] { known.map(\.id) + later.sorted() }

  var id: Form<String> { .rule(ids) }
}

extension Form<String> {
  /// The id of a rule.
  static func rule(_ ids: [String]) -> Form {
    .word(ids, of: "rule", list: "'rollcall rules list' names them")
  }
}

extension RuleSetting {
  static func readAll(_ policy: Section, _ catalogue: RuleCatalogue, roles: [RoleEntry]) -> [String: RuleSetting] {
    let section = policy.section("rules", expecting: "a map of rules and their settings")
    var settings: [String: RuleSetting] = [:]
    for entry in section?.takeAll() ?? [] {
      let reading = RuleReading(
        entry: entry, path: "rules.\(entry.key.shown)", remarks: policy.remarks, roles: roles)
      if let rule = catalogue.rule(entry.key) {
        settings[entry.key] = reading.setting(of: rule)
      } else if catalogue.later.contains(entry.key) {
        policy.remarks.warning(
          "rule '\(entry.key)' is not part of this version; the setting is kept and has no effect",
          at: entry.keyPosition)
        settings[entry.key] = reading.settingOfLaterRule()
      } else if case .problem(let message, let hint) = catalogue.id.read(entry.key) {
        policy.remarks.error(message, at: entry.keyPosition, hint: hint)
      }
    }
    for rule in catalogue.known where settings[rule.id]?.isOff != true {
      for parameter in rule.parameters where settings[rule.id]?.parameters[parameter.name] == nil {
        policy.remarks.assumption("rules.\(rule.id).\(parameter.name)", parameter.form.write(parameter.default))
      }
    }
    return settings
  }
}

extension KnownParameter {
  fileprivate var form: Form<Int> {
    .number(minimum...max(minimum, maximum), default: `default`, isPercentage: isPercentage)
  }
}

/// One entry under `rules:`.
private struct RuleReading {
  let entry: Node.Entry
  let path: String
  let remarks: Remarks
  let roles: [RoleEntry]

  /// The map of settings; nil where the rule is off.
  private func section() -> Section? {
    guard case .text("off") = entry.value.content else {
      return Section(
        entry.value, path: path, expecting: "'off', or settings such as {severity: high}", remarks: remarks)
    }
    remarks.setting(path, "off", at: entry.value.position)
    return nil
  }

  func setting(of rule: KnownRule) -> RuleSetting {
    guard let section = section() else { return RuleSetting(isOff: true, position: entry.keyPosition) }
    var setting = RuleSetting(position: entry.keyPosition)
    setting.severity = section.value("severity", .word(of: "severity"))
    for parameter in rule.parameters {
      setting.parameters[parameter.name] = section.value(parameter.name, parameter.form).map { .number($0) }
    }
    for name in rule.pairs {
      setting.parameters[name] = section.take(name).map { pairs($0, path: section.path(of: name)) }
    }
    section.close()
    return setting
  }

  func settingOfLaterRule() -> RuleSetting {
    guard let section = section() else { return RuleSetting(isOff: true, position: entry.keyPosition) }
    var setting = RuleSetting(position: entry.keyPosition)
    setting.severity = section.value("severity", .word(of: "severity"))
    for entry in section.takeAll() where entry.key != "severity" {
      guard let value = parameter(entry.value) else { continue }
      remarks.setting(section.path(of: entry.key.shown), value.text, at: entry.value.position)
      setting.parameters[entry.key] = value
    }
    return setting
  }

  private func parameter(_ node: Node) -> RuleSetting.Parameter? {
    switch node.content {
    case .text(let text): return Int(text).map { .number($0) } ?? .word(text)
    case .list(let nodes): return .list(nodes.compactMap(parameter))
    case .nothing, .map:
      remarks.error("expected a number, a word or a list, found \(node.kind)", at: node.position)
      return nil
    }
  }

  // MARK: - Pairs

  private func pairs(_ node: Node, path: String) -> RuleSetting.Parameter {
    let expected = "a list of pairs such as [billing, assign-roles]"
    guard case .list(let items) = node.content else {
      remarks.error("expected \(expected), found \(node.kind)", at: node.position)
      return .list([])
    }
    var pairs: [RuleSetting.Parameter] = []
    for item in items {
      guard case .list(let nodes) = item.content, nodes.count == 2,
        case .text(let first) = nodes[0].content, case .text(let second) = nodes[1].content,
        !first.trimmed.isEmpty, !second.trimmed.isEmpty
      else {
        remarks.error("expected two privileges or roles, such as [billing, assign-roles]", at: item.position)
        continue
      }
      if first.trimmed == second.trimmed {
        remarks.error("\(first.quoted) cannot be in conflict with itself", at: item.position, hint: "name two")
      }
      nodes.forEach(checkRole)
      pairs.append(.list([.word(first.trimmed), .word(second.trimmed)]))
    }
    remarks.setting(path, RuleSetting.Parameter.list(pairs).text, at: node.position)
    return .list(pairs)
  }

  /// Only a warning: a role may be held that no catalogue has.
  private func checkRole(_ node: Node) {
    guard case .text(let text) = node.content else { return }
    let words = Privilege.allCases.map(\.rawValue) + roles.flatMap { [$0.name] + $0.aliases }
    guard !words.contains(text.trimmed) else { return }
    remarks.warning(
      "\(text.quoted) is no privilege, and no role of this policy", at: node.position,
      hint: NearestWord.of(text, among: words).map { "did you mean '\($0.shown)'?" })
  }
}

extension RuleSetting.Parameter {
  fileprivate var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .word(let word): word
    case .list(let list): "[" + list.map(\.text).joined(separator: ", ") + "]"
    }
  }
}
