import Records

/// What stands before the header of a CSV file, and what the header says about the delimiter. It passes over as many lines as
/// the policy says, or else over a first line that is exactly `version:v1.0`, which Microsoft Entra writes.
struct CSVPreamble {
  /// The line that comes next.
  private(set) var line = 1
  /// Where it begins in the block.
  private(set) var start = 0
  private let mapping: SourceMapping
  private let file: String
  private var left: Int

  private static let version = Array("version:v1.0".utf8)

  init(mapping: SourceMapping, file: String) {
    self.mapping = mapping
    self.file = file
    left = mapping.skippedLines
  }

  /// Goes on to the header.
  /// - Returns: what parts its fields; nil where the header is not whole in this block.
  mutating func pass(
    _ block: UnsafeMutablePointer<UInt8>, from: Int, to: Int, offset: Int, isLast: Bool
  ) throws(ExportRefusal) -> Delimiter? {
    start = from
    while start < to {
      let end = (start..<to).first { block[$0] == UInt8(ascii: "\n") }
      if left == 0, let end, line == 1, mapping.skippedLines == 0, isVersion(block, start, end) {
        left = 1
      }
      guard left > 0 || block[start] == UInt8(ascii: "\n") || isEmptyLine(block, start, end) else { break }
      guard let end else {
        if isLast { start = to } else if to - start > mapping.limits.record { throw tooLong(offset + start) }
        return nil
      }
      left = max(left - 1, 0)
      line += 1
      start = end + 1
    }
    guard start < to else { return nil }
    return try delimiter(block, to: to, offset: offset, isLast: isLast)
  }

  private func isVersion(_ block: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let last = end > start && block[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
    return CSVPreamble.version.elementsEqual(UnsafeBufferPointer(start: block + start, count: last - start))
  }

  private func isEmptyLine(_ block: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int?) -> Bool {
    end == start + 1 && block[start] == UInt8(ascii: "\r")
  }

  // MARK: - Delimiter

  /// One way to part the header.
  private struct Reading {
    var delimiter: Delimiter
    var names: [[UInt8]]
    /// How many names the mapping asks for.
    var asked: Int
  }

  private func delimiter(
    _ block: UnsafeMutablePointer<UInt8>, to: Int, offset: Int, isLast: Bool
  ) throws(ExportRefusal) -> Delimiter? {
    if let declared = mapping.delimiter { return declared }
    var readings: [Reading] = []
    for delimiter in Delimiter.allCases {
      var splitter = CSVSplitter(capacity: mapping.limits.columns, delimiter: delimiter.byte)
      defer { splitter.deallocate() }
      switch splitter.split(block, from: start, to: to, isLast: isLast) {
      case .record: readings.append(reading(block, splitter, delimiter))
      // A quote may be open under one delimiter and text under another; no header is as long as a record may be.
      case .incomplete where to - start <= mapping.limits.record: return nil
      case .blank, .incomplete, .failed: continue
      }
    }
    let parting = readings.filter { $0.names.count > 1 }
    let asked = parting.filter { $0.asked > 0 }
    if let only = asked.count == 1 ? asked.first : parting.count == 1 ? parting.first : nil { return only.delimiter }
    // Where it fails under each of them, the scanner says how, as for commas.
    guard !parting.isEmpty else { return .comma }
    throw ExportRefusal(
      "the header can be parted by \(parting.map(\.delimiter.rawValue).joined(separator: " and by "))",
      at: Position(file: file, line: line, byte: offset + start),
      hint: "say which it is: 'delimiter: \(parting[0].delimiter.rawValue)' of source '\(mapping.source)'")
  }

  private func reading(
    _ block: UnsafeMutablePointer<UInt8>, _ splitter: CSVSplitter, _ delimiter: Delimiter
  ) -> Reading {
    let names = splitter.cells[..<min(splitter.count, splitter.cells.count)].map { cell in
      let (start, end) = ByteText.trimmed(block, cell.start, cell.start + cell.count)
      return folded(UnsafeBufferPointer(start: block + start, count: end - start))
    }
    let known = Set(mapping.columns.values.joined().map { folded($0.utf8) })
    return Reading(delimiter: delimiter, names: names, asked: names.count { known.contains($0) })
  }

  private func folded(_ text: some Sequence<UInt8>) -> [UInt8] {
    text.map { mapping.ignoresCase && ByteText.isUpper($0) ? $0 | 0x20 : $0 }
  }

  private func tooLong(_ byte: Int) -> ExportRefusal {
    ExportRefusal(
      "a line before the header is longer than \(mapping.limits.record) bytes",
      at: Position(file: file, line: line, byte: byte))
  }
}
