import Records

/// The lines at the end of a CSV file that the policy says are no records. They are found before anything is read, from the
/// end of the file, so that no record has to be held back while reading.
struct Footer {
  /// Where it begins in the file.
  private(set) var start = 0
  /// Its lines in UTF-8, and how many line ends stand before each of them; empty ones are left out.
  private var lines: [(text: [UInt8], number: Int)] = []
  private let file: String
  private let source: String

  private static let first = 1 << 14
  private static let most = 1 << 20

  /// Nil where the policy knows of none.
  init?(_ file: ExportFile, _ opening: FileOpening, _ mapping: SourceMapping) throws(ExportRefusal) {
    guard mapping.footerLines > 0 else { return nil }
    self.file = file.name
    source = mapping.source
    var window = Footer.first
    while true {
      var from = max(opening.mark, file.bytes - window)
      from += (from - opening.mark) % opening.form.unit
      let isWhole = from <= opening.mark
      let bytes = file.peek(at: from, count: file.bytes - from)
      let places = Footer.lines(bytes, opening.form, isWhole: isWhole).suffix(mapping.footerLines)
      if let place = places.first, places.count == mapping.footerLines {
        start = from + place.range.lowerBound
        lines = places.map { line in
          let text = Array(bytes[line.range])
          let converted = [UInt8](unsafeUninitializedCapacity: text.count * 3) { output, count in
            count = text.withUnsafeBufferPointer { opening.form.convert($0, isLast: true, to: output).written }
          }
          return (converted, line.number - place.number)
        }
        return
      }
      guard !isWhole else {
        throw ExportRefusal(
          "it has \(places.count) lines, and footer_lines takes \(mapping.footerLines) off its end",
          at: Position(file: file.name), hint: "correct footer_lines of source '\(mapping.source)' or the export")
      }
      guard window < Footer.most else {
        throw ExportRefusal(
          "its last \(mapping.footerLines) lines are longer than \(Footer.most) bytes", at: Position(file: file.name),
          hint: "is footer_lines of source '\(mapping.source)' right?")
      }
      window *= 4
    }
  }

  /// The lines that are not empty, without their line ends, and how many line ends stand before each.
  /// - Parameter isWhole: whether the first line begins where the bytes do.
  private static func lines(_ bytes: [UInt8], _ form: TextForm, isWhole: Bool) -> [(range: Range<Int>, number: Int)] {
    let unit = form.unit
    let low = form == .utf16(isBigEndian: true) ? 1 : 0
    func holds(_ byte: UInt8, at place: Int) -> Bool {
      bytes[place + low] == byte && (unit == 1 || bytes[place + 1 - low] == 0)
    }
    var lines: [(range: Range<Int>, number: Int)] = []
    var number = 0
    var start: Int? = isWhole ? 0 : nil
    func add(_ end: Int) {
      guard let from = start else { return }
      let last = end - unit
      let to = last >= from && holds(0x0D, at: last) ? last : end
      if to > from { lines.append((from..<to, number)) }
    }
    for place in stride(from: 0, to: bytes.count - unit + 1, by: unit) where holds(0x0A, at: place) {
      add(place)
      number += 1
      start = place + unit
    }
    add(bytes.count - bytes.count % unit)
    return lines
  }

  /// Refuses a file whose footer is not there tonight: what would be passed over as one is a record then.
  /// - Parameters:
  ///   - line: the first line of the footer.
  ///   - columns: of the header.
  func confirm(line: Int, columns: Int, delimiter: Delimiter) throws(ExportRefusal) {
    var splitter = CSVSplitter(capacity: columns, delimiter: delimiter.byte)
    defer { splitter.deallocate() }
    for (text, number) in lines {
      var text = text
      let count = text.count
      let looksLikeRecord = text.withUnsafeMutableBufferPointer { bytes -> Bool in
        guard let base = bytes.baseAddress,
          case .record = splitter.split(base, from: 0, to: count, isLast: true), splitter.count == columns
        else { return false }
        let filled = splitter.cells[..<columns].count { $0.count > 0 }
        return filled > 1 && filled * 2 >= columns
      }
      guard looksLikeRecord else { continue }
      throw ExportRefusal(
        "a line that footer_lines takes off the end looks like a record", at: Position(file: file, line: line + number),
        hint: "is the footer missing? correct footer_lines of source '\(source)' or the export")
    }
  }
}
