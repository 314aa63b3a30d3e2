/// The policy of the bench, as it stands beside the generated exports.
enum BenchPolicy {
  static let text = """
    # The policy for the fleet that make_exports.py writes: copy it beside the exports.
    organization: Example Fleet
    timezone: UTC
    database: rollcall.db
    reports: reports
    fail_on: high

    sources:
      - name: accounts
        kind: accounts
        path: accounts.csv
        columns: {id: Account ID, name: Account Name, channel: Channel, primary_admin: Primary Admin, passphrase_set: Passphrase Set, passphrase_changed: Passphrase Changed}
      - name: users
        kind: users
        path: users.csv
        columns:
          account: Account ID
          id: User ID
          user_name: Username
          email: Primary Email
          given_name: First Name
          family_name: Last Name
          status: Status
          employee_number: Employee ID
          title: Job Title
          department: Department
          site: Site
          extension: Extension
          created: Created On
          last_login: Last Login
          mfa: MFA Enabled
          passphrase_set: Passphrase Set
      - name: roles
        kind: roles
        path: roles.csv
        columns: {account: Account ID, user: Assign to, role: Role, scope: Scope, granted: Granted On}
      - name: roster
        kind: roster
        path: roster.csv
        mode: full
        columns: {employee_number: Employee ID, email: Work Email, given_name: First Name, family_name: Last Name, status: Employment Status, hired: Hire Date, ended: Termination Date}

    roles:
      - {name: Super Admin, privileges: [admin-console, assign-roles, api-keys]}
      - {name: Company Admin, privileges: [admin-console, api-keys]}
      - {name: IT Admin, privileges: [admin-console]}
      - {name: VCC Admin, privileges: [contact-center]}
      - {name: My 8x8 Admin, privileges: [support-portal, billing, orders, passphrase]}
      - {name: Basic User, privileges: [], internal: true}

    """
}
