import Records

/// Hashes each record as it is read: its key, all that makes history, and the names by which records refer to each
/// other.
final class RecordHasher {
  private let key: UInt64
  private let stable: [Int]
  private let keyFields: [Int]
  private let links: [(fields: [Int], lowercased: Bool)]

  init(shape: RecordShape, key: UInt64) {
    self.key = key
    let volatile = Set(shape.volatile)
    stable = shape.fields.indices.filter {
      let field = shape.fields[$0]
      return !volatile.contains(field.name) && !field.isDerived && field.gives == nil
    }
    keyFields = shape.key.compactMap(shape.index(of:))
    links = shape.links.map { ($0.fields.compactMap(shape.index(of:)), $0.lowercased) }
  }

  @inline(__always)
  func add(
    _ row: UnsafeMutableBufferPointer<Cell>, block: UnsafeMutablePointer<UInt8>, written: borrowing [UInt8],
    to batch: RecordBatch
  ) {
    written.withUnsafeBufferPointer { written in
      guard let second = written.baseAddress else { return }
      @inline(__always)
      func feed(_ hash: inout RowHash, _ cell: Cell) {
        if cell.isAbsent {
          hash.addAbsent()
        } else {
          hash.add((cell.isWritten ? second : UnsafePointer(block)) + cell.start, count: cell.count)
        }
      }
      var digest = RowHash(key: key)
      for field in stable { feed(&digest, row[field]) }
      batch.digests.append(digest.value)

      var hash = RowHash(key: key)
      for field in keyFields { feed(&hash, row[field]) }
      batch.keys.append(keyFields.isEmpty ? 0 : hash.value)

      for link in links {
        guard let last = link.fields.last, row[last].count > 0 else {
          batch.links.append(0)
          continue
        }
        var hash = RowHash(key: key)
        for field in link.fields {
          if link.lowercased {
            let cell = row[field]
            let bytes = (cell.isWritten ? second : UnsafePointer(block)) + cell.start
            let lower = (0..<cell.count).map { ByteText.isUpper(bytes[$0]) ? bytes[$0] | 0x20 : bytes[$0] }
            // Only the name is lowered; the account stays exact.
            if field == last {
              lower.withUnsafeBufferPointer { hash.add($0.baseAddress ?? bytes, count: lower.count) }
              continue
            }
          }
          feed(&hash, row[field])
        }
        batch.links.append(hash.value)
      }
    }
  }
}
