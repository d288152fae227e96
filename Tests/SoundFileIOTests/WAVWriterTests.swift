import AudioCore
import Foundation
import SoundFileIO
import SystemPackage
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
    var writer = try WAVWriter(creating: FilePath(path), sampleRate: .recording)
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
    var writer = try WAVWriter(creating: FilePath(path), sampleRate: SampleRate(hertz: 16_000))
    try writer.append(samples.span)
    try writer.finalize()
    var reader = try SoundFileReader(path: FilePath(path))
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
      _ = try WAVWriter(creating: FilePath(path), sampleRate: .recording).frames
    } throws: {
      ($0 as? SoundFileError)?.code == .alreadyThere
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  @Test func `only the owner may read it`() throws {
    let path = folder.path + "/d.wav"
    try WAVWriter(creating: FilePath(path), sampleRate: .recording).finalize()
    #expect(try mode(path) == 0o600)
  }

  @Test func `a file without an end is closed and complete`() throws {
    let path = folder.path + "/e.wav"
    do {
      var writer = try WAVWriter(creating: FilePath(path), sampleRate: .recording)
      try writer.append([Int16](repeating: 1, count: 10).span)
    }
    let frames = try SoundFileReader(path: FilePath(path)).announcedFrames
    #expect(frames == 10)
  }

  private var samples: [Int16] { (0..<1000).map { Int16($0 + 1) } }

  /// A file of a thousand samples whose last checkpoint was just now.
  private func writer(_ path: String) throws -> WAVWriter {
    var writer = try WAVWriter(creating: FilePath(path), sampleRate: .recording)
    try writer.append(samples.span)
    try writer.checkpoint()
    #expect(writer.state == SinkState())
    return writer
  }

  private func contents(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  private var whole: [UInt8] { Synthesis.wav(samples + samples, rate: 48_000) }

  @Test func `a file that is removed while it is written is there again at each checkpoint`() throws
  {
    let path = folder.path + "/a.wav"
    var writer = try writer(path)
    for _ in 0..<2 {
      try FileManager.default.removeItem(atPath: path)
      try writer.checkpoint()
      #expect(writer.state.place == .restored)
      #expect(try contents(path) == Synthesis.wav(samples, rate: 48_000))
    }
    try writer.append(samples.span)
    try writer.checkpoint()
    #expect(try contents(path) == whole)
    try writer.finalize()
    #expect(try contents(path) == whole)
    #expect(try mode(path) == 0o600)
  }

  @Test func `a file that is removed and has another name is there again at the end`() throws {
    let path = folder.path + "/a.wav"
    var writer = try writer(path)
    // As backups with hard links make it.
    try FileManager.default.linkItem(atPath: path, toPath: folder.path + "/backup.wav")
    try FileManager.default.removeItem(atPath: path)
    try writer.append(samples.span)
    try writer.checkpoint()
    #expect(writer.state.place == .restored)
    try writer.finalize()
    #expect(try contents(path) == whole)
  }

  @Test func `a file that is removed after its last checkpoint is there again at the end`() throws {
    let path = folder.path + "/a.wav"
    var writer = try writer(path)
    try writer.append(samples.span)
    try FileManager.default.removeItem(atPath: path)
    try writer.finalize()
    #expect(try contents(path) == whole)
  }

  @Test func `a file that is removed, and its folder moved after that, is whole in that folder`()
    throws
  {
    let old = folder.path + "/old"
    try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
    var writer = try writer(old + "/a.wav")
    try FileManager.default.removeItem(atPath: old + "/a.wav")
    try writer.checkpoint()
    try FileManager.default.moveItem(atPath: old, toPath: folder.path + "/new")
    try writer.append(samples.span)
    try writer.checkpoint()
    #expect(writer.state.place == .removed)
    try writer.finalize(
      at: FilePath(folder.path + "/new/a.wav"), else: FilePath(folder.path + "/new/b.wav"))
    #expect(try contents(folder.path + "/new/a.wav") == whole)
  }

  @Test func `a file that is moved while it is written has its own name at the end, too`() throws {
    let path = folder.path + "/a.wav"
    var writer = try writer(path)
    try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/b.wav")
    try writer.append(samples.span)
    try writer.checkpoint()
    #expect(writer.state.place == .moved(to: try resolved(folder.path).appending("b.wav")))
    try writer.finalize()
    #expect(try contents(path) == whole)
    #expect(try contents(folder.path + "/b.wav") == whole)
  }

  private func resolved(_ path: String) throws -> FilePath {
    try #require(realpath(path, nil).map { FilePath(platformString: $0) })
  }

  @Test func `another file in its place is left as it is, and the sound is beside it`() throws {
    let path = folder.path + "/a.wav"
    var writer = try writer(path)
    try FileManager.default.removeItem(atPath: path)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    try writer.append(samples.span)
    try writer.checkpoint()
    #expect(writer.state.place == .replaced)
    var thrown: SoundFileError?
    do throws(SoundFileError) {
      try writer.finalize(at: FilePath(path), else: FilePath(folder.path + "/audio.recorded.wav"))
    } catch { thrown = error }
    #expect(thrown?.code == .alreadyThere && thrown?.message.contains("recorded.wav") == true)
    #expect(try contents(path) == Array("mine".utf8))
    #expect(try contents(folder.path + "/audio.recorded.wav") == whole)
  }

  @Test(arguments: [0, 44, 444])
  func `what another program cuts off is noticed, though writing on hides it`(
    bytes: Int
  ) throws {
    let path = folder.path + "/a.wav"
    var writer = try writer(path)
    truncate(path, off_t(bytes))
    try writer.append(samples.span)
    try writer.checkpoint()
    let kept = max(0, bytes - 44) / 2
    #expect(writer.state.lost == FrameRange(start: kept, end: 1000))
    try writer.finalize()
    let there = samples.prefix(kept) + [Int16](repeating: 0, count: 1000 - kept) + samples
    #expect(try contents(path) == Synthesis.wav(Array(there), rate: 48_000))
  }

  @Test func `the checksum is of the samples as they are in the file`() throws {
    let path = folder.path + "/a.wav"
    let writer = try writer(path)
    let sha256 = writer.sha256
    try writer.finalize()
    var digest = SHA256()
    digest.update(Array(try contents(path).dropFirst(44)).span)
    #expect(sha256 == digest.text)
  }

  @Test func `an hour of sound is read and its checksum computed within seconds`() throws {
    let path = folder.path + "/hour.wav"
    var writer = try WAVWriter(creating: FilePath(path), sampleRate: .recording)
    let minute = (0..<60 * 48_000).map { Int16(truncatingIfNeeded: $0 &* 7919) }
    for _ in 0..<60 { try writer.append(minute.span) }
    try writer.append([Int16](repeating: 0, count: 480).span)
    let sha256 = writer.sha256
    try writer.finalize()
    let clock = ContinuousClock()
    var content: SoundContent?
    let time = try clock.measure { content = try SoundContent(path: FilePath(path)) }
    print("an hour of sound: \(time)")
    // Two seconds on a machine that does nothing else.
    #expect(time < .seconds(8))
    #expect(content?.sha256 == sha256 && content?.zeroTailFrames == 480)
  }
}
