/// Text cut at ASCII bytes. A night of a small account reads half a megabyte of rules and views before its first row, and
/// cutting it by Characters takes ten times as long (callgrind).
extension StringProtocol {
  /// The parts between a byte, which is ASCII; also empty ones.
  package func cut(at byte: UInt8, most parts: Int = .max) -> [Substring] {
    let text = Substring(self)
    var cuts =
      text.utf8.withContiguousStorageIfAvailable { places(of: byte, in: $0) } ?? places(of: byte, in: Array(text.utf8))
    if cuts.count >= parts { cuts.removeSubrange((parts - 1)...) }
    var found: [Substring] = []
    found.reserveCapacity(cuts.count + 1)
    var (start, offset) = (text.startIndex, 0)
    for cut in cuts {
      let end = text.utf8.index(start, offsetBy: cut - offset)
      found.append(text[start..<end])
      (start, offset) = (text.utf8.index(after: end), cut + 1)
    }
    found.append(text[start...])
    return found
  }

  /// Without what is white at its ends.
  package var stripped: Substring {
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, first.isWhite { scalars.removeFirst() }
    while let last = scalars.last, last.isWhite { scalars.removeLast() }
    return Substring(scalars)
  }

  /// Without blanks at its beginning.
  package var withoutIndent: Substring {
    let text = Substring(self)
    return text[(text.utf8.firstIndex { $0 != 0x20 } ?? text.endIndex)...]
  }

  /// A statement without the semicolons and the white behind it.
  package var withoutSemicolons: Substring {
    var scalars = Substring(self).unicodeScalars
    while let last = scalars.last, last == ";" || last.isWhite { scalars.removeLast() }
    return Substring(scalars)
  }

  /// A line without the carriage return at its end.
  package var withoutReturn: Substring {
    let text = Substring(self)
    return text.utf8.last == 0x0D ? text[..<text.utf8.index(before: text.endIndex)] : text
  }

  /// Whether there is nothing but what is white.
  package var isBlank: Bool { unicodeScalars.allSatisfy(\.isWhite) }
}

private func places(of byte: UInt8, in bytes: some RandomAccessCollection<UInt8>) -> [Int] {
  var found: [Int] = []
  for (place, one) in bytes.enumerated() where one == byte { found.append(place) }
  return found
}

extension Unicode.Scalar {
  @inline(__always)
  fileprivate var isWhite: Bool {
    isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
  }
}
