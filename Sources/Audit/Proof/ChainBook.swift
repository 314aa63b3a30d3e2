import Attestation
import Records
import Storage

/// The chain as it stands in the database.
struct ChainBook {
  private let connection: SQLConnection

  init(_ connection: SQLConnection) { self.connection = connection }

  func links() throws -> [ChainLink] { try links("") }

  func last() throws -> ChainLink? { try links("order by link desc limit 1").first }

  /// The link that the last run is; nil where it is from before the chain.
  func ofLastRun() throws -> ChainLink? {
    try links("where kind = 'run' and run = (select run from tonight)").first
  }

  private func links(_ choice: String) throws -> [ChainLink] {
    try connection.rows(
      "select link, kind, run, item, content, previous, head from (select * from chain \(choice)) order by link"
    ) { row in
      ChainLink(
        number: row.integer(0) ?? 0, kind: row.text(1) ?? "", run: row.integer(2) ?? 0, item: row.integer(3) ?? 0,
        content: row.text(4) ?? "", previous: row.text(5) ?? "", head: row.text(6) ?? "")
    }
  }

  @discardableResult
  func append(_ kind: ChainLink.Kind, run: Int, item: Int = 0, content: Digest) throws -> ChainLink {
    let link = Chain.link(after: try last(), kind: kind, run: run, item: item, content: content)
    try connection.execute(
      """
      insert into chain (link, kind, run, item, content, previous, head)
      values (:link, :kind, :run, :item, :content, :previous, :head)
      """,
      [
        "link": .integer(link.number), "kind": .text(link.kind), "run": .integer(run), "item": .integer(item),
        "content": .text(link.content), "previous": .text(link.previous), "head": .text(link.head),
      ])
    return link
  }

  /// The report of the last run. A night that was killed before it could note its report notes it later, and once.
  func appendReport(_ manifest: Digest) throws {
    let run = try connection.integer("select run from tonight") ?? 0
    let isThere = try connection.integer(
      "select 1 from chain where kind = 'report' and run = :run and content = :content",
      ["run": .integer(run), "content": .text(manifest.hex)])
    if isThere == nil { try append(.report, run: run, content: manifest) }
  }
}
