import Foundation

// Writes one Swift file that holds the text of every file in the folders of a folder:
// EmbedText OUTPUT FOLDER. A list of bytes would take the compiler a hundred times as long as a string does.

let output = URL(filePath: CommandLine.arguments[1])
let root = URL(filePath: CommandLine.arguments[2])

func content(_ folder: URL) throws -> [URL] {
  try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
    .filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.lastPathComponent < $1.lastPathComponent }
}

struct Problem: Error, CustomStringConvertible { let description: String }

let fence = String(repeating: "#", count: 8)
var text = "extension Schema {\n"
for folder in try content(root) where folder.hasDirectoryPath {
  text += "  package static let \(folder.lastPathComponent): [File] = [\n"
  for file in try content(folder) {
    guard let content = String(data: try Data(contentsOf: file), encoding: .utf8), !content.contains(fence),
      !content.unicodeScalars.contains("\0")
    else { throw Problem(description: "\(file.path): it is no text that can be embedded") }
    // A line end inside a literal is LF whatever the file has, so a carriage return is written as an escape.
    let literal = content.unicodeScalars.map { $0 == "\r" ? "\\\(fence)r" : String($0) }.joined()
    text += "    File(\"\(file.lastPathComponent)\", \(fence)\"\"\"\n\(literal)\n\"\"\"\(fence)),\n"
  }
  text += "  ]\n"
}
try Data((text + "}\n").utf8).write(to: output)
