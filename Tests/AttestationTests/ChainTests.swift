import Attestation
import Records
import Testing

@Suite struct ChainTests {
  /// A chain of four links.
  static let links: [ChainLink] = {
    var links: [ChainLink] = []
    for (run, kind) in [(1, ChainLink.Kind.run), (1, .report), (2, .run), (2, .signature)] {
      let content = SHA256Stream.digest(Array("\(run)\(kind)".utf8))
      links.append(
        Chain.link(after: links.last, kind: kind, run: run, item: kind == .signature ? 1 : 0, content: content))
    }
    return links
  }()

  @Test("a chain that was made holds, and one without links does too")
  func whole() {
    #expect(Chain.firstFault(in: ChainTests.links) == nil)
    #expect(Chain.firstFault(in: []) == nil)
    #expect(ChainTests.links[0].previous == String(repeating: "0", count: 64))
  }

  @Test("a head is SHA-256 over the head before and all values, each behind its length")
  func formula() {
    let link = ChainTests.links[1]
    let parts = ["rollcall-chain/1", link.previous, "2", "report", "1", "0", link.content]
    #expect(link.head == SHA256Stream.digest(pieces: parts.map { Array($0.utf8) }).hex)
  }

  @Test("whatever is changed in a link, that link is named", arguments: 0..<4)
  func changed(index: Int) {
    for change in [
      { $0.kind = $0.kind == "run" ? "report" : "run" }, { $0.kind = "x" }, { $0.run += 1 }, { $0.item += 1 },
      { $0.content = String($0.content.reversed()) }, { $0.previous = String($0.previous.dropLast()) + "x" },
      { $0.head = String($0.head.dropFirst()) + "0" },
    ] as [(inout ChainLink) -> Void] {
      var links = ChainTests.links
      change(&links[index])
      #expect(Chain.firstFault(in: links)?.link == index + 1)
    }
  }

  @Test("a link that is gone, came twice or changed its place is named", arguments: 0..<4)
  func missing(index: Int) {
    var gone = ChainTests.links
    gone.remove(at: index)
    #expect(Chain.firstFault(in: gone)?.link == (index < 3 ? index + 1 : nil))
    var twice = ChainTests.links
    twice.insert(twice[index], at: index)
    #expect(Chain.firstFault(in: twice)?.link == index + 2)
    var swapped = ChainTests.links
    swapped.swapAt(index, (index + 1) % 4)
    #expect(Chain.firstFault(in: swapped)?.link == (index == 3 ? 1 : index + 1))
  }

  @Test("a link that was changed with its head breaks the next one")
  func rehashed() {
    var links = ChainTests.links
    links[1].content = links[0].content
    links[1].head = links[1].rightHead
    #expect(Chain.firstFault(in: links)?.link == 3)
  }

  @Test("rows are digested with their tables and their order")
  func rows() {
    func digest(_ rows: [(String, [UInt8])]) -> Digest {
      let digest = RowDigest()
      for (table, bytes) in rows { digest.add(table) { $0 += bytes } }
      return digest.finish()
    }
    let all =
      [[], [("a", [1])], [("b", [1])], [("a", [1]), ("a", [2])], [("a", [2]), ("a", [1])]] as [[(String, [UInt8])]]
    #expect(Set(all.map(digest)).count == all.count)
    let many = (0..<100_000).map { ("table", [UInt8(truncatingIfNeeded: $0)]) }
    #expect(digest(many) == digest(many))
    #expect(digest(many) != digest(Array(many.dropLast())))
  }

  @Test("a manifest that was published says its run, its files and its link")
  func published() throws {
    let manifest = try ManifestTests.manifest("Ltd\",\n  \"run\": 9,")
    let published = try #require(PublishedManifest(manifest.json))
    #expect(published.run == 7)
    #expect(published.files.map(\.name) == ["access.csv", "index.html"])
    #expect(published.files.map(\.sha256) == manifest.files.map(\.digest.hex))
    #expect(published.link?.number == 1)
    #expect(published.link?.head == manifest.link?.head)
    #expect(PublishedManifest(Array("{}\n".utf8)) == nil)
    #expect(PublishedManifest([]) == nil)
  }
}
