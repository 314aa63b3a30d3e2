import Records

/// Finds the records of a CSV file (RFC 4180): comma, quotes, CRLF or LF, a header line.
struct CSVScanner: RecordScanner {
  private(set) var inputs: [String] = []
  private let mapping: SourceMapping
  private let file: String
  private var splitter: CSVSplitter
  private var hasHeader = false
  private var line = 1

  init(mapping: SourceMapping, file: String) {
    self.mapping = mapping
    self.file = file
    splitter = CSVSplitter(capacity: mapping.limits.columns)
  }

  mutating func scan(
    _ block: UnsafeMutablePointer<UInt8>, from: Int, to: Int, offset: Int, isLast: Bool, into mapper: RecordMapper
  ) throws(ExportRefusal) -> Int {
    var start = from
    while start < to {
      let outcome = splitter.split(block, from: start, to: to, isLast: isLast)
      switch outcome {
      case .record(let next):
        guard next - start <= mapping.limits.record else { throw tooLong(offset + start) }
        splitter.undoQuotes(block)
        if hasHeader {
          try deliver(
            block, start: start, end: to, offset: offset, isCutOff: !splitter.isEnded, mapper)
        } else {
          try readHeader(block, byte: offset + start, mapper)
        }
        line += max(splitter.lineEnds, 1)
        start = next
      case .blank(let next):
        line += 1
        start = next
      case .incomplete:
        guard to - start <= mapping.limits.record else { throw tooLong(offset + start) }
        return start
      case .failed(let fault, let place):
        for i in start..<place where block[i] == UInt8(ascii: "\n") { line += 1 }
        throw refusal(fault, offset + place)
      }
    }
    return start
  }

  mutating func finish(offset: Int, into mapper: RecordMapper) throws(ExportRefusal) {
    defer { splitter.deallocate() }
    guard hasHeader else {
      throw ExportRefusal(
        "the file is empty; a header line was expected", at: Position(file: file, line: 1, byte: 0),
        hint: "export it again")
    }
  }

  /// `isCutOff`: the file ends here without a line end, as whole files may and files that were cut off do.
  private func deliver(
    _ block: UnsafeMutablePointer<UInt8>, start: Int, end: Int, offset: Int, isCutOff: Bool, _ mapper: RecordMapper
  ) throws(ExportRefusal) {
    let cells = UnsafeBufferPointer(rebasing: splitter.cells[..<min(splitter.count, inputs.count)])
    if splitter.count != inputs.count {
      if isCutOff && splitter.count < inputs.count {
        throw ExportRefusal(
          "the file ends in the middle of a record: \(splitter.count) of \(inputs.count) fields",
          at: Position(file: file, line: line, byte: offset + end), hint: "it was cut off; export or copy it again")
      }
      mapper.reject(
        line: line, field: "", code: .fieldCount,
        reason: "\(splitter.count) fields where the header has \(inputs.count)", cells: cells, block: block)
    } else if splitter.bareQuote != nil {
      mapper.reject(
        line: line, field: "", code: .bareQuote, reason: "a quote inside a field that does not begin with one",
        cells: cells, block: block)
    } else {
      mapper.record(line: line, cells: cells, block: block)
    }
  }

  private mutating func readHeader(
    _ block: UnsafeMutablePointer<UInt8>, byte: Int, _ mapper: RecordMapper
  ) throws(ExportRefusal) {
    guard splitter.count <= mapping.limits.columns else {
      throw refusal("\(splitter.count) columns where at most \(mapping.limits.columns) are read", byte)
    }
    inputs = splitter.cells[..<splitter.count].map { cell in
      let (start, end) = ByteText.trimmed(block, cell.start, cell.start + cell.count)
      return String(decoding: UnsafeBufferPointer(start: block + start, count: end - start), as: UTF8.self)
    }
    var seen = Set<[UInt8]>()  // as bytes: equal Strings may differ in their Unicode form
    for (place, input) in inputs.enumerated() where !input.isEmpty {
      guard seen.insert(Array(input.utf8)).inserted else {
        let shown = HeaderText.shown(input, place: place + 1)
        throw refusal("the column '\(shown)' is there twice", byte, hint: "it cannot be told which one is meant")
      }
    }
    hasHeader = true
    try mapper.begin(inputs: inputs, isHeader: true)
  }

  private func tooLong(_ byte: Int) -> ExportRefusal {
    refusal("a record is longer than \(mapping.limits.record) bytes; is a quote never closed?", byte)
  }

  private func refusal(_ message: String, _ byte: Int, hint: String? = nil) -> ExportRefusal {
    ExportRefusal(message, at: Position(file: file, line: line, byte: byte), hint: hint)
  }

  private func refusal(_ fault: CSVSplitter.Fault, _ byte: Int) -> ExportRefusal {
    switch fault {
    case .nul: refusal("a NUL byte; text was expected", byte, hint: "UTF-16 and binary files are not read")
    case .unterminatedQuote:
      refusal(
        "the quote that opens here is never closed", byte, hint: "the file was cut off, or a quote was not doubled")
    case .textAfterQuote: refusal("text behind a closing quote; a comma or a line end was expected", byte)
    case .carriageReturn: refusal("a carriage return without a line feed", byte, hint: "line ends are CRLF or LF")
    }
  }
}
