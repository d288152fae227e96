import AudioCore
import Foundation
import SoundFileIO
import SystemPackage
import TestSupport
import Testing

@Suite struct SoundFileReaderTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func code(_ path: String) -> SoundFileError.Code? {
    do {
      var reader = try SoundFileReader(path: FilePath(path))
      var block = [Float](repeating: 0, count: 10)
      var span = block.mutableSpan
      _ = try reader.read(into: &span)
      return nil
    } catch { return error.code }
  }

  @Test func `each kind of bad file has its own code`() throws {
    let whole = Synthesis.wav([1, 2, 3, 4], rate: 48_000)
    #expect(code(folder.path + "/none.wav") == .missing)
    #expect(code(folder.path) == .unreadable)
    #expect(code(try folder.write("empty.wav", [])) == .empty)
    #expect(code(try folder.write("text.wav", "not a sound at all, only words")) == .notAudio)
    #expect(code(try folder.write("header.wav", Array(whole.prefix(30)))) == .damagedHeader)
    #expect(code(try folder.write("silent.wav", Synthesis.wav([], rate: 48_000))) == .noAudio)
    #expect(code(try folder.write("slow.wav", Synthesis.wav([1, 2], rate: 4_000))) == .rate)
  }

  @Test func `a WAV cut short is read as far as it goes and says what is missing`() throws {
    let whole = Synthesis.wav([Int16](repeating: 9, count: 1000), rate: 48_000)
    let path = try folder.write("cut.wav", Array(whole.prefix(44 + 1200)))
    var reader = try SoundFileReader(path: FilePath(path))
    var block = [Float](repeating: 0, count: 4096)
    var span = block.mutableSpan
    let count = try reader.read(into: &span)
    #expect(count == 600)
    #expect(reader.cutShortFrames == 400)
  }

  @Test func `a header left open by a pipe promises nothing`() throws {
    var bytes = Synthesis.wav([Int16](repeating: 9, count: 500), rate: 48_000)
    for index in 40..<44 { bytes[index] = 0xFF }
    var reader = try SoundFileReader(path: FilePath(try folder.write("pipe.wav", bytes)))
    var block = [Float](repeating: 0, count: 4096)
    var span = block.mutableSpan
    let count = try reader.read(into: &span)
    #expect(count == 500)
    #expect(reader.cutShortFrames == 0)
  }

  @Test func `channels are averaged`() throws {
    let bytes = Synthesis.wav([100, 300, -200, 200, 32_767, 32_767], rate: 44_100, channels: 2)
    var reader = try SoundFileReader(path: FilePath(try folder.write("stereo.wav", bytes)))
    #expect(reader.channels == 2)
    var block = [Float](repeating: 0, count: 3)
    var span = block.mutableSpan
    let count = try reader.read(into: &span)
    #expect(count == 3)
    #expect(block == [200 / 32_768, 0, 32_767 / 32_768])
  }

  /// Reads all of a file and gives what its downmix loses.
  private func downmixLoss(_ samples: [Int16], channels: Int) throws -> (Int, Double)? {
    let bytes = Synthesis.wav(samples, rate: 48_000, channels: channels)
    var reader = try SoundFileReader(
      path: FilePath(try folder.write("channels-\(UUID()).wav", bytes)))
    var block = [Float](repeating: 0, count: 4096)
    var span = block.mutableSpan
    while try reader.read(into: &span) > 0 {}
    return reader.downmixLoss.map { ($0.channel, $0.decibels) }
  }

  @Test func `channels that cancel each other or are silent are told`() throws {
    let wave = (0..<500).map { Int16(8000 * sin(Double($0) / 5)) }
    #expect(try downmixLoss(wave, channels: 1) == nil)
    let same = try #require(try downmixLoss(wave.flatMap { [$0, $0] }, channels: 2))
    #expect(abs(same.1) < 0.01)
    let dead = try #require(try downmixLoss(wave.flatMap { [0, $0] }, channels: 2))
    #expect(dead.0 == 2 && abs(dead.1 - 6.02) < 0.01)
    let opposite = try #require(try downmixLoss(wave.flatMap { [$0, -$0] }, channels: 2))
    #expect(opposite.1 > 60)
  }

  /// A WAV of 32-bit floats.
  private func floats(_ samples: [Float], rate: UInt32 = 48_000) -> [UInt8] {
    func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
      (0..<Value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> Value($0 * 8)) }
    }
    let format =
      bytes(UInt16(3)) + bytes(UInt16(1)) + bytes(rate) + bytes(rate &* 4) + bytes(UInt16(4))
      + bytes(UInt16(32))
    let data = samples.flatMap { bytes($0.bitPattern) }
    return Array("RIFF".utf8) + bytes(UInt32(36 + data.count)) + Array("WAVEfmt ".utf8)
      + bytes(UInt32(16)) + format + Array("data".utf8) + bytes(UInt32(data.count)) + data
  }

  @Test(arguments: [Float.nan, .infinity, -1e30])
  func `a sample that is no sound is refused by its place`(sample: Float) throws {
    var samples = [Float](repeating: 0.25, count: 96_010)
    samples[96_000] = sample
    var reader = try SoundFileReader(path: FilePath(try folder.write("bad.wav", floats(samples))))
    var block = [Float](repeating: 0, count: 4096)
    let error = #expect(throws: SoundFileError.self) {
      var span = block.mutableSpan
      while try reader.read(into: &span) > 0 {}
    }
    #expect(error?.code == .badSample && error?.message.contains("second 2;") == true)
  }

  @Test func `a rate that no sound has is refused`() throws {
    let path = try folder.write("rate.wav", floats([0, 0], rate: 2_000_000_000))
    let error = #expect(throws: SoundFileError.self) {
      _ = try SoundFileReader(path: FilePath(path))
    }
    #expect(error?.code == .rate)
  }

  @Test func `a header that promises nothing although sound follows says so`() throws {
    var bytes = Synthesis.wav([Int16](repeating: 9, count: 500), rate: 48_000)
    for index in [4, 5, 6, 7, 40, 41, 42, 43] { bytes[index] = 0 }
    let path = try folder.write("unfinished.wav", bytes)
    let error = #expect(throws: SoundFileError.self) {
      _ = try SoundFileReader(path: FilePath(path))
    }
    #expect(error?.code == .noAudio && error?.message.contains("1000 bytes follow") == true)
  }
}
