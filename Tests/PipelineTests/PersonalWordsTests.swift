import Dictation
import Testing

@Suite("A user's list of words")
struct PersonalWordsTests {
  @Test("holds phrases, comments and LaTeX after a tab")
  func lines() throws {
    let words = try PersonalWords(
      text: "# mine\n\nWavelet\nmy norm\t\\lVert x \\rVert_{2}\r\n", path: "words.tsv")
    #expect(words.phrases == [["wavelet"], ["my", "norm"]])
  }

  @Test(
    "names the line that is wrong",
    arguments: [
      ("a\n\tx\n", PersonalWordsError.noPhrase(path: "w", line: 2)),
      ("naïve\n", .unspellable(path: "w", line: 1, word: "naïve")),
    ])
  func errors(text: String, error: PersonalWordsError) {
    #expect(throws: error) { try PersonalWords(text: text, path: "w") }
  }

  @Test("names the line whose LaTeX cannot be read")
  func latex() {
    #expect {
      try PersonalWords(text: "a\nhalf of it\t\\frac{1\n", path: "w")
    } throws: { error in
      "\(error)".hasPrefix("w:2: ")
    }
  }

  @Test("reaches the grammar through parse")
  func parse() async throws {
    let outcome = try await CommandLineTool.shell(
      "printf 'my norm\\t\\\\lVert x \\\\rVert_{2}\\n' > /tmp/words.$$; "
        + "echo my norm squared | \"$DICTEX\" parse --my-words /tmp/words.$$; rm /tmp/words.$$")
    #expect(outcome.output == "\\|x\\|_{2}^{2}\n")
  }
}
