-- Registrations of the customer portal that somebody may log in with: all that are not closed.
create view live_registration as
select registration, account, email, verified, pending_since, customer_number, status
  from registration
 where coalesce(status, '') <> 'closed';
