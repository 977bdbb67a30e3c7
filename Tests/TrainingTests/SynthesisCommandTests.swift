import Foundation
import Testing
import Training

@Suite("Commands of speech engines")
struct SynthesisCommandTests {
  private func values(_ text: String) -> CommandTemplate.Values {
    CommandTemplate.Values(
      text: text, output: "/tmp/o.wav", voice: "kal", rate: 1.25, pitch: 0.9, seed: 7)
  }

  @Test("a template is cut at spaces outside quotes, then its places are filled")
  func cutting() throws {
    let template = try CommandTemplate(
      #"say -v {voice} "two words" 'it\s {rate}' a\ b '' {text} {output} "#)
    #expect(template.program == "say")
    #expect(
      template.arguments(values("x plus y."))
        == ["-v", "kal", "two words", #"it\s 1.250"#, "a b", "", "x plus y.", "/tmp/o.wav"])
  }

  @Test("speed and pitch come in the units that engines want")
  func units() throws {
    let template = try CommandTemplate(
      "e {rate-percent} {words-per-minute} {stretch} {pitch-percent} {hertz} {pitch-of-50} {seed} "
        + "{output}")
    #expect(
      template.arguments(values("")) == [
        "125", "200", "0.800", "90", "99", "45", "7", "/tmp/o.wav",
      ])
  }

  @Test(
    "whatever a text holds, it stays one argument and fills no place",
    arguments: [
      "; touch /tmp/owned", "$(touch owned)", "`id`", "a' 'b", "\"", "{output}", "{voice}", "-o x",
      "a\nb", "\\", "*", "|& > <", "\u{1F600}",
    ])
  func hostileTexts(text: String) throws {
    let template = try CommandTemplate("say -t {text} -o {output}")
    #expect(template.arguments(values(text)) == ["-t", text, "-o", "/tmp/o.wav"])
  }

  @Test("braces that enclose no name stand as they are")
  func braces() throws {
    let template = try CommandTemplate("say '{{text}} {A} {' {output}")
    #expect(template.arguments(values("hi")) == ["{hi} {A} {", "/tmp/o.wav"])
  }

  @Test("a template without {text} takes the text from standard input")
  func standardInput() throws {
    #expect(try !CommandTemplate("say {output}").takesTextAsArgument)
    #expect(try CommandTemplate("say '<s>{text}</s>' {output}").takesTextAsArgument)
  }

  @Test(
    "a template that cannot work says why",
    arguments: [
      ("", "found no program"), ("   ", "found no program"), ("say {text}", "found no {output}"),
      ("say {txet} {output}", "found {txet}"), ("say 'x {output}", "open quote"),
      ("say {output} \\", "open quote"), ("{voice} {output}", "place in the program"),
    ])
  func wrong(template: String, message: String) {
    #expect {
      try CommandTemplate(template)
    } throws: { error in
      "\(error)".contains(message) && !"\(error)".contains("\n")
    }
  }

  @Test(
    "an engine of one's own needs a plain name, a known table and a program that exists",
    arguments: [
      ("say {output}", "found no =, wanted name=command"),
      ("a/b=cp {output}", "found no plain name"), ("-x=cp {output}", "found no plain name"),
      ("x@klingon=cp {output}", "found the table klingon"),
      ("x=no-such-program-anywhere {output}", "wanted no-such-program-anywhere"),
    ])
  func ownEngines(definition: String, message: String) {
    #expect {
      try SpeechEngine.custom(definition)
    } throws: { error in
      "\(error)".contains(message)
    }
  }

  @Test("a voice of one's own has a plain name, since it becomes a folder")
  func ownVoices() {
    #expect(throws: SynthesisError.self) {
      try SpeechEngine.custom("x=cp {output}", voices: ["../up"])
    }
  }

  @Test("an unknown engine is named, with those that are known")
  func unknownEngine() {
    #expect(throws: SynthesisError.unknownEngine("hal", known: InstalledEngines.known)) {
      try InstalledEngines.find(["hal"])
    }
  }

  @Test("the voice that measuring is done with is left out unless asked for by name")
  func leftOut() throws {
    guard let flite = try? InstalledEngines.find(["flite"]) else {
      print("skipped: flite is not installed")
      return
    }
    #expect(flite.flatMap(\.voices).map(\.name) == ["kal16", "awb", "rms", "kal"])
    #expect(try InstalledEngines.find(["flite"], voices: ["slt"]).first?.voices.count == 1)
    #expect(throws: SynthesisError.self) {
      try InstalledEngines.find(["flite"], voices: ["flite/nobody"])
    }
  }

  @Test("an engine that is not installed is an error that says how to get one")
  func missing() {
    #expect {
      throw SynthesisError.noEngine(wanted: ["rhvoice"], installed: ["flite"])
    } throws: { error in
      "\(error)".hasPrefix("no speech engine: wanted rhvoice, found flite; on Debian: apt-get")
    }
  }
}
