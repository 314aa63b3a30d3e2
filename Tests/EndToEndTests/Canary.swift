import Foundation

/// A secret that nobody else has, and the search for it in whatever form a program may have put it somewhere.
struct Canary: Sendable {
  /// Where it was put; for messages.
  let name: String
  let text: String

  /// Characters of all kinds, so that every way to escape it changes something.
  init(_ name: String) {
    self.name = name
    let small = Array("abcdefghijkmnpqrstuvwxyz")
    let capital = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    let digit = Array("23456789")
    func part() -> String {
      String((0..<4).flatMap { _ in [small, digit, capital].compactMap { $0.randomElement() } })
    }
    text = part() + "<&'" + part() + "%+" + part()
  }

  /// Text without signs, for places where a sign would end it.
  var plain: Canary {
    Canary(name: name, text: String(text.filter { $0.isLetter || $0.isNumber }))
  }

  private init(name: String, text: String) { (self.name, self.text) = (name, text) }

  /// Every form, as bytes.
  var forms: [[UInt8]] {
    let bytes = Array(text.utf8)
    func escaped(_ replace: (UInt8) -> String?) -> [UInt8] {
      bytes.flatMap { byte in replace(byte).map { Array($0.utf8) } ?? [byte] }
    }
    let isSign = { (byte: UInt8) in !(byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte >= 0x61) }
    func hex(_ byte: UInt8, _ digits: Int = 2) -> String { String(format: "%0\(digits)x", byte) }
    var forms: [[UInt8]] = [
      bytes, bytes.flatMap { [$0, 0] }, bytes.flatMap { [0, $0] },
      Array(bytes.map { hex($0) }.joined().utf8), Array(bytes.map { hex($0).uppercased() }.joined().utf8),
      escaped { isSign($0) ? "%" + hex($0).uppercased() : nil }, escaped { isSign($0) ? "%" + hex($0) : nil },
      escaped { [0x3C: "&lt;", 0x26: "&amp;", 0x27: "&#39;"][$0] }, escaped { isSign($0) ? "&#\($0);" : nil },
      escaped { isSign($0) ? "\\u" + hex($0, 4) : nil }, escaped { isSign($0) ? "\\u" + hex($0, 4).uppercased() : nil },
    ]
    for shift in 0..<3 {
      // What stands before and behind in the same run of three bytes is not known: the outer characters do not count.
      let padded = [UInt8](repeating: 0x41, count: shift) + bytes
      forms.append(Array(Data(padded).base64EncodedString().utf8.dropFirst(4).dropLast(4)))
    }
    return forms
  }

  /// All runs of eight bytes of all forms, each as a number.
  fileprivate var windows: Set<UInt64> {
    var windows: Set<UInt64> = []
    for form in forms where form.count >= 8 {
      for start in 0...(form.count - 8) {
        windows.insert(form[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) })
      }
    }
    return windows
  }
}

/// Looks for many canaries at once.
struct CanarySearch {
  private var names: [UInt64: String] = [:]
  /// The last two bytes of a run, so that most bytes are passed with one look.
  private var isEnd = [Bool](repeating: false, count: 1 << 16)

  init(_ canaries: [Canary]) {
    for canary in canaries {
      for window in canary.windows {
        names[window] = canary.name
        isEnd[Int(window & 0xFFFF)] = true
      }
    }
  }

  /// The canaries of which eight bytes in a row stand there, in any form.
  func found(in bytes: [UInt8]) -> Set<String> {
    var found: Set<String> = []
    isEnd.withUnsafeBufferPointer { isEnd in
      bytes.withUnsafeBufferPointer { bytes in
        var window: UInt64 = 0
        for byte in bytes {
          window = window << 8 | UInt64(byte)
          if isEnd[Int(window & 0xFFFF)], let name = names[window] { found.insert(name) }
        }
      }
    }
    return found
  }

  /// In all files below a folder, apart from some; by file.
  func found(below folder: String, except: Set<String> = []) throws -> [String] {
    var all: [String] = []
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      guard !except.contains(where: { name == $0 || name.hasPrefix($0 + "/") }) else { continue }
      for canary in found(in: Array(name.utf8)).sorted() { all.append("the name of \(name): \(canary)") }
      guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
      for canary in found(in: Array(data)).sorted() { all.append("\(name): \(canary)") }
    }
    return all.sorted()
  }
}
