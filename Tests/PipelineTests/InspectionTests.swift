import Audio
import Dictation
import Foundation
import FrontEnd
import Inspection
import Recognition
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Pictures of a recording")
struct InspectionTests {
  @Test("The SVG is well-formed XML, whatever the recording is called")
  func wellFormed() throws {
    let svg = Self.inspection(title: "a<b & \"c\" \u{1B}[31m.wav").svg()
    #expect(XMLParser(data: Data(svg.utf8)).parse())
    #expect(!svg.contains("a<b"))
    #expect(!svg.contains("\u{1B}"))
  }

  @Test("The page shows every word with its times and the reason why there is no formula")
  func content() {
    let html = Self.inspection(title: "t").html()
    #expect(html.contains(">hello<"))
    #expect(html.contains("0.2–0.6 s"))
    #expect(html.contains("no formula"))
  }

  @Test("A recording without a sample still gives a picture")
  func empty() {
    let inspection = Self.inspection(title: "empty", samples: 0)
    #expect(XMLParser(data: Data(inspection.svg().utf8)).parse())
  }

  @Test("The pictures inside are PNG files that Python's zlib and struct can read")
  func png() async throws {
    let svg = Self.inspection(title: "t").svg()
    let urls = svg.matches(of: /data:image\/png;base64,([A-Za-z0-9+\/=]+)/).map(\.1)
    try #require(urls.count == 2)
    // Oracle: zlib checks Adler-32 and every chunk's CRC-32 is recomputed.
    let program = """
      import base64, struct, sys, zlib
      b = base64.b64decode(sys.argv[1]); assert b[:8] == b'\\x89PNG\\r\\n\\x1a\\n'
      i, data = 8, b''
      while i < len(b):
          n, = struct.unpack('>I', b[i:i+4]); kind = b[i+4:i+8]; body = b[i+8:i+8+n]
          assert struct.unpack('>I', b[i+8+n:i+12+n])[0] == zlib.crc32(kind + body)
          if kind == b'IHDR': w, h = struct.unpack('>II', body[:8])
          if kind == b'IDAT': data += body
          i += 12 + n
      assert len(zlib.decompress(data)) == h * (w + 1); print(w, h)
      """
    let file = try TemporaryFolder()
    let script = try file.file("check.py", Array(program.utf8))
    var sizes: [String] = []
    for url in urls {
      let outcome = try await CommandLineTool.shell("python3 \(script) \(url)")
      sizes.append(outcome.output)
    }
    #expect(sizes == ["98 80\n", "25 29\n"])
  }

  private static func inspection(title: String, samples count: Int = 16_000) -> Inspection {
    let vocabulary = Vocabulary.english
    let frames = count == 0 ? 0 : 98
    let rows = count == 0 ? 0 : 25
    let waveform = Waveform(
      samples: (0..<count).map { Float(sin(Double($0) * 0.05)) * 0.5 }, sampleRate: 16_000)
    let words = [TimedWord(text: "hello", start: 0.2, end: 0.6, confidence: 0.9)]
    return Inspection(
      title: title, waveform: waveform,
      spectrogram: Spectrogram(
        values: (0..<frames * 80).map { Float($0 % 80) / 8 }, bandCount: 80,
        secondsPerFrame: 0.01),
      posteriors: Posteriors(
        logProbabilities: (0..<rows * 29).map { $0 % 29 == $0 / 29 ? -0.1 : -6 },
        symbolCount: 29, secondsPerFrame: 0.04),
      vocabulary: vocabulary,
      dictation: Dictation(
        duration: waveform.duration,
        transcripts: [Transcript(words: words, acousticScore: -1, score: -1)],
        interpretations: [], refusal: .noWords))
  }
}
