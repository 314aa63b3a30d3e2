import Records

/// One map of a file while it is read. Each setting is asked for by its key, once; what nobody asked for when the
/// section is closed is an unknown key. So a new setting is one line where it is read, and nothing else.
final class Section {
  /// Where it stands, for the list of effective values: `sources[2]`; empty for the file itself.
  let path: String
  let position: Position
  let remarks: Remarks
  /// What stands here may be a secret written in the wrong place: messages never repeat it.
  private let isSecret: Bool
  private let entries: [Node.Entry]
  /// Something else stood where a map was expected; that is reported, and says enough.
  private let isBroken: Bool
  private var known: [String] = []

  init(_ node: Node, path: String, expecting what: String, remarks: Remarks, isSecret: Bool = false) {
    self.path = path
    self.position = node.position
    self.remarks = remarks
    self.isSecret = isSecret
    switch node.content {
    case .map(let entries): (self.entries, isBroken) = (entries, false)
    case .nothing: (entries, isBroken) = ([], false)
    case .text, .list:
      (entries, isBroken) = ([], true)
      remarks.error("expected \(what), found \(node.kind)", at: node.position)
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The value of a key, which is known from now on.
  func take(_ key: String) -> Node? {
    if !known.contains(key) { known.append(key) }
    return entries.first { $0.key == key }?.value
  }

  /// All entries, for maps whose keys are not settings but names.
  func takeAll() -> [Node.Entry] {
    known += entries.map(\.key)
    return entries
  }

  func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

  /// Of a key's value, or of the section where the key is missing.
  func position(of key: String) -> Position { entries.first { $0.key == key }?.value.position ?? position }

  func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Reports keys nobody asked for.
  func close() {
    for entry in entries where !known.contains(entry.key) {
      if isSecret {
        remarks.error(
          "unknown key in '\(path)'", at: entry.keyPosition,
          hint: "known here: \(known.joined(separator: ", ")); a passphrase itself never belongs in this file")
        continue
      }
      let nearest = NearestWord.of(entry.key, among: known)
      let hint = nearest.map { "did you mean '\($0)'?" } ?? "known here: \(known.joined(separator: ", "))"
      remarks.error("unknown key \(entry.key.quoted)", at: entry.keyPosition, hint: hint)
    }
  }
}

// MARK: - Single values

extension Section {
  /// Nil where the key is missing, or its value is reported.
  func value<T>(_ key: String, _ form: Form<T>) -> T? {
    guard let node = take(key), let value = read(node, form) else { return nil }
    remarks.setting(path(of: key), source(of: node), at: node.position)
    return value
  }

  func value<T>(_ key: String, _ form: Form<T>, default standard: T) -> T {
    if !has(key) { remarks.assumption(path(of: key), form.write(standard)) }
    return value(key, form) ?? standard
  }

  /// Reports a missing key.
  func required<T>(_ key: String, _ form: Form<T>, hint: String? = nil) -> T? {
    require(key, hint: hint ?? "expected \(form.expected)")
    return value(key, form)
  }

  func require(_ key: String, hint: String? = nil) {
    if !has(key), !isBroken { remarks.error("missing key '\(key)'", at: position, hint: hint) }
  }

  fileprivate func read<T>(_ node: Node, _ form: Form<T>) -> T? {
    guard case .text(let text) = node.content else {
      remarks.error("expected \(form.expected), found \(node.kind)", at: node.position)
      return nil
    }
    switch form.read(text) {
    case .value(let value): return value
    case .problem(let message, let hint):
      if isSecret {
        remarks.error("expected \(form.expected)", at: node.position)
      } else {
        remarks.error(message, at: node.position, hint: hint)
      }
      return nil
    }
  }

  private func source(of node: Node) -> String {
    switch node.content {
    case .text(let text): text
    case .list(let nodes): "[" + nodes.map(source).joined(separator: ", ") + "]"
    case .nothing, .map: ""
    }
  }
}

// MARK: - Lists and sections inside

extension Section {
  /// The values of a list; none where the key is missing or has no value.
  /// - Parameter orOne: whether a single value may stand for a list of one.
  func list<T>(_ key: String, _ form: Form<T>, orOne: Bool = false) -> [(value: T, position: Position)] {
    guard let node = take(key) else { return [] }
    var nodes: [Node] = []
    switch node.content {
    case .list(let all): nodes = all
    case .text where orOne: nodes = [node]
    case .nothing: return []
    case .text, .map:
      remarks.error("expected a list, each item \(form.expected), found \(node.kind)", at: node.position)
      return []
    }
    let values = nodes.compactMap { node in read(node, form).map { (value: $0, position: node.position) } }
    if values.count == nodes.count { remarks.setting(path(of: key), source(of: node), at: node.position) }
    return values
  }

  /// A list whose values may not repeat; nil where the key is missing.
  func distinct(_ key: String, _ form: Form<String>) -> [String]? {
    // Bytes, because two identifiers in different Unicode forms are two, and equal as strings.
    var seen: Set<[UInt8]> = []
    let items = list(key, form)
    for item in items where !seen.insert(Array(item.value.utf8)).inserted {
      let what = isSecret ? "a value" : item.value.quoted
      remarks.error("\(what) stands twice in '\(key)'", at: item.position, hint: "remove one")
    }
    return has(key) ? items.map(\.value) : nil
  }

  func section(_ key: String, expecting what: String, isSecret: Bool = false) -> Section? {
    take(key).map { Section($0, path: path(of: key), expecting: what, remarks: remarks, isSecret: isSecret) }
  }

  /// The maps of a list.
  func sections(_ key: String, each what: String) -> [Section] {
    guard let node = take(key) else { return [] }
    switch node.content {
    case .nothing: return []
    case .list(let nodes):
      return nodes.enumerated().map {
        Section($0.element, path: path(of: key) + "[\($0.offset)]", expecting: what, remarks: remarks)
      }
    case .text, .map:
      remarks.error("expected a list, each item \(what), found \(node.kind)", at: node.position)
      return []
    }
  }
}
