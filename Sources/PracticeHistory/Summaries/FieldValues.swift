public import SpeechAnalysis

/// The numbers of a session or a phase that the history keeps.
///
/// Those that are compared, and those that tables of the history show; in the order of
/// ``fields``, so that thousands of sessions take little room.
public struct FieldValues: Hashable, Sendable {
  /// The fields that are kept, in order.
  public static let fields = Measure.history.flatMap { measure in
    measure.fields.enumerated().filter { index, field in
      !field.isOfTimes && (field.column != nil || measure.isCompared && index == 0)
    }.map(\.element)
  }

  private static let places = Dictionary(
    uniqueKeysWithValues: fields.enumerated().map { ($1.key, $0) })

  /// As many as there are ``fields``.
  let numbers: [Double?]

  init(numbers: [Double?]) { self.numbers = numbers }

  /// Takes numbers by the keys of their fields.
  public init(_ values: [String: Double]) { numbers = Self.fields.map { values[$0.key] } }

  /// The number of a field; nil when there is none, or it is not kept.
  public subscript(field: Field) -> Double? { Self.places[field.key].flatMap { numbers[$0] } }

  /// The numbers by the keys of their fields.
  public var byKey: [String: Double] {
    Dictionary(
      uniqueKeysWithValues: zip(Self.fields, numbers).compactMap { field, number in
        number.map { (field.key, $0) }
      })
  }
}
