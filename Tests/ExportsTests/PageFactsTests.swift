import Records
import Testing

@testable import Exports

@Suite("The object around a list of records")
struct PageFactsTests {
  private static let list = #"[{"id":"1"},{"id":"2"}]"#

  /// Facts as text: `hasMore true pagination.hasMore`.
  private func told(_ page: PageFacts) -> [String] {
    func text<T>(_ name: String, _ fact: PageFacts.Fact<T>?) -> String? {
      fact.map { "\(name) \($0.value) \($0.name)" }
    }
    return [
      text("hasMore", page.hasMore), text("hasNext", page.hasNext), text("filter", page.filter),
      text("total", page.total), text("page", page.page), text("pages", page.pages),
      text("startIndex", page.startIndex),
    ].compactMap { $0 }
  }

  @Test(
    "says what it says before and behind the list",
    arguments: [
      // 8x8 user management
      (
        #"{"data":LIST,"pagination":{"pageSize":100,"pageNumber":0,"hasMore":true,"filter":"a==b","sort":"x","#
          + #""nextScrollId":"abc"},"_links":{"self":{"href":"/users"},"next":{"href":"/users?2"}}}"#,
        [
          "hasMore true pagination.hasMore", "hasNext true pagination.nextScrollId", "filter true pagination.filter",
          "page 1 pagination.pageNumber",
        ]
      ),
      (
        #"{"pagination":{"pageNumber":2,"hasMore":false,"filter":"","nextScrollId":null},"_links":{},"data":LIST}"#,
        [
          "hasMore false pagination.hasMore", "hasNext false pagination.nextScrollId", "filter false pagination.filter",
          "page 3 pagination.pageNumber",
        ]
      ),
      // 8x8 audit
      (
        #"{"meta":{"totalRecordCount":2,"scrollId":null},"data":LIST}"#,
        ["hasNext false meta.scrollId", "total 2 meta.totalRecordCount"]
      ),
      // SCIM
      (
        #"{"schemas":["urn"],"totalResults":100,"itemsPerPage":10,"startIndex":11,"Resources":LIST}"#,
        ["total 100 totalResults", "startIndex 11 startIndex"]
      ),
      // Graph
      (
        #"{"@odata.context":"x","@odata.count":7,"value":LIST,"@odata.nextLink":"https://next"}"#,
        ["hasNext true @odata.nextLink", "total 7 @odata.count"]
      ),
      // RingCentral
      (
        #"{"records":LIST,"paging":{"page":1,"totalPages":3,"perPage":2,"totalElements":6},"#
          + #""navigation":{"nextPage":{"uri":"u"}}}"#,
        [
          "hasNext true navigation.nextPage.uri", "total 6 paging.totalElements", "page 1 paging.page",
          "pages 3 paging.totalPages",
        ]
      ),
      // Zoom, Salesforce
      (
        #"{"page_count":1,"page_number":1,"next_page_token":"","total_records":2,"users":LIST}"#,
        [
          "hasNext false next_page_token", "total 2 total_records", "page 1 page_number", "pages 1 page_count",
        ]
      ),
      (
        #"{"totalSize":2,"done":false,"records":LIST}"#, ["hasMore true done", "total 2 totalSize"]
      ),
      // What is written otherwise, says nothing, or stands elsewhere
      (#"{"hasMore":"true","total":"2","data":LIST}"#, ["hasMore true hasMore", "total 2 total"]),
      (
        #"{"total":-1,"startIndex":1.5,"next":{},"filter":[],"data":LIST}"#,
        ["hasNext false next", "filter false filter"]
      ),
      (
        #"{"\u0074otal":2,"x":{"hasMore":true,"total":9},"data":LIST,"next":false}"#,
        ["hasNext false next", "total 2 total"]
      ),
      // The word that tells of more counts
      (
        #"{"total":2,"totalCount":9,"next":null,"nextLink":"x","data":LIST,"hasMore":true,"done":true}"#,
        ["hasMore true hasMore", "hasNext true nextLink", "total 9 totalCount"]
      ),
      (#"{"data":LIST}"#, []),
    ])
  func facts(text: String, expected: [String]) throws {
    let bytes = Array(text.split(separator: "LIST").joined(separator: PageFactsTests.list).utf8)
    let outcome = try JSONDriver().read(bytes)
    #expect(outcome.rows.count == 2)
    #expect(try told(#require(outcome.page)) == expected)
    for cut in 0...bytes.count { #expect(try JSONDriver().read(bytes, cuts: [cut]) == outcome, "cut at \(cut)") }
  }

  @Test("says where it says it")
  func positions() throws {
    let text = "{\n \"total\": 2,\n\"data\": [\n{\"id\":\"1\"}\n],\n\"pagination\": {\"x\": 1,\n  \"hasMore\": true}}"
    let page = try #require(try ExportOnDisk.read(Array(text.utf8), .users(["id": "id"])).summary.page)
    #expect(page.total?.position == Position(file: "exports/f.csv", line: 2, byte: 12))
    #expect(page.hasMore?.position == Position(file: "exports/f.csv", line: 7, byte: 75))
  }

  @Test(
    "is not there in other files",
    arguments: ["id\n1\n", #"[{"id":"1","hasMore":true}]"#, "{\"id\":\"1\",\"hasMore\":true}\n{\"id\":\"2\"}"])
  func elsewhere(text: String) throws {
    #expect(try ExportOnDisk.read(Array(text.utf8), .users(["id": "id"])).summary.page == nil)
  }
}
