package org.fedval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.fedval.cli.input.CliException;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.coordinator.account.AccountException;
import org.fedval.coordinator.account.OperatorAccounts;
import org.fedval.coordinator.config.CoordinatorHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "account",
    mixinStandardHelpOptions = true,
    description = {
      "Accounts of the coordinator's pages, on the coordinator's own computer: for operators who lost"
          + " access. Everything here can be done on the page Accounts as well. The coordinator may"
          + " run meanwhile."
    },
    footer = {
      "",
      "Example, when nobody can sign in any more:",
      "  fedval coordinator account reset --home /srv/fedval admin"
    },
    subcommands = {
      AccountCommand.Add.class,
      AccountCommand.ListAll.class,
      AccountCommand.Roles.class,
      AccountCommand.Disable.class,
      AccountCommand.Enable.class,
      AccountCommand.Reset.class
    })
final class AccountCommand implements Runnable {
  private static final String BY = "operator";

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AccountCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "account needs one of: add, list, roles, disable, enable, reset.");
  }

  /** What is done with the accounts. */
  @FunctionalInterface
  interface Work {
    void on(AccountDesk desk) throws AccountException, CliException;
  }

  /** The coordinator's home and its screen. */
  static final class AccountHome {
    @Option(
        names = "--home",
        required = true,
        paramLabel = "DIR",
        description = "The folder that coordinator init made.")
    private Path home;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    AccountHome() {}

    int work(Work work) throws IOException, CliException {
      try (OperatorAccounts accounts =
          OperatorAccounts.open(new CoordinatorHome(home), Clock.systemUTC(), new SecureRandom())) {
        work.on(accounts.desk());
        return 0;
      } catch (AccountException e) {
        throw new CliException(e.sentence());
      }
    }

    void say(String sentence) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(sentence);
      out.flush();
    }

    void opened(AccountDesk.Opened opened) {
      say("Sign-in name:      " + opened.account().login());
      say("One-time password: " + opened.oneTimePassword());
      say("It is good for 7 days, until the person chooses their own. Hand it over in private.");
    }
  }

  private static Account known(AccountDesk desk, String login) throws CliException {
    return desk.findLogin(login)
        .orElseThrow(
            () ->
                new CliException(
                    "No account has the sign-in name "
                        + login
                        + "; 'fedval coordinator account list' shows them."));
  }

  private static Set<Role> set(List<Role> roles) {
    Set<Role> set = EnumSet.noneOf(Role.class);
    set.addAll(roles);
    return set;
  }

  /** An account by its name. */
  static final class Who {
    @Parameters(index = "0", paramLabel = "LOGIN", description = "The sign-in name.")
    String login;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    Who() {}
  }

  /** What the account may do. */
  static final class Given {
    @Option(
        names = "--role",
        paramLabel = "ROLE",
        split = ",",
        description = "vendor, administrator, researcher, auditor; may be given several times.")
    List<Role> roles = List.of();

    @Option(
        names = "--party",
        paramLabel = "NAME",
        defaultValue = "",
        description = "For vendors: the name in the vendor's client certificate.")
    String party;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Given() {}
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Add an account and print its one-time password.",
      footer = {
        "",
        "Example:",
        "  fedval coordinator account add --home /srv/fedval --role vendor --party acme ada@acme.org"
      })
  static final class Add implements Callable<Integer> {
    @Mixin private AccountHome home;
    @Mixin private Who who;
    @Mixin private Given given;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = "",
        description = "As pages greet the person; the sign-in name if absent.")
    private String name;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Add() {}

    @Override
    public Integer call() throws Exception {
      return home.work(
          desk -> home.opened(desk.add(BY, who.login, name, set(given.roles), given.party)));
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Sign-in name, roles, party and state of every account.",
      footer = {"", "Example:", "  fedval coordinator account list --home /srv/fedval"})
  static final class ListAll implements Callable<Integer> {
    @Mixin private AccountHome home;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    ListAll() {}

    @Override
    public Integer call() throws Exception {
      return home.work(
          desk -> {
            if (desk.list().isEmpty()) {
              home.say(
                  "There is no account yet. The coordinator makes the first one when it starts with"
                      + " 'web' in coordinator.yaml, or add one with 'account add'.");
            }
            for (Account account : desk.list()) {
              home.say(
                  "%-32s  %-36s  %-16s  %s"
                      .formatted(account.login(), roles(account), party(account), state(account)));
            }
          });
    }

    private static String roles(Account account) {
      return account.roles().isEmpty()
          ? "no role"
          : account.roles().stream()
              .sorted()
              .map(role -> role.name().toLowerCase(java.util.Locale.ROOT))
              .collect(Collectors.joining(","));
    }

    private static String party(Account account) {
      String party = account.party();
      return party == null ? "-" : party;
    }

    private static String state(Account account) {
      Instant until = account.oneTimeUntil();
      if (account.disabled()) {
        return "closed";
      }
      return until == null ? "active" : "one-time password until " + until;
    }
  }

  @Command(
      name = "roles",
      mixinStandardHelpOptions = true,
      description = "Set the roles of an account; those that are not named are taken away.",
      footer = {
        "",
        "Example:",
        "  fedval coordinator account roles --home /srv/fedval --role administrator,auditor ada"
      })
  static final class Roles implements Callable<Integer> {
    @Mixin private AccountHome home;
    @Mixin private Who who;
    @Mixin private Given given;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Roles() {}

    @Override
    public Integer call() throws Exception {
      return home.work(
          desk -> {
            desk.setRoles(BY, known(desk, who.login), set(given.roles), given.party);
            home.say("The roles of " + who.login + " are set.");
          });
    }
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      description = "Close an account: its sessions end and its API tokens stop working.",
      footer = {"", "Example:", "  fedval coordinator account disable --home /srv/fedval ada"})
  static final class Disable implements Callable<Integer> {
    @Mixin private AccountHome home;
    @Mixin private Who who;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Disable() {}

    @Override
    public Integer call() throws Exception {
      return home.work(
          desk -> {
            desk.disable(BY, known(desk, who.login));
            home.say("The account " + who.login + " is closed.");
          });
    }
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      description = "Open a closed account again.",
      footer = {"", "Example:", "  fedval coordinator account enable --home /srv/fedval ada"})
  static final class Enable implements Callable<Integer> {
    @Mixin private AccountHome home;
    @Mixin private Who who;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Enable() {}

    @Override
    public Integer call() throws Exception {
      return home.work(
          desk -> {
            desk.enable(BY, known(desk, who.login));
            home.say("The account " + who.login + " is open.");
          });
    }
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description =
          "Give an account a new one-time password, and let it sign in at once although too many"
              + " sign-ins failed.",
      footer = {"", "Example:", "  fedval coordinator account reset --home /srv/fedval admin"})
  static final class Reset implements Callable<Integer> {
    @Mixin private AccountHome home;
    @Mixin private Who who;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Reset() {}

    @Override
    public Integer call() throws Exception {
      return home.work(desk -> home.opened(desk.reset(BY, known(desk, who.login))));
    }
  }
}
