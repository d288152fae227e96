import AudioCore
import Foundation
import SoundFileIO
import TestSupport
import Testing

@Suite struct SoundFileReaderTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func code(_ path: String) -> SoundFileError.Code? {
    do {
      var reader = try SoundFileReader(path: path)
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
    var reader = try SoundFileReader(path: path)
    var block = [Float](repeating: 0, count: 4096)
    var span = block.mutableSpan
    let count = try reader.read(into: &span)
    #expect(count == 600)
    #expect(reader.cutShortFrames == 400)
  }

  @Test func `a header left open by a pipe promises nothing`() throws {
    var bytes = Synthesis.wav([Int16](repeating: 9, count: 500), rate: 48_000)
    for index in 40..<44 { bytes[index] = 0xFF }
    var reader = try SoundFileReader(path: try folder.write("pipe.wav", bytes))
    var block = [Float](repeating: 0, count: 4096)
    var span = block.mutableSpan
    let count = try reader.read(into: &span)
    #expect(count == 500)
    #expect(reader.cutShortFrames == 0)
  }

  @Test func `channels are averaged`() throws {
    let bytes = Synthesis.wav([100, 300, -200, 200, 32_767, 32_767], rate: 44_100, channels: 2)
    var reader = try SoundFileReader(path: try folder.write("stereo.wav", bytes))
    #expect(reader.channels == 2)
    var block = [Float](repeating: 0, count: 3)
    var span = block.mutableSpan
    let count = try reader.read(into: &span)
    #expect(count == 3)
    #expect(block == [200 / 32_768, 0, 32_767 / 32_768])
  }
}
