package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fedval.coordinator.backup.Restore;
import org.fedval.coordinator.config.CoordinatorHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Make a coordinator's home from a backup, and check it.",
    footer = {"", "Example:", "  fedval coordinator restore --home /srv/new --from monday.zip"})
final class CoordinatorRestoreCommand implements Callable<Integer> {
  @Option(
      names = "--home",
      required = true,
      paramLabel = "DIR",
      description = "A folder that is empty or not there.")
  private Path home;

  @Option(names = "--from", required = true, paramLabel = "FILE", description = "The backup.")
  private Path from;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  CoordinatorRestoreCommand() {}

  @Override
  public Integer call() throws Exception {
    CoordinatorHome folders = new CoordinatorHome(home);
    Restore.Restored restored = Restore.into(folders, from);
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf(
        "Restored %s: the database is whole, and its log of %d entries leads to every head that was"
            + " signed.%n",
        folders.root(), restored.logEntries());
    if (!restored.keys()) {
      screen.printf("Put the coordinator's keys into %s before you start it.%n", folders.keys());
    }
    screen.println(
        "What happened after the backup is gone. A site that confirmed a longer log takes this one"
            + " for a second story and confirms nothing of it: its refusal is right. If any did, tell"
            + " the sites, and begin anew with a new coordinator.");
    screen.flush();
    return 0;
  }
}
