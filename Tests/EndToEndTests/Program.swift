import Foundation
import Glibc
import Testing

/// How a program that was started ended, and what it said.
struct Ending {
  var status: Int32
  var wasKilled: Bool
  var out: String
  var err: String
}

/// The program under test, as it was built beside the tests.
enum Program {
  static let path: String = {
    var folders = [Bundle.main.executableURL, ProcessInfo.processInfo.arguments.first.map { URL(filePath: $0) }]
      .compactMap { $0?.resolvingSymlinksInPath().deletingLastPathComponent().path }
    folders.append(Repository.folder + "/.build/debug")
    return folders.map { $0 + "/rollcall" }.first { access($0, X_OK) == 0 } ?? folders[0] + "/rollcall"
  }()

  /// Nothing of the machine that the tests run on.
  static let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent"]

  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = environment, output: FileHandle? = nil
  ) throws -> Ending {
    try run(tool: path, arguments, in: folder, environment: environment, output: output)
  }

  /// - Parameter output: where standard output goes instead of into the answer.
  static func run(
    tool: String, _ arguments: [String], in folder: String, environment: [String: String] = environment,
    output: FileHandle? = nil
  ) throws -> Ending {
    // Files, not pipes: nothing has to be read while the program runs.
    let scratch = try Scratch()
    let out = try scratch.file("out")
    let err = try scratch.file("err")
    let process = try start(
      tool: tool, arguments, in: folder, environment: environment, output: output ?? out, error: err)
    process.waitUntilExit()
    return Ending(
      status: process.terminationStatus, wasKilled: process.terminationReason == .uncaughtSignal,
      out: try scratch.text("out"), err: try scratch.text("err"))
  }

  static func start(
    tool: String = path, _ arguments: [String], in folder: String, environment: [String: String] = environment,
    output: FileHandle, error: FileHandle
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    try process.run()
    return process
  }

  /// Runs a tool of the machine that the tests run on, with its own environment.
  static func tool(_ name: String, _ arguments: [String], in folder: String) throws -> Ending {
    try run(tool: "/usr/bin/env", [name] + arguments, in: folder, environment: ProcessInfo.processInfo.environment)
  }
}

/// A folder for a moment.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "rollcall-night-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) throws -> FileHandle {
    let file = path + "/" + name
    try Data().write(to: URL(filePath: file))
    return try #require(FileHandle(forWritingAtPath: file))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
  }
}

enum Repository {
  /// The folder that holds `Tests`.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// A file or folder of `shared`, in a folder above this one; nil where there is none.
  static func shared(_ name: String) -> String? {
    var folder = URL(filePath: Repository.folder)
    while folder.path != "/" {
      let file = folder.appending(path: "shared/" + name).path
      if FileManager.default.fileExists(atPath: file) { return file }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
