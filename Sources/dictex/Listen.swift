import ArgumentParser
import Dictation
import Foundation
import Recognition
import SpokenMath
import Typesetting

/// `dictex listen`: live sound in, a line of LaTeX for each formula out.
struct Listen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write formulas while they are dictated: raw sound in, a line of LaTeX for each out.",
    discussion: """
      Standard input is raw sound: 16-bit little-endian samples, one channel, 16000 a second, from \
      any program that captures it. A formula ends at a pause; words that plainly want more ("the \
      square root of") are waited for longer. In a terminal, standard error shows the words, the \
      formula and its LaTeX while they grow.

      What is a command is done and not written (see dictex edit --help): "change x squared to x \
      cubed" writes the changed formula on another line. "Stop listening" and "start listening" \
      make a break.

      Examples:
        arecord -q -t raw -f S16_LE -r 16000 -c 1 | dictex listen -
        ffmpeg -v error -i lecture.mp4 -f s16le -ar 16000 -ac 1 - | dictex listen - --pause 1.2
        dictex listen - --json < sound.raw | jq .latex
      """)

  @Argument(help: "Where the sound comes from: - is standard input.")
  var source: String

  @Option(help: "Seconds without a letter that end a formula.")
  var pause = LiveDictation.Options().pause

  @Option(help: "The same after words that plainly want more.")
  var thinkingPause = LiveDictation.Options().thinkingPause

  @Flag(help: "A formula goes on over pauses until “accept” or “next line”, and is written then.")
  var untilAccept = false

  @Flag(help: "Print one JSON object for whatever was said, commands and words that are none too.")
  var json = false

  @Flag(help: "With --json, also print what is being said, each time it changes.")
  var partials = false

  @OptionGroup var model: ModelOption

  func validate() throws {
    guard source == "-" else {
      throw ValidationError("Found “\(source)”, wanted - (raw sound on standard input).")
    }
    for (value, name) in [(pause, "--pause"), (thinkingPause, "--thinking-pause")]
    where !(0.1...60).contains(value) {
      throw ValidationError("\(name) is \(value), wanted seconds from 0.1 to 60.")
    }
    if partials, !json { throw ValidationError("--partials needs --json.") }
  }

  func run() throws {
    StandardStreams.ignoreClosedPipes()
    var options = DictationSession.Options()
    options.live.pause = pause
    options.live.thinkingPause = max(pause, thinkingPause)
    options.pauseEndsFormula = !untilAccept
    let session = try DictationSession(try model.pipeline(), options: options)
    var report = ListenReport(session, untilAccept: untilAccept, json: json, partials: partials)
    var input = RawSound()
    while let samples = try input.next() { try report.show(session.push(samples), samples.count) }
    try report.show(session.finish(), 0)
    try report.end()
  }
}

/// Raw 16-bit samples on standard input, as they arrive.
private struct RawSound {
  private var oddByte: UInt8?

  /// The next samples, from −1 to 1; nil at the end.
  ///
  /// - Throws: `StreamError` if standard input fails.
  mutating func next() throws -> [Float]? {
    // A tenth of a second: what a pipe holds by then is taken at once.
    guard let bytes = try StandardStreams.readInput(capacity: 3_200) else { return nil }
    let whole = (oddByte.map { [$0] } ?? []) + bytes
    oddByte = whole.count % 2 == 1 ? whole.last : nil
    return stride(from: 0, to: whole.count - 1, by: 2).map {
      Float(Int16(bitPattern: UInt16(whole[$0]) | UInt16(whole[$0 + 1]) << 8)) / 32_768
    }
  }
}
