import Records

/// What the run rests on: each source with its digest and counts that add up, and what it was read and judged with.
extension HTML {
  static func evidence(_ model: ReportModel) -> HTML {
    """
    <section id="evidence" aria-labelledby="evidence-title">
    <h2 id="evidence-title">Evidence</h2>
    <h3>Rows</h3>
    \(population(model.sources))<h3>Sources</h3>
    \(sources(model.sources))<h3>Guards</h3>
    \(guards(model))<h3>Run</h3>
    \(run(model.run))</section>

    """
  }

  private static func population(_ sources: [ReportModel.Source]) -> HTML {
    guard !sources.isEmpty else { return "<p class=\"none\">The policy names no source.</p>\n" }
    var table: HTML = """
      <div class="scroll" role="region" aria-label="Rows of each source" tabindex="0">
      <table class="matrix"><caption>Rows read = loaded + rejected + duplicates</caption>
      <thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col">Rows read</th>\
      <th scope="col">Loaded</th><th scope="col">Rejected</th><th scope="col">Duplicates</th>\
      <th scope="col">Adds up</th></tr></thead>
      <tbody>

      """
    for source in sources {
      let sum = source.loaded + source.rejected + source.duplicates
      let verdict: HTML = sum == source.rows ? "yes" : "<b>no: \(sum)</b>"
      table += """
        <tr><th scope="row">\(foreign: source.name)</th><td>\(state(source))</td><td>\(source.rows)</td>\
        <td>\(source.loaded)</td><td>\(source.rejected)</td><td>\(source.duplicates)</td>\
        <td>\(verdict)</td></tr>

        """
    }
    return "\(table)</tbody></table></div>\n"
  }

  private static func state(_ source: ReportModel.Source) -> HTML {
    switch source.state {
    case "read": "<i class=\"d\">read</i>"
    case "missing": "<i class=\"e\">missing</i>"
    case "too-many-rejected": "<i class=\"e\">too many rejected</i>"
    default: "\(source.state)"
    }
  }

  private static func sources(_ sources: [ReportModel.Source]) -> HTML {
    var list: HTML = ""
    for source in sources {
      list += """
        <div class="source"><h4>\(foreign: source.name) <small>\(source.kind)</small></h4>
        <dl><dt>Path</dt><dd><code>\(foreign: source.path)</code></dd>
        <dt>How obtained</dt><dd>\(known: source.obtained)</dd>
        <dt>Format</dt><dd>\(known: source.format)</dd>
        <dt>Bytes</dt><dd>\(known: source.bytes?.grouped)</dd>
        <dt>SHA-256</dt><dd><code>\(known: source.sha256)</code></dd>
        <dt>Fields</dt><dd>\(names(source.fields))</dd>
        <dt>Unused headers</dt><dd>\(names(source.unused))</dd>
        \(hidden(source.hidden))\(files(source.files))</dl></div>

        """
    }
    return list
  }

  private static func files(_ files: [ReportModel.Source.File]) -> HTML {
    var list: HTML = ""
    for file in files {
      list += """
        <dt>File</dt><dd><code>\(foreign: file.path)</code>, \(file.rows) rows, \(file.bytes.grouped) bytes, \
        SHA-256 <code>\(file.sha256)</code></dd>

        """
    }
    return list
  }

  private static func names(_ names: [String]) -> HTML {
    var list: HTML = names.isEmpty ? "none" : ""
    for (position, name) in names.enumerated() { list += "\(position == 0 ? "" : ", ")\(foreign: name)" }
    return list
  }

  private static func run(_ run: ReportModel.Run) -> HTML {
    """
    <dl><dt>Run</dt><dd>\(run.name) (number \(run.number))</dd>
    <dt>Complete</dt><dd>\(run.isComplete ? "yes" : "no, not fit for sign-off")</dd>
    <dt>As of</dt><dd>\(run.asOf)</dd>
    <dt>Newest export</dt><dd>\(known: run.exportsDay?.iso)</dd>
    <dt>Time zone</dt><dd>\(run.timezone)</dd>
    <dt>Fails on</dt><dd>\(run.failOn.rawValue) and above</dd>
    <dt>rollcall</dt><dd>\(run.programVersion)</dd>
    <dt>Policy SHA-256</dt><dd><code>\(run.policySHA256)</code></dd>
    <dt>Rules SHA-256</dt><dd><code>\(run.rulesSHA256)</code></dd>\(presets(run.presets))</dl>

    """
  }

  private static func presets(_ presets: [ReportModel.Run.Preset]) -> HTML {
    var list: HTML = ""
    for preset in presets {
      list += "\n<dt>Preset \(preset.name) SHA-256</dt><dd><code>\(preset.sha256)</code></dd>"
    }
    return list
  }
}
