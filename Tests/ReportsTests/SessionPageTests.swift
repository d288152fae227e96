import AudioCore
import Foundation
import SessionModel
import SpeechAnalysis
import SystemPackage
import TestSupport
import Testing

@testable import Reports

@Suite struct SessionPageTests {
  private func content(_ session: SampleSession) -> SessionReport.Content {
    var content = SessionReport.Content(
      analysis: session.analysis, id: "2026-11-20T1903-live-events")
    content.question = "Live events"
    content.start = "2026-11-20T19:03:05+01:00"
    content.device = "default"
    content.outline = session.analysis.outline
    content.soundPath = "audio.wav"
    content.usual = SessionReport.Usual(medianPauseSeconds: 0.55...0.72, sessions: 14)
    content.review = [
      SessionReport.ReviewAnswer(
        ask: "Was one request followed from end to end?", answer: "yes, but late",
        frame: 14 * session.analysis.sampleRate.hertz),
      SessionReport.ReviewAnswer(ask: "Next time I will", answer: "name the trade-off first"),
    ]
    return content
  }

  /// The page without its style and script, which have their own tests.
  private func markup(_ page: [UInt8]) -> String {
    var html = String(decoding: page, as: UTF8.self)
    for name in ["style", "script"] {
      guard let start = html.range(of: "<\(name)>"),
        let end = html.range(of: "</\(name)>\n</")
          ?? html.range(of: "</\(name)>", range: start.upperBound..<html.endIndex)
      else { continue }
      html.removeSubrange(start.upperBound..<end.lowerBound)
    }
    return html.replacing(/sha256-[A-Za-z0-9+\/=]+/, with: "sha256-…")
  }

  @Test func `the page is the golden one`() throws {
    var content = try content(SampleSession())
    // Drawn, it would be most of the file.
    content.outline = nil
    let markup = try markup(SessionPage.bytes(SessionReport(content)))
    #expect(try markup == golden("session-page.html", markup))
  }

  @Test func `the same content gives the same bytes`() throws {
    let content = try content(SampleSession())
    #expect(
      try SessionPage.bytes(SessionReport(content)) == SessionPage.bytes(SessionReport(content)))
  }

  @Test(arguments: [(true, false), (false, false), (true, true), (false, true)])
  func `every page is well formed, and its references lead somewhere`(
    isPlanned: Bool, isSilent: Bool
  ) throws {
    var content = try content(SampleSession(plan: isPlanned, isSilent: isSilent))
    for hasSound in [true, false] {
      if !hasSound {
        content.outline = nil
        content.soundPath = nil
      }
      let outline = HTMLOutline(try SessionPage.bytes(SessionReport(content)))
      #expect(outline.faults.isEmpty, "\(outline.faults)")
      let ids = outline.tags.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count)
      for tag in outline.tags {
        for name in ["aria-describedby", "aria-labelledby"] {
          if let reference = tag.attributes[name] { #expect(ids.contains(reference)) }
        }
        if let link = tag.attributes["href"], !link.hasPrefix("#t=") {
          #expect(link.hasPrefix("#") && ids.contains(String(link.dropFirst())), "\(link)")
        }
        // What the policy forbids would only be a message on the console.
        #expect(!tag.attributes.keys.contains { $0 == "style" || $0.hasPrefix("on") })
        if let source = tag.attributes["src"] { #expect(source == "audio.wav" && hasSound) }
      }
      #expect(outline.tags("audio").count == (hasSound ? 1 : 0))
      let policy = outline.tags("meta").compactMap { $0.attributes["content"] }.joined()
      #expect(policy.contains("media-src") == hasSound)
      #expect(outline.tags("h1").count == 1 && outline.tags("main").count == 1)
    }
  }

  @Test func `nothing on a page leads to another machine`() throws {
    let page = String(
      decoding: try SessionPage.bytes(SessionReport(content(SampleSession()))), as: UTF8.self)
    #expect(!page.contains("//") || !page.contains(/[a-z]:\/\/|url\((?!#)|@import|src="\/\//))
  }

  @Test func `the policy's digests are those of the style and the script`() throws {
    let page = try SessionPage.bytes(SessionReport(content(SampleSession())))
    let html = String(decoding: page, as: UTF8.self)
    let policy = try #require(
      HTMLOutline(page).tags("meta").first { $0.attributes["http-equiv"] != nil }?
        .attributes["content"])
    for (tag, directive) in [("style", "style-src"), ("script", "script-src")] {
      let start = try #require(html.range(of: "<\(tag)>")).upperBound
      let end = try #require(html.range(of: "</\(tag)>", range: start..<html.endIndex)).lowerBound
      let digest = Data(SHA256.digest(Array(html[start..<end].utf8))).base64EncodedString()
      #expect(policy.contains("\(directive) 'sha256-\(digest)'"))
    }
    #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe"))
  }

  @Test func `embedded files are small and cannot end their element`() {
    let files = [
      PackageResources.page_css, PackageResources.page_js, PackageResources.session_css,
      PackageResources.session_js, PackageResources.words_css, PackageResources.words_js,
      PackageResources.session_mustache,
      PackageResources.timeline_mustache, PackageResources.lanes_mustache,
      PackageResources.words_mustache,
    ]
    #expect(files.allSatisfy { $0.count <= 25_000 })
    #expect(files.prefix(6).allSatisfy { !String(decoding: $0, as: UTF8.self).contains("</") })
  }

  @Test func `text full of markup shows as text`() throws {
    let evil = "<script>window.injected=1</script>\"'&lt;<img src=x onerror=alert(1)>\"\u{301} x"
    let session = try SampleSession()
    let old = try #require(session.analysis.plan)
    var content = content(session)
    content.question = evil
    content.id = evil
    content.device = evil
    content.start = evil
    content.soundPath = FilePath(evil + "/audio.wav")
    content.review = [
      SessionReport.ReviewAnswer(ask: evil, answer: evil, frame: 0),
      SessionReport.ReviewAnswer(ask: evil, answer: evil),
    ]
    let plan = Plan(
      id: evil, name: evil, totalSeconds: old.totalSeconds,
      phases: old.phases.map { Phase(id: $0.id, name: evil, budget: $0.budget) },
      marks: old.marks.map { PlanMark(id: $0.id, name: evil, key: $0.key) }, scale: old.scale)
    content.analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(),
      sampleRate: session.analysis.sampleRate, channels: 1, timeline: session.analysis.timeline,
      plan: plan, sounding: session.analysis.sounding, level: session.analysis.level)
    let page = try SessionPage.bytes(SessionReport(content))
    let outline = HTMLOutline(page)
    #expect(outline.faults.isEmpty)
    #expect(outline.tags("script").count == 2 && outline.tags("img").isEmpty)
    #expect(outline.tags("script").allSatisfy { $0.attributes["src"] == nil })
    // In the heading, the title, the plan, phases twice, marks, the answer and its note, facts.
    let shown = outline.text.replacingOccurrences(of: evil, with: "\u{1}", options: .literal)
    #expect(shown.count { $0 == "\u{1}" } > 20)
    let source = try #require(outline.tags("audio").first?.attributes["src"])
    #expect(source.removingPercentEncoding == evil + "/audio.wav")
    #expect(source.allSatisfy { $0.isASCII && !"<>\"'&# ?:".contains($0) })
  }

  @Test func `names of sounds become relative addresses`() {
    #expect(SessionPage.relativeURL("audio.wav") == "audio.wav")
    #expect(SessionPage.relativeURL("../a b/50%#?.wav") == "../a%20b/50%25%23%3F.wav")
    #expect(SessionPage.relativeURL("javascript:x") == "javascript%3Ax")
    #expect(SessionPage.relativeURL("Übung\n.wav") == "%C3%9Cbung%0A.wav")
    #expect(SessionPage.relativeURL("//host/x") == "file:///host/x")
  }

  @Test func `dates are read without a calendar`() {
    #expect(SessionPage.date("2026-11-20T19:03:05+01:00") == "20 November 2026, 19:03")
    #expect(SessionPage.date("2026-01-02T07:08:00Z") == "2 January 2026, 7:08")
    for odd in ["", "soon", "2026-13-01T10:00", "2026-00-01T10:00"] {
      #expect(SessionPage.date(odd) == nil)
    }
  }

  @Test func `an hour fits into a megabyte`() throws {
    let rate = SampleRate(hertz: 8000)
    var generator = SeededGenerator(seed: 7)
    var analyzer = SpeechAnalyzer(sampleRate: rate)
    for _ in 0..<3600 {
      let loudness = Float.random(in: 0...1, using: &generator)
      let second = (0..<8000).map { _ in
        Float(Int8(truncatingIfNeeded: generator.next())) / 128 * loudness
      }
      analyzer.process(second.span)
    }
    let content = HourSession.content(outline: analyzer.finish().outline)
    #expect(content.analysis.silentPauses.count > 1500)
    let page = try SessionPage.bytes(SessionReport(content))
    #expect(page.count < 1_000_000, "\(page.count) bytes")
    #expect(HTMLOutline(page).faults.isEmpty)
  }

  // MARK: Drawing

  @Test func `a waveform is a closed outline in steps of its stretches`() throws {
    // Least and largest sample as 16 bits in base64.
    let outline = try JSONDecoder().decode(
      SoundOutline.self,
      from: Data(
        ##"{"stretchSeconds":0.01,"speechLevels":[],"extremes":"\##(Self.extremes)"}"##.utf8))
    let drawing = WaveformDrawing(outline)
    // A quarter is 96 units, since the loudest of few is left out of the scale.
    #expect(drawing.paths == ["M0 -38l1-62l1 99l1-95V96l-1-95l-1 99l-1-62z"])
  }

  private static let extremes = Data(
    [3277, 16_384, 0, 8192].flatMap { (sample: Int) in
      [-sample, sample].flatMap { [UInt8($0 & 255), UInt8($0 >> 8 & 255)] }
    }
  ).base64EncodedString()

  @Test func `a phase's band lies where the budget would have it end`() throws {
    let session = try SampleSession()
    let page = SessionReport(content(session))
    let list = try #require(TimelineDrawing(page).values.bands?.list)
    // Four of five were visited; the first, of 6 to 8.4 s, begins at 0 of 60 s.
    #expect(list.count == 4)
    #expect(list[0].x == "10%" && list[0].width == "4%")
  }

  @Test func `series follow the session in steps`() throws {
    let session = try SampleSession()
    let series = SessionSeries(SessionReport(content(session)))
    #expect(series.stepSeconds == 5)
    let talk = try #require(series.strips.first)
    #expect(talk.points.count == 12)
    // Weighed with what was recorded of each step, the shares give the whole.
    let recorded = [4.75] + Array(repeating: 5.0, count: 11)
    let sum = zip(talk.points, recorded).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
    #expect(abs(sum / 59.75 - (session.analysis.phonationRatio ?? 0)) < 1e-9)
    let level = try #require(series.strips.first { $0.term == "speech-level" })
    let whole = try #require(session.analysis.level.activeSpeech?.value)
    #expect(level.points.compactMap { $0 }.allSatisfy { abs($0 - whole) < 3 })
    // Steps of 5 s never hold the 5 s of talk that a rate needs.
    #expect(!series.strips.contains { $0.term == "articulation-rate" })
  }

  @Test func `the articulation rate follows the syllables of each minute`() throws {
    let content = HourSession.content(outline: nil)
    let series = SessionSeries(SessionReport(content))
    let strip = try #require(series.strips.first { $0.term == "articulation-rate" })
    let expected = content.analysis.rateByMinute.map(\.articulationRatePerSecond)
    #expect(series.stepSeconds == 60 && strip.points.count == 60 && expected.count == 60)
    for (point, minute) in zip(strip.points, expected) {
      #expect(abs((point ?? 0) - (minute ?? 1)) < 1e-9)
    }
  }

  @Test func `probes, partners and answers have their moments`() throws {
    let session = try SampleSession()
    let rate = session.analysis.sampleRate
    var timeline = session.analysis.timeline
    timeline.partner = [FrameRange(start: 30 * rate.hertz, end: 31 * rate.hertz)]
    timeline.probes = [
      AskedProbe(id: nil, asked: FrameRange(start: 35 * rate.hertz, end: 38 * rate.hertz))
    ]
    var content = content(session)
    content.analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: timeline, plan: session.analysis.plan, sounding: session.analysis.sounding,
      level: session.analysis.level)
    let report = SessionReport(content)
    #expect(
      report.moments.map(\.kind) == [.gap, .review, .hold, .partner, .probe, .mark, .mark])
    #expect(report.moments[4].notes[0].hasPrefix("after "))
    let text = HTMLOutline(try SessionPage.bytes(SessionReport(content))).text
    for part in ["yes, but late", "Next time I will", "name the trade-off first", "1.00 s"] {
      #expect(text.contains(part), "\(part)")
    }
  }
}

/// An hour of talk in short stretches, without the sound.
enum HourSession {
  static func content(outline: SoundOutline?) -> SessionReport.Content {
    let rate = SampleRate(hertz: 8000)
    let plan = Plan(
      id: "hour", name: "An hour", totalSeconds: 3600,
      phases: (1...5).map {
        Phase(
          id: "p\($0)", name: "Phase \($0)",
          budget: TimeBudget(minimumSeconds: 600, maximumSeconds: 720))
      })
    var generator = SeededGenerator(seed: 5)
    var sounding: [FrameRange] = []
    var frame = 4000
    while frame < 3590 * rate.hertz {
      let end = frame + Int.random(in: 4000...20_000, using: &generator)
      sounding.append(FrameRange(start: frame, end: end))
      frame = end + Int.random(in: 2400...9000, using: &generator)
    }
    var timeline = SessionTimeline(frames: 3600 * rate.hertz)
    timeline.visits = (0..<5).map {
      PhaseVisit(
        phaseIndex: $0,
        range: FrameRange(start: $0 * 720 * rate.hertz, end: ($0 + 1) * 720 * rate.hertz))
    }
    var content = SessionReport.Content(
      analysis: SessionAnalysis(
        analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
        timeline: timeline, plan: plan, sounding: sounding,
        // Four syllables in each second of the clock, talk or not.
        syllableHops: Array(stride(from: 12, to: 360_000, by: 25)),
        level: LevelMeasures(
          activeSpeech: Decibels(-20), peak: Decibels(-3), noiseFloor: Decibels(-60),
          clippedSamples: 0, clippedRuns: 0, offset: 0, hum: nil)), id: "hour")
    content.outline = outline
    content.soundPath = "audio.wav"
    return content
  }
}
