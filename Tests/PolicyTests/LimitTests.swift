import Exports
import Policy
import Testing

@Suite("The limits of a source")
struct LimitTests {
  private static let users = "name: u\nkind: users\npath: u.csv\n"

  private func limits(_ text: String) throws -> ReadLimits {
    let reading = read(source(LimitTests.users + text))
    return try #require(reading.policy?.sources.first, "\(messages(reading))").mapping.limits
  }

  @Test("are what the policy says, and the defaults where it says nothing")
  func values() throws {
    let standard = ReadLimits()
    #expect(try limits("").file == 2 << 30)
    #expect(try limits("").records == 25_000_000)
    let set = try limits("limits: {nesting: 8, field: 1000, record: 4MiB, file: 10GiB}")
    #expect(set.nesting == 8)
    #expect(set.field == 1000)
    #expect(set.record == 4 << 20)
    #expect(set.file == 10 << 30)
    #expect(set.columns == standard.columns)
    #expect(set.records == standard.records)
  }

  @Test("are listed with where they come from")
  func effective() {
    let reading = read(source(LimitTests.users + "limits: {file: 1048576, records: 7}"))
    let shown = reading.effective.map { "\($0.path) = \($0.value) (\($0.origin))" }.filter { $0.contains("limits") }
    #expect(
      shown.sorted() == [
        "sources[0].limits.columns = 1024 (default)", "sources[0].limits.field = 64KiB (default)",
        "sources[0].limits.file = 1048576 (rollcall.yml:5)", "sources[0].limits.nesting = 64 (default)",
        "sources[0].limits.record = 1MiB (default)", "sources[0].limits.records = 7 (rollcall.yml:5)",
      ])
  }

  @Test(
    "have a range, which the message names",
    arguments: [
      ("nesting: 3", "a whole number from 4 to 1024"), ("nesting: 1025", "a whole number from 4 to 1024"),
      ("record: 1023", "a size from 1KiB to 64MiB"), ("record: 65MiB", "a size from 1KiB to 64MiB"),
      ("field: 255", "a size from 256 to 16MiB"), ("field: 1GB", "such as 4096, 64KiB, 1MiB or 2GiB, found '1GB'"),
      ("columns: 0", "a whole number from 1 to 65536"), ("records: 0", "a whole number from 1 to 999999999"),
      ("file: 999999999GiB", "a size from 1KiB to 1024GiB"), ("file: -1", "a size from 1KiB to 1024GiB"),
      ("colums: 1", "unknown key 'colums'; did you mean 'columns'?"),
    ])
  func ranges(setting: String, words: String) {
    let reading = read(source(LimitTests.users + "limits: {\(setting)}"))
    #expect(messages(reading).count == 1)
    #expect(messages(reading).first?.contains(words) == true, "\(messages(reading))")
  }
}
