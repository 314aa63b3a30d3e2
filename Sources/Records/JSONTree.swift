/// JSON that is written by hand: members stand in the order in which they are given.
package indirect enum JSONTree: Sendable {
  case null
  case number(Int)
  case text(String)
  case list([JSONTree])
  case object([(String, JSONTree)])

  package init(_ text: String?) { self = text.map(JSONTree.text) ?? .null }

  package func text(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .null: return "null"
    case .number(let number): return "\(number)"
    case .text(let text): return JSONString.quoted(text)
    case .list(let items):
      guard !items.isEmpty else { return "[]" }
      return "[\n" + items.map { inner + $0.text(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map { "\(inner)\(JSONString.quoted($0.0)): \($0.1.text(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }
}
