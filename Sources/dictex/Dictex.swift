import ArgumentParser
import MessagePassing

/// The `dictex` command: speak mathematics, get LaTeX.
@main
struct Dictex: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "dictex",
    abstract: "Speak mathematics, get LaTeX.",
    discussion: """
      Results go to standard output, everything else to standard error.
      Exit codes: 0 done, 1 failed, 2 wrong usage.

      Examples:
        dictex transcribe formula.wav                  the LaTeX of a recording
        dictex transcribe *.flac                       path, tab, LaTeX of each
        echo "x squared plus one" | dictex parse       the LaTeX of a line of words
        dictex inspect formula.wav --output look.html  see what was heard and why

      Shell completions:
        source <(dictex --generate-completion-script bash)       also: zsh, fish
      """,
    version: version,
    subcommands: [
      Transcribe.self, Listen.self, Parse.self, Edit.self, Speak.self, Phrases.self, Inspect.self,
      Info.self,
      Evaluate.self, Train.self, Average.self, Enroll.self, Synthesize.self,
      EstimateLanguageModel.self,
    ])

  static func main() async {
    StandardStreams.secure()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try StandardOutput.shared.flush()
      ProcessGroup.finish()
    } catch {
      exit(reporting: error)
    }
  }

  /// Prints an error as one line, or the help that was asked for, and ends with its exit code.
  private static func exit(reporting error: any Error) -> Never {
    let code = exitCode(for: error)
    if code.isSuccess {
      do {
        try StandardOutput.shared.write(fullMessage(for: error) + "\n")
        try StandardOutput.shared.flush()
      } catch {
        Diagnostics.report("\(error)")
        StandardStreams.exit(1)
      }
      StandardStreams.exit(0)
    }
    // What was printed before the failure still counts; if it cannot be written, the code is 1 anyway.
    try? StandardOutput.shared.flush()
    let isUsage = code == .validationFailure
    if !(error is ExitCode) {
      Diagnostics.report(message(for: error) + (isUsage ? " " + helpHint : ""))
      // The others of a group would wait for this process for ever.
      ProcessGroup.abort(code: isUsage ? 2 : code.rawValue)
    }
    ProcessGroup.finish()
    StandardStreams.exit(isUsage ? 2 : code.rawValue)
  }

  /// Where to read about the command that was used wrongly.
  private static var helpHint: String {
    let names = configuration.subcommands.map {
      $0.configuration.commandName ?? "\($0)".lowercased()
    }
    let used = CommandLine.arguments.dropFirst().first.flatMap { names.contains($0) ? $0 : nil }
    return "(see dictex \(used.map { $0 + " " } ?? "")--help)"
  }
}
