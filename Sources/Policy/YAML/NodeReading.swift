import Records
import Yams

/// Yams' tree → ours, with limits on depth and number, and without what a policy has no use for.
struct NodeReading {
  let file: String
  let remarks: Remarks
  /// First letters of keys that were replaced to let Yams read on, by the key's place.
  let disguises: [Place: Unicode.Scalar]
  private var count = 0

  /// That is reported, and nothing else needs to be said about such a file.
  var isTooLarge: Bool { count > Document.mostNodes }

  init(file: String, remarks: Remarks, disguises: [Place: Unicode.Scalar]) {
    (self.file, self.remarks, self.disguises) = (file, remarks, disguises)
  }

  /// What cannot be used is reported and left out: nil.
  /// - Parameter isSecret: keys inside may be a passphrase in the wrong place, and are not repeated in messages.
  mutating func node(_ node: Yams.Node, level: Int, isSecret: Bool = false) -> Node? {
    let position = place(node).position(file)
    count += 1
    guard count <= Document.mostNodes else {
      if count == Document.mostNodes + 1 {
        remarks.error("more than 100,000 values", at: position, hint: "give the policy file, not an export")
      }
      return nil
    }
    guard level <= Document.mostLevels else {
      Document.tooDeep(at: position, remarks)
      return nil
    }
    guard node.anchor == nil else {
      Document.refuseAlias(at: position, remarks)
      return nil
    }
    // Comparing keys, Yams gives what it compared the tag of its kind; those tags change nothing where an author
    // wrote them, either.
    switch node {
    case .scalar(let scalar):
      if scalar.tag != Tag(.implicit), scalar.tag != Tag(.str) { return refuseTag(at: position) }
      let isNothing = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return Node(content: isNothing ? .nothing : .text(scalar.string), position: position)
    case .sequence(let sequence):
      if sequence.tag != Tag(.implicit), sequence.tag != Tag(.seq) { return refuseTag(at: position) }
      var list: [Node] = []
      for item in sequence {
        if let item = self.node(item, level: level + 1, isSecret: isSecret) { list.append(item) }
      }
      return Node(content: .list(list), position: position)
    case .mapping(let mapping):
      if mapping.tag != Tag(.implicit), mapping.tag != Tag(.map) { return refuseTag(at: position) }
      return Node(content: .map(entries(mapping, level: level, isSecret: isSecret)), position: position)
    case .alias:
      Document.refuseAlias(at: position, remarks)
      return nil
    }
  }

  private mutating func entries(_ mapping: Yams.Node.Mapping, level: Int, isSecret: Bool) -> [Node.Entry] {
    var entries: [Node.Entry] = []
    var lines: [String: Int] = [:]
    for (key, value) in mapping {
      let place = place(key)
      let position = place.position(file)
      guard let keyNode = node(key, level: level + 1) else { continue }
      guard case .text(var name) = keyNode.content else {
        remarks.error("expected a key, found \(keyNode.kind)", at: position)
        continue
      }
      if let letter = disguises[place] {
        name = String(String.UnicodeScalarView([letter] + name.unicodeScalars.dropFirst()))
      }
      let value = node(value, level: level + 1, isSecret: isSecret || name == "passphrase")
      if let line = lines[name] {
        let key = isSecret ? "a key" : "the key \(name.quoted)"
        remarks.error("\(key) stands twice, first on line \(line)", at: position, hint: "remove one")
      } else {
        lines[name] = place.line
        // A value left out is reported; its key must not count as missing.
        entries.append(
          Node.Entry(
            key: name, keyPosition: position, value: value ?? Node(content: .nothing, position: position)))
      }
    }
    return entries
  }

  private func refuseTag(at position: Position) -> Node? {
    remarks.error("tags are not read", at: position, hint: "put text that begins with '!' in quotes")
    return nil
  }

  private func place(_ node: Yams.Node) -> Place {
    Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  }
}
