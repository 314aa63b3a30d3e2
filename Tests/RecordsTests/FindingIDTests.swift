import Records
import Testing

@Suite("The short name of a finding")
struct FindingIDTests {
  /// A finding, the SHA-256 of its seed, and its name, all three worked out with Python's hashlib.
  struct Known: CustomTestStringConvertible, Sendable {
    var rule: String
    var account: String
    var kind: String
    var subject: String
    var seed: String
    var digest: String
    var name: String

    var testDescription: String { name }
  }

  static let known = [
    Known(
      rule: "leaver-privileged", account: "LARK", kind: "profile", subject: "u-1008",
      seed: "17:leaver-privileged4:LARK7:profile6:u-1008",
      digest: "38bc1ac76e21a3f681079e896edacde2446491d17a957279a690b26abd054e13", name: "72Y1-NHVE-46HZ"),
    Known(
      rule: "role-unknown", account: "LARK", kind: "role", subject: "Switchboard Operator",
      seed: "12:role-unknown4:LARK4:role20:Switchboard Operator",
      digest: "30d53634c8a253a017d4509b9b13a5c2652b8120f3e46f5ccf218da201140f2b", name: "63AK-CD68-M99T"),
    // Lengths count bytes, not characters.
    Known(
      rule: "name-missing", account: "Zürich", kind: "profile", subject: "陈",
      seed: "12:name-missing7:Zürich7:profile3:陈",
      digest: "51874cf1a1eb09feb68df2a78e7d9e33bec5403801b1130381bcbaef64c79a8a", name: "A63M-SWD1-XC4Z"),
  ]

  @Test("is the one that was always given to it", arguments: known)
  func stable(known: Known) throws {
    let seed = FindingID.seed(
      rule: known.rule, account: known.account, subjectKind: known.kind, subject: known.subject)
    #expect(seed == Array(known.seed.utf8))
    let digest = Digest(bytes: try bytes(known.digest))
    #expect(FindingID.text(digest, groups: 3) == known.name)
    #expect(FindingID.text(digest) == String(known.name.prefix(9)))
  }

  @Test(
    "is made of the digest's first bits, highest first",
    arguments: [
      ("0000000000000000", "0000-0000-0000"), ("ffffffffffffffff", "ZZZZ-ZZZZ-ZZZZ"),
      ("0001020304050607", "000G-40R4-0M30"), ("0123456789abcdef", "04HM-ASW9-NF6Y"),
    ])
  func bits(start: String, name: String) throws {
    for rest in ["00", "ff"] {
      let digest = Digest(bytes: try bytes(start + String(repeating: rest, count: 24)))
      #expect(FindingID.text(digest, groups: 3) == name)
      #expect(FindingID.text(digest, groups: 2) == String(name.prefix(9)))
    }
  }

  @Test("has no letter that is misheard or misread, and uses all the others")
  func alphabet() throws {
    var used = Set<Character>()
    var state: UInt64 = 1
    for _ in 0..<500 {
      var random: [UInt8] = []
      for _ in 0..<32 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        random.append(UInt8(truncatingIfNeeded: state >> 40))
      }
      let name = FindingID.text(Digest(bytes: random))
      #expect(name.count == 9)
      #expect(name.dropFirst(4).first == "-")
      used.formUnion(name)
    }
    #expect(used == Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-"))
  }

  @Test("comes from a seed that no other finding has")
  func seeds() {
    let parts = ["", "a", "b", "ab", "bc", "1:a", "a1:b", "4:", ":", "é", "e\u{301}", "A"]
    var seen = Set<[UInt8]>()
    for rule in parts {
      for account in parts {
        for subject in parts {
          seen.insert(FindingID.seed(rule: rule, account: account, subjectKind: "profile", subject: subject))
        }
      }
    }
    // Texts in the two forms of Unicode are two texts, as identifiers of exports are.
    #expect(seen.count == parts.count * parts.count * parts.count)
  }

  @Test("tells parts apart that read the same together")
  func splits() {
    func seed(_ account: String, _ subject: String) -> [UInt8] {
      FindingID.seed(rule: "r", account: account, subjectKind: "profile", subject: subject)
    }
    #expect(seed("a", "bc") != seed("ab", "c"))
    #expect(seed("abc", "") != seed("", "abc"))
    #expect(
      FindingID.seed(rule: "r", account: "a", subjectKind: "role", subject: "x")
        != FindingID.seed(rule: "r", account: "a", subjectKind: "user", subject: "x"))
  }

  private func bytes(_ hex: String) throws -> [UInt8] {
    let digits = Array(hex)
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
  }
}
