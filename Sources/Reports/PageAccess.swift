import Records

/// Who holds privileged access: a row for each privileged role of a profile.
extension HTML {
  static func access(_ tables: HTML, rows: Int) -> HTML {
    """
    <section id="access" aria-labelledby="access-title">
    <h2 id="access-title">Privileged access</h2>
    <p>Every profile that holds a privileged role, whether there is a finding about it or not.</p>
    \(tables)\(accessEnd(rows: rows))
    """
  }

  static let accessTableStart: HTML = """
    <div class="k"><table class="a"><caption class="v">Privileged access</caption>
    <thead><tr><th scope="col">Who</th><th scope="col">Role</th><th scope="col">Privileges</th>\
    <th scope="col">Status</th><th scope="col">Granted</th><th scope="col">Last login</th>\
    <th scope="col">MFA</th><th scope="col">Open findings</th></tr></thead>
    <tbody>

    """

  static func row(_ access: ReportAccess) -> HTML {
    var links: HTML = access.findings.isEmpty ? "none" : ""
    for id in access.findings.split(separator: " ") {
      links += "<a href=\"#\(attribute: String(id))\">\(String(id))</a> "
    }
    let email: HTML = access.email.map { $0.isEmpty ? "" : "<div>\(foreign: $0)</div>" } ?? ""
    let scope: HTML = access.scope.map { $0.isEmpty ? "" : "<small>\(foreign: $0)</small>" } ?? ""
    let granter: HTML = access.grantedBy.map { $0.isEmpty ? "" : "<small>by \(foreign: $0)</small>" } ?? ""
    return """
      <tr class="a"><th scope="row"><b>\(known: access.name)</b>\(email)<small>\(foreign: access.user) in \
      \(foreign: access.account)</small></th><td>\(foreign: access.role)\(scope)</td><td>\(known: access.privileges)\
      </td><td>\(known: access.status)<small>roster: \(known: access.employed)</small></td><td>\
      \(known: access.granted)\(granter)</td><td>\(known: access.lastLogin)</td><td>\(known: access.mfa)</td>\
      <td>\(links)</td></tr>

      """
  }

  private static func accessEnd(rows: Int) -> HTML {
    rows == 0
      ? "<p class=\"none\">No profile holds privileged access in tonight’s data.</p>\n</section>\n"
      : "\(tableEnd)<p class=\"none\">\(shownOf(rows))</p>\n</section>\n"
  }

  private static func shownOf(_ rows: Int) -> String {
    rows <= ReportPage.mostAccessRows
      ? "\(rows.counted("row", "rows")); the same in access.csv."
      : "Showing \(ReportPage.mostAccessRows) of \(rows) rows; access.csv has all."
  }
}
