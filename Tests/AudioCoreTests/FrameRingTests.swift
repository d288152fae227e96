import AudioCore
import Foundation
import Testing

@Suite struct FrameRingTests {
  @Test func `takes only what fits and gives it back in order`() {
    let ring = FrameRing(minimumFrames: 5)
    #expect(ring.capacityFrames == 8)
    let frames: [Int16] = Array(1...10)
    #expect(ring.write(frames.span) == 8)
    #expect(ring.availableToWrite == 0)
    var out = [Int16](repeating: 0, count: 3)
    var span = out.mutableSpan
    let count = ring.read(into: &span)
    #expect(count == 3)
    #expect(out == [1, 2, 3])
    #expect(ring.availableToRead == 5)
  }

  @Test func `reads no more than the limit`() {
    let ring = FrameRing(minimumFrames: 8)
    let frames: [Int16] = [7, 8, 9]
    _ = ring.write(frames.span)
    var out = [Int16](repeating: 0, count: 3)
    var span = out.mutableSpan
    let count = ring.read(atMost: 2, into: &span)
    #expect(count == 2)
    #expect(out == [7, 8, 0])
  }

  @Test func `keeps the order between a producing and a consuming thread`() {
    let ring = FrameRing(minimumFrames: 64)
    let total = 20_000
    let producer = Thread {
      var next = 0
      while next < total {
        let chunk = (next..<min(total, next + 37)).map { Int16(truncatingIfNeeded: $0) }
        next += ring.write(chunk.span)
      }
    }
    producer.start()
    var received = 0
    var wrong = 0
    var buffer = [Int16](repeating: 0, count: 29)
    while received < total {
      var span = buffer.mutableSpan
      let count = ring.read(into: &span)
      for index in 0..<count where buffer[index] != Int16(truncatingIfNeeded: received + index) {
        wrong += 1
      }
      received += count
    }
    #expect(wrong == 0)
  }
}
