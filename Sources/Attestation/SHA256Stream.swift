private import Crypto
package import Records

/// SHA-256 of bytes as they come (FIPS 180-4).
package final class SHA256Stream: DigestStream {
  private var hash = SHA256()

  package init() {}

  package func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  package func finish() -> Records.Digest { Records.Digest(bytes: Array(hash.finalize())) }

  /// SHA-256 of bytes that are all there.
  package static func digest(_ bytes: [UInt8]) -> Records.Digest {
    let stream = SHA256Stream()
    bytes.withUnsafeBytes { stream.update($0) }
    return stream.finish()
  }

  /// SHA-256 over several pieces, each preceded by its length so that no two lists give the same bytes.
  package static func digest(pieces: [[UInt8]]) -> Records.Digest {
    let stream = SHA256Stream()
    for piece in pieces {
      withUnsafeBytes(of: UInt64(piece.count).bigEndian) { stream.update($0) }
      piece.withUnsafeBytes { stream.update($0) }
    }
    return stream.finish()
  }
}
