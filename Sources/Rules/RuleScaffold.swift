/// A rule to begin with: whole, with examples that hold.
package enum RuleScaffold {
  package static func text(_ id: String) -> String {
    """
    -- \(id): Every privileged profile has a department
    -- severity: low
    -- needs: users.department, roles
    -- uses: accounts
    -- policy: P2
    -- why: Say in a sentence or two what goes wrong when this is not so.
    -- fix: Say where in the console to go, and what to change there.
    -- parameter least: 2, 1 to 50, letters that the name of a department must have
    --
    -- # Replace all of this by your own; a line like this one is talk. The first line has the id, which is the name of the
    -- # file too, and the state in which all is well. 'needs' names sources and fields without which the rule is not
    -- # evaluated: users, roles, roster, accounts, contacts, registrations, crm, erp, extensions; 'uses' names sources
    -- # that it can do without. The policy can change severity and parameters under 'rules'.
    -- #
    -- # An example puts rows into an empty database (account, profile, login, assignment, person, ...; what a row does
    -- # not say is filled in) on 2026-11-21, and says what the rule finds there: rollcall rules test \(id)
    --
    -- flagged: the department is empty
    --   profile id=u1 department=
    --   assignment user=u1 role="Super Admin" scope=Company
    --   finds u1 severity=low reason="The department is empty; privileged as Super Admin (Company)"
    -- flagged: one letter less than the limit
    --   profile id=u1 department=X
    --   assignment user=u1 role="Super Admin"
    --   finds u1 reason="The department has 1 letter, fewer than 2; privileged as Super Admin"
    -- passes: exactly the limit; not known, which is not empty; not privileged
    --   profile id=u1 department=IT
    --   assignment user=u1 role="Super Admin"
    --   profile id=u2 department=null
    --   assignment user=u2 role="Super Admin"
    --   profile id=u3 department=
    --   assignment user=u3 role=Reader
    select profile.profile,
           profile.account,
           'profile' as subject_kind,
           profile.id as subject,
           null as severity,
           case length(profile.department)
             when 0 then 'The department is empty'
             when 1 then 'The department has 1 letter, fewer than ' || :least
             else 'The department has ' || length(profile.department) || ' letters, fewer than ' || :least
           end || '; privileged as ' || privileged_profile.words as reason
      from privileged_profile
      join profile on profile.profile = privileged_profile.profile
     where length(profile.department) < :least;

    """
  }
}
