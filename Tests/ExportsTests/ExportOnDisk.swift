import Foundation
import Records
import Testing

@testable import Exports

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "rollcall-exports-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], as name: String) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(filePath: file))
    return file
  }
}

/// Keeps what a reader gives to its digest, so that a test can say that it was every byte of the file, in order.
final class KeptBytes: DigestStream {
  private(set) var bytes: [UInt8] = []

  func update(_ buffer: UnsafeRawBufferPointer) { bytes += Array(buffer) }
  func finish() -> Digest { Digest(bytes: [UInt8](repeating: 7, count: 32)) }
}

/// What came of a file that was written to disk and read by the road that a night takes.
struct ExportOnDisk {
  var rows: [[String: String]] = []
  var lines: [Int] = []
  var batches = 0
  var summary: ExportSummary

  var rejected: [RejectedRow] { summary.rejected }

  /// - Parameters:
  ///   - name: how the policy would write the path.
  ///   - block: bytes of a block; nil is what a night takes.
  static func read(
    _ bytes: [UInt8], _ mapping: SourceMapping, name: String = "exports/f.csv", block: Int? = nil
  ) throws -> ExportOnDisk {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let file = try ExportFile(path: try folder.write(bytes, as: "f"), name: name)
    let digest = KeptBytes()
    var rows: [[String: String]] = []
    var lines: [Int] = []
    var batches = 0
    var reader = ExportReader(mapping: mapping, hashKey: 1)
    if let block { reader.blockSize = block }
    let summary = try reader.read(file, digest: digest) { batch in
      batches += 1
      lines += batch.lines.map { Int($0) }
      for row in 0..<batch.count {
        let fields = batch.shape.fields.enumerated().compactMap { index, field in
          batch.text(row: row, field: index).map { (field.name, $0) }
        }
        rows.append(Dictionary(uniqueKeysWithValues: fields))
      }
    }
    #expect(digest.bytes == bytes)
    #expect(summary.bytes == bytes.count)
    #expect(summary.delivered == rows.count)
    return ExportOnDisk(rows: rows, lines: lines, batches: batches, summary: summary)
  }

  static func read(_ text: String, _ mapping: SourceMapping = .small) throws -> ExportOnDisk {
    try read(Array(text.utf8), mapping)
  }

  /// Why the file is refused; nil when it is not.
  static func refusal(_ bytes: [UInt8], _ mapping: SourceMapping = .small, block: Int? = nil) throws -> ExportRefusal? {
    do {
      _ = try read(bytes, mapping, block: block)
      return nil
    } catch let refusal as ExportRefusal {
      return refusal
    }
  }

  static func refusal(_ text: String, _ mapping: SourceMapping = .small) throws -> ExportRefusal? {
    try refusal(Array(text.utf8), mapping)
  }

  /// The values of one field, row after row.
  func column(_ field: String) -> [String?] { rows.map { $0[field] } }
}
