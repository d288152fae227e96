import AudioCore
import LinuxSystem
import SessionArchive
import SessionModel
import Synchronization

/// The writer thread's view of a session: from the ring into the sink and the journal.
///
/// It alone turns device positions into session frames: what was held is taken
/// out, what was lost is filled with silence.
struct WriterLoop {
  /// A command with the device position at which it was given.
  private struct PlacedCommand {
    let command: RecorderCommand
    let position: Int
  }

  let link: CaptureLink
  let configuration: RecorderConfiguration
  private(set) var journal: Journal
  /// Why the session ends; the first reason stands.
  private(set) var end: SessionEnd?
  private(set) var failure: (any Error)?
  /// What became of the sound so far, as the last checkpoint found it.
  private(set) var sinkState = SinkState()

  private var commands: [PlacedCommand] = []
  private var losses: [Gap] = []
  private var phaseStarts: [Int]
  // The device position up to which frames were taken from the ring.
  private var consumed = 0
  // Frames taken but not kept, all holds together, and of the current hold.
  private var heldFrames = 0
  private var currentHold: (frame: Int, heldBefore: Int)?
  private var peakSample = 0
  private var opening = OpeningLook()
  private var chunk = [Int16](repeating: 0, count: 8192)

  init(link: CaptureLink, configuration: RecorderConfiguration, journal: Journal) {
    self.link = link
    self.configuration = configuration
    self.journal = journal
    phaseStarts = configuration.phaseStartFrames
    updateStop()
  }

  /// Where the session ends by itself, in session frames.
  private var lastFrame: Int {
    min(configuration.durationFrames ?? .max, configuration.limitFrames)
  }

  private func updateStop() { link.stop(at: currentHold == nil ? lastFrame + heldFrames : .max) }

  /// Takes commands in the order they were given.
  mutating func take(_ given: [(command: RecorderCommand, nanoseconds: Int64)]) {
    for (command, nanoseconds) in given {
      let position = max(
        commands.last?.position ?? 0, link.position(atNanoseconds: nanoseconds))
      commands.append(PlacedCommand(command: command, position: position))
      if case .finish = command {
        link.stop(at: min(position, link.stopPosition.load(ordering: .acquiring)))
        link.isFinishing.store(true, ordering: .releasing)
      }
    }
  }

  /// Moves everything that is in the ring.
  /// - Returns: whether the session is complete.
  mutating func drain(into sink: inout some FrameSink & ~Copyable) -> Bool {
    let isFinished = link.isFinished.load(ordering: .acquiring)
    // Losses are announced before the frames that follow them: read in this order.
    var available = link.ring.availableToRead
    losses += link.takeLosses()
    while end == nil {
      applyCommands(sink.frames)
      if end != nil { break }
      if sink.frames >= lastFrame {
        end = sink.frames == configuration.durationFrames ? .duration : .limit
        break
      }
      if let loss = losses.first, loss.range.start <= consumed {
        fill(loss, into: &sink)
        if loss.range.end <= consumed { losses.removeFirst() }
        continue
      }
      guard available > 0 else { break }
      available -= move(atMost: available, into: &sink)
    }
    if isFinished, end == nil, link.ring.availableToRead == 0, losses.isEmpty {
      giveUp(sink.frames)
    }
    return end != nil
  }

  /// The capture thread hangs inside a call of the device: ends without it.
  ///
  /// Where the speaker has ended the session, it is silence up to there.
  mutating func giveUpOnHang(into sink: inout some FrameSink & ~Copyable) {
    let finish = commands.first { if case .finish = $0.command { true } else { false } }
    if let finish, finish.position > consumed {
      let isAway = link.reopenDeadline.load(ordering: .acquiring) > 0
      losses.append(
        Gap(
          range: FrameRange(start: consumed, end: finish.position),
          cause: isAway ? .disconnected : .stalled))
      _ = drain(into: &sink)
    }
    failure =
      failure
      ?? RecordingError.stalled(
        seconds: Int(CaptureThread.stallNanoseconds / 1_000_000_000))
    giveUp(sink.frames)
  }

  /// The device has ended: obeys what is left, at the last frame.
  private mutating func giveUp(_ frames: Int) {
    consumed = .max
    applyCommands(frames)
    failure = failure ?? link.firstFailure
    end = end ?? .device
  }

  /// Moves frames up to the next place where something happens.
  private mutating func move(
    atMost available: Int, into sink: inout some FrameSink & ~Copyable
  ) -> Int {
    var bound = bound(consumed + min(available, chunk.count), frames: sink.frames)
    if let loss = losses.first { bound = min(bound, loss.range.start) }
    let count = bound - consumed
    var frames: [Int16] = []
    swap(&frames, &chunk)
    defer { swap(&frames, &chunk) }
    var span = frames.mutableSpan
    _ = link.ring.read(atMost: count, into: &span)
    consumed = bound
    // Before anything is kept, so that silence put in for a loss is not judged.
    opening.take(frames.span.extracting(..<count), sampleRate: link.sampleRate)
    keep(frames.span.extracting(..<count), in: &sink)
    return count
  }

  /// The next device position, up to a limit, where something happens.
  /// - Parameter frames: of the session, so far.
  private func bound(_ limit: Int, frames: Int) -> Int {
    var bound = limit
    if let command = commands.first { bound = min(bound, command.position) }
    if currentHold == nil {
      bound = min(bound, lastFrame + heldFrames)
      if let start = phaseStarts.first, start > frames { bound = min(bound, start + heldFrames) }
    }
    return bound
  }

  private mutating func keep(
    _ frames: Span<Int16>, in sink: inout some FrameSink & ~Copyable
  ) {
    guard currentHold == nil else {
      heldFrames += frames.count
      return
    }
    for index in frames.indices { peakSample = max(peakSample, abs(Int(frames[index]))) }
    do { try sink.append(frames) } catch {
      failure = error
      end = .disk
      return
    }
    while let start = phaseStarts.first, start <= sink.frames {
      phaseStarts.removeFirst()
      moveClock(by: 1, at: sink.frames)
    }
  }

  /// Puts silence where the device lost frames, so that the clock stays right: up to
  /// the next place where something happens.
  private mutating func fill(_ loss: Gap, into sink: inout some FrameSink & ~Copyable) {
    var rest = bound(loss.range.end, frames: sink.frames) - consumed
    guard rest > 0 else { return }
    consumed += rest
    if currentHold == nil {
      // Before its silence: a kill in between must not leave silence that nobody explains.
      let range = FrameRange(start: sink.frames, end: sink.frames + rest)
      journal.append(.gap(Gap(range: range, cause: loss.cause)))
    }
    let silence = [Int16](repeating: 0, count: min(rest, chunk.count))
    while rest > 0, end == nil {
      let count = min(rest, silence.count)
      keep(silence.span.extracting(..<count), in: &sink)
      rest -= count
    }
  }

  private mutating func applyCommands(_ frames: Int) {
    while let placed = commands.first, placed.position <= consumed, end == nil {
      commands.removeFirst()
      switch placed.command {
      case .next: moveClock(by: 1, at: frames)
      case .back: moveClock(by: -1, at: frames)
      case .jump(let index): moveClock(to: index, at: frames)
      case .mark(let id): journal.append(.mark(.init(id: id, frame: frames)))
      case .unmark: if journal.markCount > 0 { journal.append(.unmark(frame: frames)) }
      case .partner(let isSpeaking):
        journal.append(.partner(isSpeaking: isSpeaking, frame: frames))
      case .probe(let step): journal.append(.probe(step, frame: frames))
      case .hold:
        if currentHold == nil {
          currentHold = (frames, heldFrames)
          journal.append(.held(frame: frames))
        }
        updateStop()
      case .resume: resume()
      case .finish(let reason):
        resume()
        end = reason
      }
    }
  }

  private mutating func resume() {
    guard let hold = currentHold else { return }
    currentHold = nil
    journal.append(
      .hold(.init(frame: hold.frame, heldFrames: heldFrames - hold.heldBefore)))
    updateStop()
  }

  private mutating func moveClock(by step: Int, at frame: Int) {
    moveClock(to: journal.clock.phaseIndex + step, at: frame)
  }

  private mutating func moveClock(to index: Int, at frame: Int) {
    guard index != journal.clock.phaseIndex, (0...journal.clock.phaseCount).contains(index) else {
      return
    }
    journal.append(.phase(index: index, frame: frame))
  }

  /// Makes everything so far survive a crash.
  mutating func checkpoint(_ sink: inout some FrameSink & ~Copyable) {
    defer { sinkState = sink.state }
    do { try sink.checkpoint() } catch {
      failure = failure ?? error
      end = end ?? .disk
      // The journal must not say that they are on the disk.
      return
    }
    journal.checkpoint(frames: sink.frames)
  }

  /// A glance at the session; the peak starts anew.
  mutating func status(frames: Int) -> RecorderStatus {
    var status = RecorderStatus()
    status.frames = frames
    status.phaseIndex = journal.clock.phaseIndex
    status.phaseFrames = journal.clock.frames(
      phaseIndex: journal.clock.phaseIndex, at: frames)
    status.peakSample = peakSample
    status.isHeld = currentHold != nil
    status.markCount = journal.markCount
    status.lastMark = journal.fold.lastMark
    status.gapCount = journal.gapCount
    status.gapFrames = journal.fold.gapFrames
    status.phaseTimes = (0...journal.clock.phaseCount).map {
      journal.clock.frames(phaseIndex: $0, at: frames)
    }
    status.isPartnerSpeaking = journal.fold.isPartnerSpeaking
    status.probeStage = journal.fold.probeStage
    status.probeCount = journal.fold.probeCount
    status.opening = opening
    status.sink = sinkState
    let deadline = link.reopenDeadline.load(ordering: .acquiring)
    if deadline > 0 {
      let left = max(0, deadline - MonotonicClock.nowNanoseconds)
      status.secondsToReopen = Int((left + 999_999_999) / 1_000_000_000)
    }
    peakSample = 0
    return status
  }

  /// Writes `session.json` and ends the journal.
  mutating func finishJournal(frames: Int, checksum: String? = nil) -> Session {
    let session = journal.finish(
      end ?? .device, frames: frames,
      // A tenth is more than the measurement gives.
      driftPartsPerMillion: link.driftPartsPerMillion.map { ($0 * 10).rounded() / 10 },
      checksum: checksum)
    failure = failure ?? journal.failure
    return session
  }

  mutating func note(failure error: any Error) { failure = failure ?? error }
}
