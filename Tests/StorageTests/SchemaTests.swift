import GRDB
import Schema
import Storage
import Testing

@Suite struct SchemaTests {
  /// Tables and their columns after all migrations. Whoever adds a migration changes this list with it, and no line of
  /// it is changed otherwise.
  static let snapshot: [String: String] = [
    "account": """
    account key digest since source admin id name channel reseller reseller_contact invoice_issuer primary_admin \
    passphrase_set passphrase_changed passphrase_custodians successor plan_tested domains folded_name
    """,
    "account_past": """
    begun until account source id name channel reseller reseller_contact invoice_issuer primary_admin passphrase_set \
    passphrase_changed passphrase_custodians successor plan_tested domains folded_name
    """,
    "allowed": "account subject rule reason",
    "assignment": "assignment key digest since source profile account user role scope granted granted_by expires",
    "assignment_past": "begun until assignment source account user role scope granted granted_by expires",
    "break_glass": "name",
    "finding": """
    finding id rule account subject_kind subject severity state name email roles reason first_seen first_run last_seen \
    last_run
    """,
    "finding_event": "run finding state why cause",
    "list_phrase": "list phrase",
    "person": """
    person key digest since source employee_number email given_name family_name preferred_name status hired ended \
    worker_type department title manager_email folded_name
    """,
    "person_past": """
    begun until person source employee_number email given_name family_name preferred_name status hired ended \
    worker_type department title manager_email folded_name
    """,
    "profile": """
    profile key digest since source person account id user_name given_name family_name display_name email status \
    user_type employee_number title department site extension created mfa sso_id licenses passphrase_set full_name \
    given_letters family_letters name_skeleton id_skeleton
    """,
    "profile_login": "profile last_login",
    "profile_was": """
    until profile begun source account id user_name given_name family_name display_name email status user_type \
    employee_number title department site extension created mfa sso_id licenses passphrase_set full_name \
    given_letters family_letters name_skeleton id_skeleton
    """,
    "role": "role internal",
    "role_name": "name role",
    "role_privilege": "role privilege",
    "run": """
    run as_of started organization timezone exports_day complete fail_on program_version sqlite_version policy_sha256 \
    rules_sha256 signers published manifest_sha256 lists_sha256 roles_sha256 expect_every
    """,
    "run_preset": "run position name sha256",
    "known_column": "run source position header field smell content line",
    "finding_was": "run finding severity state name email roles reason last_seen last_run",
    "login_apart": "run profile last_login",
    "login_change": "run first latest changes",
    "repetition": "run columns documents sources supplies",
    "prune": "prune run as_of nightly monthly signed pruned runs remaining present",
    "prune_run": "run prune removed record population",
    "shown_login": "profile last_login",
    "run_damage": "run source field kind count line",
    "known_guard": "run source guard state reason measure last",
    "run_override": "run guard source reason told",
    "run_rejected": "run position source line field code reason kind account subject",
    "rule_outcome": "run setting findings last",
    "rule_setting": "setting rule state reason needs severity parameters changed sha256",
    "known_source": """
    run position name kind path format obtained state bytes sha256 rows loaded rejected duplicates fields unused \
    mapping_sha256
    """,
    "run_word": "run source field word count line",
    "contact": "contact key digest since source profile account email purpose",
    "contact_past": "begun until contact source account email purpose",
    "crm": "crm key digest since source account email customer_number status",
    "crm_past": "begun until crm source account email customer_number status",
    "erp": "erp key digest since source account email customer_number status",
    "erp_past": "begun until erp source account email customer_number status",
    "extension": "extension key digest since source profile account number user forwards_to kind members",
    "extension_past": "begun until extension source account number user forwards_to kind members",
    "registration": """
    registration key digest since source account email verified verified_at pending_since customer_number status
    """,
    "registration_past": """
    begun until registration source account email verified verified_at pending_since customer_number status
    """,
    "run_file": "run source position path bytes sha256 rows modified",
    "known_supply": "run kind state fields",
    "run_count": "run severity state findings",
    "seal": "run seal record population present",
    "chain": "link kind run item content previous head",
    "document": "sha256 text",
    "undone": "finding rule account subject_kind subject decided_by decided",
    "known_document": "run kind sha256",
    "decision": "decision review run finding verdict note decided_by imported facts",
    "signature": """
    signature run verdict principal fingerprint signed manifest_sha256 acknowledged reason armor completes
    """,
    "setting": "name value",
    "waiver": "sha256 given id rule account subject reason owner approved_by created until ticket",
    "waiver_hold": "given finding run lapsed why",
    "waiver_fact": "given finding what value",
    "run_waiver": "run place sha256 state why",
    "run_waiver_cover": "run place finding",
    "source_account": "source account",
  ]

  /// The columns of profile_past, which is a view.
  static let formerProfile = """
    begun until profile source account id user_name given_name family_name display_name email status user_type \
    employee_number title department site extension created mfa sso_id licenses passphrase_set full_name \
    given_letters family_letters name_skeleton id_skeleton
    """

  @Test("a view that stands for a table has the columns of the table")
  func views() throws {
    let database = try inMemory()
    for (table, columns) in LessRoomTests.former {
      let found = try database.text("select group_concat(name, ' ') from pragma_table_info('\(table)')")
      #expect(found == columns, "\(table)")
    }
    #expect(ViewFile.ofRows.map(\.name).sorted() == LessRoomTests.former.map(\.0).sorted())
  }

  static func tables(_ database: AuditDatabase) throws -> [String: String] {
    let rows = try database.texts(
      """
      select s.name, (select group_concat(name, ' ') from (select name from pragma_table_info(s.name) order by cid))
        from sqlite_schema s where s.type = 'table' and s.name not like 'sqlite_%'
      """, columns: 2)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] ?? "", $0[1] ?? "") })
  }

  @Test(
    "a database of any version is brought to the schema of this one, and keeps its hash key",
    arguments: 0...Schema.tables.count)
  func migrations(from version: Int) throws {
    let folder = try Folder()
    let path = folder.file("a.db")
    if version > 0 {
      let queue = try DatabaseQueue(path: path)
      try queue.writeWithoutTransaction { database in
        for file in Schema.tables[..<version] { try database.execute(sql: file.text) }
        try database.execute(sql: "insert into setting values ('hash key', '2a')")
        try database.execute(sql: "pragma application_id = 1380150380; pragma user_version = \(version)")
      }
      try queue.close()
    }
    let database = try AuditDatabase(path: path) { 42 }
    #expect(database.hashKey == 42)
    #expect(try database.text("pragma user_version") == "\(Schema.tables.count)")
    let found = try SchemaTests.tables(database)
    for table in Set(found.keys).union(SchemaTests.snapshot.keys).sorted() {
      #expect(found[table] == SchemaTests.snapshot[table], "\(table)")
    }
  }

  @Test("every table is STRICT, and keeps its comments in the database")
  func strict() throws {
    let database = try inMemory()
    let tables = try database.texts(
      """
      select name
        from pragma_table_list
       where schema = 'main' and type = 'table' and name not like 'sqlite_%' and not strict
      """
    )
    #expect(tables == [])
    let sql = try database.text("select sql from sqlite_schema where name = 'run'")
    #expect(sql?.contains("-- the day the rules looked at") == true)
  }

  @Test("every column of every table has a comment", arguments: Schema.tables.map(\.name))
  func comments(name: String) throws {
    let file = try #require(Schema.tables.first { $0.name == name })
    var table: String?
    var columns = 0
    for line in file.text.split(separator: "\n") {
      if line.hasPrefix("create table ") {
        table = line.split(separator: " ").dropFirst(2).first.map(String.init)
      } else if line.hasPrefix(")") {
        table = nil
      } else if line.hasPrefix("alter table ") {
        #expect(line.contains(/;\ +-- \S/), "\(line)")
        columns += 1
      } else if let table, !line.hasPrefix("  primary key (") {
        let comment = line.split(separator: "--", maxSplits: 1, omittingEmptySubsequences: false)
        #expect(comment.count == 2 && comment[1].contains { !$0.isWhitespace }, "\(table): \(line)")
        columns += 1
      }
    }
    #expect(columns > 0)
  }

  @Test("the migrations stand in the order of their numbers")
  func numbers() {
    let numbers = Schema.tables.map { Int($0.name.prefix(4)) ?? 0 }
    #expect(numbers.first == 1)
    #expect(numbers == Set(numbers).sorted())
  }
}
