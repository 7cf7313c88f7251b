package org.fedval.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.StartException;

/**
 * The accounts of a coordinator as its operator changes them on the coordinator's own computer, for
 * whoever lost access to the pages. The coordinator may run meanwhile; both wait for each other.
 */
public final class OperatorAccounts implements AutoCloseable {
  private final OpenedDatabase database;
  private final AccountDesk desk;

  private OperatorAccounts(OpenedDatabase database, AccountDesk desk) {
    this.database = database;
    this.desk = desk;
  }

  /**
   * Opens them.
   *
   * @throws IOException with one sentence when the folder is no coordinator's home
   */
  public static OperatorAccounts open(CoordinatorHome home, Clock clock, SecureRandom random)
      throws IOException {
    if (!Files.exists(home.coordinatorKeyFile())) {
      throw new StartException(
          home.root() + " is no coordinator's home; run 'fedval coordinator init' first.");
    }
    CoordinatorConfig config = CoordinatorConfig.read(home.configFile());
    OpenedDatabase database = OpenedDatabase.beside(home, config);
    return new OperatorAccounts(
        database, AccountServices.over(database.database(), clock, random).desk());
  }

  public AccountDesk desk() {
    return desk;
  }

  @Override
  public void close() {
    database.close();
  }
}
