import Records
import Testing

@Suite struct TextCutsTests {
  @Test(
    "text is cut at each place of a byte, and the parts put together are the text again",
    arguments: ["", ",", "a,b", ",a,,b,", "José, Zoë,🧑‍🚀,", "a,b\r\nc,d", "one"])
  func parts(text: String) {
    let parts = text.cut(at: UInt8(ascii: ","))
    #expect(parts.joined(separator: ",") == text)
    #expect(parts.count == text.utf8.count { $0 == UInt8(ascii: ",") } + 1)
    #expect(text[...].dropFirst(0).cut(at: UInt8(ascii: ",")) == parts)
  }

  @Test("no more parts are cut than are asked for, and the last one has the rest", arguments: 1...5)
  func most(parts: Int) {
    let cut = "a,b,c,d".cut(at: UInt8(ascii: ","), most: parts)
    #expect(cut.count == min(parts, 4))
    #expect(cut.joined(separator: ",") == "a,b,c,d")
  }

  @Test("what is white goes from the ends only")
  func ends() {
    #expect(" \t a b\u{00A0}\r\n".stripped == "a b")
    #expect("\u{3000}".isBlank && "".isBlank && !" x ".isBlank)
    #expect("   a ".withoutIndent == "a ")
    #expect("\ta".withoutIndent == "\ta", "an indent is of blanks")
    #expect("select 1;\n;\n".withoutSemicolons == "select 1")
    #expect("a\r".withoutReturn == "a" && "a\r\n".withoutReturn == "a\r\n")
  }
}
