import GRDBSQLite
import Glibc

/// The rows of one query as bytes that say them exactly, for digests: each column that has a value with its name, type and
/// length. A column without a value is left out, so that one that is added later changes no digest of older rows.
///
/// Advice to whoever changes this: all rows of a first night come through here, and three and a half of its seconds. So names
/// are asked for once, and a row is put together in memory of its own before it is appended.
package final class ExactRows {
  private let first: Int32
  /// The name of each column with a zero behind it.
  private var names: [UnsafeRawBufferPointer] = []
  private var row = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 8)
  private var count = 0

  /// - Parameter first: the first column that counts.
  package init(from first: Int32 = 0) { self.first = first }

  deinit {
    for name in names { name.deallocate() }
    row.deallocate()
  }

  /// - Parameter row: of the same query each time.
  package func append(_ row: SQLRow, to bytes: inout [UInt8]) {
    let statement = row.statement
    if names.isEmpty { readNames(statement) }
    count = 0
    for (place, name) in names.enumerated() {
      let column = first + Int32(truncatingIfNeeded: place)
      let type = sqlite3_column_type(statement, column)
      guard type != SQLITE_NULL else { continue }
      if type == SQLITE_INTEGER {
        makeRoom(name.count + 9)
        write(name)
        write(UInt8(ascii: "i"))
        write(UInt64(bitPattern: sqlite3_column_int64(statement, column)).bigEndian)
      } else {
        // The bytes of a number that is no integer are its text.
        let start =
          type == SQLITE_FLOAT
          ? UnsafeRawPointer(sqlite3_column_text(statement, column)) : sqlite3_column_blob(statement, column)
        let value = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
        makeRoom(name.count + 5 + value.count)
        write(name)
        write(type == SQLITE_TEXT ? UInt8(ascii: "t") : type == SQLITE_FLOAT ? UInt8(ascii: "f") : UInt8(ascii: "b"))
        write(UInt32(truncatingIfNeeded: value.count).bigEndian)
        write(value)
      }
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: self.row[..<count]))
    bytes.append(0)
  }

  private func readNames(_ statement: OpaquePointer) {
    for column in first..<max(first, sqlite3_column_count(statement)) {
      // It is not there only where memory is out.
      let text = sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
      let name = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count + 1, alignment: 1)
      name.copyBytes(from: Array(text.utf8) + [0])
      names.append(UnsafeRawBufferPointer(name))
    }
  }

  @inline(__always)
  private func makeRoom(_ more: Int) {
    if count &+ more > row.count { grow(count + more) }
  }

  @inline(never)
  private func grow(_ least: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(least, row.count * 2), alignment: 8)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: row[..<count]))
    row.deallocate()
    row = larger
  }

  @inline(__always)
  private func write(_ bytes: UnsafeRawBufferPointer) {
    if let base = bytes.baseAddress, let place = row.baseAddress { memcpy(place + count, base, bytes.count) }
    count &+= bytes.count
  }

  @inline(__always)
  private func write<Number: FixedWidthInteger>(_ number: Number) {
    row.storeBytes(of: number, toByteOffset: count, as: Number.self)
    count &+= MemoryLayout<Number>.size
  }
}
