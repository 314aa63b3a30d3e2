import Policy
import Testing

struct EffectiveValueTests {
  @Test func `every setting is listed with its origin, defaults behind`() {
    let reading = read(
      """
      fail_on: low
      rules:
        name-place: off
        admin-too-many: {most: 12}
      sources:
        - name: users
          kind: users
          path: users.csv
          values: {mfa: {yes: [On]}}
      organization: Example Ltd
      """)
    #expect(
      reading.effective.map { "\($0.path) = \($0.value) (\($0.origin))" } == [
        "fail_on = low (rollcall.yml:1)",
        "rules.name-place = off (rollcall.yml:3)",
        "rules.admin-too-many.most = 12 (rollcall.yml:4)",
        "sources[0].name = users (rollcall.yml:6)",
        "sources[0].kind = users (rollcall.yml:7)",
        "sources[0].path = users.csv (rollcall.yml:8)",
        "sources[0].values.mfa.yes = [On] (rollcall.yml:9)",
        "organization = Example Ltd (rollcall.yml:10)",
        "timezone = UTC (default)",
        "database = rollcall.db (default)",
        "reports = reports (default)",
        "readable_by = owner (default)",
        "sources[0].max_shrink = 20% (default)",
        "sources[0].max_rejected = 1% (default)",
        "sources[0].min_rows = 1 (default)",
        "sources[0].max_future = 1h (default)",
        "sources[0].max_growth = 50% (default)",
        "sources[0].max_admin_growth = 20% (default)",
        "sources[0].dates = iso (default)",
        "sources[0].encoding = utf-8 (default)",
        "sources[0].limits = {nesting: 64, record: 1MiB, field: 64KiB, columns: 1024, records: 25000000, file: 2GiB} "
          + "(default)",
        "rules.dormant-privileged.days = 90 (default)",
        "rules.admin-too-many.share = 20% (default)",
      ])
  }
}
