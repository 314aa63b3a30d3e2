import Storage

extension RuleFile {
  /// What decides what the rule finds, beside data and parameters: its SELECT, and those of the views that it reads, also
  /// through other views.
  package var decidingTexts: [String] {
    [select] + RuleFile.withThoseTheyRead(namedViews).map { ViewFile.all[$0].select }.sorted()
  }

  /// The names of the views that some rules read, also through other views.
  package static func words(of rules: [RuleFile]) -> Set<String> {
    Set(withThoseTheyRead(rules.flatMap(\.namedViews)).map { ViewFile.all[$0].name })
  }

  /// What a text of SQL names, by places in `ViewFile.all`, and whether it names `undone`, the table of decisions.
  static func names(in sql: String) -> (views: [Int], undone: Bool) {
    let found = names.found(in: sql)
    return (found.filter { $0 < ViewFile.all.count }, found.last == ViewFile.all.count)
  }

  private static let names = SQLWords(ViewFile.all.map(\.name) + ["undone"])
  /// The views that each view names, in the order of `ViewFile.all`.
  private static let namedByViews = ViewFile.all.map { names(in: $0.select).views }

  private static func withThoseTheyRead(_ views: [Int]) -> [Int] {
    var waiting = views
    var seen = [Bool](repeating: false, count: ViewFile.all.count)
    while let place = waiting.popLast() {
      guard !seen[place] else { continue }
      seen[place] = true
      waiting += namedByViews[place]
    }
    return seen.indices.filter { seen[$0] }
  }
}
