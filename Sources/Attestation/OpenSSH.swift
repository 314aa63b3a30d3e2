import Foundation
import Glibc

/// Runs `ssh-keygen`, without a shell. Keys stay where they are: what is given to it are names of files and bytes that
/// anybody may see.
enum OpenSSH {
  struct Answer {
    var status: Int32
    var output: [UInt8]
    /// What it said, a line each, apart from what it asked for.
    var said: [String]
  }

  /// It cannot be run at all.
  struct Unavailable: Error { let reason: String }

  /// - Parameters:
  ///   - input: the file that becomes standard input; nil leaves the terminal there, where it may ask for a passphrase.
  ///   - ask: is given what it asks a person for, while it waits for that.
  static func run(_ arguments: [String], input: String?, ask: (String) -> Void = { _ in }) throws -> Answer {
    let output = try Pipe.make()
    let said = try Pipe.make()
    defer {
      output.close()
      said.close()
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0) }
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, said.writing, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This program ignores SIGPIPE; what it starts need not.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    // Who stops it while it asks ends it alone, so that this program can say so and tidy up, as system(3) has it.
    let asked = input == nil ? [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) } : []
    defer { for (number, action) in asked { signal(number, action) } }
    for (number, _) in asked { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    // Words and times are the same in every place.
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C"
    environment["TZ"] = "UTC"
    if environment["PATH"] == nil { environment["PATH"] = "/usr/bin:/bin:/usr/local/bin" }
    var process: pid_t = 0
    let code = withStrings(["ssh-keygen"] + arguments) { arguments in
      withStrings(environment.map { "\($0)=\($1)" }) { environment in
        posix_spawnp(&process, "ssh-keygen", &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else {
      throw Unavailable(
        reason: code == ENOENT
          ? "there is no 'ssh-keygen' on the PATH; install OpenSSH's client (openssh-client)"
          : "ssh-keygen cannot be started: \(String(cString: strerror(code)))")
    }
    output.closeWriting()
    said.closeWriting()
    var talk = Talk()
    said.readAll { talk.hear(String(decoding: $0, as: UTF8.self), ask) }
    // It is small and fits into its pipe, so that it can be read afterwards.
    var bytes: [UInt8] = []
    output.readAll { bytes += $0 }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let hasExited = status & 0x7F == 0
    return Answer(
      status: hasExited ? status >> 8 & 0xFF : 128 + status & 0x7F, output: bytes, said: talk.finish())
  }

  private static func withStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
  }
}

/// Both ends of a pipe.
private final class Pipe {
  private let reading: Int32
  private(set) var writing: Int32

  private init(reading: Int32, writing: Int32) {
    self.reading = reading
    self.writing = writing
  }

  static func make() throws -> Pipe {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw OpenSSH.Unavailable(reason: String(cString: strerror(errno))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return Pipe(reading: ends[0], writing: ends[1])
  }

  func closeWriting() {
    if writing >= 0 { Glibc.close(writing) }
    writing = -1
  }

  func close() {
    closeWriting()
    Glibc.close(reading)
  }

  func readAll(_ body: (ArraySlice<UInt8>) -> Void) {
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let got = read(reading, &block, block.count)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return }
      body(block[..<got])
    }
  }
}

/// Tells what `ssh-keygen` asks a person for from what it says otherwise.
private struct Talk {
  private var said: [String] = []
  private var line = ""
  /// Whether what comes next may end a line on which somebody typed.
  private var isAsking = false

  mutating func hear(_ text: String, _ ask: (String) -> Void) {
    for character in text {
      // Its messages end with a carriage return, too, which is one character with the line feed.
      guard character.isNewline else {
        line.append(character)
        continue
      }
      // The end of the line on which somebody typed unseen, or a touch that is asked for.
      if isAsking && line.isEmpty || line.hasPrefix("Confirm user presence") {
        ask(line + "\n")
      } else if !line.isEmpty {
        said.append(line)
      }
      line = ""
      isAsking = false
    }
    // A line that waits for its answer. It comes here only where a process has a terminal that is not its own (su).
    if line.hasPrefix("Enter ") {
      ask(line)
      line = ""
      isAsking = true
    }
  }

  consuming func finish() -> [String] { line.isEmpty ? said : said + [line] }
}
