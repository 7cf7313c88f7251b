package org.fedval.coordinator.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.store.AccountRepository;
import org.fedval.wire.files.PrivateFiles;

/**
 * The administrator of a coordinator that has no account yet. The one-time password is in a file
 * that its operator alone can read, and gone once it was changed.
 */
public final class FirstAccount {
  /** The sign-in name of the first account. */
  public static final String LOGIN = "admin";

  private static final String BY = "first start";

  private final AccountRepository accounts;
  private final AccountDesk desk;

  FirstAccount(AccountRepository accounts, AccountDesk desk) {
    this.accounts = accounts;
    this.desk = desk;
  }

  /**
   * Makes the account if there is none at all, or opens it anew if its password never reached the
   * file.
   *
   * @param file where its one-time password is written, mode 0600
   * @return false when there was an account
   */
  public boolean make(Path file) throws IOException {
    List<Account> known = accounts.list();
    boolean unopened =
        known.size() == 1
            && known.get(0).login().equals(LOGIN)
            && known.get(0).mustChangePassword()
            && !Files.exists(file);
    if (!known.isEmpty() && !unopened) {
      return false;
    }
    try {
      AccountDesk.Opened opened =
          unopened
              ? desk.reset(BY, known.get(0))
              : desk.add(BY, LOGIN, "Administrator", Set.of(Role.ADMINISTRATOR), "");
      PrivateFiles.write(
          file,
          "%s %s\n".formatted(LOGIN, opened.oneTimePassword()).getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (AccountException e) {
      return false;
    }
  }

  /** Removes the file once the account has a password of its own. */
  public static void passwordChanged(Account account, Path file) throws IOException {
    if (account.login().equals(LOGIN)) {
      Files.deleteIfExists(file);
    }
  }
}
