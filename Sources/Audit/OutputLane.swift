import Attestation
import Dispatch
import Glibc
import Records
import Reports

/// One output on its way to its file, on a queue of its own: the outputs of a report are the same rows in other words, and
/// are written side by side while the next rows are read. Each has its rows in order, so that its bytes are the same
/// however many cores there are.
///
/// Unchecked, because what it has is touched on its queue alone.
final class OutputLane: @unchecked Sendable {
  let name: String
  private let renderer: any Renderer
  private let sink: ByteSink
  private let file: NewFile
  private let digest: SHA256Stream
  private let queue: DispatchQueue
  /// Few pieces wait, so that memory does not grow with the report.
  private let room = DispatchSemaphore(value: 3)
  private var failure: (any Error)?

  init(_ type: any Renderer.Type, _ model: ReportModel, folder: String, mode: mode_t) throws {
    let file = try NewFile(folder + "/" + type.fileName, mode: mode)
    let digest = SHA256Stream()
    sink = ByteSink { (bytes: UnsafeRawBufferPointer) throws -> Void in
      digest.update(bytes)
      try file.write(bytes)
    }
    renderer = try type.init(model, to: sink)
    name = type.fileName
    queue = DispatchQueue(label: name)
    (self.file, self.digest) = (file, digest)
  }

  func add(_ findings: [ReportFinding]) { run { for finding in findings { try $0.renderer.add(finding) } } }

  func add(_ access: [ReportAccess]) { run { for row in access { try $0.renderer.add(row) } } }

  /// Writes the end of the file and syncs it, when its rows are written.
  func end() {
    run { lane in
      try lane.renderer.finish()
      try lane.sink.flush()
      try lane.file.finish()
    }
  }

  /// Waits until all is written that was asked for.
  func settle() throws {
    if let failure = queue.sync(execute: { failure }) { throw failure }
  }

  /// The file as it was written; it must have settled.
  func written() -> Manifest.File {
    queue.sync { Manifest.File(name: name, bytes: file.bytes, digest: digest.finish()) }
  }

  private func run(_ work: @escaping @Sendable (OutputLane) throws -> Void) {
    room.wait()
    queue.async {
      defer { self.room.signal() }
      guard self.failure == nil else { return }
      do { try work(self) } catch { self.failure = error }
    }
  }
}

extension [OutputLane] {
  /// Gives all rows of a report to each output.
  /// - Throws: what reading throws, or else what the first of the outputs met.
  func write(_ reading: any ReportSource) throws {
    do {
      try inPieces(reading.findings) { rows in for lane in self { lane.add(rows) } }
      try inPieces(reading.access) { rows in for lane in self { lane.add(rows) } }
    } catch {
      for lane in self { try? lane.settle() }
      throw error
    }
    for lane in self { lane.end() }
    let ends = map { lane in Result { try lane.settle() } }
    for end in ends { try end.get() }
  }

  /// Rows that are handed over together: the queues cost next to nothing then, and the rows stay in the caches.
  private func inPieces<Row>(_ read: ((Row) throws -> Void) throws -> Void, _ hand: @escaping ([Row]) -> Void) throws {
    var rows: [Row] = []
    try read { row in
      rows.append(row)
      guard rows.count == 500 else { return }
      hand(rows)
      rows.removeAll()
    }
    if !rows.isEmpty { hand(rows) }
  }
}
