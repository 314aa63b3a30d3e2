import Attestation
import Records
import Testing

/// The example vectors of FIPS 180-4, as NIST publishes them, and how bytes may be cut into pieces.
@Suite struct SHA256Tests {
  struct Vector: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]
    let hex: String
  }

  static let vectors: [Vector] = [
    Vector(
      testDescription: "nothing", bytes: [], hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    Vector(
      testDescription: "abc", bytes: Array("abc".utf8),
      hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    Vector(
      testDescription: "448 bits", bytes: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      hex: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    Vector(
      testDescription: "896 bits",
      bytes: Array(
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8),
      hex: "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    Vector(
      testDescription: "a million a's", bytes: [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      hex: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test("a known text has its known digest", arguments: vectors)
  func known(vector: Vector) {
    #expect(SHA256Stream.digest(vector.bytes).hex == vector.hex)
  }

  @Test("the pieces in which bytes come make no difference", arguments: vectors, [1, 3, 63, 64, 65, 8191])
  func pieces(vector: Vector, size: Int) {
    // One byte at a time over a million takes long in a debug build and shows nothing that ten thousand do not.
    guard size > 1 || vector.bytes.count < 1000 else {
      #expect(vector.bytes.count == 1_000_000)
      return
    }
    let stream = SHA256Stream()
    vector.bytes.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: size) {
        stream.update(UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)]))
      }
      stream.update(UnsafeRawBufferPointer(rebasing: bytes[0..<0]))
    }
    #expect(stream.finish().hex == vector.hex)
  }

  @Test("a list of pieces is digested with its borders")
  func borders() {
    func digest(_ texts: [String]) -> String { SHA256Stream.digest(pieces: texts.map { Array($0.utf8) }).hex }
    let lists = [[], [""], ["", ""], ["ab"], ["a", "b"], ["", "ab"], ["ab", ""], ["b", "a"]]
    #expect(Set(lists.map(digest)).count == lists.count)
    #expect(digest(["a", "b"]) == digest(["a", "b"]))
    // Each piece stands behind its length in eight bytes, the highest first.
    #expect(digest(["ab"]) == SHA256Stream.digest([0, 0, 0, 0, 0, 0, 0, 2] + Array("ab".utf8)).hex)
  }
}
