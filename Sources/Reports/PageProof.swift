import Records

/// The two lines of shell that check a published report without rollcall. Both are run inside its folder.
package enum ProofLines {
  /// Holds the files against the manifest, whose lines give what `sha256sum` reads.
  package static let checksums =
    #"sed -n 's/^    {"name": "\([^"]*\)", "bytes": [0-9]*, "sha256": "\([0-9a-f]*\)"}.*/\2  \1/p' manifest.json | sha256sum -c"#

  /// Holds each signature against the manifest; the name of its file is the name of its signer.
  /// - Parameters:
  ///   - signers: the file of allowed signers, seen from the folder.
  ///   - revoked: that of keys that are no longer good.
  package static func signatures(signers: String, revoked: String? = nil) -> String {
    let revoked = revoked.map { "-r \(word($0)) " } ?? ""
    return #"(for s in *.sig; do ssh-keygen -Y verify -f \#(word(signers)) -I "${s%.sig}" -n rollcall-signoff@v1 "#
      + #"\#(revoked)-s "$s" < manifest.json || exit 1; done)"#
  }

  /// A path as one word of a shell.
  private static func word(_ path: String) -> String {
    let path = path.hasPrefix("-") ? "./" + path : path
    let plain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return plain ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
  }
}

/// What was sealed, and how anybody checks it.
extension HTML {
  static func proof(_ run: ReportModel.Run) -> HTML {
    let place: HTML =
      run.signers == nil
      ? "with a file of allowed signers beside it (the policy names none)"
      : "where it was published; in a copy, write where the file of allowed signers is"
    return """
      <h3>Seal and signatures</h3>
      <dl><dt>Seal</dt><dd><code>\(run.seal)</code></dd>
      <dt>Signatures</dt><dd>Who signs this run signs the bytes of <code>manifest.json</code>; each signature is a file \
      beside it, <code>name-of-the-signer.sig</code>.</dd>
      <dt>Check the files</dt><dd>Nothing but coreutils is needed. In this folder:
      <pre class="line"><code>\(ProofLines.checksums)</code></pre></dd>
      <dt>Check the signatures</dt><dd>Nothing but OpenSSH is needed. In this folder, \(place):
      <pre class="line"><code>\(ProofLines.signatures(signers: run.signers ?? "../allowed_signers"))</code></pre></dd></dl>

      """
  }
}
