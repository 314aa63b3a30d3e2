package import Records
import Schema

/// All rules of this program, in the order of their ids.
package enum RuleCatalogue {
  /// The rules that come with the program.
  /// - Throws: what is wrong with a rule file; the tests read every one of them.
  package static func shipped() throws(Diagnostic) -> [RuleFile] {
    var rules: [RuleFile] = []
    for file in Schema.rules { rules.append(try RuleFile(name: file.name, text: file.text, isLean: true)) }
    return rules.sorted { $0.id < $1.id }
  }

  /// All bytes that decide what the rules find, for the digest of a run.
  package static var bytes: [[UInt8]] { (Schema.views + Schema.rules + Schema.lists).map(\.bytes) }

  /// Ids of rules that belong to the contract and to a later version of this program. None is left.
  package static let later: Set<String> = []
}
