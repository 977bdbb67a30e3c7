import CFFTW
import Foundation

/// Guards FFTW's planner: making and destroying plans is the only part that is not thread-safe.
public enum FourierPlanner {
  private static let lock = NSLock()

  /// Runs `body`, which makes or destroys FFTW plans, while nobody else does.
  public static func withExclusivePlanner<Result>(_ body: () -> Result) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return body()
  }
}

/// The discrete Fourier transform of real frames, in single precision with FFTW.
///
///     X[k] = Σ_i x[i] exp(−2πj i k / N),   0 ≤ k ≤ N/2
///
/// The plan is made once, with `FFTW_ESTIMATE`: measured plans may differ from run to run, and
/// with them the last bits of every result. Any number of threads may execute it.
package final class FourierTransform: @unchecked Sendable {
  /// Number of real samples, `N`.
  package let length: Int
  /// Number of complex bins, `N/2 + 1`.
  package var binCount: Int { length / 2 + 1 }

  private let plan: fftwf_plan

  /// Plans a transform of `length` samples.
  ///
  /// - Throws: `FrontEndError.transform` if FFTW makes no plan.
  package init(length: Int) throws {
    self.length = length
    let buffers = try Buffers(length: length)
    let made = FourierPlanner.withExclusivePlanner {
      fftwf_plan_dft_r2c_1d(
        Int32(length), buffers.samples, buffers.complexSpectrum, FFTW_ESTIMATE)
    }
    guard let made else { throw FrontEndError.transform(length: length) }
    plan = made
  }

  deinit {
    FourierPlanner.withExclusivePlanner { fftwf_destroy_plan(plan) }
  }

  /// Transforms `buffers.samples` into `buffers.spectrum`; may overwrite the samples.
  package func execute(_ buffers: Buffers) {
    fftwf_execute_dft_r2c(plan, buffers.samples, buffers.complexSpectrum)
  }

  /// Input and output of one transform, aligned as FFTW wants them; one for each thread.
  package final class Buffers {
    /// `N` real samples.
    package let samples: UnsafeMutablePointer<Float>
    /// `N/2 + 1` pairs of real and imaginary part.
    package let spectrum: UnsafeMutablePointer<Float>

    fileprivate var complexSpectrum: UnsafeMutablePointer<fftwf_complex> {
      UnsafeMutableRawPointer(spectrum).assumingMemoryBound(to: fftwf_complex.self)
    }

    /// Allocates zeros.
    package init(length: Int) throws {
      let floatCount = 2 * (length / 2 + 1)
      guard let samples = fftwf_alloc_real(length) else {
        throw FrontEndError.transform(length: length)
      }
      guard let spectrum = fftwf_alloc_real(floatCount) else {
        fftwf_free(samples)
        throw FrontEndError.transform(length: length)
      }
      samples.initialize(repeating: 0, count: length)
      spectrum.initialize(repeating: 0, count: floatCount)
      self.samples = samples
      self.spectrum = spectrum
    }

    deinit {
      fftwf_free(samples)
      fftwf_free(spectrum)
    }
  }
}
