import Foundation
import Testing

@Suite("A mistake on the command line or in the policy")
struct PolicyMistakeTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    var old: String
    var new: String
    /// Where in the new text the error is: the place of this.
    var place: String
    var words: String

    var testDescription: String { new }
  }

  static let mistakes = [
    Mistake(old: "fail_on: high ", new: "fail_onn: high ", place: "fail_onn", words: "fail_on"),
    Mistake(old: "      id: Account ID\n", new: "      idd: Account ID\n", place: "idd", words: "'idd'"),
    Mistake(
      old: "  dormant-privileged: {days: 90}", new: "  dormant-priviledged: {days: 90}", place: "dormant-priviledged",
      words: "dormant-privileged"),
    Mistake(
      old: "  dormant-privileged: {days: 90}", new: "  dormant-privileged: {days: 0}", place: "0}",
      words: "from 1 to 3650"),
    Mistake(
      old: "  dormant-privileged: {days: 90}", new: "  dormant-privileged: {days: 99999999}", place: "99999999}",
      words: "from 1 to 3650"),
    Mistake(old: "timezone: UTC ", new: "timezone: Lundon ", place: "Lundon", words: "Lundon"),
    Mistake(old: "fail_on: high ", new: "fail_on: severe ", place: "severe", words: "critical"),
    Mistake(old: "max_rejected: 5% ", new: "max_rejected: 500% ", place: "500%", words: "from 0% to 100%"),
    Mistake(old: "kind: roles\n", new: "kind: rules\n", place: "rules\n", words: "roles"),
    Mistake(old: "organization: ", new: "organization: [", place: "[Larkfield", words: "not valid YAML"),
  ]

  @Test("is named with file, line and column, and nothing runs", arguments: mistakes)
  func policy(mistake: Mistake) throws {
    let folder = try AuditFolder()
    try folder.replace(mistake.old, with: mistake.new, in: "rollcall.yml")
    let before = try folder.everything()
    for command in [["run", "--as-of", AuditFolder.asOf], ["check"], ["findings"]] {
      let ending = try Program.run(command, in: folder.path)
      #expect(ending.status == 2)
      #expect(ending.out.isEmpty)
      #expect(ending.err.contains(mistake.words), "\(ending.err)")
      let text = try folder.text("rollcall.yml")
      let range = try #require(text.range(of: mistake.new))
      let place = try #require(text.range(of: mistake.place, range: range.lowerBound..<text.endIndex)).lowerBound
      let lines = text[..<place].components(separatedBy: "\n")
      // A broken YAML document is found where the reader gives up, which is for the YAML library to say.
      let line = mistake.words == "not valid YAML" ? "" : "\(lines.count):\((lines.last?.count ?? 0) + 1): error: "
      #expect(ending.err.contains("rollcall.yml:\(line)"), "\(ending.err)")
      #expect(try folder.changes(since: before) == [])
    }
  }

  @Test("in the waiver file is named, too")
  func waivers() throws {
    let folder = try AuditFolder()
    try folder.write("- finding: K7Q2-M4TD\n  reason: none\n  untill: 2026-11-30\n", to: "waivers.yml")
    let ending = try folder.night()
    #expect(ending.status == 2)
    #expect(ending.err.contains("waivers.yml:3:3: error: "), "\(ending.err)")
    #expect(!folder.exists("rollcall.db"))
  }

  @Test("is that there is no policy")
  func noPolicy() throws {
    let folder = try AuditFolder()
    try folder.remove("rollcall.yml")
    for arguments in [["run"], ["check"], ["findings"], ["run", "--quiet"]] {
      let ending = try Program.run(arguments, in: folder.path)
      #expect(ending.status == 2)
      #expect(ending.out.isEmpty)
      #expect(ending.err.contains("rollcall.yml"))
    }
    #expect(!folder.exists("rollcall.db"))
    #expect(!folder.exists("reports"))
  }

  @Test(
    "is an option, a value or a command that there is not",
    arguments: [
      ["--frob"], ["run", "--frob"], ["frob"], ["run", "--as-of"], ["run", "--as-of", "2026-02-30"], ["run", "extra"],
      ["run", "--as-of", "21.11.2026"], ["run", "--fail-on", "severe"], ["findings", "--state", "gone"],
      ["findings", "--format", "xml"], ["rules", "show"], ["rules", "show", "no-such-rule"], ["rules", "frob"],
    ])
  func usage(arguments: [String]) throws {
    let folder = try AuditFolder()
    let before = try folder.everything()
    let ending = try Program.run(arguments, in: folder.path)
    #expect(ending.status == 2)
    #expect(ending.out.isEmpty)
    #expect(!ending.err.isEmpty)
    #expect(try folder.changes(since: before) == [])
  }

  @Test(
    "is none when somebody asks for help",
    arguments: [["--help"], ["run", "--help"], ["--version"], ["help", "run"], []])
  func help(arguments: [String]) throws {
    let folder = try AuditFolder()
    let ending = try Program.run(arguments, in: folder.path)
    #expect(ending.status == 0)
    #expect(!ending.out.isEmpty)
    #expect(ending.err.isEmpty)
  }
}
