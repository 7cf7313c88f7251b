package org.fedval.cli.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import org.fedval.coordinator.OperatorAccounts;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.coordinator.account.AccountException;
import org.fedval.coordinator.account.SignInLink;
import org.fedval.coordinator.config.CoordinatorHome;

/** The one person who looks at the demo's pages, with every role there is. */
final class DemoPeople {
  private static final String LOGIN = "demo";

  /** The name in the certificate that the coordinator made for its first vendor. */
  private static final String VENDOR = "vendor";

  private DemoPeople() {}

  /** Makes the account; the path of a link that signs in to it once. */
  static String welcome(CoordinatorHome home, SecureRandom random) throws IOException {
    Clock clock = Clock.systemUTC();
    try (OperatorAccounts accounts = OperatorAccounts.open(home, clock, random)) {
      AccountDesk desk = accounts.desk();
      AccountDesk.Opened opened =
          desk.add("demo", LOGIN, "Demo visitor", EnumSet.allOf(Role.class), VENDOR);
      desk.choosePassword(opened.account(), SignInLink.password(random));
      return new SignInLink(home.signInLink(), clock).make(opened.account(), random);
    } catch (AccountException e) {
      throw new DemoException(e.sentence());
    }
  }
}
