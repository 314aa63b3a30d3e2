import Records

/// A file as blocks of UTF-8 that end behind a whole record: what the scanner leaves over stands at the front of the next
/// one. A file in another encoding is converted piece by piece, so that no more than a block of it is held either.
struct BlockSource: ~Copyable {
  /// The place in the text of the next block's first byte. For UTF-8 it is the place in the file, too.
  private(set) var offset = 0
  /// Bytes of the file that were read and digested; after the last block, its size.
  private(set) var bytesRead = 0
  /// Whether the block may hold text that somebody spoilt.
  private(set) var isSuspicious = false
  let opening: FileOpening
  private let file: ExportFile
  private let digest: any DigestStream
  /// Where the text ends in the file: there, or in front of its footer.
  private let end: Int
  private var block: [UInt8]
  private var filled = 0
  private var consumed = 0
  /// Up to where the block is known to be UTF-8.
  private var checked = 0
  private var start = 0
  private let size: Int
  /// Bytes of the file that are not converted yet; not used for UTF-8.
  private var raw: [UInt8] = []
  private var rawStart = 0
  private var rawFilled = 0
  private var isRawEnded = false
  private var isMarkPassed = false

  /// Room for one more character of any encoding.
  private static let margin = 16

  init(file: ExportFile, opening: FileOpening, end: Int = .max, digest: any DigestStream, size: Int) {
    self.file = file
    self.opening = opening
    self.end = end
    self.digest = digest
    self.size = size
    block = BlockSource.empty(size)
    if opening.form != .utf8 { raw = BlockSource.empty(min(max(size, BlockSource.margin), 1 << 16)) }
  }

  /// Bytes of the block that no scanner took.
  var held: Int { filled - consumed }

  var hasBackslash: Bool {
    block.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { ByteText.holds(UInt8(ascii: "\\"), $0, start, filled) } ?? false
    }
  }

  /// The first byte that is not blank.
  var firstByte: UInt8? { block[start..<filled].first { !ByteText.isBlank($0) } }

  /// Fills the block. Returns whether the text ends in it.
  mutating func fill() throws(ExportRefusal) -> Bool {
    if block.count - filled < BlockSource.margin {
      block += BlockSource.empty(max(block.count, BlockSource.margin))  // one record is larger than the block
    }
    let isFirst = bytesRead == 0
    let isLast = opening.form == .utf8 ? try fillDirectly() : try fillConverted()
    if isFirst, opening.form == .utf8, opening.mark > 0 {
      start = min(opening.mark, filled)
      consumed = start
      checked = start
    }
    try check(isLast: isLast)
    if isLast { try readFooter() }
    return isLast
  }

  private mutating func fillDirectly() throws(ExportRefusal) -> Bool {
    while filled < block.count {
      let got = try BlockSource.read(file, digest, into: &block, at: filled, most: end - bytesRead)
      if got == 0 { return true }
      filled += got
      bytesRead += got
    }
    return false
  }

  private mutating func fillConverted() throws(ExportRefusal) -> Bool {
    let form = opening.form
    while block.count - filled >= BlockSource.margin {
      try readRaw()
      let given = min(rawFilled - rawStart, (block.count - filled) / 3)
      let isLast = isRawEnded && given == rawFilled - rawStart
      let (read, written, fault) = block.withUnsafeMutableBufferPointer { output in
        raw.withUnsafeBufferPointer { input in
          form.convert(
            UnsafeBufferPointer(rebasing: input[rawStart..<rawStart + given]), isLast: isLast,
            to: UnsafeMutableBufferPointer(rebasing: output[filled...]))
        }
      }
      if let fault {
        throw refusal(fault.message, byte: bytesRead - (rawFilled - rawStart) + read, hint: fault.hint)
      }
      filled += written
      rawStart += read
      if isLast { return true }
    }
    return false
  }

  /// Reads on when less than a character is left.
  private mutating func readRaw() throws(ExportRefusal) {
    while !isRawEnded, rawFilled - rawStart < 4 || !isMarkPassed {
      for i in rawStart..<rawFilled { raw[i - rawStart] = raw[i] }
      rawFilled -= rawStart
      rawStart = 0
      let got = try BlockSource.read(file, digest, into: &raw, at: rawFilled, most: end - bytesRead)
      isRawEnded = got == 0
      rawFilled += got
      bytesRead += got
      if !isMarkPassed, isRawEnded || rawFilled >= opening.mark {
        rawStart = min(opening.mark, rawFilled)
        isMarkPassed = true
      }
    }
  }

  /// What stands behind the text is no part of it, and belongs to the bytes that the digest vouches for.
  private mutating func readFooter() throws(ExportRefusal) {
    guard end != .max else { return }
    var rest = BlockSource.empty(1 << 12)
    while true {
      let got = try BlockSource.read(file, digest, into: &rest, at: 0, most: .max)
      if got == 0 { return }
      bytesRead += got
    }
  }

  private static func read(
    _ file: ExportFile, _ digest: any DigestStream, into bytes: inout [UInt8], at place: Int, most: Int
  ) throws(ExportRefusal) -> Int {
    let room = min(bytes.count - place, most)
    return try bytes.withUnsafeMutableBufferPointer { buffer throws(ExportRefusal) -> Int in
      guard let base = buffer.baseAddress, room > 0 else { return 0 }
      let got = try file.read(into: base + place, count: room)
      digest.update(UnsafeRawBufferPointer(start: base + place, count: got))
      return got
    }
  }

  private mutating func check(isLast: Bool) throws(ExportRefusal) {
    var isSuspicious = self.isSuspicious
    let outcome = block.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { UTF8Check.check($0, from: checked, to: filled, isSuspicious: &isSuspicious) }
        ?? .valid(upTo: 0)
    }
    self.isSuspicious = isSuspicious
    switch outcome {
    case .valid(let upTo) where upTo == filled || !isLast: checked = upTo
    case .valid(let place), .invalid(let place):
      throw refusal(
        "not UTF-8", byte: offset + place,
        hint: "export it as UTF-8; if it comes from Windows or Excel, 'encoding: windows-1252' of its source may be "
          + "what it is")
    }
  }

  private func refusal(_ message: String, byte: Int, hint: String) -> ExportRefusal {
    let line = PlaceFinder(file: file, opening: opening).line(of: byte)
    return ExportRefusal(message, at: Position(file: file.name, line: line, byte: byte), hint: hint)
  }

  /// A place that a scanner found, which knows the text only, as the place in the file.
  func placed(_ position: Position) -> Position {
    guard opening.form != .utf8, let byte = position.byte else { return position }
    var placed = position
    placed.byte = PlaceFinder(file: file, opening: opening).byte(ofText: byte)
    return placed
  }

  func placed(_ refusal: ExportRefusal) -> ExportRefusal {
    ExportRefusal(refusal.message, at: placed(refusal.position), hint: refusal.hint)
  }

  /// Lets a scanner loose on the characters that are complete. It says how far it came.
  mutating func scan(
    _ body: (UnsafeMutablePointer<UInt8>, _ from: Int, _ to: Int, _ offset: Int) throws -> Int
  ) throws {
    let from = start
    let to = checked
    let place = offset
    consumed = try block.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return from }
      return try body(base, from, to, place)
    }
  }

  /// Gives the block away and puts what was left over at the front of a new one.
  mutating func takeBlock() -> [UInt8] {
    let full = block
    let rest = filled - consumed
    block = BlockSource.empty(max(size, rest * 2))
    for i in 0..<rest { block[i] = full[consumed + i] }
    offset += consumed
    checked -= consumed
    filled = rest
    consumed = 0
    start = 0
    if rest == 0 { isSuspicious = false }
    return full
  }

  private static func empty(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
  }
}
