import Exports
import Records

/// The part of a source that says how its rows are read: `columns`, `values`, `account`, `dates`, `encoding`, `delimiter`,
/// `skip_lines`, `footer_lines`.
struct MappingReading {
  let section: Section
  let source: String
  /// Nil where the kind is missing, wrong, or not read by this version: then only the form of the settings is checked.
  let shape: RecordShape?
  let preset: Preset?
  let accounts: [InlineAccount]
  let timezone: String

  private var remarks: Remarks { section.remarks }
  private var hasAccounts: Bool { shape?.index(of: "account") != nil }

  func mapping() -> SourceMapping? {
    let known = shape.flatMap { preset?.source($0.kind) }
    let dates = dates(known)
    let encoding = section.value("encoding", .word(of: "encoding"), default: TextEncoding.utf8)
    let delimiter = section.value("delimiter", Form<Delimiter>.word(of: "delimiter"))
    let skippedLines = section.value("skip_lines", .number(1...1000))
    let footerLines = section.value("footer_lines", .number(1...1000))
    let limits = ReadLimits(of: section)
    let constant = account()
    guard let shape else {
      for key in ["columns", "values"] { section.section(key, expecting: "a map").map { _ = $0.takeAll() } }
      return nil
    }
    let columns = columns(shape)
    let words = words(shape)
    if let constant, columns["account"] != nil {
      remarks.error(
        "the account is given twice, by a column and as \(constant.quoted)", at: section.position(of: "account"),
        hint: "keep 'account' where the export has no such column, and the column where it has")
    }
    if let preset, known == nil { confirmKind(preset, shape, columns) }
    let takesFieldNames = known?.takesFieldNames ?? (columns.isEmpty && preset == nil)
    var mapping =
      known?.mapping(source: source, shape: shape)
      ?? (takesFieldNames
        ? SourceMapping.generic(source: source, shape: shape)
        : SourceMapping(source: source, shape: shape, columns: [:]))
    if let preset, let known, !takesFieldNames { tell(known, of: preset, besides: columns) }
    for (field, header) in columns {
      mapping.columns[field] = [header]
      if field == "roles" { mapping.roleColumns = [] }
    }
    if constant != nil, !takesFieldNames { mapping.columns["account"] = nil }
    // What would be missing without a preset that is reported anyway is not.
    let isReported = section.has("preset") && known == nil && (preset == nil || columns.isEmpty)
    if !takesFieldNames, !isReported { requireColumns(mapping.columns, shape) }
    mapping.demanded = Set(columns.keys)
    let mayTell = takesFieldNames || isReported || mapping.columns["account"] != nil
    mapping.account = constant ?? (columns["account"] == nil ? onlyAccount(fileMayTell: mayTell) : nil)
    for (field, own) in words {
      mapping.words[field, default: [:]].merge(own) { _, own in own }
      for header in (mapping.headerWords[field] ?? [:]).keys {
        mapping.headerWords[field]?[header]?.merge(own) { _, own in own }
      }
    }
    mapping.dates = dates
    mapping.timezone = timezone
    mapping.encoding = encoding
    mapping.delimiter = delimiter
    mapping.skippedLines = skippedLines ?? 0
    mapping.footerLines = footerLines ?? 0
    mapping.limits = limits
    return mapping
  }

  // MARK: - Preset

  /// The policy's order of dates, or else the preset's.
  private func dates(_ known: PresetSource?) -> SourceMapping.DateOrder {
    guard let preset, let order = known?.dates, !section.has("dates") else {
      return section.value("dates", .word(of: "order of dates"), default: SourceMapping.DateOrder.iso)
    }
    remarks.assumption(section.path(of: "dates"), order.rawValue, origin: "preset \(preset.name)")
    return order
  }

  private func confirmKind(_ preset: Preset, _ shape: RecordShape, _ columns: [String: String]) {
    let kinds = preset.sources.map(\.kind.rawValue).joined(separator: ", ")
    // With columns, its catalogue of roles is what is wanted.
    guard columns.isEmpty else { return }
    remarks.error(
      "preset '\(preset.name)' knows no export of kind '\(shape.kind.rawValue)', only: \(kinds)",
      at: section.position(of: "preset"), hint: "name another, or map the columns under 'columns:'")
  }

  /// Lists what the preset gives and the policy leaves to it.
  private func tell(_ known: PresetSource, of preset: Preset, besides columns: [String: String]) {
    let origin = "preset \(preset.name)"
    guard let shape else { return }
    for field in shape.fields where columns[field.name] == nil {
      if let headers = known.columns[field.name], field.name != "account" || !section.has("account") {
        remarks.assumption(section.path(of: "columns.\(field.name)"), headers.joined(separator: " | "), origin: origin)
      }
      if field.name == "roles", !known.roleColumns.isEmpty {
        let headers = known.roleColumns.map(\.header).joined(separator: " | ")
        remarks.assumption(section.path(of: "columns.roles"), "words of \(headers)", origin: origin)
      }
    }
    for field in shape.fields {
      tell(known.words[field.name] ?? [:], at: "values.\(field.name)", origin)
      for (header, words) in (known.headerWords[field.name] ?? [:]).sorted(by: { $0.key < $1.key }) {
        tell(words, at: "header_values.\(header).\(field.name)", origin)
      }
    }
  }

  private func tell(_ words: [String: String], at path: String, _ origin: String) {
    for word in Set(words.values).sorted() {
      let spellings = words.filter { $0.value == word }.keys.sorted().map { $0.isEmpty ? "(empty)" : $0 }
      remarks.assumption(section.path(of: "\(path).\(word)"), "[\(spellings.joined(separator: ", "))]", origin: origin)
    }
  }

  // MARK: - Columns

  /// Field → header or path, as the policy maps them.
  private func columns(_ shape: RecordShape) -> [String: String] {
    guard let map = section.section("columns", expecting: "a map of fields and their headers") else { return [:] }
    var columns: [String: String] = [:]
    for field in shape.fields {
      if !field.isDerived {
        columns[field.name] = map.value(field.name, .text)
      } else if map.has(field.name), map.take(field.name) != nil {
        remarks.error(
          "'\(field.name)' is worked out by rollcall and cannot be mapped", at: map.position(of: field.name),
          hint: "remove the line")
      }
    }
    map.close()
    return columns
  }

  private func requireColumns(_ columns: [String: [String]], _ shape: RecordShape) {
    let position = section.position(of: "columns")
    for field in shape.fields where field.isRequired && columns[field.name] == nil {
      remarks.error(
        "a source of kind '\(shape.kind.rawValue)' needs a column for '\(field.name)'", at: position,
        hint: "add '\(field.name): <header>' under 'columns:'")
    }
    if shape.kind == .roster, columns["employee_number"] == nil, columns["email"] == nil {
      remarks.error(
        "a source of kind 'roster' needs a column for 'employee_number' or 'email'", at: position,
        hint: "add 'email: <header>' under 'columns:'")
    }
  }

  // MARK: - Words

  /// Field → spelling in lower case → word.
  private func words(_ shape: RecordShape) -> [String: [String: String]] {
    guard let map = section.section("values", expecting: "a map of fields and their words") else { return [:] }
    var words: [String: [String: String]] = [:]
    for field in shape.fields {
      guard case .word(let vocabulary) = field.type,
        let spellings = map.section(field.name, expecting: "a map of words, each with a list of spellings")
      else { continue }
      words[field.name] = self.spellings(spellings, vocabulary)
      spellings.close()
    }
    map.close()
    return words
  }

  private func spellings(_ map: Section, _ vocabulary: Vocabulary) -> [String: String] {
    var words: [String: String] = [:]
    for word in vocabulary.words {
      for (spelling, position) in map.list(word, .identifier, orOne: true) {
        let earlier = words.updateValue(word, forKey: spelling.asciiLowercased)
        if let earlier, earlier != word {
          remarks.error(
            "\(spelling.quoted) cannot mean both '\(earlier)' and '\(word)'", at: position, hint: "remove one")
        }
      }
    }
    return words
  }

  // MARK: - Account

  private func account() -> String? {
    guard shape == nil || hasAccounts else {
      if section.take("account") != nil, let kind = shape?.kind.rawValue {
        remarks.error(
          "a source of kind '\(kind)' has no 'account'", at: section.position(of: "account"), hint: "remove the line")
      }
      return nil
    }
    let constant = section.value("account", .identifier)
    if let constant, !accounts.isEmpty, !accounts.contains(where: { $0.id.utf8.elementsEqual(constant.utf8) }) {
      let nearest = NearestWord.of(constant, among: accounts.map(\.id))
      remarks.warning(
        "\(constant.quoted) is none of the accounts of this policy", at: section.position(of: "account"),
        hint: nearest.map { "did you mean '\($0.shown)'?" })
    }
    return constant
  }

  /// Where nothing tells the account and the policy has one, it is that one.
  /// - Parameter fileMayTell: whether the file may have a column for it that the policy need not map.
  private func onlyAccount(fileMayTell: Bool) -> String? {
    guard hasAccounts, !section.has("account"), let first = accounts.first else { return nil }
    guard accounts.count == 1 else {
      if !fileMayTell {
        remarks.error(
          "the policy has \(accounts.count) accounts, and nothing tells to which these records belong",
          at: section.position(of: "columns"), hint: "add 'account: <header>' under 'columns:', or 'account: <id>'")
      }
      return nil
    }
    remarks.assumption(section.path(of: "account"), first.id, origin: "from accounts")
    return first.id
  }
}
