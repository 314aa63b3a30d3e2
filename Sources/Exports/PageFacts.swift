package import Records

/// What the object around a list of records says about the list itself: whether it is the whole population, or one page
/// of it, or filtered. Each fact stands with the place at which the file says it.
package struct PageFacts: Equatable, Sendable {
  package struct Fact<Value: Equatable & Sendable>: Equatable, Sendable {
    package var value: Value
    /// Its keys, as vendors write them: `pagination.hasMore`.
    package var name: String
    package var position: Position

    package init(_ value: Value, name: String, at position: Position) {
      self.value = value
      self.name = name
      self.position = position
    }
  }

  /// Whether more records follow on another page.
  package var hasMore: Fact<Bool>?
  /// Whether there is a link, a token or a scroll id for a next page. What it holds is not kept.
  package var hasNext: Fact<Bool>?
  /// Whether the list was filtered.
  package var filter: Fact<Bool>?
  /// Records on all pages together.
  package var total: Fact<Int>?
  /// The number of this page, from 1; of 8x8, which counts from 0, one more than it says.
  package var page: Fact<Int>?
  /// How many pages there are.
  package var pages: Fact<Int>?
  /// The number of the first record, from 1 (SCIM, RFC 7644, section 3.4.2.4).
  package var startIndex: Fact<Int>?

  package init() {}

  /// Moves every fact to where it stands in a file that had to be converted.
  mutating func place(_ placed: (Position) -> Position) {
    func move<Value>(_ fact: inout Fact<Value>?) {
      fact = fact.map { Fact($0.value, name: $0.name, at: placed($0.position)) }
    }
    for path in [\PageFacts.hasMore, \.hasNext, \.filter] { move(&self[keyPath: path]) }
    for path in [\PageFacts.total, \.page, \.pages, \.startIndex] { move(&self[keyPath: path]) }
  }
}

extension PageFacts {
  /// One of the facts, for the table of their names.
  enum Kind {
    case hasMore, isDone, hasNext, filter, total, page, pageFromZero, pages, startIndex
  }

  /// Where vendors say it. Of several places that say the same thing, the one counts that tells of more records.
  static let names: [(kind: Kind, names: [String])] = [
    (.hasMore, ["hasMore", "has_more", "pagination.hasMore", "pagination.has_more", "paging.hasMore", "meta.hasMore"]),
    (.isDone, ["done"]),
    (
      .hasNext,
      [
        "next", "nextLink", "nextPageToken", "next_page_token", "nextPageUrl", "nextRecordsUrl", "nextScrollId",
        "nextCursor", "next_cursor", "@odata.nextLink", "pagination.nextScrollId", "pagination.next",
        "pagination.nextCursor", "meta.scrollId", "meta.nextScrollId", "paging.next", "navigation.nextPage.uri",
        "_links.next.href", "links.next", "links.next.href", "response_metadata.next_cursor",
      ]
    ),
    (.filter, ["filter", "pagination.filter", "meta.filter"]),
    (
      .total,
      [
        "totalResults", "total", "totalCount", "totalSize", "totalElements", "totalRecordCount", "total_records",
        "total_count", "@odata.count", "pagination.total", "pagination.totalElements", "pagination.totalCount",
        "paging.totalElements", "paging.total", "meta.total", "meta.totalRecordCount", "meta.totalCount",
        "page.totalElements",
      ]
    ),
    (.page, ["page_number", "paging.page", "pagination.page"]),
    (.pageFromZero, ["pagination.pageNumber", "page.number"]),
    (.pages, ["page_count", "paging.totalPages", "pagination.totalPages", "page.totalPages"]),
    (.startIndex, ["startIndex"]),
  ]
}
