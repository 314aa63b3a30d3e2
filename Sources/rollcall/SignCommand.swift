import ArgumentParser
import Audit
import Records

struct SignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "A person signs a run: the exact bytes of its manifest.json, with OpenSSH.",
    discussion: """
      Who may sign stands in the file of allowed signers that the policy names (sign_off). An incomplete run, one with \
      findings that nobody decided on, and one that does not verify are not signed. A passphrase, a PIN and the touch of \
      a hardware key are asked for by OpenSSH; SSH_AUTH_SOCK and SSH_SK_PROVIDER are its own. A key that cannot sign ends \
      with 2.
      """)

  @OptionGroup var common: CommonOptions

  @Option(name: .customLong("run"), help: "The number of the run; the last one unless given.")
  var number: Int?

  @Option(help: "The key to sign with: a private key, or the public key of one that an agent or a token holds.")
  var key: String?

  @Option(
    help: "A signature that was made elsewhere: ssh-keygen -Y sign -f KEY -n rollcall-signoff@v1 manifest.json")
  var signature: String?

  @Option(name: .customLong("as"), help: "Who signs, as the file of allowed signers has it.")
  var principal: String

  @Option(help: "The id of a finding that is signed for undecided, or 'all'. May be repeated.")
  var acknowledge: [String] = []

  @Option(help: "Why undecided findings are signed for.")
  var reason: String?

  @Option(help: "Signs that this run is not accepted, and why.")
  var refuse: String?

  func run() throws {
    let request = Signing.Request(
      run: number, key: key, signature: signature, principal: principal, acknowledged: acknowledge, reason: reason,
      refusal: refuse)
    let lines = try Signing(try common.workspace(), request, now: Clock.now, ask: Terminal.draw).run()
    if !common.quiet { for line in lines { Terminal.print(line) } }
  }
}
