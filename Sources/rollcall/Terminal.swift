import Audit
import Glibc

/// A command ended with a status that is not success, and everything there is to say has been said.
struct Ended: Error {
  let status: ExitStatus
}

/// Writing to the two streams: data to standard output, talk to standard error.
enum Terminal {
  /// Data. A stream that takes no more (a full disk behind it) ends the program with the status of storage.
  static func print(_ text: String) {
    guard write(text + "\n", to: STDOUT_FILENO) else {
      say("rollcall: cannot write to standard output: \(String(cString: strerror(errno)))")
      exit(ExitStatus.storage.rawValue)
    }
  }

  /// Talk. Nothing depends on it.
  static func say(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  /// Text without a line end, for a line that is drawn over.
  static func draw(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Columns of the terminal behind standard output, or as `COLUMNS` in the environment says; nil where there is neither.
  static var columns: Int? {
    if let told = getenv("COLUMNS").flatMap({ Int(String(cString: $0)) }), told > 0 { return told }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let wrote = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if wrote < 0 {
        if errno == EINTR { continue }
        // Nobody reads any more (`| head`): that is no failure of ours.
        return errno == EPIPE
      }
      rest = rest.dropFirst(wrote)
    }
    return true
  }
}

enum Descriptors {
  /// Makes sure that 0, 1 and 2 are taken, so that no database gets one of them and is written over by a message.
  static func keepStandardOnesOpen() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
  }
}
