import Exports
import Policy
import Records

/// One page of many. Where several files are one population, their pages together must be all of it: as many records as
/// the answers promise, and one page behind which there is no more.
enum PageGuard: ExportGuard {
  static let name = "page"
  static let standard = GuardAction.refuse
  static let moment = GuardMoment.read

  static func judge(_ export: GuardedExport) -> GuardVerdict? {
    let pages = export.outcome.files.compactMap(\.page)
    guard !pages.isEmpty else { return nil }
    if let total = pages.compactMap(\.total).max(by: { $0.value < $1.value }) {
      guard export.rows < total.value else { return .passed }
      return objection(
        "it has \(export.rows) of \(total.value) records ('\(total.name)')", total.position)
    }
    if let count = pages.compactMap(\.pages).max(by: { $0.value < $1.value }), pages.count < count.value {
      return objection("it has \(pages.count) of \(count.value) pages ('\(count.name)')", count.position)
    }
    let open = pages.compactMap(next)
    guard let first = open.first, open.count == pages.count else { return .passed }
    return objection("more records follow on another page ('\(first.name)')", first.position)
  }

  /// What says that another page follows this one.
  private static func next(_ page: PageFacts) -> PageFacts.Fact<Bool>? {
    // Where an answer says outright whether there is more, a token that it gives all the same does not count.
    if let more = page.hasMore { return more.value ? more : nil }
    return page.hasNext.flatMap { $0.value ? $0 : nil }
  }

  private static func objection(_ what: String, _ position: Position) -> GuardVerdict {
    .objects(
      what, at: position, hint: "fetch all pages, into one file or into several that the path matches with a '*'")
  }
}
