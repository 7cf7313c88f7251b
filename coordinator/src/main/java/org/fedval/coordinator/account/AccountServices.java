package org.fedval.coordinator.account;

import java.security.SecureRandom;
import java.time.Clock;
import org.fedval.coordinator.store.AccountRepository;
import org.fedval.coordinator.store.ApiTokenRepository;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.MembershipRepository;
import org.fedval.coordinator.store.SignInFailureRepository;
import org.fedval.coordinator.store.WebSessionRepository;

/** Everything about accounts, wired once over an open database. */
public record AccountServices(
    AccountDesk desk,
    SignIn signIn,
    Sessions sessions,
    ApiTokens tokens,
    FirstAccount first,
    MembershipRepository members,
    PartyVisibility visibility) {

  public static AccountServices over(Database database, Clock clock, SecureRandom random) {
    AccountRepository accounts = new AccountRepository(database);
    Passwords passwords = new Passwords(random);
    Sessions sessions = new Sessions(new WebSessionRepository(database), clock, random);
    LockOut lockOut = new LockOut(new SignInFailureRepository(database), clock);
    AccountDesk desk = new AccountDesk(accounts, passwords, sessions, lockOut, clock, random);
    MembershipRepository members = new MembershipRepository(database);
    return new AccountServices(
        desk,
        new SignIn(accounts, passwords, lockOut, clock),
        sessions,
        new ApiTokens(new ApiTokenRepository(database), clock, random),
        new FirstAccount(accounts, desk),
        members,
        new PartyVisibility(members));
  }
}
