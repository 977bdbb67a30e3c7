import NeuralNetwork
import Recognition

/// How a model is trained: the sections `train` and `augmentation` of its page of YAML.
public struct TrainingDescription: Sendable, Equatable {
  /// Seeds weights, order, augmentation and dropout.
  public var seed: UInt64 = 1
  /// Arithmetic of the matrix products.
  public var precision = Precision.bfloat16
  /// How the matrices of the models that training writes are stored.
  public var storage = Safetensors.StorageType.bfloat16
  /// Largest learning rate.
  public var learningRate = 1e-3
  /// Steps until the largest learning rate.
  public var warmupSteps = 300
  /// Share of training after which the learning rate starts to fall.
  public var hold = 0.4
  /// Learning rate at the end, as a fraction of the largest.
  public var floor = 0.02
  /// Decay of Adam's first moment.
  public var beta1 = 0.9
  /// Decay of Adam's second moment.
  public var beta2 = 0.98
  /// Fraction of each weight removed a step, times the learning rate.
  public var weightDecay = 0.0
  /// Largest norm of a gradient.
  public var clip = 5.0
  /// Times that every utterance is seen.
  public var epochs = 20
  /// Seconds of (unaugmented) speech in one step, padding included.
  public var batchSeconds = 128.0
  /// Whether the first epoch goes from short utterances to long ones, unaugmented.
  public var curriculum = true
  /// Parts of a batch that are worked on at once; the result does not depend on the number of cores.
  public var shards = 2
  /// Steps between validations.
  public var validationSteps = 500
  /// Decay of the running average of weights that is validated and shipped; 0 switches it off.
  public var averageDecay = 0.998
  /// Kinds of layers that learn, as the description of the network names them; empty if all do.
  public var layers: Set<String> = []
  /// What happens to recordings.
  public var augmentation = AugmentationDescription()

  private static let learningLayers = ["convolution", "normalization", "lstm", "gru", "linear"]

  /// The defaults.
  public init() {}

  /// Reads the sections of a page.
  ///
  /// - Throws: `DescriptionError` with the line.
  public init(contentsOf path: String) throws {
    try self.init(text: ModelDescription.text(of: path), path: path)
  }

  /// Reads the sections of a page from text; `path` only serves messages.
  public init(text: String, path: String) throws {
    let sections = try StrictYAML(text: text, path: path).mapping(
      allowed: ModelDescription.sections)
    if let section = sections["train"] { try read(section) }
    if let section = sections["augmentation"] {
      for (key, value) in try section.mapping(allowed: AugmentationDescription.keys) {
        let values = try value.node.sequence == nil ? [value] : value.sequence()
        let numbers = try values.map { try $0.number(in: -1e6...1e6) }
        do { try augmentation.set(key, to: numbers) } catch { throw value.fail("\(error)") }
      }
    }
  }

  private mutating func read(_ section: StrictYAML) throws {
    let entries = try section.mapping(allowed: [
      "seed", "precision", "storage", "optimizer", "learning_rate", "warmup_steps", "hold", "floor",
      "beta1", "beta2", "weight_decay", "clip", "epochs", "curriculum", "batch_seconds", "shards",
      "validation_steps", "average_decay", "layers",
    ])
    func set<Value>(
      _ key: String, _ target: inout Value, _ read: (StrictYAML) throws -> Value
    ) throws {
      if let entry = entries[key] { target = try read(entry) }
    }
    if let optimizer = entries["optimizer"], try optimizer.string() != "adam" {
      throw optimizer.fail("optimizer is \"\(try optimizer.string())\"; wanted adam")
    }
    try set("seed", &seed) { UInt64(try $0.integer(in: 0...Int.max)) }
    try set("precision", &precision) { entry in
      guard let precision = Precision(rawValue: try entry.string()) else {
        throw entry.fail("precision is \"\(try entry.string())\"; wanted float32 or bfloat16")
      }
      return precision
    }
    try set("storage", &storage) { entry in
      let name = try entry.string()
      guard let type = Safetensors.StorageType.allCases.first(where: { "\($0)" == name }) else {
        throw entry.fail("storage is \"\(name)\"; wanted float32, bfloat16 or int8")
      }
      return type
    }
    try set("learning_rate", &learningRate) { try $0.number(in: 1e-8...1) }
    try set("warmup_steps", &warmupSteps) { try $0.integer(in: 0...1_000_000) }
    try set("hold", &hold) { try $0.number(in: 0...1) }
    try set("floor", &floor) { try $0.number(in: 0...1) }
    try set("beta1", &beta1) { try $0.number(in: 0...0.9999) }
    try set("beta2", &beta2) { try $0.number(in: 0...0.99999) }
    try set("weight_decay", &weightDecay) { try $0.number(in: 0...1) }
    try set("clip", &clip) { try $0.number(in: 1e-6...1e6) }
    try set("epochs", &epochs) { try $0.integer(in: 1...100_000) }
    try set("curriculum", &curriculum) { entry in
      guard let value = Bool(try entry.string()) else {
        throw entry.fail("curriculum is \"\(try entry.string())\"; wanted true or false")
      }
      return value
    }
    try set("batch_seconds", &batchSeconds) { try $0.number(in: 0.1...100_000) }
    try set("shards", &shards) { try $0.integer(in: 1...64) }
    try set("validation_steps", &validationSteps) { try $0.integer(in: 1...1_000_000) }
    try set("average_decay", &averageDecay) { try $0.number(in: 0...0.99999) }
    try set("layers", &layers) { entry in
      Set(
        try entry.sequence().map { layer in
          let name = try layer.string()
          guard Self.learningLayers.contains(name) else {
            throw layer.fail(
              "no layer \"\(name)\" learns; wanted some of \(Self.learningLayers.joined(separator: ", "))"
            )
          }
          return name
        })
    }
  }
}
