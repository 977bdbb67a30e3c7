import Foundation

/// Removes all treble above an edge, as sampling at a lower rate does.
struct LowPass {
  private let kernel: [Float]

  private static let taps = 255

  /// Makes the filter: a sinc under a Kaiser window, 70 dB down from 5 % of the band above the edge.
  ///
  /// - Parameters:
  ///   - edge: Where the gain has fallen to one half, in hertz.
  ///   - sampleRate: Samples a second, in hertz.
  init(edge: Double, sampleRate: Double) {
    let cutoff = min(max(2 * edge / sampleRate, 0.01), 1)
    let centre = Double(Self.taps / 2)
    let values = (0..<Self.taps).map { tap in
      kaiser((Double(tap) - centre) / (centre + 1), beta: 7) * sinc(cutoff * (Double(tap) - centre))
    }
    let sum = values.reduce(0, +)
    kernel = values.map { Float($0 / sum) }
  }

  /// Filters in place, without delay.
  func filter(_ samples: inout [Float]) {
    samples = FastConvolution.shared.convolved(samples, with: kernel, delay: Self.taps / 2)
  }
}

/// A telephone line: 300 to 3 400 Hz and mu-law of 8 bits (ITU-T G.711's curve).
struct TelephoneLine {
  /// Samples a second, in hertz.
  let sampleRate: Double

  /// Sends sound through the line, at the level that makes use of it.
  func transmit(_ samples: inout [Float]) {
    let highPass = Biquad.highPass(frequency: 300, sampleRate: sampleRate)
    highPass.filter(&samples)
    highPass.filter(&samples)
    let peak = max(SpeechLevel.peak(of: samples), 1e-6)
    samples.withUnsafeMutableBufferPointer { out in
      let compression = 1 / log(Float(256))
      for index in out.indices {
        let level = min(abs(out[index]) / peak, 1)
        let code = (127 * log(1 + 255 * level) * compression).rounded() / 127
        let decoded = (exp(code / compression) - 1) / 255 * peak
        out[index] = out[index] < 0 ? -decoded : decoded
      }
    }
    // Last, or the rounding errors would fill the band above.
    LowPass(edge: 3_500, sampleRate: sampleRate).filter(&samples)
  }
}

/// A microphone or amplifier that is driven too hard.
struct Overdrive {
  /// The peak of the recording over the level at which the microphone gives way.
  let drive: Float
  /// Whether peaks are cut off flat; otherwise they are pressed round.
  let isHard: Bool

  /// Distorts in place and keeps the peak.
  func apply(to samples: inout [Float]) {
    let peak = SpeechLevel.peak(of: samples)
    guard peak > 0, drive > 0 else { return }
    let (gain, isHard) = (drive / peak, isHard)
    let top = isHard ? min(drive, 1) : tanh(drive)
    samples.withUnsafeMutableBufferPointer { out in
      for index in out.indices {
        let value = out[index] * gain
        out[index] = (isHard ? min(max(value, -1), 1) : tanh(value)) * (peak / top)
      }
    }
  }
}
