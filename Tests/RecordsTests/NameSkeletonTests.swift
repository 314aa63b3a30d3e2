import Records
import Testing

@Suite struct NameSkeletonTests {
  struct Look: CustomTestStringConvertible, Sendable {
    let given: String
    let family: String
    /// Nil where nothing is unusual.
    let skeleton: String?
    var testDescription: String { "\(given) \(family): \(skeleton ?? "nothing unusual")" }

    init(_ given: String, _ family: String, _ skeleton: String?) {
      (self.given, self.family, self.skeleton) = (given, family, skeleton)
    }
  }

  static let looks: [Look] = [
    Look("Ada", "Byron", nil), Look("Zoë", "O'Neil-Østergård", nil), Look("", "", nil), Look("Lê", "Nguyễn", nil),
    Look("Аdа", "Вуrоn", "ada byron"), Look("Αda", "Byrοn", "ada byron"), Look("Ａｄａ", "Byron", "ada byron"),
    Look("Jil1", "0tto", "jill otto"), Look("Ad\u{200B}a", "Byron", "ada byron"),
    Look("Jose\u{301}", "Serra", "jose serra"), Look("Jo\u{301}hn", "O’Neil", "john o'neil"),
    Look("晓雯", "陈", "晓雯 陈"), Look("Ada", "×", "ada ×"), Look("Ada", "B.", "ada b."),
    Look("-Ada", "Byron", "-ada byron"),
    Look("Mary Ann", "Byron", "mary ann byron"), Look("Byron", "byron", "byron byron"),
    Look("AAA", "Byron", "aaa byron"),
    Look("Ada", "Qwertz", "ada qwertz"), Look("Ada", "asdf", "ada asdf"), Look("Acme", "LLC", "acme llc"),
    Look("Acme", "Inc", "acme inc"), Look("Ada", "B", nil), Look("Ada", "Bo", nil),
    Look("\u{1F600}", "Byron", "\u{1F600} byron"),
  ]

  @Test("a name with anything unusual has a skeleton, in which look-alikes are Latin letters", arguments: looks)
  func skeleton(look: Look) {
    #expect(NameSkeleton.of(given: look.given, family: look.family) == look.skeleton)
  }

  @Test(
    "the letters of two alphabets that look alike have one skeleton", arguments: ["aα", "аa", "ОO", "сc", "Ηн", "Iі"])
  func pairs(letters: String) {
    let looks = letters.map { NameSkeleton.of(given: String($0) + "x9", family: "Byron") }
    #expect(looks[0] != nil && looks[0] == looks[1])
  }

  @Test("an id has a skeleton where it is not ASCII")
  func ids() {
    #expect(NameSkeleton.of(id: "U-1") == nil)
    #expect(NameSkeleton.of(id: "аda") == "ada")
    #expect(NameSkeleton.of(id: "U\u{200D}-1") == "u-l")
    #expect(NameSkeleton.of(id: "") == nil)
  }
}
