import ArgumentParser
import Dictation
import Microphone

/// `dictex listen`: live sound in, a line of LaTeX for each formula out.
struct Listen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write formulas while they are dictated to the microphone, a line of LaTeX for each.",
    discussion: """
      Without an argument the microphone is heard; --list-devices names those there are. Ctrl-C ends \
      it, and what was said last is still written. With -, standard input is raw sound: 16-bit \
      little-endian samples, one channel, 16000 a second.

      A formula ends at a pause; words that plainly want more ("the \
      square root of") are waited for longer. In a terminal, standard error shows the words, the \
      formula and its LaTeX while they grow.

      What is a command is done and not written (see dictex edit --help): "change x squared to x \
      cubed" writes the changed formula on another line. "Stop listening" and "start listening" \
      make a break.

      Examples:
        dictex listen
        dictex listen --device plughw:CARD=Yeti,DEV=0
        arecord -q -t raw -f S16_LE -r 16000 -c 1 | dictex listen -
        ffmpeg -v error -i lecture.mp4 -f s16le -ar 16000 -ac 1 - | dictex listen - --pause 1.2
        dictex listen - --json < sound.raw | jq .latex
      """)

  @Argument(help: "Where the sound comes from: the microphone, or - for standard input.")
  var source: String?

  @Option(help: ArgumentHelp("The microphone, as --list-devices names it.", valueName: "name"))
  var device: String?

  @Flag(help: "Name the microphones there are, and what they are, and end.")
  var listDevices = false

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
    if let source, source != "-" {
      throw ValidationError(
        "Found “\(source)”, wanted nothing (the microphone) or - (raw sound on standard input).")
    }
    if source == "-", device != nil {
      throw ValidationError("--device names a microphone, and - is standard input.")
    }
    for (value, name) in [(pause, "--pause"), (thinkingPause, "--thinking-pause")]
    where !(0.1...60).contains(value) {
      throw ValidationError("\(name) is \(value), wanted seconds from 0.1 to 60.")
    }
    if partials, !json { throw ValidationError("--partials needs --json.") }
  }

  func run() throws {
    if listDevices { return try printDevices() }
    StandardStreams.ignoreClosedPipes()
    var options = DictationSession.Options()
    options.live.pause = pause
    options.live.thinkingPause = max(pause, thinkingPause)
    options.pauseEndsFormula = !untilAccept
    // Before the model is loaded, so that a wrong --device is told at once; it hears nothing yet.
    let sound = try LiveSound(source == "-" ? .standardInput : .microphone(device ?? "default"))
    let session = try DictationSession(try model.pipeline(), options: options)
    let interruption = Interruption { sound.stop() }
    var report = ListenReport(
      session, untilAccept: untilAccept, json: json, partials: partials, showsLevel: source != "-")
    while let samples = try sound.next() { try report.show(session.push(samples), samples) }
    try report.show(session.finish(), [])
    try report.end()
    if sound.overruns > 0 {
      Diagnostics.report(
        "sound was lost \(sound.overruns) times: this machine is too busy for live dictation")
    }
    // Ctrl-C is how one ends dictating to a microphone: done, 0. A pipe that was cut short is not.
    if source == "-", let code = interruption.exitCode { throw ExitCode(code) }
  }

  private func printDevices() throws {
    let devices = Microphone.devices()
    if devices.isEmpty { Diagnostics.report("no microphone found; `arecord -L` may know why") }
    for device in devices {
      try StandardOutput.shared.writeLine(
        Diagnostics.escaped(device.name) + "\t" + Diagnostics.escaped(device.description))
    }
  }
}
