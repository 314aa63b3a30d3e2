import Records

/// A file as blocks that end behind a whole record: what the scanner leaves over stands at the front of the next one.
struct BlockSource: ~Copyable {
  /// The place in the file of the next block's first byte; after the last block, the size of the file.
  private(set) var offset = 0
  private let file: ExportFile
  private let digest: any DigestStream
  private var block: [UInt8]
  private var filled = 0
  private var consumed = 0
  /// Up to where the block is known to be UTF-8.
  private var checked = 0
  private var start = 0
  private let size: Int

  init(file: ExportFile, digest: any DigestStream, size: Int) {
    self.file = file
    self.digest = digest
    self.size = size
    block = BlockSource.empty(size)
  }

  /// The first byte that is not blank.
  var firstByte: UInt8? { block[start..<filled].first { !ByteText.isBlank($0) } }

  /// Fills the block. Returns whether the file ends in it.
  mutating func fill() throws(ExportRefusal) -> Bool {
    if filled == block.count {
      block += BlockSource.empty(block.count)  // one record is larger than the block
    }
    var isLast = false
    while filled < block.count {
      let room = block.count - filled
      let at = filled
      var failure: ExportRefusal?
      let got = block.withUnsafeMutableBufferPointer { buffer -> Int in
        guard let base = buffer.baseAddress else { return 0 }
        do throws(ExportRefusal) {
          return try file.read(into: base + at, count: room)
        } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      if got == 0 {
        isLast = true
        break
      }
      block.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[at..<at + got])) }
      filled += got
    }
    if offset == 0, start == 0, filled >= 3, block[0] == 0xEF, block[1] == 0xBB, block[2] == 0xBF {
      start = 3  // byte order mark of UTF-8
      checked = 3
    }
    try check(isLast: isLast)
    return isLast
  }

  private mutating func check(isLast: Bool) throws(ExportRefusal) {
    let outcome = block.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { UTF8Check.check($0, from: checked, to: filled) } ?? .valid(upTo: 0)
    }
    switch outcome {
    case .valid(let upTo) where upTo == filled || !isLast: checked = upTo
    case .valid(let place), .invalid(let place):
      let line = 1 + block[..<place].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
      throw ExportRefusal(
        "not UTF-8", at: Position(file: file.name, line: offset == 0 ? line : nil, byte: offset + place),
        hint: "export it as UTF-8")
    }
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
    return full
  }

  private static func empty(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { _, initialized in initialized = count }
  }
}
