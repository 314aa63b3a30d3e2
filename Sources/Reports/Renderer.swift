/// One output of a run. It is fed in one pass and in this order: all findings (in report order), all access rows, then
/// `finish`; each renderer takes what it shows and passes over the rest. Adding an output is adding one of these.
package protocol Renderer: AnyObject {
  /// The name of the file inside the report's folder.
  static var fileName: String { get }

  /// Writes what stands before the rows.
  init(_ model: ReportModel, to sink: ByteSink) throws
  func add(_ finding: ReportFinding) throws
  func add(_ access: ReportAccess) throws
  /// Writes what stands after the rows. The caller flushes the sink.
  func finish() throws
}

extension Renderer {
  package func add(_ finding: ReportFinding) throws {}
  package func add(_ access: ReportAccess) throws {}
}

/// Bytes on their way out, gathered so that the writer sees few and large pieces.
package final class ByteSink {
  private var gathered: [UInt8] = []
  private let capacity: Int
  private let flushed: (UnsafeRawBufferPointer) throws -> Void

  /// - Parameter flush: takes each gathered piece; what it throws reaches whoever was writing.
  package init(capacity: Int = 1 << 18, flush: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.capacity = capacity
    flushed = flush
    gathered.reserveCapacity(capacity + 1 << 12)
  }

  package func write(_ text: String) throws {
    gathered.append(contentsOf: text.utf8)
    if gathered.count >= capacity { try flush() }
  }

  package func write(_ bytes: some Sequence<UInt8>) throws {
    gathered.append(contentsOf: bytes)
    if gathered.count >= capacity { try flush() }
  }

  package func flush() throws {
    guard !gathered.isEmpty else { return }
    try gathered.withUnsafeBytes { try flushed($0) }
    gathered.removeAll(keepingCapacity: true)
  }
}
