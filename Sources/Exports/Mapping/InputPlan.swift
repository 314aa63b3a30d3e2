import Records

/// Which input gives which field of a record, worked out once for a file: from the headers of a CSV file, or from the
/// paths of the mapping, of which only the end of a JSON file shows which are there.
struct InputPlan {
  /// What becomes of one field; worked out once for a file.
  struct Step {
    enum Kind {
      case absent, constant, derived, text, identifier, name, verbatim, address, day, instant, word, list, roleWords
    }

    var kind: Kind
    var input: Int
    /// More inputs that give the field where the first gives nothing.
    var others: Range<Int>
    var isRequired: Bool
    var constant: Cell
    /// Where the readers of its words begin, one an input.
    var readers = 0
    /// Whether some of its texts stand for nothing.
    var hasBlanks = false
  }

  private(set) var steps: [Step] = []
  /// Further inputs of the steps that have several.
  private(set) var otherInputs: [Int] = []
  /// Fields read as words from a column that smells of a secret.
  private(set) var secretWords: [Int] = []
  let mapping: SourceMapping
  private let file: String

  var shape: RecordShape { mapping.shape }

  /// - Parameters:
  ///   - account: where the constant account stands in every batch, for exports that have no such column.
  ///   - inputs: headers of the file, or paths of the mapping.
  ///   - isHeader: whether they are all that the file has, so that what is missing is known now.
  init(
    _ mapping: SourceMapping, file: String, account: Cell?, inputs: [String], isHeader: Bool
  ) throws(ExportRefusal) {
    self.mapping = mapping
    self.file = file
    func folded(_ text: String) -> [UInt8] { Array((mapping.ignoresCase ? ByteText.lowercased(text) : text).utf8) }
    var places: [[UInt8]: Int] = [:]
    for (place, input) in inputs.enumerated() where !input.isEmpty {
      let name = folded(input)
      if let other = places[name], isHeader, isAsked(name, folded) {
        throw ExportRefusal(
          "the columns '\(inputs[other])' and '\(input)' differ only in case, and one of them is read",
          at: Position(file: file, line: 1),
          hint: "name the one that is meant under 'columns' of source "
            + "'\(mapping.source)'")
      }
      if places[name] == nil { places[name] = place }
    }
    var missing: [String] = []
    for field in shape.fields {
      var found: [Int] = []
      for place in (mapping.columns[field.name] ?? []).compactMap({ places[folded($0)] }) where !found.contains(place) {
        found.append(place)
      }
      var isRoleWords = false
      if found.isEmpty, field.name == "roles" {
        found = mapping.roleColumns.compactMap { places[folded($0.header)] }
        isRoleWords = !found.isEmpty
      }
      if isHeader, found.count > 1, !isRoleWords, !mapping.takesFirst {
        throw ExportRefusal(
          "the columns \(found.map { "'\(inputs[$0])'" }.joined(separator: " and ")) both give '\(field.name)'",
          at: Position(file: file, line: 1),
          hint: "name the one that is meant under 'columns' of source "
            + "'\(mapping.source)'")
      }
      try keepSecrets(of: field, isRoleWords: isRoleWords, found.map { inputs[$0] })
      if found.isEmpty, mapping.demanded.contains(field.name) {
        missing.append("'\(mapping.columns[field.name]?.first ?? field.name)' (\(field.name))")
      }
      var step = Step(
        kind: isRoleWords ? .roleWords : kind(of: field), input: found.first ?? -1,
        others: otherInputs.count..<otherInputs.count,
        isRequired: field.isRequired, constant: .absent)
      if found.count > 1 {
        step.others = otherInputs.count..<otherInputs.count + found.count - 1
        otherInputs += found.dropFirst()
      }
      // A record without an account is one of the account that the policy names for them all, else of none.
      if field.name == "account" { step.constant = account ?? .empty }
      if found.isEmpty, !field.isDerived { step.kind = lacking(field) }
      steps.append(step)
    }
    guard missing.isEmpty else { throw missingColumns(missing, inputs) }
    try demandIdentity()
  }

  /// Whether a field is read from an input of this name.
  private func isAsked(_ name: [UInt8], _ folded: (String) -> [UInt8]) -> Bool {
    mapping.columns.values.contains { $0.contains { folded($0) == name } }
  }

  /// A file without a header has somebody's data in its first line: what stands there is only named where it has at least
  /// one column of the mapping.
  private func missingColumns(_ missing: [String], _ inputs: [String]) -> ExportRefusal {
    let isHeader = steps.contains { $0.input >= 0 }
    return ExportRefusal(
      "no column \(missing.joined(separator: ", "))", at: Position(file: file, line: 1),
      hint: isHeader
        ? "the header has: \(shown(inputs).prefix(40).joined(separator: ", ")); correct 'columns' of source "
          + "'\(mapping.source)' or the export"
        : "the first line has none of the columns of source '\(mapping.source)'; is it a header?")
  }

  /// A column that smells of a secret may say whether and when; as text it is refused. One that smells of what only an HR
  /// department may know is refused whatever it gives.
  private mutating func keepSecrets(
    of field: Field, isRoleWords: Bool, _ headers: [String]
  ) throws(ExportRefusal) {
    if let header = headers.first(where: PersonalName.smells) {
      throw ExportRefusal(
        "the column '\(header)' smells of what only HR may know, and '\(field.name)' would keep it",
        at: Position(file: file, line: 1),
        hint: "take it out of 'columns' of source '\(mapping.source)', and best out of the export")
    }
    guard let header = headers.first(where: mapping.isSecret) else { return }
    if isRoleWords {
      secretWords += [shape.index(of: field.name)].compactMap { $0 }
      return
    }
    switch field.type {
    case .list where SecretName.namesPeople(header): break
    case .word: secretWords += [shape.index(of: field.name)].compactMap { $0 }
    case .day, .instant, .count: break
    case .identifier, .text, .verbatim, .address, .list:
      throw ExportRefusal(
        "the column '\(header)' smells of a secret, and '\(field.name)' would keep its text",
        at: Position(file: file, line: 1),
        hint: "take it out of 'columns' of source '\(mapping.source)', and best out of the export")
    }
  }

  private func kind(of field: Field) -> Step.Kind {
    if field.isDerived { return .derived }
    return switch field.type {
    case .identifier: .identifier
    case .text: DamageReader.isName(field) ? .name : .text
    case .verbatim: .verbatim
    case .address: .address
    case .day: .day
    case .instant: .instant
    case .word: .word
    case .list: .list
    case .count: .derived
    }
  }

  /// Refuses a file without the columns that make a record one.
  private func demandIdentity() throws(ExportRefusal) {
    for (field, step) in zip(shape.fields, steps) where field.isRequired && step.kind == .absent {
      throw ExportRefusal(
        "no column gives '\(field.name)', which every record of kind '\(shape.kind.rawValue)' must have",
        at: Position(file: file, line: 1), hint: "map it under 'columns' of source '\(mapping.source)'")
    }
    if shape.kind == .roster {
      let given = Set(givenFields)
      guard given.contains("employee_number") || given.contains("email") else {
        throw ExportRefusal(
          "no column gives 'employee_number' or 'email', by which people are known", at: Position(file: file, line: 1),
          hint: "map one of them under 'columns' of source '\(mapping.source)'")
      }
    }
  }

  private func lacking(_ field: Field) -> Step.Kind {
    field.name == "account" && mapping.account != nil ? .constant : .absent
  }

  /// After the last record of a file whose inputs show only as it is read.
  /// - Parameter seen: whether each input was ever there.
  mutating func end(inputs: [String], seen: [Bool]) throws(ExportRefusal) {
    for (field, index) in zip(shape.fields, shape.fields.indices) {
      let step = steps[index]
      guard step.input >= 0, !([step.input] + otherInputs[step.others]).contains(where: { seen[$0] }) else { continue }
      if mapping.demanded.contains(field.name) || field.isRequired {
        throw ExportRefusal(
          "no record has '\(inputs[step.input])' (\(field.name))", at: Position(file: file),
          hint: "correct 'columns' of source '\(mapping.source)' or the export")
      }
      steps[index].kind = lacking(field)
    }
    try demandIdentity()
  }

  /// The first field that is read from an input.
  func field(ofInput input: Int) -> Int? {
    steps.firstIndex { $0.input == input || otherInputs[$0.others].contains(input) }
  }

  /// Fields of the contract that the file gives.
  var givenFields: [String] {
    zip(shape.fields, steps).filter { $1.kind != .absent && $1.kind != .derived }.map(\.0.name)
  }

  /// Which inputs each field is read from, the first of them first.
  func taken(_ inputs: [String]) -> [(field: String, inputs: [String])] {
    zip(shape.fields, steps).compactMap { field, step in
      guard step.kind != .absent, step.kind != .derived, step.input >= 0 else { return nil }
      return (field.name, ([step.input] + otherInputs[step.others]).map { inputs[$0] })
    }
  }

  /// Inputs that no field is read from.
  func unused(_ inputs: [String]) -> [String] {
    let used = Set(steps.filter { $0.kind != .constant }.map(\.input)).union(otherInputs)
    return shown(inputs.indices.filter { !used.contains($0) }, of: inputs)
  }

  /// The field that is read from each input, nil for none.
  func fields(of inputs: [String]) -> [String?] {
    var fields = [String?](repeating: nil, count: inputs.count)
    for (field, step) in zip(shape.fields, steps) where step.kind != .constant && step.kind != .absent {
      for input in [step.input] + otherInputs[step.others] where input >= 0 { fields[input] = field.name }
    }
    return fields
  }

  /// Inputs as they may be shown.
  func shown(_ inputs: [String]) -> [String] { shown(Array(inputs.indices), of: inputs) }

  private func shown(_ places: [Int], of inputs: [String]) -> [String] {
    places.map { HeaderText.shown(inputs[$0], place: $0 + 1) }
  }
}
