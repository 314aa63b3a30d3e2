import Records

/// Every rule with its result, its settings and where they come from; those that passed are folded.
extension HTML {
  static func rules(_ model: ReportModel) -> HTML {
    let passed = model.rules.filter { $0.state == "evaluated" && $0.findings == 0 }
    let others = model.rules.filter { $0.state != "evaluated" || $0.findings != 0 }
    var section: HTML = """
      <section id="rules" aria-labelledby="rules-title">
      <h2 id="rules-title">Rules <b>\(model.rules.count)</b></h2>

      """
    section +=
      others.isEmpty
      ? "<p class=\"none\">No rule found anything or was left out.</p>\n"
      : table(others, caption: "Rules with findings, not evaluated, or switched off")
    guard !passed.isEmpty else { return "\(section)<p class=\"none\">No rule passed.</p>\n</section>\n" }
    return """
      \(section)<details><summary>\(passed.count.counted("rule", "rules")) evaluated, nothing found</summary>
      \(table(passed, caption: "Rules evaluated with nothing found"))</details>
      </section>

      """
  }

  private static func table(_ rules: [ReportModel.Rule], caption: String) -> HTML {
    var table: HTML = """
      <table class="rules"><caption>\(caption)</caption>
      <thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Result</th>\
      <th scope="col">Settings</th><th scope="col">Policy and controls</th></tr></thead>
      <tbody>

      """
    for rule in rules { table += row(rule) }
    return "\(table)</tbody></table>\n"
  }

  private static func row(_ rule: ReportModel.Rule) -> HTML {
    let shipped: HTML =
      rule.severity == rule.shippedSeverity
      ? "<small>as shipped</small>" : "<small>set by the policy; shipped as \(rule.shippedSeverity.rawValue)</small>"
    let policy: HTML = rule.policy.isEmpty ? "" : "<div>Policy \(rule.policy)</div>"
    return """
      <tr id="rule-\(attribute: rule.id)"><th scope="row">\(rule.title)<div><code>\(rule.id)</code></div>\
      <details><summary>Why, and what to do</summary><p>\(rule.why)</p><p>\(rule.fix)</p></details></th>\
      <td>\(severity(rule.severity))\(shipped)</td><td>\(result(rule))</td><td>\(settings(rule.parameters))</td>\
      <td>\(policy)\(controls(rule.controls))</td></tr>

      """
  }

  private static func result(_ rule: ReportModel.Rule) -> HTML {
    switch rule.state {
    case "evaluated" where rule.findings == 0: "<i class=\"d\">nothing found</i>"
    case "evaluated": "<i class=\"e\">\(rule.findings.counted("finding", "findings"))</i>"
    case "off": "<i class=\"u\">switched off</i>"
    default: "<i class=\"q\">not evaluated</i><small>\(foreign: rule.reason ?? "")</small>"
    }
  }

  private static func settings(_ parameters: [ReportModel.Rule.Parameter]) -> HTML {
    var list: HTML = parameters.isEmpty ? "none" : ""
    for parameter in parameters {
      list += """
        <div><code>\(parameter.name)</code> \(foreign: parameter.value) <small>\
        \(parameter.isFromPolicy ? "from the policy" : "default")</small></div>
        """
    }
    return list
  }

  private static func controls(_ controls: [String]) -> HTML {
    "\(controls.joined(separator: "; "))"
  }
}
