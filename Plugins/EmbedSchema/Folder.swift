import Foundation

enum Folder {
  /// Files inside the folders of a folder, and those folders themselves, so that a file that goes is noticed.
  static func files(below folder: URL) -> [URL] {
    let manager = FileManager.default
    func content(_ url: URL) -> [URL] {
      ((try? manager.contentsOfDirectory(at: url, includingPropertiesForKeys: [.isDirectoryKey])) ?? [])
        .filter { !$0.lastPathComponent.hasPrefix(".") }.sorted { $0.path < $1.path }
    }
    return content(folder).filter(\.hasDirectoryPath).flatMap(content)
  }
}
