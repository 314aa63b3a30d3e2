import Records

/// How many records a CSV file has, and fields in them, without reading what they mean.
package struct RecordCount: Equatable, Sendable {
  /// Behind the header line.
  package private(set) var records = -1
  /// All fields, the header's too.
  package private(set) var fields = 0

  package static func csv(_ path: String) throws -> RecordCount {
    let file: ExportFile
    do throws(ExportFile.Failure) {
      file = try ExportFile(path: path, name: path)
    } catch {
      throw ExportRefusal("it cannot be opened again", at: Position(file: path))
    }
    var source = BlockSource(
      file: file, opening: try FileOpening(file, encoding: .utf8, source: ""), digest: NoDigest(), size: 1 << 20)
    var splitter = CSVSplitter(capacity: 64)
    defer { splitter.deallocate() }
    var count = RecordCount()
    while true {
      let isLast = try source.fill()
      try source.scan { block, from, to, offset in
        var start = from
        while start < to {
          switch splitter.split(block, from: start, to: to, isLast: isLast) {
          case .record(let next):
            splitter.undoQuotes(block)
            count.records += 1
            count.fields += splitter.count
            start = next
          case .blank(let next): start = next
          case .incomplete: return start
          case .failed: throw ExportRefusal("it is not CSV", at: Position(file: path, byte: offset + start))
          }
        }
        return start
      }
      _ = source.takeBlock()
      if isLast {
        count.records = max(count.records, 0)
        return count
      }
    }
  }

  private final class NoDigest: DigestStream {
    func update(_ bytes: UnsafeRawBufferPointer) {}
    func finish() -> Digest { Digest(bytes: [UInt8](repeating: 0, count: 32)) }
  }
}
