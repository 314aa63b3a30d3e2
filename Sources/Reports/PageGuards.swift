import Records

/// What was held against the exports before they were believed, and what somebody allowed all the same.
extension HTML {
  /// For the top of the page: a reader must know before anything else that a guard was overridden.
  static func overrides(_ model: ReportModel) -> HTML {
    var notices: HTML = ""
    for override in model.overrides {
      let of: HTML = override.source.isEmpty ? "" : " of “\(foreign: override.source)”"
      if let told = override.told {
        notices += """
          <p class="notice"><b>A guard was overridden for this run.</b> “\(override.name)”\(of) would have refused: \
          \(foreign: told). It was allowed with the reason: \(foreign: override.reason).</p>

          """
      } else {
        notices += """
          <p class="notice"><b>An override was given and not needed.</b> “\(override.name)”\(of) had nothing to refuse. \
          The reason given: \(foreign: override.reason).</p>

          """
      }
    }
    return notices
  }

  /// For the evidence.
  static func guards(_ model: ReportModel) -> HTML {
    guard !model.guards.isEmpty else { return "<p class=\"none\">No guard had anything to judge by.</p>\n" }
    var table: HTML = """
      <div class="scroll" role="region" aria-label="Guards of each source" tabindex="0">
      <table class="matrix"><caption>What was held against each export before it was believed</caption>
      <thead><tr><th scope="col">Source</th><th scope="col">Passed</th><th scope="col">Had something to say</th></tr>\
      </thead>
      <tbody>

      """
    var sources: [String] = []
    for entry in model.guards where !sources.contains(entry.source) { sources.append(entry.source) }
    for source in sources {
      let guards = model.guards.filter { $0.source == source }
      let passed = guards.filter { $0.state == "passed" && $0.reason == nil }.map(\.name).joined(separator: ", ")
      var said: HTML = ""
      for entry in guards where entry.state != "passed" || entry.reason != nil {
        let mark: HTML = entry.state == "passed" ? "<i class=\"d\">passed</i>" : "<i class=\"e\">\(entry.state)</i>"
        let reason: HTML = entry.reason.map { ": \(foreign: $0)" } ?? ""
        said += "<div>\(mark) \(entry.name)\(reason)</div>"
      }
      let name: HTML = source.isEmpty ? "the night" : "\(foreign: source)"
      table += "<tr><th scope=\"row\">\(name)</th><td>\(passed)</td><td>\(said)</td></tr>\n"
    }
    return "\(table)</tbody></table></div>\n"
  }

  /// Columns of a source that are never read.
  static func hidden(_ columns: [ReportModel.Source.HiddenColumn]) -> HTML {
    var list: HTML = ""
    for column in columns {
      let what =
        switch (column.smell, column.content) {
        case ("personal", _): "smells of what only HR may know"
        case (_, "values"): "smells of a secret and holds values"
        case (_, "masked"): "smells of a secret; its values are masked"
        case (_, "flags"): "smells of a secret; it says whether, or when"
        case (_, "empty"): "smells of a secret; it is empty"
        default: "describes a secret"
        }
      list += "<dt>Text not read</dt><dd>\(foreign: column.header): \(what)</dd>\n"
    }
    return list
  }
}
