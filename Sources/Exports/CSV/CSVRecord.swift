import Records

/// Splits one CSV record (RFC 4180) that lies in memory.
///
/// Advice to whoever changes this: it is the innermost loop of a night. The block is not changed while the end of the
/// record is still being looked for, because a record that turns out to be incomplete is split again from its
/// first byte; doubled quotes are undone at the very end, in `undoQuotes`. Most fields are short (8 bytes on average), so
/// one table look-up a byte beats anything that works on eight at once.
struct CSVSplitter {
  enum Outcome {
    /// A record; `next` is the first byte behind its line end.
    case record(next: Int)
    /// A line without any byte.
    case blank(next: Int)
    /// The record goes on behind the end of the bytes.
    case incomplete
    case failed(Fault, at: Int)
  }

  enum Fault {
    case nul
    case unterminatedQuote
    case textAfterQuote
    case carriageReturn
  }

  private(set) var cells: UnsafeMutableBufferPointer<Cell>
  /// How many fields the record has; cells beyond the buffer are counted and not kept.
  private(set) var count = 0
  /// Where an unquoted field holds a quote that is text: behind other text.
  private(set) var bareQuote: Int?
  /// Where a quote stands behind blanks: whether it was meant to open the field cannot be told.
  private(set) var blankQuote: Int?
  /// Line ends inside the record, its own included.
  private(set) var lineEnds = 0
  /// Whether the record ended with a line end, and not with the file.
  private(set) var isEnded = false

  /// Bytes at which an unquoted field may end or go wrong.
  private let isSpecial: UnsafeMutablePointer<Bool>
  private let delimiter: UInt8
  /// Fields with doubled quotes, to be undone once the record is complete.
  private var doubled: [Int] = []

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(capacity: Int, delimiter: UInt8 = UInt8(ascii: ",")) {
    cells = .allocate(capacity: capacity)
    self.delimiter = delimiter
    isSpecial = .allocate(capacity: 256)
    isSpecial.initialize(repeating: false, count: 256)
    for byte in [delimiter, CSVSplitter.quote, CSVSplitter.lineFeed, CSVSplitter.carriageReturn, 0] {
      isSpecial[Int(byte)] = true
    }
  }

  /// Whether a field of the record just split was read without quotes, and holds one. Asked after `undoQuotes`.
  func hasBareQuote(_ cell: Cell, _ bytes: UnsafePointer<UInt8>, recordStart: Int) -> Bool {
    let isQuoted = cell.start > recordStart && bytes[cell.start - 1] == CSVSplitter.quote
    return !isQuoted && (cell.start..<cell.start + cell.count).contains { bytes[$0] == CSVSplitter.quote }
  }

  func deallocate() {
    cells.deallocate()
    isSpecial.deallocate()
  }

  @inline(__always)
  private mutating func add(_ start: Int, _ end: Int) {
    if count < cells.count { cells[count] = Cell(read: start, count: end &- start) }
    count &+= 1
  }

  /// - Parameter isLast: whether the file ends at `end`, so that a record may end there without a line end.
  @inline(__always)
  mutating func split(
    _ bytes: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int, isLast: Bool
  ) -> Outcome {
    count = 0
    bareQuote = nil
    blankQuote = nil
    lineEnds = 0
    isEnded = false
    if !doubled.isEmpty { doubled.removeAll(keepingCapacity: true) }
    var i = start
    while true {
      if i < end, bytes[i] == CSVSplitter.quote {
        switch quoted(bytes, opening: i, to: end, isLast: isLast) {
        case .closed(let after): i = after
        case .incomplete: return .incomplete
        case .failed(let fault, let place): return .failed(fault, at: place)
        }
      } else {
        let fieldStart = i
        while true {
          while i < end, !isSpecial[Int(bytes[i])] { i &+= 1 }
          guard i < end, bytes[i] == CSVSplitter.quote else { break }
          note(quote: i, bytes, fieldStart)
          i &+= 1
        }
        add(fieldStart, i)
      }
      // Behind a field: a delimiter, a line end, or the end of the file.
      guard i < end else {
        if !isLast { return .incomplete }
        return count == 1 && i == start ? .blank(next: i) : .record(next: i)
      }
      if bytes[i] == delimiter {
        i &+= 1
        continue
      }
      var next = i
      if bytes[next] == CSVSplitter.carriageReturn {
        next &+= 1
        if next == end {
          guard isLast else { return .incomplete }
          return .failed(.carriageReturn, at: i)
        }
      }
      guard bytes[next] == CSVSplitter.lineFeed else {
        return .failed(bytes[i] == 0 ? .nul : .carriageReturn, at: i)
      }
      lineEnds &+= 1
      isEnded = true
      return count == 1 && i == start ? .blank(next: next &+ 1) : .record(next: next &+ 1)
    }
  }

  private mutating func note(quote: Int, _ bytes: UnsafeMutablePointer<UInt8>, _ fieldStart: Int) {
    if bareQuote == nil { bareQuote = quote }
    if blankQuote == nil, (fieldStart..<quote).allSatisfy({ ByteText.isBlank(bytes[$0]) }) { blankQuote = quote }
  }

  private enum Quoted {
    case closed(after: Int)
    case incomplete
    case failed(Fault, at: Int)
  }

  private mutating func quoted(
    _ bytes: UnsafeMutablePointer<UInt8>, opening: Int, to end: Int, isLast: Bool
  ) -> Quoted {
    var i = opening &+ 1
    var hasDoubled = false
    while true {
      while i < end, bytes[i] != CSVSplitter.quote {
        if bytes[i] == CSVSplitter.lineFeed { lineEnds &+= 1 }
        if bytes[i] == 0 { return .failed(.nul, at: i) }
        i &+= 1
      }
      guard i < end else { return isLast ? .failed(.unterminatedQuote, at: opening) : .incomplete }
      let after = i &+ 1
      if after == end, !isLast { return .incomplete }
      if after < end, bytes[after] == CSVSplitter.quote {
        hasDoubled = true
        i &+= 2
        continue
      }
      if after < end, bytes[after] != delimiter, bytes[after] != CSVSplitter.lineFeed,
        bytes[after] != CSVSplitter.carriageReturn
      {
        return .failed(.textAfterQuote, at: after)
      }
      if hasDoubled { doubled.append(count) }
      add(opening &+ 1, i)
      return .closed(after: after)
    }
  }

  /// Turns `""` into `"` in the fields of a record that is complete; their cells become shorter.
  mutating func undoQuotes(_ bytes: UnsafeMutablePointer<UInt8>) {
    for field in doubled where field < cells.count {
      let start = cells[field].start
      let end = start + cells[field].count
      var to = start
      var i = start
      while i < end {
        bytes[to] = bytes[i]
        to += 1
        i += bytes[i] == CSVSplitter.quote ? 2 : 1
      }
      cells[field] = Cell(read: start, count: to - start)
    }
  }
}
