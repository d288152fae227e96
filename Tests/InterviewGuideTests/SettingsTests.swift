import InterviewGuide
import Testing

@Suite struct SettingsTests {
  @Test func `each entry stands for itself`() {
    let text = """
      # chosen in November
      level: l6
      device: "pulse:DEVICE=alsa_input.usb"
      archive: ~/practice
      colour: blue
      pages: maybe

      """
    let settings = Settings(text)
    #expect(settings.level?.rawValue == "l6" && settings[.archive] == "~/practice")
    #expect(settings[.device] == "pulse:DEVICE=alsa_input.usb" && !settings.makesPages)
    #expect(settings.troubles.map(\.line) == [5, 6])
    #expect("\(settings.troubles[0])".contains("no setting 'colour'; there are level"))
    #expect(settings.trouble(with: .archive) == nil && settings.trouble(with: .pages) != nil)
    #expect(Settings("") == Settings() && Settings("# nothing\n") == Settings())
  }

  @Test(arguments: ["level: [", "- level", "level", "level: l4\nlevel: l6", "archive: a\n"])
  func `of a file that is no settings the archive is not known`(text: String) {
    let settings = Settings(text)
    #expect(settings.trouble(with: .archive) != nil, "\(settings)")
    #expect(settings[.archive] == nil)
  }

  @Test func `choosing changes one line, and leaves the others as they are`() throws {
    let text = "# mine\nlevel : l4 # easy\nnonsense: 1\n"
    let changed = try Settings.text(text, setting: .level, to: "l6")
    #expect(changed == "# mine\nlevel: l6\nnonsense: 1\n")
    let added = try Settings.text(changed, setting: .pages, to: "yes")
    #expect(added == changed + "pages: \"yes\"\n" && Settings(added).makesPages)
    #expect(
      try Settings.text(added, setting: .level, to: nil) == "# mine\nnonsense: 1\npages: \"yes\"\n")
    #expect(try Settings.text("", setting: .level, to: nil) == "")
    for name in [#"pulse:DEVICE='a "b" \ c'"#, "hw:1,0", "true", "12", "a: b", "- x", "# y", " z"] {
      let text = try Settings.text("", setting: .device, to: name)
      #expect(Settings(text)[.device] == name, "\(text)")
    }
  }

  @Test(arguments: [
    (Settings.Key.level, "l9"), (.archive, "Recordings"), (.archive, ""), (.pages, "true"),
    (.device, " "), (.device, "a\nb"),
  ])
  func `what cannot be chosen is refused with the cure`(key: Settings.Key, value: String) {
    #expect { try Settings.text("", setting: key, to: value) } throws: {
      ($0 as? ContentError).map { $0.line == 0 && $0.message.count > 20 } ?? false
    }
  }

  @Test func `a file that cannot be read is not written over`() throws {
    #expect(throws: ContentError.self) {
      try Settings.text("level: [", setting: .pages, to: "no")
    }
    let broken = "device: {a: b}\n"
    #expect(try Settings.text(broken, setting: .pages, to: "no") == broken + "pages: \"no\"\n")
    #expect(try Settings.text(broken, setting: .device, to: "mic") == "device: mic\n")
  }
}
