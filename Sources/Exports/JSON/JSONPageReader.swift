import Records

/// Reads the facts about a page out of the entries of an envelope, and keeps them until their places are known.
struct JSONPageReader {
  private struct Found {
    var kind: PageFacts.Kind
    var name: String
    var number: Int?
    var isTrue: Bool
    /// Index into the block.
    var place: Int
  }

  private(set) var facts = PageFacts()
  private var found: [Found] = []

  private static let kinds: [[UInt8]: PageFacts.Kind] = Dictionary(
    uniqueKeysWithValues: PageFacts.names.flatMap { entry in entry.names.map { (Array($0.utf8), entry.kind) } })
  /// Beginnings of names behind which there are more keys.
  private static let objects: Set<[UInt8]> = Set(
    kinds.keys.flatMap { name in name.indices.filter { name[$0] == UInt8(ascii: ".") }.map { Array(name[..<$0]) } })

  /// Gives up what was found in an object that has to be looked at again, or is no envelope.
  mutating func forget() { found = [] }

  /// Looks into an entry of the envelope, which is known to be JSON.
  mutating func read(_ base: UnsafePointer<UInt8>, key: Int, value: Range<Int>) {
    look(base, Array(JSONText.scalar(base, key, JSONText.behind(base, key))), value)
  }

  private mutating func look(_ base: UnsafePointer<UInt8>, _ name: [UInt8], _ value: Range<Int>) {
    if let kind = JSONPageReader.kinds[name] { note(kind, name, base, value) }
    guard base[value.lowerBound] == UInt8(ascii: "{"), JSONPageReader.objects.contains(name) else { return }
    var inner: [(name: [UInt8], value: Range<Int>)] = []
    JSONText.members(base, value.lowerBound) { key, value in
      let key = JSONText.scalar(base, key.lowerBound, key.upperBound)
      inner.append((name + [UInt8(ascii: ".")] + key, value..<JSONText.behind(base, value)))
    }
    for member in inner { look(base, member.name, member.value) }
  }

  private mutating func note(
    _ kind: PageFacts.Kind, _ name: [UInt8], _ base: UnsafePointer<UInt8>, _ value: Range<Int>
  ) {
    let text = JSONText.scalar(base, value.lowerBound, value.upperBound)
    let isTrue: Bool
    switch base[value.lowerBound] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      isTrue = JSONText.space(base, value.lowerBound + 1) < value.upperBound - 1
    default:
      let isNothing = text.allSatisfy { $0 <= 0x20 }
      isTrue = !isNothing && !["null", "false", "False", "0"].contains { text.elementsEqual($0.utf8) }
    }
    let isNumber = (1...18).contains(text.count) && text.allSatisfy(ByteText.isDigit)
    let number = isNumber ? text.reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
    found.append(
      Found(
        kind: kind, name: String(decoding: name, as: UTF8.self), number: number, isTrue: isTrue, place: value.lowerBound
      ))
  }

  /// Takes what was found for the file's.
  /// - Parameter position: gives the position of an index into the block.
  mutating func settle(_ position: (Int) -> Position) {
    for fact in found {
      let place = position(fact.place)
      func told(_ value: Bool) -> PageFacts.Fact<Bool> { .init(value, name: fact.name, at: place) }
      func counted(_ value: Int) -> PageFacts.Fact<Int> { .init(value, name: fact.name, at: place) }
      switch fact.kind {
      case .hasMore: facts.hasMore = JSONPageReader.worse(facts.hasMore, told(fact.isTrue))
      case .isDone: facts.hasMore = JSONPageReader.worse(facts.hasMore, told(!fact.isTrue))
      case .hasNext: facts.hasNext = JSONPageReader.worse(facts.hasNext, told(fact.isTrue))
      case .filter: facts.filter = JSONPageReader.worse(facts.filter, told(fact.isTrue))
      case .total, .page, .pageFromZero, .pages, .startIndex:
        guard let number = fact.number else { continue }
        switch fact.kind {
        case .total: facts.total = JSONPageReader.worse(facts.total, counted(number))
        case .pages: facts.pages = JSONPageReader.worse(facts.pages, counted(number))
        case .page: facts.page = JSONPageReader.worse(facts.page, counted(number))
        case .pageFromZero: facts.page = JSONPageReader.worse(facts.page, counted(number + 1))
        default: facts.startIndex = JSONPageReader.worse(facts.startIndex, counted(number))
        }
      }
    }
    found = []
  }

  /// Of two that say the same thing, the one that tells of more.
  private static func worse(_ old: PageFacts.Fact<Bool>?, _ new: PageFacts.Fact<Bool>) -> PageFacts.Fact<Bool> {
    guard let old, old.value || !new.value else { return new }
    return old
  }

  private static func worse(_ old: PageFacts.Fact<Int>?, _ new: PageFacts.Fact<Int>) -> PageFacts.Fact<Int> {
    guard let old, old.value >= new.value else { return new }
    return old
  }
}
