import Records

/// The accounts that the records of a source belong to.
struct AccountCensus {
  /// Hashes tell accounts apart, so that rows whose account is known cost no memory of their own.
  private var hashes: Set<UInt64> = []
  private var accounts: Set<[UInt8]> = []
  private var last: UInt64 = 0

  /// More are not kept, and then nothing is said about them.
  private static let most = 10_000

  /// All of them; nil where they are too many.
  var all: Set<[UInt8]>? { accounts.count < AccountCensus.most ? accounts : nil }

  mutating func add(_ batch: RecordBatch) {
    let name = batch.shape.kind == .accounts ? "id" : "account"
    guard let column = batch.shape.index(of: name), accounts.count < AccountCensus.most else { return }
    let width = batch.shape.fields.count
    batch.read.withUnsafeBufferPointer { read in
      batch.written.withUnsafeBufferPointer { written in
        for row in 0..<batch.count {
          let cell = batch.cells[row * width + column]
          guard cell.count > 0 else { continue }
          let area = cell.isWritten ? written : read
          add(UnsafeBufferPointer(rebasing: area[cell.start..<cell.start + cell.count]))
        }
      }
    }
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    // FNV-1a
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    guard hash != last else { return }
    last = hash
    if hashes.insert(hash).inserted, accounts.count < AccountCensus.most { accounts.insert(Array(text)) }
  }
}
