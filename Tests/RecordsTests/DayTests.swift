import Records
import Testing

@Suite("A day of the calendar")
struct DayTests {
  @Test("from 1900 to 2100 has a number, parts and a text that give it back, and follows the one before")
  func roundTrip() throws {
    var number = try #require(Day(year: 1900, month: 1, day: 1)).number
    #expect(number == -25_567)
    var count = 0
    for year in 1900...2100 {
      for month in 1...12 {
        for dayOfMonth in 1...Day.length(ofMonth: month, year: year) {
          let day = try #require(Day(year: year, month: month, day: dayOfMonth))
          let parts = day.components
          // One condition a day keeps 73,414 days fast; a day that fails is named.
          let holds =
            day.number == number && parts.year == year && parts.month == month && parts.day == dayOfMonth
            && Day(iso: day.iso) == day && Day(number: number) == day
          #expect(holds, "\(year)-\(month)-\(dayOfMonth)")
          number += 1
          count += 1
        }
      }
    }
    #expect(count == 73_414)
    #expect(number == 47_847)
  }

  @Test(
    "has the number that other calendars give it",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2026-11-21", 20_778), ("2000-02-29", 11_016), ("0001-01-01", -719_162),
      ("9999-12-31", 2_932_896),
    ])
  func knownNumbers(text: String, number: Int) throws {
    let day = try #require(Day(iso: text))
    #expect(day.number == number)
    #expect(day.iso == text)
  }

  @Test(
    "is none where the calendar has none",
    arguments: [
      (2026, 2, 29), (2100, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 6, 31), (2026, 9, 31), (2026, 11, 31),
      (2026, 1, 32), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, -1, 1), (2026, 1, -1), (0, 1, 1), (-1, 1, 1),
      (10_000, 1, 1), (2026, Int.max, 1), (Int.min, 1, 1), (2026, 1, Int.max),
    ])
  func impossible(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test("is a leap day in years that have one", arguments: [1904, 2000, 2024, 2400])
  func leapDays(year: Int) {
    #expect(Day(year: year, month: 2, day: 29) != nil)
    #expect(Day.length(ofMonth: 2, year: year) == 29)
  }

  @Test(
    "is read from no other form than 2026-11-21",
    arguments: [
      "", "2026", "2026-11", "2026-11-", "-2026-11-21", "2026-1-21", "2026-11-1", "26-11-21", "2026/11/21", "20261121",
      "2026-11-21 ", " 2026-11-21", "2026-11-21T00:00:00Z", "2026-11-211", "+026-11-21", "2026-+1-21", "2026-11-+1",
      "2026-02-30", "2026-00-10", "2026-10-00", "0000-01-01", "２０２６-11-21", "2026-11-2\u{0661}", "2026--11-21",
      "2026-11-21-", "2026\u{2010}11\u{2010}21",
    ])
  func otherForms(text: String) {
    #expect(Day(iso: text) == nil)
  }

  @Test("comes before every later one")
  func order() throws {
    let days = try ["1899-12-31", "1970-01-01", "2026-01-31", "2026-02-01", "2026-11-21", "2027-01-01"].map {
      try #require(Day(iso: $0))
    }
    #expect(days.shuffled().sorted() == days)
    #expect(!(days[0] < days[0]))
  }
}
