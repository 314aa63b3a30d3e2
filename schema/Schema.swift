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

extension [Schema.File] {
  /// The text of the file of a folder that has this name, which must be there: SQL that is not there would find nothing.
  package func text(_ name: String) -> String {
    guard let file = first(where: { $0.name == name }) else { preconditionFailure("schema has no file '\(name)'") }
    return file.text
  }
}
