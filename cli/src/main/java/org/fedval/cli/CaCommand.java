package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.RootKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "ca",
    mixinStandardHelpOptions = true,
    description = {
      "The coordinator's certificate authority, on the coordinator's own computer.",
      "Two certificates stand behind every connection: the root (10 years), whose key should lie on"
          + " a medium in a safe, and the issuing certificate (1 year), which the running"
          + " coordinator uses every day. Certificates of sites and of the server (30 days) renew by"
          + " themselves; once a year a person renews the issuing certificate."
    },
    footer = {
      "",
      "Once, after coordinator init:",
      "  fedval coordinator ca export-root   --home /srv/fedval --to /media/safe",
      "Once a year, with the medium from the safe:",
      "  fedval coordinator ca renew-issuing --home /srv/fedval --root /media/safe"
    },
    subcommands = {
      CaCommand.Show.class,
      CaCommand.ExportRoot.class,
      CaCommand.RenewIssuing.class,
      CaCommand.Issue.class
    })
final class CaCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  CaCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "ca needs one of: show, export-root, renew-issuing, issue.");
  }

  /** The coordinator's home and its screen. */
  static final class CaHome {
    @Option(
        names = "--home",
        required = true,
        paramLabel = "DIR",
        description = "The folder that coordinator init made.")
    Path home;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    CaHome() {}

    CoordinatorHome folders() {
      return new CoordinatorHome(home);
    }

    RootKey root() {
      return new RootKey(folders().certificateAuthority());
    }

    void say(String sentence) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(sentence);
      out.flush();
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Fingerprints and last days of the two certificates, and where the root key is.",
      footer = {"", "Example:", "  fedval coordinator ca show --home /srv/fedval"})
  static final class Show implements Callable<Integer> {
    @Mixin private CaHome home;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    Show() {}

    @Override
    public Integer call() throws Exception {
      RootKey.State state = home.root().state();
      home.say(
          "root     until %s  SHA-256 %s"
              .formatted(
                  state.rootUntil().atZone(ZoneOffset.UTC).toLocalDate(),
                  state.rootFingerprint().hex()));
      home.say(
          "issuing  until %s  SHA-256 %s"
              .formatted(
                  state.issuingUntil().atZone(ZoneOffset.UTC).toLocalDate(),
                  state.issuingFingerprint().hex()));
      home.say(
          state.rootKeyIsHere()
              ? "The root key is on this computer; move it to a safe with 'ca export-root'."
              : "The root key is not on this computer, as it should be.");
      return 0;
    }
  }

  @Command(
      name = "export-root",
      mixinStandardHelpOptions = true,
      description =
          "Move the root key to another folder, such as a memory stick: it is copied, the copy is"
              + " checked, and the key here is removed. Make a second copy of the stick and keep"
              + " both in a safe; without it no issuing certificate can be renewed.",
      footer = {
        "",
        "Example:",
        "  fedval coordinator ca export-root --home /srv/fedval --to /media/safe"
      })
  static final class ExportRoot implements Callable<Integer> {
    @Mixin private CaHome home;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "DIR",
        description = "A folder without a root key, best on a removable medium.")
    private Path to;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ExportRoot() {}

    @Override
    public Integer call() throws Exception {
      home.root().exportTo(to);
      home.say("The root key is now in " + to + " only; keep it in a safe.");
      return 0;
    }
  }

  @Command(
      name = "renew-issuing",
      mixinStandardHelpOptions = true,
      description = {
        "Make the next issuing certificate, valid for one year. Do this once a year, before the day"
            + " that 'ca show' names. A running coordinator takes it up by itself; sites notice"
            + " nothing.",
        "With --new-key its key changes too: do that when somebody may have copied the key. Enrolment"
            + " tokens that were not used yet stop working then; make new ones."
      },
      footer = {
        "",
        "Example:",
        "  fedval coordinator ca renew-issuing --home /srv/fedval --root /media/safe"
      })
  static final class RenewIssuing implements Callable<Integer> {
    @Mixin private CaHome home;

    @Option(
        names = "--root",
        paramLabel = "DIR",
        description = "Where the root key is, after ca export-root; else the home itself.")
    private @Nullable Path root;

    @Option(names = "--new-key", description = "Change the issuing key as well.")
    private boolean newKey;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RenewIssuing() {}

    @Override
    public Integer call() throws Exception {
      Path from = root == null ? home.folders().certificateAuthority() : root;
      var issuing = home.root().renewIssuing(from, newKey, Clock.systemUTC(), new SecureRandom());
      home.say(
          "The issuing certificate is valid until %s."
              .formatted(issuing.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate()));
      return 0;
    }
  }

  @Command(
      name = "issue",
      mixinStandardHelpOptions = true,
      description =
          "Make credentials of 30 days for an operator or a vendor, as a folder to hand over. Those"
              + " that coordinator init made end after 30 days as well; renew them with this.",
      footer = {
        "",
        "Example:",
        "  fedval coordinator ca issue --home /srv/fedval --role vendor --name acme --to acme"
      })
  static final class Issue implements Callable<Integer> {
    /** Who may get credentials without enrolling. */
    enum Role {
      OPERATOR,
      VENDOR
    }

    @Mixin private CaHome home;

    @Option(
        names = "--role",
        required = true,
        paramLabel = "operator|vendor",
        description = "What the holder may do.")
    private Role role;

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "The holder: letters, digits, dots, hyphens, underscores.")
    private String name;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "DIR",
        description = "The folder for key.pem, chain.pem and trust.pem.")
    private Path to;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Issue() {}

    @Override
    public Integer call() throws Exception {
      PeerIdentity holder;
      try {
        holder = new PeerIdentity(PeerIdentity.Kind.valueOf(role.name()), name);
      } catch (IllegalArgumentException e) {
        throw new CliException(
            "--name must be 1 to 64 letters, digits, dots, hyphens or underscores.");
      }
      CoordinatorSetup.issue(home.folders(), holder, to, Clock.systemUTC(), new SecureRandom());
      home.say("Credentials for %s are in %s; valid for 30 days.".formatted(holder.uri(), to));
      return 0;
    }
  }
}
