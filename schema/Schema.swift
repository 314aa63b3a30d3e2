/// The door to the SQL of the program and to the data that comes with it. Its content is in the folders beside this
/// file and is embedded in the binary: a list for each folder, in the order of the names (Plugins/EmbedSchema).
package enum Schema {
  /// One embedded file.
  package struct File: Sendable {
    /// Its name in the folder, such as `leaver-privileged.sql`.
    package let name: String
    package let text: String

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }

    package var bytes: [UInt8] { Array(text.utf8) }
  }
}
