import Foundation

/// What `Package.swift` says of the targets, read as text: enough for a manifest that is written in one way.
struct Manifest {
  struct Target: Equatable {
    let name: String
    /// Modules that it may import.
    let dependencies: Set<String>
  }

  /// In the order of the manifest, tests apart.
  let rooms: [Target]
  let tests: [Target]

  init(_ text: String) {
    let products = Dictionary(
      uniqueKeysWithValues: text.matches(of: /let (\w+): Target\.Dependency = \.product\(name: "(\w+)"/).map {
        (String($0.1), String($0.2))
      })
    let list = text.range(of: "targets: [\n").map { text[$0.upperBound...] } ?? ""
    var rooms: [Target] = []
    var tests: [Target] = []
    for match in list.matches(of: /(?m)^    (room|tests|\.target|\.executableTarget)\(/) {
      let block = Manifest.upToClosing(list[match.range.upperBound...])
      guard let name = block.firstMatch(of: /"(\w+)"/).map({ String($0.1) }) else { continue }
      let isShort = match.1 == "room" || match.1 == "tests"
      let start = isShort ? block.range(of: "[") : block.range(of: "dependencies: [")
      let dependencies = start.map { block[$0.upperBound...].prefix { $0 != "]" } } ?? ""
      let named = dependencies.split { ", \n".contains($0) }.map { word in
        word.hasPrefix("\"") ? String(word.dropFirst().dropLast()) : products[String(word)] ?? "?" + word
      }
      let target = Target(name: name, dependencies: Set(named))
      if match.1 == "tests" { tests.append(target) } else { rooms.append(target) }
    }
    self.rooms = rooms
    self.tests = tests
  }

  /// The text up to the parenthesis that closes the one before it.
  private static func upToClosing(_ text: Substring) -> Substring {
    var depth = 1
    return text.prefix { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth > 0
    }
  }
}
