/// A SHA-256 digest: 32 bytes, written as 64 lower-case hexadecimal digits (FIPS 180-4).
package struct Digest: Equatable, Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    precondition(bytes.count == 32)
    self.bytes = bytes
  }

  package var hex: String { Hexadecimal.lowercase(bytes) }
}

/// Digests bytes as they come. Rooms that read or write bytes take one of these as a value, so that only the
/// attestation room knows how hashing is done.
package protocol DigestStream: AnyObject {
  func update(_ bytes: UnsafeRawBufferPointer)
  func finish() -> Digest
}

package enum Hexadecimal {
  /// Two lower-case digits a byte.
  package static func lowercase(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
