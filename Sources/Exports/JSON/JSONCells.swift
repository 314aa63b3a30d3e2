import Records

/// The cells of one record while it is walked through, and what has to be done to them once it is complete: escapes
/// undone, lists written in the form the database holds, the rest of paths followed.
struct JSONCells {
  /// What cannot be done before the record is complete.
  private struct Later {
    enum Kind {
      case escapes, object, list, twice
      /// The path goes on: `detail` is one of `rests`.
      case rest
      /// It could not be followed: `detail` is one of `reasons`.
      case problem
    }

    var kind: Kind
    var input: Int
    var start: Int
    var detail = 0
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
  /// The input of a node: where there is none -1, where there are several or a path goes on -2.
  private let single: JSONStore<Int>
  private let takings: [[JSONPathTree.Taking]]
  private let rests: [[JSONPath.Step]]
  private let takers: [Taker]
  /// Inputs that only fields of several values take.
  private let isListOnly: [Bool]
  private let follower: JSONFollower
  private var later: [Later] = []
  private var reasons: [String] = []
  /// Whether a mapped path holds an object or a list, is there twice, or goes on.
  private var isDoubtful = false
  private var list = ListReader()

  init(mapping: SourceMapping, inputs: [String], tree: JSONPathTree) {
    var takers = mapping.shape.fields.compactMap { field in
      mapping.columns[field.name].map { paths in
        Taker(field: field.name, isList: field.type == .list, inputs: paths.compactMap { inputs.firstIndex(of: $0) })
      }
    }
    for column in mapping.roleColumns {
      let input = inputs.firstIndex { mapping.isSame($0, column.header) }
      takers.append(Taker(field: "roles", isList: false, inputs: [input].compactMap { $0 }))
    }
    self.init(
      count: inputs.count, tree: tree, takers: takers,
      follower: JSONFollower(ignoresCase: mapping.ignoresCase, nesting: mapping.limits.nesting))
  }

  /// Of nothing, where only the grammar counts.
  init(tree: JSONPathTree) {
    self.init(count: 0, tree: tree, takers: [], follower: JSONFollower(ignoresCase: false, nesting: 0))
  }

  private init(count: Int, tree: JSONPathTree, takers: [Taker], follower: JSONFollower) {
    self.count = count
    cells = JSONStore(repeating: .absent, count: count)
    seenInputs = JSONStore(repeating: false, count: count)
    takings = tree.takings
    rests = tree.rests
    single = JSONStore(repeating: -1, count: tree.count)
    for (node, takings) in tree.takings.enumerated() {
      guard let first = takings.first else { continue }
      single[node] = takings.count == 1 && first.rest == nil ? first.input : -2
    }
    self.takers = takers
    isListOnly = (0..<count).map { input in takers.allSatisfy { $0.isList || !$0.inputs.contains(input) } }
    self.follower = follower
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
      for taking in takings[node] {
        if let rest = taking.rest {
          takeLater(.rest, start &- 1, taking.input, rest)
        } else {
          put(Cell(read: start, count: string.quote &- start), taking.input, string.isEscaped)
        }
      }
    }
  }

  /// A number, true, false or null.
  mutating func take(scalar start: Int, _ end: Int, isNull: Bool, node: Int) {
    for taking in takings[node] {
      if isNull {
        seenInputs[taking.input] = true
      } else if let rest = taking.rest {
        takeLater(.rest, start, taking.input, rest)
      } else {
        put(Cell(read: start, count: end - start), taking.input, false)
      }
    }
  }

  /// An object or a list.
  mutating func takeWhole(isList: Bool, start: Int, node: Int) {
    for taking in takings[node] {
      let kind: Later.Kind = taking.rest != nil ? .rest : isList ? .list : .object
      takeLater(kind, start, taking.input, taking.rest ?? 0)
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
    later.append(Later(kind: kind, input: input, start: cell.start))
    if kind == .twice { isDoubtful = true }
  }

  /// Until the record is complete, an empty cell stands for it.
  private mutating func takeLater(_ kind: Later.Kind, _ start: Int, _ input: Int, _ rest: Int) {
    // Whether a path that goes on was there shows when it is followed.
    let wasSeen = seenInputs[input]
    put(Cell(read: start, count: 0), input, false)
    if kind == .rest { seenInputs[input] = wasSeen }
    later.append(Later(kind: kind, input: input, start: start, detail: rest))
    isDoubtful = true
  }
}

// MARK: - Once it is complete

extension JSONCells {
  mutating func deliver(_ block: JSONBlock, line: Int, to mapper: RecordMapper) {
    let problem = later.isEmpty ? nil : settle(block.base, mapper)
    let row = UnsafeBufferPointer(start: cells.base, count: count)
    if let problem {
      mapper.reject(
        line: line, field: problem.field, code: .notAValue, reason: problem.reason, cells: row, block: block.base)
    } else {
      mapper.record(line: line, cells: row, block: block.base)
    }
  }

  private mutating func settle(_ base: UnsafeMutablePointer<UInt8>, _ mapper: RecordMapper) -> Problem? {
    var problem: Problem?
    if isDoubtful {
      reasons.removeAll(keepingCapacity: true)
      for index in later.indices where later[index].kind == .rest { follow(index, base, mapper) }
      problem = judge(base, mapper)
    }
    // Last, because until here everything stands in the block as it was read.
    for (index, entry) in later.enumerated() {
      let cell = cells[entry.input]
      guard !cell.isAbsent, !cell.isWritten, cell.start == entry.start else { continue }
      switch entry.kind {
      case .object, .list, .rest, .problem: cells[entry.input] = .absent
      case .escapes: cells[entry.input] = unescape(cell, index, base)
      case .twice: break
      }
    }
    return problem
  }

  /// Once for each text, however many inputs it gives.
  private func unescape(_ cell: Cell, _ index: Int, _ base: UnsafeMutablePointer<UInt8>) -> Cell {
    for earlier in later[..<index] where earlier.kind == .escapes && earlier.start == cell.start {
      if cells[earlier.input].start == cell.start { return cells[earlier.input] }
    }
    return Cell(read: cell.start, count: JSONEscapes.undo(base, cell.start, cell.start + cell.count))
  }

  /// Follows the rest of a path, and puts what it leads to in the place of the empty cell.
  private mutating func follow(
    _ index: Int, _ base: UnsafeMutablePointer<UInt8>, _ mapper: RecordMapper
  ) {
    let entry = later[index]
    guard cells[entry.input].start == entry.start, !cells[entry.input].isWritten else { return }
    let outcome = follower.follow(base, entry.start, rests[entry.detail], isList: isListOnly[entry.input])
    if follower.isThere { seenInputs[entry.input] = true }
    switch outcome {
    case .nothing: cells[entry.input] = .absent
    case .value: cells[entry.input] = mapper.keep(follower.values.first)
    case .list: cells[entry.input] = mapper.keep(follower.values.bytes)
    case .problem(let reason):
      later[index].kind = .problem
      later[index].detail = reasons.count
      reasons.append(reason)
    }
  }

  /// Goes by the inputs that fields really take: the first of a field that this record has. An object at another one
  /// does no harm.
  private mutating func judge(_ base: UnsafeMutablePointer<UInt8>, _ mapper: RecordMapper) -> Problem? {
    for taker in takers {
      guard let input = taker.inputs.first(where: { !cells[$0].isAbsent }) else { continue }
      for entry in later where entry.input == input {
        var reason: String?
        switch entry.kind {
        case .escapes, .rest: break
        case .twice: reason = "given twice, by keys that differ by case or by dots only"
        case .problem: reason = reasons[entry.detail]
        case .object: reason = "an object where one value was expected"
        case .list where isListOnly[input]:
          guard !cells[input].isWritten else { break }
          reason = list.array(base, entry.start, JSONText.behind(base, entry.start))
          if reason == nil { cells[input] = mapper.keep(list.text.bytes) }
        case .list: reason = "a list where one value was expected"
        }
        if let reason { return Problem(field: taker.field, reason: reason) }
      }
    }
    return nil
  }
}
