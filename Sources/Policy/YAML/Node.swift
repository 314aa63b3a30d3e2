import Records

/// A value of a YAML file as its author wrote it, with its place. Scalars stay text: which of them are numbers or yes
/// and no is for the setting to say, not for YAML 1.1, which reads `no` as false and `1_000` as a thousand.
struct Node {
  enum Content {
    /// No value behind the key, `~` or `null`.
    case nothing
    case text(String)
    case list([Node])
    case map([Entry])
  }

  struct Entry {
    let key: String
    let keyPosition: Position
    let value: Node
  }

  let content: Content
  let position: Position

  /// For messages: what stands here, without the value.
  var kind: String {
    switch content {
    case .nothing: "nothing"
    case .text: "text"
    case .list: "a list"
    case .map: "a map"
    }
  }
}
