import CFFTW
import FrontEnd

/// Convolution by Fourier transforms: overlap and add in blocks of one size.
///
/// The plans are made once, by estimate, so that they (and every last bit of the results) are the
/// same in each run.
final class FastConvolution: @unchecked Sendable {
  // Unchecked: the plans never change, and executing them on new arrays is thread-safe (FFTW 3
  // manual, section 5.4).
  private let forward: fftwf_plan
  private let backward: fftwf_plan

  private static let length = 32_768
  private static let bins = length / 2 + 1
  /// Longest kernel; later taps are dropped.
  static let maximumKernel = 24_576

  /// The only instance.
  static let shared = FastConvolution()

  private init() {
    let time = Self.allocateTime()
    let spectrum = Self.allocateSpectrum()
    defer {
      fftwf_free(time)
      fftwf_free(spectrum)
    }
    let length = Int32(Self.length)
    forward = FourierPlanner.withExclusivePlanner {
      fftwf_plan_dft_r2c_1d(length, time, spectrum, FFTW_ESTIMATE)
    }
    backward = FourierPlanner.withExclusivePlanner {
      fftwf_plan_dft_c2r_1d(length, spectrum, time, FFTW_ESTIMATE)
    }
  }

  /// Convolves a signal with a kernel.
  ///
  /// - Parameters:
  ///   - samples: The signal.
  ///   - kernel: At most `maximumKernel` taps.
  ///   - delay: Taps of the kernel that come before its centre: they shift nothing.
  /// - Returns: The result from tap `delay` on, as long as the signal.
  func convolved(_ samples: [Float], with kernel: [Float], delay: Int) -> [Float] {
    guard !kernel.isEmpty else { return samples }
    let kernelLength = min(kernel.count, Self.maximumKernel)
    let time = Self.allocateTime()
    let spectrum = Self.allocateSpectrum()
    let response = Self.allocateSpectrum()
    defer {
      fftwf_free(time)
      fftwf_free(spectrum)
      fftwf_free(response)
    }
    kernel.withUnsafeBufferPointer { transform($0[..<kernelLength], time, response) }
    let block = Self.length - kernelLength + 1
    var result = [Float](repeating: 0, count: samples.count)
    samples.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { out in
        for start in stride(from: 0, to: source.count, by: block) {
          let end = min(start + block, source.count)
          transform(source[start..<end], time, spectrum)
          multiply(spectrum, by: response)
          fftwf_execute_dft_c2r(backward, spectrum, time)
          let first = max(0, start - delay)
          let last = min(out.count, start - delay + Self.length)
          for index in first..<max(first, last) { out[index] += time[index - start + delay] }
        }
      }
    }
    return result
  }

  /// The transform of some samples and zeros after them.
  private func transform(
    _ samples: Slice<UnsafeBufferPointer<Float>>, _ time: UnsafeMutablePointer<Float>,
    _ spectrum: UnsafeMutablePointer<fftwf_complex>
  ) {
    let source = UnsafeBufferPointer(rebasing: samples)
    for index in source.indices { time[index] = source[index] }
    for index in source.count..<Self.length { time[index] = 0 }
    fftwf_execute_dft_r2c(forward, time, spectrum)
  }

  /// Multiplies two spectra, and by the 1 / length that FFTW leaves out.
  private func multiply(
    _ spectrum: UnsafeMutablePointer<fftwf_complex>,
    by response: UnsafeMutablePointer<fftwf_complex>
  ) {
    let scale = 1 / Float(Self.length)
    for bin in 0..<Self.bins {
      let (a, b) = spectrum[bin]
      let (c, d) = response[bin]
      spectrum[bin] = ((a * c - b * d) * scale, (a * d + b * c) * scale)
    }
  }

  private static func allocateTime() -> UnsafeMutablePointer<Float> {
    fftwf_alloc_real(length)
  }

  private static func allocateSpectrum() -> UnsafeMutablePointer<fftwf_complex> {
    fftwf_alloc_complex(bins)
  }
}
