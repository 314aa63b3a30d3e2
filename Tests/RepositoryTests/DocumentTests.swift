import Foundation
import Testing

/// Documents speak of things that are there.
@Suite struct DocumentTests {
  /// A document in parts: prose without its code, code between backticks in prose, and blocks of code.
  private struct Document {
    var prose: [String] = []
    var spans: [String] = []
    var blocks: [String] = []

    init(_ file: String) throws {
      var isBlock = false
      for line in try Repository.lines(file).map(String.init) {
        if line.drop(while: { $0 == " " }).hasPrefix("```") {
          isBlock.toggle()
        } else if isBlock {
          blocks.append(line)
        } else {
          spans += line.matches(of: /`([^`]+)`/).map { String($0.1) }
          prose.append(line.replacing(/`[^`]+`/, with: ""))
        }
      }
    }
  }

  /// Ids of rules that the program has, and of those that it knows for later.
  private static func rules() throws -> (shipped: Set<String>, later: Set<String>) {
    let shipped = Repository.names(in: "schema/rules").map { String($0.dropLast(".sql".count)) }
    let catalogue = try Repository.text("Sources/Rules/RuleCatalogue.swift")
    let later = catalogue.range(of: "later: Set<String> = [").map { catalogue[$0.upperBound...].prefix { $0 != "]" } }
    return (Set(shipped), Set((later ?? "").matches(of: /"([a-z-]+)"/).map { String($0.1) }))
  }

  /// Words that look like the id of a rule and are none.
  private static let otherWords: Set<String> = ["role-mailbox"]

  @Test("the documents are there")
  func present() {
    for file in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md"] {
      #expect(Repository.exists(file), "\(file)")
    }
    #expect(!Repository.names(in: "docs/decisions").isEmpty)
  }

  @Test("every path between backticks exists", arguments: Repository.documents)
  func paths(_ file: String) throws {
    let top = Set(Repository.tracked.compactMap { $0.split(separator: "/").first.map(String.init) })
    let names = Set(Repository.tracked.compactMap { $0.split(separator: "/").last.map(String.init) })
    for span in try Document(file).spans {
      guard span.wholeMatch(of: /[\w.-]+(?:\/[\w.-]+)*\/?/) != nil else { continue }
      // What runs write is not part of the tree.
      if span.hasPrefix("reports/"), !span.hasPrefix("reports/sample") { continue }
      if span.contains("/"), let first = span.split(separator: "/").first, top.contains(String(first)) {
        #expect(Repository.exists(span), "\(file): \(span)")
      } else if !span.contains("/"), span.hasSuffix(".swift") || span.hasSuffix(".sql") {
        #expect(names.contains(span), "\(file): \(span)")
      }
    }
  }

  @Test("every relative link leads somewhere", arguments: Repository.documents)
  func links(_ file: String) throws {
    let folder = Repository.url(file).deletingLastPathComponent()
    for line in try Document(file).prose {
      for match in line.matches(of: /\]\(([^)\s]+)\)/) {
        let target = match.1.prefix { $0 != "#" }
        guard !target.isEmpty, !target.contains("://"), !target.hasPrefix("mailto:") else { continue }
        let place = folder.appending(path: String(target)).standardizedFileURL.path
        #expect(FileManager.default.fileExists(atPath: place), "\(file): \(target)")
      }
    }
  }

  @Test("every command that a document names is a command of the program", arguments: Repository.documents)
  func commands(_ file: String) throws {
    // The changelog also names what is still to come.
    guard file != "CHANGELOG.md" else { return }
    let document = try Document(file)
    for text in document.spans + document.blocks {
      for match in text.matches(of: /(?:^|[\s\/"'])rollcall (?:\w+\.yml )?([a-z]+)\b/) {
        let name = match.1.prefix(1).uppercased() + match.1.dropFirst()
        #expect(Repository.exists("Sources/rollcall/\(name)Command.swift"), "\(file): rollcall \(match.1)")
      }
    }
  }

  @Test("every command of the program is in the README")
  func documented() throws {
    let readme = try Repository.text("README.md")
    for name in Repository.names(in: "Sources/rollcall") where name.hasSuffix("Command.swift") {
      let command = name.dropLast("Command.swift".count).lowercased()
      #expect(readme.contains("rollcall \(command)"), "\(command)")
    }
  }

  @Test("every rule that a document names is in the catalogue", arguments: Repository.documents)
  func ruleIDs(_ file: String) throws {
    let (shipped, later) = try DocumentTests.rules()
    #expect(!shipped.isEmpty)
    let known = shipped.union(later)
    let families = Set(known.compactMap { $0.split(separator: "-").first })
    for span in try Document(file).spans {
      guard span.wholeMatch(of: /[a-z]+(?:-[a-z]+)+/) != nil else { continue }
      guard families.contains(span.prefix { $0 != "-" }) else { continue }
      #expect(known.contains(span) || DocumentTests.otherWords.contains(span), "\(file): \(span)")
    }
  }

  @Test("the README says what every exit status means")
  func exitCodes() throws {
    let statuses = try Repository.text("Sources/Audit/ExitStatus.swift").matches(of: /case \w+ = (\d+)/).map { $0.1 }
    let readme = try Repository.text("README.md")
    #expect(statuses.count > 5)
    for status in statuses { #expect(readme.contains("| \(status) |"), "\(status)") }
  }

  /// Numbers are given out before decisions are written, so that one may be missing for a while.
  @Test("decisions have a number of four digits each")
  func decisions() {
    let numbers = Repository.names(in: "docs/decisions").map { name in
      name.wholeMatch(of: /(\d{4})-[a-z0-9-]+\.md/).flatMap { Int($0.1) }
    }
    #expect(numbers.count > 10)
    #expect(!numbers.contains(nil))
    #expect(Set(numbers).count == numbers.count)
  }
}
