import GRDBSQLite
import Glibc

extension SQLRow {
  /// Appends the row as bytes that say it exactly, for digests: each column that has a value with its name, type and
  /// length. A column without a value is left out, so that one that is added later changes no digest of older rows.
  ///
  /// - Parameter first: the first column that counts.
  package func appendExactly(to bytes: inout [UInt8], from first: Int32) {
    for column in first..<max(first, sqlite3_column_count(statement)) {
      let type = sqlite3_column_type(statement, column)
      guard type != SQLITE_NULL, let name = sqlite3_column_name(statement, column) else { continue }
      bytes.append(contentsOf: UnsafeRawBufferPointer(start: name, count: strlen(name) + 1))
      switch type {
      case SQLITE_INTEGER:
        bytes.append(UInt8(ascii: "i"))
        let value = sqlite3_column_int64(statement, column)
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
      default:
        bytes.append(
          type == SQLITE_TEXT ? UInt8(ascii: "t") : type == SQLITE_FLOAT ? UInt8(ascii: "f") : UInt8(ascii: "b"))
        // The bytes of a number that is no integer are its text.
        let start =
          type == SQLITE_FLOAT
          ? UnsafeRawPointer(sqlite3_column_text(statement, column)) : sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).bigEndian) { bytes.append(contentsOf: $0) }
        if let start { bytes.append(contentsOf: UnsafeRawBufferPointer(start: start, count: count)) }
      }
    }
    bytes.append(0)
  }

  package func appendExactly(to bytes: inout [UInt8]) { appendExactly(to: &bytes, from: 0) }
}
