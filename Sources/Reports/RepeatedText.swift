/// A text that is the same in row after row, as a format writes it. What to do about a finding and the controls that stand
/// behind it are half of its bytes, and are the rule's.
struct RepeatedText {
  private var text: String?
  private var written: [UInt8] = []

  /// The text as the format writes it; it is written anew only where it is another one than the last time.
  mutating func bytes(of text: String, write: (String, inout [UInt8]) -> Void) -> [UInt8] {
    if self.text != text {
      self.text = text
      written = []
      write(text, &written)
    }
    return written
  }
}
