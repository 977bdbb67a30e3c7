import Audio
import Foundation
import Testing

/// One row of the hostile corpus, which lies outside the repository.
struct HostileFile: Sendable {
  let name: String
  let expectation: String
  let agreement: String

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/bad").standardizedFileURL

  /// The rows of manifest.tsv, of files up to 64 KiB; nil where the corpus is absent.
  static func load() -> [HostileFile]? {
    let candidates = [folder, URL(filePath: "/work/shared/bad")]
    for folder in candidates {
      let manifest = folder.appending(path: "manifest.tsv")
      guard let text = try? String(contentsOf: manifest, encoding: .utf8) else { continue }
      return text.split(separator: "\n").dropFirst().compactMap { line in
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard fields.count >= 10 else { return nil }
        let path = folder.appending(path: "audio/" + fields[0]).path
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int
        guard let size, size <= 65_536 else { return nil }
        return HostileFile(name: path, expectation: fields[5], agreement: fields[9])
      }
    }
    return nil
  }
}

@Suite("The hostile corpus of shared/bad")
struct HostileCorpusTests {
  /// Audio that ffmpeg reads as well: an ID3 tag in front of MP3 frames.
  private static let readAllTheSame: Set = ["issue_21.id3"]

  @Test("Files on which libsndfile, ffmpeg and sox agree give exactly their frames")
  func agreed() throws {
    guard let files = HostileFile.load() else {
      print("skipped: no shared/bad/manifest.tsv")
      return
    }
    let agreed = files.filter {
      $0.agreement == "sndfile,ffmpeg,sox" && $0.expectation.hasPrefix("ok=")
    }
    #expect(agreed.count > 300)
    for file in agreed where !file.expectation.contains("err") {
      let recording = try AudioFile.readRecording(path: file.name, sampleRate: 16_000)
      #expect("ok=\(recording.source.frameCount)" == file.expectation, "\(file.name)")
      #expect(recording.waveform.samples.allSatisfy { $0.isFinite }, "\(file.name)")
    }
  }

  @Test("Files that nobody can read are refused in one line that names them")
  func refused() {
    guard let files = HostileFile.load() else {
      print("skipped: no shared/bad/manifest.tsv")
      return
    }
    for file in files where file.expectation == "err" {
      let name = URL(filePath: file.name).lastPathComponent
      if Self.readAllTheSame.contains(name) { continue }
      do {
        _ = try AudioFile.readRecording(path: file.name, sampleRate: 16_000)
        Issue.record("\(file.name) was accepted")
      } catch {
        let text = "\(error)"
        #expect(error is AudioError, "\(text)")
        #expect(text.contains(name) && !text.contains("\n"), "\(text)")
      }
    }
  }

  @Test("All the others either give finite samples or are refused")
  func others() {
    guard let files = HostileFile.load() else {
      print("skipped: no shared/bad/manifest.tsv")
      return
    }
    for file in files where file.expectation.contains("|") || file.expectation == "ok" {
      guard let recording = try? AudioFile.readRecording(path: file.name, sampleRate: 16_000)
      else { continue }
      #expect(recording.waveform.samples.allSatisfy { $0.isFinite }, "\(file.name)")
    }
  }
}
