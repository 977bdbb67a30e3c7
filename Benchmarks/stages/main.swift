// A worker that bench.py drives: `stages MODEL OUT RECORDING…` hears the recordings once, writes their symbol
// probabilities to OUT.f32 (float32, rows one after another; OUT.txt has the rows of each) and the
// language model to OUT.arpa, reads lines of words from OUT.words, says "ready", and then for each line of standard input,
// the name of a stage, runs that stage on all of them and answers with its processor seconds.
import Audio
import Dictation
import Foundation
import Recognition
import SpokenMath
import Typesetting

let arguments = CommandLine.arguments
let pipeline = try DictationPipeline(modelDirectory: arguments[1])
let rate = pipeline.acousticModel.sampleRate
let waveforms = try arguments[3...].map { try AudioFile.read(path: $0, sampleRate: rate) }
let posteriors = try waveforms.map { try pipeline.acousticModel.posteriors(of: $0) }
var probabilities = Data()
for rows in posteriors {
  rows.logProbabilities.withUnsafeBufferPointer { probabilities.append(Data(buffer: $0)) }
}
try probabilities.write(to: URL(fileURLWithPath: arguments[2] + ".f32"))
let lengths = posteriors.map { "\($0.frameCount)" }.joined(separator: "\n")
try Data(lengths.utf8).write(to: URL(fileURLWithPath: arguments[2] + ".txt"))
// The language model for decoders that read ARPA files.
try Data(LanguageModel.load(contentsOf: arguments[1] + "/language.lm").table.arpa().utf8)
  .write(to: URL(fileURLWithPath: arguments[2] + ".arpa"))
let lines = try String(contentsOfFile: arguments[2] + ".words", encoding: .utf8)
  .split(separator: "\n").map { $0.split(separator: " ").map { SpokenWord(String($0)) } }

func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func answer(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

answer("ready")
while let stage = readLine() {
  let start = processorTime()
  var result = 0
  switch stage {
  case "features":
    for waveform in waveforms {
      result += try pipeline.acousticModel.features(of: waveform).frameCount
    }
  case "network":
    for waveform in waveforms {
      result += try pipeline.acousticModel.posteriors(of: waveform).frameCount
    }
  case "beam":
    for rows in posteriors { result += pipeline.decoder.transcripts(of: rows).count }
  case "parser":
    for words in lines {
      let readings = try? pipeline.parser.readings(of: words, limit: 1)
      result += (readings?.first).map { LaTeXWriter().latex($0.expression).utf8.count } ?? 0
    }
  default: fatalError("no stage is called \(stage)")
  }
  answer("\(processorTime() - start) \(result)")
}
