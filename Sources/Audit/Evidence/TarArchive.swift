import Records

/// An archive of files (ustar, POSIX.1-1988) that is the same bytes for the same files: no clock, no user, no order but that
/// of the entries.
struct TarArchive {
  private(set) var bytes: [UInt8] = []
  private let time: Int

  /// - Parameter day: the day that all entries are of.
  init(day: Day) { time = max(0, day.number) * 86_400 }

  /// - Throws: `AuditFailure` for a name that the form has no room for.
  mutating func add(_ name: String, _ content: [UInt8]) throws {
    guard let (prefix, short) = TarArchive.split(name), content.count < 1 << 33 else {
      throw AuditFailure(.storage, "\(name): the name is too long, or the file too large, for an archive")
    }
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      for (index, byte) in text.utf8.enumerated() { header[place + index] = byte }
    }
    func number(_ value: Int, digits: Int) -> String {
      let octal = String(value, radix: 8)
      return String(repeating: "0", count: max(0, digits - octal.utf8.count)) + octal
    }
    put(short, at: 0)
    put(number(0o600, digits: 7), at: 100)
    put(number(0, digits: 7), at: 108)
    put(number(0, digits: 7), at: 116)
    put(number(content.count, digits: 11), at: 124)
    put(number(time, digits: 11), at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\0" + "00", at: 257)
    put(number(0, digits: 7), at: 329)
    put(number(0, digits: 7), at: 337)
    put(prefix, at: 345)
    put(number(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
    bytes += header
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }

  /// The archive with its end: two empty blocks.
  consuming func finish() -> [UInt8] {
    bytes += [UInt8](repeating: 0, count: 1024)
    return bytes
  }

  /// A name of up to 100 bytes, or one that is cut at a slash behind up to 155.
  private static func split(_ name: String) -> (prefix: String, short: String)? {
    guard name.utf8.count > 100 else { return ("", name) }
    for (index, byte) in name.utf8.enumerated().reversed() where byte == UInt8(ascii: "/") {
      if index <= 155, name.utf8.count - index - 1 <= 100 {
        return (String(name.utf8.prefix(index)) ?? "", String(name.utf8.dropFirst(index + 1)) ?? "")
      }
    }
    return nil
  }
}
