/// Lists the paths of the values in the first bytes of a JSON file, without a check: the reader has its own eyes. Reads as
/// far as there is something that it understands.
struct JSONOutline {
  private struct Level {
    var isList: Bool
    var path: String
    /// In an object: whether a key comes next.
    var wantsKey: Bool
  }

  private static let most = 2000

  private let bytes: [UInt8]
  private var at = 0
  private var levels: [Level] = []
  private var paths: [String] = []
  private var seen: Set<String> = []

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Paths inside a record, in the order of the file.
  static func paths(_ bytes: [UInt8]) -> [String] {
    var outline = JSONOutline(bytes)
    outline.walk()
    let lists = ["[]"] + JSONEnvelope.lists.map { $0 + "[]" }
    for list in lists {
      let inside = outline.paths.filter { $0.hasPrefix(list + ".") || $0.hasPrefix(list + "[\"") }
      if !inside.isEmpty { return inside.map { String($0.dropFirst(list.count).drop { $0 == "." }) } }
    }
    return outline.paths
  }

  private mutating func walk() {
    var path = ""
    while at < bytes.count, paths.count < JSONOutline.most {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isList = byte == UInt8(ascii: "[")
        levels.append(Level(isList: isList, path: isList ? path + "[]" : path, wantsKey: !isList))
        path = levels.last?.path ?? ""
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = levels.popLast()
        path = levels.last?.path ?? ""
      case UInt8(ascii: ","):
        path = levels.last?.path ?? ""
        if let last = levels.indices.last { levels[last].wantsKey = !levels[last].isList }
      case UInt8(ascii: "\""):
        let text = string()
        if let last = levels.indices.last, levels[last].wantsKey {
          levels[last].wantsKey = false
          path = JSONOutline.path(levels[last].path, text)
        } else {
          note(path)
        }
      case UInt8(ascii: ":"), 0...0x20: break
      default:
        while at < bytes.count, !JSONOutline.isEnd(bytes[at]) { at += 1 }
        note(path)
      }
    }
  }

  /// The text behind an opening quote, escapes as they are.
  private mutating func string() -> String {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    let end = min(at, bytes.count)
    at = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func note(_ path: String) {
    if !path.isEmpty, seen.insert(path).inserted { paths.append(path) }
  }

  private static func path(_ outer: String, _ key: String) -> String {
    let isPlain = !key.isEmpty && key.utf8.allSatisfy { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "[") }
    if !isPlain { return "\(outer)[\"\(key)\"]" }
    return outer.isEmpty ? key : "\(outer).\(key)"
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }
}
