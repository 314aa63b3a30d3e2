import Storage

extension RuleFile {
  /// What decides what the rule finds, beside data and parameters: its SELECT, and those of the views that it reads, also
  /// through other views.
  package var decidingTexts: [String] {
    var waiting = SQLWords.views(in: select)
    var seen = [Bool](repeating: false, count: RuleFile.views.count)
    var texts: [String] = []
    while let place = waiting.popLast() {
      guard !seen[place] else { continue }
      seen[place] = true
      texts.append(RuleFile.views[place].select)
      waiting += RuleFile.views[place].named
    }
    return [select] + texts.sorted()
  }

  /// In the order of `ViewFile.all`.
  private static let views = ViewFile.all.map { (select: $0.select, named: SQLWords.views(in: $0.select)) }
}
