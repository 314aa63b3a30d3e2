import Records
import Rules
import Testing

@Suite struct ListTests {
  private func phrases(_ list: String) throws -> [String] {
    try #require(ListFile.all.first { $0.name == list }).phrases
  }

  @Test("a name that ends with a shipped company suffix is marked as unusual, or name-company would pass over it")
  func suffixes() throws {
    for phrase in try phrases("company-suffix") {
      #expect(NameSkeleton.of(given: "Contoso", family: phrase) != nil, "\(phrase)")
    }
  }

  @Test("what a keyboard gives is marked as unusual, or name-repeated would pass over it")
  func rubbish() throws {
    for phrase in try phrases("rubbish") {
      #expect(NameSkeleton.of(given: "Ada", family: phrase) != nil, "\(phrase)")
      #expect(NameSkeleton.of(given: phrase, family: "Byron") != nil, "\(phrase)")
    }
  }

  @Test("no list has a phrase twice", arguments: ListFile.all.map(\.name))
  func once(list: String) throws {
    let folded = try phrases(list).map(NameFold.fold)
    #expect(Set(folded).count == folded.count && !folded.contains(""))
  }
}
