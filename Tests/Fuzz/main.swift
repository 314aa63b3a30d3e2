// The program that scripts/fuzz builds: libFuzzer gives it bytes, and it ends where something does not hold.
import Foundation

/// libFuzzer's driver. Its own `main` does the same and stands behind the one that the package manager asks for.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

let check: @Sendable ([UInt8]) throws -> String? =
  switch ProcessInfo.processInfo.environment["ROLLCALL_FUZZ"] {
  case "csv": CSVFuzz.complaint
  case "json": JSONFuzz.complaint
  case "policy": PolicyFuzz.complaint
  default: { _ in "set ROLLCALL_FUZZ to csv, json or policy" }
  }

func end(_ words: String) -> Never {
  FileHandle.standardError.write(Data((words + "\n").utf8))
  abort()
}

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    if let complaint = try check(Array(UnsafeBufferPointer(start: data, count: count))) { end(complaint) }
  } catch {
    end("\(error)")
  }
  return 0
}

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(runDriver(&count, &arguments) { test($0, $1) })
