// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

// Tests call the C library where that is the plainest way to check.
let testSettings: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let swiftSystem = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "Walkthrough",
  products: [
    .executable(name: "walkthrough", targets: ["walkthrough"]),
    // Loaded into the built tool by its tests, the first by alsa-lib.
    .library(name: "FaultyDevice", type: .dynamic, targets: ["FaultyDevice"]),
    .library(name: "SlowDisk", type: .dynamic, targets: ["SlowDisk"]),
    .library(name: "AllocationCounter", type: .dynamic, targets: ["AllocationCounter"]),
  ],
  dependencies: [
    // The command line: options, help, completions, exit code 64.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Paths are bytes and need not be UTF-8; error numbers have names and words.
    .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
    // Plans are YAML, so that a person can write one with a text editor.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // Pages are templates whose values are escaped, so that a user's text never becomes markup.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    // make docs.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(name: "CALSA", pkgConfig: "alsa", providers: [.apt(["libasound2-dev"])]),
    .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),
    .target(name: "CLinuxShims"),
    .target(
      name: "LinuxSystem",
      dependencies: ["CLinuxShims", swiftSystem], swiftSettings: settings),
    .target(name: "AudioCore", dependencies: [swiftSystem], swiftSettings: settings),
    .target(
      name: "ALSACapture", dependencies: ["CALSA", "AudioCore", swiftSystem],
      swiftSettings: settings),
    .target(
      name: "SoundFileIO", dependencies: ["CSndfile", "AudioCore", "LinuxSystem", swiftSystem],
      swiftSettings: settings),
    .target(name: "SessionModel", dependencies: ["AudioCore"], swiftSettings: settings),
    .target(
      name: "LabelFiles", dependencies: ["AudioCore", "SessionModel"], swiftSettings: settings),
    .target(
      name: "InterviewGuide",
      dependencies: ["AudioCore", "SessionModel", .product(name: "Yams", package: "Yams")],
      resources: [
        "evidence", "interviews", "listen-back", "modes", "must-cover", "plans", "probes",
        "programmes", "questions", "recognizers", "rubrics", "stories", "topics",
      ].map { .embedInCode("Content/\($0).yaml") },
      swiftSettings: settings),
    .target(
      name: "SpeechAnalysis", dependencies: ["AudioCore", "SessionModel"],
      resources: [
        .embedInCode("Activity/Model/voice-activity.bin"),
        .embedInCode("Measures/Model/syllable-nuclei.bin"),
      ], swiftSettings: settings),
    .target(
      name: "Words",
      dependencies: [
        "AudioCore", "SessionModel", "LabelFiles", "InterviewGuide", "SpeechAnalysis",
      ],
      swiftSettings: settings),
    .target(
      name: "SessionArchive",
      dependencies: ["AudioCore", "SessionModel", "LinuxSystem", swiftSystem],
      swiftSettings: settings),
    .target(
      name: "Recording",
      dependencies: ["AudioCore", "SessionModel", "SessionArchive", "LinuxSystem"],
      swiftSettings: settings),
    .target(
      name: "PracticeHistory",
      dependencies: [
        "AudioCore", "SessionModel", "LabelFiles", "InterviewGuide", "SpeechAnalysis", "Words",
        "SessionArchive", "LinuxSystem", swiftSystem,
      ],
      swiftSettings: settings),
    .target(
      name: "Reports",
      dependencies: [
        "LinuxSystem", "AudioCore", "SessionModel", "InterviewGuide", "SpeechAnalysis", "Words",
        "SessionArchive",
        "PracticeHistory", swiftSystem,
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      resources: [
        "Page/page.mustache", "Page/page.css", "Page/page.js", "Session/session.mustache",
        "Session/timeline.mustache", "Session/lanes.mustache", "Session/session.css",
        "Session/session.js", "Words/words.mustache", "Words/words.css", "Words/words.js",
        "Comparison/compare.mustache", "Comparison/compare.css", "Trend/trend.mustache",
        "Trend/trend.css",
      ].map { .embedInCode($0) },
      swiftSettings: settings),
    .target(
      name: "Practice",
      dependencies: [
        "LinuxSystem", "AudioCore", "ALSACapture", "SoundFileIO", "SessionModel", "LabelFiles",
        "InterviewGuide", "SpeechAnalysis", "Words", "SessionArchive", "Recording",
        "PracticeHistory", swiftSystem,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "walkthrough",
      dependencies: [
        "LinuxSystem", "AudioCore", "ALSACapture", "SoundFileIO", "SessionModel", "LabelFiles",
        "InterviewGuide", "SpeechAnalysis", "Words", "SessionArchive", "Recording",
        "PracticeHistory", "Reports", "Practice", swiftSystem,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "FaultyDevice", path: "Tests/FaultyDevice", exclude: ["README.md"],
      linkerSettings: [.linkedLibrary("asound")]),
    .target(name: "SlowDisk", path: "Tests/SlowDisk"),
    .target(name: "AllocationCounter", path: "Tests/AllocationCounter"),
    .target(
      name: "TestSupport", dependencies: ["InterviewGuide"], path: "Tests/TestSupport",
      swiftSettings: testSettings),
    .testTarget(name: "HouseTests", swiftSettings: testSettings),
    .testTarget(
      name: "LinuxSystemTests", dependencies: ["LinuxSystem", "TestSupport", swiftSystem],
      swiftSettings: testSettings),
    .testTarget(
      name: "ALSACaptureTests", dependencies: ["ALSACapture", "AudioCore", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "AudioCoreTests", dependencies: ["AudioCore", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "SoundFileIOTests",
      dependencies: ["SoundFileIO", "AudioCore", "TestSupport", swiftSystem],
      swiftSettings: testSettings),
    .testTarget(
      name: "SessionModelTests", dependencies: ["SessionModel", "AudioCore", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "LabelFilesTests",
      dependencies: ["LabelFiles", "SessionModel", "AudioCore", "InterviewGuide", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "InterviewGuideTests",
      dependencies: ["SessionModel", "InterviewGuide", "AudioCore", "TestSupport"],
      swiftSettings: testSettings),
    .testTarget(
      name: "SpeechAnalysisTests",
      dependencies: [
        "SpeechAnalysis", "AudioCore", "SessionModel", "InterviewGuide",
        "SoundFileIO", "TestSupport", swiftSystem,
      ],
      exclude: ["Fixtures"], swiftSettings: testSettings),
    .testTarget(
      name: "WordsTests",
      dependencies: [
        "Words", "AudioCore", "SessionModel", "LabelFiles", "InterviewGuide", "SpeechAnalysis",
        "TestSupport",
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "SessionArchiveTests",
      dependencies: [
        "LinuxSystem",
        "SessionArchive", "SoundFileIO", "AudioCore", "SessionModel",
        "InterviewGuide", "TestSupport", swiftSystem,
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "RecordingTests",
      dependencies: [
        "Recording", "SessionArchive", "AudioCore", "SessionModel", "InterviewGuide",
        "TestSupport", swiftSystem,
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "PracticeHistoryTests",
      dependencies: [
        "PracticeHistory", "Reports", "SessionArchive", "SpeechAnalysis", "AudioCore",
        "SessionModel", "InterviewGuide", "TestSupport", swiftSystem,
      ],
      swiftSettings: testSettings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "PracticeHistory", "SessionArchive", "SpeechAnalysis", "Words", "AudioCore",
        "SessionModel", "LabelFiles", "InterviewGuide",
        "TestSupport", swiftSystem,
      ],
      exclude: ["Fixtures"], swiftSettings: testSettings),
    .testTarget(
      name: "PracticeTests", dependencies: ["Practice", "SessionModel"],
      swiftSettings: testSettings),
    .testTarget(
      name: "WalkthroughTests",
      dependencies: [
        "SpeechAnalysis", "Words",
        "Practice",
        "walkthrough", "AudioCore", "SessionModel", "InterviewGuide", "LinuxSystem",
        "Recording", "Reports", "SessionArchive", "TestSupport", swiftSystem,
      ],
      exclude: ["Fixtures"], swiftSettings: testSettings),
  ]
)
