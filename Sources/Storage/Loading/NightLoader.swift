import GRDBSQLite
package import Records

/// Loads the exports of one night, kind after kind in the order of `SourceKind`, and links their records to each other.
package final class NightLoader {
  /// What the night has of a kind.
  package enum Supply: Sendable {
    /// All its sources are read tonight: what they do not have is gone.
    case complete
    /// A source is missing: what it had is kept as it was.
    case partial
    /// The policy has no such source: what an earlier night had is gone.
    case none
  }

  private let connection: SQLConnection
  private let supplies: [SourceKind: Supply]
  private let run: Int
  private var loaders: [SourceKind: TableLoader] = [:]
  private var finished: Set<SourceKind> = []

  private var people: PersonIndex
  /// Instead of `people`, where there are too many.
  private var personTables: PersonTables?
  private var references = ReferenceIndex()
  private let idQuestion: SQLStatement
  /// Records whose link waits for the profiles.
  private var waiting: [SourceKind: [(row: Int32, link: Int32, name: ReferenceIndex.Name)]] = [:]
  /// By place of the profile: its e-mail in its account, its employee number, and the row of its person.
  private var emails = RepeatedHashes()
  private var numbers = RepeatedHashes()
  private var persons: [Int32] = []
  /// Rows of profiles that are not written as their person is.
  private var otherwiseNamed: [Int32] = []
  private var mentioned = HashTable()
  private var mentionedAccounts: [(key: UInt64, id: [UInt8], active: Int)] = []
  /// Whether a profile came without an account.
  private var isAccountMissing = false
  private var indexes: PostponedIndexes
  private let hashKey: UInt64

  /// - Parameter peopleInMemory: a roster of more, which would take more than 50 bytes for each, is looked up in tables, and
  ///   what loading would find on its way is worked out from what is stored.
  package init(
    _ connection: SQLConnection, run: Int, hashKey: UInt64, supplies: [SourceKind: Supply],
    peopleInMemory: Int = 3_000_000
  ) throws {
    self.connection = connection
    people = PersonIndex(limit: peopleInMemory)
    idQuestion = try SQLStatement(connection.raw, "select ?1 < id from profile where profile = ?2")
    self.run = run
    self.hashKey = hashKey
    self.supplies = supplies
    indexes = PostponedIndexes(connection)
    try FoundTables(connection).drop()
  }

  private func loader(_ kind: SourceKind) throws -> TableLoader {
    if let loader = loaders[kind] { return loader }
    let loader = try TableLoader(connection, TableShape.of(kind), run: run, hashKey: hashKey)
    loaders[kind] = loader
    return loader
  }

  /// - Parameter source: position of the source in the policy, from 1.
  package func load(_ batch: RecordBatch, source: Int, counts: inout LoadCounts) throws {
    // What the roster was read by is given up before these come.
    if [.roles, .users].contains(batch.shape.kind) { try finish(.roster) }
    let loader = try loader(batch.shape.kind)
    // Only where rows come: most tables of a small policy stay empty every night.
    if loader.stored.count == 0, batch.count > 0 { try indexes.postpone(of: loader.shape.table) }
    let width = batch.shape.links.count
    switch batch.shape.kind {
    case .roster:
      // A roster that was too large last night is so tonight.
      people.expect(loader.stored.count)
      guard let hired = batch.shape.index(of: "hired"), let names = names(of: batch.shape) else { return }
      let columns = batch.shape.fields.count
      try loader.load(batch, source: source, counts: &counts) { _ in
        0
      } landed: { index, place, _ in
        self.people.add(
          row: Int(loader.stored.rows[place]), number: batch.links[index * width],
          email: batch.links[index * width + 1], hired: batch.dayNumber(batch.cells[index * columns + hired]),
          name: batch.hash(index, names, key: self.hashKey))
      }
    case .roles, .accounts, .contacts, .extensions:
      let first = batch.shape.kind == .accounts ? 1 : 0
      try loader.load(batch, source: source, counts: &counts) { _ in
        nil
      } landed: { index, place, link in
        let exact = batch.links[index * width + first]
        let lowered = batch.links[index * width + first + 1]
        let name = self.references.want(exact: exact, lowered: lowered)
        self.waiting[batch.shape.kind, default: []].append(
          (loader.stored.rows[place], Int32(truncatingIfNeeded: link), name))
      }
    case .users: try loadUsers(batch, loader, source: source, counts: &counts)
    case .registrations, .crm, .erp: try loader.load(batch, source: source, counts: &counts)
    }
  }

  private func loadUsers(
    _ batch: RecordBatch, _ loader: TableLoader, source: Int, counts: inout LoadCounts
  ) throws {
    guard let id = batch.shape.index(of: "id"), let account = batch.shape.index(of: "account"),
      let status = batch.shape.index(of: "status"), let names = names(of: batch.shape),
      let number = batch.shape.index(of: "employee_number"), let email = batch.shape.index(of: "email")
    else { return }
    let width = batch.shape.links.count
    let columns = batch.shape.fields.count
    let lookup = personTables
    var owners = batch.inner == nil ? [] : [Int](repeating: 0, count: batch.count)
    var personName: UInt64 = 0
    try loader.load(batch, source: source, counts: &counts) { index in
      if let lookup {
        let first = index * columns
        return try lookup.find(number: batch.cells[first + number], email: batch.cells[first + email], of: batch)
      }
      let person = self.people.find(number: batch.links[index * width], email: batch.links[index * width + 1])
      personName = person.name
      return person.row
    } landed: { index, place, link in
      if personName != 0, personName != batch.hash(index, names, key: self.hashKey) {
        self.otherwiseNamed.append(loader.stored.rows[place])
      }
      if !owners.isEmpty { owners[index] = Int(loader.stored.rows[place]) }
      let links = index * width
      if lookup == nil {
        self.emails.set(place, batch.links[links + 4])
        self.numbers.set(place, batch.links[links])
        if place >= self.persons.count { self.persons += repeatElement(0, count: place + 1 - self.persons.count) }
        self.persons[place] = Int32(truncatingIfNeeded: link)
      }
      try self.references.offer(
        row: Int(loader.stored.rows[place]), id: batch.links[links + 2], userName: batch.links[links + 3],
        email: batch.links[links + 4]
      ) { try self.isBefore(batch.cells[index * columns + id], of: batch, row: $0) }
      let key = batch.links[links + 5]
      guard key != 0 else { return self.isAccountMissing = true }
      let active = batch.isActive(batch.cells[index * columns + status]) ? 1 : 0
      if let entry = self.mentioned[key] {
        self.mentionedAccounts[entry].active += active
      } else {
        self.mentioned.set(key, self.mentionedAccounts.count)
        self.mentionedAccounts.append((key, batch.bytes(batch.cells[index * columns + account]), active))
      }
    }
    if let inner = batch.inner { try loadInner(inner, owners: owners, source: source) }
  }

  /// Whether an id is smaller than that of a profile.
  private func isBefore(_ id: Cell, of batch: RecordBatch, row: Int) throws -> Bool {
    idQuestion.bind(1, .text(String(decoding: batch.bytes(id), as: UTF8.self)))
    idQuestion.bind(2, row)
    defer { idQuestion.reset() }
    return try idQuestion.step() && sqlite3_column_int(idQuestion.raw, 0) == 1
  }

  /// Records that stood inside of profiles. Those of a profile that was not loaded are not either: it repeats another one,
  /// or was rejected.
  private func loadInner(_ inner: RecordBatch, owners: [Int], source: Int) throws {
    inner.keep { owners[Int(inner.owners[$0])] != 0 }
    var counts = LoadCounts()
    try loader(inner.shape.kind).load(inner, source: source, counts: &counts) { owners[Int(inner.owners[$0])] }
  }

  /// Ends the loading: what is gone moves to the past, and what waits for its link gets it.
  package func finish() throws {
    try addMentionedAccounts()
    var all = true
    for kind in SourceKind.allCases {
      try finish(kind)
      if supplies[kind] == .partial { all = false }
    }
    // Where not all was read tonight, links are worked out from what is stored.
    if all { try linkInMemory() }
    // What only loading needed is given up before keys are sorted.
    loaders = [:]
    waiting = [:]
    references = ReferenceIndex()
    (emails, numbers, persons) = (RepeatedHashes(), RepeatedHashes(), [])
    try indexes.make()
    if !all { try connection.workOutLinks() }
  }

  private func names(of shape: RecordShape) -> [Int]? {
    guard let given = shape.index(of: "given_name"), let family = shape.index(of: "family_name") else { return nil }
    return [given, family]
  }

  /// What loading saw on its way, for the rules that ask. Where something is missing tonight, SQL works it out.
  private func writeFound(_ stored: StoredRows) throws {
    let sharing = people.sharing.sorted()
    let isPlain = !people.hasRepeatedNumber
    people = PersonIndex(limit: 0)
    guard !supplies.values.contains(.partial) else { return }
    let tables = FoundTables(connection)
    if !isAccountMissing {
      let active = mentionedAccounts.filter { $0.active > 0 }
      try tables.write(activeCounts: active.map { (String(decoding: $0.id, as: UTF8.self), $0.active) })
    }
    guard personTables == nil else { return }
    try tables.write("otherwise_named", of: "profile", otherwiseNamed.sorted())
    otherwiseNamed = []
    try tables.write("repeated_person", of: "person", sharing)
    try tables.write("repeated_email", of: "profile", emails.places().map { stored.rows[$0] })
    // The number of a person counts for profiles without one. Where two people have one number, SQL says who is who.
    guard isPlain else { return }
    let lacking = Set(persons.indices.filter { numbers.isNone($0) && persons[$0] != 0 }.map { persons[$0] })
    let numbered = Set(numbers.places())
    let rows = persons.indices.filter { numbered.contains($0) || lacking.contains(persons[$0]) }
    try tables.write("repeated_number", of: "profile", rows.map { stored.rows[$0] })
  }

  /// After the last record of a kind: what is gone moves to the past.
  private func finish(_ kind: SourceKind) throws {
    guard finished.insert(kind).inserted else { return }
    if supplies[kind] != .partial { try loader(kind).finish() }
    try loaders[kind]?.fold()
    if kind == .roster {
      if people.isGivenUp { personTables = try PersonTables(connection) } else { people.close() }
    }
    if kind == .users {
      try writeFound(loader(kind).stored)
      try personTables?.drop()
    }
    // Records of these kinds wait for their links; of others nothing is asked any more.
    if waiting[kind] == nil { loaders[kind] = nil }
  }

  /// Accounts that only users mention are accounts too: rules about accounts must not pass over them.
  private func addMentionedAccounts() throws {
    let loader = try loader(.accounts)
    guard let id = RecordShape.accounts.index(of: "id") else { return }
    let batch = RecordBatch(shape: .accounts)
    if supplies[.users] == .partial { try mentionStoredAccounts() }
    for (key, bytes, _) in mentionedAccounts {
      // What a missing accounts export had is kept as it was.
      if let place = loader.findStored(key), loader.stored.isSeen(place) || supplies[.accounts] == .partial { continue }
      let cell = Cell(read: batch.read.count, count: bytes.count)
      batch.read += bytes
      var digest = RowHash(key: hashKey)
      for field in batch.shape.fields.indices {
        batch.cells.append(field == id ? cell : .absent)
        if field == id {
          bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { digest.add(base, count: bytes.count) } }
        } else {
          digest.addAbsent()
        }
      }
      batch.lines.append(0)
      batch.keys.append(key)
      batch.digests.append(digest.value)
      batch.links += [key, 0, 0]
    }
    var counts = LoadCounts()
    try loader.load(batch, source: 0, counts: &counts) { _ in 0 }
  }

  /// Accounts of profiles whose export is missing tonight are mentioned as they were.
  private func mentionStoredAccounts() throws {
    try connection.query("select distinct account from profile where account <> ''") { row in
      let bytes = Array((row.text(0) ?? "").utf8)
      var hash = RowHash(key: hashKey)
      bytes.withUnsafeBufferPointer { if let base = $0.baseAddress { hash.add(base, count: bytes.count) } }
      guard mentioned[hash.value] == nil else { return }
      mentioned.set(hash.value, mentionedAccounts.count)
      mentionedAccounts.append((hash.value, bytes, 0))
    }
  }

  private func linkInMemory() throws {
    for (kind, records) in waiting {
      let loader = try loader(kind)
      for record in records {
        let row = references.find(record.name)
        if row != Int(record.link) { try loader.setLink(Int(record.row), row) }
      }
    }
  }
}

extension RecordBatch {
  func bytes(_ cell: Cell) -> [UInt8] {
    Array((cell.isWritten ? written : read)[cell.start..<cell.start + cell.count])
  }

  /// A hash of some cells of a record, never 0.
  @inline(__always)
  func hash(_ index: Int, _ fields: [Int], key: UInt64) -> UInt64 {
    var hash = RowHash(key: key)
    for field in fields {
      let cell = cells[index * shape.fields.count + field]
      if cell.isAbsent { hash.addAbsent(); continue }
      (cell.isWritten ? written : read).withUnsafeBufferPointer { area in
        if let base = area.baseAddress { hash.add(base + cell.start, count: cell.count) }
      }
    }
    return hash.value
  }

  /// Whether a status is that of a profile in use.
  @inline(__always)
  func isActive(_ cell: Cell) -> Bool {
    guard cell.count == 6 else { return false }
    let area = cell.isWritten ? written : read
    return area[cell.start..<cell.start + 6].elementsEqual("active".utf8)
  }

  /// `2026-11-21` as 20261121, 0 for no day.
  func dayNumber(_ cell: Cell) -> Int {
    guard cell.count == 10 else { return 0 }
    let area = cell.isWritten ? written : read
    return area[cell.start..<cell.start + 10].reduce(0) { $1 == UInt8(ascii: "-") ? $0 : $0 * 10 + Int($1 & 15) }
  }
}
