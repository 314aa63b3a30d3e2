/// How the text of one file is written: an encoding with the order of its bytes.
enum TextForm: Equatable {
  case utf8
  case utf16(isBigEndian: Bool)
  case windows1252

  var encoding: TextEncoding {
    switch self {
    case .utf8: .utf8
    case .utf16: .utf16
    case .windows1252: .windows1252
    }
  }

  /// Bytes of one unit.
  var unit: Int { if case .utf16 = self { 2 } else { 1 } }

  enum Fault {
    case halfUnit, halfPair, undefined

    var message: String {
      switch self {
      case .halfUnit: "the file ends in the middle of a character of UTF-16"
      case .halfPair: "half of a surrogate pair, which is not UTF-16"
      case .undefined: "a byte that Windows-1252 does not have"
      }
    }

    var hint: String {
      switch self {
      case .halfUnit: "it was cut off; export or copy it again"
      case .halfPair: "export it as UTF-8"
      case .undefined: "is it another encoding? export it as UTF-8"
      }
    }
  }

  /// Turns bytes of this form into UTF-8, as far as characters are complete. One byte becomes at most three.
  /// - Parameter isLast: whether the text ends with `input`.
  /// - Returns: how much was read and written; where there is a fault, it stands behind what was read.
  func convert(
    _ input: UnsafeBufferPointer<UInt8>, isLast: Bool, to output: UnsafeMutableBufferPointer<UInt8>
  ) -> (read: Int, written: Int, fault: Fault?) {
    guard let output = output.baseAddress else { return (0, 0, nil) }
    switch self {
    case .utf8:
      for (place, byte) in input.enumerated() { output[place] = byte }
      return (input.count, input.count, nil)
    case .utf16(let isBigEndian): return TextForm.utf16(input, isBigEndian, isLast, output)
    case .windows1252: return TextForm.windows1252(input, output)
    }
  }

  @inline(__always)
  private static func write(_ scalar: UInt32, _ output: UnsafeMutablePointer<UInt8>, _ place: inout Int) {
    if scalar < 0x80 {
      output[place] = UInt8(truncatingIfNeeded: scalar)
      place &+= 1
      return
    }
    var more = scalar < 0x800 ? 1 : scalar < 0x1_0000 ? 2 : 3
    let lead: UInt8 = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0
    output[place] = lead | UInt8(truncatingIfNeeded: scalar >> UInt32(6 * more))
    place &+= 1
    while more > 0 {
      more -= 1
      output[place] = 0x80 | UInt8(truncatingIfNeeded: scalar >> UInt32(6 * more)) & 0x3F
      place &+= 1
    }
  }

  private static func utf16(
    _ input: UnsafeBufferPointer<UInt8>, _ isBigEndian: Bool, _ isLast: Bool, _ output: UnsafeMutablePointer<UInt8>
  ) -> (read: Int, written: Int, fault: Fault?) {
    let high = isBigEndian ? 0 : 1
    @inline(__always)
    func unit(_ place: Int) -> UInt32 { UInt32(input[place &+ high]) << 8 | UInt32(input[place &+ (1 &- high)]) }
    var i = 0
    var written = 0
    while i &+ 2 <= input.count {
      let first = unit(i)
      guard first & 0xF800 == 0xD800 else {
        write(first, output, &written)
        i &+= 2
        continue
      }
      guard first < 0xDC00 else { return (i, written, .halfPair) }
      guard i &+ 4 <= input.count else { return (i, written, isLast ? .halfPair : nil) }
      let second = unit(i &+ 2)
      guard second & 0xFC00 == 0xDC00 else { return (i, written, .halfPair) }
      write(0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF, output, &written)
      i &+= 4
    }
    return (i, written, isLast && i < input.count ? .halfUnit : nil)
  }

  private static func windows1252(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutablePointer<UInt8>
  ) -> (read: Int, written: Int, fault: Fault?) {
    var written = 0
    for i in 0..<input.count {
      var scalar = UInt32(input[i])
      if scalar & 0xE0 == 0x80 {
        scalar = UInt32(upper[Int(scalar & 0x1F)])
        if scalar == 0 { return (i, written, .undefined) }
      }
      write(scalar, output, &written)
    }
    return (input.count, written, nil)
  }

  /// 0x80 to 0x9F in the WHATWG's and Microsoft's table; five bytes stand for nothing.
  private static let upper: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
}
