import Attestation
import Records
import Storage

/// What one run came to, as the digests that its link of the chain binds.
struct RunSeal: Equatable {
  var seal: String
  var record: String
  var population: String
  var present: String

  /// What the link of the run stands for.
  var content: Digest {
    let parts = ["rollcall-run/1", seal, record, population, present]
    return SHA256Stream.digest(pieces: parts.map { Array($0.utf8) })
  }

  /// Seals the run that is being made, when all its rows are written and before anything of it is rendered.
  static func make(_ connection: SQLConnection, run: Int) throws {
    let rows = ProofRows(connection)
    let record = try rows.record(of: run)
    let seal = RunSeal(
      seal: try rows.seal(record: record.bytes).hex, record: record.hex,
      population: try rows.populationOfTonight(run).hex, present: try rows.present().hex)
    try connection.execute(
      """
      insert into seal (run, seal, record, population, present) values (:run, :seal, :record, :population, :present)
      """,
      [
        "run": .integer(run), "seal": .text(seal.seal), "record": .text(seal.record),
        "population": .text(seal.population), "present": .text(seal.present),
      ])
    try ChainBook(connection).append(.run, run: run, content: seal.content)
  }

  /// What the rows of each run must come to now: as they were sealed, or as retention left them.
  static func standing(_ connection: SQLConnection) throws -> [Int: RunSeal] {
    var seals = try all(connection)
    try connection.query("select run, record, population from prune_run") { row in
      let run = row.integer(0) ?? 0
      seals[run]?.record = row.text(1) ?? ""
      seals[run]?.population = row.text(2) ?? ""
    }
    // Retention also forgets findings that are long gone: it says what the others come to.
    try connection.query("select run, present from prune order by prune") { row in
      seals[row.integer(0) ?? 0]?.present = row.text(1) ?? ""
    }
    return seals
  }

  static func all(_ connection: SQLConnection) throws -> [Int: RunSeal] {
    let rows = try connection.rows("select run, seal, record, population, present from seal") { row in
      (
        row.integer(0) ?? 0,
        RunSeal(
          seal: row.text(1) ?? "", record: row.text(2) ?? "", population: row.text(3) ?? "", present: row.text(4) ?? "")
      )
    }
    return Dictionary(rows) { first, _ in first }
  }
}
