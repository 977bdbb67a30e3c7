import ArgumentParser
import Audio
import Dictation
import Foundation
import Inspection

/// `dictex inspect`: a picture of how a recording became a formula.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a picture of a recording: sound, symbols, words, formula.",
    discussion: """
      The picture holds the waveform, the spectrogram, the probability of every symbol, the words \
      with their times, and the formula, drawn by the browser.

      Examples:
        dictex inspect formula.wav                      writes formula.html
        dictex inspect formula.wav --output look.svg
      """)

  @Argument(help: "A recording; - is standard input.", completion: .file())
  var file: String

  @Option(
    name: .shortAndLong,
    help: "Where to write, .html or .svg (default: the recording's name with .html, here).",
    completion: .file(extensions: ["html", "svg"]))
  var output: String?

  @OptionGroup var model: ModelOption

  func validate() throws {
    guard let output else { return }
    guard ["html", "svg"].contains(URL(fileURLWithPath: output).pathExtension.lowercased()) else {
      throw ValidationError("--output must end in .html or .svg.")
    }
  }

  func run() throws {
    let pipeline = try model.pipeline()
    let sampleRate = pipeline.acousticModel.description.frontEnd.sampleRate
    let waveform = try AudioFile.read(
      path: file, sampleRate: sampleRate, longest: Self.longestPicture)
    let name = file == "-" ? "standard input" : URL(fileURLWithPath: file).lastPathComponent
    let inspection = try Inspection(title: name, of: waveform, through: pipeline)
    let target = output ?? defaultOutput
    let isSVG = target.lowercased().hasSuffix(".svg")
    do {
      try Data((isSVG ? inspection.svg() : inspection.html()).utf8)
        .write(to: URL(fileURLWithPath: target), options: .atomic)
    } catch {
      throw FileError.cannotWrite(path: target, reason: error.localizedDescription)
    }
    try StandardOutput.shared.writeLine(Diagnostics.escaped(target))
  }

  /// Seconds that still make a picture.
  private static let longestPicture = 600.0

  private var defaultOutput: String {
    let stem = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    return (file == "-" ? "inspection" : stem) + ".html"
  }
}
