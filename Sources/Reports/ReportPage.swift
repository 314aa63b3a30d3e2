import Records

/// `index.html`: the report that people read. One file without script, network or inline handler; each finding is
/// written as it comes, as a row that begins with `<tr class="f" id="`, and each access row with `<tr class="a"`. No
/// value can write those bytes, so counting them counts rows.
package final class ReportPage: Renderer {
  package static let fileName = "index.html"
  private let sink: ByteSink
  private let model: ReportModel
  private let verdict: Verdict
  private let rules: [String: ReportModel.Rule]

  private var section: PageSection?
  private var isSectionEmpty = true
  private var severity: Severity?
  private var group: Group?
  /// What to do according to the heading of the group.
  private var remedy = ""
  /// Groups that have had their heading, with what it said to do.
  private var headed: [Group: String] = [:]
  private var groupRows = 0
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

  package init(_ model: ReportModel, to sink: ByteSink) throws {
    self.model = model
    self.sink = sink
    verdict = Verdict(model)
    rules = Dictionary(model.rules.map { ($0.id, $0) }) { first, _ in first }
    try write(.head(model))
    try write(.header(model, verdict))
    try write(.changes(model))
    try open(.open)
  }

  package func add(_ finding: ReportFinding) throws {
    let place = PageSection(finding.state)
    guard let section, !isPastFindings, section.rawValue <= place.rawValue else {
      throw RowOrderError(fileName: ReportPage.fileName, row: finding.id)
    }
    try open(place)
    isSectionEmpty = false
    let next = Group(section: place, severity: finding.severity, rule: finding.rule)
    if next != group { try begin(next, finding) }
    if groupRows > 0, groupRows % ReportPage.tableRows == 0 {
      try write(.tableEnd)
      try write(.tableStart(finding.rule))
    }
    groupRows += 1
    try write(.row(finding, remedy: remedy))
  }

  package func add(_ access: ReportAccess) throws {
    try endFindings()
    accessRows += 1
    guard accessRows <= ReportPage.mostAccessRows else { return }
    if accessRows > 1, accessRows % ReportPage.tableRows == 1 { try write(.tableEnd) }
    if accessRows % ReportPage.tableRows == 1 { try write(.accessTableStart) }
    try write(.row(access))
  }

  package func finish() throws {
    try endFindings()
    try write(.accessEnd(rows: accessRows))
    try write(.gaps(model))
    try write(.rules(model))
    try write(.evidence(model))
    try write(
      """
      </main>
      <footer><p>Made by rollcall \(model.run.programVersion). Exact values: run.json; spreadsheets: findings.csv, \
      access.csv, rejected.csv; decisions: review.csv.</p></footer>
      </body>
      </html>

      """)
  }

  /// Ends the open section and begins those up to `target`; the ones between say that they are empty.
  private func open(_ target: PageSection) throws {
    for next in PageSection.allCases where next.rawValue > (section?.rawValue ?? -1) && next.rawValue <= target.rawValue
    {
      try closeSection()
      section = next
      isSectionEmpty = true
      try write(.sectionStart(next, model))
    }
  }

  private func closeSection() throws {
    guard let section else { return }
    try closeGroup()
    if isSectionEmpty { try write(.sectionEmpty(section, verdict)) }
    try write("</section>\n")
  }

  private func begin(_ next: Group, _ finding: ReportFinding) throws {
    try closeGroup()
    if next.section == .open, severity != next.severity {
      if let severity, severity < next.severity { throw RowOrderError(fileName: ReportPage.fileName, row: finding.id) }
      severity = next.severity
      try write(.severityHeading(next.severity, model.counts))
    }
    group = next
    groupRows = 0
    let isFirst = headed[next] == nil
    remedy = headed[next, default: finding.remedy]
    headed[next] = remedy
    try write(.groupStart(finding, rules[finding.rule], next.section, isFirst: isFirst))
  }

  private func closeGroup() throws {
    guard group != nil else { return }
    group = nil
    try write(.tableEnd)
    try write(.groupEnd)
  }

  private func endFindings() throws {
    guard !isPastFindings else { return }
    try open(.resolved)
    try closeSection()
    isPastFindings = true
    try write(.accessStart)
  }

  private func write(_ markup: HTML) throws { try sink.write(markup.bytes) }
}
