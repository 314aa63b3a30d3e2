import Rules
import Storage
import Testing

@Suite struct RuleWordsTests {
  @Test("only the words of the rules that will run are worked out, with those that they are made of")
  func only() throws {
    let rule = try readRule(
      ruleText(
        select: """
          select profile, account, 'profile' as subject_kind, id as subject, null as severity, 'x' as reason
            from profile where profile in (select profile from usable_admin)
          """))
    #expect(RuleFile.words(of: [rule]).isSuperset(of: ["usable_admin", "name_flaw", "held_role", "company_name"]))
    #expect(RuleFile.words(of: []) == [])
    try night { connection in
      _ = try RuleRun(connection, for: [rule])
      let made = Set(
        try connection.rows("select name from temp.sqlite_schema where type = 'table'") { $0.text(0) ?? "" })
      #expect(made.isSuperset(of: ["usable_admin", "held_role"]))
      #expect(made.isDisjoint(with: ["same_name", "portal_holder"]))
      #expect(try connection.integer("select count(*) from same_name") == 0, "the others stay views")
    }
  }

  @Test("a word is told from a longer one that begins or ends with it")
  func whole() throws {
    let rule = try readRule(
      ruleText(
        select: """
          select null as profile, 'A' as account, 'account' as subject_kind, 'A' as subject, null as severity,
                 'departed_profiles my_departed Departed' as reason
          """))
    #expect(RuleFile.words(of: [rule]) == [])
  }
}
