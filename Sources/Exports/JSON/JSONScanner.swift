import Records

/// Finds the records of a JSON file (RFC 8259): a list of objects, an object that holds such a list, or one object a
/// line. A file with any error is refused whole.
///
/// Advice to whoever changes this: the file is read in units that are complete in a block or come again: a record, a
/// bracket or comma between records, a key of the envelope with its value. What must survive from one unit to the next
/// is `state` and `line`; all else is worked out again.
struct JSONScanner: RecordScanner {
  /// What may come next.
  private enum State {
    case start
    /// A record of the list, or its end where none was yet.
    case element(isFirst: Bool)
    case afterElement
    /// A key of the envelope behind its list.
    case member
    case afterMember
    /// A record, where white space was before it or it is the first.
    case line(isParted: Bool)
    case done
  }

  let inputs: [String]
  /// json, or ndjson for one object a line.
  private(set) var format = "json"

  private let file: String
  private let limits: ReadLimits
  private var walker: JSONWalker
  private var envelope: JSONEnvelope
  private var isEnveloped = false
  private var state = State.start
  /// The line of the unit that comes next.
  private var line = 1
  /// Where the present unit begins.
  private var unit = 0
  /// The place of the block in the file.
  private var offset = 0

  init(mapping: SourceMapping, file: String) {
    self.file = file
    limits = mapping.limits
    var inputs: [String] = []
    for field in mapping.shape.fields {
      for path in mapping.columns[field.name] ?? [] where !inputs.contains(where: { $0.utf8.elementsEqual(path.utf8) })
      {
        inputs.append(path)
      }
    }
    for column in mapping.roleColumns where !inputs.contains(where: { mapping.isSame($0, column.header) }) {
      inputs.append(column.header)
    }
    self.inputs = inputs
    let hash = JSONKeyHash()
    let tree = JSONPathTree(paths: inputs, ignoresCase: mapping.ignoresCase, hash: hash)
    let cells = JSONCells(mapping: mapping, inputs: inputs, tree: tree)
    walker = JSONWalker(tree: tree, hash: hash, cells: cells, nesting: mapping.limits.nesting)
    envelope = JSONEnvelope(hash: hash)
  }

  /// Whether each input was ever there; null counts.
  var seen: [Bool] { walker.cells.seen }

  /// Keys that smell of a secret or of what only HR may know, and are not read.
  var hiddenColumns: [ExportColumn] { walker.hiddenColumns }

  /// What the object around the list says about it; nil where there is none.
  var page: PageFacts? { isEnveloped ? envelope.page.facts : nil }

  mutating func scan(
    _ block: UnsafeMutablePointer<UInt8>, from: Int, to: Int, offset: Int, isLast: Bool, into mapper: RecordMapper
  ) throws(ExportRefusal) -> Int {
    var text = JSONBlock(base: block, end: to, line: line)
    unit = from
    self.offset = offset
    do throws(JSONFault) {
      while true {
        pass(to: text.space(unit))
        line = text.line
        if unit == to { return to }
        unit = try next(&text, mapper)
        line = text.line
      }
    } catch {
      guard error.kind == .incomplete else { throw refusal(error, block, from, offset) }
      if to - unit > limits.record { throw refusal(JSONFault(.tooLarge, at: unit), block, from, offset) }
      guard isLast else { return unit }
      throw cutOff(offset)
    }
  }

  mutating func finish(offset: Int, into mapper: RecordMapper) throws(ExportRefusal) {
    let message: String
    switch state {
    case .line, .done: return
    case .start: message = "no JSON here: the file is empty"
    case .element, .afterElement: message = "the file ends before its list of records does; it was cut off"
    case .member, .afterMember: message = "the file ends before the object around its records does; it was cut off"
    }
    throw ExportRefusal(message, at: Position(file: file, line: line, byte: offset), hint: "export it again")
  }
}

// MARK: - Units

extension JSONScanner {
  /// Passes white space between units.
  private mutating func pass(to next: Int) {
    if next > unit, case .line = state { state = .line(isParted: true) }
    unit = next
  }

  /// Passes the unit at `unit`, where something other than white space stands.
  /// - Returns: the index behind it.
  private mutating func next(_ text: inout JSONBlock, _ mapper: RecordMapper) throws(JSONFault) -> Int {
    let byte = text.base[unit]
    switch state {
    case .start: return try begin(&text, mapper)
    case .element(let isFirst):
      if byte == UInt8(ascii: "{") {
        let end = try record(&text, outer: isEnveloped ? 2 : 1, mapper)
        state = .afterElement
        return end
      }
      guard byte == UInt8(ascii: "]") else { throw JSONFault(.notAnObject, at: unit) }
      guard isFirst else { throw JSONFault(.trailingComma, at: unit) }
      state = isEnveloped ? .afterMember : .done
    case .afterElement:
      switch byte {
      case UInt8(ascii: ","): state = .element(isFirst: false)
      case UInt8(ascii: "]"): state = isEnveloped ? .afterMember : .done
      default: throw JSONFault(.listComma, at: unit)
      }
    case .member:
      if byte == UInt8(ascii: "}") { throw JSONFault(.trailingComma, at: unit) }
      let member = try envelope.member(&text, from: unit, walker: &walker)
      if member.isList { throw JSONFault(.secondList, at: unit) }
      try measure(to: member.end)
      settle(text)
      state = .afterMember
      return member.end
    case .afterMember:
      switch byte {
      case UInt8(ascii: ","): state = .member
      case UInt8(ascii: "}"): state = .done
      default: throw JSONFault(.objectComma, at: unit)
      }
    case .line(let isParted):
      guard byte == UInt8(ascii: "{") else { throw JSONFault(.afterEnd, at: unit) }
      guard isParted else { throw JSONFault(.noGap, at: unit) }
      let end = try record(&text, outer: 0, mapper)
      state = .line(isParted: false)
      return end
    case .done: throw JSONFault(isEnveloped && byte == UInt8(ascii: "{") ? .secondPage : .afterEnd, at: unit)
    }
    return unit + 1
  }

  /// Finds out what the file is.
  private mutating func begin(_ text: inout JSONBlock, _ mapper: RecordMapper) throws(JSONFault) -> Int {
    switch text.base[unit] {
    case UInt8(ascii: "["):
      state = .element(isFirst: true)
      return unit + 1
    case UInt8(ascii: "{"):
      let line = text.line
      switch try envelope.probe(&text, from: unit, walker: &walker) {
      case .list(let end):
        try measure(to: end)
        settle(text)
        isEnveloped = true
        state = .element(isFirst: true)
        return end
      case .record:
        text.line = line
        envelope.page.forget()
        format = "ndjson"
        state = .line(isParted: true)
        return unit
      }
    default: throw JSONFault(.notRecords, at: unit)
    }
  }

  /// Gives the facts of an entry of the envelope their positions, while the entry is still in the block.
  private mutating func settle(_ text: JSONBlock) {
    let (file, line, unit, offset) = (file, line, unit, offset)
    envelope.page.settle { place in
      let lineEnds = (unit..<place).count { text.base[$0] == UInt8(ascii: "\n") }
      return Position(file: file, line: line + lineEnds, byte: offset + place)
    }
  }

  @inline(__always)
  private mutating func record(
    _ text: inout JSONBlock, outer: Int, _ mapper: RecordMapper
  ) throws(JSONFault) -> Int {
    walker.cells.clear()
    let end = try walker.value(&text, from: unit, node: JSONPathTree.root, outer: outer)
    try measure(to: end)
    walker.cells.deliver(text, line: line, to: mapper)
    return end
  }

  /// Units are measured when complete, too: where blocks begin and end must make no difference.
  @inline(__always)
  private func measure(to end: Int) throws(JSONFault) {
    if end &- unit > limits.record { throw JSONFault(.tooLarge, at: unit) }
  }
}

// MARK: - Refusals

extension JSONScanner {
  private func refusal(
    _ fault: JSONFault, _ block: UnsafePointer<UInt8>, _ from: Int, _ offset: Int
  ) -> ExportRefusal {
    var message = fault.kind.message
    if fault.kind == .tooLarge { message = "more than \(limits.record) bytes without an end of the record" }
    // The present unit is still as it was read; records before it may hold other line ends than the file's.
    let lineEnds = (unit..<fault.place).count { block[$0] == UInt8(ascii: "\n") }
    let position = Position(
      file: file, line: line + lineEnds, column: column(of: fault.place, block, from, offset),
      byte: offset + fault.place)
    return ExportRefusal(message, at: position, hint: fault.kind.hint)
  }

  /// In characters, where the beginning of the line can be seen.
  private func column(of place: Int, _ block: UnsafePointer<UInt8>, _ from: Int, _ offset: Int) -> Int? {
    var start = place
    while start > unit, block[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    if start == unit {
      while start > from, block[start - 1] == UInt8(ascii: " ") || block[start - 1] == UInt8(ascii: "\t") { start -= 1 }
      guard start > from ? block[start - 1] == UInt8(ascii: "\n") : offset + start == 0 else { return nil }
    }
    return (start..<place).count { block[$0] & 0xC0 != 0x80 } + 1
  }

  private func cutOff(_ offset: Int) -> ExportRefusal {
    let inside: String
    switch state {
    case .member: inside = "an entry"
    case .start: inside = "an object"
    default: inside = "a record"
    }
    return ExportRefusal(
      "the file ends inside \(inside) that begins here; it was cut off",
      at: Position(file: file, line: line, byte: offset + unit), hint: "export it again")
  }
}
