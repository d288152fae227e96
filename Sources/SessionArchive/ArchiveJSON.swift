import Foundation
import LinuxSystem
import SystemPackage

/// JSON as the archive writes it: keys sorted, slashes plain.
enum ArchiveJSON {
  /// Decodes what was read from outside.
  /// - Throws: `DecodingError`, also for numbers that no recording can bring.
  static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    if let number = SaneNumbers.firstBeyond(in: bytes) {
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "the number \(number)"))
    }
    return try JSONDecoder().decode(type, from: Data(bytes))
  }

  /// Decodes a file that names its schema.
  /// - Parameter cure: what to do when it cannot be understood.
  /// - Throws: ``ArchiveError`` `newer` or `damaged`.
  static func decode<Value: Decodable>(
    _ type: Value.Type, _ bytes: [UInt8], of path: FilePath, knownSchema: Int, cure: String
  ) throws -> Value {
    do {
      let schema = try decode(SchemaOnly.self, bytes).schema
      guard schema <= knownSchema else {
        throw ArchiveError(
          .newer,
          "\(path): has schema \(schema), this program knows up to \(knownSchema); "
            + "use a newer walkthrough")
      }
      return try decode(type, bytes)
    } catch let error as DecodingError {
      throw ArchiveError(.damaged, "\(path): cannot be understood; \(cure)", cause: error)
    }
  }

  private struct SchemaOnly: Decodable { let schema: Int }

  /// Reads a file that need not be there and names its schema.
  /// - Parameters:
  ///   - limit: the most bytes that such a file has.
  ///   - cure: what to do when it cannot be understood.
  /// - Returns: nil when there is none.
  /// - Throws: ``ArchiveError`` `notWritable`, `newer` or `damaged`.
  static func readIfThere<Value: Decodable>(
    _ type: Value.Type, _ path: FilePath, atMost limit: Int, knownSchema: Int, cure: String
  ) throws -> Value? {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try PrivateFile.read(path, atMost: limit) } catch {
      if error.isMissing { return nil }
      throw ArchiveError(
        .notWritable, "\(path): cannot be read (\(error.reason)); check it and its permissions",
        cause: error)
    }
    return try decode(type, bytes, of: path, knownSchema: knownSchema, cure: cure)
  }
}
