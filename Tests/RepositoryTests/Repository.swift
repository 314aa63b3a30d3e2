import Foundation

/// The files of this repository as they lie on disk. Paths are relative to its root and written with `/`.
enum Repository {
  /// The folder with `Package.swift`, found by walking up from this file, through links.
  static let root: URL = {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  static func url(_ path: String) -> URL { root.appending(path: path) }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: url(path).path) }

  static func bytes(_ path: String) throws -> Data { try Data(contentsOf: url(path)) }

  static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  static func lines(_ path: String) throws -> [Substring] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Files below a folder, in order; with `suffix` only those that end so.
  static func files(_ folder: String, suffix: String = "") -> [String] {
    let names = FileManager.default.enumerator(atPath: url(folder).path)?.compactMap { $0 as? String } ?? []
    return names.map { folder + "/" + $0 }.filter { $0.hasSuffix(suffix) && isFile($0) }.sorted()
  }

  /// Names of what lies in a folder, in order.
  static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url(folder).path)) ?? []).sorted()
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url(path).path, isDirectory: &isFolder) && isFolder.boolValue
  }

  static func isFile(_ path: String) -> Bool { exists(path) && !isFolder(path) }

  /// What belongs to the repository: tracked by git or about to be, and on disk. Where there is no git, everything
  /// outside of hidden folders.
  static let tracked: [String] = {
    let arguments = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if exists(".git"), let listed = try? Command.run(arguments, in: root), listed.status == 0 {
      return Set(listed.output.split(separator: "\0").map(String.init)).filter(isFile).sorted()
    }
    let kept = names(in: ".").filter { !$0.hasPrefix(".build") && $0 != ".git" }
    return kept.flatMap { isFolder($0) ? files($0) : [$0] }.sorted()
  }()

  /// Swift of the program and of its tests, `Package.swift` included.
  static let swift: [String] =
    ["Package.swift"] + ["Sources", "Tests", "schema"].flatMap { files($0, suffix: ".swift") }

  /// Swift that ends in the program.
  static let program: [String] = ["Sources", "schema"].flatMap { files($0, suffix: ".swift") }

  /// Documents that people read.
  static let documents: [String] =
    ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].filter(exists) + files("docs", suffix: ".md")
}

/// Runs another program and waits for it.
enum Command {
  struct Result {
    let status: Int32
    /// Both streams.
    let output: String
  }

  static func run(_ arguments: [String], in folder: URL) throws -> Result {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Result(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }
}
