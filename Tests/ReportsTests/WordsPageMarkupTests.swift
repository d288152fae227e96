import AudioCore
import SessionModel
import SpeechAnalysis
import Testing
import Words

@testable import Reports

/// What was said on a session's page and in its report, without a browser.
@Suite struct WordsPageMarkupTests {
  private func content(_ sample: SpokenSample) -> SessionReport.Content {
    var content = SessionReport.Content(analysis: sample.analysis, id: "x")
    content.soundPath = "audio.wav"
    content.words = sample.words
    return content
  }

  @Test func `words full of markup show as text, in order, and turn no line around`() throws {
    let evil = "<script>x=1</script> \"quoted'\" &lt;b> </span><img/src=x> a\u{202E}b \u{1B}[2J"
    let sample = try SpokenSample(
      SpokenSample.text + " " + evil, analysis: SpokenSample.analysis())
    let page = try SessionPage.bytes(SessionReport(content(sample)))
    let outline = HTMLOutline(page)
    #expect(outline.faults.isEmpty, "\(outline.faults)")
    #expect(outline.tags("script").count == 2 && outline.tags("img").isEmpty)
    let markup = String(decoding: page, as: UTF8.self)
    #expect(markup.contains("<span>&lt;script&gt;x=1&lt;/script&gt;</span>"))
    #expect(!markup.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B })
    // Every word is there once, as it was written.
    let words = markup.components(separatedBy: "id=\"transcript\"")[1]
      .components(separatedBy: "</div>")[0]
    #expect(
      words.components(separatedBy: "<span>").count - 1 == sample.words.transcript.words.count)
    let ids = outline.tags.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(!outline.tags.contains { $0.attributes["style"] != nil })
  }

  @Test func `places are lists with counts whose links lead to their words`() throws {
    let sample = try SpokenSample(analysis: SpokenSample.analysis())
    let report = SessionReport(content(sample))
    let outline = HTMLOutline(try SessionPage.bytes(report))
    let words = try #require(report.words)
    let lists = words.points.filter { !$0.places.isEmpty }.count + words.found.count
    #expect(outline.tags("details").count == lists && lists > 6)
    let links = outline.tags("a").compactMap { $0.attributes["data-at"] }
    for place in words.found.flatMap(\.places) + words.points.flatMap(\.places) {
      #expect(links.contains(Drawing.number(report.seconds(place.frame), digits: 3)))
    }
    #expect(outline.text.contains("proves nothing") && outline.text.contains("not heard"))
    // The script finds the same words.
    let data = WordsData(words)
    #expect(data.places.count == words.points.count + words.found.count)
    var sum = 0
    for (step, word) in zip(data.starts, words.transcript.words) {
      sum += step
      #expect(abs(Double(sum) / 1000 - report.seconds(word.range.start)) < 0.001)
    }
  }

  @Test func `an answer shows how it began, in twelve words, on page and terminal`() throws {
    let sample = try SpokenSample(analysis: SpokenSample.analysis())
    let rate = sample.analysis.sampleRate
    var timeline = sample.analysis.timeline
    timeline.probes = [
      AskedProbe(
        id: nil,
        asked: FrameRange(start: 20 * rate.hertz + 8000, end: 20 * rate.hertz + 16_000))
    ]
    let analysis = SessionAnalysis(
      analyzer: .current, parameters: AnalysisParameters(), sampleRate: rate, channels: 1,
      timeline: timeline, plan: sample.analysis.plan, sounding: sample.analysis.sounding,
      level: sample.analysis.level)
    var content = content(sample)
    content.analysis = analysis
    let report = SessionReport(content)
    let opening = try #require(report.moments.first { $0.kind == .probe }).opening
    #expect(opening.hasPrefix("“") && opening.hasSuffix(" …”"))
    #expect(opening.split(separator: " ").count == 13)
    let text = SessionText.text(report, style: TextStyle())
    #expect(text.contains("    " + opening.prefix(40)), "\(text)")
    #expect(HTMLOutline(try SessionPage.bytes(report)).text.contains(opening))
    // Without words nothing of it is there.
    content.words = nil
    let plain = SessionText.text(SessionReport(content), style: TextStyle())
    #expect(!plain.contains("“") && !plain.contains("Heard"))
  }

  @Test func `a session in which no word was heard has a page all the same`() throws {
    let sample = try SpokenSample("", analysis: SpokenSample.analysis())
    let page = try SessionPage.bytes(SessionReport(content(sample)))
    #expect(HTMLOutline(page).faults.isEmpty)
    #expect(HTMLOutline(page).text.contains("No word was heard."))
    #expect(!String(decoding: page, as: UTF8.self).contains("const wordStarts"))
  }
}
