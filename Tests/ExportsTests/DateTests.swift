import Records
import Testing

@testable import Exports

@Suite("Dates")
struct DateTests {
  private func read(_ cells: [String], _ order: SourceMapping.DateOrder, zone: String = "UTC") throws -> ExportOnDisk {
    var mapping = SourceMapping.users(["id": "id", "created": "created", "last_login": "login"])
    mapping.dates = order
    mapping.timezone = zone
    let rows = cells.enumerated().map { "u\($0),\"\($1)\",\"\($1)\"" }
    return try ExportOnDisk.read("id,created,login\n" + rows.joined(separator: "\n"), mapping)
  }

  @Test(
    "are read in the declared order, with times, offsets, halves of the day and fractions",
    arguments: [
      (.iso, "2026-11-20", "2026-11-20", "2026-11-20"), (.iso, " 2026-11-20 ", "2026-11-20", "2026-11-20"),
      (.iso, "2026/1/5", "2026-01-05", "2026-01-05"),
      (.iso, "2026-11-20T07:52:00Z", "2026-11-20", "2026-11-20T07:52:00Z"),
      (.iso, "2026-11-20 07:52", "2026-11-20", "2026-11-20T07:52:00Z"),
      (.iso, "2026-11-20t7:52:09z", "2026-11-20", "2026-11-20T07:52:09Z"),
      (.iso, "2026-11-20T07:52:00.6195833Z", "2026-11-20", "2026-11-20T07:52:00Z"),
      (.iso, "2026/11/20 07:52:13", "2026-11-20", "2026-11-20T07:52:13Z"),
      (.iso, "2026-11-20T07:52:00.123456789Z", "2026-11-20", "2026-11-20T07:52:00Z"),
      (.iso, "2026-11-20T07:52:00,5+00:00", "2026-11-20", "2026-11-20T07:52:00Z"),
      (.iso, "2026-11-20T01:30:00+05:30", "2026-11-19", "2026-11-19T20:00:00Z"),
      (.iso, "2026-11-20T23:30:00-0500", "2026-11-21", "2026-11-21T04:30:00Z"),
      (.iso, "2026-11-20 23:30:00 -05", "2026-11-21", "2026-11-21T04:30:00Z"),
      (.iso, "2026-12-31T23:59:60Z", "2026-12-31", "2026-12-31T23:59:59Z"),
      (.iso, "2024-02-29T12:00:00 PM", "2024-02-29", "2024-02-29T12:00:00Z"),
      (.dmy, "20/11/2026", "2026-11-20", "2026-11-20"), (.dmy, "1.2.2026", "2026-02-01", "2026-02-01"),
      (.dmy, "03-04-2026 08:15", "2026-04-03", "2026-04-03T08:15:00Z"),
      (.dmy, "20/11/2026 12:05 am", "2026-11-20", "2026-11-20T00:05:00Z"),
      (.mdy, "11/20/2026", "2026-11-20", "2026-11-20"), (.mdy, "3/4/2026", "2026-03-04", "2026-03-04"),
      (.mdy, "11/20/2026 12:05:59 PM", "2026-11-20", "2026-11-20T12:05:59Z"),
      (.mdy, "11/20/2026 1:05PM", "2026-11-20", "2026-11-20T13:05:00Z"),
      (.mdy, "11/20/2026 11:30:00 PM -08:00", "2026-11-21", "2026-11-21T07:30:00Z"),
    ] as [(SourceMapping.DateOrder, String, String, String)])
  func orders(order: SourceMapping.DateOrder, cell: String, day: String, instant: String) throws {
    let export = try read([cell], order)
    #expect(export.rejected.isEmpty)
    #expect(export.column("created") == [day])
    #expect(export.column("last_login") == [instant])
  }

  @Test(
    "that the calendar or the declared order does not have set their row aside",
    arguments: [
      (.iso, "2026-02-29"), (.iso, "2026-13-01"), (.iso, "2026-00-10"), (.iso, "2026-04-31"), (.iso, "0000-01-01"),
      (.iso, "20/11/2026"), (.iso, "11/20/2026"), (.iso, "20261120"), (.iso, "26-11-20"), (.iso, "2026-11-20T"),
      (.iso, "2026-11-20T24:00:00Z"), (.iso, "2026-11-20T07:60:00Z"), (.iso, "2026-11-20T07:52:61Z"),
      (.iso, "2026-11-20T07Z"), (.iso, "2026-11-20T07:52:00+19:00"), (.iso, "2026-11-20T07:52:00+1"),
      (.iso, "2026-11-20T07:52:00 Europe/London"), (.iso, "2026-11-20T07:52:00ZZ"), (.iso, "2026-11-20 13:00 PM"),
      (.iso, "2026-11-20 0:30 AM"), (.iso, "2026-11-20x"), (.iso, "2026-11/20"), (.iso, "yesterday"), (.iso, "-"),
      (.iso, "45982"), (.iso, "1795226400"), (.iso, "2026-W47-5"), (.iso, "12026-11-20"),
      (.iso, "2026-11-20T07:52:00."),
      (.dmy, "11/20/2026"), (.dmy, "31/06/2026"), (.dmy, "2026-11-20"), (.dmy, "20/11/26"), (.dmy, "20.11/2026"),
      (.mdy, "20/11/2026"), (.mdy, "02/30/2026"), (.mdy, "2026-11-20"), (.mdy, "Nov 20, 2026"),
    ] as [(SourceMapping.DateOrder, String)])
  func impossible(order: SourceMapping.DateOrder, cell: String) throws {
    let good = ["iso": "2026-11-20", "dmy": "20/11/2026", "mdy": "11/20/2026"][order.rawValue] ?? ""
    let export = try read([good, cell, good], order)
    #expect(export.column("id") == ["u0", "u2"])
    #expect(export.rejected.map(\.code) == [.badDate])
    #expect(export.rejected.map(\.field) == ["created"])
    #expect(export.rejected.map(\.line) == [3])
    #expect(export.rejected.map(\.subject) == ["u1"])
    #expect(export.rejected.allSatisfy { !$0.reason.contains(cell) })
  }

  @Test(
    "that are not, name the setting and, where another order fits, which one; never the text",
    arguments: [
      (
        .iso, "03/04/2026",
        ["'iso' (year, month, day)", "'dates: dmy' (day, month, year) or 'dates: mdy' (month, day, year)"]
      ),
      (.iso, "20/11/2026", ["'dates: dmy'"]), (.iso, "11/20/2026 1:05 PM", ["'dates: mdy'"]),
      (.dmy, "2026-11-20", ["'dmy' (day, month, year)", "'dates: iso'"]), (.mdy, "20/11/2026", ["'dates: dmy'"]),
    ] as [(SourceMapping.DateOrder, String, [String])])
  func reasons(order: SourceMapping.DateOrder, cell: String, words: [String]) throws {
    let reason = try #require(try read([cell], order).rejected.first?.reason)
    for word in words { #expect(reason.contains(word), "\(reason)") }
    #expect(!reason.contains(cell))
    for word in ["dmy", "mdy", "iso"] where !words.contains(where: { $0.contains(word) }) && word != order.rawValue {
      #expect(!reason.contains(word), "\(reason)")
    }
  }

  @Test("that no order has, do not name another one")
  func reasonOfNone() throws {
    #expect(
      try read(["yesterday"], .iso).rejected.map(\.reason) == ["not a date in the order 'iso' (year, month, day)"])
  }

  @Test("where both orders occur are set aside, so that none is taken for the other")
  func bothOrders() throws {
    let export = try read(["20/11/2026", "11/20/2026", "3/4/2026"], .dmy)
    #expect(export.column("created") == ["2026-11-20", "2026-04-03"])
    #expect(export.rejected.map(\.line) == [3])
  }

  @Test(
    "may be numbers of seconds or milliseconds since 1970, for the fields that the mapping names",
    arguments: [
      (.seconds, "1795226400", "2026-11-21", "2026-11-21T02:00:00Z"),
      (.seconds, "1795226400.0002", "2026-11-21", "2026-11-21T02:00:00Z"),
      (.milliseconds, "1795226400999", "2026-11-21", "2026-11-21T02:00:00Z"),
      (.seconds, "631152000", "1990-01-01", "1990-01-01T00:00:00Z"),
      (.seconds, "253402300799", "9999-12-31", "9999-12-31T23:59:59Z"),
      (.seconds, "2026-11-20T07:52:00Z", "2026-11-20", "2026-11-20T07:52:00Z"),
    ] as [(EpochUnit, String, String, String)])
  func epochs(unit: EpochUnit, cell: String, day: String, instant: String) throws {
    var mapping = SourceMapping.users(["id": "id", "created": "created", "last_login": "login"])
    mapping.epochs = ["created": unit, "last_login": unit]
    let csv = try ExportOnDisk.read("id,created,login\nu1,\(cell),\(cell)\n", mapping)
    #expect([csv.column("created"), csv.column("last_login")] == [[day], [instant]])
    mapping.epochs = ["last_login": unit]
    mapping.timezone = "America/New_York"
    guard let number = Double(cell), number < 1e12 else { return }
    let json = try ExportOnDisk.read("[{\"id\":\"u1\",\"login\":\(cell)}]", mapping)
    #expect(json.rows.first?["last_login"]?.hasSuffix("-05:00") == true)
  }

  @Test(
    "that are numbers which no such time has set their row aside",
    arguments: [
      (.seconds, "0"), (.seconds, "-1795226400"), (.seconds, "1795226400000"), (.milliseconds, "1795226400"),
      (.seconds, "631151999"), (.seconds, "253402300800"), (.seconds, "99999999999999999999999"), (.seconds, "45982"),
      (.seconds, "1795226400.5x"), (.seconds, "1.8E9"),
    ] as [(EpochUnit, String)])
  func impossibleEpochs(unit: EpochUnit, cell: String) throws {
    var mapping = SourceMapping.users(["id": "id", "last_login": "login"])
    mapping.epochs = ["last_login": unit]
    let export = try ExportOnDisk.read("id,login\nu1,\(cell)\n", mapping)
    #expect(export.rejected.map(\.code) == [.badDate])
  }

  @Test("may be the words of a vendor for a login that never was, in any case")
  func never() throws {
    var mapping = SourceMapping.users(["id": "id", "last_login": "login"])
    mapping.epochs = ["last_login": .seconds]
    mapping.never = ["n/a", "0", "nunca"]
    let export = try ExportOnDisk.read("id,login\nu1,N/A\nu2,0\nu3,Never\nu4,NUNCA\nu5,00\n", mapping)
    #expect(export.column("id") == ["u1", "u2", "u3", "u4"])
    #expect(export.column("last_login") == [nil, nil, nil, nil])
  }

  @Test("that are empty are not known, and a login may be 'never'")
  func none() throws {
    let mapping = SourceMapping.users(["id": "id", "created": "created", "last_login": "login"])
    let export = try ExportOnDisk.read(
      "id,created,login\nu1,, \nu2,,Never\nu3,,never logged in\nu4,,NEVER\nu5,Never,\nu6,,nevermore\nu7,,N/A\n", mapping
    )
    #expect(export.column("id") == ["u1", "u2", "u3", "u4"])
    #expect(export.column("created") == [nil, nil, nil, nil])
    #expect(export.column("last_login") == [nil, nil, nil, nil])
    #expect(export.rejected.map(\.line) == [6, 7, 8])
    #expect(export.rejected.map(\.field) == ["created", "last_login", "last_login"])
  }
}

@Suite("Dates in the zone of the policy")
struct ZoneTests {
  private func read(_ cell: String, _ zone: String, _ order: SourceMapping.DateOrder = .iso) throws -> [String?] {
    var mapping = SourceMapping.users(["id": "id", "created": "created", "last_login": "login"])
    mapping.timezone = zone
    mapping.dates = order
    let export = try ExportOnDisk.read("id,created,login\nu1,\(cell),\(cell)\n", mapping)
    #expect(export.rejected.isEmpty)
    return [export.rows.first?["created"], export.rows.first?["last_login"]]
  }

  @Test(
    "are moved to it where they say their own zone, and belong to it where they say none",
    arguments: [
      // London: summer time until 2026-10-25 01:00Z, from 2026-03-29 01:00Z.
      ("Europe/London", "2026-07-01T23:30:00Z", "2026-07-02", "2026-07-02T00:30:00+01:00"),
      ("Europe/London", "2026-12-01T23:30:00Z", "2026-12-01", "2026-12-01T23:30:00+00:00"),
      ("Europe/London", "2026-07-01 08:15", "2026-07-01", "2026-07-01T08:15:00+01:00"),
      ("Europe/London", "2026-12-01 08:15", "2026-12-01", "2026-12-01T08:15:00+00:00"),
      ("Europe/London", "2026-10-25T00:59:59Z", "2026-10-25", "2026-10-25T01:59:59+01:00"),
      ("Europe/London", "2026-10-25T01:00:00Z", "2026-10-25", "2026-10-25T01:00:00+00:00"),
      ("Europe/London", "2026-10-25 01:30", "2026-10-25", "2026-10-25T01:30:00+01:00"),
      ("Europe/London", "2026-03-29 00:59", "2026-03-29", "2026-03-29T00:59:00+00:00"),
      ("Europe/London", "2026-03-29 02:00", "2026-03-29", "2026-03-29T02:00:00+01:00"),
      ("Europe/London", "2026-07-01", "2026-07-01", "2026-07-01"),
      // New York: five hours behind, four from 2026-03-08 07:00Z to 2026-11-01 06:00Z.
      ("America/New_York", "2026-11-21T04:59:59Z", "2026-11-20", "2026-11-20T23:59:59-05:00"),
      ("America/New_York", "2026-11-21T05:00:00Z", "2026-11-21", "2026-11-21T00:00:00-05:00"),
      ("America/New_York", "2026-07-04T03:59:59Z", "2026-07-03", "2026-07-03T23:59:59-04:00"),
      ("America/New_York", "2026-11-01 01:30", "2026-11-01", "2026-11-01T01:30:00-04:00"),
      ("America/New_York", "2026-11-01 03:00", "2026-11-01", "2026-11-01T03:00:00-05:00"),
      ("America/New_York", "2026-03-08 03:00", "2026-03-08", "2026-03-08T03:00:00-04:00"),
      ("America/New_York", "2026-11-20T23:30:00+09:00", "2026-11-20", "2026-11-20T09:30:00-05:00"),
      ("Asia/Kolkata", "2026-11-20T20:00:00Z", "2026-11-21", "2026-11-21T01:30:00+05:30"),
      ("UTC", "2026-11-20T20:00:00-05:00", "2026-11-21", "2026-11-21T01:00:00Z"),
      ("Etc/UTC", "2026-11-20 20:00", "2026-11-20", "2026-11-20T20:00:00Z"),
    ])
  func zones(zone: String, cell: String, day: String, instant: String) throws {
    #expect(try read(cell, zone) == [day, instant])
  }

  @Test("change with it in the middle of an hour, whichever stamp comes first")
  func halfHours() throws {
    // Lord Howe Island: from 2026-10-03 15:30Z eleven hours ahead, before ten and a half.
    for zulu in [["2026-10-03T15:29:59Z", "2026-10-03T15:30:00Z"], ["2026-10-03T15:30:00Z", "2026-10-03T15:29:59Z"]] {
      var mapping = SourceMapping.users(["id": "id", "last_login": "login"])
      mapping.timezone = "Australia/Lord_Howe"
      let export = try ExportOnDisk.read("id,login\nu1,\(zulu[0])\nu2,\(zulu[1])\n", mapping)
      #expect(
        Set(export.column("last_login")) == ["2026-10-04T01:59:59+10:30", "2026-10-04T02:30:00+11:00"], "\(zulu)")
    }
  }

  @Test("are refused where the system does not know it, and days of a zone are its own")
  func unknownZone() throws {
    var mapping = SourceMapping.small
    mapping.timezone = "Europe/Lundon"
    #expect(try ExportOnDisk.refusal("user,role\nu1,a\n", mapping)?.message.contains("Europe/Lundon") == true)
    #expect(!ZoneDay.isKnown("Europe/Lundon"))
    #expect(ZoneDay.isKnown("Europe/London"))
    let evening = Instant(seconds: 1_795_217_400)  // 2026-11-20T23:30:00Z
    #expect(ZoneDay.day(of: evening, in: "UTC")?.iso == "2026-11-20")
    #expect(ZoneDay.day(of: evening, in: "Europe/Berlin")?.iso == "2026-11-21")
    #expect(ZoneDay.day(of: evening, in: "America/New_York")?.iso == "2026-11-20")
    #expect(ZoneDay.day(of: evening, in: "Nowhere") == nil)
  }
}
