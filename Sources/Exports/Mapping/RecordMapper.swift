import Records

/// Turns the inputs of each record into the fields of its kind and gathers them in batches: trims, lowers addresses,
/// reads dates and words, works out what is derived, and hashes. A record that cannot be read is set aside with its
/// reason, and the rest goes on.
///
/// Advice to whoever changes this: `record` runs for every row of a night. It makes no String and no array; text stays
/// where it was read, and only what changes is written again, into the batch's second area.
final class RecordMapper {
  let mapping: SourceMapping
  private let file: String
  let shape: RecordShape
  private let dates: DateReader
  /// For each field, what its numbers count.
  private let epochs: [EpochUnit?]
  private let hasher: RecordHasher
  private let words: MappedWords
  /// Readers in the order of the steps' inputs.
  var readers: [WordReader] = []
  private let damage: DamageReader
  /// Whether the block that is being read may hold text that somebody spoilt.
  var isSuspicious = false
  /// Text that every batch's second area begins with: words, constants, digits.
  private let constants: [UInt8]
  private let digitCells: [Cell]

  /// Is told the header line of a CSV file before it is known to fit.
  var tellHeader: (([String]) -> Void)?

  private var plan: InputPlan?
  /// The plan's steps, apart from the rest of it: copying the whole for every row would count references.
  private(set) var steps: [InputPlan.Step] = []
  var otherInputs: [Int] = []
  let row: UnsafeMutableBufferPointer<Cell>
  private let blanks: BlankTexts
  private var derived: DerivedFields

  private var watch = SecretWatch()
  private var isWatching = false

  /// For kinds of which a field gives records of another kind.
  private let inner: InnerMapper?

  private(set) var batch: RecordBatch
  var rejected: [RejectedRow] = []
  var rejectedCount = 0
  private(set) var delivered = 0
  /// Those of earlier batches.
  private var rejectedBefore = 0

  /// So many rejected rows are kept with their reasons; further ones are only counted.
  static let mostKept = 100_000

  init(mapping: SourceMapping, file: String, hashKey: UInt64) throws(ExportRefusal) {
    self.mapping = mapping
    self.file = file
    shape = mapping.shape
    guard let clock = ZoneClock(mapping.timezone) else {
      throw ExportRefusal("the zone '\(mapping.timezone)' is not known to this system", at: Position(file: file))
    }
    dates = DateReader(order: mapping.dates, clock: clock)
    epochs = mapping.shape.fields.map { mapping.epochs[$0.name] }
    hasher = RecordHasher(shape: shape, key: hashKey)
    damage = DamageReader(shape: shape)

    var constants: [UInt8] = []
    func constant(_ text: String) -> Cell {
      defer { constants += Array(text.utf8) }
      return Cell(written: constants.count, count: text.utf8.count)
    }
    words = MappedWords(mapping, cell: constant)
    blanks = BlankTexts(mapping)
    digitCells = ["0", "1", "2"].map(constant)
    accountCell = mapping.account.map(constant)
    self.constants = constants
    row = .allocate(capacity: shape.fields.count)
    row.initialize(repeating: .absent)
    derived = DerivedFields(shape)
    inner = InnerMapper(shape, hashKey: hashKey)
    batch = RecordBatch(shape: shape)
    batch.written = constants
  }

  private let accountCell: Cell?
  private var list = ListReader()
  /// The text of `place`.
  private var kept: [UInt8] = []

  deinit { row.deallocate() }

  /// Rows of the file until now.
  var rows: Int { delivered + batch.count + rejectedCount }

  /// The line of a row of the present batch, counted from the file's first, which is 0; nil where it is not known.
  func line(ofRow row: Int) -> Int? {
    guard rejected.count == rejectedCount else { return nil }
    let lines = batch.lines.map { Int($0) }
    let before = delivered + rejectedBefore
    let all = (lines + rejected.dropFirst(rejectedBefore).map(\.line)).sorted()
    return all.indices.contains(row - before) ? all[row - before] : nil
  }

  /// Gives up the batch that was filled, and begins another over the same block.
  func take(read: [UInt8]) -> RecordBatch {
    let full = batch
    full.read = read
    full.inner = inner?.take(read: read)
    delivered += full.count
    rejectedBefore = rejectedCount
    batch = RecordBatch(shape: shape)
    batch.written = constants
    batch.cells.reserveCapacity(full.cells.count + shape.fields.count)
    return full
  }
}

// MARK: - Which input gives which field

extension RecordMapper {
  /// Fields of the contract that the file gives.
  var givenFields: [String] { plan?.givenFields ?? [] }

  /// Which inputs each field is read from.
  func taken(_ inputs: [String]) -> [(field: String, inputs: [String])] { plan?.taken(inputs) ?? [] }

  /// Inputs that no field is read from.
  func unused(_ inputs: [String]) -> [String] { plan?.unused(inputs) ?? inputs }

  /// - Parameters:
  ///   - inputs: headers of the file, or paths of the mapping.
  ///   - isHeader: whether they are all that the file has, so that what is missing is known now.
  func begin(inputs: [String], isHeader: Bool) throws(ExportRefusal) {
    if isHeader { tellHeader?(inputs) }
    let plan = try InputPlan(mapping, file: file, account: accountCell, inputs: inputs, isHeader: isHeader)
    self.plan = plan
    steps = plan.steps
    otherInputs = plan.otherInputs
    readers = words.readers(&steps, otherInputs, inputs, secrets: plan.secretWords)
    for index in steps.indices { steps[index].hasBlanks = blanks.has(index) }
    watch = plan.watch(inputs)
    isWatching = watch.isOpen
  }

  /// What every input gave.
  func columns(_ inputs: [String], isThere: (Int) -> Bool = { _ in true }) -> [ExportColumn] {
    plan?.columns(inputs, watch, isThere: isThere) ?? []
  }

  /// After the last record of a file whose inputs show only as it is read.
  /// - Parameter seen: whether each input was ever there.
  func end(inputs: [String], seen: [Bool]) throws(ExportRefusal) { try plan?.end(inputs: inputs, seen: seen) }

  /// Spellings that no vocabulary has, in the order of fields and then of the words.
  var unknownWords: [(field: String, word: String, count: Int, line: Int)] {
    words.unknown(Set(givenFields))
  }
}

// MARK: - One record

extension RecordMapper {
  /// One record: as many cells as inputs; offsets are into `block`.
  func record(line: Int, cells: UnsafeBufferPointer<Cell>, block: UnsafeMutablePointer<UInt8>) {
    if isWatching { isWatching = watch.look(cells, written: batch.written, block: block, line: line) }
    let row = self.row
    let steps = self.steps
    for index in steps.indices {
      let step = steps[index]
      if step.input < 0 {
        row[index] = step.constant
        continue
      }
      var input = cells[step.input]
      /// Which of the step's inputs it is.
      var choice = 0
      if !step.others.isEmpty, step.kind != .roleWords, isNothing(input, index, step, 0, block) {
        // The first that says something, else the first that is there.
        for other in step.others {
          let cell = cells[otherInputs[other]]
          let place = other - step.others.lowerBound + 1
          let isNothing = isNothing(cell, index, step, place, block)
          guard !isNothing || (input.isAbsent && !cell.isAbsent) else { continue }
          input = cell
          choice = place
          if !isNothing { break }
        }
      }
      if input.isWritten, step.kind != .roleWords {
        if let fault = place(input, index, step, choice, line) {
          return reject(
            line: line, field: shape.fields[index].name, code: fault.code, reason: fault.reason, cells: cells,
            block: block)
        }
        continue
      }
      let (start, end) = ByteText.trimmed(block, input.start, input.start + input.count)
      if end - start > mapping.limits.field {
        return reject(
          line: line, field: shape.fields[index].name, code: .tooLong,
          reason: "\(end - start) bytes where at most \(mapping.limits.field) are read", cells: cells, block: block)
      }
      if step.hasBlanks, blanks.contains(index, block, start, end) {
        row[index] = step.kind == .day || step.kind == .instant ? .absent : .empty
        if step.isRequired {
          return reject(
            line: line, field: shape.fields[index].name, code: .missingValue, reason: RecordMapper.blank, cells: cells,
            block: block)
        }
        continue
      }
      switch step.kind {
      case .text: row[index] = input.isAbsent ? step.constant : Cell(read: start, count: end - start)
      case .identifier:
        row[index] = input.isAbsent ? step.constant : Cell(read: start, count: end - start)
        if start < end, ByteText.beginsNumber(block[start]) {
          damage.number(block, start, end, field: index, line: line)
        }
      case .name:
        row[index] = input.isAbsent ? step.constant : Cell(read: start, count: end - start)
        if ByteText.holds(UInt8(ascii: "_"), block, start, end) {
          damage.underscore(block, start, end, field: index, line: line)
        }
      case .verbatim:
        row[index] = input.isAbsent ? .absent : start == end ? .empty : Cell(read: input.start, count: input.count)
      case .address: row[index] = input.isAbsent ? .absent : lowered(block, start, end)
      case .word: row[index] = readers[step.readers + choice].cell(block, start, end, line: line)
      case .day, .instant:
        let unit = epochs[index]
        switch step.kind == .day ? dates.day(block, start, end, unit) : dates.instant(block, start, end, unit) {
        case .none: row[index] = .absent
        case .asWritten: row[index] = Cell(read: start, count: end - start)
        case .rewritten(let text): row[index] = written(text.utf8)
        case .bad:
          return reject(
            line: line, field: shape.fields[index].name, code: .badDate,
            reason: dates.reason(block, start, end, unit), cells: cells, block: block)
        }
      case .list:
        if input.isAbsent {
          row[index] = .absent
        } else if let reason = list.read(block, start, end) {
          return reject(
            line: line, field: shape.fields[index].name, code: .notAValue, reason: reason, cells: cells, block: block)
        } else {
          row[index] = written(list.text.bytes)
        }
      case .roleWords: row[index] = roles(step, cells, block, line: line)
      case .absent, .constant, .derived: row[index] = step.constant
      }
      if isSuspicious, step.kind != .word {
        damage.text(block, start, end, field: index, line: line)
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
    derived.fill(row, block, steps: steps, digits: digitCells, written: &batch.written)
    batch.lines.append(UInt32(truncatingIfNeeded: line))
    batch.cells.append(contentsOf: row)
    hasher.add(row, block: block, written: batch.written, to: batch)
    inner?.add(row, of: batch, block: block)
  }

  private static let blank = "a text that stands for an empty cell; every record must have a value"

  /// Whether a cell says nothing about a field, so that another column may speak.
  /// - Parameter choice: which of the step's inputs it is.
  @inline(__always)
  func isNothing(
    _ input: Cell, _ index: Int, _ step: InputPlan.Step, _ choice: Int, _ block: UnsafePointer<UInt8>
  ) -> Bool {
    if input.count == 0 { return true }
    if step.kind == .verbatim { return false }
    guard input.isWritten else {
      return isNothing(block, input.start, input.start + input.count, index, step, choice)
    }
    return batch.written.withUnsafeBufferPointer { written in
      written.baseAddress.map { isNothing($0, input.start, input.start + input.count, index, step, choice) } ?? true
    }
  }

  @inline(never)
  private func isNothing(
    _ bytes: UnsafePointer<UInt8>, _ from: Int, _ to: Int, _ index: Int, _ step: InputPlan.Step, _ choice: Int
  ) -> Bool {
    let (start, end) = ByteText.trimmed(bytes, from, to)
    return start == end || step.hasBlanks && blanks.contains(index, bytes, start, end)
      || step.kind == .word && readers[step.readers + choice].saysNothing(bytes, start, end)
  }

  /// Puts text into the batch's second area, for scanners: what a record holds in another form than its file.
  func keep(_ text: [UInt8]) -> Cell { written(text) }

  /// A field from text that a scanner keeps in the second area.
  /// - Returns: why it cannot be.
  @inline(never)
  private func place(
    _ input: Cell, _ index: Int, _ step: InputPlan.Step, _ choice: Int, _ line: Int
  ) -> (code: RejectedRow.Code, reason: String)? {
    guard input.count <= mapping.limits.field else {
      return (.tooLong, "\(input.count) bytes where at most \(mapping.limits.field) are read")
    }
    kept.removeAll(keepingCapacity: true)
    kept.append(contentsOf: batch.written[input.start..<input.start + input.count])
    return kept.withUnsafeBufferPointer { text in
      let isRequired = shape.fields[index].isRequired
      guard let base = text.baseAddress else {
        row[index] = input
        return isRequired ? (.missingValue, "empty; every record must have it") : nil
      }
      let (start, end) = ByteText.trimmed(base, 0, text.count)
      if isRequired, start == end { return (.missingValue, "empty; every record must have it") }
      if step.hasBlanks, blanks.contains(index, base, start, end) {
        row[index] = step.kind == .day || step.kind == .instant ? .absent : .empty
        return isRequired ? (.missingValue, RecordMapper.blank) : nil
      }
      let trimmed = Cell(written: input.start + start, count: end - start)
      switch step.kind {
      case .verbatim: row[index] = input
      case .text, .identifier, .name:
        row[index] = trimmed
        if start < end, step.kind == .identifier, ByteText.beginsNumber(base[start]) {
          damage.number(base, start, end, field: index, line: line)
        }
        if step.kind == .name { damage.underscore(base, start, end, field: index, line: line) }
        damage.text(base, start, end, field: index, line: line)
      case .address: row[index] = written(text[start..<end].lazy.map { ByteText.isUpper($0) ? $0 | 0x20 : $0 })
      case .word: row[index] = readers[step.readers + choice].cell(base, start, end, line: line)
      case .day, .instant:
        let unit = epochs[index]
        switch step.kind == .day ? dates.day(base, start, end, unit) : dates.instant(base, start, end, unit) {
        case .none: row[index] = .absent
        case .asWritten: row[index] = trimmed
        case .rewritten(let text): row[index] = written(text.utf8)
        case .bad: return (.badDate, dates.reason(base, start, end, unit))
        }
      case .list:
        if let reason = list.read(base, start, end) { return (.notAValue, reason) }
        row[index] = written(list.text.bytes)
      case .absent, .constant, .derived, .roleWords: break
      }
      return nil
    }
  }

  /// What was found spoilt, in the order of the fields.
  var damages: [Damage] { damage.damages }

  /// A quote inside a bare field of the record that comes next. In free text it is text, and noted; where records are told
  /// apart, referred to or judged by what the field says, it may be the rest of something else.
  /// - Returns: the field that cannot have it.
  func strayQuote(input: Int, line: Int) -> String? {
    guard let index = plan?.field(ofInput: input) else { return nil }
    let field = shape.fields[index]
    guard field.type == .text, !field.isRequired else { return field.name }
    damage.note(.strayQuote, field: index, line: line)
    return nil
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
}
