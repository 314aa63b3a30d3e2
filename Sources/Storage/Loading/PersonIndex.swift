/// Which row of the roster a profile is, followed in memory while the exports are read: by employee number, else by
/// e-mail; of several, the one hired last, then the later one. `schema/links/person.sql` says the same in SQL. About 45 bytes
/// a person.
struct PersonIndex {
  /// With more people than this nothing is kept.
  private let limit: Int
  private(set) var isGivenUp = false
  private var byNumber = HashTable()
  private var byEmail = HashTable()
  private var rows: [Int32] = []
  private var hired: [Int32] = []
  /// Hashes of the names as they are written.
  private var names: [UInt64] = []
  /// Rows whose number, or whose e-mail, another row has too.
  private(set) var sharing: Set<Int32> = []
  /// Whether two rows have one number.
  private(set) var hasRepeatedNumber = false

  init(limit: Int) { self.limit = limit }

  /// - Parameters:
  ///   - day: `2026-11-21` as 20261121, 0 where the roster does not say.
  ///   - name: hash of given and family name.
  mutating func add(row: Int, number: UInt64, email: UInt64, hired day: Int, name: UInt64) {
    let entry = rows.count
    guard !isGivenUp, entry < limit else { return giveUp() }
    names.append(name)
    rows.append(Int32(truncatingIfNeeded: row))
    hired.append(Int32(truncatingIfNeeded: day))
    if number != 0 {
      let other = byNumber[number]
      if let other { hasRepeatedNumber = true; share(entry, other) }
      if isBetter(entry, than: other) { byNumber.set(number, entry) }
    }
    if email != 0 {
      let other = byEmail[email]
      if let other { share(entry, other) }
      if isBetter(entry, than: other) { byEmail.set(email, entry) }
    }
  }

  /// - Parameter count: so many people are known to come.
  mutating func expect(_ count: Int) {
    if count > limit { giveUp() }
  }

  private mutating func giveUp() {
    guard !isGivenUp else { return }
    self = PersonIndex(limit: limit)
    isGivenUp = true
  }

  private mutating func share(_ entry: Int, _ other: Int) {
    sharing.insert(rows[entry])
    sharing.insert(rows[other])
  }

  /// After the last row of the roster: what only adding needs is given up.
  mutating func close() { hired = [] }

  private func isBetter(_ entry: Int, than other: Int?) -> Bool {
    guard let other else { return true }
    return hired[entry] != hired[other] ? hired[entry] > hired[other] : rows[entry] > rows[other]
  }

  /// The row, or 0, and the hash of the person's name.
  @inline(__always)
  func find(number: UInt64, email: UInt64) -> (row: Int, name: UInt64) {
    if number != 0, let entry = byNumber[number] { return (Int(rows[entry]), names[entry]) }
    if email != 0, let entry = byEmail[email] { return (Int(rows[entry]), names[entry]) }
    return (0, 0)
  }
}
