import ArgumentParser

@main struct Dictex: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "dictex", subcommands: [Train.self])
}
