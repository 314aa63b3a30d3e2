import Records

/// The cells of one record while it is walked through, and what has to be done to them once it is complete: escapes
/// undone, lists written in the form the database holds.
struct JSONCells {
  /// What cannot be done before the record is complete.
  private struct Later {
    enum Kind { case escapes, object, list, written, twice }

    var kind: Kind
    var input: Int
    var start: Int
    /// Where the value's key begins, else the value.
    var place: Int
  }

  private struct Taker {
    var field: String
    var isList: Bool
    var inputs: [Int]
  }

  private struct Problem {
    var field: String
    var reason: String
  }

  private let count: Int
  private let cells: JSONStore<Cell>
  private let seenInputs: JSONStore<Bool>
  /// Inputs of a node: one, none (-1), or several (-2).
  private let single: JSONStore<Int>
  private let inputs: [[Int]]
  private let takers: [Taker]
  private var later: [Later] = []
  /// Whether a mapped path holds an object or a list, or is there twice.
  private var isDoubtful = false
  private var list = JSONList()

  init(mapping: SourceMapping, inputs: [String], tree: JSONPathTree) {
    count = inputs.count
    cells = JSONStore(repeating: .absent, count: inputs.count)
    seenInputs = JSONStore(repeating: false, count: inputs.count)
    self.inputs = tree.inputs
    single = JSONStore(repeating: -1, count: tree.count)
    for (node, inputs) in tree.inputs.enumerated() where !inputs.isEmpty {
      single[node] = inputs.count == 1 ? inputs[0] : -2
    }
    takers = mapping.shape.fields.compactMap { field in
      guard let paths = mapping.columns[field.name] else { return nil }
      return Taker(
        field: field.name, isList: field.type == .list, inputs: paths.compactMap { inputs.firstIndex(of: $0) })
    }
  }

  /// Whether each input was ever there, be it null.
  var seen: [Bool] { (0..<count).map { seenInputs[$0] } }

  mutating func clear() {
    cells.base.update(repeating: .absent, count: count)
    if !later.isEmpty { later.removeAll(keepingCapacity: true) }
    isDoubtful = false
  }
}

// MARK: - While the record is walked through

extension JSONCells {
  @inline(__always)
  mutating func take(_ string: JSONBlock.StringEnd, from start: Int, node: Int) {
    let input = single[node]
    if input >= 0 {
      put(Cell(read: start, count: string.quote &- start), input, string.isEscaped)
    } else if input == -2 {
      for input in inputs[node] { put(Cell(read: start, count: string.quote &- start), input, string.isEscaped) }
    }
  }

  /// A number, true, false or null.
  mutating func take(scalar start: Int, _ end: Int, isNull: Bool, node: Int) {
    for input in inputs[node] {
      if isNull {
        seenInputs[input] = true
      } else {
        put(Cell(read: start, count: end - start), input, false)
      }
    }
  }

  /// An object or a list. Until the record is complete, an empty cell stands for it.
  mutating func takeWhole(isList: Bool, start: Int, place: Int, node: Int) {
    for input in inputs[node] {
      put(Cell(read: start, count: 0), input, false)
      later.append(Later(kind: isList ? .list : .object, input: input, start: start, place: place))
      isDoubtful = true
    }
  }

  @inline(__always)
  private mutating func put(_ cell: Cell, _ input: Int, _ isEscaped: Bool) {
    if !cells[input].isAbsent { note(.twice, input, cell) }
    cells[input] = cell
    seenInputs[input] = true
    if isEscaped { note(.escapes, input, cell) }
  }

  @inline(never)
  private mutating func note(_ kind: Later.Kind, _ input: Int, _ cell: Cell) {
    later.append(Later(kind: kind, input: input, start: cell.start, place: cell.start))
    if kind == .twice { isDoubtful = true }
  }
}

// MARK: - Once it is complete

extension JSONCells {
  mutating func deliver(_ block: JSONBlock, line: Int, to mapper: RecordMapper) {
    let problem = later.isEmpty ? nil : settle(block.base)
    let row = UnsafeBufferPointer(start: cells.base, count: count)
    if let problem {
      mapper.reject(
        line: line, field: problem.field, code: .notAValue, reason: problem.reason, cells: row, block: block.base)
    } else {
      mapper.record(line: line, cells: row, block: block.base)
    }
  }

  private mutating func settle(_ base: UnsafeMutablePointer<UInt8>) -> Problem? {
    let problem = isDoubtful ? judge(base) : nil
    for entry in later {
      switch entry.kind {
      case .object, .list: cells[entry.input] = .absent
      case .escapes where cells[entry.input].start == entry.start:
        let end = entry.start + cells[entry.input].count
        cells[entry.input] = Cell(read: entry.start, count: JSONEscapes.undo(base, entry.start, end))
      case .escapes, .written, .twice: break
      }
    }
    return problem
  }

  /// Goes by the inputs that fields really take: the first of a field that this record has. An object at another one
  /// does no harm.
  private mutating func judge(_ base: UnsafeMutablePointer<UInt8>) -> Problem? {
    for taker in takers {
      guard let input = taker.inputs.first(where: { !cells[$0].isAbsent }) else { continue }
      for index in later.indices where later[index].input == input {
        switch later[index].kind {
        case .escapes: break
        case .twice:
          return Problem(field: taker.field, reason: "given twice, by keys that differ by case or by dots only")
        case .object: return Problem(field: taker.field, reason: "an object where one value was expected")
        case .list where taker.isList:
          if let reason = write(later[index], base) { return Problem(field: taker.field, reason: reason) }
          later[index].kind = .written
        case .written where taker.isList: break
        case .list, .written: return Problem(field: taker.field, reason: "a list where one value was expected")
        }
      }
    }
    return nil
  }

  /// Writes a list over itself as a JSON array of strings. Bytes of its key are free, too: nothing refers to them.
  /// - Returns: why it cannot be.
  private mutating func write(_ entry: Later, _ base: UnsafeMutablePointer<UInt8>) -> String? {
    guard let end = list.read(base, from: entry.start) else {
      return "a list of something else than text, numbers, yes and no, or objects with a 'value' or 'display'"
    }
    for input in 0..<count where !cells[input].isAbsent && cells[input].start > entry.start {
      if cells[input].start < end { return "the mapping takes the list as well as a part of it" }
    }
    guard list.text.count <= end - entry.place else { return "a list that is too long when its values are quoted" }
    for (index, byte) in list.text.enumerated() { base[entry.place + index] = byte }
    cells[entry.input] = Cell(read: entry.place, count: list.text.count)
    return nil
  }
}
