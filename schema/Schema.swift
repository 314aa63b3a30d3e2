/// The door to the SQL of the program and to the data that comes with it. Its content is in the folders beside this
/// file and is embedded in the binary; `Registry.swift` lists it.
package enum Schema {
  /// One embedded file.
  package struct File: Sendable {
    /// Its name in the folder, such as `leaver-privileged.sql`.
    package let name: String
    package let bytes: [UInt8]

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
  }
}
