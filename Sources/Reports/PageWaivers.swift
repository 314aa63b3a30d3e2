import Records

/// The section of waivers: what is accepted, by whom and for how long, and the findings that are.
extension HTML {
  static func waived(_ model: ReportModel, _ content: HTML) -> HTML {
    """
    <section id="waived" aria-labelledby="waived-title">
    <h2 id="waived-title">Waivers <b>\(model.counts[.waived])</b></h2>
    \(waivers(model))\(note(model.counts[.waived], "Still there tonight, and accepted by a waiver that holds; counted apart."))\
    \(content)<details><summary>What a waiver looks like</summary>
    <p>In the waiver file of the policy; the owner must not approve it. <code>rollcall waive</code> writes one.</p>
    <pre class="line"><code>- finding: K7Q2-M4TD
      reason: Why it may stay as it is.
      owner: who.answers@company.example
      approved_by: somebody.else@company.example
      created: \(model.run.asOf)
      until: the last day it holds, at most 365 days on
      ticket: where it was asked for</code></pre></details></section>

    """
  }

  /// A page is for reading; beyond this it says that run.json has all.
  private static let waiversShown = 500

  private static func waivers(_ model: ReportModel) -> HTML {
    guard !model.waivers.isEmpty else { return "" }
    let shown = model.waivers.prefix(waiversShown)
    let short: HTML =
      shown.count < model.waivers.count ? " Showing \(shown.count) of \(model.waivers.count); run.json has all." : ""
    var table: HTML = """
      <p>\(model.waivers.count.counted("waiver", "waivers")) in the waiver file.\(short)</p>
      <table class="waivers"><caption class="v">Waivers of the waiver file</caption>
      <thead><tr><th scope="col">Waiver</th><th scope="col">Reason</th><th scope="col">Owner, approved by</th>\
      <th scope="col">Until</th></tr></thead>
      <tbody>

      """
    for waiver in shown { table += row(waiver, model.run.asOf) }
    return "\(table)</tbody></table>\n"
  }

  private static func row(_ waiver: ReportModel.Waiver, _ asOf: Day) -> HTML {
    var target: HTML = ""
    for id in waiver.covers { target += "<div><a href=\"#\(attribute: id)\">\(id)</a></div>" }
    if let rule = waiver.rule {
      target +=
        "<div><code>\(rule)</code> \(foreign: waiver.subject ?? "")<small>in \(foreign: waiver.account ?? "")</small></div>"
    } else if waiver.covers.isEmpty {
      target += "<div>\(waiver.id ?? "")</div>"
    }
    let ticket: HTML = waiver.ticket.map { "<small>\(foreign: $0)</small>" } ?? ""
    return """
      <tr><th scope="row">\(target)\(mark(waiver.state))</th><td>\(foreign: waiver.reason)\(ticket)</td>\
      <td>\(foreign: waiver.owner)<small>\(foreign: waiver.approvedBy)</small></td>\
      <td>\(waiver.until)<small>\(left(waiver, asOf))</small><small>given \(waiver.created)</small></td></tr>

      """
  }

  private static func mark(_ state: ReportModel.Waiver.State) -> HTML {
    switch state {
    case .holds: "<i class=\"w\">holds</i>"
    case .later: "<i class=\"o\">not yet</i>"
    case .expired: "<i class=\"e\">expired</i>"
    case .lapsed: "<i class=\"e\">lapsed</i>"
    case .replaced: "<i class=\"d\">replaced</i>"
    case .unused: "<i class=\"e\">unused</i>"
    case .notAssessed: "<i class=\"q\">not assessed</i>"
    }
  }

  private static func left(_ waiver: ReportModel.Waiver, _ asOf: Day) -> HTML {
    if waiver.state != .holds, let why = waiver.why { return "\(foreign: why)" }
    let days = waiver.daysLeft(on: asOf)
    return days == 0 ? "its last day" : "\(days.counted("day", "days")) left"
  }
}
