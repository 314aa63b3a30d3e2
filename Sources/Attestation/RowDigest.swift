package import Records

/// The digest of rows in their order, each behind the name of its table. What a row is as bytes, others say.
package final class RowDigest {
  private let stream = SHA256Stream()
  private var gathered: [UInt8] = []

  package init() {}

  /// - Parameter append: appends the bytes of the row, which say by themselves where they end.
  package func add(_ table: String, append: (inout [UInt8]) -> Void) {
    gathered.append(contentsOf: table.utf8)
    gathered.append(0)
    append(&gathered)
    if gathered.count >= 1 << 15 { flush() }
  }

  package func finish() -> Digest {
    flush()
    return stream.finish()
  }

  private func flush() {
    gathered.withUnsafeBytes { stream.update($0) }
    gathered.removeAll(keepingCapacity: true)
  }
}
