import Records

/// What changed since the run before, first on the page; below it the same counts by severity, adding up.
extension HTML {
  static func changes(_ model: ReportModel, resolved: HTML) -> HTML {
    let counts = model.counts
    return """
      <section id="changes" aria-labelledby="changes-title">
      <h2 id="changes-title">What changed</h2>
      \(firstRun(model.run))<ul class="cards">
      \(card("n", counts[.new], "new", "never seen before", "findings"))
      \(card("r", counts[.reopened], "reopened", "were resolved or waived, are back", "findings"))
      \(card("o", counts[.open], "still open", "seen before, still there", "findings"))
      \(card("d", counts[.resolved], "resolved", "looked for, and gone", "resolved"))
      \(card("q", counts[.notAssessed], "not assessed", "data was lacking", "not-assessed"))
      \(card("w", counts[.waived], "waived", "there, and accepted", "waived"))
      </ul>
      \(table(counts))<h3 id="resolved">Resolved in this run <b>\(counts[.resolved])</b></h3>
      \(note(counts[.resolved], "Looked for in this run with all the data they need, and gone."))\(resolved)\
      \(population(model))</section>

      """
  }

  private static func firstRun(_ run: ReportModel.Run) -> HTML {
    run.number == 1 ? "<p>This is the first run: whatever it found is new.</p>\n" : ""
  }

  /// Roles and names that are not as they were.
  private static func population(_ model: ReportModel) -> HTML {
    guard model.run.number > 1 else { return "" }
    var list: HTML = "<h3 id=\"population\">Roles and names</h3>\n"
    let all = model.changeCounts.values.reduce(0, +)
    guard all > 0 else {
      return "\(list)<p class=\"none\">No role was gained or lost, and nobody was renamed, since the run before.</p>\n"
    }
    func count(_ kind: ReportModel.Change.Kind) -> Int { model.changeCounts[kind, default: 0] }
    let shown = model.changes.count
    let short: HTML = shown < all ? " Showing \(shown) of \(all), privileged ones first." : ""
    list += """
      <p>Since the run before: \(count(.gained).counted("role", "roles")) gained, \
      \(count(.lost).counted("role", "roles")) lost, \(count(.renamed).counted("profile", "profiles")) renamed.\(short)</p>
      <table class="c"><caption class="v">Roles gained and lost, and profiles renamed</caption>
      <thead><tr><th scope="col">What</th><th scope="col">Who</th><th scope="col">Role or name</th>\
      <th scope="col">Privileged</th></tr></thead>
      <tbody>

      """
    for change in model.changes { list += row(change) }
    return "\(list)</tbody></table>\n"
  }

  private static func row(_ change: ReportModel.Change) -> HTML {
    let what: HTML =
      switch change.kind {
      case .gained: "<i class=\"n\">gained</i>"
      case .lost: "<i class=\"d\">lost</i>"
      case .renamed: "<i class=\"r\">renamed</i>"
      }
    let name: HTML = change.name.map { $0.isEmpty ? "" : "<b>\(foreign: $0)</b>" } ?? ""
    let role: HTML =
      change.kind == .renamed
      ? "from \(known: change.before) to \(known: change.name)" : "\(foreign: change.role ?? "")"
    return """
      <tr><td>\(what)</td><th scope="row">\(name)<small>\(foreign: change.user) in \(foreign: change.account)</small>\
      </th><td>\(role)</td><td>\(change.isPrivileged ? "yes" : "no")</td></tr>

      """
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
