import Records

/// The sections that hold findings, in the order of the page.
enum PageSection: Int, CaseIterable {
  case open, waived, notAssessed, resolved

  init(_ state: FindingState) {
    switch state {
    case .new, .reopened, .open: self = .open
    case .waived: self = .waived
    case .notAssessed: self = .notAssessed
    case .resolved: self = .resolved
    }
  }

  /// The anchor, and the beginning of the anchors of its groups.
  var anchor: String {
    switch self {
    case .open: "findings"
    case .waived: "waived"
    case .notAssessed: "not-assessed"
    case .resolved: "resolved"
    }
  }
}

/// The sections of findings. Findings of one rule and severity that follow each other share a heading with what to do
/// and why, so that a row holds only what is its own.
extension HTML {
  static func openFindings(_ model: ReportModel, _ content: HTML) -> HTML {
    """
    <section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Open findings <b>\(model.counts.open)</b></h2>
    <p id="only-new">Only new and reopened findings are shown. <a href="#findings">Show all \(model.counts.open)</a></p>
    \(ageKey(model.counts.open))\(content)</section>

    """
  }

  private static func ageKey(_ count: Int) -> HTML {
    guard count > 0 else { return "" }
    return """
      <p class="key">Age: <i class="g1">up to 7 days</i> <i class="g2">up to 30</i> <i class="g3">up to 90</i> \
      <i class="g4">older</i></p>

      """
  }

  static func shortened(_ shown: Int, of all: Int) -> HTML {
    """
    <p class="notice">Showing \(shown) of \(all), the worst and oldest of each severity first. Search and filters look \
    through all of them; findings.csv has all, too.</p>

    """
  }

  static func note(_ count: Int, _ words: HTML) -> HTML { count == 0 ? "" : "<p>\(words)</p>" }

  /// What a section says when it holds nothing.
  static func sectionEmpty(_ section: PageSection, _ verdict: Verdict) -> HTML {
    switch section {
    case .open: verdict.tone == .good ? "<p class=\"none\">No open findings.</p>\n" : openEmpty(verdict)
    case .waived: "<p class=\"none\">No finding is waived.</p>\n"
    case .notAssessed: "<p class=\"none\">Every finding seen before was looked for again.</p>\n"
    case .resolved: "<p class=\"none\">No finding was resolved in this run.</p>\n"
    }
  }

  private static func openEmpty(_ verdict: Verdict) -> HTML {
    let gaps = verdict.gaps.isEmpty ? "the run is incomplete" : verdict.gaps.joined(separator: ", ")
    return """
      <p class="none">Nothing open among what could be checked; \(gaps) \
      (<a href="#gaps">what was not looked at</a>).</p>

      """
  }

  static func severityHeading(_ severity: Severity, _ counts: ReportModel.Counts) -> HTML {
    """
    <h3 id="\(attribute: severity.rawValue)">\(HTML.severity(severity)) <b>\(counts.open(severity))</b></h3>

    """
  }

  /// - Parameter isFirst: whether this group is the first of its rule and severity in the section; a later one points
  ///   back to it.
  static func groupStart(_ finding: ReportFinding, _ rule: ReportModel.Rule?, _ section: PageSection, isFirst: Bool)
    -> HTML
  {
    let anchor = "\(section.anchor).\(finding.severity.rawValue).\(finding.rule)"
    let severity: HTML = section == .open ? "" : "\(HTML.severity(finding.severity)) "
    let title: HTML =
      """
      \(severity)<small>Expected:</small> \(rule?.title ?? finding.rule) \
      <a href="#rule-\(attribute: finding.rule)"><code>\(finding.rule)</code></a>
      """
    var group: HTML = "<div class=\"g\">\n"
    switch (section, isFirst) {
    case (.open, true): group += "<h4 id=\"\(attribute: anchor)\">\(title)</h4>\n"
    case (.open, false): group += "<h4>\(title)</h4>\n"
    case (_, true): group += "<h3 class=\"rule\" id=\"\(attribute: anchor)\">\(title)</h3>\n"
    case (_, false): group += "<h3 class=\"rule\">\(title)</h3>\n"
    }
    if isFirst {
      if section != .resolved { group += "<p class=\"do\"><b>What to do</b> \(finding.remedy)</p>\n" }
      if let rule, section == .open || section == .waived {
        group += "<p class=\"why\"><b>Why</b> \(rule.why)\(references(finding))</p>\n"
      }
    } else {
      group += "<p class=\"why\"><a href=\"#\(attribute: anchor)\">What to do, and why: see above.</a></p>\n"
    }
    return "\(group)\(tableStart(finding.rule))"
  }

  /// A table of findings, or the next part of a long one: a browser lays out only the parts that are in sight.
  static func tableStart(_ rule: String) -> HTML {
    """
    <div class="k"><table class="f"><caption class="v">Findings of \(rule)</caption>
    <thead><tr><th scope="col">Finding</th><th scope="col">Who or what</th><th scope="col">Roles</th>\
    <th scope="col">Reason</th><th scope="col">Since</th></tr></thead>
    <tbody>

    """
  }

  private static func references(_ finding: ReportFinding) -> HTML {
    let clause: HTML = finding.policyClause.isEmpty ? "" : " <span>Policy \(finding.policyClause)</span>"
    let controls: HTML = finding.controls.isEmpty ? "" : " <span>Controls \(finding.controls)</span>"
    return "\(clause)\(controls)"
  }

  static let tableEnd: HTML = "</tbody></table></div>\n"

  static let groupEnd: HTML = "</div>\n"

  /// - Parameter remedy: what the group says to do; a finding that wants something else says so itself.
  static func row(_ finding: ReportFinding, remedy: String, asOf: Day) -> HTML {
    let name: HTML = finding.name.map { $0.isEmpty ? "" : "<b>\(foreign: $0)</b>" } ?? ""
    let email: HTML = finding.email.map { $0.isEmpty ? "" : "<div>\(foreign: $0)</div>" } ?? ""
    let own: HTML =
      finding.remedy == remedy || finding.state == .resolved
      ? "" : "<div class=\"do\"><b>What to do</b> \(finding.remedy)</div>"
    return """
      <tr class="f" id="\(attribute: finding.id)"><th scope="row"><a href="#\(attribute: finding.id)">\(finding.id)</a>\
      \(mark(finding.state))</th><td>\(name)\(email)<small>\(finding.subjectKind) \(foreign: finding.subject)\
      \(account(finding))</small></td><td>\(roles(finding.roles))</td><td>\(foreign: finding.reason)\(change(finding))\(own)</td>\
      <td>\(since(finding, asOf))</td></tr>

      """
  }

  private static func mark(_ state: FindingState) -> HTML {
    switch state {
    case .new: "<i class=\"n\">new</i>"
    case .reopened: "<i class=\"r\">reopened</i>"
    case .open: "<i class=\"o\">open</i>"
    case .waived: "<i class=\"w\">waived</i>"
    case .notAssessed: "<i class=\"q\">not assessed</i>"
    case .resolved: "<i class=\"d\">resolved</i>"
    }
  }

  /// Why its state changed, where the exports alone do not say it.
  private static func change(_ finding: ReportFinding) -> HTML {
    guard let cause = finding.cause, let why = finding.why, cause != "data", finding.state != .waived else { return "" }
    // A finding that was waived carries the same words in its reason.
    guard !finding.reason.utf8.elementsEqual(why.utf8), !(cause == "waiver" && finding.state != .resolved) else {
      return ""
    }
    return "<small>\(cause): \(foreign: why)</small>"
  }

  private static func account(_ finding: ReportFinding) -> HTML {
    finding.subjectKind == SubjectKind.account.rawValue && finding.account == finding.subject
      ? "" : " in \(foreign: finding.account)"
  }

  private static func roles(_ roles: String?) -> HTML {
    guard let roles, !roles.isEmpty else { return "" }
    return "\(foreign: roles)"
  }

  private static func since(_ finding: ReportFinding, _ asOf: Day) -> HTML {
    let age = finding.ageDays.counted("day", "days")
    let until: HTML = finding.waivedUntil.map { "<div>waived until \($0)\(ending($0, asOf))</div>" } ?? ""
    let last: HTML =
      finding.state == .notAssessed || finding.state == .resolved
      ? "<div>last seen \(finding.lastSeen)</div>" : ""
    return """
      <i class="\(attribute: ageMark(finding.ageDays))">\(age)</i> first seen \(finding.firstSeen)\(until)\(last)
      """
  }

  private static func ageMark(_ days: Int) -> String {
    switch days {
    case ...7: "g1"
    case ...30: "g2"
    case ...90: "g3"
    default: "g4"
    }
  }

  private static func ending(_ last: Day, _ asOf: Day) -> HTML {
    let days = last.number - asOf.number
    return days <= 30 ? " <i class=\"e\">in \(days.counted("day", "days"))</i>" : ""
  }
}
