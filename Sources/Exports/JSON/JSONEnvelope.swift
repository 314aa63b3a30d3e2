/// An object around the list of records, as APIs answer: `{"total": 2, "data": [...], "next": null}`.
///
/// RFC 8259 lets a file be one object. Whether that is such an envelope, or the first record of one object a line,
/// shows only at the key that holds the list, or at the object's end.
struct JSONEnvelope {
  /// Keys of the object under which the list of records stands.
  static let lists = ["data", "value", "Resources", "records", "users", "members", "employees", "Report_Entry"]

  /// What the entries around the list say about it.
  var page = JSONPageReader()
  private let names: Set<UInt64>
  private var keys: Set<UInt64> = []

  init(hash: JSONKeyHash) { names = Set(JSONEnvelope.lists.map { hash(Array($0.utf8)) }) }

  /// What the object at the beginning of a file turned out to be.
  enum Kind {
    /// The list of records begins here: the index behind its bracket.
    case list(Int)
    /// The object is complete, and holds no list: it is a record.
    case record
  }

  /// Looks into the object that begins at a place, no further than it must.
  mutating func probe(
    _ block: inout JSONBlock, from start: Int, walker: inout JSONWalker
  ) throws(JSONFault) -> Kind {
    keys = []
    page.forget()
    var at = try block.skip(start + 1)
    if block.base[at] == UInt8(ascii: "}") { return .record }
    while true {
      let member = try member(&block, from: at, walker: &walker)
      if member.isList { return .list(member.end) }
      at = try block.skip(member.end)
      if block.base[at] == UInt8(ascii: "}") { return .record }
      guard block.base[at] == UInt8(ascii: ",") else { throw JSONFault(.objectComma, at: at) }
      let comma = at
      at = try block.skip(at + 1)
      if block.base[at] == UInt8(ascii: "}") { throw JSONFault(.trailingComma, at: comma) }
    }
  }

  /// One key and its value. Of a list of records only the bracket is passed.
  mutating func member(
    _ block: inout JSONBlock, from start: Int, walker: inout JSONWalker
  ) throws(JSONFault) -> (isList: Bool, end: Int) {
    let key = try walker.key(&block, start)
    if keys.contains(key.hash) { throw JSONFault(.duplicateKey, at: start) }
    let isList = names.contains(key.hash) && block.base[key.value] == UInt8(ascii: "[")
    let end =
      isList
      ? key.value + 1 : try walker.value(&block, from: key.value, node: key.node, outer: 1)
    // Not before: an incomplete member comes again.
    keys.insert(key.hash)
    if !isList { page.read(block.base, key: start, value: key.value..<end) }
    return (isList, end)
  }
}
