import Records
import Testing

@Suite("Words that have an order")
struct SeverityTests {
  @Test("Severities rise from info to critical")
  func severities() {
    let rising: [Severity] = [.info, .low, .medium, .high, .critical]
    #expect(Severity.allCases == rising)
    #expect(rising.map(\.rank) == [0, 1, 2, 3, 4])
    for (low, high) in zip(rising, rising.dropFirst()) {
      #expect(low < high)
      #expect(!(high < low))
    }
    #expect(Array(rising.reversed()).sorted() == rising)
    #expect(rising.max() == .critical)
  }

  @Test("Severities have the words of the contract")
  func words() {
    #expect(Severity.allCases.map(\.rawValue) == ["info", "low", "medium", "high", "critical"])
    #expect(Severity(rawValue: "High") == nil)
  }

  @Test("New, open and reopened findings need somebody to act; no others do")
  func states() {
    let open = FindingState.allCases.filter(\.isOpen).map(\.rawValue)
    #expect(Set(open) == ["new", "open", "reopened"])
    #expect(
      Set(FindingState.allCases.map(\.rawValue)) == ["new", "open", "reopened", "waived", "not-assessed", "resolved"])
  }

  @Test(
    "A place is written as editors read it",
    arguments: [
      (Position(file: "rollcall.yml", line: 12, column: 5), "rollcall.yml:12:5"),
      (Position(file: "users.csv", line: 90, byte: 8121), "users.csv:90 (byte 8121)"),
      (Position(file: "users.csv"), "users.csv"), (Position(file: "a", column: 4), "a"),
      (Position(file: "a", line: 1, column: 2, byte: 0), "a:1:2 (byte 0)"),
    ])
  func places(place: Position, text: String) {
    #expect("\(place)" == text)
  }

  @Test("A diagnostic says where, what, and the way out in one line")
  func diagnostics() {
    let place = Position(file: "rollcall.yml", line: 12, column: 5)
    let diagnostic = Diagnostic(.error, "unknown key 'colums'", at: place, hint: "did you mean 'columns'?")
    #expect("\(diagnostic)" == "rollcall.yml:12:5: error: unknown key 'colums'; did you mean 'columns'?")
    #expect("\(Diagnostic(.note, "x"))" == "note: x")
  }

  @Test("A digest is written as lower-case hexadecimal digits")
  func hexadecimal() {
    #expect(Digest(bytes: Array(0..<32)).hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    #expect(Hexadecimal.lowercase([0x00, 0x0F, 0xF0, 0xFF, 0xAB]) == "000ff0ffab")
  }
}
