import Records

/// What was not looked at, and why: silence about it would read as a pass.
extension HTML {
  static func gaps(_ model: ReportModel, notAssessed: HTML) -> HTML {
    """
    <section id="gaps" aria-labelledby="gaps-title">
    <h2 id="gaps-title">What was not looked at</h2>
    <h3>Rules not evaluated</h3>
    \(skipped(model.rules.filter { $0.state == "not-evaluated" }))\
    \(off(model.rules.filter { $0.state == "off" }))<h3 id="not-assessed">Findings not assessed \
    <b>\(model.counts[.notAssessed])</b></h3>
    \(note(model.counts[.notAssessed], "Seen earlier; this run lacked the data to look again. Not taken for resolved."))\
    \(notAssessed)<h3>Rows that could not be read</h3>
    \(rejected(model.rejected))<h3>Words that no vocabulary knows</h3>
    \(words(model.words))<h3>Emergency profiles</h3>
    \(breakGlass(model.breakGlass))</section>

    """
  }

  private static func skipped(_ rules: [ReportModel.Rule]) -> HTML {
    guard !rules.isEmpty else { return "<p class=\"none\">Every rule that is switched on was evaluated.</p>\n" }
    var table: HTML = """
      <table><caption class="v">Rules not evaluated</caption>
      <thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Why not</th></tr></thead>
      <tbody>

      """
    for rule in rules {
      table += """
        <tr><th scope="row"><a href="#rule-\(attribute: rule.id)"><code>\(rule.id)</code></a><div>\(rule.title)</div>\
        </th><td>\(severity(rule.severity))</td><td>\(foreign: rule.reason ?? "No reason was recorded.")</td></tr>

        """
    }
    return "\(table)</tbody></table>\n"
  }

  private static func off(_ rules: [ReportModel.Rule]) -> HTML {
    guard !rules.isEmpty else { return "" }
    var list: HTML = "<h3>Rules switched off by the policy</h3>\n<ul>\n"
    for rule in rules {
      list += "<li><a href=\"#rule-\(attribute: rule.id)\"><code>\(rule.id)</code></a> \(rule.title)</li>\n"
    }
    return "\(list)</ul>\n"
  }

  /// A page is for reading; beyond this the spreadsheet serves better, and the page says so.
  private static let rejectedShown = 500

  private static func rejected(_ rows: [RejectedRow]) -> HTML {
    guard !rows.isEmpty else { return "<p class=\"none\">Every row was read.</p>\n" }
    let shown = min(rows.count, rejectedShown)
    var table: HTML = """
      <p>Showing \(shown) of \(rows.count)\(shown < rows.count ? "; rejected.csv has all" : ""). The profiles in these \
      rows were not assessed.</p>
      <table><caption class="v">Rows that could not be read</caption>
      <thead><tr><th scope="col">Source</th><th scope="col">Line</th><th scope="col">Field</th>\
      <th scope="col">What is wrong</th><th scope="col">Not assessed</th></tr></thead>
      <tbody>

      """
    for row in rows.prefix(shown) {
      let field: HTML = row.field.isEmpty ? "the whole row" : "\(foreign: row.field)"
      let account: HTML = row.account.map { " in \(foreign: $0)" } ?? ""
      table += """
        <tr><th scope="row">\(foreign: row.source)</th><td>\(String(row.line))</td><td>\(field)</td>\
        <td>\(foreign: row.reason)<small>\(row.code.rawValue)</small></td><td>\(known: row.subject)\(account)</td></tr>

        """
    }
    return "\(table)</tbody></table>\n"
  }

  private static func words(_ words: [ReportModel.UnknownWord]) -> HTML {
    guard !words.isEmpty else { return "<p class=\"none\">Every word was known.</p>\n" }
    var table: HTML = """
      <p>They count as “unknown”, never as “active” or “yes”. Map them in the policy under <code>values</code>.</p>
      <table><caption class="v">Words that no vocabulary knows</caption>
      <thead><tr><th scope="col">Word</th><th scope="col">Field</th><th scope="col">Source</th>\
      <th scope="col">Rows</th><th scope="col">First line</th></tr></thead>
      <tbody>

      """
    for word in words {
      table += """
        <tr><th scope="row">\(known: word.word)</th><td>\(foreign: word.field)</td><td>\(foreign: word.source)</td>\
        <td>\(word.count)</td><td>\(String(word.line))</td></tr>

        """
    }
    return "\(table)</tbody></table>\n"
  }

  private static func breakGlass(_ profiles: [String]) -> HTML {
    guard !profiles.isEmpty else { return "<p class=\"none\">The policy names none.</p>\n" }
    var list: HTML = "<p>Named in the policy as break-glass; some rules pass over them.</p>\n<ul>\n"
    for profile in profiles { list += "<li>\(foreign: profile)</li>\n" }
    return "\(list)</ul>\n"
  }
}
