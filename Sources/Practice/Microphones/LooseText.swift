/// A value of another program's JSON; nil where it is not what it should be.
struct Loose<Value: Decodable>: Decodable {
  let value: Value?

  init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}

/// A text in another program's JSON, which may stand there as a number; nil for anything else.
struct LooseText: Decodable {
  let value: String?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    value =
      (try? container.decode(String.self)) ?? (try? container.decode(Int.self)).map(String.init)
  }
}
