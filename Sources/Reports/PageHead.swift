import Records

/// The top of the page: what a reader must know in ten seconds.
extension HTML {
  static func head(_ model: ReportModel) -> HTML {
    let run = model.run
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy(model.assets))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>Account audit \(run.asOf) – \(attribute: run.organization)</title>
      <style>\(own: model.assets.style)</style>
      </head>
      <body>
      <a class="skip" href="#findings">Skip to the open findings</a>
      <div class="stamp" aria-hidden="true"><p>Account audit · \(foreign: run.organization) · run \(run.name) · seal \
      \(run.seal)</p></div>

      """
  }

  /// What a browser may do with the page: show this style, run this script, and nothing else.
  private static func policy(_ assets: ReportModel.Assets) -> HTML {
    """
    default-src 'none'; style-src '\(attribute: assets.styleHash)'; script-src '\(attribute: assets.scriptHash)'; \
    img-src data:; base-uri 'none'; form-action 'none'
    """
  }

  static func header(_ model: ReportModel, _ verdict: Verdict) -> HTML {
    let run = model.run
    return """
      <header>
      <p class="org">\(foreign: run.organization)</p>
      <h1>Account audit of \(run.asOf)</h1>
      <p class="meta">Run \(run.name)<span> · </span>as of \(run.asOf)<span> · </span>\(exportsDay(run))<span> · \
      </span>seal <code>\(String(run.seal.prefix(12)))</code></p>
      \(verdictPanel(model, verdict))\(overrides(model))\(dayNotice(run))\(missingNotice(run))\(navigation(model))</header>
      <main>

      """
  }

  private static func exportsDay(_ run: ReportModel.Run) -> HTML {
    run.exportsDay.map { "newest export of \($0)" } ?? "day of the exports not known"
  }

  private static func verdictPanel(_ model: ReportModel, _ verdict: Verdict) -> HTML {
    var panel: HTML = """
      <div class="verdict \(attribute: verdict.tone.rawValue)">
      <p class="headline">\(verdict.headline)</p>
      <p>\(verdict.sentence)</p>

      """
    if !verdict.reasons.isEmpty {
      panel += "<ul>"
      for reason in verdict.reasons { panel += "<li>\(foreign: reason)</li>" }
      panel += "</ul>\n"
    }
    if let worst = Severity.allCases.last(where: { model.counts.open($0) > 0 }) {
      panel += """
        <p class="first"><a href="#\(attribute: worst.rawValue)">Start with the \(model.counts.open(worst)) \
        \(worst.rawValue)</a>\(onlyNewLink(model.counts))</p>

        """
    }
    if !verdict.gaps.isEmpty && verdict.tone != .partial {
      panel += """
        <p class="gaps"><a href="#gaps">What was not looked at</a>: \(verdict.gaps.joined(separator: ", ")).</p>

        """
    }
    return "\(panel)</div>\n"
  }

  private static func onlyNewLink(_ counts: ReportModel.Counts) -> HTML {
    let news = counts[.new] + counts[.reopened]
    return news == 0 || news == counts.open ? "" : "<a href=\"#only-new\">Show only the \(news) new or reopened</a>"
  }

  private static func dayNotice(_ run: ReportModel.Run) -> HTML {
    guard let exportsDay = run.exportsDay, exportsDay != run.asOf else { return "" }
    return """
      <p class="notice"><b>Not the day of the exports.</b> The rules looked at \(run.asOf); the newest export is of \
      \(exportsDay).</p>

      """
  }

  private static func missingNotice(_ run: ReportModel.Run) -> HTML {
    guard let (first, last) = run.missing else { return "" }
    let days: HTML = first == last ? "on \(first)" : "from \(first) to \(last)"
    return """
      <p class="notice"><b>Nights are missing.</b> Nothing ran \(days), more rarely than the policy expects. What came and \
      went in between is not known.</p>

      """
  }

  private static func navigation(_ model: ReportModel) -> HTML {
    """
    <nav aria-label="Sections"><ul>
    <li><a href="#changes">What changed</a></li>
    <li><a href="#findings">Open <b>\(model.counts.open)</b></a></li>
    <li><a href="#cover">Who can act</a></li>
    <li><a href="#access">Privileged access</a></li>
    <li><a href="#waived">Waived <b>\(model.counts[.waived])</b></a></li>
    <li><a href="#gaps">Not looked at</a></li>
    <li><a href="#rules">Rules</a></li>
    <li><a href="#trend">Trend</a></li>
    <li><a href="#evidence">Evidence</a></li>
    <li><a href="#sign">Sign</a></li>
    </ul></nav>

    """
  }
}
