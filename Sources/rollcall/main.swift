import ArgumentParser
import Audit
import Glibc
import ProcessSettings

// Nothing that a night writes is for others, whatever the shell says; and a crash must not print memory, which may
// hold what an export held (see docs/decisions).
umask(0o077)
for crash in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] { signal(crash, SIG_DFL) }
signal(SIGPIPE, SIG_IGN)
var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
_ = rollcall_hide_memory()
_ = rollcall_return_large_memory()
Descriptors.keepStandardOnesOpen()

do {
  // Not what CommandLine says: see process_settings.h.
  let words = (0..<rollcall_argument_count()).map { String(cString: rollcall_argument($0)) }
  guard !words.isEmpty else { throw AuditFailure(.bug, "the words of the command line cannot be had") }
  var command = try Rollcall.parseAsRoot(Array(words.dropFirst()))
  try command.run()
} catch let failure as AuditFailure {
  for line in failure.lines { Terminal.say("rollcall: \(line)") }
  exit(failure.status.rawValue)
} catch let ended as Ended {
  exit(ended.status.rawValue)
} catch {
  let code = Rollcall.exitCode(for: error)
  let message = Rollcall.fullMessage(for: error)
  if code.isSuccess {
    Terminal.print(message)
    exit(0)
  }
  Terminal.say(message)
  exit(code == .validationFailure ? ExitStatus.invalid.rawValue : ExitStatus.bug.rawValue)
}
