import Attestation
import Exports
import Policy
import Records

/// The first records of a source as rollcall reads them, and what it made of each header: for whoever sets up a policy.
/// The whole file is read, so that every unknown word is told; nothing is stored.
package struct Preview {
  /// One line of the table: a header, the field it became, and its values in the first records.
  package struct Line: Sendable {
    package var header: String
    /// Nil where nothing was read from the header.
    package var field: String?
    package var values: [String?]
  }

  package struct Report: Sendable {
    /// Lines of the file on which the records that are shown begin.
    package var rows: [Int]
    package var lines: [Line]
    /// What is to be known besides, one sentence a line.
    package var remarks: [String]
    package var status: ExitStatus
  }

  private let workspace: Workspace
  private let most: Int

  /// - Parameter rows: so many records are shown.
  package init(_ workspace: Workspace, rows: Int) {
    self.workspace = workspace
    most = rows
  }

  /// Of one file; of a pattern, the first that matches.
  package func run(source name: String) throws -> Report {
    let sources = workspace.policy.sources
    guard let source = sources.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      let nearest = NearestWord.of(name, among: sources.map(\.name))
      throw AuditFailure(
        .invalid,
        "there is no source '\(name)' in \(workspace.policyPath); "
          + (nearest.map { "did you mean '\($0)'?" }
            ?? "its sources are: \(sources.map(\.name).joined(separator: ", "))"))
    }
    let paths = Glob.matches(source.path, in: workspace.path(""))
    guard let path = paths.first, let file = try open(path) else {
      throw AuditFailure(.incomplete, "source '\(source.name)' is missing: \(source.path)")
    }
    do {
      return try read(source, file, others: paths.count - 1)
    } catch {
      throw AuditFailure(error)
    }
  }

  private func open(_ path: String) throws -> ExportFile? {
    do throws(ExportFile.Failure) {
      return try ExportFile(path: workspace.path(path), name: path)
    } catch {
      switch error {
      case .missing: return nil
      case .refused(let refusal): throw AuditFailure(refusal)
      }
    }
  }

  private func read(_ source: SourcePolicy, _ file: ExportFile, others: Int) throws -> Report {
    let shape = source.kind.shape
    var rows: [Int] = []
    var records: [[String?]] = []
    let summary = try ExportReader(mapping: source.mapping, hashKey: 1).read(file, digest: SHA256Stream()) { batch in
      for row in 0..<min(batch.count, most - records.count) {
        rows.append(Int(batch.lines[row]))
        records.append(shape.fields.indices.map { batch.text(row: row, field: $0) })
      }
    }
    func values(_ field: String) -> [String?] {
      shape.index(of: field).map { index in records.map { $0[index] } } ?? []
    }
    var lines = summary.taken.map { taken in
      Line(header: taken.inputs.joined(separator: " or "), field: taken.field, values: values(taken.field))
    }
    let read = Set(lines.compactMap(\.field))
    lines += summary.fields.filter { !read.contains($0) }.map {
      Line(header: "(from the policy)", field: $0, values: values($0))
    }
    lines += summary.unused.map { Line(header: $0, field: nil, values: []) }
    return Report(
      rows: rows, lines: lines, remarks: remarks(source, summary, file, others: others),
      status: summary.rows == 0 ? .refused : .complete)
  }

  private func remarks(_ source: SourcePolicy, _ summary: ExportSummary, _ file: ExportFile, others: Int) -> [String] {
    var remarks = [
      "\(source.name) (\(source.kind.rawValue)): \(file.name), "
        + SourceText.form(summary) + ", \(summary.rows) records, \(summary.rejectedCount) rejected"
    ]
    if others > 0 { remarks.append("\(source.path) matches \(others) more files, which are not shown") }
    if summary.rows == 0 { remarks.append("there are no records in it; a run would refuse it") }
    let given = Set(summary.fields)
    let lacking = source.kind.shape.fields.filter { !$0.isDerived && !given.contains($0.name) }.map(\.name)
    if !lacking.isEmpty { remarks.append("no column gives: \(lacking.joined(separator: ", "))") }
    return remarks + SourceText.hidden(summary) + SourceText.words(summary) + SourceText.damages(summary)
      + SourceText.rejected(summary.rejected)
  }
}
