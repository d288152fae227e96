import Reports
import SessionModel
import Testing

@Suite struct DeviceTableTests {
  @Test(
    arguments: [
      ("plughw:CARD=Mic,DEV=0", "plughw:CARD=Mic,DEV=0"), ("", "''"), ("two words", "'two words'"),
      (#"pulse:DEVICE="a""#, #"'pulse:DEVICE="a"'"#), ("it's", #"'it'\''s'"#), ("$(x)", "'$(x)'"),
      ("~x", "'~x'"), ("é", "'é'"),
    ])
  func `a name is one word of a shell`(name: String, word: String) {
    #expect(name.shellWord == word)
  }

  @Test func `a line has level, name, description and remarks, in columns`() {
    let text = DeviceTable.text(
      [
        .init(
          name: "a b", description: "One", remarks: ["used last", "muted"], value: "−3.0 dBFS"),
        .init(name: "longer", description: "Two", value: "–"),
      ], style: TextStyle())
    #expect(
      text == """
        −3.0 dBFS  'a b'   One (used last) (muted)
                –  longer  Two

        """)
    #expect(DeviceTable.text([.init(name: "x", description: "X")], style: TextStyle()) == "x  X\n")
  }
}
