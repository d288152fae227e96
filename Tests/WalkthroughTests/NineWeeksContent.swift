import Foundation

extension NineWeeks {
  /// Every evening in order, but for the day of three rounds and what was imported.
  static let takes: [Take] = [
    // The evening before the programme began.
    Take(date: "2026-09-07T19:00", comesTo: "pass"),
    Take(
      date: "2026-09-09T19:00", question: "parcels", seconds: 50, phasesAt: "20",
      comesTo: "missed", because: "without Costs"),
    Take(
      date: "2026-09-11T19:00", question: "meters", seconds: 90, phasesAt: "30,60,76",
      comesTo: "missed", because: "too long: Ask"),
    Take(
      date: "2026-09-14T19:00", seconds: 100, comesTo: "missed", because: "not within 1:36"),
    Take(
      date: "2026-09-16T19:00", question: "parcels", seconds: 70, phasesAt: "8,40,58",
      comesTo: "missed", because: "too short: Ask"),
    Take(
      date: "2026-09-18T19:00", question: "tickets", isSilent: true, comesTo: "no talk",
      because: "less than 10 s of talk"),
    Take(
      date: "2026-09-18T19:10", question: "tickets", seconds: 3, phasesAt: "1", comesTo: "short",
      because: "shorter than 0:24, half of the least that its plan asks for"),
    Take(date: "2026-09-21T19:00", question: "tickets", comesTo: "pass"),
    Take(
      date: "2026-09-23T19:00", mode: "drill", question: "", seconds: 3, phasesAt: "",
      options: ["--plan", "brief", "--phase", "sketch", "--scale", "0.05"], comesTo: "short",
      because: "shorter than 0:12, half of the least that its plan asks for"),
    Take(
      date: "2026-09-25T19:00", seconds: 45, phasesAt: "10,28,38",
      options: ["--plan", "brief", "--scale", "0.6"], comesTo: "pass"),
    Take(
      date: "2026-09-28T19:00", mode: "race", question: "meters", seconds: 50, phasesAt: "8,24,32",
      comesTo: "pass"),
    // As long as it must not be.
    Take(
      date: "2026-09-30T19:00", mode: "race", question: "meters", seconds: 60, phasesAt: "8,24,32",
      comesTo: "missed", because: "not within 1:00"),
    Take(
      date: "2026-10-02T19:00", mode: "race", question: "parcels", seconds: 30, phasesAt: "5,14,19",
      options: ["--plan", "brief", "--scale", "0.6"], comesTo: "pass"),
    // A week without practice, then a friend.
    Take(date: "2026-10-12T19:00", mode: "chat", seconds: 75, comesTo: "pass"),
    Take(
      date: "2026-10-14T19:00", mode: "chat", question: "tickets", phasesAt: "18,60",
      comesTo: "missed", because: "too long: Sketch"),
    Take(
      date: "2026-10-16T19:00", mode: "chat", question: "parcels", seconds: 50, phasesAt: "12,36",
      comesTo: "missed", because: "shorter than 1:00"),
    Take(
      date: "2026-10-21T19:00", question: "lokcs", edits: [["--question", "parcels"]],
      comesTo: "pass"),
    Take(
      date: "2026-10-23T19:00", question: "meters", phasesAt: "",
      edits: [["--phases-at", "0,18,48,66"]], comesTo: "pass"),
    // Recorded as an evening, meant as a race.
    Take(
      date: "2026-10-28T19:00", seconds: 55, phasesAt: "10,30,45",
      edits: [["--mode", "race"]], comesTo: "pass"),
    // Recorded with a plan for an hour.
    Take(
      date: "2026-10-30T19:00", mode: "full", question: "tickets", seconds: 70, phasesAt: "",
      options: ["--plan", "netflix-l4"],
      edits: [["--plan", "brief", "--mode", "evening", "--labels", Take.labels]], comesTo: "pass"),
    Take(
      date: "2026-11-02T19:00", edits: [["--question", "tickets"], ["--undo"]], comesTo: "pass"),
    Take(
      date: "2026-11-04T19:00", question: "parcels", seconds: 85, phasesAt: "18,48,74",
      comesTo: "missed", because: "too long: Costs"),
    Take(date: "2026-11-06T18:30", question: "meters", seconds: 30, phasesAt: "", comesTo: ""),
    Take(date: "2026-11-06T19:00", question: "meters", comesTo: "pass"),
    Take(
      date: "2026-11-07T19:00", mode: "story", question: "the-outage", seconds: 110,
      phasesAt: "28,60,85", comesTo: "pass"),
  ]

  /// A day of three rounds; all of them are as long as the first.
  static let rounds: [Take] = [
    Take(
      date: "2026-10-26T19:00", seconds: 50, phasesAt: "0,14,40", comesTo: "missed",
      because: "too short: Costs"),
    Take(
      date: "2026-10-26T19:05", mode: "race", question: "tickets", seconds: 50,
      phasesAt: "0,14,40", comesTo: "pass"),
    Take(
      date: "2026-10-26T19:10", question: "meters", seconds: 50, phasesAt: "0,20",
      comesTo: "missed", because: "without Costs"),
  ]

  /// The person's own files, by their names.
  static let content = [
    "plans": """
    - id: brief
      name: Two minutes
      minutes: 2
      phases:
        - { id: ask, name: Ask, minutes: [0.2, 0.4] }
        - { id: sketch, name: Sketch, minutes: [0.4, 0.6] }
        - { id: costs, name: Costs, minutes: [0.2, 0.4] }
    """,
    "modes": """
    - id: evening
      name: The whole plan in the evening
      about: The whole plan, notes closed.
      asks: design
      plan: whole
      pass: { most: 1.6, phases: within }
    - id: race
      name: Against the clock
      about: The plan in half of its time.
      asks: design
      plan: scaled
      minutes: 1
      pass: { under: 1, phases: visited }
    - id: chat
      name: A chat with a friend
      about: The sketch stays short.
      asks: design
      plan: whole
      pass: { least: 1, most: 1.5, phases: { limits: [sketch] } }
    - id: triple
      name: Three in a row
      about: As on the day itself.
      asks: design
      plan: rounds
      rest: 0
      rounds: [evening, race, evening]
      onsite: nine
      pass: { phases: visited }
    """,
    "questions": """
    - { id: canals, title: Canals & locks, theme: water }
    - { id: parcels, title: "Lost parcels, found", theme: freight }
    - { id: meters, title: Water meters, theme: water }
    - { id: tickets, title: Tickets for the night train, theme: rail }
    - { id: the-outage, title: The outage, kind: story, level: nine }
    """,
    "programmes": """
    - id: nine
      name: Nine weeks
      level: nine
      plan: brief
      weeks: [6, 9]
      stages:
        - id: clear
          name: Clear in two minutes
          weeks: 3
          evening: evening
          targets:
            - id: evenings
              text: evenings, each question once
              sessions: [evening]
              distinct: true
              amount: [2, 3]
            - { id: passed, text: evenings passed, sessions: [evening], passed: true, amount: [8, 12] }
            - id: listened
              text: evenings listened back to
              sessions: [evening]
              reviewed: true
              amount: [2, 3]
            - id: reading
              ticks: { papers: "the papers of the team, read", numbers: numbers by heart }
        - id: faster
          name: Faster
          weeks: 3
          evening: race
          targets:
            - { id: races, text: races won, sessions: [race], passed: true, amount: [2, 3] }
            - id: complete
              text: with every phase
              sessions: [evening, chat]
              complete: true
              amount: [8, 20]
            - id: own
              text: questions of your own
              sessions: [evening, race, chat]
              own: true
              distinct: true
              amount: [2, 4]
        - id: day
          name: As on the day
          weeks: 3
          evening: chat
          targets:
            - { id: days, text: days of three rounds, loops: [1, 2] }
            - id: travel
              ticks: { train: the train is booked }
      parallel:
        - { id: stories, text: stories told, stories: [the-outage] }
    """,
  ]
}
