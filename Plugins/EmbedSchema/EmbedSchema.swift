import PackagePlugin

/// Before `schema` is compiled, writes a Swift file with the text of everything in its folders, so that the program is one
/// binary with nothing beside it. A new file in a folder, and a new folder, need no line anywhere.
@main
struct EmbedSchema: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedText.swift")
    let files = try context.tool(named: "EmbedText").url
    let inputs = Folder.files(below: target.directoryURL)
    return [
      .buildCommand(
        displayName: "Embedding the text of \(target.name)", executable: files,
        arguments: [output.path, target.directoryURL.path], inputFiles: inputs, outputFiles: [output])
    ]
  }
}
