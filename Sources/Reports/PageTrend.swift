import Records

/// Open findings over the nights: a row of bars for each severity, with the table of its numbers behind it. Severities are
/// never added up into one line.
extension HTML {
  static func trend(_ model: ReportModel) -> HTML {
    var section: HTML = """
      <section id="trend" aria-labelledby="trend-title">
      <h2 id="trend-title">Trend</h2>

      """
    let nights = model.nights
    guard let first = nights.first, nights.count > 1 else {
      return """
        \(section)<p class="none">One run has been counted so far; from the next one on there is a trend.</p>
        </section>

        """
    }
    section += """
      <p>Open findings at the end of the last \(nights.count) runs, \(first.asOf) to \(model.run.asOf). Each row has a \
      scale of its own.\(missing(nights))</p>
      <div class="scroll" role="region" aria-label="Picture of open findings over the nights" tabindex="0">
      \(picture(nights))</div>
      <details><summary>The numbers</summary>
      <div class="scroll" role="region" aria-label="Open findings at the end of each run" tabindex="0">
      <table class="matrix"><caption>Open findings at the end of each run</caption>
      <thead><tr><th scope="col">Run</th><th scope="col">As of</th>
      """
    for severity in Severity.allCases.reversed() { section += "<th scope=\"col\">\(severity.title)</th>" }
    section += "<th scope=\"col\">All</th><th scope=\"col\">Complete</th></tr></thead>\n<tbody>\n"
    for night in nights.reversed() {
      section += "<tr><th scope=\"row\">\(String(night.number))</th><td>\(night.asOf)</td>"
      for severity in Severity.allCases.reversed() { section += "<td>\(night.open[severity, default: 0])</td>" }
      section += "<td>\(night.all)</td><td>\(night.isComplete ? "yes" : "no")</td></tr>\n"
    }
    return "\(section)</tbody></table></div></details></section>\n"
  }

  private static let step = 12
  private static let height = 36

  private static func picture(_ nights: [ReportModel.Night]) -> HTML {
    let severities = Severity.allCases.reversed().filter { severity in
      nights.contains { $0.open[severity, default: 0] > 0 }
    }
    let left = 120
    let width = left + nights.count * step + 90
    var picture: HTML = """
      <svg class="trend" role="img" aria-labelledby="trend-picture" width="\(String(width))" \
      height="\(String(severities.count * (height + 16) + 8))">
      <title id="trend-picture">\(summary(nights, severities))</title>

      """
    for (row, severity) in severities.enumerated() {
      let counts = nights.map { $0.open[severity, default: 0] }
      let most = counts.max() ?? 0
      let base = row * (height + 16) + height + 8
      picture += """
        <g class="\(attribute: severity.rawValue)"><text x="0" y="\(String(base - 12))">\(severity.title)</text>
        <line x1="\(String(left))" y1="\(String(base))" x2="\(String(left + nights.count * step))" y2="\(String(base))"/>

        """
      for (column, count) in counts.enumerated() where count > 0 {
        let bar = max(2, count * height / max(1, most))
        let mark: HTML = nights[column].isComplete ? "" : " class=\"part\""
        picture += """
          <rect\(mark) x="\(String(left + column * step + 1))" y="\(String(base - bar))" width="\(String(step - 3))" \
          height="\(String(bar))"/>

          """
      }
      picture += """
        <text x="\(String(left + nights.count * step + 8))" y="\(String(base))">\(counts.last ?? 0)\
        <tspan class="most"> of at most \(most)</tspan></text></g>

        """
    }
    return "\(picture)</svg>\n"
  }

  private static func summary(_ nights: [ReportModel.Night], _ severities: [Severity]) -> String {
    let parts = severities.map { severity in
      "\(severity.rawValue) from \(nights.first?.open[severity] ?? 0) to \(nights.last?.open[severity] ?? 0)"
    }
    return parts.isEmpty ? "Nothing was open in these runs" : "Open findings: " + parts.joined(separator: ", ")
  }

  /// Days between two runs at which no run looked.
  private static func missing(_ nights: [ReportModel.Night]) -> HTML {
    let days = Set(nights.map(\.asOf.number))
    guard let first = days.min(), let last = days.max() else { return "" }
    let missing = last - first + 1 - days.count
    return missing == 0
      ? " No day between them is missing." : " At \(missing.counted("day", "days")) between them no run looked."
  }
}
