import Records

/// Whether somebody can always act: for each account who can do what, and what nobody could do any more if one of them left.
extension HTML {
  static func cover(_ model: ReportModel) -> HTML {
    var section: HTML = """
      <section id="cover" aria-labelledby="cover-title">
      <h2 id="cover-title">Can someone always act?</h2>

      """
    guard model.kindsRead.isSuperset(of: ["users", "roles"]) else {
      return """
        \(section)<p class="none">Not known: this run read no \
        \(model.kindsRead.contains("users") ? "roles" : "users and roles").</p>
        </section>

        """
    }
    guard !model.cover.isEmpty else { return "\(section)<p class=\"none\">There is no account.</p>\n</section>\n" }
    let shown = model.cover.count
    section += """
      <p>Who can open the Admin Console, open a case in the support portal, prove on the phone who is calling, and be \
      answered by support. Accounts with the fewest admins come first. \
      \(shown < model.accounts ? "Showing \(shown) of \(model.accounts) accounts; their findings say the same." : "")</p>

      """
    for account in model.cover { section += map(account, contacts: model.kindsRead.contains("contacts")) }
    return "\(section)</section>\n"
  }

  private static func map(_ account: ReportAccount, contacts: Bool) -> HTML {
    let name: HTML = account.name.map { $0.isEmpty ? "" : "\(foreign: $0) " } ?? ""
    var map: HTML = """
      <div class="g m"><h3 class="rule">\(name)<small>\(foreign: account.id)</small></h3>
      <p>\(standing(account))</p>

      """
    if !account.people.isEmpty {
      let columns = duties(account, contacts: contacts)
      map += """
        <table class="m"><caption class="v">Who can act for \(account.id)</caption>
        <thead><tr><th scope="col">Who</th>
        """
      for duty in columns { map += "<th scope=\"col\">\(word(duty))</th>" }
      map += "<th scope=\"col\">If they leave</th></tr></thead>\n<tbody>\n"
      for person in account.people { map += row(person, account, columns) }
      map += "</tbody></table>\n"
    }
    return "\(map)\(unknown(account, contacts: contacts))</div>\n"
  }

  private static func standing(_ account: ReportAccount) -> HTML {
    let admins = account.able(.admin).count
    let first: HTML =
      switch admins {
      case 0: "<i class=\"e\">Nobody can act as admin.</i>"
      case 1: "<i class=\"e\">One admin can act, and nobody stands behind.</i>"
      default: "<i class=\"d\">\(admins) admins can act.</i>"
      }
    let passphrase: HTML = account.passphraseSet == "no" ? " <i class=\"e\">There is no passphrase.</i>" : ""
    let seller: HTML =
      account.channel == "wholesale" ? " Support is asked through the reseller, \(known: account.reseller)." : ""
    return "\(first)\(passphrase)\(seller)"
  }

  private static func duties(_ account: ReportAccount, contacts: Bool) -> [ReportAccount.Duty] {
    ReportAccount.Duty.allCases.filter { duty in
      switch duty {
      case .admin, .primary, .portal: true
      case .custodian: account.knowsCustodians
      case .contact: contacts
      }
    }
  }

  private static func unknown(_ account: ReportAccount, contacts: Bool) -> HTML {
    let missing = [
      account.knowsCustodians ? nil : "who knows the passphrase", contacts ? nil : "who is a support contact",
    ].compactMap { $0 }
    guard !missing.isEmpty else { return "" }
    return "<p class=\"none\">Not known, because no export says it: \(missing.joined(separator: ", ")).</p>\n"
  }

  private static func word(_ duty: ReportAccount.Duty) -> HTML {
    switch duty {
    case .admin: "Admin Console"
    case .primary: "Primary admin"
    case .portal: "Support portal"
    case .custodian: "Passphrase"
    case .contact: "Support contact"
    }
  }

  private static func row(_ person: ReportAccount.Person, _ account: ReportAccount, _ columns: [ReportAccount.Duty])
    -> HTML
  {
    let name: HTML = person.name.map { $0.isEmpty ? "" : "<b>\(foreign: $0)</b>" } ?? ""
    var row: HTML = "<tr><th scope=\"row\">\(name)<small>\(foreign: person.contact)</small></th>"
    for duty in columns {
      let cell: HTML =
        if !person.duties.contains(duty) { "<span class=\"zero\">–</span>" } else if let trouble = person.trouble {
          "<i class=\"e\">no, \(trouble)</i>"
        } else if account.able(duty).count == 1, duty != .primary { "<i class=\"o1\">only one</i>" } else {
          "<i class=\"d\">yes</i>"
        }
      row += "<td>\(cell)</td>"
    }
    return "\(row)<td>\(loss(person, account))</td></tr>\n"
  }

  /// What nobody could do any more.
  private static func loss(_ person: ReportAccount.Person, _ account: ReportAccount) -> HTML {
    if person.trouble != nil { return "nothing more breaks" }
    var losses: [String] = []
    for duty in ReportAccount.Duty.allCases where person.duties.contains(duty) {
      let others = account.able(duty).count - 1
      switch (duty, others) {
      case (.admin, 0): losses.append("nobody opens the Admin Console")
      case (.admin, 1): losses.append("one admin is left")
      case (.primary, _): losses.append("the primary admin must be changed")
      case (.portal, 0): losses.append("nobody opens a support case")
      case (.custodian, 0): losses.append("nobody knows the passphrase")
      case (.contact, 0): losses.append("support has no contact")
      default: break
      }
    }
    return losses.isEmpty ? "others stand in" : "\(losses.joined(separator: "; "))"
  }
}
