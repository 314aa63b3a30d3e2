// Written by scripts/registry: every file of schema/ that is embedded in the program, in the order of its name.
// swift-format-ignore-file

extension Schema {
  package static let tables: [File] = [
    File("0001_first_light.sql", PackageResources._001_first_light_sql),
    File("0002_all_kinds.sql", PackageResources._002_all_kinds_sql),
    File("0003_presets.sql", PackageResources._003_presets_sql),
  ]

  package static let views: [File] = [
    File("01_tonight.sql", PackageResources._1_tonight_sql),
    File("02_departed.sql", PackageResources._2_departed_sql),
    File("03_departed_profile.sql", PackageResources._3_departed_profile_sql),
    File("04_held_role.sql", PackageResources._4_held_role_sql),
    File("05_privileged_profile.sql", PackageResources._5_privileged_profile_sql),
    File("06_name_flaw.sql", PackageResources._6_name_flaw_sql),
    File("07_name_fault.sql", PackageResources._7_name_fault_sql),
    File("08_usable_admin.sql", PackageResources._8_usable_admin_sql),
    File("09_break_glass_profile.sql", PackageResources._9_break_glass_profile_sql),
    File("10_role_list.sql", PackageResources._0_role_list_sql),
    File("11_access.sql", PackageResources._1_access_sql),
  ]

  package static let links: [File] = [
    File("person.sql", PackageResources.person_sql),
    File("reference.sql", PackageResources.reference_sql),
  ]

  package static let rules: [File] = [
    File("admin-no-backup.sql", PackageResources.admin_no_backup_sql),
    File("dormant-privileged.sql", PackageResources.dormant_privileged_sql),
    File("inactive-privileged.sql", PackageResources.inactive_privileged_sql),
    File("leaver-active.sql", PackageResources.leaver_active_sql),
    File("leaver-login.sql", PackageResources.leaver_login_sql),
    File("leaver-privileged.sql", PackageResources.leaver_privileged_sql),
    File("mfa-missing.sql", PackageResources.mfa_missing_sql),
    File("name-filler.sql", PackageResources.name_filler_sql),
    File("name-missing.sql", PackageResources.name_missing_sql),
    File("never-logged-in.sql", PackageResources.never_logged_in_sql),
    File("orphan-profile.sql", PackageResources.orphan_profile_sql),
    File("passphrase-missing.sql", PackageResources.passphrase_missing_sql),
    File("portal-nobody.sql", PackageResources.portal_nobody_sql),
    File("portal-wholesale.sql", PackageResources.portal_wholesale_sql),
    File("primary-admin-unusable.sql", PackageResources.primary_admin_unusable_sql),
    File("role-dangling.sql", PackageResources.role_dangling_sql),
    File("role-internal.sql", PackageResources.role_internal_sql),
    File("role-unknown.sql", PackageResources.role_unknown_sql),
  ]

  package static let ledger: [File] = [
    File("access.sql", PackageResources.access_sql),
    File("compare.sql", PackageResources.compare_sql),
    File("facts.sql", PackageResources.facts_sql),
    File("list.sql", PackageResources.list_sql),
  ]

  package static let lists: [File] = [
    File("filler.txt", PackageResources.filler_txt),
  ]

  package static let presets: [File] = [
    File("8x8.yml", PackageResources._x8_yml),
    File("bamboohr.yml", PackageResources.bamboohr_yml),
    File("entra.yml", PackageResources.entra_yml),
    File("gam.yml", PackageResources.gam_yml),
    File("generic.yml", PackageResources.generic_yml),
    File("github.yml", PackageResources.github_yml),
    File("google-workspace.yml", PackageResources.google_workspace_yml),
    File("microsoft-365.yml", PackageResources.microsoft_365_yml),
    File("okta.yml", PackageResources.okta_yml),
    File("ringcentral.yml", PackageResources.ringcentral_yml),
    File("salesforce.yml", PackageResources.salesforce_yml),
    File("scim.yml", PackageResources.scim_yml),
    File("slack.yml", PackageResources.slack_yml),
    File("workday.yml", PackageResources.workday_yml),
    File("zoom.yml", PackageResources.zoom_yml),
  ]

  package static let example: [File] = [
    File("accounts.csv", PackageResources.accounts_csv),
    File("roles.csv", PackageResources.roles_csv),
    File("rollcall.yml", PackageResources.rollcall_yml),
    File("roster.csv", PackageResources.roster_csv),
    File("users.csv", PackageResources.users_csv),
    File("waivers.yml", PackageResources.waivers_yml),
  ]
}
