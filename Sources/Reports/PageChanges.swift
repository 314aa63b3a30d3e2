import Records

/// What changed since the run before, first on the page; below it the same counts by severity, adding up.
extension HTML {
  static func changes(_ model: ReportModel) -> HTML {
    let counts = model.counts
    return """
      <section id="changes" aria-labelledby="changes-title">
      <h2 id="changes-title">What changed</h2>
      \(firstRun(model.run))<ul class="cards">
      \(card("n", counts[.new], "new", "never seen before", "findings"))
      \(card("r", counts[.reopened], "reopened", "were resolved, are back", "findings"))
      \(card("o", counts[.open], "still open", "seen before, still there", "findings"))
      \(card("d", counts[.resolved], "resolved", "looked for, and gone", "resolved"))
      \(card("q", counts[.notAssessed], "not assessed", "data was lacking", "not-assessed"))
      \(card("w", counts[.waived], "waived", "there, and accepted", "waived"))
      </ul>
      \(table(counts))</section>

      """
  }

  private static func firstRun(_ run: ReportModel.Run) -> HTML {
    run.number == 1 ? "<p>This is the first run: whatever it found is new.</p>\n" : ""
  }

  private static func card(_ mark: String, _ count: Int, _ word: String, _ words: String, _ target: String) -> HTML {
    let zero: HTML = count == 0 ? " class=\"zero\"" : ""
    return """
      <li\(zero)><a href="#\(attribute: target)"><b>\(count)</b> \
      <i class="\(attribute: mark)">\(word)</i><small>\(words)</small></a></li>
      """
  }

  private static func table(_ counts: ReportModel.Counts) -> HTML {
    var table: HTML = """
      <div class="scroll" role="region" aria-label="Findings by severity and state" tabindex="0">
      <table class="matrix"><caption>Findings by severity and state</caption>
      <thead><tr><th scope="col">Severity</th><th scope="col">New</th><th scope="col">Reopened</th>\
      <th scope="col">Still open</th><th scope="col">All open</th><th scope="col">Waived</th>\
      <th scope="col">Not assessed</th><th scope="col">Resolved</th></tr></thead>
      <tbody>

      """
    for severity in Severity.allCases.reversed() {
      table += "<tr><th scope=\"row\">\(HTML.severity(severity))</th>"
      for state in columns {
        let count = state.map { counts[$0, severity] } ?? counts.open(severity)
        table += number(count, isSum: state == nil)
      }
      table += "</tr>\n"
    }
    table += "</tbody>\n<tfoot><tr><th scope=\"row\">All</th>"
    for state in columns { table += number(state.map { counts[$0] } ?? counts.open, isSum: state == nil) }
    return "\(table)</tr></tfoot></table></div>\n"
  }

  /// Nil stands for the sum of the three before it.
  private static let columns: [FindingState?] = [.new, .reopened, .open, nil, .waived, .notAssessed, .resolved]

  private static func number(_ count: Int, isSum: Bool) -> HTML {
    switch (count, isSum) {
    case (0, _): "<td class=\"zero\">0</td>"
    case (_, true): "<td><b>\(count)</b></td>"
    case (_, false): "<td>\(count)</td>"
    }
  }

  /// A severity as a word with a shape of its own.
  static func severity(_ severity: Severity) -> HTML {
    "<span class=\"s \(attribute: severity.rawValue)\">\(severity.title)</span>"
  }
}

extension Severity {
  /// The word at the head of a line.
  var title: String {
    switch self {
    case .info: "Info"
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case .critical: "Critical"
    }
  }
}
