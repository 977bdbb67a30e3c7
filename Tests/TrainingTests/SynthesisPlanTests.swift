import Testing
import Training

@Suite("Plans of synthesis")
struct SynthesisPlanTests {
  private func engine(
    _ name: String, _ voices: [String], table: String = "flite", weight: Double = 1
  ) throws -> SpeechEngine {
    let respelling = try #require(Respelling.named[table])
    return SpeechEngine(
      name: name, executable: "/bin/false", command: try CommandTemplate("false {text} {output}"),
      voices: voices.map { SpeechEngine.Voice(name: $0, respelling: respelling) }, weight: weight)
  }

  private func texts(_ lines: [String]) throws -> [SynthesisText] {
    try SynthesisText.parse(lines.joined(separator: "\n"), name: "test")
  }

  private let lines = ["x plus y", "a b c", "sine of theta", "two over three", "q"]

  @Test("the same seed gives the same plan, another seed another")
  func seeds() throws {
    let engines = [try engine("one", ["a", "b"]), try engine("two", ["c"])]
    var options = SynthesisPlan.Options()
    let first = try SynthesisPlan(texts: texts(lines), engines: engines, options: options)
    #expect(
      try SynthesisPlan(texts: texts(lines), engines: engines, options: options).clips
        == first.clips)
    options.seed = 2
    let other = try SynthesisPlan(texts: texts(lines), engines: engines, options: options)
    #expect(zip(first.clips, other.clips).allSatisfy { $0 != $1 })
  }

  @Test("the plan is known: a change of it would remake everybody's corpora")
  func golden() throws {
    let plan = try SynthesisPlan(
      texts: texts(["x squared plus a"]), engines: [try engine("one", ["a", "b"])])
    let clip = try #require(plan.clips.first)
    #expect(clip.text == "ex squared plus ay.")
    #expect(clip.path == "one-\(clip.voice)/" + (clip.path.split(separator: "/").last ?? ""))
    #expect(clip.path.hasSuffix(".flac"))
    #expect((0.8...1.25).contains(clip.rate) && (0.8...1.25).contains(clip.pitch))
  }

  @Test("a line's clip does not depend on the lines around it")
  func independence() throws {
    let engines = [try engine("one", ["a", "b", "c"])]
    let some = try SynthesisPlan(texts: texts(lines), engines: engines)
    let more = try SynthesisPlan(texts: texts(["zero"] + lines.reversed()), engines: engines)
    #expect(Set(some.clips.map(\.path)).isSubset(of: Set(more.clips.map(\.path))))
  }

  @Test("a line that stands twice, or is wanted twice, gets different clips")
  func repeats() throws {
    let engines = [try engine("one", ["a"])]
    var options = SynthesisPlan.Options()
    options.clipsPerLine = 3
    let plan = try SynthesisPlan(
      texts: texts(["x plus y", "x plus y"]), engines: engines, options: options)
    #expect(Set(plan.clips.map(\.path)).count == 6)
  }

  @Test("slow spelling has a comma after each letter but the last")
  func spelling() throws {
    var options = SynthesisPlan.Options()
    options.pausingShare = 1
    let plan = try SynthesisPlan(
      texts: texts(["p i t"]), engines: [try engine("one", ["a"])], options: options)
    #expect(plan.clips.first?.text == "pee, eye, tee.")
  }

  @Test(
    "brackets may be left out and heard as pauses",
    arguments: [
      (
        "x over open parenthesis y plus one close parenthesis equals two",
        "x over y plus one equals two", "ex over, why plus one, equals two."
      ),
      (
        "the quantity x plus one end quantity squared", "x plus one squared",
        "ex plus one, squared."
      ),
      ("square root of left bracket b right bracket", "square root of b", "square root of, bee."),
      ("x plus one", "x plus one", "ex plus one."),
      ("open paren x close paren", "open paren x close paren", "open paren ex close paren."),
    ])
  func brackets(line: String, words: String, text: String) throws {
    var options = SynthesisPlan.Options()
    options.bracketPauseShare = 1
    let plan = try SynthesisPlan(
      texts: texts([line]), engines: [try engine("one", ["a"])], options: options)
    #expect(plan.clips.first?.words.joined(separator: " ") == words)
    #expect(plan.clips.first?.text == text)
    options.bracketPauseShare = 0
    let plain = try SynthesisPlan(
      texts: texts([line]), engines: [try engine("one", ["a"])], options: options)
    #expect(plain.clips.first?.words.joined(separator: " ") == line)
  }

  @Test("engines draw lines in proportion to their weights")
  func weights() throws {
    let engines = [try engine("one", ["a"], weight: 3), try engine("two", ["b"], weight: 1)]
    let many = SpokenDrills.lines(2_000, seed: 5)
    let plan = try SynthesisPlan(texts: many, engines: engines)
    let share = Double(plan.clips.count { $0.engine == 0 }) / Double(plan.clips.count)
    // 0.75 ± four standard deviations of 2 000 draws.
    #expect(abs(share - 0.75) < 0.04)
  }

  @Test("words that one voice cannot say go to another; what none can say is reported")
  func unsayable() throws {
    let pico = try engine("pico", ["en-US"], table: "pico en-US")
    let flite = try engine("flite", ["kal"])
    let lines = try texts(["tau", "tau plus x"])
    let plan = try SynthesisPlan(texts: lines, engines: [pico, flite])
    #expect(plan.clips.map { plan.engines[$0.engine].name } == ["flite", "flite"])
    let alone = try SynthesisPlan(texts: lines, engines: [pico])
    #expect(alone.clips.isEmpty)
    #expect(alone.unsayable == lines)
  }

  @Test("given respellings are read only when that is asked for")
  func givenRespelling() throws {
    let lines = try texts(["x plus y\tecks plus why\torigin"])
    var options = SynthesisPlan.Options()
    let engines = [try engine("one", ["a"])]
    #expect(
      try SynthesisPlan(texts: lines, engines: engines, options: options).clips.map(\.text)
        == ["ex plus why."])
    options.usesGivenRespelling = true
    #expect(
      try SynthesisPlan(texts: lines, engines: engines, options: options).clips.map(\.text)
        == ["ecks plus why."])
  }

  @Test("options that make no sense are errors, not traps")
  func badOptions() throws {
    let engines = [try engine("one", ["a"])]
    let changes: [(inout SynthesisPlan.Options) -> Void] = [
      { $0.rate = 0...1 }, { $0.pitch = 1...(.infinity) }, { $0.silence = -1...0 },
      { $0.clipsPerLine = 0 }, { $0.format = "mp3" }, { $0.peak = 0...1_000 },
    ]
    for change in changes {
      var options = SynthesisPlan.Options()
      change(&options)
      #expect(throws: SynthesisError.self) {
        try SynthesisPlan(texts: texts(["x"]), engines: engines, options: options)
      }
    }
    #expect(throws: SynthesisError.self) { try SynthesisPlan(texts: texts(["x"]), engines: []) }
  }

  @Test(
    "a line that holds no words of a–z is refused with its place",
    arguments: [
      ("x plus 2", "test:1: found 2"), ("one\nX", "test:2: found X"), ("one\n\nα", "test:3"),
      ("", "found no line of words"), ("# only\n", "found no line of words"),
      ("x\ty\u{7}", "control character"),
      (String(repeating: "x ", count: 201), "found 201 words"),
    ])
  func badTexts(text: String, message: String) {
    #expect {
      try SynthesisText.parse(text, name: "test")
    } throws: { error in
      "\(error)".contains(message) && !"\(error)".contains("\n")
    }
  }

  @Test("texts that are not there are an error with the path")
  func missingTexts() {
    #expect {
      try SynthesisText.read(path: "/no/such/file")
    } throws: { error in
      "\(error)".hasPrefix("/no/such/file: cannot read the texts")
    }
  }

  @Test("drills are the same for a seed, each once, and never an excluded line")
  func drills() {
    let lines = SpokenDrills.lines(500, seed: 9)
    #expect(lines == SpokenDrills.lines(500, seed: 9))
    #expect(lines != SpokenDrills.lines(500, seed: 10))
    let joined = lines.map { $0.words.joined(separator: " ") }
    #expect(Set(joined).count == 500)
    let excluded = Set(joined.prefix(100))
    let others = SpokenDrills.lines(500, seed: 9, excluding: excluded)
    #expect(others.allSatisfy { !excluded.contains($0.words.joined(separator: " ")) })
    #expect(lines.allSatisfy { (1...47).contains($0.words.count) })
    let letters = Set(
      joined.filter { $0.count == 1 }
        + joined.joined(separator: " ")
        .split(separator: " ").map(String.init).filter { $0.count == 1 })
    #expect(letters.count == 26)
  }
}
