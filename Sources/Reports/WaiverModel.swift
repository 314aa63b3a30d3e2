package import Records

extension ReportModel {
  /// A waiver of the policy's waiver file, and what became of it in this run.
  package struct Waiver: Sendable {
    package enum State: String, CaseIterable, Sendable {
      case holds, later, expired, lapsed, replaced, unused
      case notAssessed = "not-assessed"
    }

    /// Place in the file, from 1.
    package var place: Int
    /// The id that it names; nil where it names rule, account and subject.
    package var id: String?
    package var rule: String?
    package var account: String?
    package var subject: String?
    package var reason: String
    package var owner: String
    package var approvedBy: String
    package var created: Day
    package var until: Day
    package var ticket: String?
    package var state: State
    /// Why it does not hold; nil for one that does.
    package var why: String?
    /// Ids of the findings that it covers.
    package var covers: [String]

    package init(
      place: Int, id: String?, rule: String?, account: String?, subject: String?, reason: String, owner: String,
      approvedBy: String, created: Day, until: Day, ticket: String?, state: State, why: String?, covers: [String]
    ) {
      self.place = place
      self.id = id
      self.rule = rule
      self.account = account
      self.subject = subject
      self.reason = reason
      self.owner = owner
      self.approvedBy = approvedBy
      self.created = created
      self.until = until
      self.ticket = ticket
      self.state = state
      self.why = why
      self.covers = covers
    }

    /// 0 on the last day; negative when it is over.
    package func daysLeft(on day: Day) -> Int { until.number - day.number }
  }
}
