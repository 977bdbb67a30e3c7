import ArgumentParser
import DurableFiles
import NeuralNetwork

/// `dictex average`: one network of several that were trained on from the same weights.
struct Average: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Average the weights of networks that were fine-tuned from the same one.",
    discussion: """
      Their mean is often better than each of them. Shares need not add up to 1; without one, a \
      file counts 1. Networks that began from different random weights give nonsense.

      Examples:
        dictex average before.safetensors=0.8 run/last/weights.safetensors=0.2 -o weights.safetensors
      """)

  @Argument(
    help: ArgumentHelp("Weights files, each with its share.", valueName: "file=share"),
    completion: .file(extensions: ["safetensors"]))
  var files: [String]

  @Option(
    name: .shortAndLong, help: "Where to write the mean.",
    completion: .file(extensions: ["safetensors"]))
  var output: String

  @Option(help: "How matrices are stored: float32, bfloat16 or int8.")
  var storage = "int8"

  func run() throws {
    guard let type = Safetensors.StorageType.allCases.first(where: { "\($0)" == storage }) else {
      throw ValidationError("--storage is '\(storage)'; wanted float32, bfloat16 or int8")
    }
    guard files.count > 1 else {
      throw ValidationError("found one file; an average wants at least two")
    }
    let mean = try Safetensors.average(try files.map(part))
    try DurableFile.replace(output, with: mean.data(matricesAs: type))
  }

  private func part(_ argument: String) throws -> Safetensors.Part {
    var (path, share) = (argument, Float(1))
    if let sign = argument.lastIndex(of: "="),
      let number = Float(argument[argument.index(after: sign)...])
    {
      guard number > 0, number.isFinite else {
        throw ValidationError("'\(argument)': wanted a share above 0, as in FILE=0.5")
      }
      (path, share) = (String(argument[..<sign]), number)
    }
    return Safetensors.Part(path: path, file: try Safetensors(contentsOf: path), share: share)
  }
}
