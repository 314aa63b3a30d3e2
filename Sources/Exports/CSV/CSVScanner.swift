import Records

/// Finds the records of a CSV file (RFC 4180): a header line, quotes, CRLF or LF; with commas, or what its header shows
/// instead.
struct CSVScanner: RecordScanner {
  private(set) var inputs: [String] = []
  private(set) var delimiter = Delimiter.comma
  /// The line that comes next.
  private(set) var line = 1
  private let mapping: SourceMapping
  private let file: String
  private var splitter: CSVSplitter
  private var hasHeader = false
  /// Lines that are passed over before the header.
  private var preamble: CSVPreamble?

  init(mapping: SourceMapping, file: String) {
    self.mapping = mapping
    self.file = file
    splitter = CSVSplitter(capacity: mapping.limits.columns)
    preamble = CSVPreamble(mapping: mapping, file: file)
  }

  mutating func scan(
    _ block: UnsafeMutablePointer<UInt8>, from: Int, to: Int, offset: Int, isLast: Bool, into mapper: RecordMapper
  ) throws(ExportRefusal) -> Int {
    do throws(ExportRefusal) {
      return try records(block, from: from, to: to, offset: offset, isLast: isLast, into: mapper)
    } catch {
      splitter.deallocate()  // nothing is asked of a scanner that refused its file
      throw error
    }
  }

  private mutating func records(
    _ block: UnsafeMutablePointer<UInt8>, from: Int, to: Int, offset: Int, isLast: Bool, into mapper: RecordMapper
  ) throws(ExportRefusal) -> Int {
    var start = from
    if var preamble {
      let found = try preamble.pass(block, from: from, to: to, offset: offset, isLast: isLast)
      self.preamble = preamble
      line = preamble.line
      guard let found else { return preamble.start }
      start = preamble.start
      part(by: found)
    }
    while start < to {
      let outcome = splitter.split(block, from: start, to: to, isLast: isLast)
      switch outcome {
      case .record(let next):
        guard next - start <= mapping.limits.record else { throw tooLong(offset + start) }
        splitter.undoQuotes(block)
        if hasHeader {
          try deliver(block, start: start, end: to, offset: offset, isCutOff: !splitter.isEnded, mapper)
        } else {
          try readHeader(block, start: start, byte: offset + start, mapper)
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
      let lines = [("skip_lines", mapping.skippedLines), ("footer_lines", mapping.footerLines)].filter { $0.1 > 0 }
      throw ExportRefusal(
        lines.isEmpty
          ? "the file is empty; a header line was expected"
          : "no header line is left without the lines of \(lines.map { "\($0) \($1)" }.joined(separator: " and "))",
        at: Position(file: file, line: 1, byte: 0), hint: "export it again")
    }
  }

  private mutating func part(by delimiter: Delimiter) {
    preamble = nil
    self.delimiter = delimiter
    guard delimiter != .comma else { return }
    splitter.deallocate()
    splitter = CSVSplitter(capacity: mapping.limits.columns, delimiter: delimiter.byte)
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
    } else if splitter.blankQuote != nil {
      mapper.reject(
        line: line, field: "", code: .bareQuote,
        reason: "a blank before a quote: it cannot be told whether it opens a field",
        cells: cells, block: block)
    } else if splitter.bareQuote != nil, let field = strayQuote(block, start: start, cells, mapper) {
      mapper.reject(
        line: line, field: field, code: .bareQuote, reason: "a quote inside a field that does not begin with one",
        cells: cells, block: block)
    } else {
      mapper.record(line: line, cells: cells, block: block)
    }
  }

  /// The first field in which a quote cannot be text; all others are noted.
  private func strayQuote(
    _ block: UnsafeMutablePointer<UInt8>, start: Int, _ cells: UnsafeBufferPointer<Cell>, _ mapper: RecordMapper
  ) -> String? {
    for (input, cell) in cells.enumerated() where splitter.hasBareQuote(cell, block, recordStart: start) {
      if let field = mapper.strayQuote(input: input, line: line) { return field }
    }
    return nil
  }

  private mutating func readHeader(
    _ block: UnsafeMutablePointer<UInt8>, start: Int, byte: Int, _ mapper: RecordMapper
  ) throws(ExportRefusal) {
    guard splitter.count <= mapping.limits.columns else {
      throw refusal("\(splitter.count) columns where at most \(mapping.limits.columns) are read", byte)
    }
    if let place = splitter.blankQuote {
      throw refusal(
        "a blank before a quote in the header: it cannot be told whether the quote opens a field", byte - start + place)
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
    case .nul:
      refusal(
        "a NUL byte; text was expected", byte,
        hint: "binary files are not read, nor is UTF-16 without a byte order mark")
    case .unterminatedQuote:
      refusal(
        "the quote that opens here is never closed", byte, hint: "the file was cut off, or a quote was not doubled")
    case .textAfterQuote:
      refusal("text behind a closing quote; a \(delimiter.rawValue) or a line end was expected", byte)
    case .carriageReturn: refusal("a carriage return without a line feed", byte, hint: "line ends are CRLF or LF")
    }
  }
}
