package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.account.Sessions;
import org.fedval.coordinator.audit.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets somebody in who proved who they are, however they did: under a new cookie always, and with
 * an entry in the transparency log for administrators.
 */
public final class Entrance {
  private static final Logger log = LoggerFactory.getLogger(Entrance.class);

  private final Sessions sessions;
  private final Cookies cookies;
  private final AuditLog audit;

  public Entrance(Sessions sessions, Cookies cookies, AuditLog audit) {
    this.sessions = sessions;
    this.cookies = cookies;
    this.audit = audit;
  }

  Cookies cookies() {
    return cookies;
  }

  /** Begins a session, ends the one that this browser had, and shows the first page. */
  public void enter(Context answer, Account account) {
    cookies.session(answer).ifPresent(sessions::end);
    if (account.roles().contains(Role.ADMINISTRATOR)) {
      audit.operatorLogin("account:" + account.id());
    }
    log.atInfo().addKeyValue("account", account.id()).log("Signed in");
    renew(answer, account, account.mustChangePassword() ? "/first-password" : "/");
  }

  /** Goes on under a new cookie, after a change that ended the sessions. */
  public void renew(Context answer, Account account, String page) {
    cookies.signedIn(answer, sessions.begin(account));
    answer.redirect(page, HttpStatus.SEE_OTHER);
  }
}
