import Records

@testable import Exports

enum JSONFuzz {
  /// Paths of every kind, to names that are short enough to be hit upon.
  private static var driver: JSONDriver {
    var driver = JSONDriver()
    driver.ignoresCase = true
    driver.columns = [
      "id": ["id", "ID"], "title": ["t", "a.b", "a[0].b"], "department": ["e[t=w].v", "e[0].v"],
      "licenses": ["l", "l[].v"], "site": ["d|o.l"], "email": ["m[1]"], "created": ["c"], "mfa": ["d|m"],
      "extension": ["l[]"], "employee_number": ["L[].v"],
    ]
    driver.limits.field = 64
    driver.limits.record = 1 << 14
    return driver
  }

  /// - Returns: what does not hold; nil when all does.
  static func complaint(_ bytes: [UInt8]) throws -> String? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return UTF8Fuzz.complaint(bytes) }
    let driver = driver
    let whole = try ExportFuzz.Reading { try driver.read(bytes) }
    for cuts in ExportFuzz.cuts(bytes) {
      let other = try ExportFuzz.Reading { try driver.read(bytes, cuts: cuts) }
      if other != whole { return "blocks that end at \(cuts) give \(other) and not \(whole)" }
    }
    var text = bytes
    let strict = JSONGrammar(nesting: driver.limits.nesting).fault(in: &text)
    text = bytes
    let grammar = JSONGrammar(nesting: driver.limits.nesting, isAlone: true).fault(in: &text)
    if strict == nil, grammar != nil { return "not JSON and read all the same" }
    guard case .read(let outcome) = whole else { return nil }
    if outcome.format == "json", strict != nil { return "read as JSON, which it is not" }
    // Written as everybody reads it, it is read as it was.
    var again = JSONDriver()
    again.columns = Dictionary(uniqueKeysWithValues: driver.columns.keys.map { ($0, [$0]) })
    let rows = outcome.rows.map { row in
      "{"
        + row.sorted { $0.key < $1.key }.map { field, value in
          "\"\(field)\":" + (field == "licenses" ? value : JSONString.quoted(value))
        }.joined(separator: ",") + "}"
    }
    let read = try again.read("[" + rows.joined(separator: ",") + "]")
    let isSame =
      read.rejected.isEmpty && read.rows.count == outcome.rows.count
      && zip(read.rows, outcome.rows).allSatisfy { one, other in
        one.mapValues { Array($0.utf8) } == other.mapValues { Array($0.utf8) }
      }
    return isSame ? nil : "written again it is read as \(read), and was \(outcome)"
  }
}
