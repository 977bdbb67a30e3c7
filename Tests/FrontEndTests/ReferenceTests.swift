import Audio
import Foundation
import FrontEnd
import Testing

/// The fixture of SciPy 1.17.1 and librosa 0.11.0; see Fixtures/README.md.
struct Reference: Decodable {
  let samples: [Int]
  let triangles: [[Double]]
  let features: [[Double]]

  static func load() throws -> Reference {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appending(path: "Fixtures/log_mel.json"))
    return try JSONDecoder().decode(Reference.self, from: data)
  }

  var waveform: Waveform {
    Waveform(samples: samples.map { Float($0) / 32_768 }, sampleRate: 16_000)
  }
}

@Suite("The front end against SciPy and librosa")
struct ReferenceTests {
  @Test("The spectrogram equals the reference in double precision")
  func spectrogram() throws {
    let reference = try Reference.load()
    let found = try LogMelFrontEnd().spectrogram(of: reference.waveform)
    #expect(found.frameCount == reference.features.count)
    #expect(found.bandCount == 80)
    // Measured 7e-6 at most: single precision rounds at 6e-8 of the loudest bin, and the quietest
    // band here lies 40 to 60 dB below.
    for (found, wanted) in zip(found.values, reference.features.joined()) {
      #expect(abs(Double(found) - wanted) < 5e-5)
    }
    let differences = zip(found.values, reference.features.joined()).map { abs(Double($0) - $1) }
    #expect(differences.reduce(0, +) / Double(differences.count) < 2e-6)
  }

  @Test("The mel triangles equal librosa's")
  func triangles() throws {
    let reference = try Reference.load()
    let matrix = try MelFilterBank(FrontEndConfiguration()).matrix(binCount: 257)
    var wanted = [[Double]](repeating: [Double](repeating: 0, count: 257), count: 80)
    for triple in reference.triangles { wanted[Int(triple[0])][Int(triple[1])] = triple[2] }
    for (found, wanted) in zip(matrix.joined(), wanted.joined()) {
      #expect(abs(Double(found) - wanted) < 1e-6)
    }
  }

  @Test("The Hann window is periodic: the far half mirrors the near one without the first zero")
  func window() {
    let window = hannWindow(length: 8)
    #expect(window[0] == 0)
    #expect(window[4] == 1)
    for i in 1..<8 { #expect(abs(window[i] - window[8 - i]) < 1e-7) }
    #expect(abs(window.reduce(0, +) - 4) < 1e-6)
  }

  @Test("Mel and hertz are inverse to one another, below and above the knee")
  func scale() {
    #expect(abs(mel(fromHertz: 1_000) - 15) < 1e-12)
    #expect(abs(mel(fromHertz: 6_400) - 42) < 1e-12)
    for frequency in [0, 20, 440, 999.9, 1_000, 3_300, 7_600] {
      #expect(abs(hertz(fromMel: mel(fromHertz: frequency)) - frequency) < 1e-9)
    }
  }
}
