import Testing

@Suite("Using dictex as a stranger does")
struct UsageTests {
  static let commands = [
    "transcribe", "listen", "parse", "edit", "speak", "phrases", "inspect", "evaluate",
    "average", "synthesize", "language-model",
  ]

  @Test("Help goes to standard output, shows examples and ends with 0")
  func help() async throws {
    let outcome = try await CommandLineTool.run(["--help"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    for name in Self.commands { #expect(outcome.output.contains("\n  \(name)")) }
    #expect(outcome.output.contains("Examples:"))
  }

  @Test("Every command's help shows examples", arguments: commands)
  func commandHelp(command: String) async throws {
    let outcome = try await CommandLineTool.run([command, "--help"])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("Examples:"))
    #expect(outcome.output.contains("dictex \(command)"))
  }

  @Test("The version is a number")
  func version() async throws {
    let outcome = try await CommandLineTool.run(["--version"])
    #expect(outcome.code == 0)
    #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(
    "Wrong usage gives one line on standard error and 2",
    arguments: [
      ["frobnicate"], ["transcribe"], ["transcribe", "--nonsense", "a.wav"], ["evaluate"],
      ["parse", "--alternatives", "0"], ["parse", "--alternatives", "99999999999999999999"],
      ["parse", "--prose", "--json"], ["transcribe", "--jobs", "-1", "a.wav"],
      ["transcribe", "--words", "--json", "a.wav"],
      ["transcribe", "-", "-"], ["inspect", "a.wav", "--output", "a.gif"],
    ])
  func wrongUsage(arguments: [String]) async throws {
    let outcome = try await CommandLineTool.run(arguments)
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.hasPrefix("dictex: "))
    #expect(outcome.errors.contains("--help"))
  }

  @Test("Shell completions are made for each shell", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) async throws {
    let outcome = try await CommandLineTool.run(["--generate-completion-script", shell])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("transcribe"))
  }

  @Test("Output that cannot be written gives 1")
  func fullDevice() async throws {
    let outcome = try await CommandLineTool.shell("\"$DICTEX\" --help > /dev/full")
    #expect(outcome.code == 1)
    #expect(outcome.errorLines.count == 1)
  }

  @Test("A reader that stops reading ends the command quietly")
  func closedPipe() async throws {
    let outcome = try await CommandLineTool.shell(
      "yes 'x plus one' | head -100000 | \"$DICTEX\" parse | head -1")
    #expect(outcome.output == "x + 1\n")
    #expect(outcome.errorLines.count == 0)
  }

  @Test("A model that is not there is named, with what to do")
  func missingModel() async throws {
    let outcome = try await CommandLineTool.run(["transcribe", "--model", "/nowhere", "a.wav"])
    #expect(outcome.code == 1)
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("/nowhere"))
  }
}
