import Records

/// Counts the records of a CSV file without reading its fields.
package enum RecordCount {
  /// Records behind the header line.
  package static func csv(_ path: String) throws -> Int {
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
    var count = -1
    while true {
      let isLast = try source.fill()
      try source.scan { block, from, to, offset in
        var start = from
        while start < to {
          switch splitter.split(block, from: start, to: to, isLast: isLast) {
          case .record(let next):
            count += 1
            start = next
          case .blank(let next): start = next
          case .incomplete: return start
          case .failed: throw ExportRefusal("it is not CSV", at: Position(file: path, byte: offset + start))
          }
        }
        return start
      }
      _ = source.takeBlock()
      if isLast { return max(count, 0) }
    }
  }

  private final class NoDigest: DigestStream {
    func update(_ bytes: UnsafeRawBufferPointer) {}
    func finish() -> Digest { Digest(bytes: [UInt8](repeating: 0, count: 32)) }
  }
}
