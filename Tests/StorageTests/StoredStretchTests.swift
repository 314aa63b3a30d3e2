import Testing

@testable import Storage

@Suite struct StoredStretchTests {
  @Test("each row is read as it is stored, in whatever order it is asked for", arguments: 0..<6)
  func anyOrder(order: Int) throws {
    let last = 500
    try inMemory().read { connection in
      try connection.execute("create temp table number (number integer primary key, square integer)")
      // Every seventh row is not there.
      try connection.execute(
        """
        with recursive all_numbers (value) as (select 1 union all select value + 1 from all_numbers where value < :last)
        insert into number select value, value * value from all_numbers where value % 7 > 0
        """, ["last": .integer(last)])
      var rows = Array(1...last)
      switch order {
      case 0: break
      case 1: rows.reverse()
      case 2: rows = rows.filter { $0 % 50 != 1 }
      default:
        var random = Seeded(UInt64(order))
        rows.shuffle(using: &random)
      }
      // All rows at once, where the order is another one; or each by itself.
      for whole in [last, last - 1] {
        var stretch = try StoredStretch(
          connection, "select number, square from temp.number where number between ?1 and ?2", lastRow: last, none: -1,
          length: 8, whole: whole
        ) { $0.integer(1) }
        for row in rows { #expect(try stretch.value(of: row) == (row % 7 == 0 ? -1 : row * row)) }
      }
    }
  }
}
