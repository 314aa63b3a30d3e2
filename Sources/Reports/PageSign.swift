import Records

/// The end of the page: what was decided, and who stands behind it.
extension HTML {
  static func sign(_ model: ReportModel) -> HTML {
    """
    <section id="sign" aria-labelledby="sign-title">
    <h2 id="sign-title">Decisions and signatures</h2>
    <p>Each of the \(model.counts.open.counted("open finding", "open findings")) needs a decision: fix, keep, waive or not a \
    problem. They are entered in review.csv, or on this page where scripts are allowed, and taken back with \
    <code>rollcall review import</code>.</p>
    <div id="decisions"></div>
    \(fitness(model))<table class="sign"><caption>Reviewed and accepted</caption>
    <thead><tr><th scope="col">Name</th><th scope="col">Function</th><th scope="col">Day</th>\
    <th scope="col">Signature</th></tr></thead>
    <tbody><tr><td></td><td></td><td></td><td></td></tr><tr><td></td><td></td><td></td><td></td></tr></tbody></table>
    \(proof(model.run))</section>

    """
  }

  private static func fitness(_ model: ReportModel) -> HTML {
    model.run.isComplete ? "" : "<p class=\"notice\"><b>Not fit for sign-off:</b> the night is incomplete.</p>\n"
  }
}
