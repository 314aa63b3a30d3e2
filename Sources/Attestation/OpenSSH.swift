import Foundation
import Glibc

/// Runs `ssh-keygen`, without a shell. Keys stay where they are: what is given to it are names of files and bytes that
/// anybody may see.
enum OpenSSH {
  struct Answer {
    var status: Int32
    var output: [UInt8]
    /// What it said, where it was listened to.
    var said: String
  }

  /// It cannot be run at all.
  struct Unavailable: Error { let reason: String }

  /// - Parameters:
  ///   - input: the file that becomes standard input.
  ///   - listens: whether what it says is taken; otherwise it goes to the terminal, where it may ask for a passphrase.
  static func run(_ arguments: [String], input: String, listens: Bool) throws -> Answer {
    let output = try Pipe.make()
    let said = try Pipe.make()
    defer {
      output.close()
      said.close()
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    if listens { posix_spawn_file_actions_adddup2(&actions, said.writing, STDERR_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // This program ignores SIGPIPE; what it starts need not.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

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
    // Both are small and fit into the pipes, so that one can be read after the other.
    let answer = Answer(status: 0, output: output.readAll(), said: String(decoding: said.readAll(), as: UTF8.self))
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let hasExited = status & 0x7F == 0
    return Answer(
      status: hasExited ? status >> 8 & 0xFF : 128 + status & 0x7F, output: answer.output, said: answer.said)
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

  func readAll() -> [UInt8] {
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let got = read(reading, &block, block.count)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return all }
      all += block[..<got]
    }
  }
}

/// A folder for a moment, readable by its owner alone.
final class MomentaryFolder {
  private let path: String
  private var files: [String] = []

  init() throws {
    let parent = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array("\(parent)/rollcall-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw OpenSSH.Unavailable(reason: "\(parent): cannot make a folder: \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(path)
  }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw OpenSSH.Unavailable(reason: "\(file): \(String(cString: strerror(errno)))") }
    files.append(file)
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let wrote = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if wrote < 0, errno == EINTR { continue }
      guard wrote > 0 else { throw OpenSSH.Unavailable(reason: "\(file): \(String(cString: strerror(errno)))") }
      done += wrote
    }
    return file
  }
}
