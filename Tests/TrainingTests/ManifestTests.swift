import Foundation
import Testing
import Training

/// A folder of its own for each test, with two recordings that are there but empty.
private final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "dictex-manifest-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path + "/audio", withIntermediateDirectories: true)
    try write("audio/a.wav", [])
    try write("audio/b.wav", [])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  /// The message of the error that reading these bytes gives, without the folder.
  func refusal(_ bytes: [UInt8], name: String = "list.tsv") throws -> String {
    let list = try write(name, bytes)
    do {
      let found = try Manifest.read(path: list)
      return "read \(found.count) utterances"
    } catch {
      return error.description.replacing(path + "/", with: "")
    }
  }
}

private let header = "path\tseconds\tspeaker\twords\n"
private let good = header + "audio/a.wav\t1.25\tann\tx plus one\naudio/b.wav\t0.80\tbob\tf's two\n"

@Suite("Manifests")
struct ManifestTests {
  @Test("are read with paths from their folder")
  func table() throws {
    let folder = try Folder()
    let read = try Manifest.read(path: folder.write("list.tsv", Array(good.utf8)))
    #expect(
      read == [
        Utterance(
          path: folder.path + "/audio/a.wav", seconds: 1.25, speaker: "ann",
          words: ["x", "plus", "one"]),
        Utterance(
          path: folder.path + "/audio/b.wav", seconds: 0.8, speaker: "bob", words: ["f's", "two"]),
      ])
  }

  @Test("mean the same with CRLF, a byte order mark, blank lines, no last newline, absolute paths")
  func variants() throws {
    let folder = try Folder()
    let wanted = try Manifest.read(path: folder.write("list.tsv", Array(good.utf8)))
    let variants = [
      good.replacing("\n", with: "\r\n"), "\u{FEFF}" + good,
      "\n" + good.replacing("\n", with: "\n\n"),
      String(good.dropLast()), good.replacing("audio/", with: folder.path + "/audio/"),
      good.replacing("x plus", with: " x  plus "),
    ]
    for variant in variants {
      #expect(try Manifest.read(path: folder.write("list.tsv", Array(variant.utf8))) == wanted)
    }
  }

  @Test("may have their columns in any order, a formula, and further columns")
  func columns() throws {
    let folder = try Folder()
    let text =
      "engine\twords\tlatex\tspeaker\tseconds\tpath\nflite\tx squared\tx^2\tann\t1\taudio/a.wav\n"
      + "\ty\t\tbob\t2\taudio/b.wav\n"
    let read = try Manifest.read(path: folder.write("list.tsv", Array(text.utf8)))
    #expect(read.map(\.latex) == ["x^2", nil])
    #expect(read.map(\.columns) == [["engine": "flite"], ["engine": ""]])
    #expect(read.map(\.seconds) == [1, 2])
  }

  @Test("as JSON lines say the same")
  func jsonLines() throws {
    let folder = try Folder()
    let text =
      #"{"path": "audio/a.wav", "seconds": 1.5, "speaker": "Zo\u00eb \ud83d\ude00", "words": "x", "#
      + #""latex": "\\frac{\"1\"}{2}", "take": 3, "kept": true, "note": null}"# + "\n"
    let read = try Manifest.read(path: folder.write("list.jsonl", Array(text.utf8)))
    #expect(
      read == [
        Utterance(
          path: folder.path + "/audio/a.wav", seconds: 1.5, speaker: "Zoë 😀", words: ["x"],
          latex: #"\frac{"1"}{2}"#, columns: ["take": "3", "kept": "true", "note": ""])
      ])
  }

  @Test("come back as they were written", arguments: ["list.tsv", "list.jsonl"])
  func roundTrip(name: String) throws {
    let folder = try Folder()
    let utterances = [
      Utterance(
        path: folder.path + "/audio/a.wav", seconds: 1.234, speaker: "ann \"q\" \\",
        words: ["x", "plus", "one"], latex: #"\frac{x}{\text{"a"}}"#, columns: ["engine": "flite"]),
      Utterance(
        path: "/elsewhere/b.wav", seconds: 61.007, speaker: "bøb", words: ["two"],
        columns: ["engine": "pico"]),
    ]
    try Manifest.write(utterances, to: folder.path + "/" + name)
    let read = try Manifest.read(path: folder.path + "/" + name, checkingFiles: false)
    #expect(read == utterances)
    let text = try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    #expect(text.contains("audio/a.wav") && !text.contains(folder.path))
    #expect(text.contains("1.234"))
  }

  @Test("are not written with what would break them, and leave the old file alone")
  func unwritable() throws {
    let folder = try Folder()
    let list = try folder.write("list.tsv", Array(good.utf8))
    var utterance = try Manifest.read(path: list)[0]
    utterance.speaker = "a\tb"
    #expect(throws: ManifestError.self) { try Manifest.write([utterance], to: list) }
    utterance.speaker = "a"
    utterance.columns["path"] = "twice"
    #expect(throws: ManifestError.self) { try Manifest.write([utterance], to: list) }
    #expect(throws: ManifestError.self) {
      try Manifest.write([], to: folder.path + "/no/such/folder.tsv")
    }
    #expect(try Manifest.read(path: list).count == 2)
  }

  @Test("may list silence where that is allowed")
  func noWords() throws {
    let folder = try Folder()
    let list = try folder.write("list.tsv", Array((header + "audio/a.wav\t1\tnoise\t\n").utf8))
    #expect(try Manifest.read(path: list, allowingNoWords: true).map(\.words) == [[]])
    #expect(throws: ManifestError.self) { try Manifest.read(path: list) }
  }
}

@Suite("Wrong manifests")
struct ManifestErrorTests {
  private static let wrongTables: [(String, String)] = [
    ("", "list.tsv: cannot read the manifest: found no recordings"),
    (header, "found no recordings"),
    (
      "path\tseconds\twords\n",
      "list.tsv:1: found columns path, seconds, words, wanted also speaker"
    ),
    ("path    seconds    speaker    words\n", "separate the columns by tabs"),
    ("path\tseconds\tspeaker\twords\twords\n", "each name once"),
    (good + "audio/c.wav\t1\tann\tx\n", "list.tsv:4: found no recording at audio/c.wav"),
    (good + "audio\t1\tann\tx\n", "list.tsv:4: found no recording at audio"),
    (good + "/dev/zero\t1\tann\tx\n", "found no recording at /dev/zero"),
    (
      "id\t" + header + "u1\taudio/a.wav\t1\tann\tx\nu1\taudio/b.wav\t1\tann\tx\n",
      "list.tsv:3: id: found u1 again, which line 2 has"
    ),
    (good + "audio/a.wav\t1\tann\n", "list.tsv:4: found 3 columns, wanted 4"),
    (good + "audio/a.wav\t1\tann\tx\tmore\n", "list.tsv:4: found 5 columns, wanted 4"),
    (header + "\t1\tann\tx\n", "list.tsv:2: found no path"),
    (header + "audio/a.wav\t1\t\tx\n", "list.tsv:2: found no speaker"),
    (header + "audio/a.wav\t1\tann\t   \n", "list.tsv:2: found no words"),
    (header + "audio/a.wav\t1\tann\tx ≤ ∫∫ 2\n", "found ∫ ×2, 2 ×1, ≤ ×1"),
    (header + "audio/a.wav\t1\tann\tX plus\n", "found X ×1, wanted a to z"),
    (header + "audio/a.wav\t1\tann\tx\u{202E}y\n", #"found \u{202e} ×1"#),
    (header + "audio/a.wav\t1\tann\tx\u{A0}y\u{200B}\n", #"\u{200b} ×1"#),
    (header + "audio/a.wav\t1\tann\t\u{1B}]0;owned\u{07}\n", "control character 0x1b at byte 19"),
    (header + "audio/a\0.wav\t1\tann\tx\n", "control character 0x00 at byte 8"),
    (good.replacing("\n", with: "\r"), "list.tsv:1: found control character 0x0d"),
  ]

  @Test(
    "are refused with line, finding and wish",
    arguments: wrongTables)
  func tables(text: String, message: String) throws {
    let refusal = try Folder().refusal(Array(text.utf8))
    #expect(refusal.contains(message), "\(refusal)")
    #expect(!refusal.contains("\u{1B}") && !refusal.contains("\u{202E}"))
  }

  @Test(
    "whose seconds are no plain positive number are refused",
    arguments: [
      "", "nan", "inf", "-1", "0", "0.0", "0,1", "1e400", "1e3", "0x1p3", "+1", "1 s", "1.", ".5",
      "1.2.3", "٣", "86401", "99999999999999999999",
    ])
  func seconds(text: String) throws {
    let refusal = try Folder().refusal(Array((header + "audio/a.wav\t\(text)\tann\tx\n").utf8))
    #expect(refusal.contains("list.tsv:2: seconds: found \(text), wanted a number like 3.80"))
    let json =
      #"{"path": "audio/a.wav", "seconds": "# + text + #", "speaker": "ann", "words": "x"}"#
    #expect(try Folder().refusal(Array(json.utf8), name: "a.jsonl").contains("a.jsonl:1: "))
  }

  @Test("of bytes that are no text are refused")
  func bytes() throws {
    let folder = try Folder()
    let invalid = Array(good.utf8) + Array("audio/a.wav\t1\tann\t".utf8) + [0xFF, 0xFE, 0x0A]
    #expect(try folder.refusal(invalid).contains("list.tsv:4: found bytes that are not UTF-8"))
    #expect(try folder.refusal([0xFF, 0xFE, 0x70, 0]).contains("found UTF-16"))
    let long =
      Array((header + "audio/a.wav\t1\tann\t").utf8) + [UInt8](repeating: 0x78, count: 1_000_000)
    #expect(try folder.refusal(long).contains("list.tsv:2: found a line of 1000018 bytes"))
    var random = SeededRandom(seed: 4)
    for _ in 0..<200 {
      var noise = Array(good.utf8)
      for _ in 0..<3 {
        noise[random.integer(below: noise.count)] = UInt8(random.integer(below: 256))
      }
      #expect(try !folder.refusal(noise).isEmpty)
      #expect(try !folder.refusal(noise, name: "a.jsonl").isEmpty)
    }
  }

  @Test("that are no regular files are refused")
  func files() throws {
    let folder = try Folder()
    for path in [folder.path, "/dev/zero", folder.path + "/none.tsv", "a\0b", ""] {
      #expect(throws: ManifestError.self) { try Manifest.read(path: path) }
    }
  }

  @Test("name all wrong lines, the first twenty in full")
  func many() throws {
    let lines = (0..<50).map { "audio/\($0).wav\t1\tann\tx\n" }.joined()
    let refusal = try Folder().refusal(Array((header + lines).utf8))
    let messages = refusal.split(separator: "\n")
    #expect(messages.count == 21)
    #expect(messages.first?.hasPrefix("list.tsv:2: ") == true)
    #expect(messages.last == "list.tsv: and 30 more problems")
  }

  private static let wrongLines: [(String, String)] = [
    (#"{"path":"#, "JSON, byte 9: found the end of the line, wanted a string, a number"),
    (#"[{"path": "a"}]"#, "wanted an object of one recording"),
    (#"{"path": "audio/a.wav"}"#, "found no seconds, speaker, words"),
    (#"{"path": "a", "path": "b"}"#, "wanted the name path once"),
    (
      #"{"path": "audio/a.wav", "seconds": 1, "speaker": "a", "words": 5}"#,
      "words: found 5, wanted a string"
    ),
    (
      #"{"path": "audio/a.wav", "seconds": 1, "speaker": "a", "words": null}"#,
      "words: found null, wanted a string"
    ),
    (#"{"words": ["x"]}"#, "wanted a string, a number, true, false or null"),
    (#"{"words": "\ud800"}"#, "wanted the escape of a printable character"),
    (#"{"words": "\ud800\u0041"}"#, "the second half of a pair"),
    (#"{"words": "x\nplus"}"#, #"wanted one of the escapes"#),
    (#"{"words": "x\u000a"}"#, "wanted the escape of a printable character"),
    (#"{"words": "\u00g0"}"#, "four hexadecimal digits"),
    (#"{"words": "x"#, "wanted a closing quote"),
    (#"{"words": "x"} {"words": "y"}"#, "wanted one object on each line"),
    (#"{"words": "x",}"#, "wanted a string in quotes"),
    (String(repeating: "[", count: 50_000), "wanted an object"),
    (String(repeating: #"{"a":"#, count: 10_000), "wanted a string, a number"),
  ]

  @Test(
    "of JSON lines are refused with line, finding and wish",
    arguments: wrongLines)
  func jsonLines(text: String, message: String) throws {
    let refusal = try Folder().refusal(Array(text.utf8), name: "list.jsonl")
    #expect(
      refusal.hasPrefix("list.jsonl:1: ") && refusal.contains(message), "\(refusal.prefix(300))")
    #expect(refusal.count < 400)
  }
}
