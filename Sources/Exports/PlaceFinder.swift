import Records

/// Finds places in a file by reading it once more from its start. Only what is refused needs that, and is told exactly:
/// positions in messages are those of the file on disk, whatever its encoding.
struct PlaceFinder {
  let file: ExportFile
  let opening: FileOpening

  private static let piece = 1 << 16

  /// The line on which a byte of the file stands.
  func line(of byte: Int) -> Int {
    var line = 1
    eachPiece { place, text, _ in
      guard place < byte else { return false }
      guard opening.form != .utf8 else {
        for i in 0..<min(text.count, byte - place) where text[i] == 0x0A { line += 1 }
        return true
      }
      // What was converted is counted in the units of the file.
      var at = place
      for i in text.indices where text[i] & 0xC0 != 0x80 {
        guard at < byte else { return false }
        if text[i] == 0x0A { line += 1 }
        at += width(text[i])
      }
      return true
    }
    return line
  }

  /// The byte of the file from which a byte of its text was made, where that had to be converted.
  func byte(ofText place: Int) -> Int {
    var byte = opening.mark
    eachPiece { start, text, textStart in
      byte = start
      guard textStart <= place else { return false }
      for i in text.indices where text[i] & 0xC0 != 0x80 {
        guard textStart + i < place else { return false }
        byte += width(text[i])
      }
      return true
    }
    return byte
  }

  /// Bytes in the file of the character that begins with this byte in UTF-8.
  private func width(_ lead: UInt8) -> Int {
    switch opening.form {
    case .utf16: lead >= 0xF0 ? 4 : 2
    case .utf8, .windows1252: 1
    }
  }

  /// - Parameter body: is given where each piece begins in the file, its text as UTF-8, and where that begins in the text of
  ///   the file; returns whether to go on.
  private func eachPiece(_ body: (_ place: Int, _ text: [UInt8], _ textStart: Int) -> Bool) {
    var place = opening.mark
    var textStart = 0
    while true {
      let bytes = file.peek(at: place, count: PlaceFinder.piece)
      let isLast = bytes.count < PlaceFinder.piece
      var (read, written) = (0, 0)
      let text = [UInt8](unsafeUninitializedCapacity: bytes.count * 3) { output, count in
        (read, written, _) = bytes.withUnsafeBufferPointer { opening.form.convert($0, isLast: isLast, to: output) }
        count = written
      }
      guard body(place, text, textStart), !isLast, read > 0 else { return }
      place += read
      textStart += written
    }
  }
}
