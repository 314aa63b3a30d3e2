import Policy
import Records
import Testing

/// Files that nobody wrote in good faith, or that are no policies at all.
struct HostilePolicyTests {
  @Test(arguments: [
    Wrong("", "1:1: error: the policy is empty; 'rollcall init' writes one to begin with"),
    Wrong("# nothing\n", "1:1: error: the policy is empty; 'rollcall init' writes one to begin with"),
    Wrong("just text", "1:1: error: expected a map of settings, found text"),
    Wrong("sources: []", "1:10: error: expected at least one source; without one, nothing can be checked"),
    Wrong("a: &x 1", "1:4: error: anchors and aliases are not read; write the value out, or put it in quotes"),
    Wrong("a: *x", "1:4: error: anchors and aliases are not read; write the value out, or put it in quotes"),
    Wrong("a: &x 1\nb: *x", "1:4: error: anchors and aliases are not read; write the value out, or put it in quotes"),
    Wrong("a: !!binary aGk=", "1:4: error: tags are not read; put text that begins with '!' in quotes"),
    Wrong("a: !x {}", "1:4: error: tags are not read; put text that begins with '!' in quotes"),
    Wrong("a: 1\n---\nb: 2", "2:1: error: a second document begins; keep one, without '---'"),
    Wrong("[a]: 1", "1:1: error: expected a key, found a list"),
    Wrong("a: \u{7}", "1:4: error: control character U+0007; remove it"),
    Wrong("a: \u{0}", "1:4: error: control character U+0000; remove it"),
    Wrong(
      "a:\n\tb: 1",
      "2:1: error: not valid YAML: found character that cannot start any token; "
        + "indent with blanks, not tabs, and put text with special characters in quotes"),
    Wrong(
      "a: [1, 2",
      "2:1: error: not valid YAML: did not find expected ',' or ']'; "
        + "indent with blanks, not tabs, and put text with special characters in quotes"),
    Wrong(
      "a: @b",
      "1:4: error: not valid YAML: found character that cannot start any token; "
        + "indent with blanks, not tabs, and put text with special characters in quotes"),
  ])
  func `a file that is no policy gives one error with its place`(_ wrong: Wrong) {
    #expect(read(wrong.text).policy == nil)
    #expect(errors(read(wrong.text)).contains("rollcall.yml:" + wrong.message))
  }

  @Test func `invalid UTF-8 is refused with line, column and byte`() {
    #expect(
      errors(read(Array("a: b\ncäd: ".utf8) + [0xFF, 0x41])) == [
        "rollcall.yml:2:6 (byte 11): error: the file is not UTF-8; save it as UTF-8"
      ])
  }

  @Test func `a file of more than a mebibyte is refused unread`() {
    let text = String(repeating: "#", count: 1 << 20) + "\n"
    #expect(
      errors(read(text)) == [
        "rollcall.yml:1:1: error: the file is larger than 1 MiB; give the policy file, not an export"
      ])
  }

  @Test func `more than a hundred thousand values are refused once`() {
    let text = policy("break_glass: [" + String(repeating: "a,", count: 100_001) + "]")
    #expect(errors(read(text)).filter { $0.contains("100,000") }.count == 1)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? ", "{? ", "[{a: ", "!x [", "- - ? "])
  func `deep nesting is refused and exhausts nothing`(_ opening: String) {
    for count in [70, 2000, 100_000] {
      #expect(read(String(repeating: opening, count: count)).policy == nil)
    }
  }

  @Test func `nesting that YAML allows and a policy does not is refused with its place`() {
    let text = policy("x: " + String(repeating: "[", count: 80) + String(repeating: "]", count: 80))
    #expect(
      errors(read(text)).first { $0.contains("nested") }
        == "rollcall.yml:7:67: error: maps and lists nested deeper than 64 levels; a policy needs five")
  }

  @Test func `aliases that unfold to gigabytes are not unfolded`() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(errors(read(text + "? *a60\n: 1\n")).count == 1)
  }

  @Test func `an ampersand or a star inside text is text`() {
    let text = policy("waivers: R&D*D &more *many.yml\nreports: \"*all\"\ndatabase: '&all'")
    #expect(messages(read(text)) == [])
  }

  @Test func `a hundred problems are enough`() {
    let text = policy((0..<500).map { "key\($0): 1" }.joined(separator: "\n"))
    #expect(read(text).diagnostics.count == 101)
    #expect(messages(read(text)).last == "error: and 400 more problems")
  }

  @Test func `repeated keys are all reported, in nested maps, too, and with quotes`() {
    let text = policy(
      """
      rules:
        name-filler: {severity: low, "severity": high, 'severity': info}
        name-filler: off
      reports: a
      reports: b
      """)
    #expect(
      messages(read(text)) == [
        "rollcall.yml:8:32: error: the key 'severity' stands twice, first on line 8; remove one",
        "rollcall.yml:8:50: error: the key 'severity' stands twice, first on line 8; remove one",
        "rollcall.yml:9:3: error: the key 'name-filler' stands twice, first on line 8; remove one",
        "rollcall.yml:11:1: error: the key 'reports' stands twice, first on line 10; remove one",
      ])
  }

  @Test func `what a message repeats cannot steer a terminal`() {
    let reading = read(policy(#""\e[31mred\u202E": 1"#))
    #expect(messages(reading).first?.contains("\u{1B}") == false)
    #expect(messages(reading).first?.contains("\u{202E}") == false)
  }

  @Test func `a file cut or flipped anywhere is read or refused, and nothing crashes`() {
    let bytes = Array(BenchPolicy.text.utf8)
    for cut in stride(from: 0, to: bytes.count, by: 7) { _ = read(Array(bytes[..<cut])) }
    var seed: UInt64 = 0x5EED
    let marks = Array("{}[]:,-?&*!|>'\"%@`#\n\t \\~<=0".utf8) + [0, 0x80, 0xC3, 0xFF]
    for _ in 0..<1500 {
      var broken = bytes
      for _ in 0..<3 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        broken[Int(seed >> 33) % broken.count] = marks[Int(seed >> 20) % marks.count]
      }
      let reading = read(broken)
      #expect((reading.policy == nil) == reading.diagnostics.contains { $0.level == .error })
    }
  }

  @Test func `a byte order mark and Windows line ends change nothing`() {
    let text = "\u{FEFF}" + policy("fial_on: x").replacing("\n", with: "\r\n")
    #expect(errors(read(text)) == ["rollcall.yml:7:1: error: unknown key 'fial_on'; did you mean 'fail_on'?"])
  }
}
