package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fedval.coordinator.backup.Backup;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Write the coordinator's database into one file, while it runs or not.",
    footer = {"", "Example:", "  fedval coordinator backup --home /srv/fedval --out monday.zip"})
final class CoordinatorBackupCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      required = true,
      paramLabel = "DIR",
      description = "The coordinator's folder.")
  private Path home;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The backup; must not exist yet.")
  private Path out;

  @Option(
      names = "--with-keys",
      description =
          "Put the keys in as well. Whoever has such a file can be this coordinator: keep it as you"
              + " keep the keys.")
  private boolean withKeys;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  CoordinatorBackupCommand() {}

  @Override
  public Integer call() throws Exception {
    CoordinatorHome folders = new CoordinatorHome(home);
    Backup.write(folders, CoordinatorConfig.read(folders.configFile()), out, withKeys);
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf(
        "Wrote %s, %s.%n",
        out,
        withKeys
            ? "with the keys"
            : "without the keys; keep the folder keys by itself, no backup can replace it");
    screen.flush();
    return 0;
  }
}
