import Exports
import Foundation
import Records

/// Reads an export on one thread while its batches are being loaded on another: the one overlap of a night that pays on
/// two cores. The queue is short, so that memory does not grow with the file.
enum ScanAhead {
  private static let depth = 3

  static func read(
    _ reader: ExportReader, _ file: ExportFile, digest: any DigestStream,
    progress: (_ bytes: Int, _ records: Int) -> Void, deliver: (RecordBatch) throws -> Void
  ) throws -> ExportSummary {
    let queue = BatchQueue(depth: depth)
    // The reader's thread alone touches these until it ends; then this one does.
    nonisolated(unsafe) let file = file
    nonisolated(unsafe) let digest = digest
    Thread.detachNewThread {
      let result = Result {
        try reader.read(
          file, digest: digest, progress: { bytes, _ in queue.report(bytes: bytes) }, deliver: { try queue.put($0) })
      }
      queue.end(result)
    }
    var records = 0
    do {
      while let batch = queue.take() {
        try deliver(batch)
        records += batch.count
        progress(queue.bytes, records)
      }
    } catch {
      queue.abandon()
      throw error
    }
    return try queue.summary()
  }
}

/// A bounded queue between two threads. Unchecked, because all its state is behind the condition's lock.
private final class BatchQueue: @unchecked Sendable {
  private let condition = NSCondition()
  private let depth: Int
  private var batches: [RecordBatch] = []
  private var result: Result<ExportSummary, any Error>?
  private var isAbandoned = false
  private var bytesRead = 0

  private struct Abandoned: Error {}

  init(depth: Int) { self.depth = depth }

  func put(_ batch: RecordBatch) throws {
    condition.lock()
    defer { condition.unlock() }
    while batches.count >= depth, !isAbandoned { condition.wait() }
    if isAbandoned { throw Abandoned() }
    batches.append(batch)
    condition.broadcast()
  }

  func report(bytes: Int) {
    condition.lock()
    bytesRead = bytes
    condition.unlock()
  }

  var bytes: Int {
    condition.lock()
    defer { condition.unlock() }
    return bytesRead
  }

  func end(_ result: Result<ExportSummary, any Error>) {
    condition.lock()
    self.result = result
    condition.broadcast()
    condition.unlock()
  }

  /// The next batch; nil when the reader has ended and nothing is left.
  func take() -> RecordBatch? {
    condition.lock()
    defer { condition.unlock() }
    while batches.isEmpty, result == nil { condition.wait() }
    guard !batches.isEmpty else { return nil }
    let batch = batches.removeFirst()
    condition.broadcast()
    return batch
  }

  /// Lets the reader go when loading failed, and waits until it has.
  func abandon() {
    condition.lock()
    isAbandoned = true
    condition.broadcast()
    while result == nil { condition.wait() }
    condition.unlock()
  }

  func summary() throws -> ExportSummary {
    condition.lock()
    defer { condition.unlock() }
    guard let result else { throw Abandoned() }
    return try result.get()
  }
}
