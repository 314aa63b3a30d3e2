import Records
import Testing

@Suite("The fast hash of a record")
struct RowHashTests {
  private func hash(_ fields: [String?], key: UInt64 = 0x5EED) -> UInt64 {
    var hash = RowHash(key: key)
    for field in fields {
      guard let field else {
        hash.addAbsent()
        continue
      }
      let bytes = Array(field.utf8) + [0]
      bytes.withUnsafeBufferPointer { buffer in
        if let base = buffer.baseAddress { hash.add(base, count: buffer.count - 1) }
      }
    }
    return hash.value
  }

  @Test("is the same for the same fields and key, wherever they lie in memory")
  func same() {
    let fields = ["LARK", "u-1001", nil, "", "Ingrid Solheim of Larkfield Instruments"]
    #expect(hash(fields) == hash(fields))
    let text = "Ingrid Solheim of Larkfield Instruments"
    let expected = hash([text])
    for shift in 0..<16 {
      let bytes = [UInt8](repeating: 0xAA, count: shift) + Array(text.utf8) + [UInt8](repeating: 0x55, count: 16)
      let found = bytes.withUnsafeBufferPointer { buffer -> UInt64 in
        guard let base = buffer.baseAddress else { return 0 }
        var hash = RowHash(key: 0x5EED)
        hash.add(base + shift, count: text.utf8.count)
        return hash.value
      }
      #expect(found == expected, "at offset \(shift)")
    }
  }

  @Test("differs where the same text is parted in another way")
  func splits() {
    let text = Array("abcdefghijklmnopqrstuvwxyz")
    var seen = Set<UInt64>()
    var count = 0
    for first in 0...text.count {
      for second in first...text.count {
        seen.insert(hash([String(text[..<first]), String(text[first..<second]), String(text[second...])]))
        count += 1
      }
    }
    #expect(seen.count == count)
    #expect(hash(["a", "bc"]) != hash(["ab", "c"]))
  }

  @Test("differs between not known, empty, and a field less")
  func absent() {
    let all = [[], [nil], [""], [nil, nil], [nil, ""], ["", nil], ["", ""], ["", "", ""]] as [[String?]]
    #expect(Set(all.map { hash($0) }).count == all.count)
  }

  @Test("differs where one byte differs, at any place of any length")
  func bytes() {
    for length in 1...40 {
      let base = [UInt8](repeating: UInt8(ascii: "x"), count: length)
      var seen: Set<UInt64> = [hash([String(decoding: base, as: UTF8.self)])]
      for place in 0..<length {
        for other in [UInt8(ascii: "y"), 0, 0x7F] {
          var changed = base
          changed[place] = other
          seen.insert(hash([String(decoding: changed, as: UTF8.self)]))
        }
      }
      #expect(seen.count == 1 + 3 * length, "length \(length)")
    }
  }

  @Test("differs where zero bytes are added")
  func zeros() {
    let texts = (0...33).map { String(repeating: "\0", count: $0) }
    #expect(Set(texts.map { hash([$0]) }).count == texts.count)
  }

  @Test("has no two equal ones among 200,000 records that differ by a digit")
  func collisions() {
    var seen = Set<UInt64>()
    for number in 0..<200_000 { seen.insert(hash(["LARK", "u-\(number)"])) }
    #expect(seen.count == 200_000)
  }

  @Test("is another one under another key")
  func keys() {
    let records: [[String?]] = [["LARK", "u-1001"], [""], [nil], [], ["Ingrid Solheim", "LARK"]]
    for record in records {
      #expect(Set((0..<64).map { hash(record, key: 1 << $0) }).count == 64)
      #expect(hash(record, key: 0) != hash(record, key: .max))
    }
  }

  @Test("is never 0, which stands for no hash")
  func neverZero() {
    for key in [0, 1, UInt64.max, 0x9E37_79B9_7F4A_7C15] {
      #expect(hash([], key: key) != 0)
      #expect(hash([""], key: key) != 0)
      #expect(hash([nil], key: key) != 0)
    }
  }

  @Test("tells numbers that are added apart, and their order")
  func numbers() {
    func hash(_ numbers: UInt64...) -> UInt64 {
      var hash = RowHash(key: 7)
      for number in numbers { hash.add(number) }
      return hash.value
    }
    #expect(Set([hash(), hash(0), hash(1), hash(0, 1), hash(1, 0), hash(.max), hash(0, 0)]).count == 7)
  }
}
