package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.fedval.coordinator.CoordinatorServer;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.replica.Replica;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "coordinator",
    mixinStandardHelpOptions = true,
    description = "Coordinator's operator: run the server that dispatches studies and pools sums.",
    subcommands = {
      CoordinatorCommand.Init.class,
      CoordinatorCommand.Run.class,
      CoordinatorBackupCommand.class,
      CoordinatorRestoreCommand.class,
      CaCommand.class,
      AccountCommand.class
    })
final class CoordinatorCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  CoordinatorCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "coordinator needs one of: init, run, backup, restore, ca, account.");
  }

  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description =
          "Make the coordinator's key, its certificate authority and credentials for operator and"
              + " vendor.",
      footer = {"", "Example:", "  fedval coordinator init --home /srv/fedval"})
  static final class Init implements Callable<Integer> {
    @Option(
        names = "--home",
        required = true,
        paramLabel = "DIR",
        description = "The coordinator's folder; made when it is not there.")
    private Path home;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Init() {}

    @Override
    public Integer call() throws Exception {
      CoordinatorHome folders = new CoordinatorHome(home);
      boolean made = CoordinatorSetup.init(folders, Clock.systemUTC(), new SecureRandom());
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          made
              ? "Made a coordinator in "
                  + folders.root()
                  + "; credentials for operator and vendor are in its folder credentials."
              : folders.root() + " is a coordinator's home already; nothing was changed.");
      out.flush();
      return 0;
    }
  }

  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = "Listen on both ports until stopped.",
      footer = {"", "Example:", "  fedval coordinator run --home /srv/fedval"})
  static final class Run implements Callable<Integer> {
    @Option(
        names = "--home",
        required = true,
        paramLabel = "DIR",
        description = "The folder that coordinator init made.")
    private Path home;

    private static final long STOP_MILLIS = 10_000;

    @Option(names = "--exit-with-parent", hidden = true)
    private boolean exitWithParent;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Run() {}

    @Override
    public Integer call() throws Exception {
      if (exitWithParent) {
        ParentWatch.exitWithParent();
      }
      CoordinatorHome folders = new CoordinatorHome(home);
      CoordinatorConfig config = CoordinatorConfig.read(folders.configFile());
      if (config.database() == null) {
        serve(folders, config);
      } else {
        replicate(new Replica(folders, config, FedvalMain.VERSION, Clock.systemUTC()));
      }
      return 0;
    }

    private void serve(CoordinatorHome folders, CoordinatorConfig config) throws Exception {
      try (CoordinatorServer server =
          CoordinatorServer.start(folders, config, FedvalMain.VERSION, Clock.systemUTC())) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        tell(
            "Listening on %s, port %d (sites, vendors, operators) and %d (enrolment)."
                .formatted(config.listenHost(), server.port(), server.enrolmentPort()));
        pages(folders, config, server);
        server.await();
      }
    }

    private void pages(
        CoordinatorHome folders, CoordinatorConfig config, CoordinatorServer server) {
      WebConfig web = config.web();
      if (web != null && server.webPort().isPresent()) {
        tell("Pages on " + web.address(server.webPort().getAsInt()));
        if (Files.exists(folders.firstPassword())) {
          tell(
              "The first administrator's name and one-time password are in %s."
                  .formatted(folders.firstPassword()));
        }
      }
    }

    private void replicate(Replica replica) throws Exception {
      Thread running = Thread.currentThread();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    replica.stop();
                    try {
                      running.join(STOP_MILLIS);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
      replica.run(this::tell);
    }

    private void tell(String sentence) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(sentence);
      out.flush();
    }
  }
}
