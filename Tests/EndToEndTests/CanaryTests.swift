import Audit
import Exports
import Foundation
import Glibc
import Policy
import Records
import Testing

/// No secret of an export is anywhere but in the export: not in the database or its free pages, not in a report, not in
/// what any command says, whatever goes wrong.
@Suite("A secret in an export", .timeLimit(.minutes(10)))
struct CanaryTests {
  /// A folder with a policy and exports, in which commands are run and everything that they leave is searched.
  private final class Trap {
    let scratch: Scratch
    private(set) var canaries: [Canary] = []
    private(set) var leaks: [String] = []
    var statuses: [Int32] = []
    static let exports: Set<String> = ["exports", "rollcall.yml"]

    init() throws {
      scratch = try Scratch()
      for folder in ["exports", "tmp"] {
        try FileManager.default.createDirectory(
          atPath: scratch.path + "/" + folder, withIntermediateDirectories: false)
      }
      try write(CanaryTests.policy, to: "rollcall.yml")
      try write(CanaryTests.users(), to: "exports/users.csv")
      try write("user,role\nu1,Super Admin\nu2,Super Admin\n", to: "exports/roles.csv")
    }

    /// A fresh one, to be put somewhere.
    func canary(_ name: String) -> String { add(Canary(name)) }

    /// One without signs.
    func plain(_ name: String) -> String { add(Canary(name).plain) }

    private func add(_ canary: Canary) -> String {
      canaries.append(canary)
      return canary.text
    }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
      try Data(bytes).write(to: URL(filePath: scratch.path + "/" + name))
    }

    static let commands = [
      ["check", "--verbose"], ["preview", "users", "--verbose", "--rows", "100"],
      ["run", "--verbose", "--dry-run", "--as-of", "2026-11-21"],
      ["run", "--verbose", "--as-of", "2026-11-21"], ["findings", "--verbose"], ["findings", "--format", "csv"],
      ["findings", "--format", "json"], ["rules", "list"], ["rules", "show", "secret-in-export"],
      ["history"], ["verify", "--verbose"], ["report"], ["evidence", "--run", "1", "--output", "evidence.tar"],
      ["report", "--pseudonyms", "--output", "copy"],
    ]

    private var environment: [String: String] {
      Program.environment.merging(["TMPDIR": scratch.path + "/tmp"]) { $1 }
    }

    /// Runs every command, and searches what it says and leaves.
    func run(_ commands: [[String]] = Trap.commands) throws {
      for command in commands {
        let ending = try Program.run(command, in: scratch.path, environment: environment)
        #expect(!ending.wasKilled && ending.status != 70, "\(command): \(ending.err)")
        statuses.append(ending.status)
        let search = CanarySearch(canaries)
        for (stream, text) in [("standard output", ending.out), ("standard error", ending.err)] {
          for name in search.found(in: Array(text.utf8)).sorted() {
            leaks.append("\(command.joined(separator: " ")), \(stream): \(name)")
          }
        }
        leaks += try search.found(below: scratch.path, except: Trap.exports)
      }
    }

    /// Kills a run after some time, and searches what it left, its journal too.
    func kill(after milliseconds: Int) throws {
      let files = try Scratch()
      let process = try Program.start(
        ["run", "--verbose", "--as-of", "2026-11-21"], in: scratch.path, environment: environment,
        output: try files.file("out"), error: try files.file("err"))
      usleep(UInt32(milliseconds) * 1000)
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let search = CanarySearch(canaries)
      leaks += try search.found(below: scratch.path, except: Trap.exports) + search.found(below: files.path)
    }
  }

  static let policy = """
    organization: Example Ltd
    sources:
      - name: users
        kind: users
        path: exports/users.csv
        account: A
        max_rejected: 90%
        columns: {id: ID, user_name: Login, given_name: First, family_name: Last, email: Mail, status: Status,
                  mfa: MFA, created: Created, passphrase_set: Passphrase}
      - {name: roles, kind: roles, path: exports/roles.csv, preset: generic, account: A}
    roles:
      - {name: Super Admin, privileges: [admin-console]}

    """
  private static let header = "ID,Login,First,Last,Mail,Status,MFA,Created,Passphrase,PIN,Notes"

  /// - Parameters:
  ///   - secret: gives what stands under a header in a row.
  private static func users(
    _ count: Int = 8, header: String = CanaryTests.header,
    _ secret: (_ header: String, _ row: Int) -> String? = { _, _ in nil }
  ) -> String {
    (1...count).reduce(into: header + "\n") { text, row in
      let cells = header.split(separator: ",").map { name -> String in
        let standard = [
          "ID": "u\(row)", "Login": "n\(row)", "First": "Ann", "Last": "Byron", "Mail": "n\(row)@a.example",
          "Status": "Active", "MFA": "no", "Created": "2020-01-01", "Passphrase": "yes",
        ]
        return secret(String(name), row) ?? standard[String(name)] ?? ""
      }
      text += cells.map { $0.contains("\"") || $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "\n"
    }
  }

  // MARK: - Nights that go well

  @Test("leaves no trace of a night, whatever column it stands in, and is a finding")
  func success() throws {
    let trap = try Trap()
    var text = Self.users(
      header: Self.header + ",API Token,Password [Required],Security Answer,\(trap.plain("a header"))"
    ) {
      ["Passphrase", "PIN", "Notes", "API Token", "Password [Required]", "Security Answer"].contains($0)
        ? trap.canary("\($0) of row \($1)") : nil
    }
    // Out of step: a field too many, and the secret in the place of a word or a day.
    text += "u91,n91,Ann,Byron,n91@a.example,Active,no,2020-01-01,yes,,,,,,,\(trap.canary("a field too many"))\n"
    text += "u92,n92,Ann,Byron,n92@a.example,\(trap.plain("a status")),no,2020-01-01,yes,,,,,,\n"
    text += "u93,n93,Ann,Byron,n93@a.example,Active,\(trap.plain("a yes or no")),2020-01-01,yes,,,,,,\n"
    text += "u94,n94,Ann,Byron,n94@a.example,Active,no,\(trap.canary("a day")),yes,,,,,,\n"
    // In a name a stray quote is text, and read as such; in what tells records apart or refers to others it is not.
    text += "u95,n95,Ann,Byron,n95@a \" \(trap.canary("behind a stray quote")),Active,no,,yes,,,,,,\n"
    try trap.write(text, to: "exports/users.csv")
    try trap.run()
    try trap.run([["run", "--verbose", "--as-of", "2026-11-22"]])
    #expect(trap.leaks == [])
    #expect(Set(trap.statuses) == [0, 1])
    let report = try trap.scratch.text("reports/latest/findings.csv")
    for column in ["Passphrase", "PIN", "API Token", "Password [Required]", "Security Answer"] {
      #expect(report.contains("\"users: \(column)\""), "\(column)")
    }
  }

  @Test("leaves no trace where it stands in JSON, mapped or not, at any depth")
  func json() throws {
    let trap = try Trap()
    try trap.write(
      Self.policy.replacing("users.csv", with: "users.json").replacing(
        /columns: \{[^}]*\}/, with: "columns: {id: id, status: status, passphrase_set: passphrase, mfa: mfa}"),
      to: "rollcall.yml")
    func quoted(_ name: String) -> String { "\"" + trap.canary(name) + "\"" }
    let records = (1...4).map { row in
      """
      {"id": "u\(row)", "status": "Active", "mfa": "no", "passphrase": \(quoted("passphrase \(row)")),
       "password": \(quoted("password \(row)")), "profile": {"pin": \(quoted("inner pin \(row)"))},
       "tokens": [\(quoted("a list \(row)"))], "notes": {"free": \(quoted("free text \(row)"))}}
      """
    }
    try trap.write(
      "{\"access_token\": \(quoted("around the list")), \"data\": [\(records.joined(separator: ","))]}",
      to: "exports/users.json")
    try trap.run()
    // A key twice is refused, and so is what does not end.
    for text in [
      "[{\"id\": \"u1\", \"pin\": \(quoted("first")), \"pin\": \(quoted("second"))}]",
      "[{\"id\": \"u1\", \"pin\": \(quoted("cut off"))", "[{\"id\": \"u1\", \"pin\": \"\(trap.canary("unterminated"))",
      "[{\"id\": \"u1\", \"pin\": \(trap.plain("no quotes"))}]", "[{\"id\": \"u1\"}, \(quoted("no object"))]",
      "[{\"id\": \"u1\", \"\(trap.plain("a key"))\": 1, \"x\": }]",
    ] {
      try trap.write(text, to: "exports/users.json")
      try trap.run([["check", "--verbose"], ["run", "--verbose"]])
      #expect(trap.statuses.suffix(2) == [3, 3])
    }
    #expect(trap.leaks == [])
  }

  // MARK: - Nights that do not

  @Test("leaves no trace where the export is refused")
  func refused() throws {
    let trap = try Trap()
    try trap.run([["run", "--verbose", "--as-of", "2026-11-21"]])
    func pins(_ header: String = Self.header, _ count: Int = 8) -> String {
      Self.users(count, header: header) { name, row in
        name == "PIN" ? trap.canary("PIN \(trap.canaries.count) \(row)") : nil
      }
    }
    let invalid = Array(pins().utf8) + [0xC3, 0x28] + Array(trap.canary("beside invalid UTF-8").utf8)
    let cases: [(what: String, bytes: [UInt8])] = [
      ("shrunk", Array(pins(Self.header, 1).utf8)),
      ("an unterminated quote", Array((pins() + "u9,\"\(trap.canary("behind a quote"))\n").utf8)),
      ("text behind a quote", Array((pins() + "u9,\"n9\"\(trap.canary("at a quote")),x\n").utf8)),
      ("invalid UTF-8", invalid), ("NUL", Array(pins().utf8) + [0x30, 0] + Array(trap.canary("beside NUL").utf8)),
      ("cut off", Array((pins() + "u9,n9,\(trap.canary("cut off"))").utf8)),
      (
        "a header twice",
        Array(
          pins(Self.header + "," + Array(repeating: trap.plain("a header twice"), count: 2).joined(separator: ",")).utf8
        )
      ),
      ("no header", Array((1...5).map { "u\($0),\(trap.plain("no header \($0)")),Active\n" }.joined().utf8)),
      ("half a header", Array(("ID,Login,\(trap.plain("half a header")),Status\n" + "u1,n1,,Active\n").utf8)),
      (
        "a long record",
        Array((pins() + "u9,\"" + String(repeating: "x", count: 1 << 20) + trap.canary("a long record")).utf8)
      ),
      ("a column too few", Array(pins(Self.header.replacing("Mail", with: "E-Mail")).utf8)),
    ]
    for test in cases {
      try trap.write(test.bytes, to: "exports/users.csv")
      try trap.run([
        ["check", "--verbose"], ["run", "--verbose", "--as-of", "2026-11-22"], ["findings", "--format", "json"],
      ])
      #expect(trap.statuses.suffix(3).dropLast() == [3, 3], "\(test.what)")
    }
    #expect(trap.leaks == [])
  }

  @Test("is refused where the policy maps it into a text")
  func mapped() throws {
    let trap = try Trap()
    try trap.write(Self.policy.replacing("mfa: MFA", with: "title: PIN"), to: "rollcall.yml")
    try trap.write(Self.users { name, row in name == "PIN" ? trap.canary("PIN \(row)") : nil }, to: "exports/users.csv")
    try trap.run()
    #expect(trap.leaks == [])
    #expect(trap.statuses.prefix(3) == [3, 3, 3])
  }

  @Test("leaves no trace where a run is killed, nor in the run after it", arguments: [5, 20, 45, 80, 130])
  func killed(milliseconds: Int) throws {
    let trap = try Trap()
    let text = Self.users(3000) { name, row in
      ["PIN", "Passphrase", "Notes"].contains(name) && row % 300 == 0 ? trap.canary("\(name) \(row)") : nil
    }
    try trap.write(text, to: "exports/users.csv")
    try trap.kill(after: milliseconds)
    try trap.run([["run", "--verbose", "--as-of", "2026-11-21"]])
    #expect(trap.leaks == [])
  }

  @Test(
    "leaves no trace where the program crashes: no backtrace, no core file",
    arguments: [SIGTRAP, SIGSEGV, SIGILL, SIGBUS, SIGFPE])
  func crashed(signal: Int32) throws {
    let trap = try Trap()
    let text = Self.users(20_000) { name, row in
      ["PIN", "Passphrase", "Notes"].contains(name) && row % 500 == 0 ? trap.canary("\(name) \(row)") : nil
    }
    try trap.write(text, to: "exports/users.csv")
    let files = try Scratch()
    // As hostile as a shell can be: core files as large as they like, and Swift's backtraces asked for.
    let process = try Program.start(
      tool: "/bin/sh",
      ["-c", "ulimit -c unlimited 2> /dev/null; exec \"$0\" run --verbose --as-of 2026-11-21", Program.path],
      in: trap.scratch.path,
      environment: Program.environment.merging(["SWIFT_BACKTRACE": "enable=yes,sanitize=no,color=no"]) { $1 },
      output: try files.file("out"), error: try files.file("err"))
    while process.isRunning, access(trap.scratch.path + "/rollcall.db", F_OK) != 0 { usleep(1000) }
    // It stands still in the middle of its night while it is looked at.
    kill(process.processIdentifier, SIGSTOP)
    let place = "/proc/\(process.processIdentifier)/"
    let limits = try String(contentsOfFile: place + "limits", encoding: .utf8)
    let status = try String(contentsOfFile: place + "status", encoding: .utf8)
    kill(process.processIdentifier, signal)
    kill(process.processIdentifier, SIGCONT)
    process.waitUntilExit()
    let ended = "\(process.terminationReason.rawValue) \(process.terminationStatus): \(try files.text("err"))"
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == signal, "\(ended)")
    #expect(limits.contains(/Max core file size[ ]+0[ ]+0[ ]/), "\(limits)")
    // Nobody catches what a crash sends: Swift's own handler would print the memory around it.
    let caught = UInt64(try #require(status.firstMatch(of: /SigCgt:\s*([0-9a-f]+)/)).1, radix: 16)
    for crash in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      #expect(try #require(caught) & 1 << UInt64(crash - 1) == 0, "signal \(crash)")
    }
    let said = try files.text("out") + files.text("err")
    #expect(!said.contains("Crash") && !said.contains("0x"), "\(said)")
    let left = FileManager.default.enumerator(atPath: trap.scratch.path)?.compactMap { $0 as? String } ?? []
    #expect(left.filter { $0.split(separator: "/").last?.hasPrefix("core") == true } == [])
    let search = CanarySearch(trap.canaries)
    #expect(try search.found(below: trap.scratch.path, except: Trap.exports) + search.found(below: files.path) == [])
  }

  // MARK: - The search itself

  @Test("would be found: with the filter off it is in database and report, with the filter on nowhere")
  func filterOff() throws {
    let trap = try Trap()
    let text = Self.users { name, row in
      ["PIN", "Passphrase"].contains(name) ? trap.canary("\(name) \(row)") : nil
    }
    try trap.write(text, to: "exports/users.csv")
    /// A night in this process: no setting of the program can turn the filter off.
    func night(isOn: Bool) throws -> [String] {
      var workspace = try Workspace(policyPath: trap.scratch.path + "/rollcall.yml")
      if !isOn {
        for source in workspace.policy.sources.indices {
          workspace.policy.sources[source].mapping.isSecret = { _ in false }
        }
      }
      let options = Night.Options(
        asOf: Day(iso: "2026-11-21"), now: Instant(seconds: Int(Date().timeIntervalSince1970)), isDryRun: false,
        failOn: nil, allowed: [],
        version: "test")
      _ = try Night(workspace, options).run()
      return try CanarySearch(trap.canaries).found(below: trap.scratch.path, except: Trap.exports)
    }
    #expect(try night(isOn: true) == [])
    // What is refused with the filter on comes through with it off.
    try trap.write(Self.policy.replacing("given_name: First", with: "given_name: PIN"), to: "rollcall.yml")
    #expect(throws: AuditFailure.self) { try night(isOn: true) }
    #expect(try CanarySearch(trap.canaries).found(below: trap.scratch.path, except: Trap.exports) == [])
    let leaks = try night(isOn: false)
    for (file, column) in [
      ("rollcall.db", "PIN"), ("index.html", "PIN"), ("run.json", "PIN"), ("findings.csv", "PIN"),
    ] {
      #expect(leaks.contains { $0.contains("\(file): \(column) ") }, "\(file), \(column): \(leaks)")
    }
  }

  @Test("would be found: the same text under a header that nothing is wrong with is everywhere")
  func control() throws {
    let trap = try Trap()
    let header = Self.header.replacing("PIN", with: "Nickname")
    try trap.write(Self.policy.replacing("given_name: First", with: "given_name: Nickname"), to: "rollcall.yml")
    let text = Self.users(3, header: header) { name, row in
      name == "Nickname" ? trap.canary("Nickname \(row)") : nil
    }
    try trap.write(text, to: "exports/users.csv")
    try trap.run([["run", "--as-of", "2026-11-21"], ["findings"]])
    for place in ["rollcall.db", "index.html", "run.json", "findings.csv", "findings, standard output"] {
      #expect(trap.leaks.contains { $0.contains(place) }, "\(place): \(trap.leaks)")
    }
  }

  @Test("is found in every form, eight bytes of it, at any place")
  func forms() {
    let canary = Canary("it")
    let search = CanarySearch([canary, Canary("another")])
    for form in canary.forms {
      for start in [0, 1, form.count - 8] {
        let bytes = [UInt8](repeating: 0x20, count: 3) + form[start..<start + 8] + [0]
        #expect(search.found(in: bytes) == ["it"])
      }
      #expect(search.found(in: [0x20] + Array(form.prefix(7)) + [0x20]) == [])
    }
  }
}
