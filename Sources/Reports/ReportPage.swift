import Records

/// `index.html`: the report that people read. One file without network or inline handler, complete without its script.
/// Each finding is a row that begins with `<tr class="f" id="`, each access row one with `<tr class="a"`, and each
/// finding once more a line of exact values that begins with `["f",`. No value can write those bytes, so counting them
/// counts rows.
package final class ReportPage: Renderer {
  package static let fileName = "index.html"
  private let sink: ByteSink
  private let model: ReportModel
  private let verdict: Verdict
  private let rules: [String: ReportModel.Rule]
  private var lines: FindingLines

  /// The sections of findings, gathered: they come in the order of the list and stand in that of the page.
  private var sections: [PageSection: HTML] = [:]
  private var section = PageSection.open
  private var severity: Severity?
  private var group: Group?
  /// What to do according to the heading of the group.
  private var remedy = ""
  /// Groups that have had their heading, with what it said to do.
  private var headed: [Group: String] = [:]
  private var groupRows = 0
  /// Rows of a section and severity so far, written or not.
  private var rows: [Shelf: Int] = [:]
  private let most: Int

  private var access: HTML = ""
  private var accessRows = 0
  /// Rows of privileged access that a page shows; `access.csv` has all of them.
  package static let mostAccessRows = 2000
  private var isPastFindings = false

  /// Rows of a table before the next one begins.
  private static let tableRows = 100

  private struct Group: Hashable {
    let section: PageSection
    let severity: Severity
    let rule: String
  }

  private struct Shelf: Hashable {
    let section: PageSection
    let severity: Severity
  }

  package init(_ model: ReportModel, to sink: ByteSink) throws {
    self.model = model
    self.sink = sink
    verdict = Verdict(model)
    rules = Dictionary(model.rules.map { ($0.id, $0) }) { first, _ in first }
    lines = FindingLines(model.rules)
    most = ReportPage.mostRows(model.counts)
    try write(.head(model))
    try write(.header(model, verdict))
    try sink.write(FindingLines.facts(model))
  }

  /// A browser lays out some thousand rows at once and no more. Up to so many findings all are rows; of more, each
  /// section shows the first of each severity, and the page's script finds the others in their lines.
  private static let mostFindings = 5000
  private static let mostOfLongList = 500

  private static func mostRows(_ counts: ReportModel.Counts) -> Int {
    counts.all <= mostFindings ? .max : mostOfLongList
  }

  /// How many findings have a row of their own on the page.
  package static func shownRows(_ counts: ReportModel.Counts) -> Int {
    let most = mostRows(counts)
    return Severity.allCases.reduce(0) { sum, severity in
      let open = min(most, counts.open(severity))
      return sum
        + [.waived, .notAssessed, .resolved].reduce(open) { $0 + min(most, counts[$1, severity]) }
    }
  }

  package func add(_ finding: ReportFinding) throws {
    let place = PageSection(finding.state)
    guard !isPastFindings, section.rawValue <= place.rawValue else {
      throw RowOrderError(fileName: ReportPage.fileName, row: finding.id)
    }
    if let full = lines.add(finding) { try sink.write(full) }
    if place != section {
      closeGroup()
      (section, severity) = (place, nil)
    }
    let next = Group(section: place, severity: finding.severity, rule: finding.rule)
    if let severity, severity < next.severity { throw RowOrderError(fileName: ReportPage.fileName, row: finding.id) }
    let shelf = Shelf(section: place, severity: finding.severity)
    rows[shelf, default: 0] += 1
    guard rows[shelf, default: 0] <= most else { return closeGroup() }
    if next != group { begin(next, finding) }
    if groupRows > 0, groupRows % ReportPage.tableRows == 0 {
      gather(.tableEnd)
      gather(.tableStart(finding.rule))
    }
    groupRows += 1
    gather(.row(finding, remedy: remedy, asOf: model.run.asOf))
  }

  package func add(_ row: ReportAccess) throws {
    endFindings()
    accessRows += 1
    guard accessRows <= ReportPage.mostAccessRows else { return }
    if accessRows > 1, accessRows % ReportPage.tableRows == 1 { access += .tableEnd }
    if accessRows % ReportPage.tableRows == 1 { access += .accessTableStart }
    access += .row(row)
  }

  package func finish() throws {
    endFindings()
    try sink.write(lines.take())
    try write(.changes(model, resolved: content(of: .resolved)))
    try write(.openFindings(model, content(of: .open)))
    try write(.cover(model))
    try write(.access(access, rows: accessRows))
    try write(.waived(model, content(of: .waived)))
    try write(.gaps(model, notAssessed: content(of: .notAssessed)))
    try write(.rules(model))
    try write(.trend(model))
    try write(.evidence(model))
    try write(.sign(model))
    try write(
      """
      </main>
      <footer><p>Made by rollcall \(model.run.programVersion). Exact values: run.json; spreadsheets: findings.csv, \
      access.csv, rejected.csv; decisions: review.csv.</p></footer>
      <script>\(own: model.assets.script)</script>
      </body>
      </html>

      """)
  }

  /// The rows of a section with what it says when it holds nothing, or not all.
  private func content(of section: PageSection) -> HTML {
    guard var content = sections[section] else { return .sectionEmpty(section, verdict) }
    let all = Severity.allCases.reduce(0) { $0 + rows[Shelf(section: section, severity: $1), default: 0] }
    let shown = Severity.allCases.reduce(0) { $0 + min(most, rows[Shelf(section: section, severity: $1), default: 0]) }
    if shown < all { content += .shortened(shown, of: all) }
    return content
  }

  private func begin(_ next: Group, _ finding: ReportFinding) {
    closeGroup()
    if severity != next.severity {
      severity = next.severity
      if next.section == .open { gather(.severityHeading(next.severity, model.counts)) }
    }
    group = next
    groupRows = 0
    let isFirst = headed[next] == nil
    remedy = headed[next, default: finding.remedy]
    headed[next] = remedy
    gather(.groupStart(finding, rules[finding.rule], next.section, isFirst: isFirst))
  }

  private func closeGroup() {
    guard group != nil else { return }
    group = nil
    gather(.tableEnd)
    gather(.groupEnd)
  }

  private func endFindings() {
    guard !isPastFindings else { return }
    closeGroup()
    isPastFindings = true
  }

  private func gather(_ markup: HTML) { sections[section, default: ""] += markup }

  private func write(_ markup: HTML) throws { try sink.write(markup.bytes) }
}
