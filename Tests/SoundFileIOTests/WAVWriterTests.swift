import AudioCore
import Foundation
import SoundFileIO
import TestSupport
import Testing

@Suite struct WAVWriterTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func little(_ data: Data, at offset: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(data[offset + $1]) << (8 * $1) }
  }

  @Test func `the header is exact after each checkpoint while the file is open`() throws {
    let path = folder.path + "/a.wav"
    var writer = try WAVWriter(creating: path, sampleRate: .recording)
    let samples = [Int16](repeating: 77, count: 1000)
    for round in 1...3 {
      try writer.append(samples.span)
      try writer.checkpoint()
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(data.count == 44 + 2000 * round)
      #expect(little(data, at: 4) == data.count - 8)
      #expect(little(data, at: 40) == 2000 * round)
    }
    try writer.finalize()
  }

  @Test func `what was appended is read back to the sample`() throws {
    let path = folder.path + "/b.wav"
    let samples = Synthesis.pcm16(Synthesis.noise(amplitude: 1, frames: 5000, seed: 3))
    var writer = try WAVWriter(creating: path, sampleRate: SampleRate(hertz: 16_000))
    try writer.append(samples.span)
    try writer.finalize()
    var reader = try SoundFileReader(path: path)
    #expect(reader.sampleRate.hertz == 16_000)
    var read: [Float] = []
    var block = [Float](repeating: 0, count: 700)
    while true {
      var span = block.mutableSpan
      let count = try reader.read(into: &span)
      if count == 0 { break }
      read += block.prefix(count)
    }
    #expect(read == samples.map { Float($0) / 32_768 })
    #expect(reader.cutShortFrames == 0)
  }

  @Test func `an existing file is never overwritten`() throws {
    let path = try folder.write("c.wav", "precious")
    #expect {
      _ = try WAVWriter(creating: path, sampleRate: .recording).frames
    } throws: {
      ($0 as? SoundFileError)?.code == .alreadyThere
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func `only the owner may read it`() throws {
    let path = folder.path + "/d.wav"
    try WAVWriter(creating: path, sampleRate: .recording).finalize()
    #expect(try mode(path) == 0o600)
  }

  @Test func `a file without an end is closed and complete`() throws {
    let path = folder.path + "/e.wav"
    do {
      var writer = try WAVWriter(creating: path, sampleRate: .recording)
      try writer.append([Int16](repeating: 1, count: 10).span)
    }
    let frames = try SoundFileReader(path: path).announcedFrames
    #expect(frames == 10)
  }
}
