// swift-tools-version: 6.1
import PackageDescription

// CKernels is arithmetic: it is optimised even in debug builds, or tests would run 45 times slower.
let kernelSettings: [CSetting] = [.unsafeFlags(["-O3", "-fno-math-errno"])]

let alsa = Target.Dependency.target(name: "CALSA", condition: .when(platforms: [.linux]))

let package = Package(
  name: "dictex",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Dictation", targets: ["Dictation"]),
    .library(name: "NeuralNetwork", targets: ["NeuralNetwork"]),  // for Benchmarks/
    .executable(name: "dictex", targets: ["dictex"]),
    .executable(name: "dictex-server", targets: ["dictex-server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // MARK: - The journey of a recording, in order
    .target(name: "Audio", dependencies: ["CSndFile", "CSoxr"]),
    .target(name: "FrontEnd", dependencies: ["Audio", "CFFTW"]),
    .target(name: "NeuralNetwork", dependencies: ["CKernels", "DurableFiles"]),
    .target(
      name: "Recognition",
      dependencies: [
        "FrontEnd", "NeuralNetwork", "DurableFiles", .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "SpokenMath"),
    .target(name: "Typesetting", dependencies: ["SpokenMath"]),
    .target(name: "Editing", dependencies: ["SpokenMath", "Typesetting"]),
    .target(
      name: "Dictation",
      dependencies: [
        "Audio", "Recognition", "SpokenMath", "Typesetting", "Editing", "DurableFiles",
      ]),

    // MARK: - Around it
    .target(name: "Microphone", dependencies: ["Audio", alsa]),
    .target(name: "Inspection", dependencies: ["Dictation", "FrontEnd"]),
    .target(
      name: "Training",
      dependencies: [
        "Audio", "FrontEnd", "NeuralNetwork", "Recognition", "Evaluation", "DurableFiles",
        "MessagePassing", "CFFTW", "CKernels",
        .product(name: "Yams", package: "Yams"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(name: "Evaluation", dependencies: ["SpokenMath", "Typesetting"]),
    .executableTarget(
      name: "dictex",
      dependencies: [
        "Dictation", "Microphone", "Inspection", "Training", "Evaluation", "DurableFiles",
        "MessagePassing", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "DictationServer",
      dependencies: [
        "Dictation", "DurableFiles", "CWebAssets",
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOWebSocket", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .executableTarget(
      name: "dictex-server",
      dependencies: [
        "DictationServer", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "DurableFiles"),
    .target(name: "MessagePassing"),

    // MARK: - C
    .target(
      name: "CWebAssets", exclude: ["site"], cSettings: [.unsafeFlags(["-std=c23"])]),
    .target(name: "CKernels", cSettings: kernelSettings),
    .systemLibrary(
      name: "CSndFile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
    .systemLibrary(name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"])]),
    .systemLibrary(name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),

    // MARK: - Tests
    .testTarget(name: "AudioTests", dependencies: ["Audio"], exclude: ["Fixtures"]),
    .testTarget(name: "MicrophoneTests", dependencies: ["Microphone", alsa]),
    .testTarget(name: "FrontEndTests", dependencies: ["FrontEnd"], exclude: ["Fixtures"]),
    .testTarget(
      name: "NeuralNetworkTests", dependencies: ["NeuralNetwork", "CKernels", "COpenBLAS"],
      exclude: ["Fixtures"]),
    .testTarget(name: "RecognitionTests", dependencies: ["Recognition"], exclude: ["Fixtures"]),
    .testTarget(
      name: "SpokenMathTests", dependencies: ["SpokenMath", "Typesetting"], exclude: ["Corpus"]),
    .testTarget(
      name: "TypesettingTests", dependencies: ["SpokenMath", "Typesetting"], exclude: ["Corpus"]),
    .testTarget(
      name: "EditingTests", dependencies: ["Editing", "SpokenMath", "Typesetting"],
      exclude: ["Corpus"]),
    .testTarget(name: "TrainingTests", dependencies: ["Training"], exclude: ["Fixtures"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "Typesetting", "SpokenMath"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ServerTests", dependencies: ["DictationServer"]),
    .testTarget(
      name: "PageTests", dependencies: ["DictationServer", "Dictation", "Audio"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Dictation", "Editing", "Inspection", "Training", "Evaluation",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// The parsers under libFuzzer's attack, see `make fuzz`. Not there otherwise: it needs flags for all targets.
if Context.environment["DICTEX_FUZZING"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "Audio", "NeuralNetwork", "Recognition", "Training", "SpokenMath", "Typesetting", "Editing",
        "Dictation", "DictationServer", .product(name: "NIOEmbedded", package: "swift-nio"),
      ], path: "Tests/Fuzzing", exclude: ["run.sh"]))
}
