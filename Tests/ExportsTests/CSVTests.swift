import Records
import Testing

@testable import Exports

@Suite("A CSV file is read")
struct CSVTests {
  private static let two = [
    ["account": "", "user": "u1", "role": "Admin", "scope": "Company"],
    ["account": "", "user": "u2", "role": "Clerk", "scope": ""],
  ]

  @Test(
    "with either line end, quoted or not, with and without the last line end",
    arguments: [
      "user,role,scope\nu1,Admin,Company\nu2,Clerk,\n", "user,role,scope\r\nu1,Admin,Company\r\nu2,Clerk,\r\n",
      "user,role,scope\nu1,Admin,Company\nu2,Clerk,", "user,role,scope\r\nu1,Admin,Company\nu2,Clerk,\"\"",
      "\"user\",\"role\",\"scope\"\n\"u1\",\"Admin\",\"Company\"\n\"u2\",\"Clerk\",\"\"\n",
      "\u{FEFF}user,role,scope\nu1,Admin,Company\nu2,Clerk,\n",
      "\u{FEFF}\"user\",role,scope\r\nu1,Admin,Company\r\nu2,Clerk,\r\n",
      "\n\r\nuser,role,scope\n\n\nu1,Admin,Company\r\n\r\nu2,Clerk,\n\n\n",
      "scope,nobody's,role,user\nCompany,x,Admin,u1\n,,Clerk,u2\n",
      " user ,role\t,\u{A0}scope\nu1,Admin,Company\nu2,Clerk,\n",
      "user,role,scope\n u1 ,\tAdmin,Company  \nu2,\"  Clerk \",\u{A0}\n",
    ])
  func forms(text: String) throws {
    let export = try ExportOnDisk.read(text)
    #expect(export.rows == CSVTests.two)
    #expect(export.rejected.isEmpty)
    #expect(export.summary.format == "csv")
    #expect(export.summary.rows == 2)
  }

  @Test(
    "with fields byte for byte as they were meant",
    arguments: [
      ("\"a,b\"", "a,b"), ("\"a\"\"b\"", "a\"b"), ("\"\"\"\"", "\""), ("\"\"\"\"\"\"", "\"\""),
      ("\"\"\"a\"\"\"", "\"a\""),
      ("\"a\nb\"", "a\nb"), ("\"a\r\nb\"", "a\r\nb"), ("\"a\rb\"", "a\rb"), ("\"a\n\n\nb\"", "a\n\n\nb"), ("\"\"", ""),
      ("\"a\tb\"", "a\tb"), ("a\tb", "a\tb"), ("\"São Paulo, 東京\"", "São Paulo, 東京"),
      ("e\u{301}", "e\u{301}"), ("é", "é"), ("=1+1", "=1+1"), ("'x", "'x"), ("\"a\\\"\"b\"", "a\\\"b"),
      ("00042", "00042"), ("1e5", "1e5"), ("+44", "+44"), ("null", "null"), ("\u{7F}\u{1}", "\u{7F}\u{1}"),
      ("a\u{FEFF}b", "a\u{FEFF}b"), ("\u{200B}", "\u{200B}"), ("\"x;y|z\"", "x;y|z"),
    ])
  func fields(cell: String, text: String) throws {
    for lineEnd in ["\n", "\r\n"] {
      let file = ["user,role,scope", "u1,Admin,\(cell)", "u2,Clerk,Company", ""]
      let export = try ExportOnDisk.read(file.joined(separator: lineEnd))
      #expect(export.rows.first?["scope"].map { Array($0.utf8) } == Array(text.utf8))
      #expect(export.column("user") == ["u1", "u2"])
    }
  }

  @Test("with the line on which each record begins")
  func lines() throws {
    let export = try ExportOnDisk.read("user,role\n\nu1,\"a\nb\r\nc\"\r\nu2,x\n\n\n\"u\n3\",y\nu4,z")
    #expect(export.lines == [3, 6, 9, 11])
  }

  @Test("with a header over several lines, and lines counted on behind it")
  func headerLines() throws {
    var mapping = SourceMapping.small
    mapping.columns["scope"] = ["the\nscope"]
    let export = try ExportOnDisk.read("user,role,\"the\nscope\"\nu1,a,b\n", mapping)
    #expect(export.column("scope") == ["b"])
    #expect(export.lines == [3])
  }

  @Test("with rows of too many or too few fields set aside, by their lines")
  func ragged() throws {
    let export = try ExportOnDisk.read("user,role,scope\nu1,a\nu2,b,c\nu3,\"d\ne\"\nu4\n,,,\nu5,f,g,\nu6,h,i\n")
    #expect(export.column("user") == ["u2", "u6"])
    #expect(export.lines == [3, 9])
    #expect(export.rejected.map(\.line) == [2, 4, 6, 7, 8])
    #expect(
      export.rejected.allSatisfy { $0.code == .fieldCount && $0.field.isEmpty && $0.source == "roles of the test" })
    #expect(export.rejected.first?.reason == "2 fields where the header has 3")
    #expect(export.summary.rows == 7)
    #expect(export.summary.rejectedCount == 5)
  }

  private static let stray = ["5\" disk", "a\"", "a\"b\"c"]

  @Test("with a quote in the middle of a bare field of free text read as text, and counted", arguments: stray)
  func bareQuotes(cell: String) throws {
    let export = try ExportOnDisk.read("user,role,scope,note\nu1,a,b,\nu2,\"\"\"d\"\"\",\(cell),\nu3,e,f,\(cell)\n")
    #expect(export.column("role") == ["a", "\"d\"", "e"])
    #expect(export.column("scope") == ["b", cell, "f"])
    #expect(export.rejected.isEmpty)
    #expect(export.summary.damages == [Damage(field: "scope", kind: .strayQuote, count: 1, line: 3)])
  }

  @Test("with its row set aside where such a quote stands in what tells or refers to records", arguments: stray)
  func bareQuotesInKeys(cell: String) throws {
    let export = try ExportOnDisk.read("user,role,scope\nu1,a,b\nu2,\(cell),c\n\(cell),d,e\nu4,f,\n")
    #expect(export.column("user") == ["u1", "u4"])
    #expect(export.rejected.map(\.code) == [.bareQuote, .bareQuote])
    #expect(export.rejected.map(\.field) == ["role", "user"])
    #expect(export.rejected.map(\.line) == [3, 4])
    #expect(export.rejected.allSatisfy { $0.subject == nil })
  }

  @Test("with a row set aside where a quote stands behind blanks: whether it opens a field cannot be told")
  func blankQuotes() throws {
    let export = try ExportOnDisk.read("user,role,scope\nu1,a,b\nu2, \"x\",c\nu3,\t\"y, z\",d\nu4,d,e\n")
    #expect(export.column("user") == ["u1", "u4"])
    #expect(export.rejected.map(\.code) == [.bareQuote, .fieldCount])
    #expect(export.rejected.map(\.line) == [3, 4])
  }

  @Test("with rows that lack what every record must have set aside")
  func required() throws {
    let export = try ExportOnDisk.read("user,role\nu1,a\n,b\nu3,\n \u{A0} ,\"  \"\nu5,e\n")
    #expect(export.column("user") == ["u1", "u5"])
    #expect(export.rejected.map(\.field) == ["user", "role", "user"])
    #expect(export.rejected.allSatisfy { $0.code == .missingValue })
  }

  @Test("with leading zeros kept, and nothing lowered but A-Z of addresses")
  func values() throws {
    let mapping = SourceMapping.users([
      "id": "ID", "user_name": "Login", "email": "Mail", "employee_number": "Number", "given_name": "Given",
    ])
    let export = try ExportOnDisk.read(
      "ID,Login,Mail,Number,Given\n U-001 , Ünal.İLKER@X ,ÅSA@EXAMPLE.COM,000420, McADAM \nu-001,x,,0,\n", mapping)
    #expect(export.column("id") == ["U-001", "u-001"])
    #expect(export.column("user_name") == ["Ünal.İlker@x", "x"])
    #expect(export.column("email") == ["Åsa@example.com", ""])
    #expect(export.column("employee_number") == ["000420", "0"])
    #expect(export.column("given_name") == ["McADAM", ""])
  }

  @Test("with columns that the file lacks not known, those it has empty, and the account of the mapping")
  func absent() throws {
    var mapping = SourceMapping.small
    mapping.account = "ACME"
    let export = try ExportOnDisk.read("role,user,note\na,u1,x\n", mapping)
    #expect(export.rows == [["account": "ACME", "user": "u1", "role": "a"]])
    #expect(export.summary.fields == ["account", "user", "role"])
    #expect(export.summary.unused == ["note"])
    // Nobody gave an account here: a run may not say that it is known.
    #expect(try ExportOnDisk.read("role,user\na,u1\n").summary.fields == ["user", "role"])
  }

  @Test("by the first header of a field that the file has, in any case where the mapping says so")
  func headers() throws {
    let generic = SourceMapping.generic(source: "s", shape: .users)
    let export = try ExportOnDisk.read("Given Name,ID,user-name,LAST_LOGIN\nAda,1,Ada.L,2026-11-20\n", generic)
    #expect(export.column("given_name") == ["Ada"])
    #expect(export.column("user_name") == ["ada.l"])
    #expect(export.column("last_login") == ["2026-11-20"])
  }
}
