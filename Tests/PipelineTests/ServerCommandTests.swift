import Foundation
import Testing

@Suite("dictex-server")
struct ServerCommandTests {
  /// Runs a shell line in which `$SERVER` is the command.
  private func shell(_ line: String) async throws -> CommandLineTool.Outcome {
    try await CommandLineTool.shell("SERVER=$(dirname \"$DICTEX\")/dictex-server; \(line)")
  }

  @Test("Help shows examples")
  func help() async throws {
    let outcome = try await shell("$SERVER --help")
    #expect(outcome.code == 0 && outcome.output.contains("Examples:"))
  }

  @Test(
    "Wrong usage is told in one line, with exit code 2",
    arguments: ["--port 99999", "--host 0.0.0.0", "--pause 0", "--sessions 0", "--nonsense"])
  func usage(arguments: String) async throws {
    let outcome = try await shell("$SERVER \(arguments)")
    #expect(outcome.code == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("dictex-server: "))
  }

  @Test("It prints its address, answers there, says if the port is taken, and ends when told")
  func starts() async throws {
    guard Package.hasModel else { return }
    let folder = try TemporaryFolder()
    let outcome = try await shell(
      """
      cd '\(folder.path)'
      $SERVER --port 0 --list list.jsonl > address & SERVER_ID=$!
      for i in $(seq 900); do [ -s address ] && break; sleep 0.1; done
      ADDRESS=$(cat address); PORT=${ADDRESS#*:*:}; PORT=${PORT%%/*}
      exec 3<> /dev/tcp/127.0.0.1/$PORT
      printf 'GET / HTTP/1.1\\r\\nHost: 127.0.0.1:%s\\r\\nConnection: close\\r\\n\\r\\n' $PORT >&3
      head -n 1 <&3
      $SERVER --port $PORT --list other.jsonl; echo "taken: $?"
      kill $SERVER_ID; wait $SERVER_ID; echo "ended: $?"
      """)
    #expect(outcome.output.contains("HTTP/1.1 200 OK"))
    #expect(outcome.output.contains("taken: 1") && outcome.output.contains("ended: 0"))
    #expect(outcome.errors.contains("--port 0 takes a free port"))
  }

  @Test("A list that is none is left alone and named")
  func wrongList() async throws {
    guard Package.hasModel else { return }
    let folder = try TemporaryFolder()
    try Data("hello\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/list"))
    let outcome = try await shell("$SERVER --port 0 --list '\(folder.path)/list'")
    #expect(outcome.code == 1 && outcome.errors.contains("list: line 1 is no formula of the list"))
  }
}
