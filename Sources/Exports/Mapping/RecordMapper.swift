import Records

/// Turns the inputs of each record into the fields of its kind and gathers them in batches: trims, lowers addresses,
/// reads dates and words, works out what is derived, and hashes. A record that cannot be read is set aside with its
/// reason, and the rest goes on.
///
/// Advice to whoever changes this: `record` runs for every row of a night. It makes no String and no array; text stays
/// where it was read, and only what changes is written again, into the batch's second area.
final class RecordMapper {
  /// What becomes of one field; worked out once for a file.
  private struct Step {
    enum Kind { case absent, constant, derived, text, address, day, instant, word, list }

    var kind: Kind
    var input: Int
    /// More inputs that give the field where the first gives nothing.
    var others: Range<Int>
    var isRequired: Bool
    var constant: Cell
  }

  private let mapping: SourceMapping
  private let file: String
  private let shape: RecordShape
  private let dates: DateReader
  private let hasher: RecordHasher
  private let words: [WordReader?]
  /// Text that every batch's second area begins with: words, constants, digits.
  private let constants: [UInt8]
  private let digitCells: [Cell]

  private var steps: [Step] = []
  private var otherInputs: [Int] = []
  private let row: UnsafeMutableBufferPointer<Cell>
  /// Where the names are, for kinds that have any.
  private let names: (given: Int, family: Int, fullName: Int, givenLetters: Int)?

  private(set) var batch: RecordBatch
  private(set) var rejected: [RejectedRow] = []
  private(set) var rejectedCount = 0
  private(set) var delivered = 0

  /// So many rejected rows are kept with their reasons; further ones are only counted.
  private static let mostKept = 100_000

  init(mapping: SourceMapping, file: String, hashKey: UInt64) throws(ExportRefusal) {
    self.mapping = mapping
    self.file = file
    shape = mapping.shape
    guard let clock = ZoneClock(mapping.timezone) else {
      throw ExportRefusal("the zone '\(mapping.timezone)' is not known to this system", at: Position(file: file))
    }
    dates = DateReader(order: mapping.dates, clock: clock)
    hasher = RecordHasher(shape: shape, key: hashKey)

    var constants: [UInt8] = []
    func constant(_ text: String) -> Cell {
      defer { constants += Array(text.utf8) }
      return Cell(written: constants.count, count: text.utf8.count)
    }
    words = shape.fields.map { field in
      guard case .word(let vocabulary) = field.type else { return nil }
      return WordReader(
        vocabulary: vocabulary, spellings: mapping.words[field.name] ?? [:],
        mayBeSecret: SecretName.smells(field.name), cell: constant)
    }
    digitCells = ["0", "1", "2"].map(constant)
    accountCell = mapping.account.map(constant)
    self.constants = constants
    row = .allocate(capacity: shape.fields.count)
    row.initialize(repeating: .absent)
    names =
      if let fullName = shape.index(of: "full_name"), let given = shape.index(of: "given_name"),
        let family = shape.index(of: "family_name"), let letters = shape.index(of: "given_letters")
      { (given, family, fullName, letters) } else { nil }
    batch = RecordBatch(shape: shape)
    batch.written = constants
  }

  private let accountCell: Cell?

  deinit { row.deallocate() }

  /// Gives up the batch that was filled, and begins another over the same block.
  func take(read: [UInt8]) -> RecordBatch {
    let full = batch
    full.read = read
    delivered += full.count
    batch = RecordBatch(shape: shape)
    batch.written = constants
    batch.cells.reserveCapacity(full.cells.count + shape.fields.count)
    return full
  }
}

// MARK: - Which input gives which field

extension RecordMapper {
  /// Fields of the contract that the file gives.
  var givenFields: [String] {
    zip(shape.fields, steps).filter { $1.kind != .absent && $1.kind != .derived }.map(\.0.name)
  }

  /// Inputs that no field is read from.
  func unused(_ inputs: [String]) -> [String] {
    let used = Set(steps.filter { $0.kind != .constant }.map(\.input)).union(otherInputs)
    return inputs.indices.filter { !used.contains($0) }.map { inputs[$0] }
  }

  /// - Parameters:
  ///   - inputs: headers of the file, or paths of the mapping.
  ///   - isHeader: whether they are all that the file has, so that what is missing is known now.
  func begin(inputs: [String], isHeader: Bool) throws(ExportRefusal) {
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
    steps = []
    otherInputs = []
    var missing: [String] = []
    for field in shape.fields {
      var found: [Int] = []
      for place in (mapping.columns[field.name] ?? []).compactMap({ places[folded($0)] }) where !found.contains(place) {
        found.append(place)
      }
      if isHeader, found.count > 1 {
        throw ExportRefusal(
          "the columns \(found.map { "'\(inputs[$0])'" }.joined(separator: " and ")) both give '\(field.name)'",
          at: Position(file: file, line: 1),
          hint: "name the one that is meant under 'columns' of source "
            + "'\(mapping.source)'")
      }
      try keepSecrets(of: field, found.map { inputs[$0] })
      if found.isEmpty, mapping.demanded.contains(field.name) {
        missing.append("'\(mapping.columns[field.name]?.first ?? field.name)' (\(field.name))")
      }
      var step = Step(
        kind: kind(of: field), input: found.first ?? -1, others: otherInputs.count..<otherInputs.count,
        isRequired: field.isRequired, constant: .absent)
      if found.count > 1 {
        step.others = otherInputs.count..<otherInputs.count + found.count - 1
        otherInputs += found.dropFirst()
      }
      if found.isEmpty, !field.isDerived {
        step.kind = .absent
        if field.name == "account" {
          step.kind = accountCell == nil ? .absent : .constant
          step.constant = accountCell ?? .empty
        }
      }
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
        ? "the header has: \(inputs.prefix(40).joined(separator: ", ")); correct 'columns' of source "
          + "'\(mapping.source)' or the export"
        : "the first line has none of the columns of source '\(mapping.source)'; is it a header?")
  }

  /// A column that smells of a secret may say whether and when; as text it is refused.
  private func keepSecrets(of field: Field, _ headers: [String]) throws(ExportRefusal) {
    guard let header = headers.first(where: SecretName.smells) else { return }
    switch field.type {
    case .word: words[shape.index(of: field.name) ?? 0]?.mayBeSecret = true
    case .day, .instant, .count: break
    case .identifier, .text, .address, .list:
      throw ExportRefusal(
        "the column '\(header)' smells of a secret, and '\(field.name)' would keep its text",
        at: Position(file: file, line: 1),
        hint: "take it out of 'columns' of source '\(mapping.source)', and best out of the export")
    }
  }

  private func kind(of field: Field) -> Step.Kind {
    if field.isDerived { return .derived }
    return switch field.type {
    case .identifier, .text: .text
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

  /// After the last record of a file whose inputs show only as it is read.
  /// - Parameter seen: whether each input was ever there.
  func end(inputs: [String], seen: [Bool]) throws(ExportRefusal) {
    for (field, index) in zip(shape.fields, shape.fields.indices) {
      let step = steps[index]
      guard step.input >= 0, !([step.input] + otherInputs[step.others]).contains(where: { seen[$0] }) else { continue }
      if mapping.demanded.contains(field.name) || field.isRequired {
        throw ExportRefusal(
          "no record has '\(inputs[step.input])' (\(field.name))", at: Position(file: file),
          hint: "correct 'columns' of source '\(mapping.source)' or the export")
      }
      steps[index].kind = .absent
    }
    try demandIdentity()
  }

  /// Spellings that no vocabulary has, in the order of fields and then of the words.
  var unknownWords: [(field: String, word: String, count: Int, line: Int)] {
    zip(shape.fields, words).flatMap { field, reader in
      (reader?.unknown ?? [:]).sorted { $0.key < $1.key }.map { (field.name, $0.key, $0.value.count, $0.value.line) }
    }
  }
}

// MARK: - One record

extension RecordMapper {
  /// One record: as many cells as inputs; offsets are into `block`.
  func record(line: Int, cells: UnsafeBufferPointer<Cell>, block: UnsafeMutablePointer<UInt8>) {
    let row = self.row
    let steps = self.steps
    for index in steps.indices {
      let step = steps[index]
      if step.input < 0 {
        row[index] = step.constant
        continue
      }
      var input = cells[step.input]
      if input.isAbsent, !step.others.isEmpty {
        for other in otherInputs[step.others] where !cells[other].isAbsent {
          input = cells[other]
          break
        }
      }
      let (start, end) = ByteText.trimmed(block, input.start, input.start + input.count)
      if end - start > mapping.limits.field {
        return reject(
          line: line, field: shape.fields[index].name, code: .tooLong,
          reason: "\(end - start) bytes where at most \(mapping.limits.field) are read", cells: cells, block: block)
      }
      switch step.kind {
      case .text: row[index] = input.isAbsent ? .absent : Cell(read: start, count: end - start)
      case .address: row[index] = input.isAbsent ? .absent : lowered(block, start, end)
      case .word: row[index] = words[index]?.cell(block, start, end, line: line) ?? .absent
      case .day, .instant:
        let reading = step.kind == .day ? dates.day(block, start, end) : dates.instant(block, start, end)
        switch reading {
        case .none: row[index] = .absent
        case .asWritten: row[index] = Cell(read: start, count: end - start)
        case .rewritten(let text): row[index] = written(text.utf8)
        case .bad:
          return reject(
            line: line, field: shape.fields[index].name, code: .badDate,
            reason: "not a date in the order '\(mapping.dates.rawValue)'", cells: cells, block: block)
        }
      case .list: row[index] = input.isAbsent ? .absent : written(ListReader.json(block, start, end))
      case .absent, .constant, .derived: row[index] = step.constant
      }
      if step.isRequired, row[index].count == 0 {
        return reject(
          line: line, field: shape.fields[index].name, code: .missingValue, reason: "empty; every record must have it",
          cells: cells, block: block)
      }
    }
    if shape.kind == .roster, isNameless() {
      return reject(
        line: line, field: "employee_number", code: .missingValue,
        reason: "neither an employee number nor an e-mail; every record must have one", cells: cells, block: block)
    }
    derive(block)
    batch.lines.append(UInt32(truncatingIfNeeded: line))
    batch.cells.append(contentsOf: row)
    hasher.add(row, block: block, written: batch.written, to: batch)
  }

  /// A row that is not used.
  func reject(
    line: Int, field: String, code: RejectedRow.Code, reason: String, cells: UnsafeBufferPointer<Cell>,
    block: UnsafeMutablePointer<UInt8>
  ) {
    rejectedCount += 1
    guard rejected.count < RecordMapper.mostKept else { return }
    var row = RejectedRow(source: mapping.source, line: line, field: field, code: code, reason: reason)
    // Where the fields themselves are in doubt, so is who the row is about.
    if code != .fieldCount, code != .bareQuote {
      let names = shape.kind == .accounts ? shape.subject : ["account"]
      row.account = names.lazy.compactMap { self.text(of: $0, cells, block) }.first ?? mapping.account ?? ""
      row.subject = shape.subject.lazy.compactMap { self.text(of: $0, cells, block) }.first
    }
    rejected.append(row)
  }

  /// The trimmed text of a field in a record that is not used; nil where it is empty, not there, or long.
  private func text(
    of field: String, _ cells: UnsafeBufferPointer<Cell>, _ block: UnsafeMutablePointer<UInt8>
  ) -> String? {
    guard let index = shape.index(of: field), steps[index].input >= 0, steps[index].input < cells.count,
      !cells[steps[index].input].isAbsent
    else { return nil }
    let cell = cells[steps[index].input]
    let (start, end) = ByteText.trimmed(block, cell.start, cell.start + cell.count)
    guard start < end, end - start <= 256 else { return nil }
    let text = String(decoding: UnsafeBufferPointer(start: block + start, count: end - start), as: UTF8.self)
    return shape.fields[index].type == .address ? ByteText.lowercased(text) : text
  }

  /// A roster row by which nobody can be known.
  private func isNameless() -> Bool {
    guard let number = shape.index(of: "employee_number"), let email = shape.index(of: "email") else { return false }
    return row[number].count == 0 && row[email].count == 0
  }

  @inline(__always)
  private func lowered(_ block: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Cell {
    var i = start
    while i < end, !ByteText.isUpper(block[i]) { i &+= 1 }
    if i == end { return Cell(read: start, count: end - start) }
    let bytes = UnsafeBufferPointer(start: block + start, count: end - start)
    return written(bytes.lazy.map { ByteText.isUpper($0) ? $0 | 0x20 : $0 })
  }

  private func written(_ bytes: some Sequence<UInt8>) -> Cell {
    let start = batch.written.count
    batch.written.append(contentsOf: bytes)
    return Cell(written: start, count: batch.written.count - start)
  }

  @inline(__always)
  private func derive(_ block: UnsafeMutablePointer<UInt8>) {
    guard let names else { return }
    let given = row[names.given]
    let family = row[names.family]
    guard steps[names.given].kind != .absent, steps[names.family].kind != .absent else {
      for index in names.fullName...names.givenLetters + 1 { row[index] = .absent }
      return
    }
    let start = batch.written.count
    let givenRange = given.start..<given.start + given.count
    let familyRange = family.start..<family.start + family.count
    NameReader.appendFolded(block, given: givenRange, family: familyRange, to: &batch.written)
    row[names.fullName] = Cell(written: start, count: batch.written.count - start)
    row[names.givenLetters] = digitCells[NameReader.letters(block, givenRange)]
    row[names.givenLetters + 1] = digitCells[NameReader.letters(block, familyRange)]
  }
}
