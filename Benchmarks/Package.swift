// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "dictex", path: "..")],
  targets: [
    .executableTarget(
      name: "train-step", dependencies: [.product(name: "NeuralNetwork", package: "dictex")],
      path: "train-step", exclude: ["compare.py"]),
    .executableTarget(
      name: "stages", dependencies: [.product(name: "Dictation", package: "dictex")],
      path: "stages"),
    .executableTarget(
      name: "editing-by-voice", dependencies: [.product(name: "Dictation", package: "dictex")],
      path: "editing-by-voice"),
  ],
  swiftLanguageModes: [.v6]
)
