import AudioCore
import Foundation
import SoundFileIO
import SystemPackage
import TestSupport
import Testing

@Suite struct WAVRepairTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private let frames = 300
  private var samples: [Int16] { (0..<frames).map { Int16($0 * 7 + 1) } }
  private var whole: [UInt8] { Synthesis.wav(samples, rate: 48_000) }

  /// A file as SIGKILL leaves it: a header of fewer frames than follow it.
  private func killed(announcing announced: Int) -> [UInt8] {
    var bytes = whole
    bytes.replaceSubrange(
      0..<44, with: Synthesis.wav(Array(samples.prefix(announced)), rate: 48_000)[0..<44])
    return bytes
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    // Data(contentsOf:) leaks its buffer when the file is empty.
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    return Array(try file.readToEnd() ?? Data())
  }

  @Test func `frames behind the last checkpoint become readable, and only sizes change`() throws {
    for announced in [0, 1, 299, 300] {
      let path = try folder.write("k.wav", killed(announcing: announced))
      let repaired = try WAVRepair.repair(path: FilePath(path), sampleRate: nil)
      #expect(repaired?.frames == frames && repaired?.announcedFrames == announced)
      #expect(try bytes(path) == whole)
    }
  }

  @Test func `a file cut anywhere keeps its whole frames and is repaired once`() throws {
    var generator = SeededGenerator(seed: 8)
    let all = killed(announcing: 120)
    let cuts =
      Array(0...60) + Array(all.count - 40...all.count)
      + (0..<60).map { _ in Int.random(in: 60..<all.count, using: &generator) }
    for cut in cuts {
      let path = try folder.write("cut.wav", Array(all.prefix(cut)))
      let kept = max(0, (cut - 44) / 2)
      let repaired = try WAVRepair.repair(path: FilePath(path), sampleRate: .recording)
      #expect(repaired?.frames == (kept > 0 ? kept : nil), "cut at \(cut)")
      let after = try bytes(path)
      if kept > 0 {
        #expect(after == Synthesis.wav(Array(samples.prefix(kept)), rate: 48_000))
        let again = try WAVRepair.repair(path: FilePath(path), sampleRate: nil)
        #expect(again?.frames == kept && again?.announcedFrames == kept)
      } else {
        #expect(after == Array(all.prefix(cut)))
      }
      #expect(try bytes(path) == after)
    }
  }

  @Test func `a header torn at any byte is written anew from the journal's rate`() throws {
    for written in 0..<44 {
      var torn = killed(announcing: 120)
      for index in written..<44 { torn[index] = 0 }
      let path = try folder.write("torn.wav", torn)
      let repaired = try WAVRepair.repair(path: FilePath(path), sampleRate: .recording)
      #expect(repaired?.frames == frames, "torn at \(written)")
      #expect(try bytes(path) == whole)
    }
  }

  @Test func `a lost header without a rate says so and changes nothing`() throws {
    let lost = [UInt8](repeating: 0, count: 44) + whole.dropFirst(44)
    let path = try folder.write("lost.wav", lost)
    #expect {
      try WAVRepair.repair(path: FilePath(path), sampleRate: nil)
    } throws: {
      ($0 as? SoundFileError)?.code == .damagedHeader
    }
    #expect(try bytes(path) == lost)
  }

  @Test func `files of other programs are left as they are`() throws {
    var appended = whole + Array("LIST".utf8) + [4, 0, 0, 0, 1, 2, 3, 4]
    appended[4] += 12
    let foreign = [
      Synthesis.wav(samples, rate: 48_000, channels: 2), appended,
      Array("fLaC".utf8) + [UInt8](repeating: 3, count: 100),
      Array("RIFFxxxxWAVEJUNK".utf8) + [UInt8](repeating: 1, count: 90),
      [UInt8](repeating: 65, count: 200),
    ]
    for content in foreign {
      let path = try folder.write("foreign.wav", content)
      #expect {
        try WAVRepair.repair(path: FilePath(path), sampleRate: .recording)
      } throws: {
        ($0 as? SoundFileError)?.code == .notAudio
      }
      #expect(try bytes(path) == content)
    }
  }

  @Test func `random damage never brings a crash, and a refused file stays`() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<500 {
      var content = killed(announcing: 120)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        content[Int.random(in: 0..<48, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      let path = try folder.write("damaged.wav", content)
      do {
        #expect(
          try WAVRepair.repair(path: FilePath(path), sampleRate: .recording)?.frames == frames)
        #expect(try SoundFileReader(path: FilePath(path)).announcedFrames == frames)
      } catch {
        if error.code == .rate { continue }
        #expect(try bytes(path) == content)
      }
    }
  }

  @Test func `links and folders are refused, a missing file is no sound`() throws {
    let path = try folder.write("real.wav", killed(announcing: 5))
    let link = folder.path + "/link.wav"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    for refused in [link, folder.path] {
      #expect {
        try WAVRepair.repair(path: FilePath(refused), sampleRate: .recording)
      } throws: {
        ($0 as? SoundFileError).map { [.unreadable, .write].contains($0.code) } ?? false
      }
    }
    #expect(
      try WAVRepair.repair(path: FilePath(folder.path + "/none.wav"), sampleRate: .recording) == nil
    )
    #expect(try bytes(path) == killed(announcing: 5))
  }
}
