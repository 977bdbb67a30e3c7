import Foundation
import Testing
import Training

@Suite("Respelling for speech engines")
struct SynthesisRespellingTests {
  private func text(_ table: String, _ words: String, pauses: [Int] = []) throws -> String? {
    let respelling = try #require(Respelling.named[table])
    // Seed 3 draws no "zed" and takes whatever comes first of several.
    var random = SeededRandom(seed: 3)
    return respelling.text(
      for: words.split(separator: " ").map(String.init), pausesAfter: pauses, random: &random)
  }

  @Test(
    "the letter a is never left as the article",
    arguments: [
      ("plain", "two ay plus bee."), ("flite", "two ay plus bee."),
      ("festival", "two ay plus bee."), ("rhvoice", "two ay plus bee."),
      ("pico en-US", "two ay plus bee."), ("pico en-GB", "two ae plus bee."),
      ("espeak-ng", "two [[eI]] plus b."), ("hibari", "two [a](/ˈA/) plus b."),
      ("piper", "two [[eɪ]] plus b."), ("none", "two a plus b."),
    ])
  func letterA(table: String, expected: String) throws {
    #expect(try text(table, "two a plus b") == expected)
  }

  @Test("a before half, third or matrix is the article")
  func article() throws {
    #expect(try text("flite", "a half a") == "a half ay.")
    #expect(try text("espeak-ng", "a matrix") == "a matrix.")
  }

  @Test("pauses are commas")
  func pausing() throws {
    #expect(try text("flite", "p i t", pauses: [0, 1]) == "pee, eye, tee.")
  }

  @Test("what a voice cannot be made to say is refused")
  func unsayable() throws {
    #expect(try text("pico en-US", "tau plus one") == nil)
    #expect(try text("pico en-GB", "theta") == nil)
    #expect(try text("pico en-GB", "beta") == "beta.")
  }

  @Test("cosine, xi and psi are spelled as each engine needs them")
  func functions() throws {
    #expect(try text("flite", "cosine of xi") == "cosign of zye.")
    #expect(try text("pico en-US", "cosine of psi") == "co sign of sigh.")
    #expect(try text("hibari", "cosine") == "cosine.")
    #expect(try text("rhvoice", "f of h") == "f of h.")
    #expect(try text("flite", "f of h") == "eff of aitch.")
  }

  @Test("no two letters are spelled alike, and none is empty", arguments: Respelling.named.keys)
  func distinct(table: String) throws {
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    let spelled = try letters.map { try text(table, $0) ?? "" }
    #expect(Set(spelled).count == 26)
    #expect(spelled.allSatisfy { $0.count > 1 })
  }

  /// Oracle: CMU phonemes of the letters' names and of what engines get wrong.
  private static let phonemes = [
    "a": "ey", "b": "b iy", "c": "s iy", "d": "d iy", "e": "iy", "f": "eh f", "g": "jh iy",
    "h": "ey ch", "i": "ay", "j": "jh ey", "k": "k ey", "l": "eh l", "m": "eh m", "n": "eh n",
    "o": "ow", "p": "p iy", "q": "k y uw", "r": "aa r", "s": "eh s", "t": "t iy", "u": "y uw",
    "v": "v iy", "w": "d ah b ax l y uw", "x": "eh k s", "y": "w ay", "cosine": "k ow s ay n",
    "tau": "t aw", "eta": "ey t ax", "theta": "th ey t ax", "zeta": "z ey t ax", "xi": "z ay",
    "chi": "k ay", "psi": "s ay", "mu": "m y uw", "nu": "n uw", "rho": "r ow",
    "secant": "s iy k ax n t", "nth": "ih n th", "a plus a": "ey p l ah s ey",
  ]

  @Test("flite itself pronounces what it is given as it should be")
  func flitePhonemes() throws {
    guard let flite = try? InstalledEngines.find(["flite"]).first else {
      print("skipped: flite is not installed")
      return
    }
    for (word, expected) in Self.phonemes.sorted(by: { $0.key < $1.key }) {
      let given = try #require(try text("flite", word))
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: flite.executable)
      process.arguments = ["-voice", "kal16", "-ps", "-t", given, "-o", "none"]
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let said = String(
        decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      let phones = said.split(separator: " ").filter { $0 != "pau" && $0 != "\n" }
      #expect(phones.joined(separator: " ") == expected, "\(word) as \(given)")
    }
  }
}
